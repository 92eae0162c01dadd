//! What was shown to the owner: posts, videos, suggestions, ads. The densest trace of being online.

use event::Platform;

use super::act::{Act, What, With};
use super::days::Session;
use super::people::Role;
use super::{World, snowflake};
use crate::dice::Dice;
use crate::request::InstagramEra;

/// Everything that is exported as seen; nothing for people whose exports hold no trace of it.
pub fn see(world: &World<'_>) -> Vec<Act> {
    let mut acts = Vec::new();
    if world.variant.consumption {
        on_instagram(world, &mut acts);
        on_x(world, &mut acts);
    }
    acts
}

/// Times from the first second of a session to its last, `low` to `high` seconds apart.
fn steps(session: Session, (low, high): (i64, i64), dice: &mut Dice) -> Vec<i64> {
    let mut times = vec![session.start];
    let mut at = session.start + dice.between(low, high);
    while at < session.end {
        times.push(at);
        at += dice.between(low, high);
    }
    times.push(session.end);
    times
}

fn on_instagram(world: &World<'_>, acts: &mut Vec<Act>) {
    let mut dice = Dice::new(world.request.seed, "views");
    let variant = world.variant;
    let from = world.days.last_weeks(variant.views_weeks.or(variant.seen_weeks));
    // Where no interval is exported, the minutes that are seen must say how long the day was.
    let pace = if world.request.kind.much_time() && !variant.time_spent { (50, 110) } else { (60, 200) };
    let likely = |role| match role {
        Role::PublicFigure => 3.0,
        Role::Friend => 1.5,
        Role::Brand | Role::Stranger => 1.0,
        Role::NeverAnswers | Role::NeverAnswered => 0.5,
    };
    let on_instagram = world.reachable(Platform::Instagram, likely);
    let on_threads = world.reachable(Platform::Threads, likely);
    let brands = world.reachable(Platform::Instagram, |role| if role == Role::Brand { 1.0 } else { 0.0 });
    let threads = variant.threads && variant.instagram != InstagramEra::Flat2020;
    for session in world.days.on(Platform::Instagram, from).collect::<Vec<_>>() {
        for at in steps(session, pace, &mut dice) {
            let (platform, what, parties) = match dice.below(100) {
                0..=42 => (Platform::Instagram, What::SeePost, &on_instagram),
                43..=69 => (Platform::Instagram, What::WatchVideo, &on_instagram),
                70..=84 => (Platform::Instagram, What::SeeAd, &brands),
                85..=91 if threads => (Platform::Threads, What::SeeThread, &on_threads),
                _ => (Platform::Instagram, What::SeeSuggestion, &on_instagram),
            };
            let Some(account) = parties.pick(&mut dice).or_else(|| on_instagram.pick(&mut dice)) else {
                continue;
            };
            let mut act = Act::new(platform, what, at);
            act.with = With::Account(account);
            if what == What::SeeThread && variant.instagram == InstagramEra::Activity2023 {
                let handle = world.accounts[account].handle(Platform::Threads).unwrap_or_default();
                act.item = format!("https://www.threads.net/@{handle}/post/{}", super::shortcode(&mut dice));
            }
            acts.push(act);
        }
    }
}

fn on_x(world: &World<'_>, acts: &mut Vec<Act>) {
    let mut dice = Dice::new(world.request.seed, "impressions");
    let brands = world.reachable(Platform::X, |role| if role == Role::Brand { 1.0 } else { 0.0 });
    let from = world.days.last_weeks(world.variant.seen_weeks);
    for session in world.days.on(Platform::X, from).collect::<Vec<_>>() {
        for at in steps(session, (60, 240), &mut dice) {
            let mut act = Act::new(Platform::X, What::SeeAd, at);
            act.with = brands.pick(&mut dice).map_or(With::Nobody, With::Account);
            // Some are for a trend, not for a post.
            if !dice.chance(0.04) {
                act.item = snowflake(at * 1000 - dice.between(3_600_000, 900_000_000), &mut dice);
            }
            act.other = dice.pick(&world.talk().ads).clone();
            acts.push(act);
            if dice.chance(0.04) && at + 20 < session.end {
                let mut engaged = acts[acts.len() - 1].clone();
                engaged.what = What::EngageAd;
                engaged.at = at + dice.between(1, 15);
                acts.push(engaged);
            }
        }
    }
}
