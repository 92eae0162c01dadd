//! A dictionary: what all columns of a data set mean.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{Error, MultipleResponse, State, Variable};

/// The codebook of a data set. As JSON it is the sidecar of a CSV file and the metadata of a Parquet file.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Dictionary {
    pub title: String,
    /// The people are invented. Whatever is made of the data says so.
    pub synthetic: bool,
    /// The variable by which rows are weighted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight: Option<String>,
    #[serde(skip_serializing_if = "Design::is_empty")]
    pub design: Design,
    /// In the order of the columns.
    pub variables: Vec<Variable>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sets: Vec<MultipleResponse>,
    /// Remarks of those who made the data, a paragraph each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// Variables that say how people were sampled and how the field work went. Each is a variable's name.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Design {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stratum: Option<String>,
    /// Primary sampling unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub psu: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// What tells one person from another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// How long the interview took.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration: Option<String>,
}

impl Design {
    pub fn is_empty(&self) -> bool {
        *self == Design::default()
    }

    /// Each role that is filled, with the name of its variable.
    pub fn roles(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let roles = [
            ("stratum", &self.stratum),
            ("psu", &self.psu),
            ("country", &self.country),
            ("id", &self.id),
            ("duration", &self.duration),
        ];
        roles.into_iter().filter_map(|(role, name)| Some((role, name.as_deref()?)))
    }
}

impl Dictionary {
    /// The variable of that name.
    pub fn variable(&self, name: &str) -> Option<&Variable> {
        self.variables.iter().find(|variable| variable.name == name)
    }

    /// Its place among the columns.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.variables.iter().position(|variable| variable.name == name)
    }

    /// Whether it makes sense: names are there and unique, roles and sets name variables, codes fit their variable and
    /// mean one thing each.
    ///
    /// # Errors
    /// The first thing that makes none, with the names of those concerned.
    pub fn check(&self) -> Result<(), Error> {
        let mut names = BTreeSet::new();
        for variable in &self.variables {
            if variable.name.is_empty() {
                return Err(Error::new("a variable has no name"));
            }
            if !names.insert(variable.name.as_str()) {
                return Err(Error::new(format!("two variables are called `{}`", variable.name)));
            }
            check_codes(variable)?;
        }
        let weight = self.weight.as_deref().map(|name| ("weight", name));
        for (role, name) in weight.into_iter().chain(self.design.roles()) {
            if !names.contains(name) {
                return Err(Error::new(format!("the {role} `{name}` is not among the variables")));
            }
        }
        let mut sets = BTreeMap::new();
        for set in &self.sets {
            if sets.insert(&set.name, ()).is_some() {
                return Err(Error::new(format!("two multiple-response sets are called `{}`", set.name)));
            }
            if let Some(name) = set.variables.iter().find(|name| !names.contains(name.as_str())) {
                let what = format!("`{name}` of the multiple-response set `{}` is not a variable", set.name);
                return Err(Error::new(what));
            }
        }
        Ok(())
    }
}

fn check_codes(variable: &Variable) -> Result<(), Error> {
    let name = &variable.name;
    let declared = variable.categories.iter().map(|category| &category.value);
    let mut codes: Vec<_> = declared.chain(variable.missing.codes.iter().map(|code| &code.value)).collect();
    if let Some(code) = codes.iter().find(|code| code.text().is_some() != variable.is_text()) {
        return Err(Error::new(format!("the code `{code}` of `{name}` is not of the type of its variable")));
    }
    codes.sort_by(|a, b| a.order(b));
    if let Some(twice) = codes.windows(2).find(|pair| pair[0] == pair[1]) {
        return Err(Error::new(format!("the code `{}` of `{name}` is declared twice", twice[0])));
    }
    let mut states = variable.missing.codes.iter().map(|code| code.state);
    let range = variable.missing.range.iter().map(|range| range.state);
    if states.by_ref().chain(range).any(|state| state == State::Answered) {
        return Err(Error::new(format!("a missing code of `{name}` says that it is an answer")));
    }
    if variable.is_text() && variable.missing.range.is_some() {
        return Err(Error::new(format!("`{name}` holds texts and cannot have a range of missing codes")));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
