//! The owner of the exports and the people around them.

use event::Platform;
use jiff::civil::Date;
use serde::Serialize;

use crate::dice::Dice;
use crate::findings;
use crate::request::{PersonKind, Request, Variant};
use crate::stock::{Cast, Stock};
use crate::values::date;
use crate::values::phone::{self, Phone};
use event::named;

named! {
    /// What an account is to the owner.
    pub enum Role {
        /// Writes and is written to.
        Friend = "friend",
        /// Is written to and never answers.
        NeverAnswers = "never_answers",
        /// Writes and is never answered.
        NeverAnswered = "never_answered",
        /// A creator: liked, followed, watched, sometimes written to; gives nothing back.
        PublicFigure = "public_figure",
        /// A brand.
        Brand = "brand",
        /// Somebody whose posts are met now and then.
        Stranger = "stranger",
    }
}

/// An account's names on X.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct XName {
    /// Decimal digits.
    pub id: String,
    /// 1 to 15 letters, digits or `_`.
    pub handle: String,
}

/// Who follows whom, and since when (seconds since 1970).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Tie {
    /// The owner follows the account.
    pub outgoing: Option<i64>,
    /// The account follows the owner.
    pub incoming: Option<i64>,
}

/// Somebody else.
#[derive(Debug, Clone, PartialEq)]
pub struct Account {
    pub role: Role,
    /// Not shared by two accounts.
    pub name: String,
    pub instagram: Option<String>,
    pub x: Option<XName>,
    /// Whether the Instagram name is used on Threads too.
    pub threads: bool,
    /// How much of what the owner does falls to this account, relative to others of its role.
    pub weight: f64,
    /// Where messages are exchanged, and the outgoing share that contacts are drawn with.
    pub talks: Vec<(Platform, f64)>,
    pub ties: [Tie; 4],
}

impl Account {
    /// The name that a reader can know it by on a platform: its handle.
    pub fn handle(&self, platform: Platform) -> Option<&str> {
        match platform {
            Platform::X => self.x.as_ref().map(|x| x.handle.as_str()),
            Platform::Facebook => None,
            Platform::Instagram => self.instagram.as_deref(),
            Platform::Threads => self.instagram.as_deref().filter(|_| self.threads),
            // Channels are given out by the writer of that export.
            Platform::YouTube => None,
        }
    }

    /// Who follows whom on a platform.
    pub fn tie(&self, platform: Platform) -> Tie {
        slot(platform).map(|slot| self.ties[slot]).unwrap_or_default()
    }

    /// The same, to be changed.
    pub fn tie_mut(&mut self, platform: Platform) -> Option<&mut Tie> {
        slot(platform).map(|slot| &mut self.ties[slot])
    }
}

/// Where follows go both ways.
const fn slot(platform: Platform) -> Option<usize> {
    match platform {
        Platform::Instagram => Some(0),
        Platform::Threads => Some(1),
        Platform::X => Some(2),
        Platform::Facebook => Some(3),
        Platform::YouTube => None,
    }
}

/// Whose exports these are.
#[derive(Debug, Clone, PartialEq)]
pub struct Owner {
    /// Ends in "(synthetic)".
    pub name: String,
    pub instagram: String,
    pub x: XName,
    /// Known to the platforms; some people post them too.
    pub email: String,
    pub phone: Phone,
    pub born: Date,
    pub gender: &'static str,
    pub town: String,
    pub bio_instagram: String,
    pub bio_x: String,
}

/// Invents the owner.
pub fn owner(request: &Request, stock: &Stock) -> Owner {
    let mut dice = Dice::new(request.seed, "owner");
    let (cast, talk) = (stock.cast(), stock.talk(request.language));
    let (instagram, x) = handles(cast, &mut dice);
    let bio = |dice: &mut Dice| talk.say(&talk.bios, dice);
    Owner {
        name: format!("{} {} (synthetic)", dice.pick(&cast.given), dice.pick(&cast.family)),
        instagram,
        x: XName { id: account_id(&mut dice), handle: x },
        email: findings::email(cast, request.country, &mut dice),
        phone: phone::valid(request.country, &mut dice),
        born: date::birth(&mut dice),
        gender: if dice.chance(0.5) { "female" } else { "male" },
        town: dice.pick(&talk.towns).clone(),
        bio_instagram: bio(&mut dice),
        bio_x: bio(&mut dice),
    }
}

