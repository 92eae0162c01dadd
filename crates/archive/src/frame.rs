//! Cuts a JSON member into records, in a bounded buffer.
//!
//! The caller says where the records lie ([`Path`]); everything else is passed over unread. A record comes as the
//! bytes it was written in. A broken record costs itself: the reader looks for the next one that begins alike.

use std::io::Read;

use crate::error::MemberError;
use crate::limits::Limits;
use crate::scan::{Found, Window};

/// One step from a value into it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Into every item of a list.
    Items,
    /// Into the entry of an object with that key.
    Key(&'static str),
    /// Into the entry of an object with one of these keys, whatever the case: exports that are one file name the same
    /// list differently in different years.
    Named(&'static [&'static str]),
    /// Into every entry of an object; the frame tells its key.
    Entries,
}

/// Where a kind of record lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Path {
    steps: &'static [Step],
    counts: bool,
}

impl Path {
    /// Records that are counted: their numbers are where they stand among all counted ones of the member.
    pub const fn records(steps: &'static [Step]) -> Self {
        Self { steps, counts: true }
    }

    /// The key that the path begins with, if it begins with one.
    pub const fn first_key(&self) -> Option<&'static str> {
        match self.steps.first() {
            Some(Step::Key(key)) => Some(key),
            _ => None,
        }
    }

    /// Whether it is told by names that differ: then the member holds lists of different kinds.
    fn is_named(&self) -> bool {
        self.steps.iter().any(|step| matches!(step, Step::Named(_)))
    }

    /// Whether these steps end with an object's entries, or with items of one: then the entry's key is told.
    fn tells_key(&self, depth: usize) -> bool {
        self.steps.get(depth) == Some(&Step::Entries)
            && self.steps[depth + 1..].iter().all(|step| *step == Step::Items)
    }

    /// Whether it leads to records, and not to what stands beside them.
    pub const fn counts(&self) -> bool {
        self.counts
    }

    /// Something beside the records that is wanted too: a conversation's name, its participants.
    pub const fn aside(steps: &'static [Step]) -> Self {
        Self { steps, counts: false }
    }
}

/// What to cut out of a member.
#[derive(Debug, Clone, Copy)]
pub struct Frames {
    /// At most 64.
    pub paths: &'static [Path],
    /// If the member is one object that begins with one of these keys, it is a record itself: some exports leave
    /// the list away when there is one item. It then belongs to the path `[Items]`.
    pub single: &'static [&'static str],
}

/// One record.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'a> {
    /// Which of [`Frames::paths`] it lies at.
    pub path: usize,
    /// Where it stands among the counted records, from 1; for others, how many came before.
    pub number: u64,
    /// The key, quotes and escapes included, if the last step was [`Step::Entries`], be it with items below.
    pub key: Option<&'a str>,
    /// Where the member is one list: which item of it the record lies in, from 1; else 0.
    pub item: u64,
    /// The record as it is written.
    pub bytes: &'a [u8],
    /// The first row of a table as it is written, which names the fields; empty for everything else.
    pub header: &'a [u8],
}

/// A record that cannot be had, or the end of what can.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FrameProblem {
    pub problem: Problem,
    /// The counted record it stands in, if it stands in one: what was read before is not in doubt.
    pub number: Option<u64>,
}

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// Brackets or quotes do not match. Reading goes on behind it.
    Broken,
    /// More bytes than a record may have. Reading goes on behind it.
    TooLong { limit: usize },
    /// More brackets in brackets than a record may have. Reading goes on behind it.
    TooDeep { limit: usize },
    /// Brackets or quotes do not match, and nobody can say where, or in which list, the next record stands. Nothing follows.
    Lost,
    /// The member ends in the middle. Nothing follows.
    CutOff,
    /// The member is no JSON at all. Nothing follows.
    NotJson,
    /// The member cannot be read on. Nothing follows.
    Member(MemberError),
}

impl Problem {
    /// Whether records can still follow.
    pub const fn goes_on(self) -> bool {
        matches!(self, Self::Broken | Self::TooLong { .. } | Self::TooDeep { .. })
    }
}

