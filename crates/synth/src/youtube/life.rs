//! What a person does on YouTube: lived inside the sittings that they have anyway, on dice of its own.

use crate::dice::Dice;
use crate::life::World;
use crate::life::days::{Session, within};
use crate::life::people::Role;
use crate::values::coords;

const ID_LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";

/// Somebody else's channel.
#[derive(Debug, Clone, PartialEq)]
pub struct Tuber {
    pub id: String,
    pub name: String,
    pub weight: f64,
}

/// Somebody's video.
#[derive(Debug, Clone, PartialEq)]
pub struct Video {
    pub id: String,
    pub title: String,
    /// Position in the list of channels; nothing for the owner's own.
    pub channel: Option<usize>,
}

/// What was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// A video, by its position.
    Video(usize),
    /// The same, with music in it.
    Music(usize),
    /// A video that has been made private since: only its address is left.
    Hidden(usize),
    /// A video that has been removed: nothing is left.
    Removed,
    /// An ad, which is a video of somebody.
    Ad(usize),
    /// A post of a channel.
    Post(usize),
}

/// Words of the owner.
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    /// Milliseconds since 1970.
    pub at: i64,
    pub id: String,
    /// Position of the video; for a comment under a post, whose number that is.
    pub video: usize,
    pub post: Option<String>,
    /// The comment that is answered.
    pub parent: Option<String>,
    pub text: String,
    /// Money went with it.
    pub paid: bool,
}

/// A video of one's own.
#[derive(Debug, Clone, PartialEq)]
pub struct Upload {
    pub at: i64,
    pub video: Video,
    pub description: String,
    pub privacy: &'static str,
    pub place: Option<(f64, f64)>,
}

/// A life on YouTube.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Tube {
    /// The owner's channel.
    pub id: String,
    pub name: String,
    pub channels: Vec<Tuber>,
    pub videos: Vec<Video>,
    /// With milliseconds since 1970.
    pub seen: Vec<(i64, Seen)>,
    pub searches: Vec<(i64, String)>,
    pub comments: Vec<Said>,
    pub chats: Vec<Said>,
    pub subscriptions: Vec<usize>,
    pub saved: Vec<(i64, usize)>,
    pub liked: Vec<(i64, usize)>,
    pub uploads: Vec<Upload>,
    /// Where new videos are said to be from.
    pub default_place: Option<(f64, f64)>,
}

/// Lives it; nothing for people who have no export of it.
pub fn live(world: &World<'_>) -> Option<Tube> {
    let mut dice = Dice::new(world.request.seed, "youtube life");
    if !dice.chance(0.6) || world.days.sessions.is_empty() {
        return None;
    }
    let mut tube = Tube { id: channel_id(&mut dice), name: world.owner.name.clone(), ..Tube::default() };
    tube.channels = channels(world, &mut dice);
    tube.videos = videos(world, &tube.channels, &mut dice);
    tube.uploads = uploads(world, &mut dice);
    tube.videos.extend(tube.uploads.iter().map(|upload| upload.video.clone()));
    if world.variant.consumption {
        tube.seen = seen(world, &tube, &mut dice);
    }
    tube.searches = times(world, 0.8, &mut dice)
        .into_iter()
        .map(|at| (at, world.talk().say(&world.talk().searches, &mut dice)))
        .collect();
    tube.comments = said(world, &tube, 4.0, &mut dice);
    tube.chats = said(world, &tube, 1.5, &mut dice);
    tube.subscriptions = (0..tube.channels.len()).filter(|at| *at == 0 || dice.chance(0.6)).collect();
    tube.saved = picked(world, &tube, 6.0, &mut dice);
    tube.liked = picked(world, &tube, 5.0, &mut dice);
    tube.default_place = dice.chance(0.15).then(|| coords::somewhere(world.request.country, &mut dice));
    Some(tube)
}

fn channel_id(dice: &mut Dice) -> String {
    format!("UC{}", dice.letters(ID_LETTERS, 22))
}

/// Creators and brands, and a friend now and then.
fn channels(world: &World<'_>, dice: &mut Dice) -> Vec<Tuber> {
    let mut channels = Vec::new();
    for account in world.accounts {
        let likely = match account.role {
            Role::PublicFigure => 0.9,
            Role::Brand => 0.6,
            Role::Stranger => 0.3,
            Role::Friend => 0.1,
            Role::NeverAnswers | Role::NeverAnswered => 0.0,
        };
        if dice.chance(likely) {
            channels.push(Tuber { id: channel_id(dice), name: account.name.clone(), weight: account.weight });
        }
    }
    if channels.is_empty() {
        channels.push(Tuber { id: channel_id(dice), name: "Quiet Harbour".into(), weight: 1.0 });
    }
    channels
}

fn videos(world: &World<'_>, channels: &[Tuber], dice: &mut Dice) -> Vec<Video> {
    let mut videos = Vec::new();
    for channel in 0..channels.len() {
        for _ in 0..dice.between(2, 8) {
            videos.push(Video {
                id: dice.letters(ID_LETTERS, 11),
                title: title(world, dice),
                channel: Some(channel),
            });
        }
    }
    videos
}

/// Titles hold what has to be escaped in one form or another.
fn title(world: &World<'_>, dice: &mut Dice) -> String {
    let talk = world.talk();
    let (thing, animal) = (dice.pick(&talk.things), dice.pick(&talk.animals));
    match dice.below(4) {
        0 => format!("{thing} & {animal}: part {}", dice.between(1, 30)),
        1 => format!("\"{thing}\" <3 {animal}'s best of"),
        2 => format!("{animal}, {thing} | {}", dice.between(2015, 2026)),
        _ => format!("{thing} – {animal} 🎬"),
    }
}

