//! Words that people judge: free decisions, public statements, reports. Unrated is not assessed.

use crate::report::model::{RaterAgreement, Words, WordsBy};
use crate::score::evaluation::{CriterionEvaluation, WordsEvaluation};

use super::Source;
use super::tasks::{letter, rated, standing};

/// The queue, those judged among them. Exercise control's only.
pub(super) fn words(source: &Source<'_>) -> Vec<Words> {
    let of = source.score.evaluation.words.iter().filter(|_| source.excon());
    of.map(|words| one(source, words)).collect()
}

fn one(source: &Source<'_>, of: &WordsEvaluation) -> Words {
    let said = source.gather.lines.iter().find(|line| line.record == of.record);
    Words {
        record: of.record,
        at: source.moment(of.at),
        seat: source.names.seat(of.seat),
        text: said.map(|line| line.text.clone()).unwrap_or_default(),
        criteria: of.criteria.iter().map(by).collect(),
    }
}

fn by(of: &CriterionEvaluation) -> WordsBy {
    WordsBy {
        criterion: of.criterion.question().to_owned(),
        agreed: letter(of.standing),
        standing: standing(of.standing).to_owned(),
        ratings: of.ratings.iter().map(rated).collect(),
    }
}

/// How far raters agree. Exercise control's only.
pub(super) fn raters(source: &Source<'_>) -> RaterAgreement {
    if !source.excon() {
        return RaterAgreement::default();
    }
    let found = &source.score.evaluation;
    let (shared, agreed) = (found.agreement.shared, found.agreement.agreed);
    RaterAgreement { shared, agreed, disputed: found.disputed() as u32 }
}
