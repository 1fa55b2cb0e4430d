//! Drives the real window from beside it: reads the words that it draws, moves its pointer, types, counts its frames.
//!
//! What is pressed enters as the messages that winit's plugin writes; what is read are the texts that egui laid out.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use bevy::input::ButtonState;
use bevy::input::keyboard::{Key, KeyboardInput};
use bevy::input::mouse::MouseButtonInput;
use bevy::prelude::*;
use bevy::render::view::screenshot::{Screenshot, ScreenshotCaptured};
use bevy::window::{CursorMoved, PrimaryWindow, WindowEvent};
use bevy::winit::{EventLoopProxy, EventLoopProxyWrapper, WinitUserEvent};
use bevy_egui::{EguiContext, EguiFullOutput, EguiPostUpdateSet, PrimaryEguiContext};
use crossbeam_channel::{Receiver, Sender, bounded};
use egui::epaint::Shape;

/// How long something may take to appear: the machine may be busy.
const PATIENCE: Duration = Duration::from_secs(60);

enum Ask {
    Words(Sender<Vec<(String, Vec2)>>),
    Press(Vec2),
    Keys(Vec<(Key, KeyCode)>),
    Shoot(Sender<usize>),
    Quit,
}

/// The hand on the window.
pub(crate) struct Driver {
    asks: Sender<Ask>,
    proxy: EventLoopProxy<WinitUserEvent>,
    frames: Arc<AtomicUsize>,
}

#[derive(Resource)]
struct Driven {
    asks: Receiver<Ask>,
    words: Option<Sender<Vec<(String, Vec2)>>>,
    /// The button is down since the last frame and comes up in this.
    down: Option<Vec2>,
}

/// Opens the window with its data in `data` and lets `drive` use it; closes it when `drive` is done.
pub(crate) fn drive(data: &Path, drive: impl FnOnce(&Driver) + Send + 'static) {
    let mut app = startex::app::window(Ok(data.to_path_buf()), startex::app::Brought::Nothing, true);
    let (asks, asked) = bounded(8);
    let frames = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&frames);
    app.insert_resource(Driven { asks: asked, words: None, down: None })
        .add_systems(First, obey)
        .add_systems(
            PostUpdate,
            read.after(EguiPostUpdateSet::EndPass).before(EguiPostUpdateSet::ProcessOutput),
        )
        // Every update draws a frame: what counts the one counts the other.
        .add_systems(Last, move || {
            counter.fetch_add(1, Ordering::Relaxed);
        });
    let proxy = (**app.world().resource::<EventLoopProxyWrapper>()).clone();
    let driver = Driver { asks, proxy, frames };
    let hand = std::thread::spawn(move || drive(&driver));
    app.run();
    if let Err(why) = hand.join() {
        std::panic::resume_unwind(why);
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        self.ask(Ask::Quit);
    }
}

impl Driver {
    fn ask(&self, ask: Ask) {
        // A window that has closed hears nothing; the test then fails by what it waits for.
        let _ = self.asks.send(ask);
        let _ = self.proxy.send_event(WinitUserEvent::WakeUp);
    }

    /// The words on the screen with their middles, in the order in which they were painted.
    pub(crate) fn words(&self) -> Vec<(String, Vec2)> {
        let (tell, told) = bounded(1);
        self.ask(Ask::Words(tell));
        told.recv_timeout(PATIENCE).unwrap()
    }

    /// Waits until words that contain this are on the screen.
    pub(crate) fn find(&self, text: &str) -> Vec2 {
        self.find_lowest(text, 1)
    }