/// Invents everybody else. Whom the owner follows, and since when, is decided later.
pub fn around(request: &Request, variant: &Variant, stock: &Stock, owner: &Owner) -> Vec<Account> {
    let mut dice = Dice::new(request.seed, "accounts");
    let mut taken = Taken {
        handles: vec![owner.instagram.clone(), owner.x.handle.clone()],
        names: vec![owner.name.clone()],
    };
    let mut accounts = Vec::new();
    for (role, count) in counts(request) {
        for _ in 0..count {
            let account = invent(role, variant, stock.cast(), &mut taken, &mut dice);
            accounts.push(account);
        }
    }
    accounts
}

/// How many of each role there are.
fn counts(request: &Request) -> [(Role, u64); 6] {
    let [friends, silent, ignored, figures, brands, strangers] = match request.kind {
        PersonKind::Offliner => [5, 0, 1, 6, 3, 3],
        PersonKind::Lurker => [16, 3, 3, 18, 10, 14],
        PersonKind::SavvySocial => [20, 2, 2, 10, 6, 10],
        PersonKind::BreezyPoster => [24, 3, 3, 12, 6, 16],
        PersonKind::Oversharer => [26, 4, 4, 18, 10, 20],
    };
    // More is done with more people, but not in proportion: a hundred times the messages, ten times the people.
    let more = libm::sqrt(request.volume.max(0.01)).max(1.0);
    let scaled = |count: u64| libm::round(count as f64 * more) as u64;
    [
        (Role::Friend, scaled(friends)),
        (Role::NeverAnswers, silent),
        (Role::NeverAnswered, ignored),
        (Role::PublicFigure, scaled(figures)),
        (Role::Brand, brands),
        (Role::Stranger, scaled(strangers)),
    ]
}

/// Names that are given out already.
struct Taken {
    handles: Vec<String>,
    names: Vec<String>,
}

fn invent(role: Role, variant: &Variant, cast: &Cast, taken: &mut Taken, dice: &mut Dice) -> Account {
    let (instagram, x) = loop {
        let (instagram, x) = handles(cast, dice);
        if !taken.handles.contains(&instagram) && !taken.handles.contains(&x) {
            break (instagram, x);
        }
    };
    taken.handles.extend([instagram.clone(), x.clone()]);
    let name = name(role, cast, taken, dice);
    let (mut on_instagram, mut on_x) = match role {
        Role::Friend => (dice.chance(0.85), dice.chance(0.5)),
        Role::NeverAnswers | Role::NeverAnswered => {
            let first = dice.chance(0.6);
            (first, !first)
        }
        Role::PublicFigure | Role::Brand | Role::Stranger => (dice.chance(0.8), dice.chance(0.7)),
    };
    if !on_instagram && !on_x {
        (on_instagram, on_x) = (true, dice.chance(0.5));
    }
    let talks = talks(role, on_instagram, on_x, dice);
    Account {
        role,
        name,
        instagram: on_instagram.then_some(instagram),
        x: on_x.then(|| XName { id: account_id(dice), handle: x }),
        threads: on_instagram && variant.threads && dice.chance(0.5),
        weight: dice.lognormal(1.0, 0.9),
        talks,
        ties: [Tie::default(); 4],
    }
}

fn name(role: Role, cast: &Cast, taken: &mut Taken, dice: &mut Dice) -> String {
    let mut tries = 0;
    loop {
        let person = format!("{} {}", dice.pick(&cast.given), dice.pick(&cast.family));
        let name = match role {
            Role::PublicFigure if tries < 20 => dice.pick(&cast.figures).clone(),
            Role::Brand if tries < 20 => dice.pick(&cast.brands).clone(),
            _ if tries > 200 => format!("{person} {}", taken.names.len()),
            _ if dice.chance(0.08) => format!("{person} {}", dice.pick(&["✨", "🌿", "🦊", "🌊"])),
            _ => person,
        };
        if !taken.names.contains(&name) {
            taken.names.push(name.clone());
            return name;
        }
        tries += 1;
    }
}

