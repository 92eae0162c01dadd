//! What was asked, as yes and no, by the words of the study's findings.

use crate::{Joined, Table};

/// A question that becomes yes or no.
pub(crate) struct Item {
    /// In a few words: "Depends on influencers' content".
    pub label: &'static str,
    rule: Rule,
    /// Asked of those who follow influencers only.
    followers: bool,
}

enum Rule {
    /// 1 or 0 in a column.
    Yes(&'static str),
    /// From a code on: 4 or 5 of 5.
    From(&'static str, f64),
    /// One of the codes.
    Is(&'static str, &'static str),
    /// Any of the answers of a question with several.
    Any(&'static str, &'static [&'static str]),
}

const fn of_all(label: &'static str, rule: Rule) -> Item {
    Item { label, rule, followers: false }
}

const fn of_followers(label: &'static str, rule: Rule) -> Item {
    Item { label, rule, followers: true }
}

pub(crate) const ESCAPE: Item = of_followers("An escape from reality", Rule::From("influencer_escape", 4.0));
pub(crate) const FRIENDS: Item =
    of_followers("Could be friends with them", Rule::From("influencer_friends", 4.0));
pub(crate) const MESSAGE: Item = of_followers("Sent one a private message", Rule::Yes("contact_message"));
pub(crate) const MET: Item = of_followers("Met one in real life", Rule::Is("met", "yes"));
pub(crate) const LEARNS: Item = of_followers("Learns from them", Rule::From("influencer_learns", 4.0));
pub(crate) const UNIQUE: Item =
    of_followers("A relationship they have with no one else", Rule::From("influencer_unique", 4.0));
pub(crate) const DEPENDENT: Item =
    of_followers("Depends on influencers' content", Rule::From("influencer_dependent", 4.0));
pub(crate) const ABSENCE: Item = of_followers("A sense of absence", Rule::From("influencer_absence", 4.0));
pub(crate) const COMMENT: Item = of_followers("Commented", Rule::Yes("contact_comment"));
pub(crate) const REACTION: Item = of_followers("Reacted", Rule::Yes("contact_reaction"));
pub(crate) const EVENT: Item = of_followers("Attended an event", Rule::Yes("contact_event"));
pub(crate) const FAN_ART: Item = of_followers("Made fan art", Rule::Yes("contact_fan_art"));
pub(crate) const AGENT: Item =
    of_followers("Wrote an e-mail or called", Rule::Any("contact", &["email", "phone"]));
pub(crate) const VITAL: Item = of_all("Social media a vital connection", Rule::From("vital", 4.0));
pub(crate) const TOLERANT: Item = of_all("Less tolerant than before", Rule::Is("tolerance", "3"));
pub(crate) const FOLLOWS: Item = of_all("Follows influencers", Rule::Yes("follows"));
pub(crate) const LONG: Item = of_all("Two hours a day online or more", Rule::From("hours", 5.0));
pub(crate) const OFTEN: Item = of_all("Posts once a day or more", Rule::From("posts", 5.0));
pub(crate) const TRUST: Item = of_all("Does not trust platforms with data", Rule::Yes("data_trust"));
pub(crate) const HARMED: Item = of_all(
    "Hacked, phished, doxed, bullied or shamed",
    Rule::Any("happened", &["hacked", "phished", "doxed", "bullied", "shamed"]),
);

impl Item {
    /// For each person yes, no, or nothing where it was not asked or not answered. None if the question is not in the answers.
    pub(crate) fn of(&self, joined: &Joined) -> Option<Vec<Option<bool>>> {
        let mut found = self.rule.of(&joined.answers)?;
        if self.followers && joined.answers.has("follows") {
            let follows = joined.answers.yes("follows");
            for (answer, follows) in found.iter_mut().zip(follows) {
                *answer = answer.filter(|_| follows == Some(true));
            }
        }
        Some(found)
    }
}

impl Rule {
    fn of(&self, answers: &Table) -> Option<Vec<Option<bool>>> {
        match self {
            Self::Yes(name) => answers.has(name).then(|| answers.yes(name)),
            Self::From(name, from) => answers.has(name).then(|| {
                answers
                    .numbers(name)
                    .into_iter()
                    .map(|code| (!code.is_nan()).then_some(code >= *from))
                    .collect()
            }),
            Self::Is(name, code) => answers.has(name).then(|| {
                answers.codes(name).into_iter().map(|found| found.map(|found| found == *code)).collect()
            }),
            Self::Any(name, choices) => {
                let columns: Vec<Vec<Option<bool>>> = choices
                    .iter()
                    .map(|choice| format!("{name}_{choice}"))
                    .filter(|column| answers.has(column))
                    .map(|column| answers.yes(&column))
                    .collect();
                let any = |row: usize| {
                    let known: Option<Vec<bool>> = columns.iter().map(|column| column[row]).collect();
                    known.map(|known| known.contains(&true))
                };
                (!columns.is_empty()).then(|| (0..answers.rows).map(any).collect())
            }
        }
    }
}

/// Answers of some rows, no where there is none; to be looked at where there is one only.
pub(crate) fn yes(answers: &[Option<bool>]) -> Vec<bool> {
    answers.iter().map(|answer| *answer == Some(true)).collect()
}
