//! Writes HTML and SVG. Whatever is text or an attribute is escaped here and nowhere else, and every element closes:
//! names and messages come from people who are not trusted.

use crate::base::excerpt::steers;

/// Attributes of an element.
pub(super) type Attributes<'a> = &'a [(&'a str, &'a str)];

/// A page under way.
#[derive(Debug, Default)]
pub(super) struct Html {
    out: String,
}

impl Html {
    /// A page that begins with its doctype.
    pub(super) fn page() -> Self {
        Self { out: "<!DOCTYPE html>\n".to_owned() }
    }

    /// An element with what stands in it.
    pub(super) fn within(&mut self, tag: &str, attributes: Attributes<'_>, inner: impl FnOnce(&mut Self)) {
        self.open(tag, attributes);
        self.out.push('>');
        inner(self);
        self.out.push_str("</");
        self.out.push_str(tag);
        self.out.push('>');
        if BLOCKS.contains(&tag) {
            self.out.push('\n');
        }
    }

    /// An element that holds text only.
    pub(super) fn leaf(&mut self, tag: &str, attributes: Attributes<'_>, text: &str) {
        self.within(tag, attributes, |h| h.text(text));
    }

    /// An element that holds nothing and needs no end in HTML: `meta`.
    pub(super) fn void(&mut self, tag: &str, attributes: Attributes<'_>) {
        self.open(tag, attributes);
        self.out.push_str(">\n");
    }

    /// Text.
    pub(super) fn text(&mut self, text: &str) {
        escape(&mut self.out, text);
    }

    /// The program's own style sheet, the one thing that is not escaped.
    pub(super) fn style(&mut self, css: &'static str) {
        self.out.push_str("<style>\n");
        self.out.push_str(css);
        self.out.push_str("</style>\n");
    }

    /// The page.
    pub(super) fn finish(self) -> String {
        self.out
    }

    fn open(&mut self, tag: &str, attributes: Attributes<'_>) {
        self.out.push('<');
        self.out.push_str(tag);
        for (name, value) in attributes {
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            escape(&mut self.out, value);
            self.out.push('"');
        }
    }
}

/// Elements after which a line breaks, so that the source can be read.
const BLOCKS: &[&str] = &[
    "html",
    "head",
    "body",
    "header",
    "footer",
    "main",
    "section",
    "div",
    "h1",
    "h2",
    "h3",
    "p",
    "ul",
    "li",
    "dl",
    "dt",
    "dd",
    "table",
    "thead",
    "tbody",
    "tr",
    "title",
    "svg",
    "nav",
    "figure",
    "figcaption",
];

/// Letters that would mean something to a browser become names of letters; what no document may hold is left out.
fn escape(out: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            letter if steers(letter) => {}
            letter => out.push(letter),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neither_text_nor_attributes_can_break_out() {
        let mut page = Html::default();
        page.leaf("b", &[("title", "\"><script>")], "<img src=x onerror='x'>\u{202e}&\u{0}");
        assert_eq!(
            page.finish(),
            "<b title=\"&quot;&gt;&lt;script&gt;\">&lt;img src=x onerror=&#39;x&#39;&gt;&amp;</b>"
        );
    }
}
