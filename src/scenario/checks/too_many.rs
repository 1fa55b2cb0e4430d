//! `too-many`: more than an exercise can hold.

use super::{Check, Context};
use crate::base::limits;
use crate::scenario::finding::{Severity, Sink, words};
use crate::scenario::schema::Name;

pub(super) const CHECK: Check = Check {
    code: "too-many",
    severity: Severity::Error,
    cause: "There are more than 10,000 seats or services, or 200,000 injects",
    mend: "Make several scenarios of it",
    run,
};

fn run(cx: &Context<'_>, sink: &mut Sink) {
    let file = cx.file;
    over("seats", file.seats.get(limits::SEATS).map(|s| &s.id), limits::SEATS, sink);
    over("services", file.services.get(limits::SERVICES).map(|s| &s.id), limits::SERVICES, sink);
    over("injects", file.injects.get(limits::INJECTS).map(|i| &i.id), limits::INJECTS, sink);
}

fn over(what: &str, first: Option<&Name>, limit: usize, sink: &mut Sink) {
    if let Some(id) = first {
        sink.error_with(CHECK.code, id.span, || words(format!("there are too many {what}"), format!("at most {limit}")));
    }
}

#[cfg(test)]
mod tests {
    use crate::base::limits;
    use crate::scenario::checks::fixture::{clean, found};

    #[test]
    fn the_first_seat_beyond_the_limit_is_found() {
        let many: String = (0..limits::SEATS - 4).map(|n| format!("(id: \"s{n}\", of: \"EE/csirt\"),")).collect();
        let list = "    seats: [";
        clean("too-many", &[(list, &format!("    seats: [{many}"))]);
        let last = r#"(id: "ee-port", of"#;
        found("too-many", &[(list, &format!("    seats: [{many}(id: \"one-more\", of: \"EE/csirt\"),")), (last, r#"(id: §"ee-port", of"#)]);
    }
}
