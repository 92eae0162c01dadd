//! Where a JSON value ends, found 64 bytes at a time in bytes that lie there already.
//!
//! What can be said of 64 bytes at once is said by one bit each: which are quotes, which lie inside of strings, which are brackets
//! (Langdale and Lemire 2019, "Parsing gigabytes of JSON per second"). Only brackets are looked at one by one. Anything out of the
//! ordinary, a value that is not whole among others, is left to [`crate::scan::Window::pass_value`], which is slower, judges,
//! and says what is wrong: wherever this finds an end, that one finds the same.

use wide::u8x16;

const BLOCK: usize = 64;

/// How many bytes the list or object takes that begins here; nothing if that cannot be told at a glance.
pub fn length_of_value(bytes: &[u8], depth: usize) -> Option<usize> {
    if !matches!(bytes.first(), Some(b'{' | b'[')) {
        return None;
    }
    let mut walk = Walk { brackets: Brackets::new(depth), ..Walk::default() };
    let (blocks, rest) = bytes.as_chunks::<BLOCK>();
    for (number, block) in blocks.iter().enumerate() {
        if let Some(end) = walk.step(block)? {
            return Some(number * BLOCK + end);
        }
    }
    let mut last = [b' '; BLOCK];
    last[..rest.len()].copy_from_slice(rest);
    Some(blocks.len() * BLOCK + walk.step(&last)??)
}

/// One bit for each byte of a block, the first byte the lowest.
struct Kinds {
    quote: u64,
    backslash: u64,
    opens: u64,
    closes: u64,
    between: u64,
    blank: u64,
    dot: u64,
    /// Letters, digits and signs.
    word: u64,
}

impl Kinds {
    fn of(block: &[u8; BLOCK]) -> Self {
        let (quarters, _) = block.as_chunks::<16>();
        let quarters: [u8x16; 4] = std::array::from_fn(|at| u8x16::new(quarters[at]));
        // With this bit a letter is a small one, `[` is `{` and `]` is `}`.
        let small = quarters.map(|quarter| quarter | u8x16::splat(0x20));
        let is_word = |at: usize| {
            within(small[at], b'a', b'z')
                | within(quarters[at], b'0', b'9')
                | is(quarters[at], b'-')
                | is(quarters[at], b'+')
        };
        let is_blank = |q: u8x16| is(q, b' ') | is(q, b'\n') | is(q, b'\r') | is(q, b'\t');
        Self {
            quote: bits(|at| is(quarters[at], b'"')),
            backslash: bits(|at| is(quarters[at], b'\\')),
            opens: bits(|at| is(small[at], b'{')),
            closes: bits(|at| is(small[at], b'}')),
            between: bits(|at| is(quarters[at], b',') | is(quarters[at], b':')),
            blank: bits(|at| is_blank(quarters[at])),
            dot: bits(|at| is(quarters[at], b'.')),
            word: bits(is_word),
        }
    }
}

fn is(bytes: u8x16, byte: u8) -> u8x16 {
    bytes.simd_eq(u8x16::splat(byte))
}

fn within(bytes: u8x16, low: u8, high: u8) -> u8x16 {
    bytes.max(u8x16::splat(low)).min(u8x16::splat(high)).simd_eq(bytes)
}

/// One bit for each byte of four quarters.
fn bits(test: impl Fn(usize) -> u8x16) -> u64 {
    let part = |at: usize| u64::from(test(at).to_bitmask()) << (16 * at);
    part(0) | part(1) | part(2) | part(3)
}

/// What is open, as one bit each: whether it is an object.
#[derive(Default)]
struct Brackets {
    kinds: u128,
    open: usize,
    most: usize,
}

impl Brackets {
    const fn new(depth: usize) -> Self {
        Self { kinds: 0, open: 0, most: if depth < 128 { depth } else { 128 } }
    }

    /// Whether that was the last one; nothing if it does not fit.
    fn take(&mut self, byte: u8) -> Option<bool> {
        let is_object = u128::from(byte | 0x20 == byte);
        if byte | 0x20 == b'{' {
            if self.open == self.most {
                return None;
            }
            self.kinds = self.kinds << 1 | is_object;
            self.open += 1;
        } else {
            if self.open == 0 || self.kinds & 1 != is_object {
                return None;
            }
            self.kinds >>= 1;
            self.open -= 1;
        }
        Some(self.open == 0)
    }
}

/// What is known at the end of a block for the next.
#[derive(Default)]
struct Walk {
    brackets: Brackets,
    /// All ones inside of a string.
    in_string: u64,
    /// The next byte is escaped.
    escaped: bool,
    /// A string has ended, and only blanks came since.
    behind_string: bool,
    /// The last byte belongs to a number or word.
    in_word: bool,
}

impl Walk {
    /// Goes through a block: the place behind the end of the value if it ends here; nothing at all if it is not plain.
    fn step(&mut self, block: &[u8; BLOCK]) -> Option<Option<usize>> {
        let kinds = Kinds::of(block);
        let quotes = kinds.quote & !self.escapes(kinds.backslash);
        // From an opening quote on, until before the closing one.
        let inside = up_to_each(quotes) ^ self.in_string;
        let ends = quotes & !inside;
        let outside = !inside & !quotes;
        let (end, looked_at) = self.walk_brackets(block, (kinds.opens | kinds.closes) & outside)?;
        let (behind, still_behind) = self.behind_strings(ends, kinds.blank);
        let word = (kinds.word | kinds.dot) & outside;
        let begins_with_dot = kinds.dot & outside & !(word << 1 | u64::from(self.in_word));
        let plain = kinds.opens | kinds.closes | kinds.between | kinds.blank | word;
        let strange = outside & !plain | behind & !(kinds.between | kinds.closes) | begins_with_dot;
        if strange & looked_at != 0 {
            return None;
        }
        self.in_string = if inside >> 63 == 1 { u64::MAX } else { 0 };
        self.behind_string = still_behind;
        self.in_word = word >> 63 == 1;
        Some(end)
    }

