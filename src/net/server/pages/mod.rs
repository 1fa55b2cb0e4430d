//! Pages for people: what somebody sees who opens a join link in a browser, and the links on paper. No scripts.

mod print;

use std::fmt::Write;
use std::sync::Arc;

use axum::Router;
use axum::http::header;
use axum::response::{IntoResponse, Redirect};
use axum::routing::get;

use crate::base::marking::EXERCISE;

use super::Shared;

pub use print::{Card, print_page};

/// Nothing but the page itself, and its own style.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; \
                      frame-ancestors 'none'";
const STYLE: &str = "
    :root { color-scheme: light dark; font: 18px/1.5 system-ui, sans-serif; }
    body { max-width: 40rem; margin: 0 auto; padding: 0 1rem 3rem; }
    .marking { font-weight: 700; letter-spacing: .04em; border-block: 3px double; padding: .4rem 0; }
    code { font: .9em ui-monospace, monospace; border: 1px solid; border-radius: 4px; padding: .1em .3em; }
    li { margin-block: .5rem; }
";

pub(super) fn routes() -> Router<Arc<Shared>> {
    Router::new().route("/", get(async || Redirect::temporary("/join"))).route("/join", get(join))
}

async fn join() -> impl IntoResponse {
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (headers, join_page())
}

/// What somebody sees who opens a join link in a browser. It cannot hold the link itself: what stands behind `#` never
/// leaves the browser. Nor does it name the exercise: whoever asks for it has shown no secret.
fn join_page() -> String {
    format!(
        "<!doctype html>
<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">
<meta name=\"robots\" content=\"noindex\"><title>Join an exercise</title><style>{STYLE}</style></head><body>
<p class=\"marking\">{EXERCISE}</p>
<h1>Join an exercise</h1>
<p>This link opens your seat in an exercise. It is yours alone: whoever has it can decide in your place.</p>
<ol>
<li>Copy the whole address of this page, with all that stands behind <code>#</code>.</li>
<li>Open Startex and choose <b>Join</b>, or run <code>startex join LINK</code> with the address in place of LINK, in
quotes.</li>
<li>If it does not open, or somebody else may have seen it, ask exercise control for another one.</li>
</ol>
<p>Did your browser warn you of this server’s certificate? The fingerprint in the link vouches for the server, and
Startex checks it; a browser cannot.</p>
<p>What you do in the exercise is recorded: your decisions and messages, and when you came and went.</p>
<p class=\"marking\">{EXERCISE}</p>
</body></html>
"
    )
}

/// Text as it may stand in a page.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // Writing to memory cannot fail.
            c if c.is_control() && c != '\n' => drop(write!(out, "&#{};", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}
