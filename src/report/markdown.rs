//! The report as Markdown, for those who go on writing in it. Player text cannot become markup.

use crate::base::excerpt::steers;

use super::model::{Evidence, Report};
use super::tables::{self, Kind, Table};
use super::{notes, sections};

/// The report as Markdown.
pub fn markdown(report: &Report) -> String {
    let mut out = String::new();
    let mark = plain(&notes::marking(report));
    line(&mut out, &format!("**{mark}**"));
    line(&mut out, &format!("# {}", plain(&report.overview.title)));
    line(&mut out, &format!("After-action report and improvement plan for {}", plain(&report.audience)));
    line(&mut out, &format!("**{}**", plain(&notes::standing(report))));
    line(&mut out, &plain(&report.overview.summary));
    for section in sections::shown(report) {
        line(&mut out, &format!("## {}", section.title));
        body(&mut out, report, section.id);
    }
    line(&mut out, &format!("**{mark}**"));
    // A paragraph ends in an empty line; a file in one line break.
    out.pop();
    out
}

fn body(out: &mut String, report: &Report, id: &str) {
    match id {
        "overview" => {
            for (term, text) in sections::overview(report) {
                out.push_str(&format!("- {term}: {}\n", plain(&text)));
            }
            out.push('\n');
            table(out, &tables::participants(report));
        }
        "score" => score(out, report),
        "history" => history(out, report),
        "states" => states(out, report),
        "pairs" => {
            line(out, &notes::pairs(report));
            table(out, &tables::pairs(report));
            if !report.pairs.trust.is_empty() {
                line(out, notes::TRUST);
                let (heads, rows) = tables::trust(report);
                grid(out, &heads, &[], &rows);
            }
        }
        "objectives" => objectives(out, report),
        "obligations" => noted(out, notes::DUTIES, &tables::obligations(report)),
        "words" => noted(out, &notes::words(report), &tables::words(report)),
        "observations" => table(out, &tables::observations(report)),
        "feedback" => {
            noted(out, &notes::feedback(report), &tables::statements(report));
            if report.feedback.questions.iter().any(|of| !of.said.is_empty()) {
                table(out, &tables::questions(report));
            }
        }
        "services" => noted(out, notes::SERVICES, &tables::services(report)),
        "improvements" => noted(out, notes::PLAN, &tables::improvements(report)),
        "msel" => table(out, &tables::msel(report)),
        _ => table(out, &tables::timeline(report)),
    }
}

fn score(out: &mut String, report: &Report) {
    line(out, &notes::overall(report));
    table(out, &tables::measures(report));
    for measure in &report.score.measures {
        if measure.gains.is_empty() && measure.costs.is_empty() {
            continue;
        }
        line(out, &format!("### {}", plain(&measure.label)));
        if !measure.details.is_empty() {
            line(out, &plain(&notes::details(measure)));
        }
        let reason = |e: &Evidence| format!("- {} {}\n", notes::points(e), plain(&notes::reason(e)));
        measure.gains.iter().chain(&measure.costs).for_each(|e| out.push_str(&reason(e)));
        out.push('\n');
    }
    if let Some(outcome) = &report.score.outcome {
        line(out, &plain(outcome));
    }
    if !report.score.picture.is_empty() {
        line(out, "### Common picture, question by question");
        table(out, &tables::picture(report));
    }
    if !report.score.network.is_empty() {
        table(out, &tables::network(report));
    }
}

/// Ten moments of the course are enough to read.
fn history(out: &mut String, report: &Report) {
    const ROWS: usize = 10;
    let every = report.history.len().div_ceil(ROWS).max(1);
    let last = report.history.len().saturating_sub(1);
    let mut names = vec!["When".to_owned(), "All together".to_owned()];
    names.extend(report.states.iter().map(|s| s.name.clone()));
    let points = report.history.iter().enumerate().filter(|(n, _)| n % every == 0 || *n == last);
    let rows: Vec<Vec<String>> = points
        .map(|(_, p)| {
            let shares = std::iter::once(&p.overall).chain(&p.states);
            let figures = shares.map(|share| super::names::figure(share.0));
            std::iter::once(p.at.clock.clone()).chain(figures).collect()
        })
        .collect();
    grid(out, &names, &[], &rows);
}

fn states(out: &mut String, report: &Report) {
    line(out, notes::states(report));
    if report.states.is_empty() {
        return;
    }
    let (names, rows) = tables::states(report);
    let heads: Vec<String> = std::iter::once("Measure".to_owned()).chain(names).collect();
    let rows: Vec<Vec<String>> = rows
        .into_iter()
        .map(|(name, figures)| std::iter::once(name).chain(figures.into_iter().map(|f| f.text)).collect())
        .collect();
    grid(out, &heads, &[], &rows);
}

fn objectives(out: &mut String, report: &Report) {
    line(out, &notes::tasks(report));
    for (place, objective) in report.objectives.iter().enumerate() {
        line(out, &format!("### {}", plain(&objective.text)));
        line(out, &format!("Capability: {}", plain(&objective.capability)));
        for part in [tables::tasks(report, place), tables::expected(report, place)] {
            if !part.rows.is_empty() {
                table(out, &part);
            }
        }
    }
}

fn noted(out: &mut String, note: &str, of: &Table) {
    line(out, note);
    table(out, of);
}

fn line(out: &mut String, text: &str) {
    out.push_str(text);
    out.push_str("\n\n");
}

fn table(out: &mut String, of: &Table) {
    let heads: Vec<String> = of.heads.iter().map(|head| head.text.to_owned()).collect();
    let kinds: Vec<Kind> = of.heads.iter().map(|head| head.kind).collect();
    let rows: Vec<Vec<String>> =
        of.rows.iter().map(|row| row.iter().map(|cell| cell.text.clone()).collect()).collect();
    grid(out, &heads, &kinds, &rows);
}

fn grid(out: &mut String, heads: &[String], kinds: &[Kind], rows: &[Vec<String>]) {
    if rows.is_empty() {
        return line(out, notes::NONE);
    }
    let row = |cells: &[String]| {
        let cells: Vec<String> = cells.iter().map(|cell| plain(cell)).collect();
        format!("| {} |\n", cells.join(" | "))
    };
    out.push_str(&row(heads));
    for place in 0..heads.len() {
        out.push_str(if kinds.get(place) == Some(&Kind::Number) { "|---:" } else { "|---" });
    }
    out.push_str("|\n");
    rows.iter().for_each(|cells| out.push_str(&row(cells)));
    out.push('\n');
}

/// Text on one line in which no letter means anything to Markdown or HTML.
fn plain(text: &str) -> String {
    let mut out = String::new();
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for letter in line.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '|' | '*' | '_' | '`' | '[' | ']' | '\\' | '#' | '~' => {
                out.push('\\');
                out.push(letter);
            }
            '!' => out.push_str("&#33;"),
            letter if steers(letter) => {}
            letter => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn player_text_stays_text() {
        assert_eq!(plain("a|b\n<script> [x](y) **z**"), "a\\|b &lt;script&gt; \\[x\\](y) \\*\\*z\\*\\*");
        assert_eq!(plain("\u{1b}[2Ja\u{202e}b"), "\\[2Jab");
    }
}
