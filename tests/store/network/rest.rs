//! REST: what programs that are no desk are told, and what they may order.

use std::io::{Read, Write};

use serde_json::{Value, json};
use startex::exercise::order::{Act, Control};
use startex::net::JoinLink;
use startex::store::Reader;
use startex::wire::Outcome;

use super::client::{Joined, line};
use super::program::Served;
use super::{message, running};

/// An answer.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|why| panic!("{why}: {}", self.text()))
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// Asks the server of a link for something.
pub(crate) fn ask(link: &JoinLink, method: &str, path: &str, secret: &str, body: &str) -> Answer {
    let (mut line, _tcp) = line(link);
    let secret =
        if secret.is_empty() { String::new() } else { format!("Authorization: Bearer {secret}\r\n") };
    let request = format!(
        "{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n{secret}Content-Length: {}\r\n\r\n{body}",
        link.authority(),
        body.len()
    );
    // A server that has heard enough may have hung up before all was said.
    let _ = line.write_all(request.as_bytes()).and_then(|()| line.flush());
    read_answer(&mut *line)
}

pub(crate) fn read_answer(line: &mut dyn Read) -> Answer {
    let mut all = Vec::new();
    let mut chunk = [0; 4_096];
    while let Ok(read) = line.read(&mut chunk) {
        if read == 0 {
            break;
        }
        all.extend(&chunk[..read]);
    }
    let Some(end) = all.windows(4).position(|w| w == b"\r\n\r\n") else {
        return Answer { status: 0, head: String::new(), body: all };
    };
    let head = String::from_utf8(all[..end].to_vec()).unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Answer { status, head: head.to_lowercase(), body: all[end + 4..].to_vec() }
}

fn get(served: &Served, path: &str, desk: &str) -> Answer {
    let link = served.link("excon");
    let secret = if desk.is_empty() { String::new() } else { served.secret(desk) };
    ask(&link, "GET", path, &secret, "")
}

#[test]
fn status_and_results_tell_each_desk_what_it_may_know() {
    let dir = tempfile::tempdir().unwrap();
    let served = running(dir.path(), &[]);
    let mut seat = Joined::new(&served.link("ee-csirt"), 70_002);
    seat.order(message("hello"));
    for path in ["/api/v1/status", "/api/v1/results", "/api/v1/journal", "/api/v1/seats", "/metrics"] {
        let answer = get(&served, path, "");
        assert_eq!((answer.status, answer.json()["code"].as_str()), (401, Some("secret")), "{path}");
        assert!(answer.head.contains("www-authenticate: bearer"));
    }
    let own = get(&served, "/api/v1/status", "ee-csirt").json();
    assert_eq!(own["phase"], "running");
    assert!(own["marking"].as_str().unwrap().starts_with("EXERCISE EXERCISE EXERCISE"));
    // How many records there are would tell of what is hidden.
    assert!(
        own.get("records").is_none() && own.get("present").is_none() && own.get("hash").is_none(),
        "{own}"
    );
    let all = get(&served, "/api/v1/status", "excon").json();
    assert_eq!(all["present"], json!(["ee-csirt"]));
    assert!(all["records"].as_u64().unwrap() > 0 && all["hash"].as_str().unwrap().len() == 64);
    let early = get(&served, "/api/v1/results", "ee-csirt");
    assert_eq!((early.status, early.json()["code"].as_str()), (403, Some("role")), "{}", early.text());
    let all = get(&served, "/api/v1/results", "excon").json();
    assert_eq!(all["preliminary"], true);
    assert!(all["score"]["measures"].is_array());
    // After the sign-off a seat sees its own state's, and that alone.
    let mut excon = Joined::new(&served.link("excon"), 70_009);
    excon.order(Act::Control(Control::Endex));
    let off = Control::SignOff { by: "lead".into(), on: String::new(), text: String::new() };
    assert_eq!(excon.order(Act::Control(off)), Outcome::Taken);
    let own = get(&served, "/api/v1/results", "ee-csirt");
    assert_eq!(own.status, 200);
    let shown = own.json();
    assert!(shown["measures"].is_array() && shown.get("pairs").is_none() && shown.get("states").is_none());
}

