//! The coverage matrix: platforms side by side.

use event::{Channel, Kind, Mode, Reverse};
use sources::{SOURCES, Source};

use super::table;
use super::{channels, header, kind, listed};

/// Kinds of acts that are items posted (codebook, section 3), without which the posts of a day cannot be counted.
const POSTED: [Kind; 4] = [Kind::Post, Kind::Story, Kind::Comment, Kind::Reply];

/// Kinds of acts whose words are looked at for oversharing (codebook, section 4).
const WORDS: [Kind; 7] =
    [Kind::Post, Kind::Share, Kind::Story, Kind::Comment, Kind::PollAnswer, Kind::Reply, Kind::Message];

pub fn page() -> String {
    let mut text = header("`crates/sources`");
    text += "# What can be seen on which platform\n\n";
    text += "One page for each platform says which files are read, how to get them and what is not read: ";
    let link = |source: &&Source| format!("[{}]({}.md)", source.platform.title(), source.platform);
    text += &format!("{}.\n\n", SOURCES.iter().map(link).collect::<Vec<_>>().join(", "));
    text += "## By kind of act\n\n\
             Whether an answer would be in the export. **both**: both directions are there. **state**: returned or not, as it \
             stood on the day of the export. **some**: an answer can be seen to come, never to stay away. **own**: only what \
             the owner does, or what is shown to them. An empty cell: no file that is read tells such acts. What is recent \
             (the last days or weeks) or consumption (time spent, what was seen) is said.\n\n";
    text += &by_kind();
    text += "\n## By measure\n\n\
             What each measure can rest on, if the export is whole. Grade A is an answer that was seen not to come, B a follow \
             that is not returned or messages never answered, C an act whose answer would not be visible.\n\n";
    text += &by_measure();
    text
}

fn head() -> Vec<&'static str> {
    std::iter::once("").chain(SOURCES.iter().map(|source| source.platform.title())).collect()
}

fn by_kind() -> String {
    let row = |one: &Kind| {
        let cells = SOURCES.iter().map(|source| cell(source, *one));
        std::iter::once(kind(*one)).chain(cells).collect::<Vec<_>>()
    };
    let told = |row: &Vec<String>| row.iter().skip(1).any(|cell| !cell.is_empty());
    table::of(&head(), Kind::ALL.iter().map(row).filter(told))
}

/// Each way of answering that channels of that kind have, the best first, with what is said beside it.
fn cell(source: &'static Source, kind: Kind) -> String {
    let of_kind: Vec<&Channel> =
        channels(source).into_iter().filter(|channel| channel.kind == kind).collect();
    let way = |reverse: &Reverse| {
        let ways: Vec<&&Channel> = of_kind.iter().filter(|channel| channel.reverse == *reverse).collect();
        let all = |holds: fn(&Channel) -> bool| !ways.is_empty() && ways.iter().all(|channel| holds(channel));
        let recent = if all(|channel| channel.mode == Mode::Recent) { ", recent" } else { "" };
        let consumed = if all(|channel| channel.consumption) { ", consumption" } else { "" };
        (!ways.is_empty()).then(|| format!("{}{recent}{consumed}", short(*reverse)))
    };
    let order = [Reverse::Full, Reverse::State, Reverse::Partial, Reverse::None];
    order.iter().filter_map(way).collect::<Vec<_>>().join("; ")
}

const fn short(reverse: Reverse) -> &'static str {
    match reverse {
        Reverse::Full => "**both**",
        Reverse::State => "**state**",
        Reverse::Partial => "some",
        Reverse::None => "own",
    }
}

/// A row of the second table: what it is called, and the channels that it rests on.
type Measure = (&'static str, fn(&Channel) -> bool);

const MEASURES: &[Measure] = &[
    ("ties, grade A", |channel| matches!(channel.reverse, Reverse::Full)),
    ("ties, grade B", |channel| match channel.reverse {
        Reverse::Full => true,
        Reverse::State => matches!(channel.kind, Kind::Follow),
        Reverse::Partial | Reverse::None => false,
    }),
    ("ties, grade C", |channel| matches!(channel.reverse, Reverse::None) && WEIGHED.contains(&channel.kind)),
    ("types, hours online: upper bound", |channel| channel.consumption),
    ("types, posts of a day", |channel| is_owners(channel) && POSTED.contains(&channel.kind)),
    ("oversharing, words of the owner", |channel| is_owners(channel) && WORDS.contains(&channel.kind)),
    ("rates and trends", |channel| matches!(channel.mode, Mode::Log)),
];

/// Kinds of acts that bring an account closer, where the export says which (codebook, section 2; the weights stand in
/// `data/ties.toml`).
const WEIGHED: [Kind; 14] = [
    Kind::View,
    Kind::React,
    Kind::Save,
    Kind::Search,
    Kind::Share,
    Kind::Comment,
    Kind::Reply,
    Kind::Mention,
    Kind::Subscribe,
    Kind::Pay,
    Kind::Attend,
    Kind::Follow,
    Kind::PollAnswer,
    Kind::ProfileVisit,
];

/// Whether acts of the owner are among them: what is told of others' acts, now and then, is an answer and no act.
const fn is_owners(channel: &Channel) -> bool {
    !matches!(channel.reverse, Reverse::Partial) || matches!(channel.kind, Kind::Message)
}

fn by_measure() -> String {
    let row = |(name, rests): &Measure| {
        let on = |source: &&'static Source| {
            let channels = channels(source);
            let names = listed(channels.iter().filter(|channel| rests(channel)));
            if names.is_empty() { "nothing".to_owned() } else { names }
        };
        std::iter::once((*name).to_owned()).chain(SOURCES.iter().map(on)).collect::<Vec<_>>()
    };
    let oversharing =
        std::iter::once("oversharing, what stands beside acts".to_owned()).chain(SOURCES.iter().map(beside));
    let rows = MEASURES.iter().map(row).chain(std::iter::once(oversharing.collect()));
    table::of(&head(), rows)
}

/// What is looked at beside texts of acts: pictures, and what stands in files that tell no acts.
fn beside(source: &&'static Source) -> String {
    let mut yields: Vec<&str> = Vec::new();
    for section in source.sections {
        let silent_parts = section.parts.iter().filter(|part| part.channels.is_empty());
        // What the owner changed in their profile is told with it.
        let silent = section.channels.iter().all(|channel| channel.kind == Kind::AccountChange);
        let silent = silent.then_some(section.yields);
        for one in silent.into_iter().chain(silent_parts.map(|part| part.yields)) {
            // Of several forms of one thing, the first.
            if !yields.contains(&one) && !one.contains(" (") {
                yields.push(one);
            }
        }
    }
    if yields.is_empty() { "nothing".into() } else { yields.join(", ") }
}
