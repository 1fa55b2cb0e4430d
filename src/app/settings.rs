//! What a person chose for the window, kept between starts in the data folder.

use std::path::PathBuf;

use bevy::prelude::*;

use super::look::Look;
use super::shelf;

pub(super) fn plugin(app: &mut App) {
    // Settings that cannot be read are those of a first start.
    let look = read().unwrap_or_default();
    app.insert_resource(look).add_systems(Last, keep.run_if(resource_changed::<Look>));
}

fn path() -> Result<PathBuf, String> {
    Ok(shelf::data_folder()?.join("settings.ron"))
}

fn read() -> Option<Look> {
    let text = std::fs::read_to_string(path().ok()?).ok()?;
    ron::from_str(&text).ok()
}

/// Writes beside and renames, so that a window that is killed leaves the settings whole.
fn keep(look: Res<Look>) {
    let written = path().and_then(|path| {
        if read() == Some(*look) {
            return Ok(());
        }
        let text = ron::to_string(&*look).map_err(|why| why.to_string())?;
        let beside = path.with_extension("new");
        std::fs::write(&beside, text).map_err(|why| format!("{}: {why}", beside.display()))?;
        std::fs::rename(&beside, &path).map_err(|why| format!("{}: {why}", path.display()))
    });
    if let Err(why) = written {
        warn!("the settings of the window are not kept: {why}");
    }
}
