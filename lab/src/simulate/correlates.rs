//! Regularity and rebound: who is flagged where there is nothing to find, and where there is.

use event::{
    At, Channel, Direction, Event, Kind, Mode, Origin, Party, PartyQuality, Platform, Reverse, Timestamp,
};
use measure::parameters::TiesParameters;
use measure::presence::Presence;
use measure::ties::{Setting, Ties};

use super::Checked;
use super::dice::Dice;
use super::people::FIRST_DAY;

static LIKE: Channel = Channel::new(Platform::X, Kind::React, "likes", Mode::Log, Reverse::None);

const DAYS: i64 = 540;
const ACCOUNTS: usize = 500;

/// How accounts are contacted.
#[derive(Clone, Copy, PartialEq)]
enum World {
    /// Runs of days, then nothing for a while.
    Bursts,
    /// Pauses with a heavy tail, one contact after the other.
    HeavyPauses,
    /// Any session may be the one.
    Chance,
    /// As bursts, but ten accounts are looked at on four of five days.
    Habit,
    /// As bursts, but with ten accounts each return after a long gap brings five times as much.
    Absence,
}

const WORLDS: [(World, &str); 5] = [
    (World::Bursts, "no effect: runs of days"),
    (World::HeavyPauses, "no effect: pauses with a heavy tail"),
    (World::Chance, "no effect: chance"),
    (World::Habit, "ten accounts on four of five days"),
    (World::Absence, "ten accounts with five times the contact after long gaps"),
];

/// Runs every world.
pub fn run(quick: bool, checked: &mut Checked) {
    let people = if quick { 12 } else { 200 };
    let parameters: TiesParameters = measure::parameters::load(&data::Data::builtin(), "ties.toml")
        .unwrap_or_else(|problem| panic!("{problem}"));
    println!("\nregularity and rebound: {people} people of {ACCOUNTS} accounts in each world");
    for (number, (world, says)) in WORLDS.into_iter().enumerate() {
        let mut dice = Dice::new(11_000 + number as u64);
        let mut counts = Counts::default();
        for _ in 0..people {
            one_person(world, &mut dice, &parameters, &mut counts);
        }
        println!(
            "\n{says} ({} accounts tested for regularity, {} for rebound)",
            counts.tested.0, counts.tested.1
        );
        // A bar for people, with room for the chance of few people in a quick run.
        let bar = 0.0..=if quick { 0.2 } else { 0.05 };
        match world {
            World::Bursts | World::HeavyPauses | World::Chance => {
                checked.share(
                    "people with any account flagged as regular",
                    counts.regular,
                    people,
                    bar.clone(),
                );
                checked.share("people with any account flagged for rebound", counts.rebound, people, bar);
            }
            World::Habit => {
                checked.share(
                    "accounts of habit that are flagged",
                    counts.found.0,
                    counts.found.1,
                    0.8..=1.0,
                );
            }
            World::Absence => {
                // The codebook asks for no power here, so this is told and not judged.
                super::tell("accounts of absence that are flagged", counts.found.0, counts.found.1);
            }
        }
    }
}

#[derive(Default)]
struct Counts {
    regular: usize,
    rebound: usize,
    tested: (usize, usize),
    found: (usize, usize),
}

/// The owner's sessions: starts in seconds, by day.
fn sessions(dice: &mut Dice) -> Vec<Vec<i64>> {
    (0..DAYS)
        .map(|day| {
            let count = 3 + dice.poisson(5.0);
            let mut starts: Vec<i64> =
                (0..count).map(|_| (FIRST_DAY + day) * 86_400 + dice.whole(6 * 3600, 23 * 3600)).collect();
            starts.sort_unstable();
            starts
        })
        .collect()
}

fn one_person(world: World, dice: &mut Dice, parameters: &TiesParameters, counts: &mut Counts) {
    let sessions = sessions(dice);
    let (mut ties, mut presence) = (Ties::new(parameters), Presence::default());
    for start in sessions.iter().flatten() {
        for minute in 0..dice.whole(3, 15) {
            send(&mut ties, &mut presence, start + minute * 60, None);
        }
    }
    for account in 0..ACCOUNTS {
        let special = account < 10;
        for time in contacts(world, special, dice, &sessions) {
            send(&mut ties, &mut presence, time, Some(account));
        }
    }
    let found = ties.finish(&Setting::new(parameters, &presence));
    let flagged_regular =
        |tie: &measure::ties::Tie| tie.regularity.as_deref().is_some_and(|tested| tested.flagged);
    let flagged_rebound =
        |tie: &measure::ties::Tie| tie.rebound.as_deref().is_some_and(|tested| tested.flagged);
    counts.regular += usize::from(found.accounts.iter().any(flagged_regular));
    counts.rebound += usize::from(found.accounts.iter().any(flagged_rebound));
    counts.tested.0 += found.regularity_tested;
    counts.tested.1 += found.rebound_tested;
    for tie in found.accounts.iter().filter(|tie| tie.label.name.parse::<usize>().is_ok_and(|name| name < 10))
    {
        let flagged = if world == World::Absence { flagged_rebound(tie) } else { flagged_regular(tie) };
        counts.found.0 += usize::from(flagged);
        counts.found.1 += 1;
    }
}

fn contacts(world: World, special: bool, dice: &mut Dice, sessions: &[Vec<i64>]) -> Vec<i64> {
    let mut times = Vec::new();
    let mut on_day = |dice: &mut Dice, day: i64, how_many: u64| {
        let Some(starts) = usize::try_from(day).ok().and_then(|day| sessions.get(day)) else { return };
        for _ in 0..how_many {
            let start = starts[dice.whole(0, starts.len() as i64 - 1) as usize];
            times.push(start + dice.whole(0, 170));
        }
    };
    match world {
        World::Habit if special => {
            (0..DAYS)
                .filter(|_| dice.chance(0.8))
                .collect::<Vec<_>>()
                .into_iter()
                .for_each(|day| on_day(dice, day, 1));
        }
        World::Chance => {
            for _ in 0..dice.whole(30, 90) {
                let day = dice.whole(0, DAYS - 1);
                on_day(dice, day, 1);
            }
        }
        World::HeavyPauses => {
            let mut day = dice.between(0.0, 10.0);
            while (day as i64) < DAYS {
                let times = 1 + dice.poisson(0.7);
                on_day(dice, day as i64, times);
                // Pareto with exponent 1.3 from a day on.
                day += libm::pow(1.0 - dice.unit(), -1.0 / 1.3);
            }
        }
        World::Bursts | World::Habit | World::Absence => {
            let mut day = dice.exponential(12.0) as i64;
            let mut away = 0;
            while day < DAYS {
                let length = 1 + dice.poisson(3.0) as i64;
                let more = if world == World::Absence && special && away > 7 { 5 } else { 1 };
                for (offset, on) in (day..day + length).enumerate() {
                    let times = 1 + dice.poisson(0.8);
                    on_day(dice, on, if offset < 2 { times * more } else { times });
                }
                away = 1 + dice.exponential(9.0) as i64;
                day += length + away;
            }
        }
    }
    times
}

fn send(ties: &mut Ties, presence: &mut Presence, second: i64, account: Option<usize>) {
    let Ok(time) = Timestamp::from_second(second) else { return };
    let direction = if account.is_some() { Direction::Outgoing } else { Direction::Own };
    let mut event = Event::new(&LIKE, direction, At::second(time), Origin::default());
    event.party = account.map(|name| Party { name: name.to_string().into(), quality: PartyQuality::Id });
    presence.update(&event);
    ties.update(&event);
}
