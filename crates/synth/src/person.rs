//! A person: the life, and from it the exports and the truth.

use data::Data;
use event::Platform;

use crate::export::{Export, Written};
use crate::life::act::{Act, Planted, What, With};
use crate::life::days::Days;
use crate::life::people::{self, Account, Owner};
use crate::life::talking::{self, Conversation};
use crate::life::{World, history, planting, posting, reacting, seeing};
use crate::request::{Request, Variant};
use crate::stock::{Stock, StockError};
use crate::youtube::{self, Tube};
use crate::{facebook, instagram, truth, x};

/// An invented person, as they lived.
#[derive(Debug, Clone)]
pub struct Person {
    pub(crate) request: Request,
    pub(crate) variant: Variant,
    pub(crate) owner: Owner,
    pub(crate) accounts: Vec<Account>,
    pub(crate) days: Days,
    pub(crate) acts: Vec<Act>,
    pub(crate) conversations: Vec<Conversation>,
    pub(crate) planted: Vec<Planted>,
    pub(crate) tube: Option<Tube>,
}

impl Person {
    /// Invents a person with the words that come with the program.
    ///
    /// # Errors
    /// When those words cannot be read, which a test of ours would have found.
    pub fn invent(request: &Request) -> Result<Self, StockError> {
        Ok(Self::invent_with(request, &Stock::load(&Data::builtin())?))
    }

    /// Invents a person with other words.
    pub fn invent_with(request: &Request, stock: &Stock) -> Self {
        let variant = Variant::choose(request);
        let mut owner = people::owner(request, stock);
        let mut accounts = people::around(request, &variant, stock, &owner);
        let days = Days::live(request, &variant);
        let start = days.second(days.from, 0);
        people::befriend(&mut accounts, request, start, |platform, dice| days.moment(platform, dice));

        let world =
            World { request, variant: &variant, stock, owner: &owner, days: &days, accounts: &accounts };
        let planting::Published { mut acts, mut planted } = planting::publish(&world, &posting::plan(&world));
        let (reactions, decoys) = reacting::react(&world, acts.len());
        acts.extend(reactions);
        planted.extend(decoys);
        acts.extend(seeing::see(&world));
        acts.extend(history::remember(&world));
        let conversations = talking::talk(&world);
        let tube = youtube::live(&world);
        if let Some((platform, bio, finding)) = planting::in_bio(&world) {
            planted.push(finding);
            match platform {
                Platform::X => owner.bio_x = bio,
                _ => owner.bio_instagram = bio,
            }
        }
        Self { request: request.clone(), variant, owner, accounts, days, acts, conversations, planted, tube }
    }

    /// What was asked for.
    pub const fn request(&self) -> &Request {
        &self.request
    }

    /// The form in which the exports come.
    pub const fn variant(&self) -> &Variant {
        &self.variant
    }

    /// The exports: Instagram (with Threads in it), X, Facebook in one archive or several, then YouTube in one archive or two,
    /// if there is any.
    pub fn exports(&self) -> Vec<Export> {
        self.write().into_iter().map(|written| written.export).collect()
    }

    /// What was really so, as pretty JSON: type, hours, posts, accounts with their roles and contacts, planted
    /// findings and decoys with their places, sessions. The page of `truth.rs` describes each field.
    pub fn truth(&self) -> String {
        truth::tell(self, &self.write())
    }

    /// True hours online per day, over both platforms.
    pub fn hours_per_day(&self) -> f64 {
        let hours = self.days.hours(Platform::Instagram) + self.days.hours(Platform::X);
        hours / self.days.count() as f64
    }

    /// True posts per day in the codebook's sense: a thread written within a minute is one.
    pub fn posts_per_day(&self) -> f64 {
        let part_of_thread = |act: &&Act| act.what == What::Reply && act.with == With::Owner;
        let items =
            self.acts.iter().filter(|act| act.is_posting()).filter(|act| !part_of_thread(act)).count();
        let filmed = self.tube.as_ref().map_or(0, Tube::posts);
        (items + filmed) as f64 / self.days.count() as f64
    }

    fn write(&self) -> Vec<Written> {
        let mut written = vec![instagram::write(self), x::write(self)];
        written.extend(facebook::write(self));
        if let Some(tube) = &self.tube {
            written.extend(youtube::write(self, tube));
        }
        written
    }
}
