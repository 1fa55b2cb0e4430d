//! The evaluation guide of one rater (HSEEP's EEG): what is theirs to judge, what the figures suggest, and what others
//! said, as far as this one may see it. Whoever rates sees what the others said only once their own word is down, so that
//! a second opinion is one; the lead sees everything, since to decide is the lead's task.
//!
//! It is made where the whole score is, and goes over the line: so nothing is in it that its rater may not see.

use serde::{Deserialize, Serialize};

use crate::base::{At, Ppm, Text};
use crate::exercise::decide::verb_text;
use crate::exercise::evaluation::{self, Criterion, Rater};
use crate::exercise::fact::Record;
use crate::exercise::order::{RaterRole, Rating};
use crate::exercise::state::State;
use crate::scenario::script::{ObjectiveId, Script, StateId};
use crate::score::Score;

use super::{RatedBy, Standing, Suggested, TaskEvaluation, WordsEvaluation};

/// All that one rater judges.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Guide {
    /// Under which name this one rates.
    pub rater: String,
    /// In what role; none: control has not appointed this one, and nothing is theirs to judge.
    #[serde(default)]
    pub role: Option<RaterRole>,
    /// Codes of the states whose doing this one judges; none: all of them, and all together.
    #[serde(default)]
    pub states: Vec<String>,
    /// Critical tasks in the order of the scenario: of all together, then of each state.
    #[serde(default)]
    pub tasks: Vec<Task>,
    /// The queue of words, those judged among them.
    #[serde(default)]
    pub words: Vec<Words>,
}

/// A critical task.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Task {
    /// Objective id.
    pub objective: String,
    /// The capability that is exercised, and what is to be reached.
    pub aim: String,
    /// Its place among the objective's, from 0.
    pub task: usize,
    /// The task.
    pub says: Text,
    /// Code of the state whose doing it is; none: of all together.
    #[serde(default)]
    pub state: Option<String>,
    /// What the figures suggest.
    pub suggested: Suggestion,
    /// What people say.
    pub opinion: Opinion,
}

/// What the figures suggest; a person decides.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Suggestion {
    /// The letter; none where nothing was assessed.
    #[serde(default)]
    pub rating: Option<Rating>,
    /// The mean that it comes of.
    #[serde(default)]
    pub mean: Option<Ppm>,
    /// Signs that were assessed.
    pub assessed: u32,
    /// All signs.
    pub of: u32,
    /// What it stands on.
    #[serde(default)]
    pub signs: Vec<Shown>,
}

/// Something that shows how a task was done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Shown {
    /// Number of the record; none for a measure.
    #[serde(default)]
    pub record: Option<u64>,
    /// When; none for a measure.
    #[serde(default)]
    pub at: Option<At>,
    /// How much was reached; none: not assessed.
    #[serde(default)]
    pub got: Option<Ppm>,
    /// In words.
    pub why: String,
}

/// Words in the queue.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Words {
    /// Number of their record.
    pub record: u64,
    /// When they were said.
    pub at: At,
    /// Seat id of whoever said them.
    pub seat: String,
    /// The words.
    pub text: String,
    /// What is asked of them.
    pub criteria: Vec<Asked>,
}

/// Words by one criterion.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Asked {
    /// Which.
    pub criterion: Criterion,
    /// What people say.
    pub opinion: Opinion,
}

/// What raters said of a thing, as far as one of them may see it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Opinion {
    /// How it stands; none: others have rated it, and this one not yet.
    #[serde(default)]
    pub standing: Option<Standing>,
    /// What each said.
    #[serde(default)]
    pub said: Vec<Said>,
    /// How many have rated it whose word this one may not see yet.
    #[serde(default)]
    pub unseen: u32,
}

/// One rater's latest word.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Said {
    /// Who.
    pub rater: String,
    /// How; none: it could not be observed.
    #[serde(default)]
    pub rating: Option<Rating>,
    /// Why.
    #[serde(default)]
    pub text: String,
}

impl Words {
    /// Whether a criterion waits for this rater, or for the lead.
    pub fn waits(&self) -> bool {
        let open = |standing| matches!(standing, None | Some(Standing::Unrated | Standing::Disputed));
        self.criteria.iter().any(|asked| open(asked.opinion.standing))
    }
}