/// Where messages go, with the outgoing share. Friends' shares are a mixture: four in five from .35 to .65, one in
/// ten from .85 to .95 (the owner nearly always writes), one in ten from .05 to .15.
fn talks(role: Role, instagram: bool, x: bool, dice: &mut Dice) -> Vec<(Platform, f64)> {
    let first = if instagram && (!x || dice.chance(0.7)) { Platform::Instagram } else { Platform::X };
    match role {
        Role::Friend => {
            let share = |dice: &mut Dice| match dice.below(10) {
                0 => dice.uniform(0.85, 0.95),
                1 => dice.uniform(0.05, 0.15),
                _ => dice.uniform(0.35, 0.65),
            };
            let mut talks = vec![(first, share(dice))];
            if instagram && x && dice.chance(0.25) {
                let other = if first == Platform::X { Platform::Instagram } else { Platform::X };
                talks.push((other, share(dice)));
            }
            talks
        }
        Role::NeverAnswers => vec![(first, 1.0)],
        Role::NeverAnswered => vec![(first, 0.0)],
        Role::PublicFigure if dice.chance(0.35) => vec![(first, 1.0)],
        Role::Brand if x && dice.chance(0.15) => vec![(Platform::X, 0.0)],
        _ => Vec::new(),
    }
}

/// One name for Instagram, one for X: `quiet.heron.37` and `quiet_heron37`.
fn handles(cast: &Cast, dice: &mut Dice) -> (String, String) {
    let (first, second, number) =
        (dice.pick(&cast.adjectives), dice.pick(&cast.animals), dice.between(2, 99));
    let mut x = format!("{first}_{second}{number}");
    x.truncate(15);
    (format!("{first}.{second}.{number}"), x)
}

/// Old accounts have short numbers, newer ones 19 digits.
fn account_id(dice: &mut Dice) -> String {
    if dice.chance(0.3) {
        return format!("{}{}", dice.between(1, 9), dice.digits(8));
    }
    format!("1{}{}", dice.between(0, 6), dice.digits(17))
}

/// Decides who follows whom since when. `moment` gives a time inside a session of the platform, for follows that
/// fall into the time that is lived; all others lie up to four years before `start` (seconds since 1970).
pub fn befriend(
    accounts: &mut [Account],
    request: &Request,
    start: i64,
    mut moment: impl FnMut(Platform, &mut Dice) -> Option<i64>,
) {
    let mut dice = Dice::new(request.seed, "follows");
    for account in accounts {
        for &platform in Platform::ALL {
            if account.handle(platform).is_none() {
                continue;
            }
            let (out, back) = match account.role {
                Role::Friend => (0.96, 0.95),
                Role::NeverAnswers => (0.9, 0.1),
                Role::NeverAnswered => (0.0, 0.95),
                Role::PublicFigure => (0.9, 0.0),
                Role::Brand => (0.6, 0.05),
                Role::Stranger => (0.2, 0.4),
            };
            // Since the account was opened.
            let before = |dice: &mut Dice| start - dice.between(2 * 86_400, 25 * 86_400);
            let outgoing = dice.chance(out).then(|| {
                let lately = dice.chance(0.15).then(|| moment(platform, &mut dice)).flatten();
                lately.unwrap_or_else(|| before(&mut dice))
            });
            let incoming = dice.chance(back).then(|| before(&mut dice) + dice.between(0, 86_400));
            if let Some(tie) = account.tie_mut(platform) {
                *tie = Tie { outgoing, incoming };
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use data::Data;

    use super::*;

    #[test]
    fn names_are_unlike_each_other_and_fit_the_platforms() {
        let stock = Stock::load(&Data::builtin()).unwrap();
        for seed in 0..20 {
            let request = Request::from_seed(seed);
            let variant = Variant::choose(&request);
            let owner = owner(&request, &stock);
            assert!(owner.name.ends_with("(synthetic)"));
            let accounts = around(&request, &variant, &stock, &owner);
            let mut names: Vec<&str> = accounts.iter().map(|a| a.name.as_str()).collect();
            names.push(&owner.name);
            let mut handles: Vec<&str> = accounts
                .iter()
                .flat_map(|a| [Platform::Instagram, Platform::X].map(|p| a.handle(p)))
                .flatten()
                .chain([owner.instagram.as_str(), owner.x.handle.as_str()])
                .collect();
            let fits = |h: &&str| h.len() <= 15 || h.contains('.');
            assert!(handles.iter().all(fits));
            let (all_names, all_handles) = (names.len(), handles.len());
            names.sort_unstable();
            names.dedup();
            handles.sort_unstable();
            handles.dedup();
            assert_eq!((names.len(), handles.len()), (all_names, all_handles));
            assert!(accounts.iter().all(|a| a.instagram.is_some() || a.x.is_some()));
        }
    }
}
