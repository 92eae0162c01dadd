//! Which tables: variables and sets by columns. A part of what a plan of `tables` says.

use microdata::{Category, Dictionary, SetKind, Value, Variable};
use serde::{Deserialize, Serialize};

use crate::PrivacyError;

/// A plan of noisy tables. Each variable by each group of columns costs of the budget, so that it is best kept short.
#[derive(Debug, Clone, PartialEq, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Plan {
    pub title: Option<String>,
    /// The variable of weights; otherwise the one that the codebook names.
    pub weight: Option<String>,
    /// Groups of columns beside the total.
    pub banner: Vec<Group>,
    #[serde(rename = "table")]
    pub tables: Vec<Asked>,
}

/// Columns: the categories of a variable.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    pub variable: String,
    #[serde(default)]
    pub title: String,
}

/// A table, of a variable or of a set of yes-or-no variables.
#[derive(Debug, Clone, PartialEq, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Asked {
    pub variable: Option<String>,
    pub set: Option<String>,
    pub title: Option<String>,
    pub base: Option<String>,
    /// Answers together. They cost nothing: they are added up of what is released.
    pub nets: Vec<Net>,
    pub top: usize,
    pub bottom: usize,
}

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Net {
    pub label: String,
    pub codes: Vec<Value>,
}

/// A variable of a table: each who answered is in one of its cells.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Item {
    pub variable: String,
    pub codes: Vec<Value>,
}

/// A row of a table: which answers of which item are counted.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Line {
    pub label: String,
    pub item: usize,
    pub answers: Vec<usize>,
    pub is_net: bool,
}

/// One table, with items by their place among all.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Table {
    pub id: String,
    pub title: String,
    pub wording: String,
    pub base: String,
    pub multiple: bool,
    pub lines: Vec<Line>,
}

/// A group of columns as the codebook has it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Columns {
    pub title: String,
    pub variable: String,
    pub codes: Vec<Value>,
    pub labels: Vec<String>,
}

/// What a plan asks of a data set: all that is released depends on this and on the rows. The codebook alone decides it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Question {
    pub title: String,
    pub synthetic: bool,
    pub weight: Option<String>,
    /// The variable that tells respondents apart.
    pub respondent: Option<String>,
    pub groups: Vec<Columns>,
    pub items: Vec<Item>,
    pub tables: Vec<Table>,
}

impl Plan {
    /// Reads a plan.
    ///
    /// # Errors
    /// When it is no TOML or names what is not known, with the line.
    pub fn from_toml(text: &str) -> Result<Self, PrivacyError> {
        toml::from_str(text).map_err(|error| {
            let start = error.span().map_or(0, |span| span.start).min(text.len());
            let line = text[..start].matches('\n').count() + 1;
            let what = error.message().trim().replace('\n', ", ");
            PrivacyError::asked(format!("the plan, line {line}"), what)
        })
    }

    /// What it asks of a data set with this codebook.
    ///
    /// # Errors
    /// When it names what is not there, or a variable without categories.
    pub fn question(&self, dictionary: &Dictionary) -> Result<Question, PrivacyError> {
        let weight =
            self.weight.clone().or_else(|| dictionary.weight.clone()).filter(|name| !name.is_empty());
        if let Some(name) = &weight {
            find(dictionary, name, "the weight")?;
        }
        let mut question = Question {
            title: self.title.clone().unwrap_or_else(|| dictionary.title.clone()),
            synthetic: dictionary.synthetic,
            weight,
            respondent: dictionary.design.id.clone(),
            groups: Vec::new(),
            items: Vec::new(),
            tables: Vec::new(),
        };
        for (at, group) in self.banner.iter().enumerate() {
            question.groups.push(group.columns(dictionary, &format!("banner {} of the plan", at + 1))?);
        }
        if self.tables.is_empty() {
            return Err(PrivacyError::asked(
                "the plan",
                "it asks for no table\nhint: add `[[table]]` with `variable` or `set`",
            ));
        }
        for (at, asked) in self.tables.iter().enumerate() {
            let table =
                asked.table(dictionary, &format!("table {} of the plan", at + 1), &mut question.items)?;
            question.tables.push(table);
        }
        Ok(question)
    }
}

impl Group {
    fn columns(&self, dictionary: &Dictionary, place: &str) -> Result<Columns, PrivacyError> {
        let variable = find(dictionary, &self.variable, place)?;
        let categories = categories(variable, place)?;
        Ok(Columns {
            title: if self.title.is_empty() {
                titled(&variable.label, &variable.name)
            } else {
                self.title.clone()
            },
            variable: variable.name.clone(),
            labels: categories.iter().map(labelled).collect(),
            codes: categories.into_iter().map(|category| category.value).collect(),
        })
    }
}

impl Asked {
    fn table(
        &self,
        dictionary: &Dictionary,
        place: &str,
        items: &mut Vec<Item>,
    ) -> Result<Table, PrivacyError> {
        match (&self.variable, &self.set) {
            (Some(name), None) => self.of_variable(find(dictionary, name, place)?, place, items),
            (None, Some(name)) => self.of_set(dictionary, name, place, items),
            _ => Err(PrivacyError::asked(place, "either `variable` or `set` has to be there, and not both")),
        }
    }

