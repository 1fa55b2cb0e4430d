//! What one link may take: whoever has a right secret takes no place that others need, however often they join. Control
//! hears of it, since a new link ends it.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use crate::wire::AccessNews;
use crate::wire::text::{Code, Denied};

use super::Shared;
use super::allowance::{Allowance, Measure};
use super::limits::Limits;

/// Control is told once in so long of each link.
const MINUTE: Duration = Duration::from_secs(60);

/// How often links were used.
#[derive(Debug, Default)]
pub(super) struct Links {
    joins: BTreeMap<String, Allowance>,
    /// When control was last told of one.
    told: BTreeMap<String, Instant>,
}

impl Links {
    /// Whether somebody may join by the link of this desk now, that may have so many desks.
    fn may_join(&mut self, desk: &str, desks: usize, limits: &Limits, now: Instant) -> bool {
        let burst = desks as f64 * f64::from(limits.joins);
        let may = Measure { burst, rate: burst / MINUTE.as_secs_f64() };
        let joins = self.joins.entry(desk.to_owned()).or_insert_with(|| Allowance::new(may, now));
        joins.take(1, may, now)
    }

    /// Whether control has not heard of this link for a while.
    fn is_news(&mut self, desk: &str, now: Instant) -> bool {
        let news = self.told.get(desk).is_none_or(|told| now.saturating_duration_since(*told) >= MINUTE);
        if news {
            self.told.insert(desk.to_owned(), now);
        }
        news
    }
}

impl Shared {
    /// Somebody joins by the link of this desk, that may have so many desks, or asks for everything again.
    ///
    /// # Errors
    /// Where it has been used for that too often of late.
    pub(super) fn may_join(&self, desk: &str, desks: usize, peer: &str) -> Result<(), Denied> {
        let (limits, now) = (&self.limits, Instant::now());
        if self.door.lock().links.may_join(desk, desks, limits, now) {
            return Ok(());
        }
        self.tell_of_link(desk, "is used to join or to resume again and again", peer);
        let words = "this link was used to join or to resume too often; join again in a minute";
        Err(Denied::new(Code::Rate, words))
    }

    /// Why a desk finds no place any more at a link that may have so many.
    pub(super) fn no_place(&self, desk: &str, desks: usize, peer: &str) -> Denied {
        self.tell_of_link(desk, &format!("has {desks} desks, and more want to join"), peer);
        let words = format!(
            "{desks} desks have joined by this link, and there is room for no more: close one of them"
        );
        Denied::new(Code::Closed, words)
    }

    /// Tells control of a link, and puts it down, once in a while.
    pub(super) fn tell_of_link(&self, desk: &str, what: &str, peer: &str) {
        if !self.door.lock().links.is_news(desk, Instant::now()) {
            return;
        }
        let notice = format!("The link of {desk} {what}: they are refused; a new link ends it");
        self.note(desk, "refused", format!("{notice}; from {peer}"));
        self.door.tell(AccessNews::Notice(notice));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_place_is_taken_four_times_in_a_minute_and_another_link_is_not_touched() {
        let (mut links, limits, now) = (Links::default(), Limits::default(), Instant::now());
        let mut join = |desk: &str, now| links.may_join(desk, 16, &limits, now);
        assert_eq!((0..100).filter(|_| join("a", now)).count(), 64);
        assert!(join("b", now));
        assert_eq!((0..100).filter(|_| join("a", now + MINUTE / 2)).count(), 32);
    }

    #[test]
    fn control_is_told_once_in_a_minute() {
        let (mut links, now) = (Links::default(), Instant::now());
        assert!(links.is_news("a", now) && !links.is_news("a", now + MINUTE / 2));
        assert!(links.is_news("a", now + MINUTE));
    }
}
