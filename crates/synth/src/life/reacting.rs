//! What the owner does to others' posts without words of their own, and what they look for.

use event::Platform;

use super::act::{Act, Planted, PlantedIn, Sticker, What, With};
use super::days::{Session, within};
use super::people::Role;
use super::{Reachable, World, short_link, shortcode, snowflake};
use crate::dice::Dice;
use crate::findings::Sayings;
use crate::request::InstagramEra;
use crate::stock::FindingKind;

/// Acts, and decoys among them (others' words that would be findings if they were the owner's).
pub fn react(world: &World<'_>, first: usize) -> (Vec<Act>, Vec<Planted>) {
    let mut acts = Vec::new();
    on_instagram(world, &mut acts);
    on_threads(world, &mut acts);
    on_x(world, &mut acts);
    let planted = reposts(world, &mut acts, first);
    (acts, planted)
}

/// Whose posts are reacted to.
const fn liked(role: Role) -> f64 {
    match role {
        Role::PublicFigure => 3.0,
        Role::Friend => 1.5,
        Role::NeverAnswers => 2.0,
        Role::Stranger | Role::Brand => 0.5,
        Role::NeverAnswered => 0.1,
    }
}

/// Draws `per_hour` acts for each hour of the sessions on a platform.
fn spread(world: &World<'_>, platform: Platform, per_hour: f64, dice: &mut Dice) -> Vec<i64> {
    // Who is online for long does less per hour.
    let pace = if world.request.kind.much_time() { 0.35 } else { 1.0 } * world.request.volume;
    let mut times = Vec::new();
    for session in world.days.on(platform, i64::MIN).collect::<Vec<Session>>() {
        let count = dice.poisson(per_hour * pace * session.seconds() as f64 / 3600.0);
        times.extend((0..count).map(|_| within(session, dice)));
    }
    times
}

fn instagram_link(dice: &mut Dice) -> String {
    format!("https://www.instagram.com/p/{}/", shortcode(dice))
}

fn on_instagram(world: &World<'_>, acts: &mut Vec<Act>) {
    let mut dice = Dice::new(world.request.seed, "instagram reactions");
    let era = world.variant.instagram;
    let flat = era == InstagramEra::Flat2020;
    let late = matches!(era, InstagramEra::Activity2023 | InstagramEra::Activity2025);
    let when = |is: bool, rate: f64| if is { rate } else { 0.0 };
    let rates = [
        (What::Like, 1.9),
        (What::LikeComment, 0.35),
        (What::LikeStory, when(!flat, 0.4)),
        (What::StoryReaction, when(late, 0.1)),
        (What::Sticker(Sticker::Poll), 0.15),
        (What::Save, 0.15),
        (What::Repost, when(era == InstagramEra::Activity2025, 0.05)),
        (What::Attend, when(late, 0.02)),
        (What::Subscribe, when(late, 0.01)),
        (What::HidePost, when(late, 0.03)),
        (What::HideProfile, when(late, 0.03)),
        (What::ClickAd, if world.variant.consumption { 0.06 } else { 0.0 }),
        (What::SearchProfile, when(!flat, 0.3)),
        (What::SearchWords, 0.1),
        (What::OpenLink, when(late, 0.15)),
    ];
    let parties = world.reachable(Platform::Instagram, liked);
    for (what, rate) in rates {
        for at in spread(world, Platform::Instagram, rate, &mut dice) {
            let act = one_on_instagram(world, what, at, &parties, &mut dice);
            acts.push(act);
        }
    }
    ties(world, Platform::Instagram, acts, &mut dice);
}

fn one_on_instagram(world: &World<'_>, what: What, at: i64, parties: &Reachable, dice: &mut Dice) -> Act {
    let talk = world.talk();
    // Every sticker is drawn as a poll; which one it really is comes here.
    let what = if matches!(what, What::Sticker(_)) { What::Sticker(*dice.pick(&Sticker::ALL)) } else { what };
    let mut act = Act::new(Platform::Instagram, what, at);
    if let Some(account) = parties.pick(dice) {
        act.with = With::Account(account);
    }
    match what {
        What::Like if dice.chance(0.02) => act.with = With::Owner,
        What::HidePost | What::ClickAd | What::Repost | What::SearchWords | What::OpenLink => {
            act.with = With::Nobody
        }
        _ => {}
    }
    match what {
        What::Like | What::LikeComment | What::StoryReaction | What::Save | What::Attend | What::HidePost => {
            act.item = instagram_link(dice);
        }
        What::Subscribe => act.item = format!("https://www.instagram.com/reel/{}/", shortcode(dice)),
        What::OpenLink => {
            act.item =
                format!("https://www.lanternhall-weekly.com/{}", dice.letters("abcdefghkmnoprstuw", 9));
        }
        What::ClickAd => act.other = dice.pick(&talk.ads).clone(),
        What::SearchWords => act.text = dice.pick(&talk.searches).clone(),
        _ => {}
    }
    match what {
        What::Sticker(Sticker::Question) => act.text = talk.say(&talk.comments, dice),
        What::Sticker(Sticker::Poll | Sticker::Quiz) => act.text = dice.pick(&talk.foods).clone(),
        What::Sticker(Sticker::Slider) => act.text = format!("0.{}", dice.digits(2)),
        What::StoryReaction | What::Like | What::LikeComment => {
            act.other = (*dice.pick(&["❤️", "👍", "😂", "😍", "🔥"])).to_owned();
        }
        _ => {}
    }
    act
}

