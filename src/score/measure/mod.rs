//! The measures, one module each: the formula, where it comes from, and what is looked at.

mod assistance;
mod classification;
mod confidentiality;
mod escalation;
mod information;
mod joint_action;
mod notification;
pub mod outcome;
mod picture;
mod public_line;

pub(crate) use confidentiality::breaches;

use crate::base::Ppm;
use crate::scenario::words::Measure;

use super::court::Court;
use super::moment::{Moment, Tally, plain, product};

/// All that the measure found.
pub(crate) fn judge(court: &Court<'_>, measure: Measure) -> Tally {
    match measure {
        Measure::Classification => classification::judge(court),
        Measure::Notification => notification::judge(court),
        Measure::Information => information::judge(court),
        Measure::CommonPicture => picture::judge(court),
        Measure::Escalation => escalation::judge(court),
        Measure::JointAction => joint_action::judge(court),
        Measure::Assistance => assistance::judge(court),
        Measure::PublicLine => public_line::judge(court),
        Measure::Confidentiality => confidentiality::judge(court),
        // No fold over one run can tell: whoever has the counterfactual runs hands it in.
        Measure::Outcome => Tally::default(),
    }
}

/// The figure that these moments make.
pub(crate) fn value(measure: Measure, moments: &[&Moment]) -> Option<Ppm> {
    match measure {
        Measure::Information => information::value(moments),
        Measure::CommonPicture | Measure::PublicLine => product(moments),
        _ => plain(moments),
    }
}

/// The formula as people read it beside the figure.
pub const fn formula(measure: Measure) -> &'static str {
    match measure {
        Measure::Classification => classification::FORMULA,
        Measure::Notification => notification::FORMULA,
        Measure::Information => information::FORMULA,
        Measure::CommonPicture => picture::FORMULA,
        Measure::Escalation => escalation::FORMULA,
        Measure::JointAction => joint_action::FORMULA,
        Measure::Assistance => assistance::FORMULA,
        Measure::PublicLine => public_line::FORMULA,
        Measure::Confidentiality => confidentiality::FORMULA,
        Measure::Outcome => outcome::FORMULA,
    }
}
