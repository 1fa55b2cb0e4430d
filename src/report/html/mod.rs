//! The report as one HTML file: style and charts are in it, nothing is fetched, no script runs. It reads on a screen,
//! light or dark, and on paper, where the marking stands at the top and bottom of every page.

mod chart;
mod sections;
mod sweep;
mod write;

use super::model::{Outcome, Report};
use super::names::{figure, thousands};
use super::notes;
pub use sweep::sweep_html;
use write::Html;

const STYLE: &str = include_str!("style.css");

/// The report as HTML.
pub fn html(report: &Report) -> String {
    let mut page = Html::page();
    page.within("html", &[("lang", "en")], |h| {
        h.within("head", &[], |h| {
            h.void("meta", &[("charset", "utf-8")]);
            h.void("meta", &[("name", "viewport"), ("content", "width=device-width, initial-scale=1")]);
            // Should anything ever slip through, a browser still runs no script and fetches nothing.
            let policy = "default-src 'none'; style-src 'unsafe-inline'";
            h.void("meta", &[("http-equiv", "Content-Security-Policy"), ("content", policy)]);
            h.leaf("title", &[], &format!("{}: after-action report", report.marking));
            h.style(STYLE);
        });
        let mark = notes::marking(report);
        h.within("body", &[], |h| {
            h.leaf("header", &[("class", "mark")], &mark);
            h.within("main", &[], |h| {
                front(h, report);
                sections::all(h, report);
            });
            h.leaf("footer", &[("class", "mark")], &mark);
        });
    });
    page.finish()
}

fn front(h: &mut Html, report: &Report) {
    let overview = &report.overview;
    h.within("p", &[("class", "muted")], |h| {
        h.text(&format!("After-action report and improvement plan for {} ", report.audience));
        if report.preliminary {
            h.leaf("span", &[("class", "chip warn"), ("title", notes::PRELIMINARY)], "PRELIMINARY");
        } else {
            h.leaf("span", &[("class", "chip ok")], "SIGNED OFF");
        }
    });
    if !report.preliminary {
        h.leaf("p", &[("class", "muted")], &notes::standing(report));
    }
    h.leaf("h1", &[], &overview.title);
    h.leaf("p", &[("class", "lead")], &overview.summary);
    h.within("div", &[("class", "tiles")], |h| {
        tile(h, &figure(report.score.overall.0), "coordination overall, 0 to 1");
        tile(h, &overview.lasted.to_string(), if overview.ended { "of exercise time" } else { "so far" });
        let loss: u64 = report.services.iter().map(|s| s.loss_euros).sum();
        tile(h, &format!("€{}", thousands(loss)), "lost in outages (model)");
        let over = report.obligations.iter().filter(|o| o.outcome != Outcome::Running);
        let told = over.clone().filter(|o| o.outcome == Outcome::Met).count();
        tile(h, &format!("{told} of {}", over.count()), "notices told in time");
    });
}

fn tile(h: &mut Html, figure: &str, label: &str) {
    h.within("div", &[("class", "tile")], |h| {
        h.leaf("b", &[], figure);
        h.leaf("span", &[], label);
    });
}
