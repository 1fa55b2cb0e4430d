//! `real-name`: real domains, addresses and companies in what players read.

use super::missing_translation::texts;
use super::{Check, Context};
use crate::scenario::finding::{Finding, Severity, Sink};

/// Companies that everybody knows, in lower case and in order. An exercise must not seem to accuse them.
const COMPANIES: &[&str] = &[
    "accenture", "airbus", "alibaba", "amazon", "atos", "boeing", "broadcom", "capgemini", "checkpoint", "cisco", "cloudflare", "crowdstrike", "deloitte", "ericsson", "facebook", "fortinet", "google", "huawei", "ibm", "ivanti", "kaspersky", "lufthansa", "maersk", "mandiant", "mastercard", "microsoft", "nokia", "nvidia", "okta", "paypal", "salesforce", "samsung", "siemens", "solarwinds", "sophos", "telegram", "tiktok", "twitter", "vattenfall", "vmware", "vodafone", "whatsapp", "youtube", "zte",
];

/// Bytes of the shortest and of the longest of them.
const SHORTEST: usize = 3;
const LONGEST: usize = 11;

/// Endings that make a word a domain; what else has a dot is a file, a version or a sentence.
const ENDINGS: &[&str] = &[
    "com", "net", "org", "info", "eu", "int", "gov", "mil", "io", "ai", "app", "cloud", "biz", "at", "be", "bg", "ch", "cy",
    "cz", "de", "dk", "ee", "es", "fi", "fr", "gr", "hr", "hu", "ie", "is", "it", "lt", "lu", "lv", "mt", "nl", "no", "pl",
    "pt", "ro", "se", "si", "sk", "tr", "ua", "uk", "us", "ru", "cn",
];

pub(super) const CHECK: Check = Check {
    code: "real-name",
    severity: Severity::Warning,
    cause: "A text that players read has a real domain, e-mail or network address, or a company that everybody knows",
    mend: "Invent the company; use domains under .example or .test, and addresses of RFC 5737 and 3849 (192.0.2.1, 198.51.100.1, 203.0.113.1, 2001:db8::1)",
    run,
};

fn run(cx: &Context<'_>, sink: &mut Sink) {
    for (text, span) in texts(cx) {
        let found = text.words().find_map(real);
        if let Some(found) = found {
            let message = format!("`{}` may be real", super::context::short(&found));
            sink.push(Finding::warning(CHECK.code, span, message).with_help(CHECK.mend));
        }
    }
}

/// The first thing in a text that may be real.
fn real(text: &str) -> Option<String> {
    let ends = |c: char| {
        c.is_whitespace() || matches!(c, '(' | ')' | '<' | '>' | '[' | ']' | '"' | '\'' | ',' | ';' | '“' | '”' | '„' | '!' | '?')
    };
    // Most words hold neither sign: a look at the bytes spares them the rest.
    let words = text.split(ends).filter(|word| word.bytes().any(|b| b == b'.' || b == b':'));
    let address = words.map(|word| word.trim_end_matches(['.', ':'])).find(|word| word.contains(['.', ':']) && is_real(word));
    address.map(str::to_owned).or_else(|| company(text))
}

fn is_real(word: &str) -> bool {
    let word = word.split_once("://").map_or(word, |(_, rest)| rest);
    let word = word.rsplit('@').next().unwrap_or(word);
    let host = word.split('/').next().unwrap_or(word);
    if is_ipv6(host) {
        return !host.to_ascii_lowercase().starts_with("2001:db8:") && host != "::1";
    }
    let host = host.split(':').next().unwrap_or(host);
    if let Some(address) = ipv4(host) {
        // RFC 5737; private networks and the machine itself belong to nobody.
        return !matches!(
            address,
            [192, 0, 2, _] | [198, 51, 100, _] | [203, 0, 113, _] | [10 | 127, ..] | [192, 168, ..] | [172, 16..=31, ..]
        );
    }
    let mut labels = host.rsplit('.');
    let (ending, name) = (labels.next().unwrap_or_default(), labels.next().unwrap_or_default());
    let is_name = |label: &str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-');
    // "e.g. so.It" is a missing blank, not a domain: endings are written small.
    ENDINGS.contains(&ending) && is_name(name) && name != "example"
}

fn ipv4(host: &str) -> Option<[u8; 4]> {
    let parts: Vec<u8> = host.split('.').map(str::parse).collect::<Result<_, _>>().ok()?;
    parts.try_into().ok()
}

fn is_ipv6(host: &str) -> bool {
    let groups = host.split(':');
    let hex = |group: &str| group.len() <= 4 && group.bytes().all(|b| b.is_ascii_hexdigit());
    (host.contains("::") || groups.clone().count() == 8) && groups.clone().count() > 2 && groups.into_iter().all(hex)
}

fn company(text: &str) -> Option<String> {
    let mut words = text.split(|c: char| !c.is_alphanumeric());
    let known = |word: &&str| {
        if !(SHORTEST..=LONGEST).contains(&word.len()) {
            return false;
        }
        let small = || word.bytes().map(|b| b.to_ascii_lowercase());
        COMPANIES.binary_search_by(|company| company.bytes().cmp(small())).is_ok()
    };
    words.find(known).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::{COMPANIES, real};
    use crate::scenario::checks::fixture::{clean, found};

    #[test]
    fn a_text_with_something_real_is_found() {
        found("real-name", &[(r#"says: "Two of our"#, r#"says: §"See www.port.ee. Two of our"#)]);
        clean("real-name", &[(r#"says: "Two of our"#, r#"says: "See www.port.example. Two of our"#)]);
    }

    #[test]
    fn every_company_is_found_however_it_is_written() {
        for company in COMPANIES {
            assert_eq!(real(&company.to_uppercase()), Some(company.to_uppercase()));
        }
    }

    #[test]
    fn what_is_kept_for_examples_is_not_real() {
        for text in ["mail soc@vendor.example", "http://a.test/x", "203.0.113.9:443", "2001:db8::7", "v1.2.3 at 10.0.0.1", "report.pdf", "Wait.It is", "Intel from D1 08:10", "EE/csirt"] {
            assert_eq!(real(text), None, "{text}");
        }
        for text in ["mail soc@vendor.com", "https://port.lv/x", "8.8.8.8", "2a00:1450::1", "the Microsoft cloud"] {
            assert!(real(text).is_some(), "{text}");
        }
    }
}
