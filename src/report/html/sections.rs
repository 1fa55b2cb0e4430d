//! The sections of the page, in the order of an after-action report.

use crate::base::time::Clock;
use crate::report::model::{Evidence, Report};
use crate::report::tables::{self, Kind, Table, Text};
use crate::report::{notes, sections};

use super::chart;
use super::write::Html;

/// All sections, with the list of them in front.
pub(super) fn all(h: &mut Html, report: &Report) {
    let shown = sections::shown(report);
    h.within("nav", &[], |h| {
        for section in &shown {
            h.leaf("a", &[("href", &format!("#{}", section.id))], section.title);
        }
    });
    for section in shown {
        h.within("section", &[("id", section.id)], |h| {
            h.leaf("h2", &[], section.title);
            body(h, report, section.id);
        });
    }
}

fn body(h: &mut Html, report: &Report, id: &str) {
    match id {
        "overview" => overview(h, report),
        "score" => score(h, report),
        "states" => states(h, report),
        "pairs" => {
            pairs(h, report);
            trust(h, report);
        }
        "obligations" => noted(h, notes::DUTIES, &tables::obligations(report)),
        "msel" => table(h, &tables::msel(report), ""),
        "objectives" => objectives(h, report),
        "words" => noted(h, &notes::words(report), &tables::words(report)),
        "observations" => table(h, &tables::observations(report), ""),
        "feedback" => {
            noted(h, &notes::feedback(report), &tables::statements(report));
            if report.feedback.questions.iter().any(|of| !of.said.is_empty()) {
                table(h, &tables::questions(report), "");
            }
        }
        "services" => services(h, report),
        "history" => {
            let states: Vec<String> = report.states.iter().map(|s| s.name.clone()).collect();
            h.within("figure", &[], |h| chart::course(h, clock(report), &report.history, &states));
        }
        "improvements" => {
            h.leaf("p", &[("class", "muted")], notes::PLAN);
            table(h, &tables::improvements(report), "blank");
        }
        _ => {
            table(h, &tables::timeline(report), "");
            if report.timeline.left_out > 0 {
                let n = report.timeline.left_out;
                h.leaf(
                    "p",
                    &[("class", "muted")],
                    &format!("{n} smaller acts are left out; the journal has them all"),
                );
            }
        }
    }
}

fn clock(report: &Report) -> Clock {
    Clock { startex_ms: report.overview.startex_ms }
}

fn overview(h: &mut Html, report: &Report) {
    h.within("dl", &[], |h| {
        for (term, text) in sections::overview(report) {
            h.leaf("dt", &[], term);
            h.leaf("dd", &[], &text);
        }
    });
    table(h, &tables::participants(report), "");
}

fn score(h: &mut Html, report: &Report) {
    h.leaf("p", &[("class", "muted")], &notes::overall(report));
    let measures = tables::measures(report);
    h.within("div", &[("class", "wide")], |h| {
        h.within("table", &[], |h| {
            heads(h, &measures);
            h.within("tbody", &[], |h| {
                for (row, measure) in measures.rows.iter().zip(&report.score.measures) {
                    h.within("tr", &[], |h| {
                        for (place, (text, head)) in row.iter().zip(&measures.heads).enumerate() {
                            data(h, text, head.kind);
                            if place == 2 {
                                h.within("td", &[], |h| chart::bar(h, measure.value.0, &measure.label));
                            }
                        }
                    });
                }
            });
        });
    });
    for measure in report.score.measures.iter().filter(|m| !m.gains.is_empty() || !m.costs.is_empty()) {
        h.leaf("h3", &[], &measure.label);
        if !measure.details.is_empty() {
            h.leaf("p", &[("class", "muted")], &notes::details(measure));
        }
        h.within("div", &[("class", "why")], |h| {
            reasons(h, "What earned most", "ok", &measure.gains);
            reasons(h, "What cost most", "alert", &measure.costs);
        });
    }
    if let Some(outcome) = &report.score.outcome {
        h.leaf("p", &[], outcome);
    }
    if !report.score.picture.is_empty() {
        h.leaf("h3", &[], "Common picture, question by question");
        table(h, &tables::picture(report), "");
    }
    if !report.score.network.is_empty() {
        table(h, &tables::network(report), "");
    }
}

fn reasons(h: &mut Html, title: &str, tone: &str, of: &[Evidence]) {
    h.within("div", &[], |h| {
        h.leaf("span", &[("class", "muted")], title);
        if of.is_empty() {
            h.leaf("p", &[], notes::NONE);
        }
        h.within("ul", &[], |h| {
            for evidence in of {
                h.within("li", &[], |h| {
                    h.leaf("span", &[("class", tone)], &notes::points(evidence));
                    h.leaf("span", &[], &notes::reason(evidence));
                });
            }
        });
    });
}

