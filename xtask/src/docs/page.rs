//! The page of one platform.

use event::{Channel, Kind, Mode, Reverse};
use sources::{Missing, Part, SOURCES, Section, Source};

use super::table::{self, code};
use super::{answer, channels, header, kind, listed};

pub fn of(source: &'static Source) -> String {
    let mut text = header(&format!("`crates/sources/src/{}`", source.platform));
    text += &format!("# {}\n\n", source.platform.title());
    text += &format!("## How to get the export\n\n{}.\n\n", source.how_to_get);
    text += &forms(source);
    text += &read(source);
    text += &told(source);
    text += &unread(source);
    text += &unseen(source);
    text
}

/// What is recognised, and what is told and cannot be read.
fn forms(source: &Source) -> String {
    let mut text = "## What is recognised\n\n".to_owned();
    source.variants.iter().for_each(|variant| text += &format!("- {variant}\n"));
    if !source.wrong_forms.is_empty() {
        text += "\nTold, and not read:\n\n";
        let row = |(pattern, missing): &(&str, Missing)| vec![code(pattern), lacks(*missing).to_owned()];
        text += &table::of(&["a file such as", "what is needed instead"], source.wrong_forms.iter().map(row));
    }
    text + "\n"
}

const fn lacks(missing: Missing) -> &'static str {
    match missing {
        Missing::JsonForm => "the JSON form; this is the HTML form",
        Missing::JsonFormOfText => "the JSON form; this is the TXT form",
        Missing::NewerForm => "a new export; this one is of a kind that was given up",
    }
}

fn read(source: &'static Source) -> String {
    let mut text = "## What is read\n\n\
                    `*` stands for digits, or for any folder; `**` for any file below. A path is told by its end.\n\n"
        .to_owned();
    let mut rows = Vec::new();
    for section in source.sections {
        rows.push(row(source, section));
        rows.extend(section.parts.iter().map(part));
    }
    text += &table::of(&["file", "what it is", "what comes of it", "remarks"], rows);
    text + "\n"
}

fn row(source: &Source, section: &'static Section) -> Vec<String> {
    let comes = if section.parts.is_empty() { acts(section.channels) } else { "see its lists".to_owned() };
    let also = section.files.iter().skip(1).map(|file| code(file)).collect::<Vec<_>>().join(", ");
    let also = if also.is_empty() { also } else { format!("also {also}") };
    vec![
        format!("{} {also}", code(section.id())).trim().to_owned(),
        section.yields.into(),
        comes,
        remarks(source, section),
    ]
}

fn part(part: &'static Part) -> Vec<String> {
    vec![format!("in it: {}", code(part.name)), part.yields.into(), acts(part.channels), String::new()]
}

/// The kinds of acts, each with its channels.
fn acts(channels: &'static [&'static Channel]) -> String {
    if channels.is_empty() {
        return "no acts: what you say about yourself, or what is known of you".into();
    }
    let one = |channel: &&Channel| format!("{}: {}", kind(channel.kind), channel.name);
    channels.iter().map(one).collect::<Vec<_>>().join("; ")
}

fn remarks(source: &Source, section: &Section) -> String {
    let mut remarks = Vec::new();
    if section.is_context_only() {
        remarks.push("tells who the owner is".to_owned());
    } else if section.context.is_some() {
        remarks.push("looked at first, for what has to be known before".to_owned());
    }
    if !section.unless.is_empty() {
        let others: Vec<String> = section.unless.iter().map(|other| code(other)).collect();
        let why = if section.in_their_place { "holds the same in another form" } else { "repeats them" };
        remarks.push(format!("read only without {} ({why})", others.join(", ")));
    }
    if section.common_name {
        remarks.push("its name is common: the first bytes have to bear it out".to_owned());
    }
    if !section.telling && section.is_text() {
        let others = SOURCES.iter().filter(|other| other.platform != source.platform);
        let named = others.filter(|other| {
            other.sections.iter().any(|theirs| theirs.files.iter().any(|file| section.files.contains(file)))
        });
        let titles: Vec<&str> = named.map(|other| other.platform.title()).collect();
        let of = if titles.is_empty() { String::new() } else { format!(" ({})", titles.join(", ")) };
        remarks.push(format!("does not tell the platform by its name{of}"));
    }
    remarks.join("; ")
}

/// What each channel can tell.
fn told(source: &'static Source) -> String {
    let row = |channel: &'static Channel| {
        let consumed = if channel.consumption { "yes" } else { "" };
        vec![
            channel.name.into(),
            kind(channel.kind),
            covers(channel.mode).into(),
            answer(channel.reverse).into(),
            consumed.into(),
        ]
    };
    let head =
        ["acts", "kind", "what of them is there", "would an answer be there?", "traces what was consumed"];
    let rows = channels(source).into_iter().map(row);
    format!("## What can be told by it\n\n{}\n", table::of(&head, rows))
}

const fn covers(mode: Mode) -> &'static str {
    match mode {
        Mode::Log => "all, as they happened",
        Mode::Snapshot => "what still stood on the day of the export",
        Mode::Recent => "the last days or weeks",
        Mode::Aggregate => "sums",
    }
}

fn unread(source: &Source) -> String {
    let in_files = source.sections.iter().flat_map(|section| section.unread_parts);
    let row = |(pattern, why): &(&str, &str)| vec![code(pattern), (*why).to_owned()];
    let rows: Vec<Vec<String>> = source.unread.iter().chain(in_files).map(row).collect();
    if rows.is_empty() {
        return String::new();
    }
    format!("## Known and not read\n\n{}\n", table::of(&["file or list", "why"], rows))
}

/// What no file of the export tells.
fn unseen(source: &'static Source) -> String {
    let channels = channels(source);
    let of = |reverse: Reverse| {
        listed(channels.iter().filter(move |channel| channel.reverse == reverse && is_answered(channel.kind)))
    };
    let mut text = "## What cannot be seen\n\n".to_owned();
    let mut point = |what: &str, names: String| {
        if !names.is_empty() {
            text += &format!("- {what}: {names}.\n");
        }
    };
    point("Whether anybody answered, because an answer would not be in the export", of(Reverse::None));
    point("Whether an answer stayed away, because not every answer is in it", of(Reverse::Partial));
    let none = |kind: &&Kind| !channels.iter().any(|channel| channel.kind == **kind);
    let kinds: Vec<String> = Kind::ALL.iter().filter(none).map(|one| kind(*one)).collect();
    point("Acts of these kinds, which no file that is read tells", kinds.join(", "));
    let recent = channels.iter().filter(|channel| channel.mode == Mode::Recent);
    point("Anything older than some days or weeks of", listed(recent));
    let stands = |channel: &&&Channel| channel.mode == Mode::Snapshot && channel.kind != Kind::Unfollow;
    let standing = channels.iter().filter(stands);
    point("What was taken back before the day of the export, of", listed(standing));
    if !channels.iter().any(|channel| channel.consumption) {
        text += "- How much was watched or read: hours online have no upper bound.\n";
    }
    text
}

/// Whether somebody could answer such an act at all.
const fn is_answered(kind: Kind) -> bool {
    !matches!(
        kind,
        Kind::Unfollow
            | Kind::Block
            | Kind::Mute
            | Kind::Save
            | Kind::View
            | Kind::Search
            | Kind::ProfileVisit
            | Kind::AdClick
            | Kind::Session
            | Kind::AccountChange
    )
}