/// The guide of whoever rates under this name; `record` gives the records behind the score by their numbers.
pub fn guide<'r>(
    score: &Score,
    (script, state): (&Script, &State),
    name: &str,
    record: impl Fn(u64) -> Option<&'r Record>,
) -> Guide {
    let Some(rater) = evaluation::rater(state, name) else {
        return Guide { rater: name.to_owned(), ..Guide::default() };
    };
    let code = |state: &StateId| script.states.get(*state).map(|s| s.code.clone());
    let me = Me { name, role: rater.role };
    let mut tasks = Vec::new();
    for (objective, spec) in script.objectives.iter() {
        for task in 0..spec.tasks.len() {
            for state in judged(script, &rater) {
                let known = score.evaluation.tasks.iter();
                let known =
                    known.clone().find(|t| (t.objective, t.task, t.state) == (objective, task, state));
                tasks.push(me.task(script, (objective, task, state), known));
            }
        }
    }
    let mine = |words: &&WordsEvaluation| rater.judges(script.seats.get(words.seat).and_then(|s| s.state));
    let words = score.evaluation.words.iter().filter(mine);
    Guide {
        rater: name.to_owned(),
        role: Some(rater.role),
        states: rater.states.iter().filter_map(code).collect(),
        tasks,
        words: words.map(|words| me.words(script, words, record(words.record))).collect(),
    }
}

/// Whose doing the rater judges: all together, then each state.
fn judged(script: &Script, rater: &Rater) -> impl Iterator<Item = Option<StateId>> {
    let all = std::iter::once(None).chain(script.states.ids().map(Some));
    all.filter(|state| rater.judges(*state))
}

/// Who looks.
struct Me<'a> {
    name: &'a str,
    role: RaterRole,
}

impl Me<'_> {
    fn task(
        &self,
        script: &Script,
        (objective, task, state): (ObjectiveId, usize, Option<StateId>),
        known: Option<&TaskEvaluation>,
    ) -> Task {
        let spec = &script.objectives[objective];
        Task {
            objective: spec.id.clone(),
            aim: format!("{}: {}", spec.capability, spec.text),
            task,
            says: spec.tasks.get(task).map(|task| task.says.clone()).unwrap_or_default(),
            state: state.and_then(|state| script.states.get(state)).map(|s| s.code.clone()),
            suggested: known.map(|known| suggestion(&known.suggested)).unwrap_or_default(),
            opinion: known.map_or_else(Opinion::nobody, |known| self.opinion(known.standing, &known.ratings)),
        }
    }

    fn words(&self, script: &Script, words: &WordsEvaluation, record: Option<&Record>) -> Words {
        let verb = record.and_then(Record::order).and_then(|order| order.act.decision());
        let asked = words
            .criteria
            .iter()
            .map(|of| Asked { criterion: of.criterion, opinion: self.opinion(of.standing, &of.ratings) });
        Words {
            record: words.record,
            at: words.at,
            seat: script.seats.get(words.seat).map(|s| s.id.clone()).unwrap_or_default(),
            text: verb.map(verb_text).unwrap_or_default().to_owned(),
            criteria: asked.collect(),
        }
    }

    /// The lead sees what others said, and so does whoever has rated it themselves.
    fn opinion(&self, standing: Standing, ratings: &[RatedBy]) -> Opinion {
        let sees = self.role == RaterRole::Lead || ratings.iter().any(|rated| rated.rater == self.name);
        if !ratings.is_empty() && !sees {
            return Opinion { unseen: ratings.len() as u32, ..Opinion::default() };
        }
        let said = ratings.iter().map(|rated| Said {
            rater: rated.rater.clone(),
            rating: rated.rating,
            text: rated.text.clone(),
        });
        Opinion { standing: Some(standing), said: said.collect(), unseen: 0 }
    }
}

impl Opinion {
    fn nobody() -> Self {
        Self { standing: Some(Standing::Unrated), ..Self::default() }
    }
}

fn suggestion(of: &Suggested) -> Suggestion {
    let signs = of.signs.iter().map(|sign| Shown {
        record: sign.record,
        at: sign.at,
        got: sign.got,
        why: sign.why.clone(),
    });
    Suggestion { rating: of.rating, mean: of.mean, assessed: of.assessed, of: of.of, signs: signs.collect() }
}