#[test]
fn control_orders_over_rest_as_from_its_desk_and_a_repeat_is_answered_again() {
    let dir = tempfile::tempdir().unwrap();
    let served = Served::start(dir.path(), &[]);
    let order = |desk: &str, body: Value| {
        ask(&served.link("excon"), "POST", "/api/v1/orders", &served.secret(desk), &body.to_string())
    };
    let start = json!({"id": {"key": 90_000, "counter": 1}, "control": "start"});
    let first = order("excon", start.clone());
    assert_eq!((first.status, &first.json()["outcome"]), (200, &json!("taken")), "{}", first.text());
    let records = || get(&served, "/api/v1/status", "excon").json()["records"].as_u64().unwrap();
    let before = records();
    assert_eq!(order("excon", start).json()["outcome"], "taken");
    assert_eq!(records(), before);
    let refused = order("excon", json!({"id": {"key": 90_000, "counter": 2}, "control": "start"})).json();
    assert!(refused["outcome"]["refused"]["message"].is_string(), "{refused}");
    assert_eq!(
        order("ee-csirt", json!({"id": {"key": 90_001, "counter": 1}, "control": "pause"})).status,
        403
    );
    for wrong in [
        json!({}),
        json!({"id": {"key": 1}, "control": "pause"}),
        json!("pause"),
        json!({"id": {"key": 90_000, "counter": 3}, "control": {"conquer": {}}}),
    ] {
        let answer = order("excon", wrong);
        assert_eq!(
            (answer.status, answer.json()["code"].as_str()),
            (400, Some("frame")),
            "{}",
            answer.text()
        );
    }
    let verb = json!({"id": {"key": 90_000, "counter": 4}, "control": {"verb": {"decide": {"text": "x"}}}});
    assert_eq!(order("excon", verb).status, 400);
}

#[test]
fn a_copy_of_the_journal_taken_while_it_runs_verifies_and_holds_what_was_acknowledged() {
    let dir = tempfile::tempdir().unwrap();
    let served = running(dir.path(), &["--tls"]);
    let mut seat = Joined::new(&served.link("ee-csirt"), 70_002);
    for n in 0..20 {
        assert_eq!(seat.order(message(&format!("order {n}"))), Outcome::Taken);
    }
    assert_eq!(get(&served, "/api/v1/journal", "ee-csirt").status, 403);
    let answer = get(&served, "/api/v1/journal", "excon");
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert!(answer.head.contains("content-disposition: attachment"));
    let copy = dir.path().join("copy.journal");
    std::fs::write(&copy, &answer.body).unwrap();
    assert!(Reader::open(&copy).unwrap().check_file().unwrap(), "it is sealed");
    let said = crate::program::call(&["verify", copy.to_str().unwrap()]);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    let held = crate::program::call(&["replay", copy.to_str().unwrap(), "--json"]).out;
    for n in 0..20 {
        assert_eq!(held.matches(&format!("\"order {n}\"")).count(), 1, "{n}");
    }
    // The exercise has gone on, and its records can be had from any number on.
    assert_eq!(seat.order(message("afterwards")), Outcome::Taken);
    let some = get(&served, "/api/v1/records?after=2&limit=3", "excon").json();
    let numbers: Vec<u64> =
        some["records"].as_array().unwrap().iter().map(|r| r["number"].as_u64().unwrap()).collect();
    assert_eq!((numbers, &some["last"]), (vec![3, 4, 5], &json!(5)));
    assert_eq!(get(&served, "/api/v1/records", "lv-csirt").status, 403);
}

#[test]
fn links_are_managed_over_rest_by_control_alone() {
    let dir = tempfile::tempdir().unwrap();
    let served = Served::start(dir.path(), &[]);
    let (excon, link) = (served.secret("excon"), served.link("ee-csirt"));
    let mut seat = Joined::new(&link, 70_002);
    for (method, path) in [
        ("POST", "/api/v1/links/lv-csirt"),
        ("DELETE", "/api/v1/links/lv-csirt"),
        ("PUT", "/api/v1/seat-twice"),
        ("POST", "/api/v1/knocks/1"),
    ] {
        assert_eq!(ask(&link, method, path, &link.secret, "{}").status, 403, "{method} {path}");
    }
    let seats = get(&served, "/api/v1/seats", "excon").json();
    assert_eq!(seats["desks"][1], json!({"desk": "ee-csirt", "connections": 1, "revoked": false}));
    let new = ask(&link, "POST", "/api/v1/links/ee-csirt", &excon, "").json();
    let new: JoinLink = new["link"].as_str().unwrap().parse().unwrap();
    assert_eq!(super::client::why(&mut seat.socket).code, startex::wire::text::Code::Secret);
    seat.again(&new);
    assert_eq!(ask(&link, "DELETE", "/api/v1/links/ee-csirt", &excon, "").status, 200);
    assert_eq!(ask(&link, "GET", "/api/v1/status", &new.secret, "").status, 401);
    assert_eq!(ask(&link, "POST", "/api/v1/links/nobody", &excon, "").status, 400);
    let twice = ask(&link, "PUT", "/api/v1/seat-twice", &excon, "{\"seat_twice\": \"refuse\"}");
    assert_eq!(twice.json(), json!({"seat_twice": "refuse"}));
    let _other = Joined::new(&served.link("lv-csirt"), 70_003);
    let taken = Joined::knocking(&served.link("lv-csirt"), 70_004).greeted().unwrap_err();
    assert_eq!(taken.code, startex::wire::text::Code::Taken);
}