fn states(h: &mut Html, report: &Report) {
    h.leaf("p", &[("class", "muted")], notes::states(report));
    if report.states.is_empty() {
        return;
    }
    let (names, rows) = tables::states(report);
    h.within("div", &[("class", "wide")], |h| {
        h.within("table", &[], |h| {
            h.within("thead", &[], |h| {
                h.within("tr", &[], |h| {
                    h.leaf("th", &[("scope", "col")], "Measure");
                    names.iter().for_each(|name| h.leaf("th", &[("scope", "col")], name));
                });
            });
            h.within("tbody", &[], |h| {
                for (name, figures) in &rows {
                    h.within("tr", &[], |h| {
                        h.leaf("th", &[("scope", "row")], name);
                        figures.iter().for_each(|figure| data(h, figure, Kind::Words));
                    });
                }
            });
        });
    });
}

fn pairs(h: &mut Html, report: &Report) {
    h.leaf("p", &[("class", "muted")], &notes::pairs(report));
    if report.pairs.rows.is_empty() {
        return;
    }
    h.within("figure", &[], |h| chart::heat(h, &report.pairs));
    table(h, &tables::pairs(report), "");
}

fn trust(h: &mut Html, report: &Report) {
    if report.pairs.trust.is_empty() {
        return;
    }
    h.leaf("h3", &[], "Trust over time");
    h.leaf("p", &[("class", "muted")], notes::TRUST);
    let (heads, rows) = tables::trust(report);
    h.within("div", &[("class", "wide")], |h| {
        h.within("table", &[], |h| {
            h.within("thead", &[], |h| {
                h.within("tr", &[], |h| {
                    heads.iter().for_each(|head| h.leaf("th", &[("scope", "col")], head));
                });
            });
            h.within("tbody", &[], |h| {
                for row in &rows {
                    h.within("tr", &[], |h| row.iter().for_each(|cell| h.leaf("td", &[], cell)));
                }
            });
        });
    });
}

fn services(h: &mut Html, report: &Report) {
    h.leaf("p", &[("class", "muted")], notes::SERVICES);
    let hit: Vec<_> = report.services.iter().filter(|s| !s.course.is_empty()).cloned().collect();
    if !hit.is_empty() {
        h.within("figure", &[], |h| chart::strips(h, clock(report), &hit, report.overview.until.at_ms));
    }
    table(h, &tables::services(report), "");
}

fn objectives(h: &mut Html, report: &Report) {
    h.leaf("p", &[("class", "muted")], &notes::tasks(report));
    for (place, objective) in report.objectives.iter().enumerate() {
        h.leaf("h3", &[], &objective.text);
        h.leaf("p", &[("class", "muted")], &format!("Capability: {}", objective.capability));
        if !objective.tasks.is_empty() {
            table(h, &tables::tasks(report, place), "");
        }
        if !objective.expected.is_empty() {
            table(h, &tables::expected(report, place), "");
        }
    }
}

fn noted(h: &mut Html, note: &str, of: &Table) {
    h.leaf("p", &[("class", "muted")], note);
    table(h, of, "");
}

fn table(h: &mut Html, of: &Table, class: &str) {
    if of.rows.is_empty() {
        h.leaf("p", &[("class", "muted")], notes::NONE);
        return;
    }
    h.within("div", &[("class", "wide")], |h| {
        h.within("table", &[("class", class)], |h| {
            heads(h, of);
            h.within("tbody", &[], |h| {
                for row in &of.rows {
                    h.within("tr", &[], |h| {
                        row.iter().zip(&of.heads).for_each(|(text, head)| data(h, text, head.kind));
                    });
                }
            });
        });
    });
}

/// The heads of a table; a measure's bar has none of its own.
fn heads(h: &mut Html, of: &Table) {
    h.within("thead", &[], |h| {
        h.within("tr", &[], |h| {
            for head in &of.heads {
                h.leaf("th", &[("scope", "col"), ("class", set(head.kind))], head.text);
                if head.text == "Value" {
                    h.leaf("th", &[("scope", "col")], "0 to 1");
                }
            }
        });
    });
}

fn set(kind: Kind) -> &'static str {
    match kind {
        Kind::Words => "",
        Kind::Number => "num",
        Kind::Time => "time",
    }
}

fn data(h: &mut Html, of: &Text, kind: Kind) {
    let class = format!("{} {}", set(kind), of.tone);
    h.leaf("td", &[("class", class.trim())], &of.text);
}
