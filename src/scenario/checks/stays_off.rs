//! `stays-off`: a switch without a way back.

use super::{Check, Context};
use crate::scenario::finding::{Finding, Severity, Sink};
use crate::scenario::words::DefenceKind;

pub(super) const CHECK: Check = Check {
    code: "stays-off",
    severity: Severity::Warning,
    cause: "A defence of the kind `switch_off` is there, and none that would `restore`: what is off stays off until ENDEX",
    mend: "Add a defence with `kind: restore`",
    run,
};

fn run(cx: &Context<'_>, sink: &mut Sink) {
    let defences = &cx.file.defences;
    if defences.iter().any(|defence| defence.kind == DefenceKind::Restore) {
        return;
    }
    for defence in defences.iter().filter(|defence| defence.kind == DefenceKind::SwitchOff) {
        let message = format!("nothing brings back what `{}` switches off", super::context::short(&defence.id));
        sink.push(Finding::warning(CHECK.code, defence.id.span, message).with_help(CHECK.mend));
    }
}

#[cfg(test)]
mod tests {
    use crate::scenario::checks::fixture::{clean, found};

    #[test]
    fn a_switch_without_a_way_back_is_found() {
        let defences = "    defences: [";
        found("stays-off", &[(defences, "    defences: [(id: §\"dark\", kind: switch_off),")]);
        let both = "    defences: [(id: \"dark\", kind: switch_off), (id: \"bring-back\", kind: restore),";
        clean("stays-off", &[(defences, both)]);
        clean("stays-off", &[]);
    }
}
