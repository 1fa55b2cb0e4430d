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
        bot.plan(entry.at, takes, Intent::Probe(question.number()));
    }
}

pub(super) fn answer(bot: &Bot, question: u32) -> Option<Verb> {
    let probe = bot.view.probes.get(&question).filter(|p| !p.closed)?;
    let answers: Vec<Vec<String>> = probe.answers.iter().map(|a| words(a.get("en")).collect()).collect();
    // What all answers say tells them not apart.
    let tells = |word: &String| answers.iter().filter(|a| a.contains(word)).count() == 1;
    let telling: BTreeMap<&str, u32> =
        answers.iter().flatten().filter(|w| tells(w)).map(|w| (w.as_str(), 0)).collect();
    let known = known_words(bot, telling);
    let weight = |answer: &Vec<String>| -> u32 { answer.iter().filter_map(|w| known.get(w.as_str())).sum() };
    let weights: Vec<u32> = answers.iter().map(weight).collect();
    let best = weights.iter().copied().max().filter(|best| *best > 0);
    let place = match best {
        Some(best) => weights.iter().position(|w| *w == best),
        None => answers.iter().position(|a| a.iter().any(|w| UNSURE.contains(&w.as_str()))),
    };
    place.map(|answer| Verb::Probe { question: Ref::handle(question), answer })
}

/// How often these words stand in all that the seat knows. What it holds counts three times what it read.
fn known_words<'w>(bot: &Bot, mut known: BTreeMap<&'w str, u32>) -> BTreeMap<&'w str, u32> {
    let mut add = |text: &str, times: u32| {
        for word in parts(text) {
            if let Some((_, count)) = known.iter_mut().find(|(known, _)| is_same(known, word)) {
                *count += times;
            }
        }
    };
    for item in bot.view.intel.values() {
        add(item.says.get("en"), 3);
    }
    bot.read.texts().for_each(|text| add(text, 1));
    for seen in bot.view.incidents.values() {
        add(seen.title.get("en"), 1);
        seen.classes.values().for_each(|class| add(class.label(), 2));
    }
    for (id, step) in &bot.view.services {
        if let Some(service) =
            bot.directory().services.get(id.as_str()).filter(|_| *step > ServiceStep::Normal)
        {
            add(service.name.get("en"), 2);
            add(step.label(), 1);
            let state = bot.directory().states.get(&service.state);
            add(state.map_or("", |s| s.name.get("en")), 2);
        }
    }
    known
}

fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    parts(text).map(str::to_lowercase)
}

fn parts(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split(|c: char| !c.is_alphanumeric());
    parts.filter(|w| w.len() >= SHORTEST && w.chars().count() >= SHORTEST)
}

/// Whether a word is this one, which is written small; most texts are ASCII, and need no copy for that.
fn is_same(small: &str, word: &str) -> bool {
    if word.is_ascii() { small.eq_ignore_ascii_case(word) } else { small == word.to_lowercase() }
}
