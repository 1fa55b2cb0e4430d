//! Charts as inline SVG. Colour comes from classes of the style sheet, so that both themes and paper have their own;
//! nothing is told by colour alone.

use crate::base::{At, Ppm, time::Clock};
use crate::report::model::{Pairs, Point, Service};
use crate::report::names::figure;
use crate::scenario::words::ServiceStep;

use super::write::Html;

const WIDTH: f64 = 1040.0;
/// Dashes of the states' lines: told apart without colour.
const DASHES: &[&str] = &["none", "6 4", "2 3", "10 3 2 3", "1 4", "12 4", "4 2 1 2"];

/// A number as SVG takes it.
pub(super) fn px(x: f64) -> String {
    format!("{x:.1}")
}

/// Share of `at` in the whole course, 0 to 1.
fn place(at_ms: u64, end_ms: u64) -> f64 {
    if end_ms == 0 { 0.0 } else { at_ms.min(end_ms) as f64 / end_ms as f64 }
}

pub(super) fn svg(h: &mut Html, width: f64, height: f64, label: &str, inner: impl FnOnce(&mut Html)) {
    let (w, t) = (px(width), px(height));
    let view = format!("0 0 {w} {t}");
    let attributes = [
        ("xmlns", "http://www.w3.org/2000/svg"),
        ("viewBox", view.as_str()),
        ("width", w.as_str()),
        ("height", t.as_str()),
        ("role", "img"),
        ("aria-label", label),
    ];
    h.within("svg", &attributes, inner);
}

pub(super) fn line(h: &mut Html, from: (f64, f64), to: (f64, f64)) {
    let [x1, y1, x2, y2] = [from.0, from.1, to.0, to.1].map(px);
    h.leaf("line", &[("class", "grid"), ("x1", &x1), ("y1", &y1), ("x2", &x2), ("y2", &y2)], "");
}

pub(super) fn label(h: &mut Html, at: (f64, f64), anchor: &str, class: &str, text: &str) {
    let [x, y] = [at.0, at.1].map(px);
    h.leaf("text", &[("x", &x), ("y", &y), ("text-anchor", anchor), ("class", class)], text);
}

pub(super) fn rect(h: &mut Html, class: &str, at: (f64, f64), size: (f64, f64), title: &str) {
    let [x, y, w, t] = [at.0, at.1, size.0, size.1].map(px);
    h.within("rect", &[("class", class), ("x", &x), ("y", &y), ("width", &w), ("height", &t)], |h| {
        if !title.is_empty() {
            h.leaf("title", &[], title);
        }
    });
}

/// A bar from 0 to 1, with its track.
pub(super) fn bar(h: &mut Html, share: Option<Ppm>, name: &str) {
    const LONG: f64 = 160.0;
    svg(h, LONG, 12.0, &format!("{name}: {}", figure(share)), |h| {
        rect(h, "track", (0.0, 0.0), (LONG, 12.0), "");
        if let Some(share) = share {
            rect(h, "bar", (0.0, 0.0), (LONG * share.as_f64(), 12.0), "");
        }
    });
}

/// The score over time: all together in one strong line, states in thin ones.
pub(super) fn course(h: &mut Html, clock: Clock, history: &[Point], states: &[String]) {
    let (left, top, right, bottom) = (40.0, 10.0, 12.0, 30.0);
    const HEIGHT: f64 = 260.0;
    let end = history.last().map_or(0, |point| point.at.at_ms);
    let x = |at: u64| left + place(at, end) * (WIDTH - left - right);
    let y = |share: f64| top + (1.0 - share) * (HEIGHT - top - bottom);
    svg(h, WIDTH, HEIGHT, "The score over time", |h| {
        for step in [0.0, 0.25, 0.5, 0.75, 1.0] {
            line(h, (left, y(step)), (WIDTH - right, y(step)));
            label(h, (left - 8.0, y(step) + 4.0), "end", "", &format!("{step:.2}"));
        }
        ticks(h, clock, end, &x, HEIGHT - 10.0);
        for place in 0..states.len() {
            let shares = history.iter().map(|p| (p.at.at_ms, p.states.get(place).and_then(|s| s.0)));
            let class = format!("series k{}", place % 7);
            path(h, &class, DASHES[place % DASHES.len()], shares, &x, &y);
        }
        path(h, "series main", "none", history.iter().map(|p| (p.at.at_ms, p.overall.0)), &x, &y);
    });
    h.within("ul", &[("class", "legend")], |h| {
        key(h, "series main", "none", "all together");
        for (place, state) in states.iter().enumerate() {
            key(h, &format!("series k{}", place % 7), DASHES[place % DASHES.len()], state);
        }
    });
}

/// A line, broken where nothing was assessed.
fn path(
    h: &mut Html,
    class: &str,
    dashes: &str,
    points: impl Iterator<Item = (u64, Option<Ppm>)>,
    x: &dyn Fn(u64) -> f64,
    y: &dyn Fn(f64) -> f64,
) {
    let (mut drawn, mut pen_down) = (String::new(), false);
    for (at, share) in points {
        if let Some(share) = share {
            let word = if pen_down { 'L' } else { 'M' };
            drawn.push_str(&format!("{word}{} {} ", px(x(at)), px(y(share.as_f64()))));
        }
        pen_down = share.is_some();
    }
    if !drawn.is_empty() {
        h.leaf("path", &[("class", class), ("d", drawn.trim_end()), ("stroke-dasharray", dashes)], "");
    }
}

