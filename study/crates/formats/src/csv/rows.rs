//! Cuts a CSV file into rows of fields, in a bounded buffer, each with the line it begins on.
//!
//! What the fields are is decided by `csv-core`. Here it is decided what happens when a quote was lost: it would swallow
//! everything up to the next one. Such a row is given up at its first line, and reading goes on with the second.

use std::collections::VecDeque;
use std::io::{BufRead, Read};

use csv_core::{ReadRecordResult, Reader as Core, ReaderBuilder};
use microdata::Error;

/// Bytes of the longest row. It bounds what a lost quote can hold up.
pub const LONGEST: usize = 1 << 20;
/// Lines of the longest row: texts of several lines are rare and short.
const MOST_LINES: usize = 200;

/// What a call of [`RowCutter::next`] found.
#[derive(Debug, PartialEq)]
pub enum Found {
    Row,
    /// A row that could not be taken, in words that hold nothing of it.
    Broken(String),
    End,
}

/// The rows of a file.
pub struct RowCutter<R> {
    from: R,
    core: Core,
    delimiter: u8,
    /// Lines that were read ahead and are read again.
    waiting: VecDeque<Vec<u8>>,
    /// The line, from 1, of the next one to be looked at.
    next_line: u64,
    /// The line on which the row began.
    pub line: u64,
    /// Fields of a row; 0 while that is not known.
    pub expected: usize,
    output: Vec<u8>,
    ends: Vec<usize>,
    fields: usize,
}

impl<R: BufRead> RowCutter<R> {
    pub fn new(from: R, delimiter: u8) -> RowCutter<R> {
        let core = ReaderBuilder::new().delimiter(delimiter).build();
        let (output, ends) = (vec![0; 4096], vec![0; 64]);
        RowCutter {
            from,
            core,
            delimiter,
            waiting: VecDeque::new(),
            next_line: 1,
            line: 0,
            expected: 0,
            output,
            ends,
            fields: 0,
        }
    }

    pub fn into_inner(self) -> R {
        self.from
    }

    /// Fields of the row that was found last.
    pub fn len(&self) -> usize {
        self.fields
    }

    /// One of its fields; `None` if it is not UTF-8.
    pub fn field(&self, at: usize) -> Option<&str> {
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        std::str::from_utf8(&self.output[start..self.ends[at]]).ok()
    }

    /// The next row that is not blank.
    ///
    /// # Errors
    /// If reading fails.
    pub fn next(&mut self) -> Result<Found, Error> {
        loop {
            let Some(first) = self.next_line()? else { return Ok(Found::End) };
            self.line = self.next_line - 1;
            if first.iter().all(|byte| matches!(byte, b'\r' | b'\n')) {
                continue;
            }
            if first.len() > LONGEST {
                self.skip_line(&first)?;
                return Ok(Found::Broken(format!("line {}: longer than {LONGEST} bytes", self.line)));
            }
            return self.row(first);
        }
    }

    /// Parses a row that begins with that line.
    fn row(&mut self, first: Vec<u8>) -> Result<Found, Error> {
        self.core.reset();
        let mut lines = vec![first];
        let mut state = State::default();
        let mut length = lines[0].len();
        let mut rest = self.parse(&lines[0], &mut state);
        while rest.is_none() {
            let more = if lines.len() < MOST_LINES && length <= LONGEST { self.next_line()? } else { None };
            match more {
                Some(line) => {
                    length += line.len();
                    rest = self.parse(&line, &mut state);
                    lines.push(line);
                }
                // The last line of the file, without a line break.
                None if lines.last().is_some_and(|line| !line.ends_with(b"\n")) && !state.finished => {
                    state.finished = true;
                    rest = self.parse(b"\n", &mut state).map(|_| 0);
                }
                None => {
                    self.put_back(lines);
                    return Ok(Found::Broken(format!(
                        "line {}: a quote is opened and not closed",
                        self.line
                    )));
                }
            }
        }
        if lines.len() > 1 && !well_quoted(&lines, self.delimiter) {
            self.put_back(lines);
            return Ok(Found::Broken(format!("line {}: a quote is opened and not closed", self.line)));
        }
        self.fields = state.ends;
        if self.expected > 0 && self.fields != self.expected {
            let what = format!(
                "line {}: {} fields were expected, {} were found",
                self.line, self.expected, self.fields
            );
            self.put_back(lines);
            return Ok(Found::Broken(what));
        }
        self.put_back_rest(lines, rest.unwrap_or(0));
        Ok(Found::Row)
    }

