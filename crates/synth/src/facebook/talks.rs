//! Conversations: those of the export itself, and the encrypted ones in a zip of their own, in correct UTF-8.

use event::{At, Audience, Direction, Kind, PartyQuality, Platform};

use super::{Era, MESSAGES, Writer};
use crate::export::{Row, Sheet};
use crate::json::{Json, object, x_text};
use crate::life::people::Role;
use crate::text_time::instant;

const TEXTS: [&str; 6] = ["bis später", "on my way", "ça marche 👍", "¿mañana?", "no idea", "danke schön"];

/// Lines in one conversation.
const LINES: u64 = 12;

/// A line: milliseconds, by the owner or by which of the others, words.
type Line = (i64, Option<usize>, &'static str);

impl Writer<'_> {
    pub(super) fn messages(&mut self) {
        let friends = self.of(&[Role::Friend, Role::NeverAnswers]);
        for (number, &at) in friends.iter().take(6).enumerate() {
            let folder = match (number, self.era) {
                (1, _) => "archived_threads",
                (2, _) => "message_requests",
                (3, Era::Activity2024) => "e2ee_cutover",
                _ => "inbox",
            };
            self.conversation(folder, number, &[at]);
        }
        if let [first, second, ..] = friends[..] {
            self.conversation("inbox", 99, &[first, second]);
        }
    }

    /// Newest line first.
    fn lines(&mut self, others: &[usize]) -> Vec<Line> {
        let mut lines: Vec<Line> = (0..LINES)
            .map(|_| {
                let at = self.moment() * 1000 + self.dice.between(0, 999);
                let from = self.dice.chance(0.5).then(|| *self.dice.pick(others));
                (at, from, *self.dice.pick(&TEXTS))
            })
            .collect();
        lines.sort_by_key(|(at, ..)| std::cmp::Reverse(*at));
        lines
    }

    fn name(&self, account: Option<usize>) -> &str {
        account.map_or(self.person.owner.name.as_str(), |at| self.person.accounts[at].name.as_str())
    }

    fn row(&self, (at, from, text): Line, others: &[usize], thread: &str) -> Row {
        let direction = if from.is_some() { Direction::Incoming } else { Direction::Outgoing };
        let mut row = Row::new(Platform::Facebook, Kind::Message, direction, At::instant(instant(at)));
        row = row.audience(Audience::Private);
        thread.clone_into(&mut row.thread);
        row = if from.is_some() { row.others_text(text) } else { row.own_text(text) };
        match others {
            [other] => row.party(self.name(Some(*other)), PartyQuality::DisplayName),
            _ => row,
        }
    }

    fn conversation(&mut self, folder: &str, number: usize, others: &[usize]) {
        let thread = format!("thread{number}_{}", self.dice.digits(6));
        let mut sheet = self.sheet(MESSAGES, &format!("{folder}/{thread}/message_1.json"));
        // The second zip, if there is one.
        let book = self.books.len() - 1;
        for line in self.lines(others) {
            let (at, from, text) = line;
            let mut json = object! { "sender_name" => self.name(from), "timestamp_ms" => at };
            let mut expected = self.row(line, others, &thread);
            if self.dice.chance(0.1) {
                json = json.with("content", "Call ended").with("call_duration", 61_i64);
                expected = Row { kind: Kind::Call, duration_s: Some(61), text: None, ..expected };
            } else {
                json = json.with("content", text);
            }
            if self.era == Era::Early {
                json = json.with("type", "Generic");
            }
            sheet.push(json.with("is_geoblocked_for_viewer", false));
            self.books[book].expect(&sheet, &expected);
        }
        let people = others.iter().map(|&at| self.name(Some(at))).chain([self.name(None)]);
        let participants: Vec<Json> = people.map(|name| object! { "name" => name }).collect();
        let path = sheet.path.clone();
        let json = object! {
            "participants" => participants,
            "messages" => sheet.into_records(),
            "title" => self.name(others.first().copied()),
            "is_still_participant" => true,
            "thread_path" => format!("{folder}/{thread}"),
            "magic_words" => Vec::new(),
        };
        self.books[book].add(&path, json.to_meta());
    }

    pub(super) fn encrypted(&mut self) {
        let book = self.books.len() - 1;
        for (number, at) in self.of(&[Role::Friend]).into_iter().take(3).enumerate() {
            let thread = format!("{}_{number}", self.name(Some(at)));
            let mut sheet = Sheet::new(format!("thread{number}_{number}.json"));
            for line in self.lines(&[at]) {
                let (time, from, text) = line;
                sheet.push(object! {
                    "isUnsent" => false,
                    "media" => Vec::new(),
                    "reactions" => Vec::new(),
                    "senderName" => self.name(from),
                    "text" => text,
                    "timestamp" => time,
                    "type" => "text",
                });
                let expected = self.row(line, &[at], &thread);
                self.books[book].expect(&sheet, &expected);
            }
            let path = sheet.path.clone();
            let participants = vec![Json::from(self.name(Some(at))), Json::from(self.name(None))];
            let json = object! {
                "participants" => participants,
                "threadName" => thread,
                "messages" => sheet.into_records(),
            };
            self.books[book].add(&path, plain(&json).into_bytes());
        }
    }
}

/// JSON as everybody writes it: UTF-8 as it is.
fn plain(json: &Json) -> String {
    let joined = |parts: Vec<String>| parts.join(", ");
    match json {
        Json::Bool(value) => value.to_string(),
        Json::Int(value) => value.to_string(),
        Json::Real(value) => value.to_string(),
        Json::Text(text) => text_of(text),
        Json::List(items) => format!("[{}]", joined(items.iter().map(plain).collect())),
        Json::Object(entries) => {
            let entry = |(key, value): &(String, Json)| format!("{}: {}", text_of(key), plain(value));
            format!("{{{}}}", joined(entries.iter().map(entry).collect()))
        }
    }
}

fn text_of(text: &str) -> String {
    let mut out = String::new();
    x_text(text, &mut out);
    out
}
