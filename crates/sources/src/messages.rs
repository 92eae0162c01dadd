//! Every sentence that this crate says. Never a person's words: places are patterns and numbers, things are types.

use archive::{FrameProblem, MemberError, Problem};
use event::Note;

use crate::reading::{Unreadable, UnreadableKind};

/// A record that is no JSON, or JSON of another shape.
pub fn unreadable(unreadable: Unreadable) -> Note {
    let (what, detail) = match unreadable.kind {
        UnreadableKind::Syntax => {
            ("skipped a record that is not valid JSON", "expected JSON, found something else")
        }
        UnreadableKind::Shape => {
            ("skipped a record of an unknown shape", "expected another type of value there")
        }
        UnreadableKind::Fields => (
            "skipped a row that does not fit its header",
            "expected a field for each column, found another number",
        ),
        UnreadableKind::Markup => {
            ("skipped a record of an unknown shape", "expected the parts that such a page has, found others")
        }
    };
    let mut note = Note::warning("sources.broken-record", what).because(detail);
    note.place.column = Some(unreadable.column).filter(|&column| column > 0);
    note.hint(
        "run `parasocial shape` on the export and attach what it prints to a bug report; it holds no values",
    )
}

/// A record that was not valid JSON and could be read after a small repair.
pub fn repaired() -> Note {
    Note::info("sources.repaired-record", "repaired a record that is not valid JSON")
        .because("NaN, `\\xNN`, a raw control character, a trailing comma or a letter that is not UTF-8")
}

/// A record that could be read once letters were replaced.
pub fn letters_replaced() -> Note {
    Note::info("sources.repaired-record", "replaced letters that cannot be read in a record")
        .because("expected UTF-8, found other bytes")
}

/// A field that does not hold what it should.
pub fn odd_field(field: &'static str, expected: &'static str, found: &'static str) -> Note {
    let mut note =
        Note::warning("sources.odd-field", format!("field `{field}` is left out where it is not readable"));
    note.detail = Some(format!("expected {expected}, found {found}").into());
    note.lossy = true;
    note
}

/// A record that could not be cut out of its member.
pub fn frame_problem(problem: FrameProblem) -> Note {
    let note = match problem.problem {
        Problem::Broken => {
            Note::warning("sources.broken-record", "skipped a record with unmatched brackets or quotes")
        }
        Problem::TooLong { limit } => {
            Note::warning("sources.too-long", format!("skipped a record of more than {} MiB", limit >> 20))
        }
        Problem::TooDeep { limit } => Note::warning(
            "sources.too-deep",
            format!("skipped a record with more than {limit} brackets in brackets"),
        ),
        Problem::CutOff => {
            Note::warning("sources.cut-off", "the file ends in the middle; what stands before was read")
                .hint("ask the platform for the export again: this copy is not whole")
        }
        Problem::NotJson => Note::warning("sources.not-json", "the file is not JSON")
            .hint("ask the platform for the export again, and choose JSON as its form"),
        Problem::Member(error) => return member(error),
    };
    match problem.number {
        Some(number) => note.at_record(number),
        None => note,
    }
}

/// A member that cannot be read, or not to its end.
pub fn member(error: MemberError) -> Note {
    let note = Note::warning("archive.member", format!("a file could not be read: {error}"));
    match error {
        MemberError::Encrypted => note.hint("unpack it with its password first, then check the folder"),
        MemberError::Damaged => note.hint("ask the platform for the export again: this copy is damaged"),
        MemberError::Method(_) => note.hint("unpack it with another program first, then check the folder"),
        _ => note,
    }
}

/// Records that were read, and nothing came of any of them.
pub fn nothing_came() -> Note {
    let mut note = Note::info("sources.nothing-came", "nothing is known of what the records in it say")
        .because("records without any field that is known");
    note.lossy = true;
    note.hint(
        "run `parasocial shape` on the export and attach what it prints to a bug report; it holds no values",
    )
}

/// An object that holds no list that is known.
pub fn no_list() -> Note {
    Note::warning("sources.no-list", "found no list of records in it")
        .because("expected a list, or one under a key that is known; found an object of other keys")
}

/// Messages without the encrypted ones that belong to them.
pub fn encrypted_missing() -> Note {
    Note::info(
        "sources.encrypted-missing",
        "end-to-end-encrypted messages are no part of this export, so whether anybody answered is not known",
    )
    .hint("they come as a download of their own, which can be checked together with it: `parasocial sources` says where to ask for it")
}

/// Conversations whose owner cannot be told.
pub fn owner_unknown() -> Note {
    let mut note = Note::info(
        "sources.owner-unknown",
        "the export does not say who its owner is, so messages have no direction and count for nobody",
    );
    note.lossy = true;
    note.hint("give the name that you have on the platform: `--owner NAME`")
}
