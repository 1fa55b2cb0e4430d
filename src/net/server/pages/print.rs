//! Join links on paper: a card a seat, with a code for a camera, to be cut and handed out.

use std::fmt::Write;

use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};

use crate::base::marking::marking;
use crate::exercise::order::Desk;
use crate::exercise::role;
use crate::net::JoinLink;
use crate::scenario::script::Script;

use super::escaped;

const STYLE: &str = "
    :root { font: 11pt/1.35 system-ui, sans-serif; color: #000; background: #fff; }
    body { margin: 0 auto; max-width: 180mm; }
    article { break-inside: avoid; border: 1px dashed; margin: 4mm 0; padding: 5mm; display: grid;
              grid-template-columns: 46mm 1fr; column-gap: 6mm; }
    svg { width: 46mm; height: 46mm; }
    h2 { margin: 0 0 1mm; font-size: 14pt; }
    p { margin: 1mm 0; }
    .marking { font-weight: 700; grid-column: 1 / -1; }
    .link { font: 7.5pt/1.3 ui-monospace, monospace; overflow-wrap: anywhere; }
";

/// A link to be handed out.
#[derive(Clone, Debug)]
pub struct Card {
    /// Seat id, or `excon`.
    pub desk: String,
    /// The link.
    pub link: JoinLink,
}

/// A page that can be printed and cut.
///
/// # Errors
/// Words where a link does not fit into a code.
pub fn print_page(script: &Script, cards: &[Card]) -> Result<String, String> {
    let title = script.about.title.get("en");
    let marking = escaped(&marking(title, script.about.handling));
    let mut page = format!(
        "<!doctype html>
<html lang=\"en\"><head><meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" content=\"default-src
'none'; style-src 'unsafe-inline'\"><title>Join links of {}</title><style>{STYLE}</style></head><body>
<p class=\"marking\">{marking}</p>
<p>Each card opens one seat. Hand it to nobody else, and keep this page as you would keep passwords.</p>
",
        escaped(title)
    );
    for card in cards {
        write_card(&mut page, script, &marking, card)?;
    }
    page.push_str("</body></html>\n");
    Ok(page)
}

fn write_card(page: &mut String, script: &Script, marking: &str, card: &Card) -> Result<(), String> {
    let link = card.link.to_string();
    let (seat, org) = who(script, &card.desk);
    let code = QrCode::with_error_correction_level(&link, EcLevel::M)
        .map_err(|why| format!("the link of {} does not fit into a code: {why}", card.desk))?;
    let code = code.render::<svg::Color<'_>>().min_dimensions(200, 200).build();
    // The drawing alone: an XML declaration has no place within a page.
    let code = code.find("<svg").map_or(code.as_str(), |from| &code[from..]);
    let (seat, org, link) = (escaped(&seat), escaped(&org), escaped(&link));
    // Writing to memory cannot fail.
    let _ = write!(
        page,
        "<article><p class=\"marking\">{marking}</p>{code}<div><h2>{seat}</h2><p>{org}</p>
<p>In Startex choose <b>Join</b>, or run <b>startex join LINK</b> with this link, in quotes:</p>
<p class=\"link\">{link}</p></div></article>
"
    );
    Ok(())
}

/// What the chair is called, and the house that it stands in.
fn who(script: &Script, desk: &str) -> (String, String) {
    let does = match role::desk(script, desk) {
        Some(Desk::Excon) => "It sees and may do everything",
        Some(Desk::Controller(_)) => "Plays the injects and the White Cell, beside exercise control",
        Some(Desk::Evaluator(_)) => "Rates and observes, for the states that control says",
        Some(Desk::Observer) => "Watches what the scenario grants, and decides nothing",
        Some(Desk::Room) => "For the wall: what everybody may know",
        Some(Desk::Moderator(_)) => "Leads the seats of the state, and decides nothing in their place",
        Some(Desk::Seat(_)) | None => "",
    };
    if let Some(desk) = role::desk(script, desk).filter(|_| !does.is_empty()) {
        return (role::title(script, desk), does.to_owned());
    }
    let seat = script.names.seats.get(desk).and_then(|id| script.seats.get(*id));
    let title = seat.map_or(desk, |seat| seat.title.get("en"));
    let org = seat.and_then(|seat| script.orgs.get(seat.org)).map_or("", |org| org.name.get("en"));
    (format!("{title} ({desk})"), org.to_owned())
}
