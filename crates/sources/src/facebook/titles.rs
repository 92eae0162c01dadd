//! Towards whom an act was done, as far as the sentence that describes it tells: `Wim Aalto likes Ines Duarte's post.`
//!
//! The sentence is in the language of the account. Names that the export knows (friends, pages, whom one writes with) are
//! found in it whatever the language; where none of them is in it, a few patterns of sentences tell
//! (`data/platforms/meta.toml`). What neither tells stays unknown.

use std::collections::BTreeSet;

use event::{Channel, Party, PartyQuality, Words};

use super::channels::*;
use crate::context::Context;

/// Names are no longer, in letters.
const LONGEST_NAME: usize = 80;

/// Whom a sentence names.
#[derive(Debug, PartialEq)]
pub enum Target {
    /// Nobody that is known.
    Unknown,
    /// The owner.
    Oneself,
    Somebody(Party<'static>),
}

fn party(name: &str) -> Party<'static> {
    Party { name: name.to_owned().into(), quality: PartyQuality::DisplayName }
}

/// Whom the owner's act was done to. `actor` is what the record says of who did it.
pub fn target(title: &str, actor: Option<&str>, context: &Context) -> Target {
    let own = context.owner.names.iter().map(|name| &**name.expose()).chain(actor);
    let rest = own.filter_map(|name| title.strip_prefix(name)).min_by_key(|rest| rest.len()).unwrap_or(title);
    if context.labels.is_to_oneself(rest) {
        return Target::Oneself;
    }
    let known = known_name(rest, context).or_else(|| context.labels.target_of(rest));
    known.map_or(Target::Unknown, |name| Target::Somebody(party(name)))
}

/// The first known name in a sentence that is not the owner's, the longest where several begin there.
fn known_name<'t>(sentence: &'t str, context: &Context) -> Option<&'t str> {
    let starts = sentence.char_indices().filter(|(at, letter)| {
        let before = sentence[..*at].chars().next_back();
        !letter.is_whitespace() && !before.is_some_and(char::is_alphanumeric)
    });
    starts.map(|(at, _)| &sentence[at..]).find_map(|rest| name_at(rest, context))
}

/// The longest known name that a sentence begins with. A name may have grown a genitive's `s`.
fn name_at<'t>(sentence: &'t str, context: &Context) -> Option<&'t str> {
    if !begins_a_name(sentence, context) {
        return None;
    }
    let ends = sentence.char_indices().take(LONGEST_NAME).filter_map(|(at, letter)| {
        let end = at + letter.len_utf8();
        let next = sentence[end..].chars().next();
        let goes_on = letter.is_alphanumeric() && next.is_some_and(char::is_alphanumeric);
        (!goes_on && !letter.is_whitespace()).then_some(end)
    });
    let ends: Vec<usize> = ends.collect();
    ends.into_iter().rev().find_map(|end| {
        let whole = &sentence[..end];
        let without = whole.strip_suffix('s').filter(|name| !name.is_empty());
        [Some(whole), without].into_iter().flatten().find(|name| is_known(name, context))
    })
}

/// Whether a known name begins with the first word: most words of a sentence need no further look.
fn begins_a_name(sentence: &str, context: &Context) -> bool {
    let end = sentence.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(sentence.len());
    let word = sentence[..end].trim_end_matches('s');
    let people: &BTreeSet<Words<'_>> = &context.people;
    let first = people.range(Words::from(word)..).next();
    first.is_some_and(|name| name.expose().starts_with(word))
}

fn is_known(name: &str, context: &Context) -> bool {
    let people: &BTreeSet<Words<'_>> = &context.people;
    people.contains(&Words::from(name)) && !context.is_owner_name(name)
}

/// What a notification tells that somebody did to the owner, and who, if one person did it.
pub fn told(text: &str, context: &Context) -> Option<(&'static Channel, Option<Party<'static>>)> {
    let channels: [(&str, &'static Channel); 4] = [
        ("reply", &TOLD_REPLY),
        ("comment", &TOLD_COMMENT),
        ("react", &TOLD_REACTION),
        ("mention", &TOLD_MENTION),
    ];
    let (before, channel) =
        channels.iter().find_map(|(key, channel)| Some((context.labels.told(key, text)?, *channel)))?;
    let alone = || Some(before.trim()).filter(|name| !context.labels.is_several(name) && !name.is_empty());
    Some((channel, name_at(text, context).or_else(alone).map(party)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::common::labels::Labels;

    fn context() -> Context {
        let mut context = Context::new(Labels::load(&data::Data::builtin()).unwrap(), &[]);
        context.learn_owner(None, None, Some("Wim Aalto"));
        context.people.extend(["Ines", "Ines Duarte", "Ö. Berg", "Putri ✨", "Wim Aalto"].map(Words::from));
        context
    }

    #[test]
    fn sentences_name_their_target() {
        let context = context();
        let cases = [
            ("Wim Aalto likes Ines Duarte's post.", "Ines Duarte"),
            ("Wim Aalto likes Nadia Koh's photo.", "Nadia Koh"),
            ("Wim Aalto gefällt Ines Duartes Beitrag.", "Ines Duarte"),
            ("Wim Aalto a commenté la publication de Ö. Berg.", "Ö. Berg"),
            ("Wim Aalto commented on Ines’s link.", "Ines"),
            ("Wim Aalto replied to Putri ✨'s comment.", "Putri ✨"),
            ("Wim Aalto commented on a post.", ""),
            ("Wim Aalto commented on a post by Inessa.", ""),
            ("Wim Aalto commented on his own post.", "-"),
        ];
        for (title, expected) in cases {
            let found = match target(title, Some("Wim Aalto"), &context) {
                Target::Unknown => String::new(),
                Target::Oneself => "-".to_owned(),
                Target::Somebody(party) => party.name.expose().to_string(),
            };
            assert_eq!(found, expected, "{title}");
        }
    }

    #[test]
    fn notifications_tell_what_others_did() {
        let context = context();
        let cases = [
            ("Ines Duarte reacted to your post: \"tea\".", "react Ines Duarte"),
            ("Nadia Koh commented on your photo.", "comment Nadia Koh"),
            ("Ines Duarte and 3 others liked your photo.", "react Ines Duarte"),
            ("Nadia Koh and 3 others liked your photo.", "react -"),
            ("Nadia Koh replied to your comment.", "reply Nadia Koh"),
            ("Nadia Koh mentioned you in a comment.", "mention Nadia Koh"),
            ("Ines Duarte posted in a group.", "nothing"),
        ];
        for (text, expected) in cases {
            let found = told(text, &context).map_or("nothing".to_owned(), |(channel, party)| {
                let name = party.map_or("-".to_owned(), |party| party.name.expose().to_string());
                format!("{} {name}", channel.kind)
            });
            assert_eq!(found, expected, "{text}");
        }
    }
}
