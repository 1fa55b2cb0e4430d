//! How long what is known of people is kept: names in the roster and notes of the audit go on the same day, while the
//! server runs as well as when it is started later. What is put down after that day is kept until the day is over.

use std::sync::Arc;

use tokio::time::{MissedTickBehavior, interval};

use crate::wire::AccessNews;

use super::Shared;

/// Looks again and again, as long as the server runs.
pub(super) async fn watch(shared: Arc<Shared>) {
    let mut look = interval(shared.limits.look);
    look.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        look.tick().await;
        let looking = Arc::clone(&shared);
        // Disk and exercise are waited for.
        let erased = tokio::task::spawn_blocking(move || looking.erase_what_is_over()).await;
        if let Ok(Err(why)) = erased {
            let words = format!("What is kept of people could not be erased, and is tried again: {why}");
            shared.door.tell(AccessNews::Notice(words));
        }
    }
}

impl Shared {
    fn erase_what_is_over(&self) -> Result<(), String> {
        let before = {
            let mut inside = self.door.lock();
            if !inside.roster.is_over() {
                return Ok(());
            }
            if inside.roster.erase_what_is_over()? {
                inside.seats.other_names(None);
                self.door.tell(AccessNews::Forgotten { person: None });
            }
            inside.roster.today_ms()
        };
        self.host.erase_notes(before).map(|_| ())
    }
}
