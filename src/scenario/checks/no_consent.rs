//! `no-consent`: classified items, and no way to ask for anybody's consent.

use super::{Check, Context};
use crate::scenario::finding::{Severity, Sink, words};
use crate::scenario::mechanism::Mechanism;

pub(super) const CHECK: Check = Check {
    code: "no-consent",
    severity: Severity::Error,
    cause: "An item is classified, and no loaded doctrine pack has the consent of the originator: nobody could ask for a release or a tear-line",
    mend: "Add \"international\" to `doctrine`",
    run,
};

fn run(cx: &Context<'_>, sink: &mut Sink) {
    if cx.packs.mechanisms.iter().any(Mechanism::is_release) {
        return;
    }
    if let Some(first) = cx.file.intel.iter().find_map(|item| item.classification.as_ref()) {
        sink.error_with(CHECK.code, first.originator.span, || {
            words("nobody could ask this originator for its consent", CHECK.mend)
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::scenario::checks::fixture::{clean, found};

    const ITEM: &str = r#"(id: "foreign-address","#;

    #[test]
    fn a_classified_item_wants_a_pack_with_consent() {
        let with = r#"(id: "foreign-address", classification: (level: sim1, originator: §"LV/csirt", releasable_to: "EE"),"#;
        found("no-consent", &[(ITEM, with)]);
        let packs = (r#"doctrine: ["eu"]"#, r#"doctrine: ["eu", "international"]"#);
        clean("no-consent", &[(ITEM, &with.replace('§', "")), packs]);
    }
}