    /// Hands bytes to the parser. If the row ended: how many of them are behind it.
    fn parse(&mut self, mut input: &[u8], state: &mut State) -> Option<usize> {
        loop {
            let (result, read, written, ended) =
                self.core.read_record(input, &mut self.output[state.output..], &mut self.ends[state.ends..]);
            input = &input[read..];
            state.output += written;
            state.ends += ended;
            match result {
                ReadRecordResult::InputEmpty => return None,
                ReadRecordResult::OutputFull => self.output.resize(self.output.len() * 2, 0),
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                ReadRecordResult::Record | ReadRecordResult::End => return Some(input.len()),
            }
        }
    }

    /// All but the first of these lines are read again.
    fn put_back(&mut self, lines: Vec<Vec<u8>>) {
        for line in lines.into_iter().skip(1).rev() {
            self.next_line -= 1;
            self.waiting.push_front(line);
        }
    }

    /// What stands in a line behind the end of a row: rows that end with `\r` alone, as once on the Macintosh.
    fn put_back_rest(&mut self, lines: Vec<Vec<u8>>, length: usize) {
        let last = lines.last().map_or(&[][..], Vec::as_slice);
        let rest = &last[last.len() - length.min(last.len())..];
        if rest.iter().any(|byte| !matches!(byte, b'\r' | b'\n')) {
            let more: Vec<&[u8]> = rest.split_inclusive(|byte| *byte == b'\r').collect();
            more.into_iter().rev().for_each(|line| self.waiting.push_front(line.to_vec()));
        }
    }

    /// A line with its line break, at most one byte longer than the longest row.
    fn next_line(&mut self) -> Result<Option<Vec<u8>>, Error> {
        if let Some(line) = self.waiting.pop_front() {
            self.next_line += 1;
            return Ok(Some(line));
        }
        let mut line = Vec::new();
        self.from.by_ref().take(LONGEST as u64 + 1).read_until(b'\n', &mut line)?;
        if line.is_empty() {
            return Ok(None);
        }
        self.next_line += 1;
        Ok(Some(line))
    }

    /// Reads on to the end of a line that is too long.
    fn skip_line(&mut self, start: &[u8]) -> Result<(), Error> {
        let mut ended = start.ends_with(b"\n");
        while !ended {
            let held = self.from.fill_buf()?;
            let end = held.iter().position(|byte| *byte == b'\n');
            let used = end.map_or(held.len(), |at| at + 1);
            ended = end.is_some() || used == 0;
            self.from.consume(used);
        }
        Ok(())
    }
}

/// Whether a field ends behind each quote that closes one. Where it does not, a quote was lost before, and what seems to be a
/// text of several lines is several rows.
fn well_quoted(lines: &[Vec<u8>], delimiter: u8) -> bool {
    let mut bytes = lines.iter().flatten().copied().peekable();
    let (mut quoted, mut starts) = (false, true);
    while let Some(byte) = bytes.next() {
        if byte == b'"' && quoted {
            if bytes.next_if_eq(&b'"').is_some() {
                continue;
            }
            quoted = false;
            if !bytes.peek().is_none_or(|next| *next == delimiter || matches!(next, b'\r' | b'\n')) {
                return false;
            }
        } else if byte == b'"' && starts {
            quoted = true;
        }
        starts = byte == delimiter && !quoted;
    }
    true
}

#[derive(Default)]
struct State {
    output: usize,
    ends: usize,
    /// The end of the file was handed over.
    finished: bool,
}
