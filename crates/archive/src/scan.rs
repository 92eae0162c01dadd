//! A window over a reader that knows where a JSON value ends.
//!
//! It follows brackets, strings and the one thing that tells a lost quote at once: behind a string, only `,` `:` `]`
//! `}` can come. It does not judge what is in a value; the parser of the record does.

use std::io::{self, Read};

use crate::error::MemberError;
use crate::frame::Problem;
use crate::limits::Limits;
use crate::structure;

const CHUNK: usize = 64 << 10;

/// What a search came upon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    Object,
    ListEnd,
}

/// The window: `buffer[at..filled]` has not been looked at yet, `buffer[mark..at]` is held for a record.
pub struct Window<R> {
    reader: R,
    buffer: Vec<u8>,
    filled: usize,
    at: usize,
    mark: Option<usize>,
    /// The held value grew too long, and its beginning is gone.
    outgrown: bool,
    at_end: bool,
    brackets: Vec<u8>,
    limits: Limits,
}

impl<R: Read> Window<R> {
    /// A window at the beginning of the reader.
    pub fn new(reader: R, limits: &Limits) -> Self {
        Self {
            reader,
            buffer: vec![0; CHUNK],
            filled: 0,
            at: 0,
            mark: None,
            outgrown: false,
            at_end: false,
            brackets: Vec::new(),
            limits: limits.clone(),
        }
    }

    /// The next byte, without taking it.
    pub fn peek(&mut self) -> Result<Option<u8>, Problem> {
        if self.at == self.filled && !self.fill()? {
            return Ok(None);
        }
        Ok(self.buffer.get(self.at).copied())
    }

    /// The next byte that is no white space, without taking it.
    #[inline]
    pub fn peek_token(&mut self) -> Result<Option<u8>, Problem> {
        loop {
            let rest = &self.buffer[self.at..self.filled];
            if let Some(blanks) = rest.iter().position(|byte| !byte.is_ascii_whitespace()) {
                self.at += blanks;
                return Ok(self.buffer.get(self.at).copied());
            }
            self.at = self.filled;
            if !self.fill()? {
                return Ok(None);
            }
        }
    }

    /// Takes one byte.
    pub fn skip(&mut self) {
        self.at += 1;
    }

    /// The next bytes, without taking them: up to `count`, fewer only at the end.
    pub fn lookahead(&mut self, count: usize) -> Result<&[u8], Problem> {
        while self.filled - self.at < count && self.fill()? {}
        Ok(&self.buffer[self.at..self.filled.min(self.at + count)])
    }

    /// From here on bytes are held, until [`Window::release`].
    pub fn hold(&mut self) {
        self.mark = Some(self.at);
        self.outgrown = false;
    }

    /// The held bytes; of those that outgrew the limit, the last.
    pub fn held(&self) -> &[u8] {
        &self.buffer[self.kept_from()..self.at]
    }

    /// Where the held bytes begin, or what is left of them: whenever they outgrow the limit, all are let go. That depends on
    /// the bytes alone, never on the portions that they come in.
    fn kept_from(&self) -> usize {
        let held = self.at - self.mark.unwrap_or(self.at);
        let most = self.limits.record_bytes;
        self.at - if held <= most { held } else { held % (most + 1) }
    }

    /// Lets the held bytes go.
    pub fn release(&mut self) {
        self.mark = None;
        self.outgrown = false;
    }

    /// Goes back to the byte behind the first held one, to look again for something that was run over.
    pub fn rewind(&mut self) {
        let from = self.kept_from();
        if self.mark.is_some() {
            self.at = (from + 1).min(self.at);
        }
        self.release();
    }

    /// Whether what is held has grown too long, so that its beginning is gone.
    pub fn outgrew(&self) -> bool {
        self.outgrown || self.at - self.mark.unwrap_or(self.at) > self.limits.record_bytes
    }

    /// What is wrong with a record that outgrew.
    pub const fn too_long(&self) -> Problem {
        Problem::TooLong { limit: self.limits.record_bytes }
    }

    /// Moves to the next of two bytes and returns it without taking it; to the end if there is none.
    pub fn seek_byte(&mut self, one: u8, other: u8) -> Result<Option<u8>, Problem> {
        loop {
            let rest = &self.buffer[self.at..self.filled];
            if let Some(found) = memchr::memchr2(one, other, rest) {
                self.at += found;
                return Ok(self.buffer.get(self.at).copied());
            }
            self.at = self.filled;
            if !self.fill()? {
                return Ok(None);
            }
        }
    }

    /// Moves to where these bytes stand next; to the end, and false, if they do not.
    pub fn seek(&mut self, wanted: &[u8]) -> Result<bool, Problem> {
        loop {
            let rest = &self.buffer[self.at..self.filled];
            if let Some(found) = memchr::memmem::find(rest, wanted) {
                self.at += found;
                return Ok(true);
            }
            // Its beginning may be the end of what is there.
            self.at = self.at.max(self.filled.saturating_sub(wanted.len().saturating_sub(1)));
            if !self.fill()? {
                self.at = self.filled;
                return Ok(false);
            }
        }
    }

    /// Takes a quoted string, quotes included, and returns it as it stands. One that is longer than a record may be is no
    /// key that anybody asks for: it is taken for an empty one.
    pub fn take_key(&mut self) -> Result<String, Problem> {
        self.hold();
        let taken = self.pass_string();
        let key =
            if self.outgrew() { "\"\"".into() } else { String::from_utf8_lossy(self.held()).into_owned() };
        self.release();
        taken.map(|()| key)
    }

