//! Conversations: one folder each, one or more files in it, newest line first.

use event::{At, Audience, Direction, Kind, PartyQuality, Platform};

use super::{Folder, Writer};
use crate::export::{Row, Sheet};
use crate::json::{Json, object};
use crate::life::talking::{Conversation, Line, LineKind, Reaction, Sender};
use crate::person::Person;
use crate::text_time::{instant, second};

/// Lines in one file. Real ones hold thousands; a small number shows the parts.
const PER_FILE: usize = 150;
/// What Instagram calls somebody whose account is gone.
const GONE: &str = "Instagram User";

impl Writer<'_> {
    pub(super) fn messages(&mut self) {
        let person = self.book.person;
        for conversation in person.conversations.iter().filter(|talk| talk.platform == Platform::Instagram) {
            let newest_first: Vec<&Line> = conversation.lines.iter().rev().collect();
            for (part, lines) in newest_first.chunks(PER_FILE).enumerate() {
                self.message_file(conversation, lines, part + 1);
            }
        }
    }

    fn message_file(&mut self, conversation: &Conversation, lines: &[&Line], part: usize) {
        let box_name = if conversation.requested { "message_requests" } else { "inbox" };
        let path = format!("{box_name}/{}/message_{part}.json", conversation.id);
        let mut sheet = Sheet::new(self.path(Folder::Messages, &path));
        for line in lines {
            sheet.push(self.line(line));
            self.expect_line(&sheet, conversation, line);
        }
        let path = sheet.path.clone();
        let json = self.around(conversation, box_name, sheet.into_records());
        self.book.add(&path, json.to_meta());
    }

    /// What stands around the lines.
    fn around(&self, conversation: &Conversation, box_name: &str, lines: Vec<Json>) -> Json {
        let person = self.book.person;
        let others = conversation.members.iter().map(|&at| person.accounts[at].name.as_str());
        let participants = others
            .chain([person.owner.name.as_str()])
            .map(|name| object! { "name" => name })
            .collect::<Vec<_>>();
        let title = match conversation.members.as_slice() {
            [] => GONE.to_owned(),
            [one] => person.accounts[*one].name.clone(),
            several => {
                several.iter().map(|&at| person.accounts[at].name.as_str()).collect::<Vec<_>>().join(", ")
            }
        };
        let json = object! {
            "participants" => participants,
            "messages" => lines,
            "title" => title,
            "is_still_participant" => true,
            "thread_path" => format!("{box_name}/{}", conversation.id),
            "magic_words" => Vec::new(),
        };
        let json = json.with_some("is_pending", conversation.requested.then_some(true));
        if conversation.group {
            json.with("joinable_mode", object! { "mode" => 1_i64, "link" => "" })
        } else {
            json
        }
    }

    fn sender(&self, sender: Sender) -> &str {
        let person = self.book.person;
        match sender {
            Sender::Owner => &person.owner.name,
            Sender::Account(at) => &person.accounts[at].name,
            Sender::Gone => GONE,
        }
    }

    fn line(&self, line: &Line) -> Json {
        let mut json = object! { "sender_name" => self.sender(line.from), "timestamp_ms" => line.at };
        let made = line.at.div_euclid(1000);
        json = match line.kind {
            LineKind::Photo => {
                let uri = self.path(Folder::Messages, &format!("photos/{}.jpg", line.id));
                json.with("photos", vec![object! { "uri" => uri, "creation_timestamp" => made }])
            }
            LineKind::Share => {
                let link = format!("https://www.instagram.com/p/C{}/", &line.id[line.id.len().min(8)..]);
                json.with("share", object! { "link" => link, "original_content_owner" => "wry.tern.11" })
            }
            LineKind::Call(seconds) => {
                json.with("content", "Video chat ended").with("call_duration", seconds as i64)
            }
            _ => json.with("content", &line.text),
        };
        if !line.reactions.is_empty() {
            let reactions: Vec<Json> =
                line.reactions.iter().map(|reaction| self.reaction(reaction)).collect();
            json = json.with("reactions", reactions);
        }
        if self.late() {
            json = json.with("is_geoblocked_for_viewer", false);
        } else {
            let share = line.kind == LineKind::Share;
            json = json.with("is_unsent", false).with("type", if share { "Share" } else { "Generic" });
        }
        if self.newest() { json.with("is_unsent_image_by_messenger_kid_parent", false) } else { json }
    }

    fn reaction(&self, reaction: &Reaction) -> Json {
        let json = object! { "reaction" => reaction.emoji, "actor" => self.sender(reaction.by) };
        json.with_some("timestamp", reaction.dated.then_some(reaction.at.div_euclid(1000)))
    }

    fn expect_line(&mut self, sheet: &Sheet, conversation: &Conversation, line: &Line) {
        if line.is_message() {
            let row = self.message_row(conversation, line);
            self.book.expect(sheet, &row);
            // Only a group can hold names that matter; the sender of other conversations writes to one person.
            if row.direction == Direction::Outgoing {
                self.book.expect_mentions(sheet, &row, &line.mentions, None);
            }
        }
        for reaction in &line.reactions {
            self.expect_reaction(sheet, conversation, line, reaction);
        }
    }

    fn message_row(&self, conversation: &Conversation, line: &Line) -> Row {
        let own = line.from == Sender::Owner;
        let known = owner_known(self.book.person);
        let kind = if matches!(line.kind, LineKind::Call(_)) { Kind::Call } else { Kind::Message };
        let direction = match (known, own) {
            (false, _) => Direction::Unknown,
            (true, true) => Direction::Outgoing,
            (true, false) => Direction::Incoming,
        };
        let mut row = Row::new(Platform::Instagram, kind, direction, At::instant(instant(line.at)));
        row = row.audience(Audience::Private);
        row.thread.clone_from(&conversation.id);
        row = if own && known { row.own_text(&line.text) } else { row.others_text(&line.text) };
        if let LineKind::Call(seconds) = line.kind {
            row.duration_s = Some(seconds);
        }
        if !known {
            return row;
        }
        match (conversation.members.as_slice(), line.from) {
            ([other], _) => row.party(&self.book.person.accounts[*other].name, PartyQuality::DisplayName),
            // A message to a group goes to nobody in particular.
            ([], Sender::Owner) | ([_, _, ..], _) => row,
            // Nobody but the owner is left among the participants: the sender is all there is.
            ([], _) => row.party(GONE, PartyQuality::DisplayName),
        }
    }

    fn expect_reaction(
        &mut self,
        sheet: &Sheet,
        conversation: &Conversation,
        line: &Line,
        reaction: &Reaction,
    ) {
        if !owner_known(self.book.person) {
            return;
        }
        let at = if reaction.dated { At::second(second(reaction.at.div_euclid(1000))) } else { At::NONE };
        let (direction, party) = match (reaction.by, line.from) {
            (Sender::Owner, Sender::Account(sender)) => (Direction::Outgoing, sender),
            (Sender::Account(actor), Sender::Owner) => (Direction::Incoming, actor),
            _ => return,
        };
        let name = self.book.person.accounts[party].name.clone();
        let mut row = Row::new(Platform::Instagram, Kind::React, direction, at).audience(Audience::Private);
        row.thread.clone_from(&conversation.id);
        self.book.expect(sheet, &row.party(&name, PartyQuality::DisplayName));
    }
}

/// Whether a reader can tell which of the people in the conversations is the owner: from the profile, else because
/// one person alone is in all of at least two of them.
fn owner_known(person: &Person) -> bool {
    if person.variant.instagram_profile {
        return true;
    }
    let mut talks = person.conversations.iter().filter(|talk| talk.platform == Platform::Instagram);
    let Some(first) = talks.next() else { return false };
    let (mut others, mut count) = (first.members.clone(), 1);
    for talk in talks {
        others.retain(|other| talk.members.contains(other));
        count += 1;
    }
    count >= 2 && others.is_empty()
}
