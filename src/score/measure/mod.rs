//! The measures, one module each: the formula, where it comes from, and what is looked at.

mod assistance;
mod attribution;
mod classification;
mod confidentiality;
mod escalation;
mod evidence;
mod information;
mod joint_action;
mod notification;
mod outage;
pub mod outcome;
mod picture;
mod public_line;
mod right_contact;
mod side_effects;
mod withheld;

pub(crate) use confidentiality::{Breaches, breaches};
pub(crate) use outage::services_with_a_remedy;
pub use picture::RoundPicture;
pub(crate) use picture::rounds;

use crate::base::Ppm;
use crate::scenario::words::Measure;

use super::court::Court;
use super::moment::{Moment, Tally, f1, plain, product};

/// All that the measure found.
pub(crate) fn judge(court: &Court<'_>, measure: Measure) -> Tally {
    match measure {
        Measure::Classification => classification::judge(court),
        Measure::Notification => notification::judge(court),
        Measure::Information => information::judge(court),
        Measure::RightContact => right_contact::judge(court),
        Measure::CommonPicture => picture::judge(court),
        Measure::Escalation => escalation::judge(court),
        Measure::JointAction => joint_action::judge(court),
        Measure::Assistance => assistance::judge(court),
        Measure::PublicLine => public_line::judge(court),
        Measure::SideEffects => side_effects::judge(court),
        Measure::Confidentiality => confidentiality::judge(court),
        Measure::Evidence => evidence::judge(court),
        Measure::Attribution => attribution::judge(court),
        // No fold over one run can tell: whoever has the counterfactual runs hands it in.
        Measure::Outcome => Tally::default(),
    }
}

/// The figure that these moments make.
pub(crate) fn value(measure: Measure, moments: &[&Moment]) -> Option<Ppm> {
    match measure {
        Measure::Information | Measure::SideEffects => f1(moments),
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
        Measure::RightContact => right_contact::FORMULA,
        Measure::CommonPicture => picture::FORMULA,
        Measure::Escalation => escalation::FORMULA,
        Measure::JointAction => joint_action::FORMULA,
        Measure::Assistance => assistance::FORMULA,
        Measure::PublicLine => public_line::FORMULA,
        Measure::SideEffects => side_effects::FORMULA,
        Measure::Confidentiality => confidentiality::FORMULA,
        Measure::Evidence => evidence::FORMULA,
        Measure::Attribution => attribution::FORMULA,
        Measure::Outcome => outcome::FORMULA,
    }
}
