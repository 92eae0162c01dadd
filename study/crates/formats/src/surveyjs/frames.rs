//! Cuts a file into result objects: an array of them, or one on each line.

use std::io::{BufRead, Read};

use microdata::Error;

/// Bytes of the longest result.
pub const LONGEST: usize = 4 << 20;

/// What a call of [`Frames::next`] found.
pub enum Found {
    /// The bytes of an object.
    Object(Vec<u8>),
    /// Something that is none, in words that hold nothing of it; reading goes on behind it.
    Broken(String),
    End,
}

/// The objects of a file.
pub struct Frames<R> {
    from: R,
    /// `None` until the first byte was seen.
    array: Option<bool>,
    /// Results, or lines, that came so far.
    pub number: u64,
}

impl<R: BufRead> Frames<R> {
    pub fn new(from: R) -> Frames<R> {
        Frames { from, array: None, number: 0 }
    }

    pub fn into_inner(self) -> R {
        self.from
    }

    /// # Errors
    /// If reading fails, or an array breaks off or holds something else than objects: where the next one begins cannot be
    /// told then.
    pub fn next(&mut self) -> Result<Found, Error> {
        if self.array.is_none() {
            let first = self.peek()?;
            self.array = Some(first == Some(b'['));
            if first == Some(b'[') {
                self.from.consume(1);
            }
        }
        if self.array == Some(true) { self.element() } else { self.line() }
    }

    /// The next byte that is no white space.
    fn peek(&mut self) -> Result<Option<u8>, Error> {
        loop {
            let held = self.from.fill_buf()?;
            if held.is_empty() {
                return Ok(None);
            }
            match held.iter().position(|byte| !byte.is_ascii_whitespace()) {
                Some(at) => {
                    let byte = held[at];
                    self.from.consume(at);
                    return Ok(Some(byte));
                }
                None => {
                    let all = held.len();
                    self.from.consume(all);
                }
            }
        }
    }

    fn element(&mut self) -> Result<Found, Error> {
        let mut next = self.peek()?;
        if self.number > 0 && next == Some(b',') {
            self.from.consume(1);
            next = self.peek()?;
        }
        match next {
            Some(b'{') => self.object().map(Found::Object),
            Some(b']') => Ok(Found::End),
            _ => Err(Error::new(format!(
                "behind result {}: an object or the end of the array was expected",
                self.number
            ))),
        }
    }

    /// An object up to its closing brace.
    fn object(&mut self) -> Result<Vec<u8>, Error> {
        self.number += 1;
        let (mut object, mut depth, mut quoted, mut escaped) = (Vec::new(), 0_u32, false, false);
        loop {
            let held = self.from.fill_buf()?;
            if held.is_empty() {
                return Err(Error::new(format!("result {}: the file ends inside it", self.number)));
            }
            let mut used = 0;
            let mut ended = false;
            for byte in held {
                used += 1;
                match byte {
                    _ if escaped => escaped = false,
                    b'\\' if quoted => escaped = true,
                    b'"' => quoted = !quoted,
                    b'{' | b'[' if !quoted => depth += 1,
                    b'}' | b']' if !quoted => depth = depth.saturating_sub(1),
                    _ => {}
                }
                if depth == 0 && !quoted {
                    ended = true;
                    break;
                }
            }
            object.extend(&held[..used]);
            self.from.consume(used);
            if object.len() > LONGEST {
                return Err(Error::new(format!("result {}: longer than {LONGEST} bytes", self.number)));
            }
            if ended {
                return Ok(object);
            }
        }
    }

    fn line(&mut self) -> Result<Found, Error> {
        loop {
            let mut line = Vec::new();
            self.from.by_ref().take(LONGEST as u64 + 1).read_until(b'\n', &mut line)?;
            if line.is_empty() {
                return Ok(Found::End);
            }
            self.number += 1;
            if line.len() > LONGEST && !line.ends_with(b"\n") {
                self.skip_line()?;
                return Ok(Found::Broken(format!("line {}: longer than {LONGEST} bytes", self.number)));
            }
            if !line.iter().all(u8::is_ascii_whitespace) {
                return Ok(Found::Object(line));
            }
        }
    }

    fn skip_line(&mut self) -> Result<(), Error> {
        loop {
            let held = self.from.fill_buf()?;
            let end = held.iter().position(|byte| *byte == b'\n');
            let used = end.map_or(held.len(), |at| at + 1);
            self.from.consume(used);
            if end.is_some() || used == 0 {
                return Ok(());
            }
        }
    }

    /// What a result is called in a message.
    pub fn place(&self) -> String {
        let word = if self.array == Some(true) { "result" } else { "line" };
        format!("{word} {}", self.number)
    }
}
