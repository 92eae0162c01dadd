//! Cuts members into records, and holds the result against what must be true of it:
//!
//! - however the bytes are served, the same comes out;
//! - each record stands in the member, behind the one before it, and is no longer than a record may be;
//! - what is held does not grow with the member;
//! - a reader that fails is never taken for one that ends;
//! - where another parser understands the whole member, the records are what it finds (`serde_json`, `csv`).
//!
//! The first three bytes of an input say how its other bytes are read.

use std::io::Read;

use archive::{Blocks, CsvFrames, Frame, FrameProblem, Frames, JsonFrames, Limits, Path, Problem, Step};

use crate::chopped::Chopped;
use crate::memory;

const LIST: Frames = Frames { paths: &[Path::records(&[Step::Items])], single: &[] };

/// Layouts like those of the sources, one of each kind.
const LAYOUTS: [Frames; 7] = [
    LIST,
    Frames {
        paths: &[Path::records(&[Step::Items]), Path::records(&[Step::Key("likes"), Step::Items])],
        single: &["title"],
    },
    Frames { paths: &[Path::records(&[Step::Entries])], single: &[] },
    Frames { paths: &[Path::records(&[Step::Entries, Step::Items])], single: &[] },
    Frames { paths: &[Path::records(&[])], single: &[] },
    Frames {
        paths: &[
            Path::aside(&[Step::Items, Step::Key("talk"), Step::Key("id")]),
            Path::records(&[Step::Items, Step::Key("talk"), Step::Key("messages"), Step::Items]),
        ],
        single: &[],
    },
    Frames {
        paths: &[
            Path::records(&[Step::Key("Activity"), Step::Named(&["Likes", "Like List"]), Step::Items]),
            Path::records(&[
                Step::Key("Activity"),
                Step::Named(&["Talks"]),
                Step::Named(&["History"]),
                Step::Entries,
                Step::Items,
            ]),
        ],
        single: &[],
    },
];

const BEGINS: &[u8] = b"<div class=\"outer\">";

/// What is said of the bytes.
struct Asked<'a> {
    /// 0 to 6 a layout of JSON, 7 a table, 8 HTML.
    kind: usize,
    seed: u8,
    limits: Limits,
    bytes: &'a [u8],
}

/// One result of cutting, kept.
#[derive(Debug, PartialEq, Eq)]
enum Cut {
    Record { path: usize, number: u64, key: Option<String>, item: u64, header: usize, bytes: Vec<u8> },
    Problem(FrameProblem),
}

impl Cut {
    fn record(&self) -> Option<&[u8]> {
        match self {
            Self::Record { bytes, .. } => Some(bytes),
            Self::Problem(_) => None,
        }
    }
}

pub fn try_on(data: &[u8]) {
    let [kind, seed, flags, content @ ..] = data else { return };
    let record_bytes = [64, 1000, 100_000, 16 << 20][usize::from(flags & 3)];
    let record_depth = if flags & 4 == 0 { 128 } else { 4 };
    // Some faults show only in members that are longer than a fuzzer's input may be.
    let longer;
    let bytes = if flags & 0xf8 == 0xf8 && content.len() > 8 {
        let (_, tail) = content.split_at(content.len() - 8);
        longer = [content, &tail.repeat(60_000)].concat();
        &longer[..]
    } else {
        content
    };
    let limits = Limits { record_bytes, record_depth, ..Limits::default() };
    check(&Asked { kind: usize::from(*kind) % (LAYOUTS.len() + 2), seed: *seed, limits, bytes });
}

fn check(asked: &Asked<'_>) {
    let bytes = asked.bytes;
    // A window, its double while it grows, and a few keys.
    let most = (320 << 10) + 6 * asked.limits.record_bytes.min(bytes.len());
    memory::within(most, "cutting", || cut(asked, bytes, |_| {}));
    let whole = kept(asked, bytes);
    let chopped = kept(asked, Chopped::new(bytes, asked.seed, false));
    assert_eq!(whole, chopped, "what comes out depends on how the bytes are served");
    let failing = kept(asked, Chopped::new(bytes, asked.seed, true));
    let ends = matches!(failing.last(), Some(Cut::Problem(last)) if !last.problem.goes_on());
    assert!(ends || failing == whole, "a reader that fails was taken for one that ends: {failing:?}");
    follows(asked, &whole);
    match asked.kind {
        0 => agrees_with_json(asked, &whole),
        7 => agrees_with_csv(asked, &whole),
        8 => is_all_there(asked, &whole),
        _ => {}
    }
}

