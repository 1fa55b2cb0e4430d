//! Whether there is a screen to open a window on, asked before Bevy asks and gives up with a panic. Only Linux can tell
//! beforehand.

/// A line to the screen, kept while the window opens: an X server may begin anew, and turn away who comes meanwhile, when
/// its last caller hangs up.
#[must_use = "the line is to be kept until the window has opened"]
#[derive(Debug)]
pub struct Display {
    #[cfg(target_os = "linux")]
    _line: linux::Line,
}

/// Why no window can be opened here.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoDisplay {
    /// The machine is not set up to have one.
    #[error("there is no display here")]
    None,
    /// One is named, and cannot be reached.
    #[error("the display `{name}` that {variable} names does not answer ({why})")]
    Silent {
        /// The environment variable that names it.
        variable: &'static str,
        /// What the variable says.
        name: String,
        /// What came back instead.
        why: String,
    },
}

impl Display {
    /// Calls the screen that the window would open on.
    ///
    /// # Errors
    /// [`NoDisplay`] where none is named, or the named one did not answer for a second.
    pub fn call() -> Result<Self, NoDisplay> {
        #[cfg(target_os = "linux")]
        return linux::Line::call().map(|line| Self { _line: line });
        #[cfg(not(target_os = "linux"))]
        Ok(Self {})
    }
}

#[cfg(target_os = "linux")]
mod linux {
    use std::time::Duration;

    use super::NoDisplay;

    /// What is asked is what winit will ask, in its order: Wayland where it is named, X otherwise.
    #[derive(Debug)]
    #[expect(dead_code, reason = "a line is held, not spoken on")]
    pub(super) enum Line {
        Wayland(wayland_client::Connection),
        /// A socket that whoever started the program opened for it; it can be taken once, and winit will take it.
        HandedOver,
        X(Box<x11rb::rust_connection::RustConnection>),
    }

    /// How often a display that does not answer is called again, and after which wait.
    const CALLS: u32 = 6;
    const WAIT: Duration = Duration::from_millis(200);

    impl Line {
        pub(super) fn call() -> Result<Self, NoDisplay> {
            let named = |variable: &'static str| {
                let name = std::env::var(variable).ok().filter(|name| !name.is_empty());
                name.map(|name| (variable, name))
            };
            if named("WAYLAND_SOCKET").is_some() {
                return Ok(Self::HandedOver);
            }
            if let Some(named) = named("WAYLAND_DISPLAY") {
                return patiently(named, wayland_client::Connection::connect_to_env).map(Self::Wayland);
            }
            let named = named("DISPLAY").ok_or(NoDisplay::None)?;
            patiently(named, || x11rb::connect(None).map(|(line, _)| Box::new(line))).map(Self::X)
        }
    }

    fn patiently<L, E: std::fmt::Display>(
        (variable, name): (&'static str, String),
        call: impl Fn() -> Result<L, E>,
    ) -> Result<L, NoDisplay> {
        let mut tried = 1;
        loop {
            match call() {
                Ok(line) => return Ok(line),
                Err(_) if tried < CALLS => {
                    tried += 1;
                    std::thread::sleep(WAIT);
                }
                Err(why) => return Err(NoDisplay::Silent { variable, name, why: why.to_string() }),
            }
        }
    }
}
