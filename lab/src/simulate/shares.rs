//! Do the intervals of the outgoing share cover the truth, and are verdicts right?

use std::collections::{BTreeMap, BTreeSet};

use event::{
    At, Channel, Direction, Event, Kind, Mode, Origin, Party, PartyQuality, Platform, Reverse, Timestamp,
};
use measure::parameters::TiesParameters;
use measure::presence::Presence;
use measure::ties::share::Verdict;
use measure::ties::{Setting, Ties};

use super::Checked;
use super::dice::Dice;

static MESSAGE: Channel =
    Channel::new(Platform::X, Kind::Message, "messages between two", Mode::Log, Reverse::Full);

const FIRST_DAY: i64 = 18_993; // 2022-01-01
const DAYS: i64 = 730;
const ACCOUNTS: usize = 120;

/// Numbers of contacts that are told apart.
const BINS: [(i64, i64); 4] = [(5, 9), (10, 19), (20, 49), (50, 199)];

/// A world: how true shares are drawn, and how contacts come about.
struct World {
    name: &'static str,
    says: &'static str,
    truth: fn(&mut Dice) -> f64,
    contacts: fn(&mut Dice, f64, i64) -> Contacts,
    /// Bars for the coverage with 20 or more contacts, and below.
    many: std::ops::RangeInclusive<f64>,
    few: std::ops::RangeInclusive<f64>,
    /// Whether true shares of .97 or more come about in it.
    reaches_one_sided: bool,
}

/// Contacts as (day, outgoing), and the share that they were drawn with.
struct Contacts {
    days: Vec<(i64, bool)>,
    truth: f64,
}

/// Friends, people the owner talks at, people who talk at the owner, and accounts that hardly ever answer.
fn four_kinds(dice: &mut Dice) -> f64 {
    match dice.unit() {
        u if u < 0.5 => dice.beta(12.0, 12.0),
        u if u < 0.7 => dice.beta(14.0, 5.0),
        u if u < 0.8 => dice.beta(4.0, 14.0),
        _ => dice.beta(60.0, 1.5),
    }
}

/// Half of the accounts answer as much as they are written to, half almost never: nothing between.
fn two_kinds(dice: &mut Dice) -> f64 {
    if dice.chance(0.5) { dice.between(0.45, 0.55) } else { dice.between(0.95, 0.995) }
}

/// Every contact on a day of its own, its direction by chance.
fn by_chance(dice: &mut Dice, truth: f64, count: i64) -> Contacts {
    let mut days = BTreeSet::new();
    while (days.len() as i64) < count {
        days.insert(dice.whole(0, DAYS - 1));
    }
    Contacts { days: days.into_iter().map(|day| (day, dice.chance(truth))).collect(), truth }
}

/// Runs of days, each run with a share of its own around the truth: one run is all about one side.
fn in_bursts(dice: &mut Dice, truth: f64, count: i64) -> Contacts {
    let mut taken = BTreeMap::new();
    while (taken.len() as i64) < count {
        let start = dice.whole(0, DAYS - 12);
        let length = 1 + dice.poisson(3.0) as i64;
        let share = dice.beta(1.5 * truth, 1.5 * (1.0 - truth));
        for day in start..start + length {
            taken.entry(day).or_insert_with(|| dice.chance(share));
        }
    }
    let mut days: Vec<(i64, bool)> = taken.into_iter().collect();
    while days.len() as i64 > count {
        days.remove(dice.whole(0, days.len() as i64 - 1) as usize);
    }
    Contacts { days, truth }
}

/// The share moves over the two years, up or down by .2; the truth is its mean over the contacts.
fn with_drift(dice: &mut Dice, truth: f64, count: i64) -> Contacts {
    let slope = if dice.chance(0.5) { 0.2 } else { -0.2 };
    let share_on = |day: i64| (truth + slope * (2.0 * day as f64 / DAYS as f64 - 1.0)).clamp(0.0, 1.0);
    let drawn = by_chance(dice, truth, count);
    let mean = drawn.days.iter().map(|(day, _)| share_on(*day)).sum::<f64>() / count as f64;
    let days = drawn.days.iter().map(|(day, _)| (*day, dice.chance(share_on(*day)))).collect();
    Contacts { days, truth: mean }
}

/// Days of talk: both write on half of them, so one contact brings its answer.
fn in_talks(dice: &mut Dice, truth: f64, count: i64) -> Contacts {
    let both = 0.5;
    let alone = ((truth * (1.0 + both) - both) / (1.0 - both)).clamp(0.0, 1.0);
    let truth = (both + (1.0 - both) * alone) / (1.0 + both);
    let mut days = BTreeSet::new();
    while (days.len() as i64) < count {
        let day = dice.whole(0, DAYS - 1);
        if dice.chance(both) {
            days.extend([(day, true), (day, false)]);
        } else {
            days.insert((day, dice.chance(alone)));
        }
    }
    Contacts { days: days.into_iter().collect(), truth }
}

