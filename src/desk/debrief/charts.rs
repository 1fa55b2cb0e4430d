//! The score over time: the chosen measure, or the composite with each state's own. A click goes to that moment.

use egui::{Id, Stroke, Ui};
use egui_plot::{Corner, HoverPosition, Legend, Line, Plot, Points, VLine};

use super::{DebriefInput, Out, ROOM};
use crate::base::{At, Ppm, Span};
use crate::desk::Theme;
use crate::desk::judged::Judged;
use crate::desk::widgets::{empty, icon};
use crate::score::Sample;

/// States drawn beside the composite; more would be a tangle.
const STATES: usize = 7;

pub(super) fn time_ui(ui: &mut Ui, measure: Option<usize>, input: &DebriefInput<'_>, out: &mut Vec<Out>) {
    let theme = Theme::of(ui);
    if input.history.is_empty() {
        let place = empty::Empty {
            icon: icon::CHART_LINE,
            sentence: "No course yet",
            hint: "The score is noted every few minutes of exercise",
            action: None,
        };
        empty::empty_ui(ui, &place);
        return;
    }
    let clock = input.directory.clock;
    let hour = Span::hours(1).0 as f64;
    let moment = |x: f64| At((x.max(0.0) * hour) as u64);
    let plot = Plot::new("score over time")
        .grid_color(theme.colors.line.0)
        .allow_drag(false)
        .allow_zoom(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .allow_double_click_reset(false)
        .include_y(0.0)
        .include_y(1.0)
        .include_x(0.0)
        .include_x(input.end.0 as f64 / hour * ROOM)
        // Good figures stand on top.
        .legend(Legend::default().position(Corner::LeftBottom))
        .x_axis_formatter(move |mark, _| clock.show(moment(mark.value)))
        .y_axis_formatter(|mark, _| format!("{:.1}", mark.value))
        .label_formatter(move |at| match at {
            HoverPosition::NearDataPoint { plot_name, position, .. } => {
                Some(format!("{plot_name}\n{} {:.2}", clock.show(moment(position.x)), position.y))
            }
            HoverPosition::Elsewhere { .. } => None,
        });
    let c = &theme.colors;
    let shown = plot.show(ui, |plot| {
        // Below the courses: what it points at must not lie under it.
        let now = input.shown.0 as f64 / hour;
        plot.vline(VLine::new("", now).stroke(Stroke::new(1.0, c.muted.0)).allow_hover(false));
        let mut line = |name: &str, of: &dyn Fn(&Sample) -> Option<Ppm>, stroke: Stroke| {
            let stretches = stretches(input.history, of);
            // A dot where the course stands at the moment that is looked at, and where there is no line to be seen.
            let dots: Vec<[f64; 2]> = dots(&stretches, now);
            for (place, points) in stretches.into_iter().enumerate() {
                plot.line(Line::new(name, points).stroke(stroke).id(Id::new(("line", name, place))));
            }
            let dots = Points::new(name, dots).radius(stroke.width + 1.5).color(stroke.color);
            plot.points(dots.id(Id::new(("dots", name))));
        };
        match measure.and_then(|place| Some((place, input.score.measures.get(place)?))) {
            Some((place, chosen)) => {
                let of = |sample: &Sample| sample.measures.get(place).copied().flatten();
                line(chosen.measure.label(), &of, Stroke::new(2.5, c.accent.0));
            }
            None => {
                for (place, state) in input.script.states.rows().take(STATES).enumerate() {
                    let of = |sample: &Sample| {
                        let assessed = sample.states_assessed.get(place).copied().unwrap_or_default();
                        Judged::of(sample.states.get(place).copied().flatten(), assessed).figure()
                    };
                    line(state.name.get("en"), &of, Stroke::new(1.2, theme.category(place)));
                }
                let of = |sample: &Sample| Judged::of(sample.overall, sample.assessed).figure();
                line("All together", &of, Stroke::new(2.5, c.text.0));
            }
        }
        plot.pointer_coordinate()
    });
    let response = shown.response;
    let said = "Score over time; the scrubber below moves through it";
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Image, true, said));
    if response.clicked()
        && let Some(at) = shown.inner
    {
        out.push(Out::Show(moment(at.x).min(input.end)));
    }
}

/// Where a course stands at a moment, and every stretch that is one point alone.
fn dots(stretches: &[Vec<[f64; 2]>], now: f64) -> Vec<[f64; 2]> {
    let mut all = stretches.iter().flatten();
    let last = all.rfind(|[at, _]| *at <= now).copied();
    let alone = stretches.iter().filter(|stretch| stretch.len() == 1).filter_map(|one| one.first()).copied();
    alone.filter(|dot| Some(*dot) != last).chain(last).collect()
}

/// The course in hours and shares, a stretch wherever it was assessed without a gap.
fn stretches(history: &[Sample], of: &dyn Fn(&Sample) -> Option<Ppm>) -> Vec<Vec<[f64; 2]>> {
    let hour = Span::hours(1).0 as f64;
    let mut found = vec![Vec::new()];
    for sample in history {
        match (of(sample), found.last_mut()) {
            (Some(value), Some(stretch)) => stretch.push([sample.at.0 as f64 / hour, value.as_f64()]),
            (None, Some(stretch)) if !stretch.is_empty() => found.push(Vec::new()),
            _ => {}
        }
    }
    found.retain(|stretch| !stretch.is_empty());
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_assessed_leaves_a_gap_and_no_point() {
        let sample = |mins, overall: Option<u32>| Sample {
            at: At(0) + Span::mins(mins),
            overall: overall.map(Ppm),
            assessed: 9,
            measures: Vec::new(),
            states: Vec::new(),
            states_assessed: Vec::new(),
            trust: Vec::new(),
        };
        let history = [
            sample(0, None),
            sample(30, Some(500_000)),
            sample(60, Some(750_000)),
            sample(90, None),
            sample(120, Some(250_000)),
        ];
        let found = stretches(&history, &|s| s.overall);
        assert_eq!(found, [vec![[0.5, 0.5], [1.0, 0.75]], vec![[2.0, 0.25]]]);
    }

    #[test]
    fn a_dot_stands_where_the_course_is_and_where_a_line_of_one_point_would_be_seen_by_nobody() {
        let found = vec![vec![[0.5, 0.5], [1.0, 0.75]], vec![[2.0, 0.25]], vec![[3.0, 0.5], [3.5, 0.75]]];
        assert_eq!(dots(&found, 3.6), [[2.0, 0.25], [3.5, 0.75]]);
        assert_eq!(dots(&found, 2.4), [[2.0, 0.25]]);
        assert_eq!(dots(&found, 0.9), [[2.0, 0.25], [0.5, 0.5]]);
        assert_eq!(dots(&found, 0.1), [[2.0, 0.25]]);
    }
}
