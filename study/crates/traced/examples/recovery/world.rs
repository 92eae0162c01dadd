//! A world in which it is known how asked and traced differ: hours are over-reported by 40%, dependence has nothing to do with
//! regularity, donating hangs on age and posting. Everybody in it is invented.

use microdata::{Chunk, Column, Dictionary, Memory, Variable};
use survey::draws::Draws;

/// By this factor hours are over-reported.
pub const RATIO: f64 = 1.4;
/// Strata, first-stage units in each, people in each.
pub const SHAPE: (usize, usize, usize) = (4, 25, 18);
const AGES: [&str; 3] = ["18-34", "35-54", "55+"];
/// Shares of the population, and of the sample, which asks more of the old.
const POPULATION: [f64; 3] = [0.35, 0.35, 0.30];
const SAMPLE: [f64; 3] = [0.25, 0.35, 0.40];
const HOURS: [f64; 7] = [1.0 / 6.0, 0.5, 1.0, 2.0, 3.0, 4.0, 6.0];
/// Posts a day at which classes begin.
const POSTS: [f64; 6] = [1.0 / 90.0, 1.0 / 7.0, 0.5, 0.85, 1.5, 5.0];
const ACCOUNTS: usize = 10;

/// One person, with what everybody would see of them if all donated.
pub struct Person {
    pub stratum: usize,
    pub unit: usize,
    pub weight: f64,
    pub age: usize,
    pub man: bool,
    pub never: bool,
    /// Classes that were asked.
    pub hours: f64,
    pub posts: f64,
    pub follows: bool,
    pub dependent: f64,
    pub picked: &'static str,
    pub donated: bool,
    /// Traced bounds, posts a day, the most regular account.
    pub bounds: (f64, f64),
    pub posted: f64,
    pub regularity: f64,
    pub messages: (f64, f64),
    /// Of each account its grade and whether it knows the person.
    pub accounts: Vec<(usize, bool)>,
}

pub fn normal(draws: &mut Draws) -> f64 {
    let (u, v) = (draws.share().max(1e-300), draws.share());
    (-2.0 * libm::log(u)).sqrt() * libm::cos(std::f64::consts::TAU * v)
}

fn chance(logit: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-logit))
}

fn class(value: f64, begins: &[f64]) -> f64 {
    1.0 + begins.iter().filter(|begin| value >= **begin).count() as f64
}

/// A person of a first-stage unit, which shares a level of hours and of knowing each other.
fn person(draws: &mut Draws, (stratum, unit): (usize, usize), level: (f64, f64)) -> Person {
    let at = draws.share();
    let age = if at < SAMPLE[0] { 0 } else { usize::from(at >= SAMPLE[0] + SAMPLE[1]) + 1 };
    let young = 2.0 - age as f64;
    let never = age == 2 && draws.share() < 0.1;
    let log_hours = 0.2 + 0.25 * young + 0.1 * stratum as f64 + level.0 + 0.6 * normal(draws);
    let log_posts = -1.6 + 0.5 * young + 1.2 * normal(draws);
    let hours = class(libm::exp(log_hours + libm::log(RATIO) + 0.45 * normal(draws)), &HOURS);
    let posts = class(libm::exp(log_posts + 0.1 + 0.3 * normal(draws)), &POSTS);
    let below = 0.4 * draws.share();
    let low = libm::exp(log_hours - below);
    // One export in ten does not hold what was only looked at.
    let high = if draws.share() < 0.1 { f64::INFINITY } else { low * libm::exp(0.4) };
    let leaning = 0.3 * (draws.share() - 0.5) + level.1;
    let account = |draws: &mut Draws| {
        let grade = draws.index(4);
        (grade, draws.share() < (0.75 - 0.17 * grade as f64 - 0.08 * young + leaning).clamp(0.02, 0.98))
    };
    let messages = (draws.share() * draws.share() * 6.0).floor();
    Person {
        stratum,
        unit,
        weight: POPULATION[age] / SAMPLE[age],
        age,
        man: draws.share() < 0.5,
        never,
        hours: if never { f64::NAN } else { hours },
        posts: if never { f64::NAN } else { posts },
        follows: draws.share() < 0.35 + 0.15 * young,
        dependent: 1.0 + (5.0 * chance(0.6 * young - 0.9 + 1.2 * normal(draws))).floor(),
        picked: ["savvy_social", "breezy_poster", "oversharer", "lurker"][draws.index(4)],
        donated: !never && draws.share() < chance(-1.9 + 0.35 * young + 0.25 * posts),
        bounds: (low, high),
        posted: libm::exp(log_posts),
        // On nothing else, so that it has nothing to do with dependence.
        regularity: if draws.share() < 0.2 { f64::NAN } else { draws.share() * draws.share() },
        messages: (messages + (2.0 * draws.share()).floor(), messages),
        accounts: (0..ACCOUNTS).map(|_| account(draws)).collect(),
    }
}

