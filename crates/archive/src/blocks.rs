//! Cuts HTML that a machine wrote into its blocks, in a bounded buffer: each begins with the same tag and ends where the
//! next one begins. What is in a block is the business of whoever parses it.

use std::io::Read;

use crate::frame::{Frame, FrameProblem, Problem};
use crate::limits::Limits;
use crate::scan::Window;

/// How far in front the beginning of a page is looked for.
const HEAD: usize = 1024;

/// The blocks of one member, one after the other.
///
/// ```
/// use archive::{Blocks, Limits};
/// let member = b"<ul><li>one</li><li>two</li></ul>";
/// let mut blocks = Blocks::new(&member[..], b"<li>", &Limits::default());
/// assert_eq!(blocks.next().unwrap().unwrap().bytes, b"<li>one</li>");
/// assert_eq!(blocks.next().unwrap().unwrap().bytes, b"<li>two</li></ul>");
/// assert!(blocks.next().is_none());
/// ```
pub struct Blocks<R> {
    window: Window<R>,
    begins: &'static [u8],
    number: u64,
    started: bool,
    done: bool,
    /// It began as a page, and the end of one has not been seen.
    open: bool,
}

impl<R: Read> Blocks<R> {
    /// Starts at the beginning of a member. Each block begins with `begins`.
    pub fn new(reader: R, begins: &'static [u8], limits: &Limits) -> Self {
        let window = Window::new(reader, limits);
        Self { window, begins, number: 0, started: false, done: false, open: false }
    }

    /// The next block, or what is wrong with it; nothing behind the last.
    // Not an iterator: a block is lent out of the buffer.
    #[allow(clippy::should_implement_trait)]
    pub fn next(&mut self) -> Option<Result<Frame<'_>, FrameProblem>> {
        self.window.release();
        if self.done {
            return None;
        }
        match self.advance() {
            Ok(true) => {
                let (number, bytes) = (self.number, self.window.held());
                Some(Ok(Frame { path: 0, number, key: None, item: 0, bytes, header: &[] }))
            }
            Ok(false) => {
                self.done = true;
                None
            }
            Err(problem) => {
                let number = (problem != Problem::CutOff && self.number > 0).then_some(self.number);
                self.done = !problem.goes_on();
                Some(Err(FrameProblem { problem, number }))
            }
        }
    }

    /// Walks to the next block and holds it; false at the end.
    fn advance(&mut self) -> Result<bool, Problem> {
        if !self.started {
            self.started = true;
            self.open = has_tag(self.window.lookahead(HEAD)?, b"<html");
            self.window.hold();
            self.window.seek(self.begins)?;
            self.open &= !has_tag(self.window.held(), b"</html");
            self.window.release();
        }
        if self.window.peek()?.is_none() {
            // A page that does not end was cut off, behind a block that may look whole.
            return if self.open { Err(Problem::CutOff) } else { Ok(false) };
        }
        self.number += 1;
        self.window.hold();
        self.window.skip();
        let more = self.window.seek(self.begins)?;
        if !more {
            self.open &= !has_tag(self.window.held(), b"</html");
        }
        if self.window.outgrew() { Err(self.window.too_long()) } else { Ok(true) }
    }
}

/// Whether a tag begins there, in whichever case.
fn has_tag(bytes: &[u8], tag: &[u8]) -> bool {
    bytes.windows(tag.len()).any(|part| part.eq_ignore_ascii_case(tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(member: &str, limits: &Limits) -> String {
        let mut blocks = Blocks::new(member.as_bytes(), b"<p>", limits);
        let mut lines = Vec::new();
        while let Some(block) = blocks.next() {
            lines.push(match block {
                Ok(block) => format!("{} {}", block.number, String::from_utf8_lossy(block.bytes)),
                Err(FrameProblem { problem, number }) => format!("<{problem:?} {}>", number.unwrap_or(0)),
            });
        }
        lines.join("|")
    }

    #[test]
    fn blocks_follow_each_other() {
        let limits = Limits::default();
        assert_eq!(cut("<html><style></style><p>1</p>\n<p>2</html>", &limits), "1 <p>1</p>\n|2 <p>2</html>");
        assert_eq!(cut("<html><body></body></html>", &limits), "");
        assert_eq!(cut("", &limits), "");
        assert_eq!(cut("<html><p>1</p><p>2", &limits), "1 <p>1</p>|2 <p>2|<CutOff 0>");
        assert_eq!(cut("<HTML><body>", &limits), "<CutOff 0>");
    }

    #[test]
    fn a_block_that_is_too_long_costs_itself() {
        let limits = Limits { record_bytes: 1000, ..Limits::default() };
        let member = format!("<p>1<p>{}<p>3", "y".repeat(300_000));
        assert_eq!(cut(&member, &limits), "1 <p>1|<TooLong { limit: 1000 } 2>|3 <p>3");
    }

    /// A mark that lies across two readings is found.
    #[test]
    fn marks_are_found_wherever_a_reading_ends() {
        for pad in 65_525..65_545 {
            let member = format!("{}<p>1<p>2", "x".repeat(pad));
            assert_eq!(cut(&member, &Limits::default()), "1 <p>1|2 <p>2", "{pad}");
        }
    }
}
