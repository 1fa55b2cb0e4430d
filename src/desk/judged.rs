//! A figure of the score as the desks show it: where it stands on too little, that is said in its place.

use crate::base::Ppm;
use crate::score::Score;
use crate::score::convention::FEWEST;

/// What may be said of how it goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::desk) enum Judged {
    /// So well.
    Figure(Ppm),
    /// Nothing was assessed.
    NotYet,
    /// So many opportunities were assessed: too few for a figure.
    TooLittle(u32),
}

impl Judged {
    /// All together.
    pub(in crate::desk) fn overall(score: &Score) -> Self {
        Self::of(score.overall, score.assessed())
    }

    /// A figure that stands on so many opportunities.
    pub(in crate::desk) fn of(figure: Option<Ppm>, assessed: u32) -> Self {
        match figure {
            None => Self::NotYet,
            Some(_) if assessed < FEWEST => Self::TooLittle(assessed),
            Some(figure) => Self::Figure(figure),
        }
    }

    /// The figure, where it may be shown.
    pub(in crate::desk) fn figure(&self) -> Option<Ppm> {
        match self {
            Self::Figure(figure) => Some(*figure),
            Self::NotYet | Self::TooLittle(_) => None,
        }
    }

    /// `0.61`, or why there is none.
    pub(in crate::desk) fn words(&self) -> String {
        match self {
            Self::Figure(figure) => format!("{:.2}", figure.as_f64()),
            Self::NotYet => "not assessed yet".to_owned(),
            Self::TooLittle(_) => "too little to judge yet".to_owned(),
        }
    }

    /// Why there is no figure, at more length; empty where there is one.
    pub(in crate::desk) fn why(&self) -> String {
        match self {
            Self::Figure(_) => String::new(),
            Self::NotYet => "No opportunity was assessed so far".to_owned(),
            Self::TooLittle(assessed) => {
                let so_far = match assessed {
                    1 => "1 opportunity was assessed so far".to_owned(),
                    n => format!("{n} opportunities were assessed so far"),
                };
                format!("{so_far}. A figure that stands on fewer than {FEWEST} says nothing yet")
            }
        }
    }
}
