//! Colours come from the theme. Clippy bans the functions that make one; this bans the named ones.

use std::path::Path;

/// Constants that are no colour: nothing painted, and egui's own "whatever the widget says".
const HARMLESS: [&str; 2] = ["TRANSPARENT", "PLACEHOLDER"];

fn raw_colours(folder: &Path, found: &mut Vec<String>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            raw_colours(&path, found)?;
            continue;
        }
        let text = std::fs::read_to_string(&path)?;
        for (at, line) in text.lines().enumerate() {
            for part in line.split("Color32::").skip(1).chain(line.split("Color::").skip(1)) {
                let word: String = part.chars().take_while(|c| c.is_ascii_uppercase() || *c == '_').collect();
                if word.len() > 2 && !HARMLESS.contains(&word.as_str()) {
                    found.push(format!("{}:{}: {word}", path.display(), at + 1));
                }
            }
        }
    }
    Ok(())
}

#[test]
fn no_room_of_the_window_names_a_colour_of_its_own() {
    let mut found = Vec::new();
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for room in ["desk", "stage", "app"] {
        if src.join(room).is_dir() {
            raw_colours(&src.join(room), &mut found).unwrap();
        }
    }
    assert!(found.is_empty(), "take a token of the theme instead: {found:#?}");
}