const WORLDS: &[World] = &[
    World {
        name: "by chance",
        says: "four kinds of accounts, every contact by chance",
        truth: four_kinds,
        contacts: by_chance,
        many: 0.93..=0.97,
        few: 0.90..=1.0,
        reaches_one_sided: true,
    },
    World {
        name: "bursts",
        says: "misspecified: runs of days with a share of their own",
        truth: four_kinds,
        contacts: in_bursts,
        many: 0.88..=1.0,
        few: 0.88..=1.0,
        reaches_one_sided: true,
    },
    World {
        name: "two kinds",
        says: "misspecified: friends and accounts that never answer, nothing between",
        truth: two_kinds,
        contacts: by_chance,
        many: 0.88..=1.0,
        few: 0.88..=1.0,
        reaches_one_sided: true,
    },
    World {
        name: "drift",
        says: "misspecified: the share moves by .4 over two years",
        truth: four_kinds,
        contacts: with_drift,
        many: 0.88..=1.0,
        few: 0.88..=1.0,
        reaches_one_sided: false,
    },
    World {
        name: "talks",
        says: "misspecified: on half of the days both write",
        truth: four_kinds,
        contacts: in_talks,
        many: 0.88..=1.0,
        few: 0.88..=1.0,
        reaches_one_sided: false,
    },
];

/// Counts of one world.
#[derive(Default)]
struct Counts {
    /// By bin: covered, all, unclear.
    bins: [(usize, usize, usize); BINS.len()],
    false_one_sided: (usize, usize),
    recalled: (usize, usize),
}

/// Runs every world.
pub fn run(quick: bool, checked: &mut Checked) {
    let people = if quick { 80 } else { 500 };
    println!("outgoing share: {people} people of {ACCOUNTS} accounts in each world");
    for (number, world) in WORLDS.iter().enumerate() {
        let mut counts = Counts::default();
        let mut dice = Dice::new(7_000 + number as u64);
        for _ in 0..people {
            one_person(world, &mut dice, &mut counts);
        }
        print_world(world, &counts, checked);
    }
}

fn one_person(world: &World, dice: &mut Dice, counts: &mut Counts) {
    let parameters: TiesParameters = measure::parameters::load(&data::Data::builtin(), "ties.toml")
        .unwrap_or_else(|problem| panic!("{problem}"));
    let mut ties = Ties::new(&parameters);
    let mut truths: BTreeMap<String, (f64, i64)> = BTreeMap::new();
    for account in 0..ACCOUNTS {
        let (low, high) = BINS[account % BINS.len()];
        let count = dice.whole(low, high);
        let truth = (world.truth)(dice);
        let contacts = (world.contacts)(dice, truth, count);
        let name = format!("{account}");
        truths.insert(name.clone(), (contacts.truth, contacts.days.len() as i64));
        for (day, outgoing) in contacts.days {
            let seconds = (FIRST_DAY + day) * 86_400 + dice.whole(0, 86_399);
            let Ok(time) = Timestamp::from_second(seconds) else { continue };
            let direction = if outgoing { Direction::Outgoing } else { Direction::Incoming };
            let mut event = Event::new(&MESSAGE, direction, At::second(time), Origin::default());
            event.party = Some(Party { name: name.clone().into(), quality: PartyQuality::Id });
            ties.update(&event);
        }
    }
    let found = ties.finish(&Setting::new(&parameters, &Presence::default()));
    for tie in &found.accounts {
        let (Some(share), Some(&(truth, count))) = (tie.share, truths.get(&tie.label.name)) else { continue };
        let Some(bin) = BINS.iter().position(|&(low, high)| (low..=high).contains(&count)) else { continue };
        let (covered, all, unclear) = &mut counts.bins[bin];
        *all += 1;
        *covered += usize::from((share.low..=share.high).contains(&truth));
        *unclear += usize::from(share.verdict == Verdict::Unclear);
        let one_sided = share.verdict == Verdict::OneSided;
        if truth <= 0.7 {
            counts.false_one_sided.1 += 1;
            counts.false_one_sided.0 += usize::from(one_sided);
        }
        if truth >= 0.97 && count >= 50 {
            counts.recalled.1 += 1;
            counts.recalled.0 += usize::from(one_sided);
        }
    }
}

fn print_world(world: &World, counts: &Counts, checked: &mut Checked) {
    println!("\n{}: {}", world.name, world.says);
    for ((low, high), (covered, all, _)) in BINS.iter().zip(counts.bins) {
        let bar = if *low >= 20 { world.many.clone() } else { world.few.clone() };
        checked.share(&format!("95% intervals that cover, {low} to {high} contacts"), covered, all, bar);
    }
    let (false_ones, of) = counts.false_one_sided;
    checked.share("called one-sided at a true share of .7 or less", false_ones, of, 0.0..=0.02);
    let (recalled, of) = counts.recalled;
    if world.reaches_one_sided {
        checked.share("called one-sided at .97 or more, 50 or more contacts", recalled, of, 0.9..=1.0);
    }
    let unclear = BINS.iter().zip(counts.bins).filter(|((low, _), _)| *low >= 10).map(
        |((low, high), (_, all, unclear))| {
            format!("{low} to {high}: {:.1}%", 100.0 * unclear as f64 / all.max(1) as f64)
        },
    );
    println!("  unclear by number of contacts: {}", unclear.collect::<Vec<_>>().join(", "));
}
