//! The items that AAPOR and ESOMAR/WAPOR ask for, each with what the study says of it.
//!
//! AAPOR Code of Professional Ethics and Practices (April 2021), III.A: items for immediate disclosure. ESOMAR/WAPOR Guideline on
//! Opinion Polls and Published Surveys (2014): what is published with results, and what is to be found online.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Country, Counts, Methods, Sample};
use crate::{Book, Conventions, print};

/// Whose list an item stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Standard {
    Aapor,
    EsomarWapor,
}

impl Standard {
    /// With the edition.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Aapor => "AAPOR Code III.A (April 2021)",
            Self::EsomarWapor => "ESOMAR/WAPOR Guideline (2014)",
        }
    }
}

/// One item of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Item {
    pub standard: Standard,
    /// From 1 on, within its list.
    pub number: usize,
    pub title: &'static str,
    pub parts: Vec<Part>,
}

/// One thing that an item asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Part {
    pub what: &'static str,
    /// What is said of it; none where nothing is: "not stated".
    pub says: Option<String>,
}

/// All items of both lists, in their order, whether something is said of them or not.
pub fn disclosure(book: &Book) -> Vec<Item> {
    let none = Methods::default();
    let methods = book.methods.as_ref().unwrap_or(&none);
    let lists = [(Standard::Aapor, aapor(methods, book)), (Standard::EsomarWapor, esomar(methods, book))];
    lists
        .into_iter()
        .flat_map(|(standard, items)| {
            items.into_iter().enumerate().map(move |(at, (title, parts))| Item {
                standard,
                number: at + 1,
                title,
                parts: parts
                    .into_iter()
                    // A blank text says nothing.
                    .map(|(what, says)| Part { what, says: says.filter(|text| !text.trim().is_empty()) })
                    .collect(),
            })
        })
        .collect()
}

type Items = Vec<(&'static str, Vec<(&'static str, Option<String>)>)>;

fn aapor(methods: &Methods, book: &Book) -> Items {
    vec![
        ("Data collection strategy", vec![("strategy", strategy(methods))]),
        ("Who sponsored the research and who conducted it", who(methods)),
        ("Measurement tools and instruments", instruments(methods, book)),
        (
            "Population under study",
            vec![("population", methods.population.clone()), ("countries", countries(&methods.countries))],
        ),
        (
            "How the sample was generated and recruited",
            vec![
                ("kind of sample", sample(methods, book).map(str::to_owned)),
                ("recruitment", methods.recruitment.clone()),
                ("quotas", quotas(&methods.countries)),
            ],
        ),
        (
            "Methods and modes of data collection",
            vec![("modes", list(&methods.modes)), ("languages", list(&methods.languages))],
        ),
        ("Dates of data collection", dated(methods)),
        (
            "Sample sizes and precision",
            vec![("sample size", size(book)), ("precision", Some(precision(book)))],
        ),
        ("How the data were weighted", weighted(methods, book)),
        ("How the data were processed, and their quality", processed(methods)),
        ("Limitations of design and data collection", vec![("limitations", methods.limitations.clone())]),
    ]
}

fn esomar(methods: &Methods, book: &Book) -> Items {
    let one = |title, what, says| (title, vec![(what, says)]);
    vec![
        one("Research company", "name", methods.conductor.clone()),
        one("Sponsor", "name", methods.sponsor.clone()),
        one("Universe", "population", methods.population.clone()),
        one("Sample size", "respondents", size(book)),
        one("Geographic coverage", "countries", countries(&methods.countries)),
        one("Dates of fieldwork", "dates", dates(methods)),
        (
            "Sampling method",
            vec![
                ("kind of sample", sample(methods, book).map(str::to_owned)),
                ("recruitment", methods.recruitment.clone()),
            ],
        ),
        one("Mode of data collection", "modes", list(&methods.modes)),
        ("Weighting", weighted(methods, book)),
        ("Question wording", instruments(methods, book)),
        one("Where full tables are", "address", methods.where_full_tables_are.clone()),
        one("Contact", "whom to ask", methods.contact.clone()),
    ]
}

fn strategy(methods: &Methods) -> Option<String> {
    list(&methods.modes).map(|modes| format!("survey ({modes})"))
}

