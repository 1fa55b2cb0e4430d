//! Whether this machine can draw at all, asked before Bevy asks and gives up with a panic.

/// Says what to install where nothing draws: neither a graphics card with its driver, nor software in its place.
///
/// # Errors
/// Words for the person at the machine.
pub fn check() -> Result<(), String> {
    let mut about = wgpu::InstanceDescriptor::new_without_display_handle();
    about.backends = wgpu::Backends::from_env().unwrap_or(wgpu::Backends::all());
    let instance = wgpu::Instance::new(about);
    let adapter = instance.request_adapter(&wgpu::RequestAdapterOptions::default());
    match bevy::tasks::block_on(adapter) {
        Ok(_) => Ok(()),
        Err(_) => Err(format!("nothing on this machine can draw: {}", help())),
    }
}

fn help() -> &'static str {
    if cfg!(target_os = "linux") {
        "no Vulkan driver was found. Install the one of the graphics card, or the one that draws in software (on \
         Debian and Ubuntu: apt install mesa-vulkan-drivers)"
    } else {
        "no graphics driver was found. Install the one of the graphics card"
    }
}
