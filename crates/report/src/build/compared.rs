//! "Beside other people": where somebody stands in a population that a study published. More or less than others is no verdict.

use reference::{Evidence, Group, Measure, Reference, Sample, Standing, stand};

use super::Findings;
use super::asked::Asked;
use super::words::row;
use crate::document::{Answer, Block, Section};
use crate::numbers::{Quantity, count, counted, fixed};
use crate::rich::Rich;

/// A population, and what of a person can be held against it.
pub struct Compared<'a> {
    pub reference: &'a Reference,
    /// The group of it that the person is set beside.
    pub group: &'a Group,
    /// The person's own measures, under the names of the population's.
    pub own: Vec<Own>,
}

/// One measure of the person's.
#[derive(Debug, Clone, PartialEq)]
pub struct Own {
    pub id: String,
    /// Nothing: the exports do not show it.
    pub value: Option<f64>,
    /// Decimals that are shown.
    pub decimals: usize,
}

/// A measure that exports show, the person's own, and where that stands.
struct Stood<'a> {
    measure: &'a Measure,
    own: &'a Own,
    standing: Option<Standing>,
}

impl Compared<'_> {
    fn stood(&self) -> impl Iterator<Item = Stood<'_>> {
        let traced =
            |measure: &&Measure| measure.evidence == Evidence::Traced && !measure.quantiles.is_empty();
        self.group.measures.iter().filter(traced).filter_map(|measure| {
            let own = self.own.iter().find(|own| own.id == measure.id)?;
            let standing = own.value.and_then(|value| stand(measure, value));
            Some(Stood { measure, own, standing })
        })
    }

    /// Whom the person is set beside: "all people of “A study”", "the group 18-34 of “A study”".
    fn whom(&self) -> String {
        let whom = match (&self.group.age, &self.group.place) {
            (None, None) => "all people".to_owned(),
            _ => format!("the group {}", self.group.label()),
        };
        format!("{whom} of “{}”", self.reference.title)
    }
}

pub fn answer(findings: &Findings<'_>) -> Option<Answer> {
    let compared = findings.compared?;
    let standings: Vec<Standing> = compared.stood().filter_map(|one| one.standing).collect();
    let above = standings.iter().filter(|one| one.above.is_some_and(|part| part >= 0.5)).count();
    let below = standings.iter().filter(|one| one.below.is_some_and(|part| part <= 0.5)).count();
    let answer = match standings.len() {
        0 => "Cannot be told".to_owned(),
        all => format!("Above their middle in {above} of {all} measures, below it in {below}"),
    };
    let detail = match standings.is_empty() {
        true => "Your exports show none of the measures that the population's file holds.".to_owned(),
        false => format!("Set beside {}.", compared.whom()),
    };
    Some(Answer {
        question: "Where do you stand among others?".into(),
        answer: Rich::from(answer),
        detail: Rich::from(detail),
        section: "compared".into(),
    })
}

pub fn section(findings: &Findings<'_>) -> Option<Section> {
    let compared = findings.compared?;
    let traced: Vec<Quantity> = compared.stood().map(|one| traced(&one)).collect();
    let asked: Vec<Quantity> = findings.asked.map(|asked| said(asked, compared)).unwrap_or_default();
    let mut blocks = Vec::new();
    if !traced.is_empty() {
        blocks.push(Block::Quantities {
            title: "What exports show: yours, and where it stands".into(),
            rows: traced,
        });
    }
    if !asked.is_empty() {
        blocks.push(Block::Quantities {
            title: "What people say: how many gave your answer".into(),
            rows: asked,
        });
    }
    let notes: Vec<Rich> = compared.reference.notes.iter().map(|note| Rich::from(note.as_str())).collect();
    if !notes.is_empty() {
        let summary = "What the population's file says of itself".into();
        blocks.push(Block::More { summary, blocks: vec![Block::List { items: notes }] });
    }
    let title = match compared.reference.synthetic {
        true => "Beside other people, who are invented (synthetic)",
        false => "Beside other people",
    };
    Some(Section { id: "compared".into(), title: title.into(), lead: lead(compared), blocks })
}

