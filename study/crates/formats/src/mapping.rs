//! A mapping file: what foreign columns are called here, and what they mean.
//!
//! ```
//! use formats::mapping::Mapping;
//!
//! let mapping = Mapping::parse(r#"
//! title = "A study of invented people"
//! weight = "weight"                # names as they are after renaming
//! drop = ["email"]                 # columns that are not taken
//!
//! [design]
//! country = "country"              # also stratum, psu, id, duration
//!
//! [variables.Q1_A]                 # the foreign column
//! name = "trust_news"
//! label = "Trust in news"
//! question = "How much do you trust the news?"
//! universe = "All respondents"
//! measure = "ordinal"              # nominal, ordinal, scale
//! categories = [[1, "A lot"], [2, "Some"], [3, "None at all"]]
//! not_answered = [[98, "Don't know"], 99]
//! not_asked = [97]
//! blank = "not_asked"              # what an empty cell means; also not_answered, answered
//!
//! [sets.media]                     # a question with several answers
//! label = "Media used"
//! counted = 1                      # the code for "chosen"; left out if each variable holds one of the answers
//! variables = ["media_tv", "media_paper"]
//! "#)?;
//! # Ok::<(), microdata::Error>(())
//! ```

use std::collections::BTreeMap;

use microdata::{
    Category, Chunk, Design, Dictionary, Error, Faults, Measure, MissingCode, MissingRange, MultipleResponse,
    Rows, SetKind, State, Value, Variable,
};
use serde::Deserialize;
use toml::Spanned;

/// A mapping file that was read.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    title: Option<String>,
    synthetic: Option<bool>,
    weight: Option<Spanned<String>>,
    #[serde(default)]
    drop: Vec<Spanned<String>>,
    #[serde(default)]
    design: BTreeMap<String, Spanned<String>>,
    #[serde(default)]
    variables: BTreeMap<String, Spanned<Change>>,
    #[serde(default)]
    sets: BTreeMap<String, Spanned<Set>>,
    #[serde(skip)]
    text: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Change {
    name: Option<String>,
    label: Option<String>,
    question: Option<String>,
    universe: Option<String>,
    measure: Option<Measure>,
    categories: Option<Vec<Code>>,
    #[serde(default)]
    not_answered: Vec<Code>,
    #[serde(default)]
    not_asked: Vec<Code>,
    missing_range: Option<MissingRange>,
    blank: Option<State>,
}

/// `1` or `[1, "A lot"]`.
#[derive(Debug, Deserialize)]
#[serde(untagged, expecting = "a code was expected: `1`, or with its label `[1, \"A lot\"]`")]
enum Code {
    Bare(Value),
    Labelled(Value, String),
}

