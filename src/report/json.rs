//! The report as JSON: the model field by field. Shares are numbers from 0 to 1, or null.

use super::model::Report;

/// The report as JSON, with a line break at its end.
pub fn json(report: &Report) -> String {
    // Strings, numbers and lists always have a JSON form.
    let mut text = serde_json::to_string_pretty(report).unwrap_or_default();
    text.push('\n');
    text
}