fn on_threads(world: &World<'_>, acts: &mut Vec<Act>) {
    if !world.variant.threads {
        return;
    }
    let mut dice = Dice::new(world.request.seed, "threads reactions");
    let parties = world.reachable(Platform::Threads, liked);
    for (what, rate) in [(What::Like, 0.4), (What::Save, 0.05)] {
        for at in spread(world, Platform::Threads, rate, &mut dice) {
            let Some(account) = parties.pick(&mut dice) else { continue };
            let mut act = Act::new(Platform::Threads, what, at);
            act.with = With::Account(account);
            let handle = world.accounts[account].handle(Platform::Threads).unwrap_or_default();
            let host = if dice.chance(0.5) { "net" } else { "com" };
            act.item = format!("https://www.threads.{host}/@{handle}/post/{}", shortcode(&mut dice));
            act.other = "👍".to_owned();
            acts.push(act);
        }
    }
    ties(world, Platform::Threads, acts, &mut dice);
}

fn on_x(world: &World<'_>, acts: &mut Vec<Act>) {
    let mut dice = Dice::new(world.request.seed, "x reactions");
    let talk = world.talk();
    for at in spread(world, Platform::X, 2.2, &mut dice) {
        let mut act = Act::new(Platform::X, What::Like, at);
        act.item = snowflake(at * 1000 - dice.between(60_000, 90_000_000), &mut dice);
        act.other = talk.say(&talk.posts, &mut dice);
        acts.push(act);
    }
    for at in spread(world, Platform::X, 0.04, &mut dice) {
        let mut act = Act::new(Platform::X, What::RateNote, at);
        act.item = snowflake(at * 1000 - dice.between(60_000, 90_000_000), &mut dice);
        acts.push(act);
    }
    let month_ago = world.days.made() - 29 * 86_400;
    for at in spread(world, Platform::X, 0.4, &mut dice) {
        if at > month_ago {
            let mut act = Act::new(Platform::X, What::OpenLink, at);
            act.item = snowflake(at * 1000 - dice.between(60_000, 900_000), &mut dice);
            act.other =
                format!("https://www.lanternhall-weekly.com/{}", dice.letters("abcdefghkmnoprstuw", 9));
            acts.push(act);
        }
    }
    for query in talk.searches.iter().take(dice.index(3)) {
        if let Some(at) = world.days.moment(Platform::X, &mut dice) {
            let mut act = Act::new(Platform::X, What::SearchWords, at);
            act.item = format!("9{}", dice.digits(8));
            act.text.clone_from(query);
            acts.push(act);
        }
    }
    ties(world, Platform::X, acts, &mut dice);
}

/// Blocks, mutes and, where they are exported, unfollows: a few, of accounts that nothing else is done with.
fn ties(world: &World<'_>, platform: Platform, acts: &mut Vec<Act>, dice: &mut Dice) {
    let likely =
        |role| if matches!(role, Role::Stranger | Role::Brand | Role::NeverAnswered) { 1.0 } else { 0.0 };
    let parties = world.reachable(platform, likely);
    let quiet = world.days.sessions.len() < 10;
    for what in [What::Block, What::Mute, What::Unfollow] {
        for _ in 0..if quiet { 0 } else { dice.below(4) } {
            if let (Some(account), Some(at)) = (parties.pick(dice), world.days.moment(platform, dice)) {
                // X does not export whom one stopped following.
                if what != What::Unfollow || platform != Platform::X {
                    let mut act = Act::new(platform, what, at);
                    act.with = With::Account(account);
                    acts.push(act);
                }
            }
        }
    }
}

/// Reposts on X. Some pass on a sentence that would be a finding if the owner had said it.
fn reposts(world: &World<'_>, acts: &mut Vec<Act>, first: usize) -> Vec<Planted> {
    let mut dice = Dice::new(world.request.seed, "reposts");
    let talk = world.talk();
    let sayings = Sayings::new(world.stock, world.request);
    let parties = world.reachable(Platform::X, liked);
    let mut planted = Vec::new();
    for at in spread(world, Platform::X, 0.5, &mut dice) {
        let Some(account) = parties.pick(&mut dice) else { continue };
        let mut act = Act::new(Platform::X, What::Repost, at);
        act.with = With::Account(account);
        act.item = snowflake(at * 1000 + dice.between(0, 999), &mut dice);
        act.text = talk.say(&talk.posts, &mut dice);
        let kind = *dice.pick(FindingKind::ALL);
        if dice.chance(0.12)
            && let Some(saying) = sayings.find(kind, false, &mut dice)
        {
            act.text = saying.text.clone();
            let place = PlantedIn::Act(first + acts.len());
            planted.push(Planted { kind, value: String::new(), place, decoy: true, text: saying.text });
        } else if dice.chance(0.3) {
            act.text.push_str(&format!(" {}", short_link(&mut dice)));
        }
        acts.push(act);
    }
    planted
}
