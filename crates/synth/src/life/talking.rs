//! Messages between people, drawn contact by contact: a contact is one direction on one UTC day (codebook,
//! section 2.2), so that the outgoing share that was asked for is the one that a reader can measure.

use std::collections::BTreeSet;

use event::Platform;

use super::days::{Session, within};
use super::people::Role;
use super::{World, snowflake};
use crate::dice::Dice;
use crate::request::{InstagramEra, PersonKind};

/// Who sent a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sender {
    Owner,
    /// Position in the list of accounts.
    Account(usize),
    /// Somebody whose account is gone ("Instagram User").
    Gone,
}

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineKind {
    Words,
    Photo,
    /// Somebody's post, passed on.
    Share,
    /// A call, with its seconds.
    Call(u64),
    /// A row that the platform wrote ("Liked a message").
    Generated,
    /// X: the automatic greeting of a business.
    Welcome,
    /// X: somebody joined or left a group, or named it.
    Joined,
    Left,
    Renamed,
}

/// A reaction to a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reaction {
    pub by: Sender,
    /// Milliseconds since 1970.
    pub at: i64,
    /// Whether the export says when (Instagram does not always).
    pub dated: bool,
    pub emoji: &'static str,
    pub id: String,
}

/// One line of a conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Milliseconds since 1970.
    pub at: i64,
    pub from: Sender,
    pub kind: LineKind,
    pub text: String,
    /// Accounts named in the text; only in groups.
    pub mentions: Vec<usize>,
    pub reactions: Vec<Reaction>,
    /// X's number for it.
    pub id: String,
}

/// A conversation, oldest line first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conversation {
    pub platform: Platform,
    /// X: its number. Instagram: its folder.
    pub id: String,
    /// Everybody but the owner who still has an account.
    pub members: Vec<usize>,
    pub group: bool,
    /// Whether it is still a request that the owner has not accepted.
    pub requested: bool,
    pub lines: Vec<Line>,
}

/// All conversations.
pub fn talk(world: &World<'_>) -> Vec<Conversation> {
    let mut dice = Dice::new(world.request.seed, "messages");
    let mut conversations = Vec::new();
    for at in 0..world.accounts.len() {
        for &(platform, share) in &world.accounts[at].talks {
            let mut talking = Talking { world, platform, dice: &mut dice };
            let lines = talking.between_two(at, share);
            if !lines.is_empty() {
                let conversation = talking.conversation(vec![at], false, lines);
                conversations.push(conversation);
            }
        }
    }
    // Without a profile, a single conversation does not show which of its two people the owner is.
    if world.request.kind == PersonKind::Offliner && dice.chance(0.5) {
        let mut seen = false;
        conversations
            .retain(|talk| talk.platform != Platform::Instagram || !std::mem::replace(&mut seen, true));
    }
    if world.request.kind != PersonKind::Offliner {
        for (platform, groups) in [(Platform::Instagram, 2), (Platform::X, 1)] {
            for _ in 0..groups {
                conversations.extend(Talking { world, platform, dice: &mut dice }.group());
            }
        }
        conversations
            .extend(Talking { world, platform: Platform::Instagram, dice: &mut dice }.with_a_ghost());
    }
    conversations
}

/// One conversation in the making.
struct Talking<'t, 'w> {
    world: &'t World<'w>,
    platform: Platform,
    dice: &'t mut Dice,
}

impl Talking<'_, '_> {
    fn between_two(&mut self, account: usize, share: f64) -> Vec<Line> {
        let role = self.world.accounts[account].role;
        let mut lines = Vec::new();
        let mut days = BTreeSet::new();
        let mut outgoing: Vec<i64> = Vec::new();
        for _ in 0..self.contacts(role) {
            let own = self.dice.chance(share);
            let Some((start, end)) = self.opening(own, &outgoing, &days) else { continue };
            days.insert((start.div_euclid(86_400), own));
            if own {
                outgoing.push(start);
            }
            let from = if own { Sender::Owner } else { Sender::Account(account) };
            self.contact(from, start, end, role, &mut lines);
        }
        if role == Role::Friend {
            self.react(account, &mut lines);
        }
        lines.sort_by_key(|line| line.at);
        lines
    }

    /// How many contacts a relationship has.
    fn contacts(&mut self, role: Role) -> u64 {
        let count = match role {
            Role::Friend => self.dice.lognormal(24.0, 0.45).clamp(9.0, 70.0) as i64,
            Role::NeverAnswers | Role::NeverAnswered => self.dice.between(12, 22),
            Role::PublicFigure => self.dice.between(2, 16),
            Role::Brand | Role::Stranger => self.dice.between(1, 3),
        };
        let less = match self.world.request.kind {
            PersonKind::Offliner => 0.12,
            PersonKind::Lurker => 0.75,
            _ => 1.0,
        };
        // A few weeks hold fewer days to write on.
        let weeks = (f64::from(self.world.request.weeks) / 26.0).min(1.0);
        libm::ceil(count as f64 * less * weeks) as u64
    }

