//! What a person chose for the window, kept between starts in the data folder.

use std::path::{Path, PathBuf};

use bevy::prelude::*;

use super::lobby::Kept;
use super::look::Look;

pub(super) fn plugin(app: &mut App) {
    let path = app.world().get_resource::<Kept>().map(path);
    // Settings that cannot be read are those of a first start.
    let look = path.and_then(Result::ok).and_then(|path| read(&path)).unwrap_or_default();
    app.insert_resource(look).add_systems(Last, keep.run_if(resource_changed::<Look>));
}

fn path(kept: &Kept) -> Result<PathBuf, String> {
    kept.0.clone().map(|folder| folder.join("settings.ron"))
}

fn read(path: &Path) -> Option<Look> {
    ron::from_str(&std::fs::read_to_string(path).ok()?).ok()
}

/// Writes beside and renames, so that a window that is killed leaves the settings whole.
fn keep(look: Res<Look>, kept: Option<Res<Kept>>) {
    let Some(kept) = kept else { return };
    let written = path(&kept).and_then(|path| {
        if read(&path).unwrap_or_default() == *look {
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