    /// Waits until no words that contain this are on the screen any more.
    pub(crate) fn gone(&self, text: &str) {
        let began = Instant::now();
        while self.words().iter().any(|(word, _)| word.contains(text)) {
            assert!(began.elapsed() < PATIENCE, "`{text}` does not go away");
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    /// Waits until so many words that contain this are on the screen; gives the middle of the lowest.
    fn find_lowest(&self, text: &str, times: usize) -> Vec2 {
        let began = Instant::now();
        let mut before = None;
        loop {
            let words = self.words();
            let mut found: Vec<Vec2> =
                words.iter().filter(|(word, _)| word.contains(text)).map(|(_, at)| *at).collect();
            found.sort_by(|a, b| a.y.total_cmp(&b.y));
            // At the same place twice: what still moves would be missed.
            let now = found.pop().filter(|_| found.len() + 1 >= times);
            if let Some(at) = now.filter(|_| now == before) {
                return at;
            }
            before = now;
            let seen: Vec<&str> = words.iter().map(|(word, _)| word.as_str()).collect();
            assert!(began.elapsed() < PATIENCE, "`{text}` does not appear {times} times; there is {seen:?}");
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    /// Clicks on the lowest words that contain this, once they are there.
    pub(crate) fn click(&self, text: &str) {
        self.click_lowest(text, 1);
    }

    /// Clicks on the lowest of so many words that contain this, once they are there: a menu opens at the foot.
    pub(crate) fn click_lowest(&self, text: &str, times: usize) {
        let at = self.find_lowest(text, times);
        self.ask(Ask::Press(at));
        // The button comes up in the next frame, and what it did is seen in the one behind.
        for _ in 0..3 {
            self.words();
        }
    }

    /// Types into whatever has the focus.
    pub(crate) fn write(&self, text: &str) {
        for letter in text.chars() {
            self.ask(Ask::Keys(vec![(Key::Character(letter.to_string().into()), KeyCode::F35)]));
        }
    }

    /// Presses keys together, all within one frame.
    pub(crate) fn keys(&self, chord: &[(Key, KeyCode)]) {
        self.ask(Ask::Keys(chord.to_vec()));
    }

    /// Frames drawn in a time in which nobody touches the window.
    pub(crate) fn frames_in(&self, span: Duration) -> usize {
        std::thread::sleep(Duration::from_secs(2));
        let before = self.frames.load(Ordering::Relaxed);
        std::thread::sleep(span);
        self.frames.load(Ordering::Relaxed) - before
    }

    /// How many different colours the window shows: an empty one has few.
    pub(crate) fn colours(&self) -> usize {
        let (tell, told) = bounded(1);
        self.ask(Ask::Shoot(tell));
        let began = Instant::now();
        while began.elapsed() < PATIENCE {
            if let Ok(colours) = told.recv_timeout(Duration::from_millis(200)) {
                return colours;
            }
            // The picture comes with a later frame.
            let _ = self.proxy.send_event(WinitUserEvent::WakeUp);
        }
        panic!("the window gave no picture")
    }
}

#[expect(clippy::needless_pass_by_value, reason = "a Bevy system takes what it needs by value")]
fn obey(
    mut driven: ResMut<Driven>,
    mut commands: Commands,
    window: Single<Entity, With<PrimaryWindow>>,
    mut egui: Single<&mut EguiContext, With<PrimaryEguiContext>>,
    mut events: MessageWriter<WindowEvent>,
    mut keys: MessageWriter<KeyboardInput>,
    mut exit: MessageWriter<AppExit>,
) {
    let window = *window;
    let button =
        |state| WindowEvent::MouseButtonInput(MouseButtonInput { button: MouseButton::Left, state, window });
    if driven.down.take().is_some() {
        events.write(button(ButtonState::Released));
    }
    while let Ok(ask) = driven.asks.try_recv() {
        match ask {
            Ask::Words(tell) => driven.words = Some(tell),
            Ask::Press(position) => {
                events.write(WindowEvent::CursorMoved(CursorMoved { window, position, delta: None }));
                events.write(button(ButtonState::Pressed));
                driven.down = Some(position);
            }
            Ask::Keys(chord) => {
                let mut turn = |(logical_key, key_code): &(Key, KeyCode), state| {
                    let (key_code, logical_key) = (*key_code, logical_key.clone());
                    keys.write(KeyboardInput {
                        key_code,
                        logical_key,
                        state,
                        text: None,
                        repeat: false,
                        window,
                    });
                };
                chord.iter().for_each(|key| turn(key, ButtonState::Pressed));
                chord.iter().rev().for_each(|key| turn(key, ButtonState::Released));
            }
            Ask::Shoot(tell) => {
                commands.spawn(Screenshot::primary_window()).observe(
                    move |captured: On<ScreenshotCaptured>| {
                        let _ = tell.send(super::desks::colours_of(&captured.image));
                    },
                );
            }
            Ask::Quit => drop(exit.write(AppExit::Success)),
        }
        egui.get_mut().request_repaint();
    }
}

fn read(mut driven: ResMut<Driven>, outputs: Query<&EguiFullOutput, With<PrimaryEguiContext>>) {
    let Some(output) = outputs.iter().find_map(|output| output.0.as_ref()) else { return };
    let Some(tell) = driven.words.take() else { return };
    let mut words = Vec::new();
    for clipped in &output.shapes {
        gather(&clipped.shape, &mut words);
    }
    let _ = tell.send(words);
}

fn gather(shape: &Shape, words: &mut Vec<(String, Vec2)>) {
    match shape {
        Shape::Text(text) => {
            let middle = text.visual_bounding_rect().center();
            words.push((text.galley.text().to_owned(), Vec2::new(middle.x, middle.y)));
        }
        Shape::Vec(shapes) => shapes.iter().for_each(|shape| gather(shape, words)),
        _ => {}
    }
}
