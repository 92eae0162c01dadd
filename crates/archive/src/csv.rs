//! Cuts a table (CSV) into rows, in a bounded buffer.
//!
//! Only where a row ends is decided here; what its fields are is the business of whoever parses it. A quote that was lost
//! would otherwise swallow rows up to the next one: it shows by what follows a closing quote, and costs the row that it
//! stands in.

use std::io::Read;

use crate::frame::{Frame, FrameProblem, Problem};
use crate::limits::Limits;
use crate::scan::Window;

/// The rows of one member, one after the other. The first one names the fields and is no record.
///
/// ```
/// use archive::{CsvFrames, Limits};
/// let member = b"id,text\n1,\"two\nlines\"\n2,short\n";
/// let mut rows = CsvFrames::new(&member[..], &Limits::default());
/// let row = rows.next().unwrap().unwrap();
/// assert_eq!((row.header, row.bytes), (&b"id,text"[..], &b"1,\"two\nlines\""[..]));
/// assert_eq!(rows.next().unwrap().unwrap().bytes, b"2,short");
/// assert!(rows.next().is_none());
/// ```
pub struct CsvFrames<R> {
    window: Window<R>,
    header: Option<Vec<u8>>,
    number: u64,
    done: bool,
}

impl<R: Read> CsvFrames<R> {
    /// Starts at the beginning of a member.
    pub fn new(reader: R, limits: &Limits) -> Self {
        Self { window: Window::new(reader, limits), header: None, number: 0, done: false }
    }