/// A sample of the world.
pub fn sample(seed: u64, (strata, units, people): (usize, usize, usize)) -> Vec<Person> {
    let mut draws = Draws::new(seed);
    let mut all = Vec::with_capacity(strata * units * people);
    for stratum in 0..strata {
        for unit in 0..units {
            let level = (0.2 * normal(&mut draws), 0.08 * normal(&mut draws));
            all.extend((0..people).map(|_| person(&mut draws, (stratum, unit), level)));
        }
    }
    all
}

/// Columns under their names.
struct Columns(Dictionary, Vec<Column>);

impl Columns {
    fn numbers(&mut self, name: &str, numbers: impl Iterator<Item = f64>) {
        self.0.variables.push(Variable::number(name));
        self.1.push(Column::Numbers(numbers.collect()));
    }

    fn texts<'a>(&mut self, name: &str, texts: impl Iterator<Item = Option<&'a str>>) {
        self.0.variables.push(Variable::text(name));
        self.1.push(Column::Texts(texts.map(|text| text.map(str::to_owned)).collect()));
    }

    fn rows(self) -> Result<Memory, microdata::Error> {
        Memory::new(self.0, vec![Chunk { columns: self.1 }])
    }
}

fn one(yes: bool) -> f64 {
    f64::from(u8::from(yes))
}

/// What a study asks of them.
pub fn answers(people: &[Person]) -> Result<Memory, microdata::Error> {
    let dictionary =
        Dictionary { synthetic: true, title: "An invented study".into(), ..Dictionary::default() };
    let mut columns = Columns(dictionary, Vec::new());
    let names: Vec<String> = (0..people.len()).map(|row| format!("r{row}")).collect();
    columns.texts("respondent", names.iter().map(|name| Some(name.as_str())));
    columns.numbers("stratum", people.iter().map(|person| person.stratum as f64));
    columns.numbers("psu", people.iter().map(|person| person.unit as f64));
    columns.numbers("weight", people.iter().map(|person| person.weight));
    columns.texts("age_group", people.iter().map(|person| Some(AGES[person.age])));
    columns.texts("gender", people.iter().map(|person| Some(if person.man { "man" } else { "woman" })));
    columns.texts("joined", people.iter().map(|person| Some(if person.never { "never" } else { "active" })));
    columns.numbers("hours", people.iter().map(|person| person.hours));
    columns.numbers("posts", people.iter().map(|person| person.posts));
    columns.numbers("follows", people.iter().map(|person| one(person.follows)));
    let followers = |value: fn(&Person) -> f64| {
        people.iter().map(move |person| if person.follows { value(person) } else { f64::NAN })
    };
    columns.numbers("influencer_dependent", followers(|person| person.dependent));
    columns.numbers("messages_month", followers(|person| person.messages.0));
    columns.texts("type_picked", people.iter().map(|person| Some(person.picked)));
    columns.numbers("donation_invited", people.iter().map(|_| 1.0));
    columns.numbers("donation_willing", people.iter().map(|person| one(person.donated)));
    columns.numbers("donation_made", people.iter().map(|person| if person.donated { 1.0 } else { f64::NAN }));
    for account in 0..ACCOUNTS {
        let knows = people.iter().map(|person| one(person.accounts[account].1));
        columns.numbers(&format!("truth_knows_{}", account + 1), knows);
    }
    columns.rows()
}

/// What the data of those who donated show.
pub fn traces(people: &[Person]) -> Result<Memory, microdata::Error> {
    let mut columns = Columns(Dictionary { synthetic: true, ..Dictionary::default() }, Vec::new());
    let donors: Vec<(String, &Person)> = people
        .iter()
        .enumerate()
        .filter(|(_, person)| person.donated)
        .map(|(row, person)| (format!("r{row}"), person))
        .collect();
    let of = || donors.iter().map(|(_, person)| *person);
    columns.texts("respondent", donors.iter().map(|(name, _)| Some(name.as_str())));
    columns.numbers("traced_hours_low", of().map(|person| person.bounds.0));
    columns.numbers("traced_hours_high", of().map(|person| person.bounds.1));
    columns.numbers("traced_posts", of().map(|person| person.posted));
    columns.texts("traced_type", of().map(traced_type));
    columns.numbers("traced_messages", of().map(|person| person.messages.1));
    columns.numbers("traced_regularity", of().map(|person| person.regularity));
    for account in 0..ACCOUNTS {
        let grade = of().map(move |person| Some(["none", "C", "B", "A"][person.accounts[account].0]));
        columns.texts(&format!("traced_grade_{}", account + 1), grade);
    }
    columns.rows()
}