fn lead(compared: &Compared<'_>) -> Vec<Rich> {
    let reference = compared.reference;
    let sample = reference.sample.map(|sample| match sample {
        Sample::Probability => "a random sample".to_owned(),
        Sample::OptIn => "volunteers".to_owned(),
    });
    let dates = reference.dates.as_ref().map(|dates| format!("asked from {} to {}", dates.start, dates.end));
    let about: Vec<String> = [reference.population.clone(), sample, dates].into_iter().flatten().collect();
    let about = if about.is_empty() { String::new() } else { format!(" ({})", about.join("; ")) };
    let invented = if reference.synthetic { " These people are invented." } else { "" };
    vec![
        Rich::from(format!(
            "You are set beside {}{about}.{invented} Nothing of yours was sent anywhere: the population came to you as a file.",
            compared.whom(),
        )),
        Rich::from(
            "More than others is not too much, and less is not too little. People who gave their exports to a study may differ \
             from those who did not, and a value is called higher or lower only where the sample is large enough to tell.",
        ),
    ]
}

fn traced(one: &Stood<'_>) -> Quantity {
    let label = one.measure.label.as_str();
    let Some(value) = one.own.value else {
        return Quantity::unknown(label, "cannot be told from your exports");
    };
    let quantity = Quantity::new(label, value, "", one.own.decimals).of(base(one.measure));
    match one.standing {
        Some(standing) => quantity.note(in_words(standing, one.measure)),
        None => quantity,
    }
}

fn base(measure: &Measure) -> String {
    let people = counted(measure.base.unweighted, "person", "people");
    let small = if measure.base.small { ", a small base" } else { "" };
    format!("{people} (effective base {}{small})", count(measure.base.effective.round() as u64))
}

/// Where a value stands, and the values in the middle of the others.
fn in_words(standing: Standing, measure: &Measure) -> String {
    let part = |part: f64| fixed(100.0 * part, 0);
    let stands = match (standing.above, standing.below) {
        (Some(above), Some(below)) => {
            format!("above the lowest {}% of them and below the highest {}%", part(above), part(1.0 - below))
        }
        (Some(above), None) => format!("above the lowest {}% of them", part(above)),
        (None, Some(below)) => format!("below the highest {}% of them", part(1.0 - below)),
        (None, None) => "the sample cannot tell it from the others".to_owned(),
    };
    let quantiles = measure.quantiles.iter();
    let values: Vec<String> = quantiles
        .map(|one| format!("{} at {}%", fixed(one.value, decimals(one.value)), part(one.at)))
        .collect();
    let values: Vec<&str> = values.iter().map(String::as_str).collect();
    format!("{stands}. Theirs: {}", row(&values))
}

/// Two digits, as the file holds them.
fn decimals(value: f64) -> usize {
    match value.abs() {
        0.0 => 0,
        small if small < 0.1 => 3,
        small if small < 1.0 => 2,
        small if small < 10.0 => 1,
        _ => 0,
    }
}

/// How many of the people gave the person's own answers. Answers are told apart by their words, since the file holds no codes.
fn said(asked: &Asked, compared: &Compared<'_>) -> Vec<Quantity> {
    let own = [
        ("hours", asked.hours.as_ref().map(|class| class.words.clone())),
        ("posts", asked.posts.as_ref().map(|class| class.words.clone())),
        ("type_picked", asked.picked.as_ref().map(|(_, words)| words.clone())),
    ];
    let one = |(id, words): (&str, Option<String>)| {
        let measure = compared.group.measure(id).filter(|measure| measure.evidence == Evidence::Asked)?;
        let words = words?;
        let Some(share) = measure.shares.iter().find(|share| share.label == words) else {
            let why = format!("you said “{words}”; the file holds no share of it under these words");
            return Some(Quantity::unknown(measure.label.as_str(), why));
        };
        Some(
            Quantity::share(measure.label.as_str(), share.share)
                .between(100.0 * share.low, 100.0 * share.high)
                .of(base(measure))
                .note(format!("said “{words}”, as you did")),
        )
    };
    own.into_iter().filter_map(one).collect()
}
