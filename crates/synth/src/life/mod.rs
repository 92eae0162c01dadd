//! A life as truth: people, days, and what was done in them. Knows no format.

pub mod act;
pub mod days;
pub mod history;
pub mod people;
pub mod planting;
pub mod posting;
pub mod reacting;
pub mod seeing;
pub mod talking;

use event::Platform;

use crate::dice::Dice;
use crate::request::{Request, Variant};
use crate::stock::{Stock, Talk};

use days::Days;
use people::{Account, Owner, Role};

/// What every part of an invention looks at.
pub struct World<'w> {
    pub request: &'w Request,
    pub variant: &'w Variant,
    pub stock: &'w Stock,
    pub owner: &'w Owner,
    pub days: &'w Days,
    pub accounts: &'w [Account],
}

impl World<'_> {
    /// The small talk of the owner's language.
    pub fn talk(&self) -> &Talk {
        self.stock.talk(self.request.language)
    }

    /// Accounts that can be named on a platform, with how likely each is to be met: figures and friends most.
    pub fn reachable(&self, platform: Platform, likely: impl Fn(Role) -> f64) -> Reachable {
        let (accounts, weights) = self
            .accounts
            .iter()
            .enumerate()
            .filter(|(_, account)| account.handle(platform).is_some())
            .map(|(at, account)| (at, likely(account.role) * account.weight))
            .filter(|(_, weight)| *weight > 0.0)
            .unzip();
        Reachable { accounts, weights }
    }
}

/// Accounts to choose from.
pub struct Reachable {
    accounts: Vec<usize>,
    weights: Vec<f64>,
}

impl Reachable {
    /// One of them, if there is any.
    pub fn pick(&self, dice: &mut Dice) -> Option<usize> {
        self.accounts.get(dice.weighted(&self.weights)).copied()
    }
}

/// The number that X gives to what is made at a time (milliseconds since 1970): a "snowflake".
pub fn snowflake(milliseconds: i64, dice: &mut Dice) -> String {
    const EPOCH_MS: i64 = 1_288_834_974_657;
    (((milliseconds - EPOCH_MS).max(0) << 22) | dice.below(1 << 22) as i64).to_string()
}

/// A shortened address as X writes them into texts.
pub fn short_link(dice: &mut Dice) -> String {
    format!(
        "https://t.co/{}",
        dice.letters("abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ0123456789", 10)
    )
}

/// The name in an Instagram address.
pub fn shortcode(dice: &mut Dice) -> String {
    format!("C{}", dice.letters("abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ0123456789", 10))
}