    /// When a contact begins and until when it may go on: the owner's in a session, others' at any time; each
    /// direction once a day. More than half of what comes in comes on days on which the owner wrote too.
    fn opening(&mut self, own: bool, outgoing: &[i64], days: &BTreeSet<(i64, bool)>) -> Option<(i64, i64)> {
        for _ in 0..40 {
            let (start, end) = if own {
                let sessions: Vec<Session> = self.world.days.on(self.platform, i64::MIN).collect();
                let session = *sessions.get(self.dice.index(sessions.len()))?;
                (within(session, self.dice), session.end - 2)
            } else {
                let start = self.incoming_time(outgoing);
                (start, start + 3600)
            };
            let day = start.div_euclid(86_400);
            if !days.contains(&(day, own)) {
                return Some((start, end.min(day * 86_400 + 86_399)));
            }
        }
        None
    }

    fn incoming_time(&mut self, outgoing: &[i64]) -> i64 {
        if !outgoing.is_empty() && self.dice.chance(0.6) {
            let near = *self.dice.pick(outgoing);
            let later = near + self.dice.between(20, 7200);
            let same_day = later.div_euclid(86_400) == near.div_euclid(86_400);
            return if same_day { later } else { near - self.dice.between(20, 7200) };
        }
        let days = self.world.days;
        let day = super::days::days_before(days.until, self.dice.between(1, days.count()));
        days.second(day, self.dice.between(8 * 3600, 23 * 3600))
    }

    /// The lines of one contact.
    fn contact(&mut self, from: Sender, start: i64, end: i64, role: Role, lines: &mut Vec<Line>) {
        let count = 1 + self.dice.poisson(1.3 * self.world.request.volume);
        let mut at = start;
        for index in 0..count {
            if at > end {
                break;
            }
            let kind = self.line_kind(role, from, index, end - at);
            let line = self.line_at(at, from, kind);
            lines.push(line);
            at += self.dice.between(4, 70);
        }
    }

    fn line_kind(&mut self, role: Role, from: Sender, index: u64, left: i64) -> LineKind {
        let flat = self.world.variant.instagram == InstagramEra::Flat2020;
        if self.platform == Platform::X {
            return if role == Role::Brand && index == 0 { LineKind::Welcome } else { LineKind::Words };
        }
        match self.dice.below(100) {
            0..=3 => LineKind::Photo,
            4..=7 if !flat => LineKind::Share,
            // Only the owner calls, and hangs up before the session ends: a call is time online.
            8 | 9 if !flat && role == Role::Friend && from == Sender::Owner && left > 200 => {
                LineKind::Call(self.dice.between(20, left / 2) as u64)
            }
            10 | 11 if !flat && index > 0 => LineKind::Generated,
            _ => LineKind::Words,
        }
    }

    /// A line in a second, at any of its milliseconds.
    fn line_at(&mut self, second: i64, from: Sender, kind: LineKind) -> Line {
        let at = second * 1000 + self.dice.between(0, 999);
        self.line(at, from, kind)
    }

    fn line(&mut self, at: i64, from: Sender, kind: LineKind) -> Line {
        let talk = self.world.talk();
        let text = match kind {
            LineKind::Words | LineKind::Welcome => talk.say(&talk.messages, self.dice),
            LineKind::Generated => {
                (*self.dice.pick(&["Liked a message", "Reacted ❤ to your message "])).to_owned()
            }
            _ => String::new(),
        };
        let id = snowflake(at, self.dice);
        Line { at, from, kind, text, mentions: Vec::new(), reactions: Vec::new(), id }
    }

    /// Hearts on some lines: the friend's on the owner's, the owner's (in a session) on the friend's.
    fn react(&mut self, account: usize, lines: &mut [Line]) {
        for line in lines.iter_mut() {
            if !matches!(line.kind, LineKind::Words | LineKind::Photo) || !self.dice.chance(0.07) {
                continue;
            }
            let (by, at) = if line.from == Sender::Owner {
                (Sender::Account(account), Some(line.at + self.dice.between(5_000, 3_600_000)))
            } else {
                (Sender::Owner, self.next_session(line.at))
            };
            if let Some(at) = at {
                let reaction = self.reaction(by, at);
                line.reactions.push(reaction);
            }
        }
    }

    fn reaction(&mut self, by: Sender, at: i64) -> Reaction {
        let emoji = *self.dice.pick(&["❤", "😂", "😮", "👍"]);
        Reaction { by, at, dated: self.dice.chance(0.7), emoji, id: snowflake(at, self.dice) }
    }

    /// A moment (milliseconds) in the owner's next session there.
    fn next_session(&mut self, after: i64) -> Option<i64> {
        let session = self.world.days.on(self.platform, after.div_euclid(1000) + 1).next()?;
        Some(within(session, self.dice) * 1000 + self.dice.between(0, 999))
    }