#[test]
fn whoever_watches_over_it_sees_figures_and_nothing_of_the_exercise() {
    let dir = tempfile::tempdir().unwrap();
    let served = running(dir.path(), &["--monitor"]);
    let monitor = served.links["monitor"].clone();
    let link = served.link("excon");
    assert_eq!(get(&served, "/health", "").text(), "ok");
    assert_eq!(
        (get(&served, "/ready", "").status, get(&served, "/ready", "").text().as_str()),
        (200, "ready")
    );
    let _seat = Joined::new(&served.link("ee-csirt"), 70_002);
    let page = ask(&link, "GET", "/metrics", &monitor, "");
    assert!(page.head.contains("content-type: text/plain; version=0.0.4"), "{}", page.head);
    let page = page.text();
    for line in ["startex_desks 1", "startex_journal_failing 0", "# TYPE startex_joins_total counter"] {
        assert!(page.lines().any(|l| l == line), "{line} in {page}");
    }
    for line in page.lines().filter(|l| !l.starts_with('#')) {
        let (name, value) = line.rsplit_once(' ').unwrap();
        assert!(name.starts_with("startex_") && value.parse::<f64>().is_ok(), "{line}");
    }
    assert_eq!(get(&served, "/metrics", "ee-csirt").status, 403);
    for path in ["/api/v1/journal", "/api/v1/results", "/api/v1/seats", "/api/v1/records"] {
        assert_eq!(ask(&link, "GET", path, &monitor, "").status, 403, "{path}");
    }
    let first = super::client::join(&monitor, 1);
    assert_eq!(super::client::denied(&link, &first).code, startex::wire::text::Code::Role);
}

#[test]
fn the_join_page_says_how_to_join_without_scripts_and_without_naming_the_exercise() {
    let dir = tempfile::tempdir().unwrap();
    let served = Served::start(dir.path(), &[]);
    let page = get(&served, "/join", "");
    assert_eq!(page.status, 200);
    let text = page.text();
    assert!(text.contains("startex join LINK") && text.contains("EXERCISE EXERCISE EXERCISE"));
    assert!(!text.contains("<script") && !text.contains("Live"), "{text}");
    for header in ["content-security-policy: default-src 'none'", "referrer-policy: no-referrer", "nosniff"] {
        assert!(page.head.contains(header), "{}", page.head);
    }
    assert_eq!(get(&served, "/", "").status, 307);
    assert_eq!(get(&served, "/nothing", "").status, 404);
}

#[test]
fn the_description_of_the_interface_is_the_one_in_the_documents_and_names_every_path() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/openapi.json");
    let described = startex::net::server::openapi();
    let text = serde_json::to_string_pretty(&described).unwrap() + "\n";
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(path, &text).unwrap();
    }
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    assert!(kept == text, "write docs/openapi.json anew: UPDATE_DOCS=1");
    assert!(described["openapi"].as_str().unwrap().starts_with("3."));
    let dir = tempfile::tempdir().unwrap();
    let served = Served::start(dir.path(), &["--monitor"]);
    assert_eq!(get(&served, "/openapi.json", "").json(), described);
    // What is described is there, and asks who asks.
    for (path, methods) in described["paths"].as_object().unwrap() {
        for (method, about) in methods.as_object().unwrap() {
            let path = path.replace("{desk}", "ee-csirt").replace("{number}", "1");
            let answer = ask(&served.link("excon"), &method.to_uppercase(), &path, "", "{}");
            let open = about.get("security").is_none();
            assert_eq!(answer.status, if open { 200 } else { 401 }, "{method} {path}");
            let statuses: Vec<&String> = about["responses"].as_object().unwrap().keys().collect();
            assert!(statuses.iter().any(|s| **s == answer.status.to_string()), "{path}: {statuses:?}");
        }
    }
}
