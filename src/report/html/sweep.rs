//! A sweep as one HTML file, in the style of the report.

use crate::base::excerpt::count;
use crate::batch::sweep::{CellSummary, Spread, Summary};
use crate::report::names::thousands;

use super::chart::{label, line, px, rect, svg};
use super::write::Html;
use super::{STYLE, tile};

const WIDTH: f64 = 1040.0;
const LEFT: f64 = 240.0;
const TALL: f64 = 26.0;
/// How many injects and seats are drawn.
const DRAWN: usize = 20;

/// A sweep as HTML; nothing is fetched, no script runs.
pub fn sweep_html(summary: &Summary, marking: &str) -> String {
    let mut page = Html::page();
    page.within("html", &[("lang", "en")], |h| {
        h.within("head", &[], |h| {
            h.void("meta", &[("charset", "utf-8")]);
            h.void("meta", &[("name", "viewport"), ("content", "width=device-width, initial-scale=1")]);
            let policy = "default-src 'none'; style-src 'unsafe-inline'";
            h.void("meta", &[("http-equiv", "Content-Security-Policy"), ("content", policy)]);
            h.leaf("title", &[], &format!("{marking}: sweep"));
            h.style(STYLE);
        });
        h.within("body", &[], |h| {
            h.leaf("header", &[("class", "mark")], marking);
            h.within("main", &[], |h| {
                front(h, summary);
                for cell in &summary.cells {
                    one_cell(h, cell);
                }
                deciders(h, summary);
            });
            h.leaf("footer", &[("class", "mark")], marking);
        });
    });
    page.finish()
}

fn front(h: &mut Html, summary: &Summary) {
    let (first, last) = summary.seeds;
    h.leaf(
        "p",
        &[("class", "muted")],
        &format!("Sweep for the trainer: {}, seeds {first} to {last}", count(summary.runs, "run")),
    );
    h.leaf("h1", &[], &summary.title);
    if let [cell] = &summary.cells[..] {
        h.within("div", &[("class", "tiles")], |h| {
            let share = |of: Option<Spread>| of.map_or("–".to_owned(), |s| format!("{:.2}", s.mean));
            let whole =
                |of: Option<Spread>| of.map_or("–".to_owned(), |s| thousands(s.mean.max(0.0) as u64));
            tile(h, &share(cell.overall), "coordination, mean of all runs");
            tile(h, &cell.overall.map_or("–".to_owned(), |s| format!("±{:.2}", s.sd)), "standard deviation");
            tile(h, &whole(cell.user_hours), "user hours lost, mean (model)");
            tile(h, &format!("€{}", whole(cell.euros)), "lost, mean (model)");
        });
    }
    h.leaf("h2", &[], "Difficulty and balance");
    h.within("ul", &[], |h| {
        for advice in &summary.advice {
            h.leaf("li", &[], advice);
        }
    });
    h.leaf("p", &[("class", "muted")], "Bots played, not people; thresholds are conventions. Sweep ");
    h.leaf("p", &[("class", "muted")], &summary.hash);
}

fn one_cell(h: &mut Html, cell: &CellSummary) {
    let values: Vec<String> = cell.values.iter().map(|(name, value)| format!("{name} = {value}")).collect();
    let title = if values.is_empty() { "As written".to_owned() } else { values.join(", ") };
    h.leaf("h2", &[], &title);
    let mut rows = vec![("Coordination".to_owned(), cell.overall)];
    rows.extend(cell.measures.iter().map(|m| (m.label.clone(), m.value)));
    rows.extend(cell.states.iter().map(|s| (s.name.clone(), s.overall)));
    boxes(h, &format!("Measures and states: {title}"), &rows);
    h.leaf(
        "p",
        &[("class", "muted")],
        "Line: nine runs of ten. Box: the middle half. Stroke: the median. The figure is the mean.",
    );
    table(h, cell);
}

