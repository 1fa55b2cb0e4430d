//! Keys that were pressed together, in the order in which they were pressed.
//!
//! bevy_egui gives every key of a frame the modifiers that are down at the frame's end. Where frames are slow (software
//! rendering, a busy machine), Ctrl goes down and up within one, and Ctrl+Enter comes in as Enter: a line break in the
//! text instead of an order that is sent.

use bevy::input::keyboard::{Key, KeyboardFocusLost, KeyboardInput};
use bevy::prelude::*;
use bevy_egui::helpers::{bevy_to_egui_key, bevy_to_egui_physical_key};
use bevy_egui::{EguiInput, EguiInputSet};
use egui::{Event, Modifiers};

pub(super) fn plugin(app: &mut App) {
    app.add_systems(PreUpdate, mend.after(EguiInputSet::WriteEguiEvents));
}

fn mend(
    mut keys: MessageReader<KeyboardInput>,
    mut lost: MessageReader<KeyboardFocusLost>,
    mut held: Local<Modifiers>,
    inputs: Query<&mut EguiInput>,
) {
    if lost.read().count() > 0 {
        *held = Modifiers::NONE;
    }
    let pressed: Vec<(egui::Key, bool, Modifiers)> =
        keys.read().filter_map(|key| walk(key, &mut held)).collect();
    for mut input in inputs {
        if !pressed.is_empty() {
            in_order(&mut input.events, &pressed);
        }
    }
}

/// Holds or lets go of a modifier, or tells another key with the modifiers that are held right then.
fn walk(input: &KeyboardInput, held: &mut Modifiers) -> Option<(egui::Key, bool, Modifiers)> {
    let down = input.state.is_pressed();
    match input.logical_key {
        Key::Shift => held.shift = down,
        Key::Alt => held.alt = down,
        Key::Control => held.ctrl = down,
        Key::Super | Key::Meta => held.mac_cmd = cfg!(target_os = "macos") && down,
        _ => {
            let key = bevy_to_egui_key(&input.logical_key)
                .or_else(|| bevy_to_egui_physical_key(&input.key_code))?;
            return Some((key, down, *held));
        }
    }
    held.command = if cfg!(target_os = "macos") { held.mac_cmd } else { held.ctrl };
    None
}

/// Gives each key its own modifiers; a letter that was a command is no text.
fn in_order(events: &mut Vec<Event>, pressed: &[(egui::Key, bool, Modifiers)]) {
    let mut pressed = pressed.iter().peekable();
    let mut kept = Vec::with_capacity(events.len());
    for mut event in std::mem::take(events) {
        if let Event::Key { key, pressed: down, modifiers, .. } = &mut event
            && let Some((_, _, held)) = pressed.next_if(|(of, was_down, _)| of == key && was_down == down)
        {
            if *down && held.command && !modifiers.command && matches!(kept.last(), Some(Event::Text(_))) {
                kept.pop();
            }
            *modifiers = *held;
        }
        kept.push(event);
    }
    *events = kept;
}

#[cfg(test)]
mod tests {
    use super::*;
    use bevy::input::ButtonState;

    fn key(logical: Key, state: ButtonState) -> KeyboardInput {
        KeyboardInput {
            key_code: KeyCode::F35,
            logical_key: logical,
            state,
            text: None,
            repeat: false,
            window: Entity::PLACEHOLDER,
        }
    }

    /// What bevy_egui makes of a key in a frame that ends without any modifier.
    fn bare(key: egui::Key, pressed: bool) -> Event {
        Event::Key { key, physical_key: None, pressed, repeat: false, modifiers: Modifiers::NONE }
    }

    #[test]
    fn a_command_within_one_frame_is_a_command_and_no_text() {
        use ButtonState::{Pressed, Released};
        let s = || Key::Character("s".into());
        let frame = [
            key(Key::Control, Pressed),
            key(s(), Pressed),
            key(s(), Released),
            key(Key::Control, Released),
            key(Key::Enter, Pressed),
        ];
        let mut held = Modifiers::NONE;
        let pressed: Vec<_> = frame.iter().filter_map(|key| walk(key, &mut held)).collect();
        let mut events = vec![
            Event::Text("s".into()),
            bare(egui::Key::S, true),
            bare(egui::Key::S, false),
            bare(egui::Key::Enter, true),
        ];
        in_order(&mut events, &pressed);
        let commands: Vec<(egui::Key, bool)> = events
            .iter()
            .map(|event| match event {
                Event::Key { key, modifiers, .. } => (*key, modifiers.command),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(commands, [(egui::Key::S, true), (egui::Key::S, true), (egui::Key::Enter, false)]);
        assert_eq!(held, Modifiers::NONE);
    }
}