    /// The place behind the last bracket if it is here, and the bytes of the block that belong to the value.
    fn walk_brackets(&mut self, block: &[u8; BLOCK], mut brackets: u64) -> Option<(Option<usize>, u64)> {
        while brackets != 0 {
            let at = brackets.trailing_zeros();
            if self.brackets.take(block[at as usize])? {
                return Some((Some(at as usize + 1), u64::MAX >> (63 - at)));
            }
            brackets &= brackets - 1;
        }
        Some((None, u64::MAX))
    }

    /// Bytes that a backslash stands before that is not escaped itself.
    fn escapes(&mut self, backslash: u64) -> u64 {
        let mut escaped = u64::from(self.escaped);
        self.escaped = false;
        let mut rest = backslash & !escaped;
        while rest != 0 {
            let next = (rest & rest.wrapping_neg()) << 1;
            self.escaped = next == 0;
            escaped |= next;
            rest &= rest - 1;
            rest &= !next;
        }
        escaped
    }

    /// The first bytes behind strings that are no blanks, and whether one is still to come.
    const fn behind_strings(&self, ends: u64, blank: u64) -> (u64, bool) {
        let next = ends << 1 | self.behind_string as u64;
        // A run of blanks to which its first one is added carries over to the byte behind it.
        let (sum, over) = blank.overflowing_add(next & blank);
        (next & !blank | sum & !blank, over || ends >> 63 == 1)
    }
}

/// For each bit whether the number of bits up to it, itself included, is odd.
const fn up_to_each(mut bits: u64) -> u64 {
    bits ^= bits << 1;
    bits ^= bits << 2;
    bits ^= bits << 4;
    bits ^= bits << 8;
    bits ^= bits << 16;
    bits ^ bits << 32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::Limits;
    use crate::scan::Window;

    /// The other way, a byte at a time.
    fn slowly(bytes: &[u8], limits: &Limits) -> Option<usize> {
        let mut window = Window::new(bytes, limits);
        window.hold();
        window.pass_slowly().ok().map(|()| window.held().len())
    }

    #[test]
    fn a_value_ends_with_its_last_bracket() {
        let long = format!(r#"{{"a":"{}","b":[1.5,-2e+3,null]}}"#, "x\\\"".repeat(100));
        for value in [
            "{}",
            "[]",
            r#"{"a": "\\", "b" : [ {} , "}" ] }"#,
            r#"["\"", "\\\"", "ü"]"#,
            "[\n  1,\r\n\t\"two\"\n]",
            &long,
        ] {
            for rest in ["", ", {\"a\": 1}", "]", " \"", &long] {
                let bytes = format!("{value}{rest}");
                assert_eq!(length_of_value(bytes.as_bytes(), 128), Some(value.len()), "{bytes}");
            }
        }
    }

    #[test]
    fn what_is_not_plain_is_left_to_the_other() {
        for value in [
            "",
            "1",
            r#""a""#,
            "[",
            "[}",
            r#"["a" 1]"#,
            r#"["a"#,
            "[[[[1]]]]",
            "[.5]",
            "[\x0b]",
            r"[\]",
            "[é]",
        ] {
            assert_eq!(length_of_value(value.as_bytes(), 3), None, "{value}");
        }
    }

    proptest::proptest! {
        #![proptest_config(proptest::test_runner::Config { cases: 3000, ..Default::default() })]

        /// Whatever the bytes, what it finds is what the other finds, and it finds it wherever the value is whole.
        #[test]
        fn both_ways_agree(bytes in proptest::collection::vec(proptest::sample::select(&b"[[]]{}\"\"\"\\,,: \n1a.+\x0c\xc3"[..]), 0..200)) {
            let bytes = [b"[", &bytes[..]].concat();
            let limits = Limits { record_depth: 5, ..Limits::default() };
            let (fast, slow) = (length_of_value(&bytes, 5), slowly(&bytes, &limits));
            proptest::prop_assert!(fast.is_none() || fast == slow, "{fast:?} {slow:?}");
            let plain = slow.is_some_and(|end| !bytes[..end].contains(&b'\x0c'));
            proptest::prop_assert!(!plain || fast == slow, "{fast:?} {slow:?}");
        }

        /// The same with values that are whole, whose strings hold anything.
        #[test]
        fn both_ways_agree_on_whole_values(texts in proptest::collection::vec("[ -~é\n]{0,90}", 0..8), blanks in "[ \n]{0,70}") {
            let quoted: Vec<String> = texts.iter().map(|text| format!("{blanks}\"{}\"{blanks}", text.escape_default())).collect();
            let value = format!("[{{\"k\":[{}]}}]", quoted.join(","));
            let bytes = format!("{value}, 17");
            proptest::prop_assert_eq!(length_of_value(bytes.as_bytes(), 128), Some(value.len()));
            proptest::prop_assert_eq!(slowly(bytes.as_bytes(), &Limits::default()), Some(value.len()));
        }
    }
}
