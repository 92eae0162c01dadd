//! The document as one HTML file: readable without script, loading nothing, light and dark, on paper too.
//!
//! The content security policy allows the file's own style sheet (by its hash) and nothing else; everything that came
//! from a person is escaped and isolated from the direction of our own writing.

mod beside;
mod charts;
mod parts;
mod svg;
mod write;

use sha2::{Digest, Sha256};

use crate::document::{Answer, Block, Document, Section};
use write::{Html, escape};

const STYLE: &str = include_str!("style.css");

/// The whole file.
pub fn render(document: &Document) -> String {
    let mut html = Html::default();
    html.raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    html.raw(&format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '{}'; base-uri 'none'; form-action 'none'\">\n",
        style_hash()
    ));
    html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    html.raw("<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"color-scheme\" content=\"light dark\">\n");
    html.raw("<meta name=\"robots\" content=\"noindex, nofollow\">\n");
    html.raw(&format!(
        "<title>{}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n",
        escape(&document.title)
    ));
    html.raw("<a class=\"skip\" href=\"#main\">Skip to the answers</a>\n");
    header(&mut html, document);
    html.raw("<main id=\"main\">\n");
    answers(&mut html, &document.answers);
    for section in &document.sections {
        self::section(&mut html, section);
    }
    html.raw("</main>\n");
    footer(&mut html, document);
    html.raw("</body>\n</html>\n");
    html.finish()
}

/// The hash by which the policy knows the style sheet: base64 of its SHA-256.
fn style_hash() -> String {
    let digest = Sha256::digest(STYLE.as_bytes());
    format!("sha256-{}", base64(&digest))
}

/// RFC 4648, with padding.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let group =
            chunk.iter().fold(0_u32, |group, byte| group << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let letter = LETTERS[(group >> (18 - 6 * place) & 63) as usize];
            text.push(if place <= chunk.len() { char::from(letter) } else { '=' });
        }
    }
    text
}

fn header(html: &mut Html, document: &Document) {
    html.raw("<header class=\"page\">\n");
    if document.synthetic {
        html.raw("<p class=\"synthetic\" role=\"note\"><strong>Synthetic.</strong> This person is invented; so is everything below.</p>\n");
    }
    html.raw("<p class=\"brand\">parasocial</p>\n");
    html.raw(&format!("<h1>{}</h1>\n", escape(&document.title)));
    html.raw("<ul class=\"exports\">\n");
    for export in &document.exports {
        html.raw("<li>");
        html.raw(&format!("<strong>{}</strong> ", escape(&export.platform)));
        if let Some(account) = &export.account {
            html.isolated(account);
        }
        let span = match (&export.from, &export.to) {
            (Some(from), Some(to)) => format!(", {from} to {to}"),
            _ => String::new(),
        };
        html.raw(&format!(
            " <span class=\"faint\">{}, {}{}</span>",
            with_code(&export.variant),
            count(export.events),
            escape(&span)
        ));
        html.raw("</li>\n");
    }
    html.raw("</ul>\n<p class=\"diary\">This file is as private as a diary. It was made on your own machine and loads nothing.</p>\n");
    html.raw("<nav aria-label=\"Sections\"><ul>\n");
    for section in &document.sections {
        html.raw(&format!("<li><a href=\"#{}\">{}</a></li>\n", escape(&section.id), escape(&section.title)));
    }
    html.raw("</ul></nav>\n</header>\n");
}

fn count(events: u64) -> String {
    crate::numbers::counted(events, "event", "events")
}

fn answers(html: &mut Html, answers: &[Answer]) {
    html.raw("<section class=\"answers\" aria-label=\"The four questions\">\n");
    for (number, answer) in answers.iter().enumerate() {
        html.raw(&format!(
            "<article class=\"answer\">\n<h2><span class=\"number\" aria-hidden=\"true\">{}</span>{}</h2>\n",
            number + 1,
            escape(&answer.question)
        ));
        html.raw("<p class=\"big\">");
        html.rich(&answer.answer);
        html.raw("</p>\n<p>");
        html.rich(&answer.detail);
        html.raw(&format!("</p>\n<p class=\"to\"><a href=\"#{0}\">Read more<span class=\"hidden\"> about: {1}</span></a></p>\n</article>\n", escape(&answer.section), escape(&answer.question)));
    }
    html.raw("</section>\n");
}

fn section(html: &mut Html, section: &Section) {
    let id = escape(&section.id);
    html.raw(&format!(
        "<section id=\"{id}\" aria-labelledby=\"{id}-title\">\n<h2 id=\"{id}-title\">{}</h2>\n",
        escape(&section.title)
    ));
    for lead in &section.lead {
        html.raw("<p class=\"lead\">");
        html.rich(lead);
        html.raw("</p>\n");
    }
    blocks(html, &section.blocks, &section.id);
    html.raw("</section>\n");
}

fn blocks(html: &mut Html, all: &[Block], section: &str) {
    for (number, block) in all.iter().enumerate() {
        let id = format!("{section}-{number}");
        match block {
            Block::Paragraph { text } => {
                html.raw("<p>");
                html.rich(text);
                html.raw("</p>\n");
            }
            Block::List { items } => parts::list(html, items),
            Block::Heading { text } => html.raw(&format!("<h3>{}</h3>\n", escape(text))),
            Block::Quantities { title, rows } => parts::quantities(html, title, rows),
            Block::Figure { figure } => charts::figure(html, figure, &id),
            Block::Accounts { accounts } => parts::accounts(html, accounts),
            Block::Findings { kinds } => parts::findings(html, kinds),
            Block::Chains { chains } => parts::chains(html, chains),
            Block::Actions { actions } => parts::actions(html, actions),
            Block::Coverage { rows } => parts::coverage(html, rows),
            Block::Notes { notes } => parts::notes(html, notes),
            Block::Beside { title, rows } => beside::rows(html, title, rows),
            Block::AskedAccounts { accounts } => beside::accounts(html, accounts),
            Block::More { summary, blocks: inner } => {
                html.raw(&format!("<details class=\"more\"><summary>{}</summary>\n<div>\n", escape(summary)));
                blocks(html, inner, &id);
                html.raw("</div>\n</details>\n");
            }
        }
    }
}

fn footer(html: &mut Html, document: &Document) {
    html.raw(&format!(
        "<footer class=\"page\"><p>Made on {} by parasocial {}, rules and thresholds {}.{}</p></footer>\n",
        escape(&document.made),
        escape(&document.program.version),
        escape(&document.program.data),
        if document.synthetic { " <strong>Synthetic data.</strong>" } else { "" }
    ));
}

/// Escaped, with what stands between backticks as code.
fn with_code(text: &str) -> String {
    let parts = text.split('`').enumerate();
    let part = |(at, part): (usize, &str)| match at % 2 {
        0 => escape(part),
        _ => format!("<code>{}</code>", escape(part)),
    };
    parts.map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_the_standard() {
        for (text, expected) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg==")]
        {
            assert_eq!(base64(text.as_bytes()), expected);
        }
    }
}