/// By the rule; none where the bounds leave two types.
pub fn traced_type(person: &Person) -> Option<&'static str> {
    let (low, high) = person.bounds;
    if low < 2.0 && high >= 2.0 {
        return None;
    }
    Some(type_of(low >= 2.0, person.posted >= 1.0))
}

/// By the rule on what they say.
pub fn asked_type(person: &Person) -> Option<&'static str> {
    if person.never { Some("offliner") } else { Some(type_of(person.hours >= 5.0, person.posts >= 5.0)) }
}

const fn type_of(long: bool, often: bool) -> &'static str {
    match (long, often) {
        (false, false) => "savvy_social",
        (false, true) => "breezy_poster",
        (true, true) => "oversharer",
        (true, false) => "lurker",
    }
}

/// What is true of everybody who ever joined, from so many people that chance no longer counts.
pub struct Truth {
    pub kappa: f64,
    pub area: f64,
    pub follows: f64,
}

/// Works the truth out from a sample of `units` units in each stratum. The formulas are written here, not taken from `survey`.
pub fn truth(units: usize) -> Truth {
    let people: Vec<Person> =
        sample(0xdead, (SHAPE.0, units, SHAPE.2)).into_iter().filter(|person| !person.never).collect();
    let all: f64 = people.iter().map(|person| person.weight).sum();
    let follows =
        people.iter().filter(|person| person.follows).map(|person| person.weight).sum::<f64>() / all;
    let kinds = ["savvy_social", "breezy_poster", "oversharer", "lurker"];
    let at = |kind: Option<&str>| kinds.iter().position(|found| Some(*found) == kind);
    let mut table = [[0.0; 4]; 4];
    for person in &people {
        if let (Some(asked), Some(traced)) = (at(asked_type(person)), at(traced_type(person))) {
            table[asked][traced] += person.weight;
        }
    }
    let known: f64 = table.iter().flatten().sum();
    let same: f64 = (0..4).map(|at| table[at][at]).sum::<f64>() / known;
    let margin = |at: usize| {
        let row: f64 = table[at].iter().sum();
        let column: f64 = table.iter().map(|row| row[at]).sum();
        row * column / known / known
    };
    let expected: f64 = (0..4).map(margin).sum();
    // By grade: the weight of accounts that do not know their person, and that do.
    let mut grades = [[0.0; 2]; 4];
    for person in &people {
        person
            .accounts
            .iter()
            .for_each(|(grade, knows)| grades[*grade][usize::from(*knows)] += person.weight);
    }
    let (mut won, mut below) = (0.0, 0.0);
    for [no, yes] in grades {
        won += no * (below + yes / 2.0);
        below += yes;
    }
    let no: f64 = grades.iter().map(|grade| grade[0]).sum();
    Truth { kappa: (same - expected) / (1.0 - expected), area: won / no / below, follows }
}

/// Intervals that the report of one sample shows: ratio of hours, correlation, kappa, area, and the share of followers by donors.
pub fn intervals(
    seed: u64,
    shape: (usize, usize, usize),
) -> Result<Vec<Option<(f64, f64)>>, traced::TracedError> {
    let people = sample(seed, shape);
    let settings = traced::Settings::default();
    let joined = traced::join(&mut answers(&people)?, &mut traces(&people)?, &settings)?;
    let chapter = traced::asked_beside_traced(&joined, &settings)?;
    let find = |part: &str, item: &str, measure: &str| {
        let lines = chapter.parts.iter().filter(|found| found.id == part).flat_map(|part| &part.lines);
        let mut lines = lines.filter(|line| line.item.starts_with(item) && line.measure.starts_with(measure));
        match lines.next().map(|line| &line.estimate) {
            Some(book::beside::Estimate::Shown { interval, .. }) => *interval,
            _ => None,
        }
    };
    Ok(vec![
        find("hours", "Hours", "asked by traced, geometric"),
        find("correlates", "Depends on influencers", "Spearman"),
        find("types-agreement", "All types: rule on what they say / traced rule", "kappa"),
        find("truth", "\u{201c}Does not know me\u{201d} by grade", "area"),
        find("findings", "Follows influencers", "share of donors"),
    ])
}

/// What each interval should hold.
pub fn expected(truth: &Truth) -> [(&'static str, f64); 5] {
    [
        ("hours, asked by traced", RATIO),
        ("dependence and regularity, Spearman", 0.0),
        ("types, rule on what they say and traced rule, kappa", truth.kappa),
        ("does not know me by grade, AUC", truth.area),
        ("follows influencers, by donors weighted for donating", truth.follows),
    ]
}
