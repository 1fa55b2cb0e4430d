//! Times as scenarios write them: `"2h30m"`, `"D2 09:15"`, `"+20m after INJ-012"`, and STARTEX with its zone.

use crate::base::time::Clock;
use crate::base::{At, Span};
use crate::scenario::schema::Name;

/// When something comes, as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum When {
    /// At a moment.
    At(At),
    /// So long after the inject of this MSEL number.
    After(Span, String),
}

/// The clock that the times of a scenario are read by.
#[derive(Clone, Copy, Debug, Default)]
pub struct Times {
    /// What the wall clock of the exercise shows.
    pub clock: Clock,
}

impl Times {
    /// Reads a time of any form.
    ///
    /// # Errors
    /// A sentence that says what is wrong and how to write it.
    pub fn parse(self, text: &str) -> Result<When, String> {
        let text = text.trim();
        if let Some(rest) = text.strip_prefix('+') {
            let (span, inject) = rest.split_once(" after ").ok_or_else(|| {
                format!("`{text}` does not say after what; write it like \"+20m after INJ-012\"")
            })?;
            return Ok(When::After(Span::parse(span)?, inject.trim().to_owned()));
        }
        if text.starts_with('D') {
            return self.clock.parse(text).map(When::At);
        }
        if let Some(why) = nearly(text) {
            return Err(why);
        }
        Span::parse(text)
            .map(|span| When::At(At::STARTEX + span))
            .map_err(|why| format!("{why}; or a moment like \"D2 09:15\", or \"+20m after INJ-012\""))
    }
}

/// What is wrong with a moment that is nearly right.
fn nearly(text: &str) -> Option<String> {
    let digit = text.starts_with(|c: char| c.is_ascii_digit());
    if let Some((span, inject)) = text.split_once(" after ").filter(|_| digit) {
        return Some(format!("`{text}` lacks its sign; write \"+{span} after {inject}\""));
    }
    if let Some((inject, span)) = text.split_once('+') {
        let (inject, span) = (inject.trim(), span.trim());
        return Some(format!("`{text}` is no moment; write \"+{span} after {inject}\""));
    }
    if text.contains(':') && digit && !text.contains('-') {
        return Some(format!("`{text}` does not say its day; write \"D1 {text}\""));
    }
    text.strip_prefix('d')
        .filter(|rest| rest.contains(':'))
        .map(|rest| format!("`{text}` is no moment; write \"D{rest}\""))
}

/// The moment that a name gives; none where it gives none.
pub fn moment(clock: Clock, name: &Name) -> Option<At> {
    match (Times { clock }).parse(name) {
        Ok(When::At(at)) => Some(at),
        _ => None,
    }
}

/// The span that a name gives, or `otherwise`.
pub fn span(name: Option<&Name>, otherwise: Span) -> Span {
    name.and_then(|n| Span::parse(n).ok()).unwrap_or(otherwise)
}

/// Reads `"2027-03-02 08:00 Europe/Tallinn"`: the clock, and the moment of the wall.
///
/// # Errors
/// A sentence that says what is wrong and how to write it.
pub fn startex(text: &str) -> Result<(Clock, jiff::Zoned), String> {
    let help = "write it like \"2027-03-02 08:00 Europe/Tallinn\"";
    let text = text.trim();
    let (date_time, zone) = text
        .rsplit_once(' ')
        .filter(|(d, _)| d.contains(' '))
        .ok_or_else(|| format!("`{text}` is no date, time and zone; {help}"))?;
    let local = jiff::civil::DateTime::strptime("%Y-%m-%d %H:%M", date_time)
        .map_err(|_| format!("`{date_time}` is no date and time; {help}"))?;
    let zone =
        jiff::tz::TimeZone::get(zone).map_err(|_| format!("there is no time zone `{zone}`; {help}"))?;
    let moment = local.to_zoned(zone).map_err(|why| format!("`{text}`: {why}"))?;
    let time = local.time();
    let minutes = u64::from(time.hour().unsigned_abs()) * 60 + u64::from(time.minute().unsigned_abs());
    Ok((Clock { startex_ms: minutes * 60_000 }, moment))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_in_all_their_forms() {
        let (clock, _) = startex("2027-03-02 08:00 Europe/Tallinn").unwrap();
        let times = Times { clock };
        assert_eq!(times.parse("2h"), Ok(When::At(At(7_200_000))));
        assert_eq!(times.parse("D1 10:00"), Ok(When::At(At(7_200_000))));
        assert_eq!(times.parse("+20m after INJ-012"), Ok(When::After(Span::mins(20), "INJ-012".to_owned())));
        for wrong in ["+20m", "D1 07:00", "soon", ""] {
            assert!(times.parse(wrong).is_err(), "{wrong}");
        }
        for (wrong, right) in [
            ("08:10", "\"D1 08:10\""),
            ("20m after INJ-001", "\"+20m after INJ-001\""),
            ("INJ-001 + 20m", "\"+20m after INJ-001\""),
            ("d1 08:10", "\"D1 08:10\""),
        ] {
            assert!(times.parse(wrong).unwrap_err().ends_with(right), "{wrong}");
        }
        for wrong in ["2027-03-02", "2027-13-02 08:00 Europe/Tallinn", "2027-03-02 08:00 Europe/Atlantis"] {
            assert!(startex(wrong).is_err(), "{wrong}");
        }
    }
}
