//! Direct messages, between two and in groups, newest first; and the same without their texts.

use event::{At, Audience, Direction, Kind, PartyQuality, Platform};

use super::Writer;
use crate::export::{Row, Sheet};
use crate::json::{Json, object};
use crate::life::talking::{Conversation, Line, LineKind, Reaction, Sender};
use crate::text_time::{instant, zulu};

impl Writer<'_> {
    pub(super) fn messages(&mut self) {
        let headers_only = self.book.person.variant.x_headers_only;
        for (bodies, headers, group) in [
            ("direct-messages", "direct-message-headers", false),
            ("direct-messages-group", "direct-message-group-headers", true),
        ] {
            if headers_only {
                self.conversations(headers, group, false, true);
            } else {
                self.conversations(bodies, group, true, true);
                // Beside the bodies, where readers leave them.
                if self.modern() {
                    self.conversations(headers, group, false, false);
                }
            }
        }
    }

    /// One file. `full` with texts, `expected` if readers make events of it.
    fn conversations(&mut self, name: &str, group: bool, full: bool, expected: bool) {
        let person = self.book.person;
        let mut sheet = Sheet::new(Self::path(name, 0));
        let mut records = Vec::new();
        for conversation in &person.conversations {
            if conversation.platform != Platform::X || conversation.group != group {
                continue;
            }
            let mut lines = Vec::new();
            for line in conversation.lines.iter().rev() {
                lines.push(self.line(conversation, line, full));
                sheet.count_one();
                if expected {
                    self.expect_line(&sheet, conversation, line, full);
                }
            }
            records.push(object! {
                "dmConversation" => object! { "conversationId" => &conversation.id, "messages" => lines },
            });
        }
        self.file(name, 0, records);
    }

    /// The number of whoever sent a line, or reacted to one.
    fn id(&self, sender: Sender) -> String {
        let person = self.book.person;
        match sender {
            Sender::Owner => person.owner.x.id.clone(),
            Sender::Account(at) => person.accounts[at].x.as_ref().map(|x| x.id.clone()).unwrap_or_default(),
            Sender::Gone => String::new(),
        }
    }

    fn line(&self, conversation: &Conversation, line: &Line, full: bool) -> Json {
        let made = zulu(line.at);
        let members = || {
            conversation
                .members
                .iter()
                .map(|&at| Json::from(self.id(Sender::Account(at))))
                .collect::<Vec<_>>()
        };
        let first =
            || conversation.members.first().map_or_else(String::new, |&at| self.id(Sender::Account(at)));
        match line.kind {
            LineKind::Joined => object! {
                "joinConversation" => object! {
                    "initiatingUserId" => first(),
                    "participantsSnapshot" => members(),
                    "createdAt" => made,
                },
            },
            LineKind::Left => object! {
                "participantsLeave" => object! { "userIds" => vec![Json::from(first())], "createdAt" => made },
            },
            LineKind::Renamed => object! {
                "conversationNameUpdate" => object! {
                    "initiatingUserId" => first(),
                    "name" => "fog club",
                    "createdAt" => made,
                },
            },
            LineKind::Welcome => object! { "welcomeMessageCreate" => self.message(conversation, line, full) },
            _ => object! { "messageCreate" => self.message(conversation, line, full) },
        }
    }

    fn message(&self, conversation: &Conversation, line: &Line, full: bool) -> Json {
        let recipient = match line.from {
            Sender::Owner => {
                conversation.members.first().map_or_else(String::new, |&at| self.id(Sender::Account(at)))
            }
            _ => self.id(Sender::Owner),
        };
        let mut json = object! {};
        if !conversation.group {
            json = json.with("recipientId", recipient);
        }
        if full {
            let reactions: Vec<Json> =
                line.reactions.iter().map(|reaction| self.reaction(reaction)).collect();
            json = json
                .with("reactions", reactions)
                .with("urls", Vec::new())
                .with("text", &line.text)
                .with("mediaUrls", Vec::new());
        }
        json =
            json.with("senderId", self.id(line.from)).with("id", &line.id).with("createdAt", zulu(line.at));
        if full && self.modern() { json.with("editHistory", Vec::new()) } else { json }
    }

    fn reaction(&self, reaction: &Reaction) -> Json {
        let key = match reaction.emoji {
            "😂" => "funny",
            "😮" => "surprised",
            "👍" => "agree",
            _ => "like",
        };
        object! {
            "senderId" => self.id(reaction.by),
            "reactionKey" => key,
            "eventId" => &reaction.id,
            "createdAt" => zulu(reaction.at),
        }
    }

    fn expect_line(&mut self, sheet: &Sheet, conversation: &Conversation, line: &Line, full: bool) {
        if !line.is_message() {
            return;
        }
        let own = line.from == Sender::Owner;
        let direction = if own { Direction::Outgoing } else { Direction::Incoming };
        let mut row = Row::new(Platform::X, Kind::Message, direction, At::instant(instant(line.at)));
        row = row.item(&line.id).audience(Audience::Private);
        row.thread.clone_from(&conversation.id);
        let text = if full { line.text.as_str() } else { "" };
        row = if own { row.own_text(text) } else { row.others_text(text) };
        // In a group nobody in particular is meant.
        if let (false, [other]) = (conversation.group, conversation.members.as_slice()) {
            row = row.party(&self.id(Sender::Account(*other)), PartyQuality::Id);
        }
        self.book.expect(sheet, &row);
        if own && full {
            self.book.expect_mentions(sheet, &row, &line.mentions, None);
        }
        for reaction in line.reactions.iter().filter(|_| full) {
            self.expect_reaction(sheet, conversation, line, reaction);
        }
    }

    fn expect_reaction(
        &mut self,
        sheet: &Sheet,
        conversation: &Conversation,
        line: &Line,
        reaction: &Reaction,
    ) {
        let (direction, party) = match (reaction.by, line.from) {
            (Sender::Owner, Sender::Account(_)) => (Direction::Outgoing, line.from),
            (Sender::Account(_), Sender::Owner) => (Direction::Incoming, reaction.by),
            _ => return,
        };
        let party = self.id(party);
        let at = At::instant(instant(reaction.at));
        let mut row =
            Row::new(Platform::X, Kind::React, direction, at).item(&line.id).audience(Audience::Private);
        row.thread.clone_from(&conversation.id);
        self.book.expect(sheet, &row.party(&party, PartyQuality::Id));
    }
}