    /// Three to five friends in one conversation.
    fn group(&mut self) -> Option<Conversation> {
        let platform = self.platform;
        let mut members: Vec<usize> = (0..self.world.accounts.len())
            .filter(|&at| {
                self.world.accounts[at].role == Role::Friend
                    && self.world.accounts[at].handle(platform).is_some()
            })
            .collect();
        self.dice.shuffle(&mut members);
        members.truncate(self.dice.between(3, 5) as usize);
        if members.len() < 3 {
            return None;
        }
        let mut lines = Vec::new();
        for _ in 0..self.dice.between(15, 45) {
            let from = if self.dice.chance(0.3) {
                Sender::Owner
            } else {
                Sender::Account(*self.dice.pick(&members))
            };
            let at = match from {
                Sender::Owner => self.world.days.moment(platform, self.dice)?,
                _ => self.incoming_time(&[]),
            };
            let mut line = self.line_at(at, from, LineKind::Words);
            if from == Sender::Owner && self.dice.chance(0.25) {
                let named = *self.dice.pick(&members);
                let handle = self.world.accounts[named].handle(platform).unwrap_or_default();
                line.text = format!("@{handle} {}", line.text);
                line.mentions.push(named);
            }
            if from != Sender::Owner
                && self.dice.chance(0.08)
                && let Some(at) = self.next_session(line.at)
            {
                let reaction = self.reaction(Sender::Owner, at);
                line.reactions.push(reaction);
            }
            lines.push(line);
        }
        if platform == Platform::X {
            self.group_events(&mut lines);
        }
        lines.sort_by_key(|line| line.at);
        Some(self.conversation(members, true, lines))
    }

    /// Comings, goings and a name, which are records on X and no events.
    fn group_events(&mut self, lines: &mut Vec<Line>) {
        let first = lines.iter().map(|line| line.at).min().unwrap_or_default();
        let last = lines.iter().map(|line| line.at).max().unwrap_or_default();
        for (at, kind) in [
            (first - 60_000, LineKind::Joined),
            ((first + last) / 2, LineKind::Renamed),
            (last, LineKind::Left),
        ] {
            let line = self.line(at, Sender::Gone, kind);
            lines.push(line);
        }
    }

    /// A conversation of which the other side has left the platform.
    fn with_a_ghost(&mut self) -> Option<Conversation> {
        if self.world.variant.instagram == InstagramEra::Flat2020 || !self.dice.chance(0.3) {
            return None;
        }
        let mut lines = Vec::new();
        for _ in 0..self.dice.between(2, 8) {
            let own = self.dice.chance(0.5);
            let at =
                if own { self.world.days.moment(self.platform, self.dice)? } else { self.incoming_time(&[]) };
            let from = if own { Sender::Owner } else { Sender::Gone };
            let line = self.line_at(at, from, LineKind::Words);
            lines.push(line);
        }
        lines.sort_by_key(|line| line.at);
        Some(self.conversation(Vec::new(), false, lines))
    }

    fn conversation(&mut self, members: Vec<usize>, group: bool, lines: Vec<Line>) -> Conversation {
        let (world, platform) = (self.world, self.platform);
        let number = format!("17{}", self.dice.digits(14));
        let first = members.first().map(|&at| &world.accounts[at]);
        let id = match platform {
            Platform::X if group => snowflake(lines.first().map_or(0, |line| line.at), self.dice),
            Platform::X => {
                let other = first.and_then(|account| account.x.as_ref()).map_or("0", |x| x.id.as_str());
                let own = world.owner.x.id.as_str();
                if self.dice.chance(0.5) { format!("{own}-{other}") } else { format!("{other}-{own}") }
            }
            _ => {
                let name = first.map_or("instagramuser", |account| account.name.as_str()).to_lowercase();
                let slug: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
                let slug = if group { format!("group{}", members.len()) } else { slug };
                format!("{slug}_{number}")
            }
        };
        let requested = platform == Platform::Instagram
            && first.is_some_and(|account| account.role == Role::NeverAnswered)
            && self.dice.chance(0.7);
        Conversation { platform, id, members, group, requested, lines }
    }
}

impl Conversation {
    /// Contacts: days (UTC) with a message or call by the owner, and by the other.
    pub fn contacts(&self) -> (usize, usize) {
        let days = |own: bool| {
            let mine = |line: &&Line| (line.from == Sender::Owner) == own && line.is_message();
            self.lines
                .iter()
                .filter(mine)
                .map(|line| line.at.div_euclid(86_400_000))
                .collect::<BTreeSet<_>>()
                .len()
        };
        (days(true), days(false))
    }
}

impl Line {
    /// Whether somebody said it, called, or sent something.
    pub const fn is_message(&self) -> bool {
        matches!(
            self.kind,
            LineKind::Words | LineKind::Photo | LineKind::Share | LineKind::Call(_) | LineKind::Welcome
        )
    }
}
