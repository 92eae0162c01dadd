//! The pages of HTML that histories come in by default, and comments came in before 2021 or so.

use archive::Frame;
use event::At;

use super::history::{Activity, Named};
use crate::common::google_time;
use crate::common::markup::{Piece, pieces};
use crate::common::time;
use crate::reading::{Unreadable, UnreadableKind};

/// Text up to a line break, with the address that it leads to.
#[derive(Default)]
struct Line {
    text: String,
    link: Option<String>,
    /// It holds a heading.
    bold: bool,
}

/// Where in an item something stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cell {
    Elsewhere,
    Header,
    Body,
    Caption,
}

impl Cell {
    fn of_class(class: &str) -> Self {
        let has = |name: &str| class.split_ascii_whitespace().any(|part| part == name);
        if has("header-cell") {
            Self::Header
        } else if has("content-cell") && has("mdl-typography--caption") {
            Self::Caption
        } else if has("content-cell") && !has("mdl-typography--text-right") {
            Self::Body
        } else {
            Self::Elsewhere
        }
    }
}

/// The lines of an item.
#[derive(Default)]
struct Lines {
    header: Vec<Line>,
    body: Vec<Line>,
    caption: Vec<Line>,
}

impl Lines {
    fn end(&mut self, cell: Cell, line: &mut Line) {
        let line = std::mem::take(line);
        let lines = match cell {
            Cell::Header => &mut self.header,
            Cell::Body => &mut self.body,
            Cell::Caption => &mut self.caption,
            Cell::Elsewhere => return,
        };
        if !line.text.trim().is_empty() {
            lines.push(line);
        }
    }
}

const fn markup() -> Unreadable {
    Unreadable { kind: UnreadableKind::Markup, column: 0 }
}

fn text_of<'r>(frame: &Frame<'r>) -> Result<&'r str, Unreadable> {
    std::str::from_utf8(frame.bytes).map_err(|_| markup())
}

fn lines_of(html: &str) -> Lines {
    let (mut lines, mut cell, mut line) = (Lines::default(), Cell::Elsewhere, Line::default());
    for piece in pieces(html) {
        match piece {
            Piece::Open { tag, class, .. } if tag == "div" => {
                lines.end(cell, &mut line);
                cell = Cell::of_class(&class);
            }
            Piece::Close { tag } if tag == "div" => {
                lines.end(cell, &mut line);
                cell = Cell::Elsewhere;
            }
            Piece::Open { tag, .. } if tag == "br" => lines.end(cell, &mut line),
            Piece::Open { tag, .. } if tag == "b" => line.bold = true,
            Piece::Open { href: Some(href), .. } => line.link = line.link.take().or(Some(href)),
            Piece::Text(text) => line.text.push_str(&text),
            Piece::Open { .. } | Piece::Close { .. } => {}
        }
    }
    lines
}

/// An item of a history: what was done, with whose, and when, a line each.
pub fn activity(frame: &Frame<'_>) -> Result<Activity<'static>, Unreadable> {
    let Lines { header, body, caption } = lines_of(text_of(frame)?);
    let [first, between @ .., last] = &body[..] else { return Err(markup()) };
    if last.link.is_some() {
        return Err(markup());
    }
    let at = google_time::read(&last.text);
    let channel = between.iter().find(|line| line.link.is_some());
    let named = |line: &Line| Named {
        name: Some(line.text.trim().to_owned().into()),
        url: line.link.clone().map(Into::into),
    };
    // Details stand in lines of their own; what explains why an item is there leads to the settings.
    let says_google = |line: &&Line| !line.bold && line.link.is_none() && line.text.contains("Google");
    Ok(Activity {
        header: header.first().map(|line| line.text.trim().to_owned().into()),
        title: Some(first.text.trim().to_owned().into()),
        url: first.link.clone().map(Into::into),
        channel: channel.map(named),
        at: at.unwrap_or(At::NONE),
        odd_time: at.is_none(),
        is_ad: caption.iter().any(|line| says_google(&line)),
    })
}

/// A comment of the older pages.
pub struct Said {
    pub at: At,
    /// The address of what it was said under.
    pub address: Option<String>,
    pub text: String,
}

/// `Sent at 2020-04-27 23:18:23 UTC while watching <a href="...">a video</a>.<br/>the comment`.
pub fn said(frame: &Frame<'_>) -> Result<Said, Unreadable> {
    let (mut head, mut text, mut address, mut behind) = (String::new(), String::new(), None, false);
    for piece in pieces(text_of(frame)?) {
        match piece {
            Piece::Open { tag, .. } if tag == "br" && behind => text.push('\n'),
            Piece::Open { tag, .. } if tag == "br" => behind = true,
            Piece::Close { tag } if tag == "li" => break,
            Piece::Open { href: Some(href), .. } if !behind => address = address.or(Some(href)),
            Piece::Text(more) if behind => text.push_str(&more),
            Piece::Text(more) => head.push_str(&more),
            Piece::Open { .. } | Piece::Close { .. } => {}
        }
    }
    if !behind {
        return Err(markup());
    }
    Ok(Said { at: time_in(&head).unwrap_or(At::NONE), address, text: text.trim().to_owned() })
}

/// The first time in a sentence: `2020-04-27 23:18:23` or `2016-06-15T08:50:49Z`, in UTC.
fn time_in(sentence: &str) -> Option<At> {
    let starts = sentence.char_indices().filter(|(_, letter)| letter.is_ascii_digit());
    let mut written = starts.filter_map(|(at, _)| sentence.get(at..at + 19));
    written.find_map(|text| time::utc_second(&text.replace('T', " ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn older_comments_say_when_and_under_what() {
        let html = "<li>Sent at 2020-04-27 23:18:23 UTC while watching <a href=\"http://www.youtube.com/watch?v=mM\">a \
                    video</a>.<br/>content &amp; <a href='https://x.example'>more</a><br>here</li></ul>";
        let frame = Frame { path: 0, number: 1, key: None, item: 0, bytes: html.as_bytes(), header: &[] };
        let said = said(&frame).ok().unwrap();
        assert_eq!(said.at.to_text().as_deref(), Some("2020-04-27T23:18:23Z"));
        assert_eq!(said.address.as_deref(), Some("http://www.youtube.com/watch?v=mM"));
        assert_eq!(said.text, "content & more\nhere");
        let older = time_in("on 2016-06-15T08:50:49Z, or so").and_then(At::to_text);
        assert_eq!(older.as_deref(), Some("2016-06-15T08:50:49Z"));
        assert_eq!(time_in("never"), None);
    }
}
