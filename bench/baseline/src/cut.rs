//! Cuts the items of a JSON list out of a stream, in one bounded buffer.

use std::io::Read;

const CHUNK: usize = 64 << 10;

/// `buffer[at..filled]` was not looked at yet.
pub struct Cutter<'c> {
    reader: &'c mut dyn Read,
    buffer: Vec<u8>,
    at: usize,
    filled: usize,
    bytes: u64,
}

impl<'c> Cutter<'c> {
    pub fn new(reader: &'c mut dyn Read) -> Self {
        Self { reader, buffer: vec![0; 2 * CHUNK], at: 0, filled: 0, bytes: 0 }
    }

    /// How many bytes were read.
    pub const fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Moves behind the next occurrence of these bytes; false if there is none.
    pub fn seek(&mut self, wanted: &[u8]) -> bool {
        loop {
            if let Some(found) = memchr::memmem::find(&self.buffer[self.at..self.filled], wanted) {
                self.at += found + wanted.len();
                return true;
            }
            self.at = self.at.max(self.filled.saturating_sub(wanted.len() - 1));
            let at = self.at;
            if !self.fill(at) {
                return false;
            }
        }
    }

    /// The next object of the list; nothing at its end.
    pub fn next(&mut self) -> Option<&[u8]> {
        loop {
            match self.buffer[self.at..self.filled].iter().position(|byte| matches!(byte, b'{' | b']')) {
                Some(found) if self.buffer[self.at + found] == b']' => return None,
                Some(found) => {
                    self.at += found;
                    break;
                }
                None => {
                    let filled = self.filled;
                    if !self.fill(filled) {
                        return None;
                    }
                }
            }
        }
        let (mut depth, mut end) = (0_usize, self.at);
        loop {
            while end < self.filled {
                match self.buffer[end] {
                    b'{' | b'[' => depth += 1,
                    b'}' | b']' => depth -= 1,
                    b'"' => match self.end_of_string(end) {
                        Some(quote) => end = quote,
                        // The string goes on in what is not read yet.
                        None => break,
                    },
                    _ => {}
                }
                end += 1;
                if depth == 0 {
                    let start = std::mem::replace(&mut self.at, end);
                    return Some(&self.buffer[start..end]);
                }
            }
            let (start, seen) = (self.at, end - self.at);
            if !self.fill(start) {
                return None;
            }
            end = self.at + seen;
        }
    }

    /// Where the string that begins at `start` ends.
    fn end_of_string(&self, start: usize) -> Option<usize> {
        let mut at = start + 1;
        loop {
            let found = at + memchr::memchr2(b'"', b'\\', self.buffer.get(at..self.filled)?)?;
            if self.buffer[found] == b'"' {
                return Some(found);
            }
            at = found + 2;
        }
    }

    /// Reads what nobody looks at.
    pub fn pass_rest(&mut self) {
        while {
            let filled = self.filled;
            self.fill(filled)
        } {}
    }

    /// Reads more, and keeps what stands from `from` on.
    fn fill(&mut self, from: usize) -> bool {
        self.buffer.copy_within(from..self.filled, 0);
        self.filled -= from;
        self.at = 0;
        if self.buffer.len() - self.filled < CHUNK {
            self.buffer.resize(self.filled + CHUNK, 0);
        }
        let count = self.reader.read(&mut self.buffer[self.filled..]).expect("a whole member");
        self.filled += count;
        self.bytes += count as u64;
        count > 0
    }
}