/// The records of one member, one after the other.
///
/// ```
/// use archive::{Frames, JsonFrames, Limits, Path, Step};
/// const LIKES: Frames = Frames { paths: &[Path::records(&[Step::Key("likes"), Step::Items])], single: &[] };
/// let member = br#"{"about": [1], "likes": [{"to": "a"}, {"to": "b"}]}"#;
/// let mut frames = JsonFrames::new(&member[..], LIKES, &Limits::default());
/// let mut records = Vec::new();
/// while let Some(frame) = frames.next() {
///     records.push(String::from_utf8_lossy(frame.unwrap().bytes).into_owned());
/// }
/// assert_eq!(records, [r#"{"to": "a"}"#, r#"{"to": "b"}"#]);
/// ```
pub struct JsonFrames<R> {
    window: Window<R>,
    wanted: Frames,
    levels: Vec<Level>,
    started: bool,
    done: bool,
    /// A value was passed; what follows is `,` or the end of the list.
    after_value: bool,
    number: u64,
    /// A counted record has begun and not ended.
    in_record: bool,
    item: u64,
    /// The first key of the first record that is an object: by it, the next record is found behind a broken one.
    first_key: Option<String>,
    key: Option<String>,
    /// The member holds lists of different kinds: a record of one must never be taken for one of another.
    many_kinds: bool,
    /// Paths of which a name was met.
    found: u64,
    /// The path that was met last.
    last: Option<usize>,
}

/// A list or an object that is being walked, with the paths that lead into it (as bits).
struct Level {
    is_list: bool,
    paths: u64,
}

impl<R: Read> JsonFrames<R> {
    /// Starts at the beginning of a member. A JavaScript prefix up to `=` is passed over.
    pub fn new(reader: R, wanted: Frames, limits: &Limits) -> Self {
        Self {
            window: Window::new(reader, limits),
            wanted,
            levels: Vec::new(),
            started: false,
            done: false,
            after_value: false,
            number: 0,
            in_record: false,
            item: 0,
            first_key: None,
            key: None,
            many_kinds: wanted.paths.iter().any(Path::is_named),
            found: 0,
            last: None,
        }
    }

    /// Whether one of the names on that path was met so far, be there records or none.
    pub const fn found(&self, path: usize) -> bool {
        self.found & (1 << path) != 0
    }

    /// The path that was met last: what a problem concerns.
    pub const fn last_path(&self) -> Option<usize> {
        self.last
    }

