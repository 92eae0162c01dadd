//! What the owner publishes: posts, stories, comments, replies, quotes.

use event::Platform;

use super::act::{Act, CommentOn, Medium, Sort, What, With};
use super::days::{home, within};
use super::people::Role;
use super::{World, short_link, snowflake};
use crate::dice::Dice;
use crate::request::{InstagramEra, PersonKind, XEra};

/// One item to be published, before it has words.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    pub platform: Platform,
    pub what: What,
    /// Seconds since 1970.
    pub at: i64,
}

impl Plan {
    /// Whether it is a text that a sentence can be planted in.
    pub const fn holds_sentence(&self) -> bool {
        match self.what {
            What::Post(Sort::Usual) | What::Comment(CommentOn::Post) | What::Reply => true,
            What::Post(Sort::Long) => !matches!(self.platform, Platform::X),
            _ => false,
        }
    }
}

/// Decides what is published and when: as many items as the truth says, thread parts not counted.
pub fn plan(world: &World<'_>) -> Vec<Plan> {
    let mut dice = Dice::new(world.request.seed, "plan");
    let per_day = match world.request.kind {
        PersonKind::SavvySocial => dice.uniform(0.15, 0.42),
        PersonKind::Lurker => dice.uniform(0.12, 0.4),
        PersonKind::BreezyPoster => dice.uniform(2.2, 3.6),
        PersonKind::Oversharer => dice.uniform(2.4, 4.2),
        PersonKind::Offliner => 0.0,
    };
    let days = world.days.count() as f64;
    let items = match world.request.kind {
        PersonKind::Offliner => 0,
        kind if kind.many_posts() => libm::ceil(per_day * days) as u64,
        _ => libm::floor(per_day * days) as u64,
    };
    let mut plans: Vec<Plan> = (0..items).filter_map(|_| one(world, &mut dice)).collect();
    plans.sort_by_key(|plan| plan.at);
    plans
}

fn one(world: &World<'_>, dice: &mut Dice) -> Option<Plan> {
    let (platform, what) = kind_of_item(world, dice);
    let here = home(platform);
    let recently = world.days.made() - 13 * 86_400;
    let weights: Vec<f64> = world
        .days
        .sessions
        .iter()
        .zip(&world.days.bursts)
        .map(|(session, burst)| if session.platform == here { session.seconds() as f64 * burst } else { 0.0 })
        .collect();
    let session = *world.days.sessions.get(dice.weighted(&weights))?;
    // A person may never have been on the one platform: then it happens on the other.
    let (platform, what) = match (session.platform == here, session.platform) {
        (true, _) => (platform, what),
        (false, Platform::X) => (Platform::X, What::Post(Sort::Usual)),
        (false, _) => (Platform::Instagram, What::Post(Sort::Usual)),
    };
    let at = within(session, dice);
    // X exports what was deleted in the last two weeks only.
    let what = if platform == Platform::X && what == What::Post(Sort::Gone) && at < recently {
        What::Post(Sort::Usual)
    } else {
        what
    };
    Some(Plan { platform, what, at })
}

fn kind_of_item(world: &World<'_>, dice: &mut Dice) -> (Platform, What) {
    use Platform::{Instagram, Threads, X};
    let era = world.variant.instagram;
    let flat = era == InstagramEra::Flat2020;
    let late = matches!(era, InstagramEra::Activity2023 | InstagramEra::Activity2025);
    let modern = world.variant.x == XEra::Modern;
    let when = |is: bool, weight: f64| if is { weight } else { 0.0 };
    let choices = [
        (Instagram, What::Post(Sort::Usual), 17.0),
        (Instagram, What::Post(Sort::Long), 3.0),
        (Instagram, What::Post(Sort::Gone), when(!flat, 1.0)),
        (Instagram, What::Post(Sort::Aside), when(late, 0.5)),
        (Instagram, What::Story, 18.0),
        (Instagram, What::Comment(CommentOn::Post), 21.0),
        (Instagram, What::Comment(CommentOn::Reel), when(!flat, 3.0)),
        (Instagram, What::Comment(CommentOn::Story), when(late, 1.0)),
        (Threads, What::Post(Sort::Usual), when(world.variant.threads, 6.0)),
        (Threads, What::Post(Sort::Gone), when(world.variant.threads, 0.5)),
        (Threads, What::Reply, when(world.variant.threads, 4.0)),
        (X, What::Post(Sort::Usual), 15.0),
        (X, What::Post(Sort::Long), when(modern, 1.0)),
        (X, What::Post(Sort::Aside), when(modern, 1.0)),
        (X, What::Post(Sort::Gone), when(modern, 2.0)),
        (X, What::Reply, 14.0),
        (X, What::Quote, 4.0),
    ];
    let weights: Vec<f64> = choices.iter().map(|choice| choice.2).collect();
    let (platform, what, _) = choices[dice.weighted(&weights)];
    (platform, what)
}