/// Cuts, and hands each result on as it comes.
fn cut(asked: &Asked<'_>, reader: impl Read, mut each: impl FnMut(Result<Frame<'_>, FrameProblem>)) {
    // Every record and every problem takes a byte at least, but for the last problem.
    let mut left = asked.bytes.len() + 2;
    let mut each = |next: Option<Result<Frame<'_>, FrameProblem>>| {
        left = left.checked_sub(1).expect("cutting does not end");
        next.map(&mut each).is_some()
    };
    match asked.kind {
        7 => {
            let mut frames = CsvFrames::new(reader, &asked.limits);
            while each(frames.next()) {}
        }
        8 => {
            let mut frames = Blocks::new(reader, BEGINS, &asked.limits);
            while each(frames.next()) {}
        }
        layout => {
            let mut frames = JsonFrames::new(reader, LAYOUTS[layout], &asked.limits);
            while each(frames.next()) {}
        }
    }
}

fn kept(asked: &Asked<'_>, reader: impl Read) -> Vec<Cut> {
    let mut kept = Vec::new();
    cut(asked, reader, |next| {
        kept.push(match next {
            Err(problem) => Cut::Problem(problem),
            Ok(frame) => Cut::Record {
                path: frame.path,
                number: frame.number,
                key: frame.key.map(str::to_owned),
                item: frame.item,
                header: frame.header.len(),
                bytes: frame.bytes.to_vec(),
            },
        });
    });
    kept
}

/// Records stand in the member, one behind the other, and so do their numbers; behind a last problem nothing comes.
fn follows(asked: &Asked<'_>, cuts: &[Cut]) {
    let (mut rest, mut last) = (asked.bytes, 0);
    for (at, cut) in cuts.iter().enumerate() {
        let number = match cut {
            Cut::Record { number, bytes, .. } => {
                assert!(bytes.len() <= asked.limits.record_bytes, "a record of {} bytes", bytes.len());
                let place = rest.windows(bytes.len().max(1)).position(|part| part == bytes);
                let place = place.expect("a record that is not in the member");
                rest = &rest[place + bytes.len()..];
                Some(*number)
            }
            Cut::Problem(problem) => {
                assert!(problem.problem.goes_on() || at + 1 == cuts.len(), "something follows the end");
                problem.number
            }
        };
        if let Some(number) = number {
            assert!(number >= last && number <= last + 1, "{number} follows {last}");
            last = number;
        }
    }
}

fn agrees_with_json(asked: &Asked<'_>, cuts: &[Cut]) {
    let Ok(items) = serde_json::from_slice::<Vec<&serde_json::value::RawValue>>(asked.bytes) else { return };
    let strict = |problem: Problem| matches!(problem, Problem::TooDeep { .. } | Problem::TooLong { .. });
    assert_eq!(items.len(), cuts.len(), "{cuts:?}");
    for (item, cut) in items.iter().zip(cuts) {
        match cut {
            Cut::Record { bytes, .. } => assert_eq!(bytes.trim_ascii(), item.get().as_bytes()),
            Cut::Problem(problem) => assert!(strict(problem.problem), "{problem:?} in good JSON"),
        }
    }
}

fn agrees_with_csv(asked: &Asked<'_>, cuts: &[Cut]) {
    if cuts.iter().any(|cut| matches!(cut, Cut::Problem(_))) {
        return;
    }
    let rows = fields(asked.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(asked.bytes));
    let ours: Vec<&[u8]> = cuts.iter().filter_map(Cut::record).collect();
    // Behind a first row, so that none of ours is taken for the beginning of a file.
    let ours = [&b"x"[..]].into_iter().chain(ours).collect::<Vec<_>>().join(&b'\n');
    assert_eq!(rows.get(1..).unwrap_or_default(), &fields(&ours)[1..]);
}

fn fields(bytes: &[u8]) -> Vec<csv::ByteRecord> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
    reader.byte_records().map(|row| row.expect("a reader of bytes does not fail")).collect()
}

/// Blocks are all of a page from the first of them on.
fn is_all_there(asked: &Asked<'_>, cuts: &[Cut]) {
    let mut all = Vec::new();
    for cut in cuts {
        match cut {
            Cut::Record { bytes, .. } => all.extend_from_slice(bytes),
            Cut::Problem(problem) if problem.problem == Problem::CutOff => {}
            Cut::Problem(_) => return,
        }
    }
    let first = asked.bytes.windows(BEGINS.len()).position(|part| part == BEGINS);
    assert!(all == first.map_or(&[][..], |at| &asked.bytes[at..]), "bytes are lost between blocks");
}