/// A moment inside a sitting.
fn moment(sessions: &[Session], dice: &mut Dice) -> Option<i64> {
    let weights: Vec<f64> = sessions.iter().map(|session| session.seconds() as f64).collect();
    let session = sessions.get(dice.weighted(&weights))?;
    Some(within(*session, dice) * 1000 + dice.between(0, 999))
}

/// So many times a week, never more often than once in twenty minutes of sittings; at least one; newest first.
fn times(world: &World<'_>, per_week: f64, dice: &mut Dice) -> Vec<i64> {
    let sessions = &world.days.sessions;
    let hours: f64 = sessions.iter().map(|session| session.seconds() as f64 / 3600.0).sum();
    let weeks = world.days.count() as f64 / 7.0;
    let count = 1 + dice.poisson((per_week * weeks).min(hours * 3.0));
    let mut times: Vec<i64> = (0..count).filter_map(|_| moment(sessions, dice)).collect();
    times.sort_unstable_by(|a, b| b.cmp(a));
    times.dedup();
    times
}

fn pick(tube: &Tube, dice: &mut Dice) -> usize {
    let weight = |video: &Video| video.channel.map_or(0.3, |channel| tube.channels[channel].weight);
    let weights: Vec<f64> = tube.videos.iter().map(weight).collect();
    dice.weighted(&weights)
}

/// What was seen, in the weeks in which other platforms show what was seen.
fn seen(world: &World<'_>, tube: &Tube, dice: &mut Dice) -> Vec<(i64, Seen)> {
    let from = world.days.last_weeks(world.variant.seen_weeks);
    let mut seen = Vec::new();
    for session in world.days.sessions.iter().filter(|session| session.start >= from) {
        for _ in 0..dice.poisson(session.seconds() as f64 / 1800.0).min(6) {
            let video = pick(tube, dice);
            let what = match dice.below(100) {
                0..=74 => Seen::Video(video),
                75..=82 => Seen::Music(video),
                83..=85 => Seen::Hidden(video),
                86..=87 => Seen::Removed,
                88..=97 => Seen::Ad(video),
                _ => Seen::Post(video),
            };
            seen.push((within(*session, dice) * 1000 + dice.between(0, 999), what));
        }
    }
    if seen.is_empty() {
        let last = world.days.sessions.last().copied();
        seen.extend(last.map(|session| (within(session, dice) * 1000, Seen::Video(0))));
    }
    seen.sort_unstable_by_key(|(at, _)| std::cmp::Reverse(*at));
    seen
}

fn comment_id(dice: &mut Dice) -> String {
    format!("Ug{}4AaABAg", dice.letters(ID_LETTERS, 17))
}

fn said(world: &World<'_>, tube: &Tube, most: f64, dice: &mut Dice) -> Vec<Said> {
    let count = 1 + dice.poisson(most) as usize;
    let mut times: Vec<i64> = (0..count).filter_map(|_| moment(&world.days.sessions, dice)).collect();
    times.sort_unstable_by(|a, b| b.cmp(a));
    let one = |at| {
        let parent = dice.chance(0.3).then(|| comment_id(dice));
        let post =
            (parent.is_none() && dice.chance(0.15)).then(|| format!("Ugkx{}", dice.letters(ID_LETTERS, 32)));
        // An answer's own id has its parent's in front.
        let own = match &parent {
            Some(parent) => format!("{parent}.{}", dice.letters(ID_LETTERS, 22)),
            None => comment_id(dice),
        };
        let text = match dice.below(4) {
            0 => format!("{}\n{}", comment(world, dice), comment(world, dice)),
            1 => format!("{}, \"{}\"", comment(world, dice), dice.pick(&world.talk().things)),
            _ => comment(world, dice),
        };
        Said { at, id: own, video: pick(tube, dice), post, parent, text, paid: dice.chance(0.15) }
    };
    times.into_iter().map(one).collect()
}

fn comment(world: &World<'_>, dice: &mut Dice) -> String {
    world.talk().say(&world.talk().comments, dice).replace('@', "")
}

fn picked(world: &World<'_>, tube: &Tube, mean: f64, dice: &mut Dice) -> Vec<(i64, usize)> {
    let count = 1 + dice.poisson(mean);
    let one = |_| Some((moment(&world.days.sessions, dice)?, pick(tube, dice)));
    let mut picked: Vec<(i64, usize)> = (0..count).filter_map(one).collect();
    picked.sort_unstable_by_key(|(at, _)| std::cmp::Reverse(*at));
    picked
}

/// A film or two, if any.
fn uploads(world: &World<'_>, dice: &mut Dice) -> Vec<Upload> {
    let count = if dice.chance(0.35) { dice.between(1, 2) } else { 0 };
    let mut uploads = Vec::new();
    for _ in 0..count {
        let Some(at) = moment(&world.days.sessions, dice) else { continue };
        uploads.push(Upload {
            at,
            video: Video { id: dice.letters(ID_LETTERS, 11), title: title(world, dice), channel: None },
            description: comment(world, dice),
            privacy: ["Public", "Unlisted", "Private"][dice.index(3)],
            place: dice.chance(0.5).then(|| coords::somewhere(world.request.country, dice)),
        });
    }
    uploads
}
