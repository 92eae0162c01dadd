//! Published figures beside the estimates of a study's answers.

use std::collections::BTreeMap;

use microdata::{Error, Rows, State, Value};

use crate::fit::HALF;
use crate::held::{Answers, Estimated, Limits, Part, Roles, Share};
use crate::places::{Places, WORLD};
use crate::published::{Figure, Use};

/// One published figure beside its estimate.
#[derive(Debug, Clone, PartialEq)]
pub struct Beside {
    pub figure: Figure,
    /// What the place is called.
    pub place: String,
    /// "women", "18 to 34"; empty for all.
    pub group: String,
    pub base: String,
    pub share: Share,
}

impl Beside {
    /// Estimated less published, percent points; none where the estimate is not shown.
    pub fn difference(&self) -> Option<f64> {
        match self.share.estimated {
            Estimated::Shown { value, .. } => Some(100.0 * value - self.figure.percent),
            _ => None,
        }
    }

    /// Whether the estimate could have been printed as the published percent: within half a point of it.
    pub fn is_within(&self) -> Option<bool> {
        self.difference().map(|difference| difference.abs() <= HALF + 1e-9)
    }
}

/// A base in words, and the filter that makes it: a variable that is 1. None for one that is not known.
fn base(id: &str) -> Option<(&'static str, Option<&'static str>)> {
    match id {
        "all" => Some(("all respondents", None)),
        "followers" => Some(("people who follow influencers", Some("follows"))),
        "heard" => Some(("people who heard stories of negative consequences", Some("heard"))),
        _ => None,
    }
}

/// Sets all figures that are to be compared beside their estimates; those that are left out are those of [`Use::reason`].
///
/// A base of all holds whoever answered, and whoever was not asked because the answer could only be no (ten years active, of those
/// who never joined).
///
/// # Errors
/// When a figure names a place, group, base, variable or code that the study does not have, or reading fails.
pub fn compare(
    rows: &mut dyn Rows,
    roles: &Roles,
    places: &Places,
    figures: &[Figure],
    limits: &Limits,
) -> Result<Vec<Beside>, Error> {
    let names = columns(figures);
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    beside(&Answers::read(rows, roles, &names)?, places, figures, limits)
}

/// The columns that figures need.
pub(crate) fn columns(figures: &[Figure]) -> Vec<String> {
    let named =
        figures.iter().filter(|figure| figure.usage == Use::Fit).map(|figure| figure.variable.clone());
    let ours = ["region", "age_group", "gender", "follows", "heard"].map(str::to_owned);
    let mut names: Vec<String> = named.chain(ours).collect();
    names.sort_unstable();
    names.dedup();
    names
}

pub(crate) fn beside(
    answers: &Answers,
    places: &Places,
    figures: &[Figure],
    limits: &Limits,
) -> Result<Vec<Beside>, Error> {
    let mut parts: BTreeMap<&str, Part> = BTreeMap::new();
    let mut found = Vec::new();
    for figure in figures.iter().filter(|figure| figure.usage == Use::Fit) {
        let (words, filter) = checked(answers, places, figure)?;
        if !parts.contains_key(figure.place.as_str()) {
            let part = answers.part(|row| lies(answers, places, &figure.place, row), limits)?;
            parts.insert(&figure.place, part);
        }
        let counted = |row: usize| said(answers, places, figure, filter, row);
        let share = match parts.get(figure.place.as_str()) {
            Some(part) => answers.share(part, counted, limits),
            None => continue,
        }
        .map_err(|error| error.at(format!("the published figure `{}`", figure.id)))?;
        let (place, group) = (place(answers, places, &figure.place), group(answers, &figure.group));
        found.push(Beside { figure: figure.clone(), place, group, base: words.into(), share });
    }
    Ok(found)
}

type Checked = (&'static str, Option<&'static str>);

/// That the study has what a figure speaks of.
fn checked(answers: &Answers, places: &Places, figure: &Figure) -> Result<Checked, Error> {
    let wrong = |what: String| Error::new(format!("the published figure `{}` {what}", figure.id));
    if places.holds(&figure.place, "", "").is_none() {
        return Err(wrong(format!("speaks of the place `{}`, which the study does not have", figure.place))
            .hint("countries stand there by their code, aggregates as `study.toml` names them, with `_` for blanks"));
    }
    let base = base(&figure.base)
        .ok_or_else(|| wrong(format!("has the base `{}`, which is not known", figure.base)))?;
    let needed = [Some(figure.variable.as_str()), base.1, variable_of(&figure.group)];
    if let Some(name) = needed.into_iter().flatten().find(|name| !answers.has(name)) {
        return Err(wrong(format!("needs the variable `{name}`, which the answers do not have")));
    }
    let declared = answers.variables.get(&figure.variable).map(|variable| &variable.categories);
    let unknown =
        |code: &&Value| declared.is_some_and(|known| !known.iter().any(|known| known.value == **code));
    match figure.codes.iter().find(unknown) {
        Some(code) => {
            Err(wrong(format!("counts the code `{code}`, which `{}` does not have", figure.variable)))
        }
        None => Ok(base),
    }
}

/// The variable of a group.
fn variable_of(group: &str) -> Option<&'static str> {
    match group {
        "total" => None,
        "women" | "men" => Some("gender"),
        _ => Some("age_group"),
    }
}

fn lies(answers: &Answers, places: &Places, place: &str, row: usize) -> bool {
    let country = answers.roles.country.as_deref().map_or("", |name| answers.text(name, row));
    places.holds(place, country, answers.text("region", row)) == Some(true)
}

/// Whether a person is counted as a yes, as a no, or not at all.
fn said(
    answers: &Answers,
    places: &Places,
    figure: &Figure,
    filter: Option<&str>,
    row: usize,
) -> Option<bool> {
    let group = match variable_of(&figure.group) {
        None => true,
        Some("gender") => {
            answers.text("gender", row) == if figure.group == "women" { "woman" } else { "man" }
        }
        Some(name) => answers.text(name, row) == figure.group,
    };
    let passes = filter.is_none_or(|name| answers.cell(name, row).1 == Some(Value::Number(1.0)));
    if !group || !passes || !lies(answers, places, &figure.place, row) {
        return None;
    }
    match answers.cell(&figure.variable, row) {
        (State::Answered, Some(code)) => Some(figure.codes.contains(&code)),
        (State::NotAsked, _) if figure.base == "all" => Some(false),
        _ => None,
    }
}

fn place(answers: &Answers, places: &Places, id: &str) -> String {
    let label = |name: &str| {
        let variable = answers.variables.get(name)?;
        variable.label_of(&Value::from(id)).map(str::to_owned)
    };
    match (id, places.name(id)) {
        (WORLD, _) => "World".into(),
        (_, Some(name)) => name.to_owned(),
        _ => answers
            .roles
            .country
            .as_deref()
            .and_then(label)
            .or_else(|| label("region"))
            .unwrap_or_else(|| id.to_owned()),
    }
}

fn group(answers: &Answers, id: &str) -> String {
    let label = || answers.variables.get("age_group")?.label_of(&Value::from(id)).map(str::to_owned);
    match id {
        "total" => String::new(),
        "women" | "men" => id.to_owned(),
        _ => label().unwrap_or_else(|| id.to_owned()),
    }
}
