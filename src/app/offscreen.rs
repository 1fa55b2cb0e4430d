//! A screen drawn into an image: no window, no display, with software Vulkan too.
//!
//! ```no_run
//! use startex::app::offscreen::Offscreen;
//! # fn main() -> Result<(), String> {
//! let mut screen = Offscreen::new(1600, 900);
//! screen.app.add_plugins(startex::stage::plugin);
//! let png = screen.shoot()?;
//! # Ok(()) }
//! ```

use std::io::Cursor;
use std::sync::{Arc, Mutex, PoisonError};

use bevy::app::PluginsState;
use bevy::camera::{ImageRenderTarget, RenderTarget};
use bevy::image::ImageFormat;
use bevy::log::LogPlugin;
use bevy::prelude::*;
use bevy::render::RenderPlugin;
use bevy::render::pipelined_rendering::PipelinedRenderingPlugin;
use bevy::render::render_resource::TextureFormat;
use bevy::render::view::screenshot::{Screenshot, ScreenshotCaptured};
use bevy::window::ExitCondition;
use bevy::winit::WinitPlugin;
use bevy_egui::{EguiGlobalSettings, EguiPlugin, PrimaryEguiContext};

use crate::stage::StageTarget;

/// Updates until fonts, meshes and sizes are where they belong: text is laid out in one and seen in the next.
const SETTLE: usize = 6;
/// Updates after which a picture that has not come will not come.
const PATIENCE: usize = 120;

/// An app whose screen is an image. Add plugins and resources to [`Self::app`], then [`Self::shoot`].
pub struct Offscreen {
    /// The app. Systems of `EguiPrimaryContextPass` draw on the image as they would in the window.
    pub app: App,
    image: Handle<Image>,
    ready: bool,
}

impl Offscreen {
    /// A screen of `width` × `height` pixels.
    pub fn new(width: u32, height: u32) -> Self {
        let mut app = App::new();
        app.add_plugins((
            DefaultPlugins
                .set(WindowPlugin {
                    primary_window: None,
                    exit_condition: ExitCondition::DontExit,
                    close_when_requested: false,
                    ..default()
                })
                .set(RenderPlugin { synchronous_pipeline_compilation: true, ..default() })
                .disable::<WinitPlugin>()
                .disable::<LogPlugin>()
                .disable::<PipelinedRenderingPlugin>(),
            EguiPlugin::default(),
        ));
        let picture = Image::new_target_texture(width, height, TextureFormat::Rgba8UnormSrgb, None);
        let image = app.world_mut().resource_mut::<Assets<Image>>().add(picture);
        let target = RenderTarget::Image(ImageRenderTarget { handle: image.clone(), scale_factor: 1.0 });
        app.world_mut().resource_mut::<EguiGlobalSettings>().auto_create_primary_context = false;
        app.insert_resource(StageTarget(target.clone()));
        app.world_mut().spawn((
            Name::new("Desk camera"),
            Camera2d,
            Camera { clear_color: ClearColorConfig::None, ..default() },
            target,
            PrimaryEguiContext,
        ));
        Self { app, image, ready: false }
    }

    /// One update, after making the renderer ready the first time.
    pub fn update(&mut self) {
        if !self.ready {
            while self.app.plugins_state() == PluginsState::Adding {
                bevy::tasks::tick_global_task_pools_on_main_thread();
            }
            self.app.finish();
            self.app.cleanup();
            self.ready = true;
        }
        self.app.update();
    }

    /// The screen as a PNG, once it has settled.
    ///
    /// # Errors
    /// When the renderer gives no picture (there is no Vulkan driver, not even a software one), or it cannot be coded.
    pub fn shoot(&mut self) -> Result<Vec<u8>, String> {
        for _ in 0..SETTLE {
            self.update();
        }
        let taken: Arc<Mutex<Option<Image>>> = Arc::default();
        let shelf = Arc::clone(&taken);
        self.app.world_mut().spawn(Screenshot::image(self.image.clone())).observe(
            move |captured: On<ScreenshotCaptured>| {
                *shelf.lock().unwrap_or_else(PoisonError::into_inner) = Some(captured.image.clone());
            },
        );
        for _ in 0..PATIENCE {
            self.update();
            if let Some(image) = taken.lock().unwrap_or_else(PoisonError::into_inner).take() {
                return png(image);
            }
        }
        Err("the renderer gave no picture: is a Vulkan driver installed? (on Debian: mesa-vulkan-drivers)"
            .into())
    }
}

fn png(image: Image) -> Result<Vec<u8>, String> {
    let picture = image.try_into_dynamic().map_err(|e| format!("the picture cannot be read: {e}"))?;
    let format = ImageFormat::Png.as_image_crate_format().ok_or("this build cannot write PNG")?;
    let mut bytes = Cursor::new(Vec::new());
    // Without its alpha channel, in which egui leaves holes that a viewer would show.
    picture
        .to_rgb8()
        .write_to(&mut bytes, format)
        .map_err(|e| format!("the picture cannot be coded: {e}"))?;
    Ok(bytes.into_inner())
}
