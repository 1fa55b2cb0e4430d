//! The score over time: the chosen measure, or the composite with each state's own. A click goes to that moment.

use egui::{Id, Stroke, Ui};
use egui_plot::{HoverPosition, Legend, Line, Plot, PlotPoints, VLine};

use super::{DebriefInput, Out};
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
        .allow_drag(false)
        .allow_zoom(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .allow_double_click_reset(false)
        .include_y(0.0)
        .include_y(1.0)
        .include_x(0.0)
        .include_x(input.end.0 as f64 / hour)
        .legend(Legend::default())
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
        let line = |name: &str, of: &dyn Fn(&Sample) -> Option<Ppm>, stroke: Stroke| {
            Line::new(name, points(input.history, of)).stroke(stroke).id(Id::new(("line", name)))
        };
        match measure.and_then(|place| Some((place, input.score.measures.get(place)?))) {
            Some((place, chosen)) => {
                let of = |sample: &Sample| sample.measures.get(place).copied().flatten();
                plot.line(line(chosen.measure.label(), &of, Stroke::new(2.5, c.accent.0)));
            }
            None => {
                for (place, state) in input.script.states.rows().take(STATES).enumerate() {
                    let of = |sample: &Sample| sample.states.get(place).copied().flatten();
                    plot.line(line(state.name.get("en"), &of, Stroke::new(1.2, theme.category(place))));
                }
                plot.line(line("All together", &|sample| sample.overall, Stroke::new(2.5, c.text.0)));
            }
        }
        plot.vline(VLine::new("Shown", input.shown.0 as f64 / hour).stroke(Stroke::new(2.0, c.accent.0)));
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

/// The course in hours and shares; what was not assessed leaves a gap.
fn points(history: &[Sample], of: &dyn Fn(&Sample) -> Option<Ppm>) -> PlotPoints<'static> {
    let hour = Span::hours(1).0 as f64;
    let at = |sample: &Sample| [sample.at.0 as f64 / hour, of(sample).map_or(f64::NAN, Ppm::as_f64)];
    history.iter().map(at).collect()
}
