//! A reference population: what is asked of the tables, and what is made of them.
//!
//! Shares come from the tables, with all that is hidden there left out: one rule and one code for both. Quantiles of what exports
//! show are worked out here.

use std::fmt::Write as _;

use book::methods::Sample;
use book::{Book, Methods, Table};
use microdata::{Dictionary, Rows};
use reference::{Base, Dates, Evidence, Format, Group, Measure, Reference, Rules, Share};

use crate::PublishingError;
use crate::quantiles;
pub use crate::quantiles::Traces;

/// Answers whose shares are given, where they are there.
pub const ASKED: [&str; 4] = ["hours", "posts", "type_asked", "type_picked"];
/// What exports show, in numbers, where it is there.
pub const TRACED: [&str; 11] = [
    "traced_hours_low",
    "traced_hours_high",
    "traced_posts",
    "traced_messages",
    "traced_comments",
    "traced_reactions",
    "traced_events",
    "traced_regularity",
    "traced_rebound",
    "traced_parasocial",
    "traced_distance",
];
const AGE: &str = "age_group";
const COUNTRY: &str = "country";

/// People of an age and of some countries; everybody where neither is said.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Who {
    /// Code and label.
    pub age: Option<(String, String)>,
    /// The name of an aggregate and the codes of its countries.
    pub place: Option<(String, Vec<String>)>,
}

/// All groups: everybody, each age, each aggregate of the study, each age of each.
pub fn groups(dictionary: &Dictionary, methods: Option<&Methods>) -> Vec<Who> {
    let mut ages = Vec::new();
    if let Some(variable) = dictionary.variable(AGE) {
        let answers =
            variable.categories.iter().filter(|category| variable.missing.code(&category.value).is_none());
        ages.extend(answers.map(|category| (category.value.to_string(), category.label.clone())));
    }
    let mut places = Vec::new();
    if let (Some(methods), Some(_)) = (methods, dictionary.variable(COUNTRY)) {
        for aggregate in &methods.aggregates {
            let countries =
                methods.countries.iter().filter(|country| aggregate.countries.contains(&country.name));
            let codes: Vec<String> = countries.filter_map(|country| country.code.clone()).collect();
            if codes.len() == aggregate.countries.len() && !codes.is_empty() {
                places.push((aggregate.name.clone(), codes));
            }
        }
    }
    let of_age = |age: &(String, String)| Who { age: Some(age.clone()), place: None };
    let mut groups = vec![Who::default()];
    groups.extend(ages.iter().map(of_age));
    groups.extend(places.iter().map(|place| Who { age: None, place: Some(place.clone()) }));
    for place in &places {
        groups.extend(ages.iter().map(|age| Who { age: Some(age.clone()), place: Some(place.clone()) }));
    }
    groups
}

/// The columns and tables that the shares come from, as a plan (TOML); weight, design and conventions are the study's own.
///
/// # Errors
/// When none of the questions is among the variables.
pub fn plan(dictionary: &Dictionary, groups: &[Who]) -> Result<String, PublishingError> {
    let asked: Vec<&str> = ASKED.into_iter().filter(|name| dictionary.variable(name).is_some()).collect();
    if asked.is_empty() {
        return Err(PublishingError::Asked(format!("none of the variables {} is there", ASKED.join(", "))));
    }
    let mut text = String::new();
    if groups.iter().any(|who| who.age.is_some()) {
        let _ = writeln!(text, "\n[[banner]]\nvariable = '{AGE}'");
    }
    // Aggregates beside each other, then the ages of each: the tables find out for themselves which lie within which.
    let with_place = groups.iter().filter_map(|who| Some((who, who.place.as_ref()?)));
    let mut last = None;
    for (who, (name, codes)) in with_place {
        let key = who.age.as_ref().map(|_| name);
        if last != Some(key) {
            let _ = writeln!(text, "\n[[banner]]\ntitle = {}", quoted(name));
            last = Some(key);
        }
        let codes: Vec<String> = codes.iter().map(|code| quoted(code)).collect();
        let age = who
            .age
            .as_ref()
            .map(|(code, _)| format!(", {{ variable = '{AGE}', codes = [{}] }}", coded(dictionary, code)));
        let _ = writeln!(
            text,
            "[[banner.columns]]\nlabel = {}\nwhere = [{{ variable = '{COUNTRY}', codes = [{}] }}{}]",
            quoted(name),
            codes.join(", "),
            age.unwrap_or_default()
        );
    }
    for name in asked {
        let _ = writeln!(text, "\n[[table]]\nvariable = '{name}'");
    }
    Ok(text)
}