    fn of_variable(
        &self,
        variable: &Variable,
        place: &str,
        items: &mut Vec<Item>,
    ) -> Result<Table, PrivacyError> {
        let categories = categories(variable, place)?;
        let item = place_of(
            items,
            Item {
                variable: variable.name.clone(),
                codes: categories.iter().map(|category| category.value.clone()).collect(),
            },
        );
        let line = |(at, category): (usize, &Category)| Line {
            label: labelled(category),
            item,
            answers: vec![at],
            is_net: false,
        };
        let mut lines: Vec<Line> = categories.iter().enumerate().map(line).collect();
        let count = categories.len();
        for net in &self.nets {
            let at = |code: &Value| categories.iter().position(|category| category.value == *code);
            let answers: Option<Vec<usize>> = net.codes.iter().map(at).collect();
            let Some(mut answers) = answers else {
                return Err(PrivacyError::asked(
                    place,
                    format!("the net `{}` names a code that `{}` does not have", net.label, variable.name),
                ));
            };
            answers.sort_unstable();
            answers.dedup();
            lines.push(Line { label: net.label.clone(), item, answers, is_net: true });
        }
        let (top, bottom) = (self.top.min(count), self.bottom.min(count));
        if top > 0 {
            lines.push(Line {
                label: format!("Top {top}"),
                item,
                answers: (count - top..count).collect(),
                is_net: true,
            });
        }
        if bottom > 0 {
            lines.push(Line {
                label: format!("Bottom {bottom}"),
                item,
                answers: (0..bottom).collect(),
                is_net: true,
            });
        }
        Ok(self.made(&variable.name, &variable.label, &variable.question, &variable.universe, false, lines))
    }

    fn of_set(
        &self,
        dictionary: &Dictionary,
        name: &str,
        place: &str,
        items: &mut Vec<Item>,
    ) -> Result<Table, PrivacyError> {
        let Some(set) = dictionary.sets.iter().find(|set| set.name == *name) else {
            return Err(PrivacyError::asked(place, format!("it names a set `{name}`, and there is none")));
        };
        let SetKind::Dichotomy { counted } = &set.kind else {
            return Err(PrivacyError::asked(
                place,
                format!("the set `{name}` is not one of yes-or-no variables"),
            ));
        };
        let mut lines = Vec::new();
        for name in &set.variables {
            let variable = find(dictionary, name, place)?;
            // Chosen first, then whatever stands for "shown and not chosen".
            let mut codes = vec![counted.clone()];
            codes.extend(
                answers(variable).into_iter().map(|category| category.value).filter(|code| code != counted),
            );
            if codes.len() == 1 && counted.number().is_some() {
                codes.push(Value::Number(0.0));
            }
            let item = place_of(items, Item { variable: name.clone(), codes });
            lines.push(Line { label: titled(&variable.label, name), item, answers: vec![0], is_net: false });
        }
        let first = set.variables.first().and_then(|name| dictionary.variable(name));
        let (wording, universe) =
            first.map_or(("", ""), |first| (first.question.as_str(), first.universe.as_str()));
        Ok(self.made(&set.name, &set.label, wording, universe, true, lines))
    }

    fn made(
        &self,
        name: &str,
        label: &str,
        wording: &str,
        universe: &str,
        multiple: bool,
        lines: Vec<Line>,
    ) -> Table {
        let base = self.base.clone().unwrap_or_else(|| universe.to_owned());
        Table {
            id: name
                .chars()
                .map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '_' })
                .collect(),
            title: self.title.clone().unwrap_or_else(|| titled(label, name)),
            wording: wording.to_owned(),
            base: if base.is_empty() { "all who were asked and answered".into() } else { base },
            multiple,
            lines,
        }
    }
}

/// The place of an item; one that is there already costs nothing again.
fn place_of(items: &mut Vec<Item>, item: Item) -> usize {
    items.iter().position(|known| *known == item).unwrap_or_else(|| {
        items.push(item);
        items.len() - 1
    })
}

fn find<'d>(dictionary: &'d Dictionary, name: &str, place: &str) -> Result<&'d Variable, PrivacyError> {
    dictionary
        .variable(name)
        .ok_or_else(|| PrivacyError::asked(place, format!("it names a variable `{name}`, and there is none")))
}

fn answers(variable: &Variable) -> Vec<Category> {
    let missing = &variable.missing;
    let is_answer = |category: &&Category| {
        let in_range = category
            .value
            .number()
            .is_some_and(|number| missing.range.is_some_and(|range| range.holds(number)));
        missing.code(&category.value).is_none() && !in_range
    };
    variable.categories.iter().filter(is_answer).cloned().collect()
}

fn categories(variable: &Variable, place: &str) -> Result<Vec<Category>, PrivacyError> {
    let found = answers(variable);
    if found.is_empty() {
        let what = format!(
            "`{}` has no categories in the codebook: shares of them are all that is made with noise",
            variable.name
        );
        return Err(PrivacyError::asked(place, what));
    }
    Ok(found)
}

fn labelled(category: &Category) -> String {
    titled(&category.label, &category.value.to_string())
}

fn titled(label: &str, name: &str) -> String {
    if label.is_empty() { name.to_owned() } else { label.to_owned() }
}