    /// The next record, or what is wrong with it; nothing behind the last.
    // Not an iterator: a record is lent out of the buffer.
    #[allow(clippy::should_implement_trait)]
    pub fn next(&mut self) -> Option<Result<Frame<'_>, FrameProblem>> {
        self.window.release();
        if self.done {
            return None;
        }
        match self.advance() {
            Ok(Some(path)) => {
                let (number, item, key) = (self.number, self.item, self.key.as_deref());
                Some(Ok(Frame { path, number, key, item, bytes: self.window.held(), header: &[] }))
            }
            Ok(None) => {
                self.done = true;
                None
            }
            Err(problem) => Some(Err(self.give_up_record(problem))),
        }
    }

    /// Walks to the next record and holds it.
    fn advance(&mut self) -> Result<Option<usize>, Problem> {
        if !self.started {
            self.started = true;
            self.pass_prefix()?;
            let all = keep(u64::MAX, |path| path < self.wanted.paths.len());
            if let Some(path) = self.enter(all)? {
                return Ok(Some(path));
            }
        }
        while let Some(level) = self.levels.last() {
            let (is_list, paths) = (level.is_list, level.paths);
            let Some(mut byte) = self.window.peek_token()? else { return Err(Problem::CutOff) };
            if byte == b',' && self.after_value {
                self.window.skip();
                self.after_value = false;
                byte = self.window.peek_token()?.ok_or(Problem::CutOff)?;
            }
            if byte == if is_list { b']' } else { b'}' } {
                self.window.skip();
                self.levels.pop();
                self.after_value = true;
                continue;
            }
            if self.after_value {
                return Err(Problem::Broken);
            }
            self.item += u64::from(is_list && self.levels.len() == 1);
            let inner = if is_list { self.paths_into_items(paths) } else { self.paths_into_entry(paths)? };
            if let Some(path) = self.enter(inner)? {
                return Ok(Some(path));
            }
        }
        Ok(None)
    }

    /// At a value: holds it if it is a record, walks into it if records lie in it, else passes it over.
    fn enter(&mut self, paths: u64) -> Result<Option<usize>, Problem> {
        let Some(byte) = self.window.peek_token()? else { return Err(Problem::CutOff) };
        let depth = self.levels.len();
        let wanted = self.wanted.paths;
        let whole = bits(paths).find(|&path| wanted[path].steps.len() == depth);
        let single = if depth == 0 && byte == b'{' { self.single_record()? } else { None };
        if let Some(path) = whole.or(single) {
            return self.take_record(path, byte).map(Some);
        }
        let leads_in = |is_list: bool| {
            bits(paths).any(|path| matches!(wanted[path].steps[depth], Step::Items) == is_list)
        };
        match byte {
            b'[' if leads_in(true) => {
                self.levels.push(Level { is_list: true, paths });
                if self.many_kinds {
                    self.first_key = None;
                }
            }
            b'{' if leads_in(false) => self.levels.push(Level { is_list: false, paths }),
            _ => {
                match self.window.pass_value() {
                    // Nobody asked for it, be it as deep as it likes.
                    Ok(()) | Err(Problem::TooDeep { .. }) => {}
                    Err(problem) => return Err(problem),
                }
                self.after_value = true;
                return Ok(None);
            }
        }
        self.window.skip();
        self.after_value = false;
        Ok(None)
    }

    fn take_record(&mut self, path: usize, first: u8) -> Result<usize, Problem> {
        self.in_record = self.wanted.paths[path].counts;
        self.number += u64::from(self.in_record);
        self.last = Some(path);
        self.window.hold();
        self.window.pass_value()?;
        self.in_record = false;
        self.after_value = true;
        if self.first_key.is_none() && first == b'{' {
            self.first_key = first_key(self.window.held());
        }
        Ok(path)
    }

    /// The path of a member that is one record, if it is.
    fn single_record(&mut self) -> Result<Option<usize>, Problem> {
        if self.wanted.single.is_empty() {
            return Ok(None);
        }
        let Some(key) = first_key(self.window.lookahead(1024)?) else { return Ok(None) };
        let key = key.trim_matches('"');
        let path = self.wanted.paths.iter().position(|path| path.steps == [Step::Items]);
        Ok(path.filter(|_| self.wanted.single.contains(&key)))
    }

    fn paths_into_items(&self, paths: u64) -> u64 {
        let depth = self.levels.len() - 1;
        keep(paths, |path| self.wanted.paths[path].steps.get(depth) == Some(&Step::Items))
    }

    /// Takes the key of the next entry, and its colon.
    fn paths_into_entry(&mut self, paths: u64) -> Result<u64, Problem> {
        let depth = self.levels.len() - 1;
        if self.window.peek_token()? != Some(b'"') {
            return Err(Problem::Broken);
        }
        let key = self.window.take_key()?;
        if self.window.peek_token()? != Some(b':') {
            return Err(Problem::Broken);
        }
        self.window.skip();
        let bare = key.trim_matches('"');
        let inner = keep(paths, |path| match self.wanted.paths[path].steps.get(depth) {
            Some(Step::Key(wanted)) => *wanted == bare,
            Some(Step::Named(wanted)) => wanted.iter().any(|name| name.eq_ignore_ascii_case(bare)),
            Some(Step::Entries) => true,
            _ => false,
        });
        let by_name =
            keep(inner, |path| matches!(self.wanted.paths[path].steps.get(depth), Some(Step::Named(_))));
        self.found |= by_name;
        self.last = bits(by_name).next().or(self.last);
        let by_entries = bits(inner).any(|path| self.wanted.paths[path].tells_key(depth));
        self.key = by_entries.then_some(key);
        Ok(inner)
    }

    fn pass_prefix(&mut self) -> Result<(), Problem> {
        if self.window.lookahead(3)? == b"\xef\xbb\xbf" {
            (0..3).for_each(|_| self.window.skip());
        }
        match self.window.peek_token()? {
            None => {
                self.done = true;
                return Err(Problem::CutOff);
            }
            Some(b'[' | b'{') => return Ok(()),
            Some(_) => {}
        }
        let ahead = self.window.lookahead(4096)?;
        let Some(equals) = memchr::memchr(b'=', ahead).filter(|&at| is_assignment(&ahead[..at])) else {
            return Err(Problem::NotJson);
        };
        (0..=equals).for_each(|_| self.window.skip());
        match self.window.peek_token()? {
            Some(b'[' | b'{') => Ok(()),
            Some(_) => Err(Problem::NotJson),
            None => Err(Problem::CutOff),
        }
    }

    /// Reports a problem and, where the list can go on, moves to the next record that begins like the others.
    fn give_up_record(&mut self, problem: Problem) -> FrameProblem {
        let number = self.in_record.then_some(self.number);
        self.in_record = false;
        let mut problem = problem;
        match problem {
            Problem::TooLong { .. } | Problem::TooDeep { .. } => self.after_value = true,
            Problem::Broken => {
                self.window.rewind();
                let in_list = self.levels.last().is_some_and(|level| level.is_list);
                let key = self.first_key.as_deref();
                let found = if in_list { self.window.find_object(key, self.many_kinds) } else { Ok(None) };
                self.after_value = found == Ok(Some(Found::ListEnd));
                self.done = !matches!(found, Ok(Some(_)));
                match found {
                    Err(error) => problem = error,
                    // A list that was searched to its end holds no other record; what follows in an object is unknown.
                    Ok(None) if self.many_kinds || !in_list => problem = Problem::Lost,
                    Ok(_) => {}
                }
            }
            _ => self.done = true,
        }
        FrameProblem { problem, number }
    }
}

