//! Load, check and compile of a scenario with 10,000 injects, against a bare `ron::from_str` of the same text into the
//! same types in the same run: `ratio load` is the first over the second, the median of several rounds.

mod timing;

use std::collections::BTreeMap;
use std::fmt::Write;

use startex::scenario::load;
use startex::scenario::schema::ScenarioFile;
use startex::scenario::syntax::plain_ron;
use timing::{median, timed};

const INJECTS: usize = 10_000;
const ROUNDS: usize = 7;

fn main() {
    let text = generated();
    let pack = |path: &str, text: &str| (path.to_owned(), text.to_owned());
    let sources: BTreeMap<String, String> = [
        pack("doctrine/eu.ron", include_str!("../assets/doctrine/eu.ron")),
        pack("world/europe.ron", include_str!("../assets/world/europe.ron")),
        pack("s.ron", &text),
    ]
    .into();
    let loaded = load(&sources, "s.ron");
    let count = loaded.script.as_ref().map_or(0, |script| script.injects.len());
    println!(
        "text {} KB, injects {count}, errors {}, warnings {}",
        text.len() / 1_024,
        loaded.errors,
        loaded.warnings
    );
    assert!(
        count >= INJECTS && loaded.errors == 0,
        "the generated scenario must be whole: {:?}",
        loaded.findings.first()
    );

    let (mut wholes, mut bares, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let whole = timed(|| load(&sources, "s.ron")).0;
        let (bare, file) = timed(|| plain_ron().from_str::<ScenarioFile>(&text));
        assert!(file.is_ok(), "plain ron must read it too: {:?}", file.err());
        ratios.push(whole / bare);
        wholes.push(whole);
        bares.push(bare);
    }
    println!("ms load_check_compile {:.1}", median(wholes) / 1e6);
    println!("ms bare_ron {:.1}", median(bares) / 1e6);
    println!("ratio load {:.3}", median(ratios));
}

/// The frame with many injects of every kind.
fn generated() -> String {
    let mut more = String::new();
    for n in 0..INJECTS {
        let minute = n * 10;
        let to = ["ee-csirt", "lv-csirt", "ee-crisis", "*/csirt"][n % 4];
        let _ = write!(
            more,
            "        (id: \"GEN-{n:05}\", {}, to: [\"{to}\"], from: \"Control room {n}\", by: phone, about: \"inc-port\",\n         \
             says: \"Report {n} of the night shift: gateways restart, and nobody here knows the address they call.\"",
            if n % 5 == 4 {
                format!("at: \"+3m after GEN-{:05}\"", n - 1)
            } else {
                format!("at: \"{minute}m\"")
            },
        );
        if n % 3 == 0 {
            let _ = write!(
                more,
                ",\n         expects: [(what: classify(incident: \"inc-port\"), by: \"2h\", objective: \"tell-in-time\",\n                   \
                 accept: [notify(regime: \"nis2\", step: \"early_warning\")], else: [\"INJ-006\"])]"
            );
        }
        more.push_str("),\n");
    }
    include_str!("load_frame.ron").replacen("        // MORE\n", &more, 1)
}