fn who(methods: &Methods) -> Vec<(&'static str, Option<String>)> {
    vec![
        ("sponsor", methods.sponsor.clone()),
        ("conducted by", methods.conductor.clone()),
        ("contact", methods.contact.clone()),
    ]
}

fn instruments(methods: &Methods, book: &Book) -> Vec<(&'static str, Option<String>)> {
    let worded = book.tables.iter().filter(|table| !table.question.trim().is_empty()).count();
    let wording =
        (worded > 0).then(|| format!("stands above the figures in {worded} of {} tables", book.tables.len()));
    vec![("questionnaire", methods.questionnaire.clone()), ("wording", wording)]
}

/// What the study says of its sample, or else what its figures were made for.
fn sample(methods: &Methods, book: &Book) -> Option<&'static str> {
    match methods.sample {
        _ if is_opt_in(book) => Some("not a probability sample: people opted in"),
        Some(Sample::Probability) => Some("probability sample: everybody in the frame had a known chance"),
        _ => None,
    }
}

fn is_opt_in(book: &Book) -> bool {
    let said = book.methods.as_ref().and_then(|methods| methods.sample);
    book.conventions.opt_in || said == Some(Sample::OptIn)
}

/// The largest base of a table: whoever was asked at least one question.
fn size(book: &Book) -> Option<String> {
    let largest = book.tables.iter().filter_map(|table| table.bases.first()?.unweighted).max()?;
    Some(format!(
        "{} respondents in the largest base; each table has its own on top",
        print::spaced(Some(largest as f64))
    ))
}

fn weighted(methods: &Methods, book: &Book) -> Vec<(&'static str, Option<String>)> {
    let variable = book
        .conventions
        .weight
        .as_ref()
        .map_or_else(|| "none: every respondent counts once".to_owned(), |weight| format!("`{weight}`"));
    let together = methods.aggregates.iter().map(|aggregate| {
        let each = match aggregate.weighting {
            Counts::Equal => "each country counts the same",
            Counts::Population => "each country counts by its population",
            Counts::Interviews => "each country counts by how many were interviewed there",
        };
        format!("{} ({}): {each}", aggregate.name, aggregate.countries.join(", "))
    });
    let together: Vec<String> = together.collect();
    let mut parts = vec![("weights", methods.weighting.clone())];
    let target = |target: &super::Target| format!("`{}`: {}", target.variable, target.source);
    let targets: Vec<String> = methods.targets.iter().map(target).collect();
    parts.extend((!targets.is_empty()).then(|| ("targets", Some(targets.join("; ")))));
    parts.push(("variable in these tables", Some(variable)));
    parts.push(("countries together", (!together.is_empty()).then(|| together.join("; "))));
    parts
}

/// Dates, and the wave where there are several.
fn dated(methods: &Methods) -> Vec<(&'static str, Option<String>)> {
    let mut parts = vec![("dates", dates(methods))];
    parts.extend(methods.wave.map(|wave| ("wave", Some(wave.to_string()))));
    parts
}

/// Processing, and where people gave data of their own or figures have noise, on what terms.
fn processed(methods: &Methods) -> Vec<(&'static str, Option<String>)> {
    let mut parts = vec![("processing and quality", methods.quality.clone())];
    parts.extend(methods.consent.as_ref().map(|consent| ("text of consent", Some(consent.clone()))));
    if let Some(donation) = &methods.donation {
        let mut terms = vec!["figures from people's own exports, given by some".to_owned()];
        terms.extend(donation.withdraw_until.as_ref().map(|day| format!("can be taken back until {day}")));
        terms.extend(donation.keep_until.as_ref().map(|day| format!("kept until {day}")));
        parts.push(("donated data", Some(terms.join("; "))));
    }
    if let Some(budget) = &methods.privacy {
        let says = format!(
            "differential privacy, one budget for all that is published with noise: epsilon {}, delta {}",
            budget.epsilon, budget.delta
        );
        parts.push(("noise", Some(says)));
    }
    parts
}

