//! The MSEL and what became of each line.

use crate::exercise::msel;
use crate::exercise::state::InjectState;
use crate::report::model::MselLine;
use crate::report::names::excerpt;
use crate::scenario::script::{InjectId, InjectKind, InjectSpec};

use super::Source;

/// Lines in the order of the MSEL; those written on the fly follow. Exercise control's only.
pub(super) fn lines(source: &Source<'_>) -> Vec<MselLine> {
    if !source.excon() {
        return Vec::new();
    }
    source.names.state.injects.iter().map(|(id, inject)| line(source, id, inject)).collect()
}

fn line(source: &Source<'_>, id: InjectId, inject: &InjectState) -> MselLine {
    let n = &source.names;
    let spec = n.script.injects.get(id);
    let to = msel::recipients(n.script, n.state, id);
    let (mut met, mut opened) = (0, 0);
    for expect in n.state.expects.rows().filter(|expect| expect.inject == id) {
        opened += 1;
        met += u32::from(expect.met.is_some());
    }
    let composed = inject.composed.as_ref().map(|c| excerpt(&c.says.to_string())).unwrap_or_default();
    MselLine {
        id: spec.map_or("on the fly".to_owned(), |s| s.id.clone()),
        title: spec.map_or(composed, |s| s.title.clone()),
        kind: spec.map_or("composed", kind).to_owned(),
        to: if to.is_empty() { "–".to_owned() } else { n.seats(to) },
        due: inject.due.map(|at| source.moment(at)),
        delivered: inject.delivered.map(|at| source.moment(at)),
        state: state(inject, spec, opened).to_owned(),
        met,
        opened,
    }
}

fn kind(spec: &InjectSpec) -> &'static str {
    match spec.kind {
        InjectKind::Contextual => "contextual",
        InjectKind::Contingency => "contingency",
        InjectKind::Expected => "expected action",
    }
}

fn state(inject: &InjectState, spec: Option<&InjectSpec>, opened: u32) -> &'static str {
    let watched = spec.is_some_and(|spec| spec.kind == InjectKind::Expected);
    match inject {
        InjectState { skipped: true, .. } => "taken out",
        InjectState { delivered: Some(_), .. } if watched => "watched",
        InjectState { delivered: Some(_), .. } => "delivered",
        InjectState { held: true, .. } => "held",
        InjectState { due: Some(_), .. } => "due",
        _ if watched && opened > 0 => "watched",
        _ => "not triggered",
    }
}