fn key(h: &mut Html, class: &str, dashes: &str, name: &str) {
    h.within("li", &[], |h| {
        svg(h, 32.0, 8.0, "", |h| {
            h.leaf("path", &[("class", class), ("d", "M0 4 L32 4"), ("stroke-dasharray", dashes)], "");
        });
        h.text(name);
    });
}

/// Seven moments under a chart.
fn ticks(h: &mut Html, clock: Clock, end_ms: u64, x: &dyn Fn(u64) -> f64, y: f64) {
    for step in 0..=6_u64 {
        let at = end_ms / 6 * step;
        let anchor = match step {
            0 => "start",
            6 => "end",
            _ => "middle",
        };
        label(h, (x(at), y), anchor, "", &clock.show(At(at)));
    }
}

/// A strip a service: how it stood over time.
pub(super) fn strips(h: &mut Html, clock: Clock, services: &[Service], end_ms: u64) {
    let (left, tall) = (300.0, 24.0);
    let height = tall * services.len() as f64 + 24.0;
    let x = |at: u64| left + place(at, end_ms) * (WIDTH - left);
    svg(h, WIDTH, height, "How services stood over time", |h| {
        for (row, service) in services.iter().enumerate() {
            let top = tall * row as f64;
            let name = crate::report::names::short(&service.name, 38);
            label(h, (0.0, top + 15.0), "start", "strong", &format!("{} {name}", service.state));
            strip(h, service, end_ms, top + 3.0, tall - 6.0, &x);
        }
        ticks(h, clock, end_ms, &x, height - 6.0);
    });
    h.within("ul", &[("class", "legend")], |h| {
        for (place, step) in ServiceStep::ALL.iter().enumerate() {
            h.within("li", &[], |h| {
                svg(h, 14.0, 14.0, "", |h| {
                    rect(
                        h,
                        &format!("s{place}"),
                        (0.0, 7.0 - bulk(place, 7.0)),
                        (14.0, bulk(place, 14.0)),
                        "",
                    );
                });
                h.text(step.label());
            });
        }
    });
}

/// The worse a step, the taller its strip: told without colour too.
fn bulk(step: usize, of: f64) -> f64 {
    of * (0.2 + 0.2 * step as f64)
}

fn strip(h: &mut Html, service: &Service, end_ms: u64, top: f64, tall: f64, x: &dyn Fn(u64) -> f64) {
    let steps = service.course.iter().map(|(at, lost)| (*at, ServiceStep::of(Ppm::from_f64(*lost))));
    let mut from = (0, ServiceStep::Normal);
    for (at, step) in steps.chain([(end_ms, ServiceStep::Normal)]) {
        if step == from.1 && at != end_ms {
            continue;
        }
        let place = ServiceStep::ALL.iter().position(|s| *s == from.1).unwrap_or_default();
        let deep = bulk(place, tall);
        let size = ((x(at) - x(from.0)).max(0.0), deep);
        if size.0 > 0.0 {
            rect(h, &format!("s{place}"), (x(from.0), top + (tall - deep) / 2.0), size, from.1.label());
        }
        from = (at, step);
    }
}

/// Who delivered how much of what whom needed: from the row to the column.
pub(super) fn heat(h: &mut Html, pairs: &Pairs) {
    let (wide, tall, left, over) = (64.0, 34.0, 72.0, 26.0);
    let n = pairs.states.len() as f64;
    svg(h, left + n * wide, over + n * tall, "Value of information that arrived, from row to column", |h| {
        for (column, to) in pairs.states.iter().enumerate() {
            label(
                h,
                (left + (column as f64 + 0.5) * wide, over - 8.0),
                "middle",
                "strong",
                &format!("to {to}"),
            );
        }
        for (row, from) in pairs.states.iter().enumerate() {
            let top = over + row as f64 * tall;
            label(h, (0.0, top + tall / 2.0 + 4.0), "start", "strong", &format!("from {from}"));
            for (column, to) in pairs.states.iter().enumerate() {
                let found = pairs.rows.iter().find(|p| p.from == *from && p.to == *to);
                let at = (left + column as f64 * wide, top);
                cell(h, at, (wide - 2.0, tall - 2.0), found.and_then(|p| p.information.0));
            }
        }
    });
}

fn cell(h: &mut Html, at: (f64, f64), size: (f64, f64), share: Option<Ppm>) {
    rect(h, "track", at, size, "");
    if let Some(share) = share {
        let [x, y, w, t] = [at.0, at.1, size.0, size.1].map(px);
        let strong = format!("{:.2}", 0.1 + 0.5 * share.as_f64());
        let shade = [
            ("class", "heat"),
            ("x", &x),
            ("y", &y),
            ("width", &w),
            ("height", &t),
            ("fill-opacity", &strong),
        ];
        h.leaf("rect", &shade, "");
    }
    let middle = (at.0 + size.0 / 2.0, at.1 + size.1 / 2.0 + 4.0);
    label(h, middle, "middle", if share.is_some() { "strong" } else { "" }, &figure(share));
}
