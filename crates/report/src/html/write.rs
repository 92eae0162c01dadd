//! Text into HTML, safely.

use crate::rich::{Rich, Span};

/// A page that is being written.
#[derive(Default)]
pub struct Html {
    text: String,
}

impl Html {
    /// Adds markup of ours.
    pub fn raw(&mut self, markup: &str) {
        self.text.push_str(markup);
    }

    /// Adds text of ours.
    pub fn text(&mut self, text: &str) {
        self.text.push_str(&escape(text));
    }

    /// Adds a person's words, so that their direction does not turn ours.
    pub fn isolated(&mut self, words: &str) {
        self.raw("<bdi dir=\"auto\">");
        self.text(words);
        self.raw("</bdi>");
    }

    /// Adds a sentence.
    pub fn rich(&mut self, rich: &Rich) {
        for span in &rich.0 {
            match span {
                Span::Text(text) => self.text(text),
                Span::Strong(text) => self.wrapped("strong", text),
                Span::Code(text) => self.wrapped("code", text),
                Span::Name(name) => self.isolated(name),
                Span::Link { text, url } => self.link(text, url),
            }
        }
    }

    fn wrapped(&mut self, tag: &str, text: &str) {
        self.raw(&format!("<{tag}>{}</{tag}>", escape(text)));
    }

    /// Adds a link that opens elsewhere and tells nobody where from. Anything but a web address becomes text.
    pub fn link(&mut self, text: &str, url: &str) {
        if url.starts_with("https://") {
            self.raw(&format!(
                "<a href=\"{}\" rel=\"noopener noreferrer\" target=\"_blank\">{}</a>",
                escape(url),
                escape(text)
            ));
        } else {
            self.text(text);
        }
    }

    /// The page.
    pub fn finish(self) -> String {
        self.text
    }
}

/// Text as it can stand in markup and in attributes.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_person_becomes_markup() {
        let mut html = Html::default();
        html.rich(
            &Rich::new()
                .name("<script>\"'&")
                .link("x", "javascript:alert(1)")
                .link("y", "https://x.com/\"onclick"),
        );
        let text = html.finish();
        assert_eq!(
            text,
            "<bdi dir=\"auto\">&lt;script&gt;&quot;&#39;&amp;</bdi>x<a href=\"https://x.com/&quot;onclick\" rel=\"noopener noreferrer\" target=\"_blank\">y</a>"
        );
    }
}
