//! Archives that cannot be used, and what to do about it.

use std::fmt;

use archive::{Archive, ArchiveError, Form, Remark};
use sources::{Listing, Missing, Recognition, SOURCES, other_platform, recognise};

const NO_PLATFORM: &str = "no known platform";

/// An input that cannot be used at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// As the person named it.
    pub label: String,
    pub reason: String,
    pub found: Option<String>,
    pub hint: Option<String>,
}

impl fmt::Display for Refused {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "cannot use `{}`: {}", self.label, self.reason)?;
        if let Some(found) = &self.found {
            write!(out, "\n  found: {found}")?;
        }
        if let Some(hint) = &self.hint {
            write!(out, "\nhint: {hint}")?;
        }
        Ok(())
    }
}

impl Refused {
    fn new(label: &str, reason: impl Into<String>) -> Self {
        Self { label: label.into(), reason: reason.into(), found: None, hint: None }
    }

    fn found(mut self, found: impl Into<String>) -> Self {
        self.found = Some(found.into());
        self
    }

    fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// An input that could not be opened.
    pub fn unopened(label: &str, error: &ArchiveError) -> Self {
        let refused = Self::new(label, error.to_string());
        match error {
            ArchiveError::NothingWhole { size } if *size == 1 << 31 => refused
                .found("exactly 2 GiB, where many downloads are cut off")
                .hint("download it again, with another browser or onto another disk"),
            ArchiveError::NothingWhole { .. } | ArchiveError::BrokenTar => {
                refused.hint("the download was cut off: download it again")
            }
            ArchiveError::Empty => refused.hint("the download did not begin: download it again"),
            ArchiveError::Split => {
                refused.hint("join the parts to one zip first, or unpack them and give the folder")
            }
            _ => refused,
        }
    }

    /// An input that is not there or may not be read.
    pub fn unreadable(label: &str, kind: std::io::ErrorKind) -> Self {
        let refused = Self::new(label, archive::io_reason(kind));
        match kind {
            std::io::ErrorKind::NotFound => refused.hint("check the path"),
            std::io::ErrorKind::PermissionDenied => refused.hint("ask whose it is"),
            _ => refused,
        }
    }

    /// An archive that no source knows, and where to learn more about it.
    pub fn unknown(archive: &Archive) -> Self {
        let refused = Self::unrecognised(archive);
        if !refused.is_puzzling() {
            return refused;
        }
        let more = "`parasocial what PATH` says what each file is";
        let hint = refused.hint.as_ref().map_or_else(|| more.into(), |hint| format!("{hint}; {more}"));
        refused.hint(hint)
    }

    /// Whether nothing is known of it, not even of which platform it might be.
    pub fn is_puzzling(&self) -> bool {
        self.reason == NO_PLATFORM
    }

    /// An archive that no source knows.
    pub fn unrecognised(archive: &Archive) -> Self {
        let label = archive.label();
        let members = archive.members().len();
        let listing = Listing::new(vec![(0, archive)]);
        let wrong = SOURCES.iter().find_map(|source| match recognise(source, &listing) {
            Recognition::Maybe(missing) => Some((source, missing)),
            _ => None,
        });
        if let Some((source, missing)) = wrong {
            let title = source.platform.title();
            return match missing {
                Missing::JsonForm => {
                    Self::new(label, format!("an export of {title} in the HTML form, which cannot be read"))
                        .found(counted(members))
                        .hint(format!("ask for it again in the JSON form. {}", source.how_to_get))
                }
                Missing::JsonFormOfText => {
                    Self::new(label, format!("an export of {title} in the TXT form, which cannot be read"))
                        .found(counted(members))
                        .hint(format!("ask for it again in the JSON form. {}", source.how_to_get))
                }
                Missing::NewerForm => {
                    Self::new(label, format!("an archive of {title} from before 2019, which cannot be read"))
                        .found(counted(members))
                        .hint(format!("ask for a new one. {}", source.how_to_get))
                }
            };
        }
        if members == 0 {
            return Self::new(label, "nothing is in it")
                .found("no file")
                .hint("ask the platform for the export again");
        }
        if let Some(other) = other_platform(&listing) {
            return Self::new(
                label,
                format!("an export of {}, which this version does not read", other.title),
            )
            .found(counted(members))
            .hint(format!("exports of {} are read", platforms()));
        }
        let refused = Self::new(label, NO_PLATFORM);
        if archive.form() == Form::Loose {
            return refused
                .found("one file, not of a kind that exports hold")
                .hint("give the zip as the platform sent it; `parasocial sources` shows what is expected");
        }
        let refused = refused.found(format!(
            "{}, none of the files that exports of {} hold",
            counted(members),
            platforms()
        ));
        let nested = archive.remarks().iter().any(|remark| matches!(remark, Remark::NestedArchives { .. }));
        refused.hint(if nested {
            "there is a zip inside it: unpack once and give that zip"
        } else if archive.form() == Form::Folder {
            "`parasocial sources` shows what is expected"
        } else {
            "if this is a zip inside a zip, unpack once; `parasocial sources` shows what is expected"
        })
    }
}

fn counted(members: usize) -> String {
    if members == 1 { "1 file".into() } else { format!("{members} files") }
}

fn platforms() -> String {
    let titles: Vec<&str> = SOURCES.iter().map(|source| source.platform.title()).collect();
    match titles.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => titles.concat(),
    }
}
