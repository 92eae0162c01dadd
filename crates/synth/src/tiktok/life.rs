//! What a person does on TikTok, in the sittings that they have anyway. It hangs on dice of its own, so that the other
//! exports of a person stay as they are.

use event::{Platform, named};

use crate::dice::Dice;
use crate::life::World;
use crate::life::days::{Session, days_before, within};
use crate::life::people::Role;
use crate::stock::Talk;

named! {
    /// The names that the lists of an export have (FORMATS.md, section 6).
    pub enum Era {
        /// `user_data.json`: `Activity`, `Video Browsing History`, capitals everywhere.
        Keys2022 = "2022",
        /// `user_data_tiktok.json` with the old names and small letters in likes and comments.
        Keys2024 = "2024",
        /// `Your Activity`, `Watch History`; likes and followers still in it.
        Keys2025 = "2025",
        /// Likes in `Likes and Favorites`, followers in `Profile And Settings`.
        Keys2026 = "2026",
    }
}

/// The lists in which what is done is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List {
    Watch,
    Like,
    SaveVideo,
    SaveSound,
    SaveEffect,
    Comment,
    Repost,
    Share,
    Search,
    Follower,
    Following,
    Block,
    Post,
    DeletedPost,
    Login,
    LiveWatch,
    Live,
    Review,
    Gift,
    Coins,
    Order,
    Product,
    AdVisit,
}

/// One row.
#[derive(Debug, Clone)]
pub struct Deed {
    pub list: List,
    /// Seconds since 1970.
    pub at: i64,
    /// Whom it concerns, for lists of users.
    pub with: Option<usize>,
    pub text: String,
    /// Accounts named in the text.
    pub mentions: Vec<usize>,
    /// A number: of the video, of the live, of the order; how many coins; how many seconds.
    pub number: String,
    /// What else is said: comments in a live, the place of a post.
    pub more: Vec<(i64, String)>,
}

/// A conversation between two, oldest line first: when, by the owner, what.
#[derive(Debug, Clone)]
pub struct Chat {
    pub with: usize,
    pub lines: Vec<(i64, bool, String)>,
}

/// A life on TikTok.
#[derive(Debug, Clone)]
pub struct Life {
    pub era: Era,
    pub owner: String,
    /// The handle of each account that is there too.
    pub names: Vec<Option<String>>,
    pub deeds: Vec<Deed>,
    pub chats: Vec<Chat>,
    pub private: bool,
    pub address: String,
}

impl Life {
    /// The handle of an account.
    pub fn name(&self, account: usize) -> &str {
        self.names.get(account).and_then(Option::as_deref).unwrap_or_default()
    }
}

/// Lives it; some people are not on TikTok.
pub fn live(world: &World<'_>) -> Option<Life> {
    let mut dice = Dice::new(world.request.seed, "tiktok");
    if dice.chance(0.25) {
        return None;
    }
    let names: Vec<Option<String>> = (0..world.accounts.len()).map(|at| name(world, at, &mut dice)).collect();
    let era = *dice.pick(Era::ALL);
    let mut living = Living { world, names, deeds: Vec::new(), dice };
    living.consume();
    living.react();
    living.publish();
    living.know_people();
    living.spend();
    let chats = living.chat();
    let Living { names, deeds, mut dice, .. } = living;
    let address = format!("{} {}", dice.pick(&world.talk().surnames), dice.between(1, 90));
    let owner = format!("{}.tt", world.owner.x.handle);
    Some(Life { era, owner, names, deeds, chats, private: dice.chance(0.4), address })
}

/// The name of an account on TikTok, where people are called differently.
fn name(world: &World<'_>, at: usize, dice: &mut Dice) -> Option<String> {
    let account = &world.accounts[at];
    let known = account.handle(Platform::X).or_else(|| account.handle(Platform::Instagram))?;
    let letters: String = known.chars().filter(char::is_ascii_alphabetic).take(16).collect();
    dice.chance(0.6).then(|| format!("{letters}_t{at}"))
}

struct Living<'w> {
    world: &'w World<'w>,
    names: Vec<Option<String>>,
    deeds: Vec<Deed>,
    dice: Dice,
}