/// A text as TOML takes it, which is how JSON writes it.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// A code of the age, as a number where it is one.
fn coded(dictionary: &Dictionary, code: &str) -> String {
    let is_text = dictionary.variable(AGE).is_some_and(microdata::Variable::is_text);
    if is_text { quoted(code) } else { code.to_owned() }
}

/// The reference population: shares of the book, which was made by [`plan`] with the same groups, and quantiles of the rows.
///
/// # Errors
/// When the rows cannot be read, or a quantile cannot be estimated.
pub fn reference(
    book: &Book,
    groups: &[Who],
    methods: Option<&Methods>,
    rows: &mut dyn Rows,
    traces: &Traces,
) -> Result<Reference, PublishingError> {
    let rules = Rules {
        level: book.conventions.level,
        least_base: book.conventions.least_base,
        small_base: book.conventions.small_base,
        least_people: book.conventions.least_people,
    };
    let traced = quantiles::measures(rows, groups, &rules, traces)?;
    let mut made = Vec::new();
    for ((column, who), traced) in groups.iter().enumerate().zip(traced) {
        let shares = book.tables.iter().filter_map(|table| shares(table, column));
        let measures: Vec<Measure> = shares.chain(traced).collect();
        let (place, countries) = who.place.clone().unzip();
        // Everybody is there even if nothing can be said.
        if !measures.is_empty() || column == 0 {
            let age = who.age.as_ref().map(|(code, _)| code.clone());
            made.push(Group { age, place, countries: countries.unwrap_or_default(), measures });
        }
    }
    let stated = |of: fn(&Methods) -> Option<String>| methods.and_then(of);
    Ok(Reference {
        schema: Format::One,
        synthetic: book.synthetic,
        title: stated(|methods| methods.title.clone()).unwrap_or_else(|| book.title.clone()),
        population: stated(|methods| methods.population.clone()),
        sample: methods.and_then(|methods| methods.sample).map(|sample| match sample {
            Sample::Probability => reference::Sample::Probability,
            Sample::OptIn => reference::Sample::OptIn,
        }),
        dates: methods
            .and_then(|methods| methods.dates.clone())
            .map(|dates| Dates { start: dates.start, end: dates.end }),
        rules,
        notes: notes(book, &made, methods),
        groups: made,
    })
}

fn notes(book: &Book, groups: &[Group], methods: Option<&Methods>) -> Vec<String> {
    let mut notes = book.notes.clone();
    if let Some(weight) = &book.conventions.weight {
        notes.push(format!(
            "Weighted by `{weight}`; countries count within an aggregate as these weights make them count."
        ));
    }
    if methods.and_then(|methods| methods.sample) == Some(Sample::OptIn) || book.conventions.opt_in {
        notes
            .push("The people are volunteers: intervals rest on a model and are no margins of error.".into());
    }
    let is_traced = |measure: &Measure| measure.evidence == Evidence::Traced;
    if groups.iter().flat_map(|group| &group.measures).any(is_traced) {
        notes.push("What exports show is known of those who donated data, who chose to; values are rounded to two digits.".into());
    }
    notes.push("What is left out was hidden so that nobody can be found by it, or rests on too few people; it is not zero.".into());
    notes
}

/// A table's column; nothing where its base or all of its figures are hidden.
fn shares(table: &Table, column: usize) -> Option<Measure> {
    let base = table.bases.get(column)?;
    let (unweighted, effective) = (base.unweighted?, base.effective?);
    let shares = table.rows.iter().filter_map(|row| {
        let figure = row.cells.get(column)?.figure()?;
        let (low, high) = figure.interval?;
        let within = |share: f64| share.clamp(0.0, 1.0);
        Some(Share {
            label: row.label.clone(),
            share: within(figure.value),
            low: within(low),
            high: within(high),
        })
    });
    let shares: Vec<Share> = shares.collect();
    (!shares.is_empty()).then(|| Measure {
        id: table.id.clone(),
        label: table.title.clone(),
        evidence: Evidence::Asked,
        of: table.base.clone(),
        base: Base { unweighted, effective, small: base.small },
        shares,
        quantiles: Vec::new(),
    })
}
