//! Are types right for people who live at least a factor of 2 from both thresholds?

use std::collections::{BTreeMap, BTreeSet};

use event::{Kind, Platform, Timestamp};
use measure::parameters::TypologyParameters;
use measure::types::{Named, Setting, TypesFound, UserType};

use super::Checked;
use super::dice::Dice;
use super::people::{Trace, live};

/// Runs every kind of trace.
pub fn run(quick: bool, checked: &mut Checked) {
    let people = if quick { 120 } else { 2_000 };
    let parameters: TypologyParameters = measure::parameters::load(&data::Data::builtin(), "typology.toml")
        .unwrap_or_else(|problem| panic!("{problem}"));
    println!(
        "\ntypes: {people} people for each trace, 12 to 26 weeks, hours and posts a factor of 2 or more from the thresholds"
    );
    let traces = [
        (Trace::Measured, "time spent, as measured"),
        (Trace::Views, "a view every 10 to 40 seconds"),
        (Trace::Ads, "an ad every 1 to 4 minutes"),
        (Trace::Nothing, "no trace of what was consumed"),
    ];
    for (number, (trace, says)) in traces.into_iter().enumerate() {
        let mut dice = Dice::new(9_000 + number as u64);
        let mut counts = Counts::default();
        for _ in 0..people {
            one_person(trace, &mut dice, &parameters, &mut counts);
        }
        println!("\ntypes, {says}");
        counts.print(trace, checked);
    }
}

#[derive(Default)]
struct Counts {
    people: usize,
    single: usize,
    holding: usize,
    pairs: usize,
    pairs_expected: usize,
    pairs_named: usize,
    interval: usize,
}

impl Counts {
    fn print(&self, trace: Trace, checked: &mut Checked) {
        match trace {
            Trace::Measured | Trace::Views => {
                checked.share("the one right type", self.single, self.people, 0.95..=1.0);
            }
            Trace::Ads => {
                checked.share(
                    "the right type, alone or as one of two",
                    self.holding,
                    self.people,
                    0.95..=1.0,
                );
                println!(
                    "  {:<58} {:>6.2}%",
                    "of those alone",
                    100.0 * self.single as f64 / self.people as f64
                );
            }
            Trace::Nothing => {
                checked.share("the right type among two", self.holding, self.people, 0.95..=1.0);
                checked.share(
                    "two types, where the acts do not show 2 hours",
                    self.pairs_named,
                    self.pairs_expected,
                    1.0..=1.0,
                );
            }
        }
        if trace != Trace::Nothing {
            checked.share(
                "95% intervals of posts a day that hold the truth",
                self.interval,
                self.people,
                0.88..=1.0,
            );
        }
        println!("  {:<58} {:>6.2}%", "two types named", 100.0 * self.pairs as f64 / self.people as f64);
    }
}

fn one_person(trace: Trace, dice: &mut Dice, parameters: &TypologyParameters, counts: &mut Counts) {
    let much = dice.chance(0.5);
    let many = dice.chance(0.5);
    let hours = if much { dice.between(4.0, 7.0) } else { dice.between(0.25, 1.0) };
    let posts = if many { dice.between(2.0, 8.0) } else { dice.between(0.05, 0.5) };
    let truth = UserType::of(hours, posts, parameters.hours, parameters.posts);
    let weeks = dice.whole(12, 26);
    let life = live(dice, hours, posts, weeks, trace);
    let as_of: BTreeMap<Platform, Timestamp> = Timestamp::from_second(life.last_day * 86_400 + 86_399)
        .map(|time| BTreeMap::from([(Platform::X, time)]))
        .unwrap_or_default();
    let traced = if trace == Trace::Nothing { BTreeSet::new() } else { BTreeSet::from([Platform::X]) };
    let readable = BTreeSet::from([(Platform::X, Kind::Post)]);
    let setting =
        Setting { parameters, presence: &life.presence, as_of: &as_of, traced: &traced, readable: &readable };
    let Some(found) = life.types.finish(&setting) else {
        counts.people += 1;
        return;
    };
    counts.add(&found, truth, posts, parameters);
}

impl Counts {
    fn add(&mut self, found: &TypesFound, truth: UserType, posts: f64, parameters: &TypologyParameters) {
        self.people += 1;
        self.single += usize::from(found.named == Some(Named::One(truth)));
        self.holding += usize::from(found.named.is_some_and(|named| named.holds(truth)));
        let pair = matches!(found.named, Some(Named::Either(..)));
        self.pairs += usize::from(pair);
        if !found.untraced.is_empty() && found.hours.low < parameters.hours && found.named.is_some() {
            self.pairs_expected += 1;
            self.pairs_named += usize::from(pair);
        }
        self.interval +=
            usize::from(found.posts_interval.is_some_and(|(low, high)| (low..=high).contains(&posts)));
    }
}