/// A box a row, from 0 to 1.
fn boxes(h: &mut Html, title: &str, rows: &[(String, Option<Spread>)]) {
    let height = TALL * rows.len() as f64 + 28.0;
    let x = |share: f64| LEFT + share.clamp(0.0, 1.0) * (WIDTH - LEFT - 70.0);
    svg(h, WIDTH, height, title, |h| {
        for step in [0.0, 0.25, 0.5, 0.75, 1.0] {
            line(h, (x(step), 0.0), (x(step), height - 24.0));
            label(h, (x(step), height - 8.0), "middle", "", &format!("{step:.2}"));
        }
        for (row, (name, spread)) in rows.iter().enumerate() {
            let top = TALL * row as f64;
            let middle = top + TALL / 2.0;
            let class = if row == 0 { "strong" } else { "" };
            label(h, (0.0, middle + 4.0), "start", class, &crate::report::names::short(name, 34));
            let Some(s) = spread else {
                label(h, (WIDTH, middle + 4.0), "end", "", "not assessed");
                continue;
            };
            rect(h, "track", (x(s.q05), middle - 1.0), ((x(s.q95) - x(s.q05)).max(1.0), 2.0), "");
            let told = format!("{name}: mean {:.2}, sd {:.2}, {} runs", s.mean, s.sd, s.n);
            rect(h, "bar", (x(s.q25), top + 6.0), ((x(s.q75) - x(s.q25)).max(2.0), TALL - 12.0), &told);
            let at = px(x(s.median));
            let d = format!("M{at} {} L{at} {}", px(top + 3.0), px(top + TALL - 3.0));
            h.leaf("path", &[("class", "series main"), ("d", &d)], "");
            label(h, (WIDTH, middle + 4.0), "end", class, &format!("{:.2}", s.mean));
        }
    });
}

fn table(h: &mut Html, cell: &CellSummary) {
    h.within("table", &[], |h| {
        h.within("thead", &[], |h| {
            h.within("tr", &[], |h| {
                for head in ["", "runs", "mean", "sd", "least", "5 %", "median", "95 %", "greatest"] {
                    h.leaf("th", &[], head);
                }
            });
        });
        h.within("tbody", &[], |h| {
            let mut row = |name: &str, spread: Option<Spread>, digits: usize| {
                h.within("tr", &[], |h| {
                    h.leaf("td", &[], name);
                    let Some(s) = spread else {
                        h.leaf("td", &[("colspan", "8")], "not assessed");
                        return;
                    };
                    h.leaf("td", &[], &s.n.to_string());
                    for x in [s.mean, s.sd, s.min, s.q05, s.median, s.q95, s.max] {
                        h.leaf("td", &[], &format!("{x:.digits$}"));
                    }
                });
            };
            row("Coordination", cell.overall, 2);
            for measure in &cell.measures {
                row(&measure.label, measure.value, 2);
            }
            row("User hours lost", cell.user_hours, 0);
            row("Euros lost", cell.euros, 0);
        });
    });
}

fn deciders(h: &mut Html, summary: &Summary) {
    h.leaf("h2", &[], "What decides the outcome");
    h.leaf(
        "p",
        &[("class", "muted")],
        "Share of the variance of score and loss that goes with each seat's player (or how much it decided) and with \
         what became of each inject (ε²). What goes together need not be cause.",
    );
    let seats = summary.seats.iter().map(|s| (s.title.clone(), s.explains_score, s.explains_loss));
    bars(h, "Seats", seats.collect());
    let injects = summary.injects.iter();
    let injects = injects.map(|i| (format!("{} {}", i.id, i.title), i.explains_score, i.explains_loss));
    bars(h, "Injects", injects.collect());
}

fn bars(h: &mut Html, title: &str, rows: Vec<(String, Option<f64>, Option<f64>)>) {
    h.leaf("h3", &[], title);
    let rows: Vec<_> =
        rows.into_iter().filter(|(_, score, loss)| score.or(*loss).is_some()).take(DRAWN).collect();
    if rows.is_empty() {
        h.leaf("p", &[], "Nothing differed from run to run: vary the bots, or run more seeds");
        return;
    }
    let wide = (WIDTH - LEFT - 120.0) / 2.0;
    let height = TALL * rows.len() as f64 + 24.0;
    svg(h, WIDTH, height, title, |h| {
        for (column, head) in ["of the score", "of the loss"].iter().enumerate() {
            label(h, (LEFT + column as f64 * (wide + 60.0), 12.0), "start", "", head);
        }
        for (row, (name, score, loss)) in rows.iter().enumerate() {
            let top = TALL * row as f64 + 20.0;
            label(h, (0.0, top + 14.0), "start", "", &crate::report::names::short(name, 34));
            for (column, share) in [score, loss].into_iter().enumerate() {
                let left = LEFT + column as f64 * (wide + 60.0);
                rect(h, "track", (left, top + 4.0), (wide, TALL - 12.0), "");
                let words = match share {
                    Some(share) => {
                        rect(h, "bar", (left, top + 4.0), (wide * share.clamp(0.0, 1.0), TALL - 12.0), "");
                        format!("{:.0} %", share * 100.0)
                    }
                    None => "–".to_owned(),
                };
                label(h, (left + wide + 48.0, top + 14.0), "end", "", &words);
            }
        }
    });
}
