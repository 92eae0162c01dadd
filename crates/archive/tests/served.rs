//! However its bytes are served, a member is cut into the same records, and one that cannot be read to its end never
//! looks as if it had ended. The fuzz target `framing` asks the same of longer members.

#![allow(clippy::unwrap_used)] // helpers of tests, outside `#[test]` functions

use std::io::{self, Read};

use archive::{Blocks, CsvFrames, Frame, FrameProblem, Frames, JsonFrames, Limits, Path, Problem, Step};

const LIST: Frames = Frames {
    paths: &[Path::records(&[Step::Items]), Path::records(&[Step::Key("b"), Step::Items])],
    single: &["a"],
};
const NAMED: Frames =
    Frames { paths: &[Path::records(&[Step::Named(&["b"]), Step::Entries, Step::Items])], single: &[] };

/// Serves a few bytes at a time, and fails behind them if it is told to.
struct Served<'a> {
    bytes: &'a [u8],
    portion: usize,
    fails: bool,
}

impl Read for Served<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.bytes.is_empty() && self.fails {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let count = self.portion.min(self.bytes.len()).min(buffer.len());
        buffer[..count].copy_from_slice(&self.bytes[..count]);
        self.bytes = &self.bytes[count..];
        Ok(count)
    }
}

/// The records as text, problems as they are.
type Cuts = Vec<Result<String, FrameProblem>>;

/// Cuts a member as JSON, as JSON of named lists, as a table, as HTML.
fn cut(kind: usize, reader: impl Read, record_bytes: usize) -> Cuts {
    let limits = Limits { record_bytes, record_depth: 4, ..Limits::default() };
    let mut cuts = Vec::new();
    let mut each = |next: Option<Result<Frame<'_>, FrameProblem>>| {
        let text = |frame: Frame<'_>| {
            let bytes = String::from_utf8_lossy(frame.bytes).into_owned();
            format!("{} {} {} {:?} {bytes}", frame.path, frame.number, frame.item, frame.key)
        };
        next.map(|next| cuts.push(next.map(text))).is_some()
    };
    match kind {
        0 | 1 => {
            let mut frames = JsonFrames::new(reader, if kind == 0 { LIST } else { NAMED }, &limits);
            while each(frames.next()) {}
        }
        2 => {
            let mut frames = CsvFrames::new(reader, &limits);
            while each(frames.next()) {}
        }
        _ => {
            let mut frames = Blocks::new(reader, b"<a", &limits);
            while each(frames.next()) {}
        }
    }
    cuts
}

fn assert_served_alike(member: &str, record_bytes: usize) {
    for kind in 0..4 {
        let whole = cut(kind, member.as_bytes(), record_bytes);
        for portion in [1, 7] {
            let served = Served { bytes: member.as_bytes(), portion, fails: false };
            assert_eq!(whole, cut(kind, served, record_bytes), "{member} as {kind}");
        }
        let failing = cut(kind, Served { bytes: member.as_bytes(), portion: 7, fails: true }, record_bytes);
        let ends = matches!(failing.last(), Some(Err(last)) if !last.problem.goes_on());
        assert!(ends || failing == whole, "{member} as {kind}: {failing:?}");
    }
}

#[test]
fn records_that_are_too_long_are_so_in_any_portion() {
    for member in [
        r#"[{"a":"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"},{"a":1}]"#,
        r#"[{"a":"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"y"},{"a":1},{"a":2}]"#,
        r#"{"a very very very very long key":[1],"b":{"another very very very long key":[{"a":2}]}}"#,
        "id,text\n1,\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"\n2,\"yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy\n3,\"z\"\n",
        "<html><a>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx</html><a>y<a>z",
    ] {
        for record_bytes in [10, 16, 25] {
            assert_served_alike(member, record_bytes);
        }
    }
}

/// What nobody can read on from says so, whatever was read before: else the rest would pass for nothing.
#[test]
fn what_ends_too_early_says_so() {
    let ends = |kind, member: &str| match cut(kind, member.as_bytes(), 1000).pop() {
        Some(Err(last)) => Some(last.problem),
        _ => None,
    };
    assert_eq!(ends(0, r#"{"a" 1, "b": [{"c":1}]}"#), Some(Problem::Lost));
    assert_eq!(ends(0, r#"{"c": "x"y", "b": [{"c":1}]}"#), Some(Problem::Lost));
    assert_eq!(ends(2, "\"id\"x,text\n1,2\n"), Some(Problem::Lost));
    assert_eq!(ends(2, &format!("id,{}\n1,2\n", "x".repeat(2000))), Some(Problem::Lost));
}

proptest::proptest! {
    #[test]
    fn any_member_is_cut_alike(
        parts in proptest::collection::vec(proptest::sample::select(vec![
            "[", "]", "{", "}", ",", ":", "\"", "\\", "\"a\"", "\"b\":[", "{\"a\":1}", "1", " ", "\n", "x=", "<a", "<html",
            "</html", "xxxxxxxxxxxxxxx", "é",
        ]), 0..40),
        record_bytes in 1_usize..40,
    ) {
        assert_served_alike(&parts.concat(), record_bytes);
    }
}
