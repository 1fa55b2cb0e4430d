//! Probes: answered with what the seat knows. A bot does not understand a question; it takes the answer whose words
//! stand most often in what it holds, has read and sees, and says that it does not know where none does.

use std::collections::BTreeMap;

use crate::exercise::entry::{Entry, News};
use crate::exercise::order::{Ref, Verb};
use crate::scenario::words::ServiceStep;

use super::super::Bot;
use super::super::plan::Intent;

/// Words that say that one does not know.
const UNSURE: &[&str] = &["unknown", "unsure", "unclear", "uncertain", "undetermined", "know"];
/// Shorter words say little.
const SHORTEST: usize = 4;

pub(super) fn hear(bot: &mut Bot, entry: &Entry) {
    if let (News::Probe { question, until, .. }, true) = (&entry.news, bot.doctrine.answers_probes) {
        let open = crate::base::Span(until.since(entry.at).0 / 2);
        let takes = bot.doctrine.decides_in.min(open);
        bot.plan(entry.at, takes, Intent::Probe(question.number().unwrap_or(0)));
    }
}

pub(super) fn answer(bot: &Bot, question: u32) -> Option<Verb> {
    let probe = bot.view.probes.get(&question).filter(|p| !p.closed)?;
    let known = known_words(bot);
    let answers: Vec<Vec<String>> = probe.answers.iter().map(|a| words(a.get("en")).collect()).collect();
    // What all answers say tells them not apart.
    let tells = |word: &String| answers.iter().filter(|a| a.contains(word)).count() == 1;
    let weight = |answer: &Vec<String>| -> u32 {
        answer.iter().filter(|w| tells(w)).filter_map(|w| known.get(w)).sum()
    };
    let weights: Vec<u32> = answers.iter().map(weight).collect();
    let best = weights.iter().copied().max().filter(|best| *best > 0);
    let place = match best {
        Some(best) => weights.iter().position(|w| *w == best),
        None => answers.iter().position(|a| a.iter().any(|w| UNSURE.contains(&w.as_str()))),
    };
    place.map(|answer| Verb::Probe { question: Ref::handle(question), answer })
}

/// The words of all that the seat knows, with how often they stand there. What it holds counts three times what it read.
fn known_words(bot: &Bot) -> BTreeMap<String, u32> {
    let mut known = BTreeMap::new();
    let mut add = |text: &str, times: u32| {
        for word in words(text) {
            *known.entry(word).or_insert(0) += times;
        }
    };
    for item in bot.view.intel.values() {
        add(item.says.get("en"), 3);
    }
    for received in &bot.view.inbox {
        add(received.post.text.get("en"), 1);
    }
    for seen in bot.view.incidents.values() {
        add(seen.title.get("en"), 1);
        seen.classes.values().for_each(|class| add(class.label(), 2));
    }
    for (id, step) in &bot.view.services {
        if let Some(service) = bot.directory.services.get(id).filter(|_| *step > ServiceStep::Normal) {
            add(service.name.get("en"), 2);
            add(step.label(), 1);
            let state = bot.directory.states.get(&service.state);
            add(state.map_or("", |s| s.name.get("en")), 2);
        }
    }
    known
}

fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    let parts = text.split(|c: char| !c.is_alphanumeric());
    parts.filter(|w| w.chars().count() >= SHORTEST).map(str::to_lowercase)
}
