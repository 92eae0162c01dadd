//! One fact for everybody: who can say yes, how likely, and the figures that have to hold.

use microdata::{Error, Value};

use super::Making;
use crate::assumptions::{Base, Fact};
use crate::chance::{logit, normal, stream};
use crate::fit::{Problem, Wanted, draw, repair, solve};
use crate::people::{AGES, Gender, Person};
use crate::published::{Figure, Use};

/// Questions with several answers: what is not answered of one is not answered of all.
pub(super) const SETS: [&str; 5] = ["contact", "feelings", "changed", "happened", "platforms"];

/// The name of a fact among [`Making::facts`]: "vital=4 5".
pub(crate) fn key(variable: &str, codes: &[Value]) -> String {
    let codes: Vec<String> = codes.iter().map(Value::to_string).collect();
    if codes.is_empty() { variable.to_owned() } else { format!("{variable}={}", codes.join(" ")) }
}

/// The question that a variable belongs to.
pub(super) fn question(variable: &str) -> &str {
    SETS.into_iter()
        .find(|set| variable.strip_prefix(set).is_some_and(|rest| rest.starts_with('_')))
        .unwrap_or(variable)
}

/// Where a person stands towards a question.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    NotAsked,
    Unanswered,
    /// Answers, and can only say no.
    Shut,
    Open,
}

