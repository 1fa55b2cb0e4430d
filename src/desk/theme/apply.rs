//! The tokens as an egui style.

use egui::style::{ScrollAnimation, ScrollStyle, Selection, TextCursorStyle, WidgetVisuals, Widgets};
use egui::{Color32, CornerRadius, Margin, Shadow, Stroke, Style, TextStyle, Vec2, Visuals};

use super::{Mode, Theme, Voice};

/// The style of a theme.
pub(super) fn style(theme: &Theme) -> Style {
    let space = &theme.shape.space;
    let mut style = Style { visuals: visuals(theme), ..Style::default() };
    style.text_styles = [
        (TextStyle::Small, Voice::Small),
        (TextStyle::Body, Voice::Body),
        (TextStyle::Button, Voice::Body),
        (TextStyle::Monospace, Voice::Mono),
        (TextStyle::Heading, Voice::Heading),
    ]
    .map(|(style, voice)| (style, theme.font(voice)))
    .into();

    style.spacing.item_spacing = Vec2::new(space.s, space.s);
    style.spacing.button_padding = Vec2::new(space.m, space.xs);
    style.spacing.window_margin = Margin::same(space.l as i8);
    style.spacing.menu_margin = Margin::same(space.s as i8);
    style.spacing.indent = space.l;
    style.spacing.interact_size = Vec2::new(theme.grown(40.0), theme.grown(theme.shape.control));
    style.spacing.icon_width = theme.grown(16.0);
    style.spacing.icon_width_inner = theme.grown(10.0);
    style.spacing.icon_spacing = space.s;
    style.spacing.combo_height = 320.0;
    style.spacing.tooltip_width = theme.grown(360.0);
    style.spacing.scroll = ScrollStyle { bar_width: 8.0, ..ScrollStyle::solid() };
    style.spacing.scroll.foreground_color = false;
    style.spacing.scroll.fade.strength = 0.0;

    style.interaction.tooltip_delay = 0.3;
    style.interaction.selectable_labels = false;
    style.animation_time = if theme.still { 0.0 } else { theme.shape.motion_secs };
    if theme.still {
        style.scroll_animation = ScrollAnimation::none();
    }
    style
}

fn visuals(theme: &Theme) -> Visuals {
    let c = &theme.colors;
    let base = match theme.mode {
        Mode::Dark => Visuals::dark(),
        Mode::Light => Visuals::light(),
    };
    let radius = CornerRadius::same(theme.shape.radius);
    let shadow = Shadow { offset: [0, 4], blur: 16, spread: 0, color: c.surfaces.bg.faded(0.6) };
    Visuals {
        weak_text_color: Some(c.muted.0),
        widgets: widgets(theme),
        selection: Selection { bg_fill: c.select.0, stroke: Stroke::new(theme.shape.hairline, c.text.0) },
        hyperlink_color: c.accent.0,
        faint_bg_color: c.surfaces.raised.faded(0.5),
        extreme_bg_color: c.surfaces.bg.0,
        text_edit_bg_color: Some(c.surfaces.bg.0),
        code_bg_color: c.surfaces.raised.0,
        warn_fg_color: c.warn.0,
        error_fg_color: c.alert.0,
        window_corner_radius: radius,
        window_shadow: shadow,
        window_fill: c.surfaces.panel.0,
        window_stroke: hairline(theme, c.line.0),
        menu_corner_radius: radius,
        panel_fill: c.surfaces.panel.0,
        popup_shadow: shadow,
        // A blinking cursor would ask for a frame twice a second, for ever.
        text_cursor: TextCursorStyle {
            stroke: Stroke::new(2.0, c.accent.0),
            blink: false,
            ..TextCursorStyle::default()
        },
        striped: false,
        indent_has_left_vline: false,
        slider_trailing_fill: true,
        ..base
    }
}

fn hairline(theme: &Theme, color: Color32) -> Stroke {
    Stroke::new(theme.shape.hairline, color)
}

/// At rest a control has its own surface and a border that is seen; the focus has the accent, twice as wide.
fn widgets(theme: &Theme) -> Widgets {
    let c = &theme.colors;
    let look = |fill: Color32, border: Stroke, text: Color32| WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: border,
        corner_radius: CornerRadius::same(theme.shape.radius),
        fg_stroke: Stroke::new(1.5, text),
        expansion: 0.0,
    };
    let focus = Stroke::new(theme.shape.hairline * 2.0, c.accent.0);
    Widgets {
        noninteractive: look(c.surfaces.panel.0, hairline(theme, c.line.0), c.text.0),
        inactive: look(c.surfaces.raised.0, hairline(theme, c.edge.0), c.text.0),
        hovered: look(c.hover.0, hairline(theme, c.muted.0), c.text.0),
        active: look(c.hover.0, focus, c.text.0),
        open: look(c.hover.0, hairline(theme, c.accent.0), c.text.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_blinks_and_a_still_desk_stands_still() {
        for mode in [Mode::Dark, Mode::Light] {
            let theme = Theme::new(mode);
            assert!(!style(&theme).visuals.text_cursor.blink);
            assert!(style(&theme).animation_time <= 0.15);
            assert_eq!(style(&theme.still(true)).animation_time, 0.0);
        }
    }

    #[test]
    fn text_grows_as_the_person_chose_within_the_limits() {
        let size =
            |percent| style(&Theme::new(Mode::Dark).scaled(percent)).text_styles[&TextStyle::Body].size;
        assert_eq!([size(75), size(100), size(200)], [10.5, 14.0, 28.0]);
        assert_eq!([size(10), size(900)], [10.5, 28.0]);
    }
}
