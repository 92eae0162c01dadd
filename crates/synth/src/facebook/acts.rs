//! Reactions, comments, votes, savings, events.

use event::{Direction, Kind, PartyQuality};

use super::{ACTS, EVENTS, Era, POLLS, SAVED, STORIES, Writer, labelled, row};
use crate::export::{Row, Sheet};
use crate::json::{Json, object};
use crate::life::people::Role;

const COMMENTS: [&str; 5] = ["schön!", "Oh, what a day", "¡qué bien!", "see you there 🌿", "où est-ce ?"];

impl Writer<'_> {
    pub(super) fn acts(&mut self) {
        self.reactions();
        self.comments();
        self.small();
        if self.era == Era::Activity2024 {
            self.newer_reactions();
        }
    }

    /// Whose post it is: somebody, the owner, or nobody known; and what the sentence calls them.
    fn target(&mut self) -> (String, Target) {
        let roles = [Role::Friend, Role::PublicFigure, Role::Brand, Role::NeverAnswers];
        let people = self.of(&roles);
        match self.dice.below(10) {
            0 => ("his own post".into(), Target::Oneself),
            1 => ("a post".into(), Target::Nobody),
            _ if people.is_empty() => ("a photo".into(), Target::Nobody),
            _ => {
                let name = self.person.accounts[*self.dice.pick(&people)].name.clone();
                (format!("{name}'s post"), Target::Somebody(name))
            }
        }
    }

    fn reactions(&mut self) {
        let (name, key) = match self.era {
            Era::Early => ("posts_and_comments.json", Some("reactions_v2")),
            _ => ("likes_and_reactions_1.json", None),
        };
        let mut sheet = self.sheet(ACTS, name);
        for _ in 0..2 * self.weeks() {
            let (at, (what, target)) = (self.moment(), self.target());
            let owner = &self.person.owner.name;
            let reaction = *self.dice.pick(&["LIKE", "LOVE", "HAHA", "WOW", "SORRY", "ANGER", "CARE"]);
            sheet.push(object! {
                "timestamp" => at,
                "data" => vec![object! { "reaction" => object! { "reaction" => reaction, "actor" => owner } }],
                "title" => format!("{owner} likes {what}."),
            });
            self.expect(&sheet, &target.row(Kind::React, at));
        }
        match key {
            Some(key) => self.add_list(sheet, key),
            None => self.add_bare(sheet),
        }
    }

    pub(super) fn add_bare(&mut self, sheet: Sheet) {
        let path = sheet.path.clone();
        self.books[0].add(&path, Json::from(sheet.into_records()).to_meta());
    }

    fn newer_reactions(&mut self) {
        let mut sheet = self.sheet(ACTS, "likes_and_reactions.json");
        let people = self.known();
        for number in 0..self.weeks() {
            let at = self.moment();
            let url = format!("https://www.facebook.com/posts/{number}");
            let mut values = vec![
                object! { "label" => "Reaction", "value" => "Like" },
                object! { "label" => "URL", "value" => url.as_str(), "href" => url.as_str() },
            ];
            let mut expected = row(Kind::React, Direction::Outgoing, at).item(&url);
            if self.dice.chance(0.8) && !people.is_empty() {
                let name = self.person.accounts[*self.dice.pick(&people)].name.clone();
                values.push(named("Group", "Teas of the north"));
                values.push(named("Author", &name));
                expected = expected.party(&name, PartyQuality::DisplayName);
            }
            sheet.push(labelled(at, values));
            self.expect(&sheet, &expected);
        }
        self.add_bare(sheet);
    }

    fn comments(&mut self) {
        let mut sheet = self.sheet(ACTS, "comments.json");
        for _ in 0..self.weeks() / 2 + 1 {
            let (at, (what, target)) = (self.moment(), self.target());
            let (owner, text) = (self.person.owner.name.clone(), *self.dice.pick(&COMMENTS));
            let comment = object! { "timestamp" => at, "comment" => text, "author" => owner.as_str() };
            sheet.push(object! {
                "timestamp" => at,
                "data" => vec![object! { "comment" => comment }],
                "title" => format!("{owner} commented on {what}."),
            });
            self.expect(&sheet, &target.row(Kind::Comment, at).own_text(text));
        }
        self.add_list(sheet, "comments_v2");
    }

    /// One of each of the rest.
    fn small(&mut self) {
        let owner = self.person.owner.name.clone();
        let (at, (what, target)) = (self.moment(), self.target());
        let mut sheet = self.sheet(STORIES, "story_reactions.json");
        sheet.push(object! { "timestamp" => at, "title" => format!("{owner} reacted to {what}.") });
        self.expect(&sheet, &target.row(Kind::React, at));
        self.add_list(sheet, "stories_feedback_v2");

        let at = self.moment();
        let link =
            object! { "name" => "Teas", "source" => "example.org", "url" => "https://example.org/teas" };
        let mut sheet = self.sheet(SAVED, "your_saved_items.json");
        sheet.push(object! {
            "timestamp" => at,
            "attachments" => vec![object! { "data" => vec![object! { "external_context" => link }] }],
            "title" => format!("{owner} saved a link."),
        });
        self.expect(&sheet, &row(Kind::Save, Direction::Outgoing, at).item("https://example.org/teas"));
        self.add_list(sheet, "saves_v2");

        let at = self.moment();
        let options = vec![
            object! { "option" => "Grüner Tee", "voted" => true },
            object! { "option" => "Kaffee", "voted" => false },
        ];
        let poll = object! { "question" => "?", "options" => options };
        let mut sheet = self.sheet(POLLS, "polls_you_voted_on.json");
        sheet.push(object! {
            "timestamp" => at,
            "attachments" => vec![object! { "data" => vec![object! { "poll" => poll }] }],
            "title" => format!("{owner} voted in a poll."),
        });
        self.expect(&sheet, &row(Kind::PollAnswer, Direction::Outgoing, at).own_text("Grüner Tee"));
        self.add_list(sheet, "poll_votes_v2");
        self.events();
    }

    fn events(&mut self) {
        let mut sheet = self.sheet(EVENTS, "your_event_responses.json");
        let at = self.moment();
        let one =
            |at: i64| object! { "name" => "Tea fair", "start_timestamp" => at, "end_timestamp" => at + 7200 };
        sheet.push(one(at));
        self.expect(&sheet, &row(Kind::Attend, Direction::Own, at));
        let declined = self.moment();
        let path = sheet.path.clone();
        let responses = object! {
            "events_joined" => sheet.into_records(),
            "events_declined" => vec![one(declined)],
            "events_interested" => Vec::new(),
        };
        self.books[0].add(&path, object! { "event_responses_v2" => responses }.to_meta());
    }
}

/// Towards whom something was done.
enum Target {
    Nobody,
    Oneself,
    Somebody(String),
}

impl Target {
    fn row(&self, kind: Kind, at: i64) -> Row {
        match self {
            Self::Nobody => row(kind, Direction::Outgoing, at),
            Self::Oneself => row(kind, Direction::Own, at),
            Self::Somebody(name) => row(kind, Direction::Outgoing, at).party(name, PartyQuality::DisplayName),
        }
    }
}

/// Something with a name inside a record of the newer dialect.
fn named(title: &str, name: &str) -> Json {
    let inner = object! { "title" => "", "dict" => vec![object! { "label" => "Name", "value" => name }] };
    object! { "title" => title, "dict" => vec![inner] }
}