impl Making<'_> {
    /// Fits one fact and keeps it.
    pub fn fact(&mut self, fact: &Fact) -> Result<(), Error> {
        let standing = self.standing(fact);
        let mut problem = Problem {
            weights: self.weights,
            odds: self.odds(fact, &standing),
            wanted: self.levels(fact, &standing),
        };
        solve(&mut problem)?;
        let wanted = self.wanted(fact, &standing);
        // Of the types nothing is printed, so that their assumed levels are what has to hold.
        if !fact.codes.is_empty() {
            problem.wanted = wanted;
        }
        solve(&mut problem)?;
        let name = key(&fact.variable, &fact.codes);
        let mut yes =
            draw(&problem.odds, &self.order(&name), &mut stream(self.assumed.seed, &format!("draw {name}")));
        self.turned += repair(&problem, &mut yes)?;
        let said = standing.iter().zip(yes).map(|(standing, yes)| match standing {
            Standing::Open | Standing::Shut => f64::from(u8::from(yes)),
            _ => f64::NAN,
        });
        self.facts.insert(name, said.collect());
        Ok(())
    }

    fn standing(&self, fact: &Fact) -> Vec<Standing> {
        let unanswered = match fact.codes.is_empty() {
            true => vec![false; self.people.len()],
            false => self.unanswered(question(&fact.variable)),
        };
        // Whoever gave another answer to the same question cannot give this one.
        let others: Vec<&Fact> =
            self.assumed.facts.iter().filter(|other| other.variable == fact.variable).collect();
        let mut standing = Vec::with_capacity(self.people.len());
        for (row, unanswered) in unanswered.iter().enumerate() {
            let (asked, open) = match fact.base {
                Base::All => (true, true),
                Base::Joined => (self.text("joined", row) != "never", true),
                Base::Users => (!self.is("offliner", row), true),
                Base::Heavy => (self.is("heavy", row), true),
                Base::Light => (self.said("heavy").get(row) == Some(&0.0), true),
                Base::Followers => (self.is("follows=1", row), true),
                Base::Heard => (self.is("heard=1", row), true),
                Base::Changed => (self.is("heard=1", row), self.is("changed_none=0", row)),
                Base::Contact => (self.is("follows=1", row), self.is("contact_none=0", row)),
            };
            let other = others.iter().any(|other| self.is(&key(&other.variable, &other.codes), row));
            standing.push(match (asked, unanswered) {
                (false, _) => Standing::NotAsked,
                (true, true) => Standing::Unanswered,
                (true, false) if open && !other => Standing::Open,
                (true, false) => Standing::Shut,
            });
        }
        standing
    }

    fn odds(&self, fact: &Fact, standing: &[Standing]) -> Vec<f64> {
        let name = key(&fact.variable, &fact.codes);
        let mut draws = stream(self.assumed.seed, &format!("countries {name}"));
        let spread = self.assumed.design.between_countries;
        let countries: Vec<f64> =
            self.assumed.countries.iter().map(|_| spread * normal(&mut draws)).collect();
        let level = logit(fact.level);
        let one = |(person, standing): (&Person, &Standing)| match standing {
            Standing::Open => level + countries[person.country] + leaning(fact, person),
            _ => f64::NEG_INFINITY,
        };
        self.people.iter().zip(standing).map(one).collect()
    }

    /// What holds where nothing is printed: the assumed level, or the countries' own.
    fn levels(&self, fact: &Fact, standing: &[Standing]) -> Vec<Wanted> {
        let member = |row: &usize| matches!(standing[*row], Standing::Open | Standing::Shut);
        let members = |of: &dyn Fn(&Person) -> bool| -> Vec<u32> {
            (0..standing.len())
                .filter(member)
                .filter(|row| of(&self.people[*row]))
                .map(|row| row as u32)
                .collect()
        };
        if fact.variable != "follows" {
            let name = format!("the assumed level of {}", key(&fact.variable, &fact.codes));
            return vec![Wanted { name, members: members(&|_| true), percent: fact.level }];
        }
        let country = |(number, country): (usize, &crate::assumptions::Country)| {
            let percent = country.follows?;
            let name = format!("the assumed level of {} in {}", fact.variable, country.code);
            Some(Wanted { name, members: members(&|person| person.country == number), percent })
        };
        self.assumed.countries.iter().enumerate().filter_map(country).collect()
    }

    /// The published figures about this fact.
    fn wanted(&self, fact: &Fact, standing: &[Standing]) -> Vec<Wanted> {
        let about = |figure: &&Figure| {
            figure.usage == Use::Fit && figure.variable == fact.variable && figure.codes == fact.codes
        };
        let wanted = |figure: &Figure| {
            let counts = |row: &usize| match (figure.base.as_str(), standing[*row]) {
                (_, Standing::Unanswered) => false,
                // Of all: whoever was not asked since nothing could be said counts as a no.
                ("all", _) => true,
                ("followers", _) => self.is("follows=1", *row),
                ("heard", _) => self.is("heard=1", *row),
                (_, standing) => standing != Standing::NotAsked,
            };
            let members = (0..standing.len()).filter(|row| self.speaks_of(figure, *row)).filter(counts);
            Wanted {
                name: figure.id.clone(),
                members: members.map(|row| row as u32).collect(),
                percent: figure.percent,
            }
        };
        self.figures.iter().filter(about).map(wanted).collect()
    }

    /// Whether a figure speaks of a person, by place and group.
    pub fn speaks_of(&self, figure: &Figure, row: usize) -> bool {
        let person = &self.people[row];
        let country = &self.assumed.countries[person.country].code;
        let region = person.region.map_or("", |region| self.assumed.regions[region].code.as_str());
        let group = match figure.group.as_str() {
            "total" => true,
            "women" => person.gender == Gender::Woman,
            "men" => person.gender == Gender::Man,
            ages => AGES[person.ages] == ages,
        };
        group && self.places.holds(&figure.place, country, region) == Some(true)
    }

    /// Rows by country, part, age and gender, and by lot within: what is drawn in that order is spread evenly over these.
    fn order(&self, name: &str) -> Vec<u32> {
        let mut draws = stream(self.assumed.seed, &format!("order {name}"));
        let mut rows: Vec<(usize, Option<usize>, usize, bool, u64, u32)> =
            Vec::with_capacity(self.people.len());
        for (row, person) in self.people.iter().enumerate() {
            rows.push((
                person.country,
                person.region,
                person.ages,
                person.quota_woman,
                draws.bits(),
                row as u32,
            ));
        }
        rows.sort_unstable();
        rows.into_iter().map(|row| row.5).collect()
    }
}

fn leaning(fact: &Fact, person: &Person) -> f64 {
    let traits = &person.traits;
    let age = [fact.young, fact.middle, 0.0][person.ages];
    let woman = if person.gender == Gender::Woman { fact.women } else { 0.0 };
    age + woman + fact.attachment * traits.attachment + fact.usage * traits.usage + fact.worry * traits.worry
}