/// `window.YTD.like.part0 `, and nothing else that happens to hold an equals sign.
fn is_assignment(text: &[u8]) -> bool {
    text.iter().all(|byte| byte.is_ascii_alphanumeric() || b"._$[]\" \t\r\n".contains(byte))
}

/// The first key of an object, in its quotes.
fn first_key(object: &[u8]) -> Option<String> {
    let inside = object.strip_prefix(b"{")?.trim_ascii_start();
    let rest = inside.strip_prefix(b"\"")?;
    let end = memchr::memchr(b'"', rest)?;
    Some(String::from_utf8_lossy(&inside[..end + 2]).into_owned())
}

fn bits(mut set: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let lowest = (set != 0).then(|| set.trailing_zeros() as usize)?;
        set &= set - 1;
        Some(lowest)
    })
}

fn keep(set: u64, mut wanted: impl FnMut(usize) -> bool) -> u64 {
    bits(set).filter(|&bit| wanted(bit)).fold(0, |kept, bit| kept | 1 << bit)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ITEMS: Frames = Frames {
        paths: &[Path::records(&[Step::Items]), Path::records(&[Step::Key("list"), Step::Items])],
        single: &["title"],
    };

    /// The records of a member as text, problems in angle brackets.
    fn cut(member: &[u8], wanted: Frames, limits: &Limits) -> String {
        let mut frames = JsonFrames::new(member, wanted, limits);
        let mut lines = Vec::new();
        while let Some(frame) = frames.next() {
            lines.push(match frame {
                Ok(frame) => {
                    let key = frame.key.map(|key| format!("{key}=")).unwrap_or_default();
                    format!("{}/{} {key}{}", frame.path, frame.number, String::from_utf8_lossy(frame.bytes))
                }
                Err(FrameProblem { problem, number }) => format!("<{problem:?} {}>", number.unwrap_or(0)),
            });
        }
        lines.join("\n")
    }

    fn check(member: &str, expected: &str) {
        assert_eq!(cut(member.as_bytes(), ITEMS, &Limits::default()), expected, "{member}");
    }

    #[test]
    fn lists_come_bare_wrapped_single_prefixed_and_empty() {
        check(r#"[{"a":1}, {"a":2}]"#, "0/1 {\"a\":1}\n0/2 {\"a\":2}");
        check(r#"{"other": {"list": [0]}, "list": [1, "x]", null]}"#, "1/1 1\n1/2 \"x]\"\n1/3 null");
        check(r#"{"title": "x", "list": [1]}"#, r#"0/1 {"title": "x", "list": [1]}"#);
        check("\u{feff}window.YTD.like.part0 = [\n {\"like\":{}} ]", "0/1 {\"like\":{}}");
        check("[]", "");
        check("{}", "");
        check(r#"{"list": []}"#, "");
        check(r#"{"list": null}"#, "");
    }

    #[test]
    fn a_broken_record_costs_itself() {
        check(r#"[{"a":1}, {"a":[2}, {"a":3}]"#, "0/1 {\"a\":1}\n<Broken 2>\n0/3 {\"a\":3}");
        // A lost quote runs over the next record; the walk goes back for it.
        check(
            r#"[{"a":"1"}, {"a":"2}, {"a":"3"}, {"a":"4"}]"#,
            "0/1 {\"a\":\"1\"}\n<Broken 2>\n0/3 {\"a\":\"3\"}\n0/4 {\"a\":\"4\"}",
        );
        check(r#"[{"a":1} {"a":2}]"#, "0/1 {\"a\":1}\n<Broken 0>\n0/2 {\"a\":2}");
        check(r#"[{"a":1}, {"a": 2"#, "0/1 {\"a\":1}\n<CutOff 2>");
        check(r#"[{"a":1}"#, "0/1 {\"a\":1}\n<CutOff 0>");
        check("<html><a href=\"x\">", "<NotJson 0>");
        check("", "<CutOff 0>");
    }

    #[test]
    fn limits_hold_and_reading_goes_on() {
        let limits = Limits { record_bytes: 70_000, record_depth: 3, ..Limits::default() };
        let long = format!(r#"[{{"a":"{}"}}, {{"a":2}}]"#, "x".repeat(300_000));
        assert_eq!(cut(long.as_bytes(), ITEMS, &limits), "<TooLong { limit: 70000 } 1>\n0/2 {\"a\":2}");
        let deep = r#"[[[[[1]]]], 2]"#;
        assert_eq!(cut(deep.as_bytes(), ITEMS, &limits), "<TooDeep { limit: 3 } 1>\n0/2 2");
        let beside = r#"{"other": [[[[[1]]]]], "list": [2]}"#;
        assert_eq!(cut(beside.as_bytes(), ITEMS, &limits), "1/1 2");
    }

    #[test]
    fn asides_and_entries_are_told_apart_from_counted_records() {
        const TALKS: Frames = Frames {
            paths: &[
                Path::aside(&[Step::Items, Step::Key("talk"), Step::Key("id")]),
                Path::records(&[Step::Items, Step::Key("talk"), Step::Key("said"), Step::Items]),
            ],
            single: &[],
        };
        const PEOPLE: Frames =
            Frames { paths: &[Path::records(&[Step::Key("who"), Step::Entries])], single: &[] };
        let member = br#"[{"talk":{"id":"A","said":[1,2]}},{"talk":{"id":"B","said":[3]}}]"#;
        assert_eq!(cut(member, TALKS, &Limits::default()), "0/0 \"A\"\n1/1 1\n1/2 2\n0/2 \"B\"\n1/3 3");
        let member = br#"{"who": {"a b": 1, "c": "2"}}"#;
        assert_eq!(cut(member, PEOPLE, &Limits::default()), "0/1 \"a b\"=1\n0/2 \"c\"=\"2\"");
    }

    const KINDS: Frames = Frames {
        paths: &[
            Path::records(&[
                Step::Entries,
                Step::Named(&["Likes", "Like List"]),
                Step::Named(&["All"]),
                Step::Items,
            ]),
            Path::records(&[Step::Entries, Step::Named(&["Talks"]), Step::Entries, Step::Items]),
            Path::records(&[Step::Entries, Step::Named(&["About"])]),
        ],
        single: &[],
    };

    #[test]
    fn lists_of_different_kinds_are_found_by_any_of_their_names() {
        let member = br#"{"App": 7, "Activity": {"LIKE LIST": {"App": 1, "all": [{"d": 1}]}, "Other": [2],
            "Talks": {"with a:": [{"d": 2}, {"d": 3}], "with b:": null}}, "Me": {"About": {"n": "x"}}}"#;
        assert_eq!(
            cut(member, KINDS, &Limits::default()),
            "0/1 {\"d\": 1}\n1/2 \"with a:\"={\"d\": 2}\n1/3 \"with a:\"={\"d\": 3}\n2/4 {\"n\": \"x\"}"
        );
        let mut frames = JsonFrames::new(
            &br#"{"A": {"Likes": {}, "Talks": null}, "B": 3}"#[..],
            KINDS,
            &Limits::default(),
        );
        assert!(frames.next().is_none());
        assert_eq!([0, 1, 2].map(|path| frames.found(path)), [true, true, false]);
    }

    #[test]
    fn a_broken_record_never_moves_another_into_its_list() {
        let whole = |broken: &str| {
            format!(
                r#"{{"A": {{"Likes": {{"All": [{{"d": 1}}, {broken}]}}, "Talks": {{"b": [{{"d": 3}}]}}}}}}"#
            )
        };
        let cut = |broken: &str| cut(whole(broken).as_bytes(), KINDS, &Limits::default());
        let rest = "0/1 {\"d\": 1}\n<Broken 2>\n1/3 \"b\"={\"d\": 3}";
        assert_eq!(cut(r#"{"d": [2}"#), rest);
        assert_eq!(cut(r#"{"d": "2}"#), rest);
        // What looks like the end of the list is none: nobody can tell where the next record stands.
        assert_eq!(cut(r#"{"d": [0], "e": "x}"#), "0/1 {\"d\": 1}\n<Broken 2>\n<Lost 0>");
    }

    #[test]
    fn records_tell_in_which_item_of_the_list_they_lie() {
        const SAID: Frames =
            Frames { paths: &[Path::records(&[Step::Items, Step::Key("said"), Step::Items])], single: &[] };
        let member = br#"[{"said":[1,2]},{"said":[]},{"said":[3]}]"#;
        let mut frames = JsonFrames::new(&member[..], SAID, &Limits::default());
        let mut items = Vec::new();
        while let Some(frame) = frames.next() {
            items.push(frame.unwrap().item);
        }
        assert_eq!(items, [1, 1, 3]);
    }

    proptest::proptest! {
        /// Whatever the bytes, the walk ends without a panic; whole lists come back whole.
        #[test]
        fn any_bytes_end(bytes in proptest::collection::vec(proptest::sample::select(&b"[]{}\",:\\ a1="[..]), 0..200)) {
            cut(&bytes, ITEMS, &Limits::default());
        }

        #[test]
        fn whole_lists_come_back(texts in proptest::collection::vec(".{0,40}", 0..20)) {
            let records: Vec<String> = texts.iter().map(|text| {
                let escaped: String = text.chars().flat_map(char::escape_unicode).filter(|c| !"{}".contains(*c)).collect();
                format!(r#"{{"text": "{}"}}"#, escaped.replace("\\u", "u"))
            }).collect();
            let member = format!("[{}]", records.join(", "));
            let expected: Vec<String> = records.iter().enumerate().map(|(at, record)| format!("0/{} {record}", at + 1)).collect();
            proptest::prop_assert_eq!(cut(member.as_bytes(), ITEMS, &Limits::default()), expected.join("\n"));
        }
    }
}