impl Living<'_> {
    fn words(&mut self, list: fn(&Talk) -> &Vec<String>) -> String {
        let talk = self.world.talk();
        talk.say(list(talk), &mut self.dice)
    }

    /// A moment in any sitting.
    fn moment(&mut self) -> Option<i64> {
        let sessions = &self.world.days.sessions;
        let session = *sessions.get(self.dice.index(sessions.len()))?;
        Some(within(session, &mut self.dice))
    }

    fn add(&mut self, list: List, at: i64) -> &mut Deed {
        let number = format!("7{}", self.dice.digits(18));
        let deed = Deed {
            list,
            at,
            with: None,
            text: String::new(),
            mentions: Vec::new(),
            number,
            more: Vec::new(),
        };
        self.deeds.push(deed);
        let last = self.deeds.len() - 1;
        &mut self.deeds[last]
    }

    /// So many rows on average, fewer where there are few sittings.
    fn times(&mut self, list: List, mean: f64) {
        let most = self.world.days.sessions.len() as u64 / 2;
        for _ in 0..self.dice.poisson(mean).min(most) {
            if let Some(at) = self.moment() {
                self.add(list, at);
            }
        }
    }

    /// Videos and lives watched, products looked at: nothing where nothing consumed is exported.
    fn consume(&mut self) {
        let variant = self.world.variant;
        if !variant.consumption {
            return;
        }
        let from = self.world.days.last_weeks(variant.views_weeks.or(variant.seen_weeks));
        let sessions: Vec<Session> =
            self.world.days.sessions.iter().copied().filter(|session| session.start >= from).collect();
        for session in sessions {
            if !self.dice.chance(0.15) {
                continue;
            }
            self.add(List::Login, session.start);
            let mut at = session.start;
            while at <= session.end {
                self.add(List::Watch, at);
                at += self.dice.between(40, 240);
            }
        }
        self.times(List::LiveWatch, 3.0);
        self.times(List::Product, 4.0);
        for index in 0..self.deeds.len() {
            if self.deeds[index].list == List::LiveWatch && self.dice.chance(0.5) {
                let (at, text) = (self.deeds[index].at + 9, self.words(|talk| &talk.comments));
                self.deeds[index].more.push((at, text));
            }
        }
    }

    fn react(&mut self) {
        for (list, mean) in [
            (List::Like, 40.0),
            (List::SaveVideo, 10.0),
            (List::SaveSound, 3.0),
            (List::SaveEffect, 2.0),
            (List::Repost, 5.0),
            (List::Share, 6.0),
            (List::AdVisit, 2.0),
        ] {
            self.times(list, mean);
        }
        self.times(List::Search, 10.0);
        for index in 0..self.deeds.len() {
            if self.deeds[index].list == List::Search {
                self.deeds[index].text = self.words(|talk| &talk.searches);
            }
        }
    }

    /// A few posts and comments: so few that they change nobody's type.
    fn publish(&mut self) {
        let count = self.world.days.sessions.len() as f64;
        let posts = if self.world.request.kind.many_posts() { 5.0 } else { 1.5 };
        let mean = if count < 20.0 { 0.0 } else { posts };
        for list in [List::Post, List::Comment] {
            for _ in 0..self.dice.poisson(mean) {
                let Some(at) = self.moment() else { continue };
                let words = if list == List::Post {
                    self.words(|talk| &talk.posts)
                } else {
                    self.words(|talk| &talk.comments)
                };
                let (text, mentions) = self.naming(words);
                let place = self.dice.chance(0.3).then(|| self.dice.pick(&self.world.talk().towns).clone());
                let deed = self.add(list, at);
                deed.text = text;
                deed.mentions = mentions;
                deed.more.extend(place.map(|place| (at, place)));
            }
        }
        self.times(List::DeletedPost, mean / 4.0);
        self.times(List::Live, mean / 8.0);
        self.times(List::Review, mean / 8.0);
        for index in 0..self.deeds.len() {
            match self.deeds[index].list {
                List::DeletedPost => self.deeds[index].text = self.words(|talk| &talk.posts),
                List::Review => self.deeds[index].text = self.words(|talk| &talk.comments),
                List::Live => self.deeds[index].number = self.dice.between(60, 900).to_string(),
                _ => {}
            }
        }
    }

    /// Now and then somebody is named.
    fn naming(&mut self, words: String) -> (String, Vec<usize>) {
        let there: Vec<usize> = (0..self.names.len()).filter(|&at| self.names[at].is_some()).collect();
        if there.is_empty() || !self.dice.chance(0.3) {
            return (words, Vec::new());
        }
        let at = *self.dice.pick(&there);
        (format!("{words} @{}", self.names[at].as_deref().unwrap_or_default()), vec![at])
    }

    fn know_people(&mut self) {
        let start = self.world.days.second(self.world.days.from, 0);
        for at in 0..self.names.len() {
            if self.names[at].is_none() {
                continue;
            }
            let (out, back) = match self.world.accounts[at].role {
                Role::Friend => (0.9, 0.85),
                Role::PublicFigure => (0.8, 0.0),
                Role::NeverAnswers => (0.8, 0.1),
                Role::NeverAnswered => (0.0, 0.9),
                Role::Brand | Role::Stranger => (0.3, 0.2),
            };
            for (list, likely) in [(List::Following, out), (List::Follower, back)] {
                if self.dice.chance(likely) {
                    let before = start - self.dice.between(86_400, 300 * 86_400);
                    self.add(list, before).with = Some(at);
                }
            }
            if self.world.accounts[at].role == Role::Stranger && self.dice.chance(0.2) {
                let before = start - self.dice.between(86_400, 300 * 86_400);
                self.add(List::Block, before).with = Some(at);
            }
        }
    }

    fn spend(&mut self) {
        for (list, mean) in [(List::Gift, 1.5), (List::Coins, 1.0), (List::Order, 1.5)] {
            self.times(list, mean);
        }
        for index in 0..self.deeds.len() {
            if matches!(self.deeds[index].list, List::Gift | List::Coins) {
                self.deeds[index].number = self.dice.between(1, 700).to_string();
            }
        }
    }

    /// Conversations with a few friends, and with one who never answers.
    fn chat(&mut self) -> Vec<Chat> {
        let mut chats = Vec::new();
        for at in 0..self.names.len() {
            let share = match self.world.accounts[at].role {
                Role::Friend => 0.5,
                Role::NeverAnswers => 1.0,
                _ => continue,
            };
            if self.names[at].is_none() || chats.len() >= 5 || !self.dice.chance(0.4) {
                continue;
            }
            let mut lines = Vec::new();
            for _ in 0..self.dice.between(3, 24) {
                let own = self.dice.chance(share);
                let text = self.words(|talk| &talk.messages);
                let at = if own { self.moment() } else { self.incoming() };
                lines.extend(at.map(|at| (at, own, text)));
            }
            lines.sort();
            if !lines.is_empty() {
                chats.push(Chat { with: at, lines });
            }
        }
        chats
    }

    /// Others write whenever they like.
    fn incoming(&mut self) -> Option<i64> {
        let days = self.world.days;
        let day = days_before(days.until, self.dice.between(1, days.count()));
        Some(days.second(day, self.dice.between(8 * 3600, 22 * 3600)))
    }
}
