//! The score over time: the chosen measure, or the composite with each state's own. A click goes to that moment.

use egui::{Id, Stroke, Ui};
use egui_plot::{Corner, HoverPosition, Legend, Line, Plot, VLine};

use super::{DebriefInput, Out, ROOM};
use crate::base::{At, Ppm, Span};
use crate::desk::Theme;
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
        let mut line = |name: &str, of: &dyn Fn(&Sample) -> Option<Ppm>, stroke: Stroke| {
            for (place, points) in stretches(input.history, of).into_iter().enumerate() {
                plot.line(Line::new(name, points).stroke(stroke).id(Id::new(("line", name, place))));
            }
        };
        match measure.and_then(|place| Some((place, input.score.measures.get(place)?))) {
            Some((place, chosen)) => {
                let of = |sample: &Sample| sample.measures.get(place).copied().flatten();
                line(chosen.measure.label(), &of, Stroke::new(2.5, c.accent.0));
            }
            None => {
                for (place, state) in input.script.states.rows().take(STATES).enumerate() {
                    let of = |sample: &Sample| sample.states.get(place).copied().flatten();
                    line(state.name.get("en"), &of, Stroke::new(1.2, theme.category(place)));
                }
                line("All together", &|sample| sample.overall, Stroke::new(2.5, c.text.0));
            }
        }
        plot.vline(VLine::new("", input.shown.0 as f64 / hour).stroke(Stroke::new(2.0, c.accent.0)));
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
            measures: Vec::new(),
            states: Vec::new(),
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
}
