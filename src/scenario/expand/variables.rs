//! `{state}` and its like: what they stand for in one state's copy.

use std::collections::BTreeMap;

use crate::base::Text;
use crate::scenario::compile::place_of;
use crate::scenario::packs::Packs;
use crate::scenario::schema::{Inject, ScenarioFile, Then};
use crate::scenario::walk;

/// What each variable stands for in one state; one that stands for nothing is left as it is, and checks tell.
pub(super) struct Variables {
    texts: BTreeMap<&'static str, Text>,
}

impl Variables {
    /// The variables of the state with this ISO code.
    pub(super) fn of(scenario: &ScenarioFile, packs: &Packs, code: &str) -> Self {
        let mut texts = BTreeMap::from([("state", Text::plain(code))]);
        let world = packs.world.iter().flat_map(|w| &w.states).find(|s| s.code == code);
        texts.insert("state_name", world.map_or_else(|| Text::plain(code), |s| s.name.clone()));
        let is_operator = |of: &str| place_of(of) == code && of.split('/').nth(1) == Some("operator");
        if let Some(seat) = scenario.seats.iter().find(|seat| is_operator(&seat.of)) {
            texts.insert("operator", Text::plain(seat.id.as_str()));
            let own = scenario.organisations.iter().find(|o| *o.path == *seat.of).map(|o| &o.name);
            let name = own.or(seat.title.as_ref()).cloned();
            texts.insert("operator_name", name.unwrap_or_else(|| Text::plain(seat.id.as_str())));
        }
        if let Some(service) = scenario.services.iter().find(|s| *s.state == code) {
            texts.insert("service", Text::plain(service.id.as_str()));
            let name = service.name.clone();
            texts.insert("service_name", name.unwrap_or_else(|| Text::plain(service.id.as_str())));
        }
        Self { texts }
    }

    /// Fills a copy in: every name and every text that stands in it.
    pub(super) fn fill(&self, inject: &mut Inject) {
        walk::change::inject(inject, &mut |_, name| self.line(&mut name.value, ""));
        if let Some(title) = &mut inject.title {
            self.line(title, "en");
        }
        if let Some(note) = &mut inject.note {
            self.line(note, "en");
        }
        let news = inject.then.iter_mut().filter_map(|effect| match effect {
            Then::News(text) | Then::Leak { says: text, .. } => Some(text),
            _ => None,
        });
        let texts = inject.says.iter_mut().map(|says| &mut says.value).chain(&mut inject.from).chain(news);
        for text in texts.filter(|text| text.words().any(|line| line.contains('{'))) {
            let fill = |(language, line): (&str, &str)| {
                let mut line = line.to_owned();
                self.line(&mut line, language);
                (language.to_owned(), line)
            };
            *text = text.lines().map(fill).collect();
        }
    }

    fn line(&self, line: &mut String, language: &str) {
        if !line.contains('{') {
            return;
        }
        for (name, text) in &self.texts {
            let written = format!("{{{name}}}");
            if line.contains(&written) {
                *line = line.replace(&written, text.get(language));
            }
        }
    }
}