    /// Moves behind the value that begins here.
    ///
    /// A held value that grows too long is let go and passed over to its end.
    pub fn pass_value(&mut self) -> Result<(), Problem> {
        let rest = &self.buffer[self.at..self.filled];
        match structure::length_of_value(rest, self.limits.record_depth) {
            Some(length) if length <= self.limits.record_bytes => {
                self.at += length;
                Ok(())
            }
            _ => self.pass_slowly(),
        }
    }

    /// The same a byte at a time, whatever the value is and wherever it ends.
    pub fn pass_slowly(&mut self) -> Result<(), Problem> {
        self.brackets.clear();
        // Brackets inside of more brackets than a record may have are counted, not kept: they cost no memory.
        let mut deeper = 0_u64;
        let mut too_deep = false;
        loop {
            let Some(byte) = self.peek_token()? else { return Err(Problem::CutOff) };
            match byte {
                b',' | b':' if !self.brackets.is_empty() => {
                    self.at += 1;
                    continue;
                }
                b'{' | b'[' => {
                    if self.brackets.len() < self.limits.record_depth {
                        self.brackets.push(if byte == b'{' { b'}' } else { b']' });
                    } else {
                        deeper += 1;
                        too_deep = true;
                    }
                    self.at += 1;
                }
                b'}' | b']' => {
                    if deeper > 0 {
                        deeper -= 1;
                    } else if self.brackets.pop() != Some(byte) {
                        return Err(Problem::Broken);
                    }
                    self.at += 1;
                }
                b'"' => {
                    self.pass_string()?;
                    if !matches!(self.peek_token()?, Some(b',' | b':' | b']' | b'}') | None) {
                        return Err(Problem::Broken);
                    }
                }
                b'-' | b'+' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => self.pass_bare_word()?,
                _ => return Err(Problem::Broken),
            }
            if self.brackets.is_empty() {
                return match (too_deep, self.outgrew()) {
                    (true, _) => Err(Problem::TooDeep { limit: self.limits.record_depth }),
                    (_, true) => Err(Problem::TooLong { limit: self.limits.record_bytes }),
                    _ => Ok(()),
                };
            }
        }
    }

    /// Moves to the next place where `{` is followed by `key` (in its quotes), or to the end. With `list_ends`, what
    /// looks like the end of a list inside an object ends the search too.
    pub fn find_object(&mut self, key: Option<&str>, list_ends: bool) -> Result<Option<Found>, Problem> {
        loop {
            let Some(byte) = self.peek()? else { return Ok(None) };
            let ends = list_ends && byte == b']';
            if byte != b'{' && !ends {
                let rest = &self.buffer[self.at + 1..self.filled];
                let next =
                    if list_ends { memchr::memchr2(b'{', b']', rest) } else { memchr::memchr(b'{', rest) };
                self.at += 1 + next.unwrap_or(rest.len());
                continue;
            }
            let ahead = self.lookahead(1024)?;
            let inside = ahead[1..].trim_ascii_start();
            if ends {
                let entry =
                    inside.strip_prefix(b",").is_some_and(|rest| rest.trim_ascii_start().starts_with(b"\""));
                if entry || inside.starts_with(b"}") {
                    return Ok(Some(Found::ListEnd));
                }
            } else if key.map_or(inside.starts_with(b"\""), |key| inside.starts_with(key.as_bytes())) {
                return Ok(Some(Found::Object));
            }
            self.at += 1;
        }
    }

    fn pass_string(&mut self) -> Result<(), Problem> {
        self.at += 1;
        loop {
            if self.at == self.filled && !self.fill()? {
                return Err(Problem::CutOff);
            }
            let rest = &self.buffer[self.at..self.filled];
            match memchr::memchr2(b'"', b'\\', rest) {
                None => self.at = self.filled,
                Some(found) if rest[found] == b'"' => {
                    self.at += found + 1;
                    return Ok(());
                }
                Some(found) => {
                    self.at += found + 1;
                    // Whatever is escaped, a quote among others, is passed over.
                    if self.peek()?.is_none() {
                        return Err(Problem::CutOff);
                    }
                    self.at += 1;
                }
            }
        }
    }

    fn pass_bare_word(&mut self) -> Result<(), Problem> {
        while let Some(byte) = self.peek()? {
            if !(byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'+' | b'.')) {
                break;
            }
            self.at += 1;
        }
        Ok(())
    }

    /// Reads more; false at the end. Held bytes are kept, up to the limit of a record.
    fn fill(&mut self) -> Result<bool, Problem> {
        if self.at_end {
            return Ok(false);
        }
        self.outgrown |= self.outgrew();
        let keep = self.kept_from();
        self.buffer.copy_within(keep..self.filled, 0);
        self.filled -= keep;
        self.at -= keep;
        self.mark = self.mark.map(|_| 0);
        if self.buffer.len() - self.filled < CHUNK {
            self.buffer.resize(self.filled + CHUNK, 0);
        }
        loop {
            match self.reader.read(&mut self.buffer[self.filled..]) {
                Ok(0) => {
                    self.at_end = true;
                    return Ok(false);
                }
                Ok(count) => {
                    self.filled += count;
                    return Ok(true);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    self.at_end = true;
                    return Err(Problem::Member(MemberError::of(&error)));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A member may hold gigabytes of brackets.
    #[test]
    fn brackets_that_stand_too_deep_are_not_kept() {
        let member = format!("{}{}", "[".repeat(300_000), "]".repeat(300_000));
        let mut window = Window::new(member.as_bytes(), &Limits::default());
        assert_eq!(window.pass_value(), Err(Problem::TooDeep { limit: 128 }));
        assert!(window.brackets.capacity() < 1000, "{}", window.brackets.capacity());
        assert_eq!(window.peek(), Ok(None));
    }
}
