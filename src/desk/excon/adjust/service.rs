//! A service loses part of its function, or is freed of what was forced upon it.

use egui::{Label, Ui};

use crate::base::{Ppm, Span};
use crate::desk::Theme;
use crate::desk::excon::sending::{Sending, lacks};
use crate::desk::excon::{ExconInput, Out};
use crate::desk::fields::{drop_down_ui, named_line_ui};
use crate::desk::line::act_ui;
use crate::desk::widgets::button::primary_button_ui;
use crate::desk::widgets::{icon, service, toggle};
use crate::exercise::order::Control;
use crate::exercise::refusal::Refusal;
use crate::scenario::words::ServiceStep;

/// Losses that are offered, in percent.
const LOSSES: [(&str, &str); 5] =
    [("0", "Free it"), ("25", "25 %"), ("50", "50 %"), ("75", "75 %"), ("100", "All")];

/// What was written so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Form {
    service: Option<String>,
    lost: String,
    lasts: String,
    reason: String,
    sending: Sending,
}

impl Form {
    fn control(&self) -> Result<Control, Refusal> {
        let service = self.service.clone().ok_or_else(|| lacks("service", "Choose the service"))?;
        let lost = percent(&self.lost).map_err(|wrong| lacks("lost", wrong))?;
        let lasts = match self.lasts.trim() {
            _ if lost == Ppm::ZERO => Span::ZERO,
            "" => return Err(lacks("lasts", "Say how long it lasts, as in 2h30m")),
            text => Span::parse(text).map_err(|wrong| lacks("lasts", wrong))?,
        };
        Ok(Control::Adjust { service, lost, lasts, reason: self.reason.trim().to_owned() })
    }
}

fn percent(text: &str) -> Result<Ppm, String> {
    let number = text.trim().trim_end_matches('%').trim();
    if number.is_empty() {
        return Err("Say how much of it is lost, from 0 to 100 percent".to_owned());
    }
    match number.parse::<f64>() {
        Ok(percent) if (0.0..=100.0).contains(&percent) => Ok(Ppm::from_f64(percent / 100.0)),
        _ => Err(format!("“{number}” is no number from 0 to 100")),
    }
}

pub(super) fn service_ui(ui: &mut Ui, form: &mut Form, input: &ExconInput<'_>, out: &mut Vec<Out>) {
    let theme = Theme::of(ui);
    if form.sending.taken(input, out).is_some() {
        *form = Form { service: form.service.take(), ..Form::default() };
    }
    let Form { service, lost, lasts, reason, sending } = form;
    let name = |id: &str, name: &str, state: &str| {
        if name.contains(state) || state.is_empty() { name.to_owned() } else { format!("{name}, {state}") }
            .trim_end_matches(&format!("({id})"))
            .to_owned()
    };
    let services: Vec<(String, String)> = input
        .script
        .services
        .rows()
        .map(|s| {
            let state = input.script.states.get(s.state).map_or("", |state| state.name.get("en"));
            (s.id.clone(), name(&s.id, s.name.get("en"), state))
        })
        .collect();
    sending.field_ui(ui, "service", "Service", |ui| {
        drop_down_ui(ui, "Service", "Choose the service", service, &services);
    });
    if let Some(id) = service.as_ref().and_then(|id| input.script.names.services.get(id)) {
        let now = input.state.services.get(*id).map_or(Ppm::ZERO, |s| s.lost);
        ui.horizontal(|ui| {
            let step = ServiceStep::of(now);
            service::service_mark_ui(ui, "Now", Some(step));
            ui.label(theme.body(format!("Now {}, {:.0} % lost", step.label(), now.as_f64() * 100.0)));
        });
    }
    sending.field_ui(ui, "lost", "How much of it is lost, in percent", |ui| {
        toggle::choice_chips_ui(ui, lost, &LOSSES.map(|(value, word)| (value.to_owned(), word)));
        named_line_ui(ui, "Loss in percent", "as in 60", lost);
    });
    if percent(lost) != Ok(Ppm::ZERO) {
        sending.field_ui(ui, "lasts", "For how long", |ui| {
            named_line_ui(ui, "For how long", "as in 2h30m", lasts);
        });
    }
    super::reason_ui(ui, sending, reason);
    sending.rest_ui(ui, &["service", "lost", "lasts", "text"]);
    let act = act_ui(ui, !sending.busy(), |ui| {
        primary_button_ui(ui, &format!("{} Set the service", icon::WRENCH)).clicked()
    });
    let tick = input.script.tick;
    let note = format!(
        "It comes on top of what the campaign does, and shows with the world's next step, within {tick}"
    );
    ui.add(Label::new(theme.note(note)).wrap());
    if act.inner {
        let control = form.control();
        form.sending.send(control, out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_loss_is_read_as_percent_and_stays_within_the_whole() {
        assert_eq!(percent(" 62.5 % "), Ok(Ppm(625_000)));
        assert_eq!(percent("0"), Ok(Ppm::ZERO));
        for wrong in ["", "101", "-1", "many", "NaN"] {
            assert!(percent(wrong).is_err(), "{wrong}");
        }
    }
}