/// Writes one planned item. `planted` is a sentence that it has to hold, in place of small talk.
pub fn write(world: &World<'_>, plan: Plan, planted: Option<&str>, dice: &mut Dice) -> Vec<Act> {
    let mut act = Act::new(plan.platform, plan.what, plan.at);
    act.with = party(world, plan, dice);
    let body = planted.map_or_else(|| small_talk(world, plan, dice), str::to_owned);
    dress(world, &mut act, &body, planted.is_some(), dice);
    match plan.platform {
        Platform::X => finish_on_x(world, act, planted.is_some(), dice),
        Platform::Instagram | Platform::Threads | Platform::TikTok => {
            add_media(world, &mut act, dice);
            vec![act]
        }
    }
}

/// Whom it is addressed to.
fn party(world: &World<'_>, plan: Plan, dice: &mut Dice) -> With {
    let addressed = matches!(plan.what, What::Comment(_) | What::Reply | What::Quote);
    // Threads does not say whom a reply answers, only a leading mention can; X forgets accounts that are gone.
    let lost = match plan.platform {
        Platform::Threads => 0.3,
        Platform::X if plan.what == What::Reply => 0.04,
        _ => 0.0,
    };
    if !addressed || dice.chance(lost) {
        return With::Nobody;
    }
    let own = matches!(plan.what, What::Comment(CommentOn::Post) | What::Quote);
    if own && dice.chance(0.07) {
        return With::Owner;
    }
    let likely = |role| match role {
        Role::Friend => 2.0,
        Role::PublicFigure => 2.5,
        Role::NeverAnswers => 1.5,
        Role::Brand | Role::Stranger => 0.6,
        Role::NeverAnswered => 0.0,
    };
    world.reachable(plan.platform, likely).pick(dice).map_or(With::Nobody, With::Account)
}

fn small_talk(world: &World<'_>, plan: Plan, dice: &mut Dice) -> String {
    let talk = world.talk();
    match plan.what {
        What::Comment(_) | What::Reply => talk.say(&talk.comments, dice),
        // Most stories are a picture and nothing else.
        What::Story if dice.chance(0.6) => String::new(),
        What::Post(Sort::Long) if plan.platform == Platform::X => {
            (0..8).map(|_| talk.say(&talk.posts, dice)).collect::<Vec<_>>().join(". ")
        }
        _ => talk.say(&talk.posts, dice),
    }
}