/// What intervals rest on. Of volunteers never a margin of sampling error: AAPOR III.A.8c asks for the model instead.
pub fn precision(book: &Book) -> String {
    let Conventions { level, interval, design, .. } = &book.conventions;
    let level = print::decimal_percent(*level, 0);
    if is_opt_in(book) {
        format!(
            "{level}% intervals ({interval}) are model-based. They assume that, once weighted, those who opted in answer as \
             others of the population would who are like them in what the weights know of. Chance of selection is unknown, so no \
             margin of sampling error is given. Design: {design}"
        )
    } else {
        format!(
            "{level}% intervals ({interval}) stand with each figure and know of the design and the weights. Design: {design}"
        )
    }
}

fn countries(countries: &[Country]) -> Option<String> {
    let names: Vec<String> = countries.iter().map(|country| country.name.clone()).collect();
    list(&names)
}

fn quotas(countries: &[Country]) -> Option<String> {
    let quotas = countries.iter().filter_map(|country| Some(format!("{} {}", country.name, country.quota?)));
    list(&quotas.collect::<Vec<_>>())
}

/// First and last day, or why there are none.
fn dates(methods: &Methods) -> Option<String> {
    let days = methods.dates.as_ref().map(|dates| format!("{} to {}", dates.start, dates.end));
    days.or_else(|| methods.no_dates.clone())
}

fn list(texts: &[String]) -> Option<String> {
    (!texts.is_empty()).then(|| texts.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Conventions;

    fn book(study: Option<&str>, opt_in: bool) -> Book {
        let conventions = Conventions {
            level: 0.95,
            interval: "Wilson".into(),
            letters: String::new(),
            correction: String::new(),
            strict: 0.05,
            loose: 0.1,
            test: String::new(),
            least_base: 30,
            small_base: 100,
            least_people: 3,
            weight: None,
            design: "none".into(),
            opt_in,
        };
        Book {
            title: String::new(),
            synthetic: false,
            banner: Vec::new(),
            tables: Vec::new(),
            conventions,
            notes: Vec::new(),
            planes: Vec::new(),
            comparisons: Vec::new(),
            published: None,
            methods: study.map(|study| Methods::parse(study).unwrap()),
        }
    }

    #[test]
    fn all_items_stand_there_even_if_nothing_is_stated() {
        for study in [None, Some(""), Some("sponsor = ' '")] {
            let items = disclosure(&book(study, false));
            let count = |standard| items.iter().filter(|item| item.standard == standard).count();
            assert_eq!((count(Standard::Aapor), count(Standard::EsomarWapor)), (11, 12));
            let said = items.iter().flat_map(|item| &item.parts).filter(|part| part.says.is_some());
            let said: Vec<&str> = said.map(|part| part.what).collect();
            // What the tables themselves know.
            assert_eq!(said, ["precision", "variable in these tables", "variable in these tables"]);
        }
    }

    #[test]
    fn why_there_are_no_dates_is_said_in_their_place() {
        let why = "no_dates = 'none: nobody was asked'\n";
        for (study, expected) in [
            (why.to_owned(), "none: nobody was asked"),
            (format!("{why}dates = {{ start = 2026-05-18, end = 2026-05-31 }}"), "2026-05-18 to 2026-05-31"),
        ] {
            let items = disclosure(&book(Some(&study), false));
            let dates = items.iter().flat_map(|item| &item.parts).filter(|part| part.what == "dates");
            let said: Vec<_> = dates.map(|part| part.says.as_deref()).collect();
            assert_eq!(said, [Some(expected); 2]);
        }
    }

    #[test]
    fn of_volunteers_no_margin_of_sampling_error_is_given() {
        for (study, opt_in, model) in [
            (None, true, true),
            (Some("sample = 'opt-in'"), false, true),
            // Whoever made the tables for volunteers is believed.
            (Some("sample = 'probability'"), true, true),
            (Some("sample = 'probability'"), false, false),
        ] {
            let book = book(study, opt_in);
            let precision = precision(&book);
            assert_eq!(precision.contains("model-based"), model, "{precision}");
            assert_eq!(precision.contains("no margin of sampling error"), model);
            let kind = disclosure(&book).iter().find_map(|item| item.parts.first()?.says.clone());
            assert_eq!(kind.is_some_and(|kind| kind.starts_with("not a probability sample")), model);
        }
    }
}
