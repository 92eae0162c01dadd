//! Logins and changes of the account.

use event::Platform;

use super::World;
use super::act::{Act, Change, What, With};
use super::days::Session;
use super::posting::plain;
use crate::dice::Dice;
use crate::request::InstagramEra;

/// Logins at the beginning of sessions, and what was changed about the accounts.
pub fn remember(world: &World<'_>) -> Vec<Act> {
    let mut dice = Dice::new(world.request.seed, "history");
    let mut acts = Vec::new();
    for (platform, share) in [(Platform::Instagram, 0.06), (Platform::X, 0.2)] {
        let few = world.days.on(platform, i64::MIN).count() < 8;
        for session in world.days.on(platform, i64::MIN).collect::<Vec<Session>>() {
            if few || dice.chance(share) {
                acts.push(Act::new(platform, What::Login, session.start + dice.between(0, 4)));
                if platform == Platform::Instagram && dice.chance(0.15) {
                    acts.push(Act::new(platform, What::Logout, session.end - dice.between(0, 2)));
                }
            }
        }
    }
    sign_ups(world, &mut acts, &mut dice);
    changes(world, &mut acts, &mut dice);
    acts
}

/// Both accounts were opened some weeks before the life that is lived: years of silence before it would be nobody's.
fn sign_ups(world: &World<'_>, acts: &mut Vec<Act>, dice: &mut Dice) {
    for platform in [Platform::Instagram, Platform::X] {
        let at =
            world.days.second(world.days.from, 0) - dice.between(25, 40) * 86_400 - dice.between(0, 80_000);
        acts.push(Act::new(platform, What::Change(Change::SignUp), at));
    }
}

/// A few changes, each inside a session of its platform.
fn changes(world: &World<'_>, acts: &mut Vec<Act>, dice: &mut Dice) {
    let odds = [
        (Platform::Instagram, Change::Password, 0.4),
        (Platform::Instagram, Change::Privacy, 0.5),
        (Platform::Instagram, Change::Status, 0.15),
        (Platform::Instagram, Change::Profile, 0.6),
        (Platform::Instagram, Change::Photo, 0.7),
        (Platform::X, Change::Email, 0.3),
        (Platform::X, Change::Handle, 0.3),
        (Platform::X, Change::App, 0.6),
    ];
    for (platform, change, chance) in odds {
        if dice.chance(chance)
            && let Some(at) = world.days.moment(platform, dice)
        {
            acts.push(change_act(world, platform, change, at, dice));
        }
    }
    protection(world, acts, dice);
}

/// The newest entry must say what the account is now: protected or not.
fn protection(world: &World<'_>, acts: &mut Vec<Act>, dice: &mut Dice) {
    let mut times: Vec<i64> = (0..2).filter_map(|_| world.days.moment(Platform::X, dice)).collect();
    times.sort_unstable();
    times.dedup();
    let states: &[&str] = match (world.variant.protected_x, times.len()) {
        (_, 0) => &[],
        (true, 1) => &["Protect"],
        (true, _) if dice.chance(0.5) => &["Protect"],
        (true, _) => &["Unprotect", "Protect"],
        (false, 2) if dice.chance(0.3) => &["Protect", "Unprotect"],
        (false, _) => &[],
    };
    for (at, state) in times.iter().zip(states) {
        let mut act = Act::new(Platform::X, What::Change(Change::Protection), *at);
        act.other = (*state).to_owned();
        acts.push(act);
    }
}

fn change_act(world: &World<'_>, platform: Platform, change: Change, at: i64, dice: &mut Dice) -> Act {
    let mut act = Act::new(platform, What::Change(change), at);
    act.with = With::Nobody;
    match change {
        Change::Handle => {
            act.other = format!("{}_old", world.owner.x.handle.chars().take(11).collect::<String>())
        }
        Change::Email => act.other = crate::findings::email(world.stock.cast(), world.request.country, dice),
        Change::Photo => {
            let (month, flat) =
                (crate::text_time::month(at), world.variant.instagram == InstagramEra::Flat2020);
            let name = format!("{}_n_{}", dice.digits(15), dice.digits(17));
            let folder = if flat { "profile" } else { "media/profile" };
            act.media.push(plain(format!("{folder}/{month}/{name}.jpg"), false));
        }
        _ => {}
    }
    act
}
