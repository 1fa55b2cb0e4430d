//! `bad-startex`: a beginning that cannot be read.

use super::bad_time::from;
use super::{Check, Context};
use crate::scenario::compile;
use crate::scenario::finding::{Severity, Sink};

pub(super) const CHECK: Check = Check {
    code: "bad-startex",
    severity: Severity::Error,
    cause: "`startex` is no date, time and time zone",
    mend: "Write it like `\"2027-03-02 08:00 Europe/Tallinn\"`",
    run,
};

fn run(cx: &Context<'_>, sink: &mut Sink) {
    let Some(startex) = &cx.file.startex else { return };
    if let Err(why) = compile::startex(startex) {
        sink.error_with(CHECK.code, startex.span, || from(&why));
    }
}

#[cfg(test)]
mod tests {
    use crate::scenario::checks::fixture::{clean, found};

    #[test]
    fn a_beginning_that_cannot_be_read_is_found_where_it_stands() {
        let good = r#"startex: "2027-03-02 08:00 Europe/Tallinn""#;
        found("bad-startex", &[(good, r#"startex: §"2027-03-02 08:00""#)]);
        found("bad-startex", &[(good, r#"startex: §"2027-02-30 08:00 Europe/Tallinn""#)]);
        clean("bad-startex", &[(good, r#"startex: "2027-07-01 00:00 Europe/Lisbon""#)]);
    }
}
