//! What a file is that belongs to no export.

use archive::Archive;

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileKind {
    /// "a picture".
    pub title: &'static str,
    pub seen: Seen,
}

/// By what a kind of file was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    NameAndBytes,
    Bytes,
    Name,
    /// Neither says anything.
    Nowhere,
}

struct Known {
    title: &'static str,
    endings: &'static [&'static str],
    begins: &'static [(usize, &'static [u8])],
}

const fn known(
    title: &'static str,
    endings: &'static [&'static str],
    begins: &'static [(usize, &'static [u8])],
) -> Known {
    Known { title, endings, begins }
}

/// In this order: a sound may begin as a film does.
static KNOWN: &[Known] = &[
    known(
        "a picture",
        &[".jpg", ".jpeg", ".png", ".gif", ".webp", ".heic"],
        &[
            (0, b"\xff\xd8\xff"),
            (0, b"\x89PNG"),
            (0, b"GIF8"),
            (8, b"WEBP"),
            (4, b"ftyphei"),
            (4, b"ftypmif1"),
        ],
    ),
    known(
        "a sound",
        &[".mp3", ".m4a", ".ogg", ".opus", ".wav"],
        &[(0, b"ID3"), (0, b"OggS"), (8, b"WAVE"), (4, b"ftypM4A")],
    ),
    known("a film", &[".mp4", ".mov", ".webm", ".mkv"], &[(4, b"ftyp"), (0, b"\x1a\x45\xdf\xa3")]),
    known("a PDF", &[".pdf"], &[(0, b"%PDF")]),
    known("a page of HTML", &[".html", ".htm"], &[(0, b"<!doctype html"), (0, b"<html")]),
    known("a file of JSON", &[".json", ".js"], &[(0, b"{"), (0, b"[")]),
    known("a table", &[".csv", ".tsv"], &[]),
    known("a text", &[".txt", ".md"], &[]),
];

impl FileKind {
    /// The kind of a loose file.
    pub fn of(archive: &Archive) -> Self {
        let name =
            archive.members().first().map(|member| member.name.to_ascii_lowercase()).unwrap_or_default();
        Self::by(&name, &archive.head(0, 64))
    }

    fn by(name: &str, head: &[u8]) -> Self {
        // Text may stand behind white space, and tags in any case.
        let text = head.trim_ascii_start().to_ascii_lowercase();
        let begins = |known: &&Known| {
            let fits = |(at, sign): &(usize, &[u8])| {
                head.get(*at..).is_some_and(|rest| rest.starts_with(sign))
                    || *at == 0 && text.starts_with(sign)
            };
            known.begins.iter().any(fits)
        };
        let called = |known: &Known| known.endings.iter().any(|ending| name.ends_with(ending));
        match (KNOWN.iter().find(begins), KNOWN.iter().find(|known| called(known))) {
            (Some(known), _) if called(known) => Self { title: known.title, seen: Seen::NameAndBytes },
            (Some(known), _) => Self { title: known.title, seen: Seen::Bytes },
            (None, Some(known)) => Self { title: known.title, seen: Seen::Name },
            (None, None) => Self { title: "a file of a kind that is not known", seen: Seen::Nowhere },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_count_more_than_names() {
        let kind = |name: &str, head: &[u8]| {
            let kind = FileKind::by(name, head);
            (kind.title, kind.seen)
        };
        assert_eq!(kind("a.jpg", b"\xff\xd8\xff\xe0"), ("a picture", Seen::NameAndBytes));
        assert_eq!(kind("a.txt", b"%PDF-1.7"), ("a PDF", Seen::Bytes));
        assert_eq!(kind("a.htm", b"\n <HTML>"), ("a page of HTML", Seen::NameAndBytes));
        assert_eq!(kind("a.m4a", b"\0\0\0\x20ftypM4A "), ("a sound", Seen::NameAndBytes));
        assert_eq!(kind("a.csv", b"name"), ("a table", Seen::Name));
        assert_eq!(kind("a", b""), ("a file of a kind that is not known", Seen::Nowhere));
    }
}