impl Code {
    fn parts(&self) -> (&Value, &str) {
        match self {
            Code::Bare(value) => (value, ""),
            Code::Labelled(value, label) => (value, label),
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Set {
    #[serde(default)]
    label: String,
    counted: Option<Value>,
    variables: Vec<String>,
}

impl Mapping {
    /// # Errors
    /// Names the line of what is no TOML or no mapping.
    pub fn parse(text: &str) -> Result<Mapping, Error> {
        let mapping = toml::from_str::<Mapping>(text);
        let mut mapping = mapping.map_err(|error| {
            let place = error.span().map_or(0, |span| span.start);
            // What it quotes is the mapping, which is the study's own.
            let what = error.message().lines().next().unwrap_or("it cannot be understood");
            Error::new(format!("the mapping, line {}: {what}", line(text, place)))
        })?;
        text.clone_into(&mut mapping.text);
        Ok(mapping)
    }

    /// The rows as the mapping has them.
    ///
    /// # Errors
    /// Names the line that speaks of a column or variable that is not there, or makes no sense with the data's types.
    pub fn apply<R: Rows>(&self, rows: R) -> Result<Mapped<R>, Error> {
        let (dictionary, columns) = self.dictionary(rows.dictionary())?;
        Ok(Mapped { dictionary, columns, rows })
    }

    fn dictionary(&self, from: &Dictionary) -> Result<(Dictionary, Vec<usize>), Error> {
        for name in &self.drop {
            self.known(from, name.get_ref(), name.span().start)?;
        }
        for (name, change) in &self.variables {
            self.known(from, name, change.span().start)?;
        }
        let dropped = |name: &str| self.drop.iter().any(|drop| drop.get_ref() == name);
        let kept = from.variables.iter().enumerate().filter(|(_, variable)| !dropped(&variable.name));
        let (columns, variables): (Vec<usize>, Vec<&Variable>) = kept.unzip();
        let mut to = Dictionary { variables: Vec::new(), ..from.clone() };
        let mut renamed = BTreeMap::new();
        for variable in variables {
            let mut new = variable.clone();
            if let Some(change) = self.variables.get(&variable.name) {
                change.get_ref().apply(&mut new);
            }
            renamed.insert(variable.name.clone(), new.name.clone());
            to.variables.push(new);
        }
        follow(&mut to, &renamed);
        self.whole(&mut to)?;
        to.check().map_err(|error| error.at("the mapping"))?;
        Ok((to, columns))
    }

    /// What is said of the data set as a whole.
    fn whole(&self, to: &mut Dictionary) -> Result<(), Error> {
        if let Some(title) = &self.title {
            to.title.clone_from(title);
        }
        to.synthetic = self.synthetic.unwrap_or(to.synthetic);
        if let Some(weight) = &self.weight {
            self.known(to, weight.get_ref(), weight.span().start)?;
            to.weight = Some(weight.get_ref().clone());
        }
        for (role, name) in &self.design {
            self.known(to, name.get_ref(), name.span().start)?;
            let place = match role.as_str() {
                "stratum" => &mut to.design.stratum,
                "psu" => &mut to.design.psu,
                "country" => &mut to.design.country,
                "id" => &mut to.design.id,
                "duration" => &mut to.design.duration,
                _ => {
                    let what =
                        format!("`{role}` is no part of a design: stratum, psu, country, id or duration");
                    return Err(self.at(name.span().start, &what));
                }
            };
            *place = Some(name.get_ref().clone());
        }
        for (name, set) in &self.sets {
            let place = set.span().start;
            let set = set.get_ref();
            set.variables.iter().try_for_each(|variable| self.known(to, variable, place))?;
            let kind = match &set.counted {
                Some(counted) => SetKind::Dichotomy { counted: counted.clone() },
                None => SetKind::Categories,
            };
            to.sets.retain(|known| known.name != *name);
            let (label, variables) = (set.label.clone(), set.variables.clone());
            to.sets.push(MultipleResponse { name: name.clone(), label, kind, variables });
        }
        Ok(())
    }

    fn known(&self, dictionary: &Dictionary, name: &str, place: usize) -> Result<(), Error> {
        match dictionary.variable(name) {
            Some(_) => Ok(()),
            None => Err(self.at(place, &format!("there is no variable `{name}`"))),
        }
    }

    fn at(&self, place: usize, what: &str) -> Error {
        Error::new(format!("the mapping, line {}: {what}", line(&self.text, place)))
    }
}

fn line(text: &str, place: usize) -> usize {
    text.bytes().take(place).filter(|byte| *byte == b'\n').count() + 1
}

/// Roles and sets follow their variables, or go with them.
fn follow(to: &mut Dictionary, renamed: &BTreeMap<String, String>) {
    let new = |name: Option<String>| name.and_then(|name| renamed.get(&name).cloned());
    to.weight = new(to.weight.take());
    let old = std::mem::take(&mut to.design);
    to.design = Design {
        stratum: new(old.stratum),
        psu: new(old.psu),
        country: new(old.country),
        id: new(old.id),
        duration: new(old.duration),
    };
    for set in &mut to.sets {
        set.variables = set.variables.iter().filter_map(|name| renamed.get(name).cloned()).collect();
    }
    to.sets.retain(|set| !set.variables.is_empty());
}

impl Change {
    fn apply(&self, to: &mut Variable) {
        let set = |to: &mut String, from: &Option<String>| from.iter().for_each(|text| to.clone_from(text));
        set(&mut to.name, &self.name);
        set(&mut to.label, &self.label);
        set(&mut to.question, &self.question);
        set(&mut to.universe, &self.universe);
        to.measure = self.measure.unwrap_or(to.measure);
        to.blank = self.blank.unwrap_or(to.blank);
        if let Some(categories) = &self.categories {
            let category = |code: &Code| Category::new(code.parts().0.clone(), code.parts().1);
            to.categories = categories.iter().map(category).collect();
        }
        for (codes, state) in [(&self.not_answered, State::NotAnswered), (&self.not_asked, State::NotAsked)] {
            codes.iter().for_each(|code| declare(to, code, state));
        }
        to.missing.range = self.missing_range.or(to.missing.range);
    }
}

/// A code becomes one for what is missing; it keeps its label if the mapping gives none.
fn declare(to: &mut Variable, code: &Code, state: State) {
    let (value, label) = code.parts();
    let known = to.label_of(value).unwrap_or_default().to_owned();
    to.categories.retain(|category| category.value != *value);
    let tag = to.missing.code(value).and_then(|code| code.tag);
    to.missing.codes.retain(|code| code.value != *value);
    let label = if label.is_empty() { known } else { label.to_owned() };
    to.missing.codes.push(MissingCode { value: value.clone(), label, state, tag });
}

/// Rows with the names and meanings of a mapping.
pub struct Mapped<R> {
    dictionary: Dictionary,
    /// For each variable, its column in the rows as they come.
    columns: Vec<usize>,
    rows: R,
}

impl<R: Rows> Rows for Mapped<R> {
    fn dictionary(&self) -> &Dictionary {
        &self.dictionary
    }

    fn next(&mut self) -> Result<Option<Chunk>, Error> {
        let Some(mut chunk) = self.rows.next()? else { return Ok(None) };
        // In order, so each column is taken out once and none is copied.
        let mut kept = self.columns.iter().peekable();
        let mut at = 0;
        chunk.columns.retain(|_| {
            let keep = kept.next_if(|column| **column == at).is_some();
            at += 1;
            keep
        });
        Ok(Some(chunk))
    }

    fn faults(&self) -> &Faults {
        self.rows.faults()
    }
}

#[cfg(test)]
mod tests;