/// Puts mentions, an emoji and a hashtag around the body.
fn dress(world: &World<'_>, act: &mut Act, body: &str, planted: bool, dice: &mut Dice) {
    if body.is_empty() {
        return;
    }
    let mut text = String::new();
    if act.what == What::Reply
        && let With::Account(at) = act.with
        && let Some(handle) = world.accounts[at].handle(act.platform)
    {
        text.push_str(&format!("@{handle} "));
        act.mentions.push(at);
    }
    text.push_str(&if planted || dice.chance(0.7) { body.to_owned() } else { capital(body) });
    // A name near the end of a text that is cut off would be lost.
    let cut_off = act.platform == Platform::X && act.what == What::Post(Sort::Long);
    if !cut_off && dice.chance(0.12) {
        let others = world.reachable(act.platform, |role| if role == Role::Friend { 3.0 } else { 1.0 });
        if let Some(at) = others.pick(dice).filter(|at| !act.mentions.contains(at))
            && let Some(handle) = world.accounts[at].handle(act.platform)
        {
            text.push_str(&format!("{}@{handle}", dice.pick(&[" ", " with ", " ❤️ ", " cc "])));
            act.mentions.push(at);
        }
    }
    if !planted && dice.chance(0.25) {
        text.push_str(&format!(" {}", dice.pick(&["😂", "✨", "🌧️", "☕", "🌻", "💚", "🙃", "👀"])));
    }
    let tags = !matches!(act.what, What::Comment(_) | What::Reply) && dice.chance(0.35);
    if tags {
        text.push_str(&format!(" #{}", dice.pick(&world.talk().hashtags)));
    }
    act.text = text;
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Ids, links, media, and the rest of a thread.
fn finish_on_x(world: &World<'_>, mut act: Act, planted: bool, dice: &mut Dice) -> Vec<Act> {
    let milliseconds = act.at * 1000 + dice.between(0, 999);
    act.item = snowflake(milliseconds, dice);
    match act.what {
        What::Reply | What::Quote => {
            act.other = snowflake(milliseconds - dice.between(60_000, 40_000_000), dice);
            if act.what == What::Quote {
                act.text.push_str(&format!(" {}", short_link(dice)));
            }
        }
        What::Post(Sort::Usual | Sort::Aside) => match dice.below(10) {
            0 | 1 => {
                act.text.push_str(&format!(" {}", short_link(dice)));
                let name = dice.letters("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz0123456789-_", 15);
                act.media.push(plain(format!("https://pbs.twimg.com/media/{name}.jpg"), false));
            }
            2 => {
                act.text.push_str(&format!(" {}", short_link(dice)));
                act.other =
                    format!("https://www.lanternhall-weekly.com/{}", dice.letters("abcdefghkmnoprstuw", 9));
            }
            _ => {}
        },
        _ => {}
    }
    let threaded = act.what == What::Post(Sort::Usual) && !planted && dice.chance(0.06);
    let parts = if threaded { dice.between(1, 2) } else { 0 };
    let mut acts = vec![act];
    for _ in 0..parts {
        let next = thread_part(world, &acts[acts.len() - 1], dice);
        acts.push(next);
    }
    acts
}

/// One more part of a thread, some seconds after the one before: together they are one item.
fn thread_part(world: &World<'_>, before: &Act, dice: &mut Dice) -> Act {
    let talk = world.talk();
    let mut act = Act::new(Platform::X, What::Reply, before.at + dice.between(2, 5));
    act.with = With::Owner;
    act.text = talk.say(&talk.posts, dice);
    act.item = snowflake(act.at * 1000 + dice.between(0, 999), dice);
    act.other = before.item.clone();
    act
}

/// A medium without a place.
pub const fn plain(uri: String, video: bool) -> Medium {
    Medium { uri, video, gps: None, gps_in_json: false, gps_in_file: false, device: None }
}

/// Pictures for what is posted on Instagram and Threads.
fn add_media(world: &World<'_>, act: &mut Act, dice: &mut Dice) {
    let (folder, video) = match (act.platform, act.what) {
        (Platform::Threads, What::Post(_)) if dice.chance(0.4) => ("posts", false),
        (Platform::Instagram, What::Post(Sort::Long)) => ("reels", true),
        (Platform::Instagram, What::Post(_)) => ("posts", dice.chance(0.12)),
        (Platform::Instagram, What::Story) => ("stories", dice.chance(0.3)),
        _ => return,
    };
    // The flat layout tears several pictures of one post apart: there, each post has one.
    let flat = world.variant.instagram == InstagramEra::Flat2020;
    let several = folder == "posts" && !flat && act.platform == Platform::Instagram && dice.chance(0.15);
    let device = (dice.chance(0.5) && act.platform == Platform::Instagram && !flat).then(|| {
        // One phone per person, so that its number links their posts.
        let mut own = Dice::new(world.request.seed, "phone");
        format!("android-{}", own.letters("0123456789abcdef", 16))
    });
    for _ in 0..if several { dice.between(2, 4) } else { 1 } {
        let uri = address(world, act, folder, video, dice);
        act.media.push(Medium { device: device.clone(), ..plain(uri, video) });
    }
}

/// Where the file lies in the export.
fn address(world: &World<'_>, act: &Act, folder: &str, video: bool, dice: &mut Dice) -> String {
    let month = crate::text_time::month(act.at);
    let ending = if video { "mp4" } else { "jpg" };
    if world.variant.instagram == InstagramEra::Flat2020 {
        let folder = match (folder, video) {
            ("stories", _) => "stories",
            (_, true) => "videos",
            _ => "photos",
        };
        return format!("{folder}/{month}/{}.{ending}", dice.letters("0123456789abcdef", 32));
    }
    format!("media/{folder}/{month}/{}_{}_n_{}.{ending}", dice.digits(9), dice.digits(15), dice.digits(17))
}
