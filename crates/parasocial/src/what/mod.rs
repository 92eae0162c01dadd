//! What was found, for a person and for a machine. Files in an export are named by their declared patterns, never by their
//! own names: those of folders are names of conversations.

mod json;

use std::fmt::Write;

use archive::Form;
use person::what::{FileKind, Found, FoundExport, Seen, Sure, What};
use sources::{SOURCES, Source};

pub use json::as_json;

/// Columns of a line.
const WIDTH: usize = 100;
/// Files that belong to no export are told one by one up to here.
const MOST_FILES: usize = 20;

/// One paragraph for each input, then how to get what is not there.
pub fn as_text(found: &[Found]) -> String {
    let (files, others): (Vec<&Found>, Vec<&Found>) =
        found.iter().partition(|one| matches!(one.what, What::File(..)));
    let mut text = String::new();
    for one in others {
        text += &paragraph(one);
        text.push('\n');
    }
    text += &loose(&files);
    text += &how_to_get(found);
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

fn paragraph(found: &Found) -> String {
    let label = &found.label;
    let mut text = String::new();
    match &found.what {
        What::Exports(exports) => {
            for export in exports {
                let _ = writeln!(text, "{label}: {}", title(export, found.form));
                text += &facts(export, found.form);
            }
        }
        What::PartOf(sources) => {
            let _ = writeln!(text, "{label}: could be a part of an export of {}", either(sources));
            text +=
                "  how sure: not very: by the names of files that say little, such as those of pictures\n";
            text += "  what to do: give it to `parasocial check` together with the other parts\n";
        }
        What::File(kind, called_so) => {
            let _ = writeln!(text, "{label}: {}", file(*kind, called_so));
        }
        What::Refused(refused) => {
            let _ = writeln!(text, "{label}: {}", refused.reason);
            if let Some(found) = &refused.found {
                let _ = writeln!(text, "  found: {found}");
            }
            if let Some(hint) = &refused.hint {
                text += &wrapped("  what to do: ", hint);
            }
        }
    }
    for note in &found.notes {
        let times = if note.count > 1 { format!(" ({} times)", note.count) } else { String::new() };
        let _ = writeln!(text, "  beware: {}{times}", note.what);
        let more = [note.detail.as_deref(), note.hint.as_deref()];
        more.into_iter().flatten().for_each(|more| text += &wrapped("    ", more));
    }
    text
}

/// What it is, in one line.
fn title(export: &FoundExport, form: Option<Form>) -> String {
    let title = export.source.platform.title();
    let what = if form == Some(Form::Loose) { "one file of an export" } else { "an export" };
    if export.sure.or.is_empty() {
        format!("{what} of {title} ({})", export.variant)
    } else {
        format!("{what} of {title}, or of {}", export.sure.or.join(" or "))
    }
}

fn facts(export: &FoundExport, form: Option<Form>) -> String {
    let mut text = format!("  how sure: {}\n", how_sure(&export.sure));
    text += "  holds:\n";
    for (section, files) in &export.held {
        let count = if *files > 1 { format!(" ({files} files)") } else { String::new() };
        let _ = writeln!(text, "    {:<48} {}{count}", section.id(), section.yields);
    }
    if form == Some(Form::Loose) {
        text += "  missing: the rest of the export; give it whole if you have it\n";
    } else if !export.missing.is_empty() {
        text += "  missing (not chosen, nothing there to tell, or not exported that year):\n";
        let mut yields: Vec<&str> = export.missing.iter().map(|section| section.yields).collect();
        let mut told = std::collections::BTreeSet::new();
        yields.retain(|one| told.insert(*one));
        text += &wrapped("    ", &yields.join("; "));
    }
    if export.unread > 0 {
        let kinds = counted(export.unread, "kind of file", "kinds of files");
        let _ = writeln!(text, "  known and not read: {kinds}; `parasocial sources` says which and why");
    }
    if export.unknown > 0 {
        let _ = writeln!(text, "  not known: {}", counted(export.unknown, "file", "files"));
    }
    text
}

/// How sure it is, and why.
fn how_sure(sure: &Sure) -> String {
    let kinds = sure.names_and_bytes + sure.bytes + sure.names;
    let why = match (sure.names_and_bytes, sure.bytes) {
        (0, 0) if kinds == 1 => "by its name alone".to_owned(),
        (0, 0) => format!("by the names of {kinds} kinds of files alone"),
        (0, _) if kinds == 1 => "by its first bytes; its name is another".to_owned(),
        (0, bytes) => {
            format!("by the first bytes of {bytes} of {kinds} kinds of files; their names are others")
        }
        (_, _) if kinds == 1 => "by its name and its first bytes".to_owned(),
        (both, _) => {
            format!("by the names of {kinds} kinds of files, and the first bytes of {}", both + sure.bytes)
        }
    };
    match (sure.or.is_empty(), sure.names_and_bytes) {
        (false, _) => format!("not sure which of them, {why}"),
        (true, 0) => format!("likely, {why}"),
        (true, _) => format!("certain, {why}"),
    }
}

/// Files that belong to no export.
fn loose(files: &[&Found]) -> String {
    let mut text = String::new();
    for found in files.iter().take(MOST_FILES) {
        text += &paragraph(found);
        text.push('\n');
    }
    if files.len() > MOST_FILES {
        let _ = writeln!(text, "and {} more files that belong to no export\n", files.len() - MOST_FILES);
    }
    text
}

fn file(kind: FileKind, called_so: &[&'static Source]) -> String {
    let why = match kind.seen {
        Seen::NameAndBytes => " by its name and its first bytes",
        Seen::Bytes => " by its first bytes, not by its name",
        Seen::Name => " by its name alone",
        Seen::Nowhere => "",
    };
    if called_so.is_empty() {
        return format!("{}{why}, which belongs to no export", kind.title);
    }
    let platforms = either(called_so);
    format!("{}{why}; called as files of {platforms} are, and nothing in it says that it is one", kind.title)
}

/// How to get a whole export of every platform of which something is here that is not whole.
fn how_to_get(found: &[Found]) -> String {
    let lacks = |source: &Source| {
        found.iter().any(|one| match &one.what {
            What::Exports(exports) => exports
                .iter()
                .any(|export| export.source.platform == source.platform && !export.missing.is_empty()),
            What::PartOf(sources) => sources.iter().any(|part| part.platform == source.platform),
            What::File(..) | What::Refused(_) => false,
        })
    };
    let lacking: Vec<&Source> = SOURCES.iter().copied().filter(|source| lacks(source)).collect();
    let mut text = String::new();
    if !lacking.is_empty() {
        text += "how to get a whole export\n";
        for source in lacking {
            text += &wrapped(&format!("  {}: ", source.platform.title()), source.how_to_get);
        }
    }
    text
}

fn either(sources: &[&'static Source]) -> String {
    let titles: Vec<&str> = sources.iter().map(|source| source.platform.title()).collect();
    titles.join(" or ")
}

fn counted(count: u64, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// Words behind a beginning, cut into lines; where the beginning says something, the later lines stand further in.
fn wrapped(begin: &str, words: &str) -> String {
    let blank = begin.len() - begin.trim_start().len();
    let indent = if begin.trim().is_empty() { blank } else { blank + 2 };
    let (mut text, mut line) = (String::new(), begin.to_owned());
    let mut is_first = true;
    for word in words.split_whitespace() {
        if !is_first && line.chars().count() + 1 + word.chars().count() > WIDTH {
            text += &line;
            text.push('\n');
            (line, is_first) = (" ".repeat(indent), true);
        }
        if !is_first {
            line.push(' ');
        }
        line += word;
        is_first = false;
    }
    text + &line + "\n"
}