    /// The next row, or what is wrong with it; nothing behind the last.
    // Not an iterator: a row is lent out of the buffer.
    #[allow(clippy::should_implement_trait)]
    pub fn next(&mut self) -> Option<Result<Frame<'_>, FrameProblem>> {
        self.window.release();
        if self.done {
            return None;
        }
        match self.advance() {
            Ok(true) => {
                let header = self.header.as_deref().unwrap_or_default();
                Some(Ok(Frame {
                    path: 0,
                    number: self.number,
                    key: None,
                    item: 0,
                    bytes: self.window.held(),
                    header,
                }))
            }
            Ok(false) => {
                self.done = true;
                None
            }
            Err(problem) => Some(Err(self.give_up_row(problem))),
        }
    }

    /// Walks to the next row and holds it; false at the end.
    fn advance(&mut self) -> Result<bool, Problem> {
        if self.header.is_none() {
            if self.window.lookahead(3)? == b"\xef\xbb\xbf" {
                (0..3).for_each(|_| self.window.skip());
            }
            if !self.hold_row()? {
                return Ok(false);
            }
            self.header = Some(self.window.held().to_vec());
            self.window.release();
        }
        let found = self.hold_row();
        self.number += u64::from(!matches!(found, Ok(false)));
        found
    }

    fn hold_row(&mut self) -> Result<bool, Problem> {
        // Line ends, and lines with nothing in them.
        while let Some(b'\r' | b'\n') = self.window.peek()? {
            self.window.skip();
        }
        if self.window.peek()?.is_none() {
            return Ok(false);
        }
        self.window.hold();
        self.pass_row()?;
        if self.window.outgrew() { Err(self.window.too_long()) } else { Ok(true) }
    }

    fn pass_row(&mut self) -> Result<(), Problem> {
        loop {
            if self.window.peek()? == Some(b'"') {
                self.pass_quoted()?;
            } else {
                self.pass_bare()?;
            }
            match self.window.peek()? {
                Some(b',') => self.window.skip(),
                Some(b'\r' | b'\n') | None => return Ok(()),
                Some(_) => return Err(Problem::Broken),
            }
        }
    }

    fn pass_quoted(&mut self) -> Result<(), Problem> {
        self.window.skip();
        while self.window.seek_byte(b'"', b'"')?.is_some() {
            self.window.skip();
            if self.window.peek()? != Some(b'"') {
                return Ok(());
            }
            self.window.skip();
        }
        Err(Problem::CutOff)
    }

    fn pass_bare(&mut self) -> Result<(), Problem> {
        while let Some(byte) = self.window.peek()? {
            if matches!(byte, b',' | b'\r' | b'\n') {
                break;
            }
            self.window.skip();
        }
        Ok(())
    }

    /// Reports a problem. Behind a quote that is not where it should be, the next line may be a row again.
    fn give_up_row(&mut self, problem: Problem) -> FrameProblem {
        let number = (self.number > 0).then_some(self.number);
        let problem = match problem {
            Problem::Broken | Problem::CutOff if self.header.is_some() => {
                self.window.rewind();
                match self.window.seek_byte(b'\n', b'\n') {
                    Ok(found) => {
                        let more = found.is_some();
                        let cut_off = problem == Problem::CutOff && !(more && self.more_lines());
                        self.done = !more || cut_off;
                        if cut_off { Problem::CutOff } else { Problem::Broken }
                    }
                    Err(error) => {
                        self.done = true;
                        error
                    }
                }
            }
            Problem::TooLong { .. } if self.header.is_some() => problem,
            // Without the names of the fields no row can be read.
            Problem::Broken | Problem::TooLong { .. } => {
                self.done = true;
                Problem::Lost
            }
            other => {
                self.done = true;
                other
            }
        };
        FrameProblem { problem, number }
    }

    /// Whether anything but line ends follows.
    fn more_lines(&mut self) -> bool {
        matches!(self.window.peek_token(), Ok(Some(_)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(member: &[u8], limits: &Limits) -> String {
        let mut rows = CsvFrames::new(member, limits);
        let mut lines = Vec::new();
        while let Some(row) = rows.next() {
            lines.push(match row {
                Ok(row) => format!("{} {}", row.number, String::from_utf8_lossy(row.bytes)),
                Err(FrameProblem { problem, number }) => format!("<{problem:?} {}>", number.unwrap_or(0)),
            });
        }
        lines.join("|")
    }

    fn check(member: &str, expected: &str) {
        assert_eq!(cut(member.as_bytes(), &Limits::default()), expected, "{member}");
    }

    #[test]
    fn rows_end_where_no_quote_is_open() {
        check("a,b\n1,2\n3,4", "1 1,2|2 3,4");
        check("\u{feff}a,b\r\n1,\"x, \"\"y\"\"\r\nz\"\r\n\r\n,\r\n", "1 1,\"x, \"\"y\"\"\r\nz\"|2 ,");
        check("a,b\n", "");
        check("", "");
        check("a,b\n\"\",\"\"\n", "1 \"\",\"\"");
    }

    #[test]
    fn a_lost_quote_costs_the_row_that_it_stands_in() {
        check("a,b\n1,\"x\n2,\"y\"\n3,\"z\"\n", "<Broken 1>|2 2,\"y\"|3 3,\"z\"");
        check("a,b\n1,\"x\n2,y\n3,z\n", "<Broken 1>|2 2,y|3 3,z");
        check("a,b\n1,\"x\"y\n2,\"z\"\n", "<Broken 1>|2 2,\"z\"");
        check("a,b\n1,x\n2,\"y and", "1 1,x|<CutOff 2>");
    }

    #[test]
    fn a_row_that_is_too_long_is_passed_over() {
        let limits = Limits { record_bytes: 1000, ..Limits::default() };
        let member = format!("a,b\n1,x\n2,\"{}\"\n3,z\n", "y".repeat(200_000));
        assert_eq!(cut(member.as_bytes(), &limits), "1 1,x|<TooLong { limit: 1000 } 2>|3 3,z");
    }

    proptest::proptest! {
        /// Whatever is in the fields, the rows come back as they were written.
        #[test]
        fn any_text_comes_back(texts in proptest::collection::vec("[a-z,\"\r\n é]{0,12}", 1..8)) {
            let rows: Vec<String> =
                texts.iter().map(|text| format!("x,\"{}\"", text.replace('"', "\"\""))).collect();
            let member = format!("a,b\r\n{}\r\n", rows.join("\r\n"));
            let mut frames = CsvFrames::new(member.as_bytes(), &Limits::default());
            for row in &rows {
                proptest::prop_assert_eq!(frames.next().unwrap().unwrap().bytes, row.as_bytes());
            }
            proptest::prop_assert!(frames.next().is_none());
        }
    }
}
