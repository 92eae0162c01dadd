//! The banner and the design of a plan, as the engine takes them.

use std::collections::BTreeSet;
use std::path::PathBuf;

use engine::{Condition, Design, Group, Population, Request};
use microdata::Dictionary;
use survey::replicate::Centre;

use crate::TablesError;
use crate::hide::{self, Nested, nested};
use crate::plan::{self, Plan};
use crate::questions::{Question, answers, code_of, find_variable};

/// The columns of all tables.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Banner {
    /// Titles and labels, without the total.
    pub groups: Vec<(String, Vec<String>)>,
    /// Whether columns of a group can share respondents.
    pub overlap: Vec<bool>,
    /// Whether the columns of a group hold everybody who is in the total, but for those without an answer.
    complete: Vec<bool>,
    /// The variable of weights of each group that has its own.
    pub weights: Vec<Option<String>>,
    asked: Vec<Group>,
}

impl Banner {
    /// The weights that groups have of their own, once each.
    fn own_weights(&self) -> BTreeSet<&String> {
        self.weights.iter().flatten().collect()
    }

    /// Which columns make up which.
    pub fn nested(&self) -> Vec<Nested> {
        let groups: Vec<_> = self.asked.iter().map(|group| group.columns.clone()).collect();
        nested(&groups, &self.complete)
    }
}

/// The banner of a plan.
///
/// # Errors
/// When it names a variable that is not there, or one without categories.
pub fn banner(dictionary: &Dictionary, plan: &Plan) -> Result<Banner, TablesError> {
    let mut banner = Banner::default();
    for (number, group) in plan.banner.iter().enumerate() {
        let place = format!("banner {} of the plan", number + 1);
        let mut labels = Vec::new();
        let mut asked = Group::default();
        let mut title = group.title.clone();
        if let Some(name) = &group.variable {
            let variable = find_variable(dictionary, name, &place)?;
            let categories = answers(variable);
            if categories.is_empty() {
                return Err(TablesError::Asked {
                    place,
                    what: "the variable has no categories to make columns of",
                });
            }
            if title.is_empty() {
                title = if variable.label.is_empty() { name.clone() } else { variable.label.clone() };
            }
            for category in categories {
                asked
                    .columns
                    .push(vec![Condition { column: name.clone(), codes: vec![code_of(&category.value)] }]);
                let label =
                    if category.label.is_empty() { category.value.to_string() } else { category.label };
                labels.push(label);
            }
        }
        for column in &group.columns {
            asked.columns.push(conditions(dictionary, &column.conditions, &place)?);
            labels.push(column.label.clone());
        }
        if labels.is_empty() {
            return Err(TablesError::Asked { place, what: "either `variable` or `columns` has to be there" });
        }
        banner.overlap.push(!hide::are_apart(&asked.columns));
        banner.complete.push(group.columns.is_empty());
        banner.groups.push((title, labels));
        banner.weights.push(own_weight(dictionary, plan, group, &place)?);
        banner.asked.push(asked);
    }
    Ok(banner)
}

/// The weight of a group that has one of its own.
fn own_weight(
    dictionary: &Dictionary,
    plan: &Plan,
    group: &plan::Group,
    place: &str,
) -> Result<Option<String>, TablesError> {
    let Some(name) = &group.weight else { return Ok(None) };
    find_variable(dictionary, name, place)?;
    if weight(dictionary, plan).as_ref() == Some(name) {
        return Ok(None);
    }
    if plan.design.replicates.is_some() {
        let what =
            "columns with a weight of their own have no replicates: leave `weight` or `replicates` out";
        return Err(TablesError::Asked { place: place.to_owned(), what });
    }
    Ok(Some(name.clone()))
}

/// What the engine is asked with one weight, and which groups of the banner that answers.
#[derive(Debug, PartialEq)]
pub struct Part {
    pub request: Request,
    /// Places in the banner, in the order of the request's groups.
    pub groups: Vec<usize>,
}

/// What the engine is asked: once with the weight of the plan, and once for each weight that columns have of their own. The
/// first always gives the total.
///
/// # Errors
/// When the plan names a variable that is not there.
pub fn parts(
    files: &[PathBuf],
    dictionary: &Dictionary,
    plan: &Plan,
    banner: &Banner,
    questions: &[Question],
) -> Result<Vec<Part>, TablesError> {
    let weight = weight(dictionary, plan);
    if let Some(name) = &weight {
        find_variable(dictionary, name, "the weight")?;
    }
    let part = |own: Option<&String>| {
        let groups: Vec<usize> =
            (0..banner.asked.len()).filter(|group| banner.weights[*group].as_ref() == own).collect();
        let mut asked: Vec<Group> = groups.iter().map(|group| banner.asked[*group].clone()).collect();
        if asked.is_empty() {
            // A group without columns gives the total.
            asked.push(Group::default());
        }
        let request = Request {
            files: files.to_vec(),
            weight: own.cloned().or_else(|| weight.clone()),
            design: design(dictionary, plan)?,
            filter: conditions(dictionary, &plan.filter, "`where` of the plan")?,
            items: questions.iter().flat_map(|question| question.items.iter().cloned()).collect(),
            groups: asked,
            association: true,
        };
        Ok(Part { request, groups })
    };
    std::iter::once(None).chain(banner.own_weights().into_iter().map(Some)).map(part).collect()
}

/// The variable of weights, if there is one.
pub fn weight(dictionary: &Dictionary, plan: &Plan) -> Option<String> {
    plan.weight.clone().or_else(|| dictionary.weight.clone()).filter(|name| !name.is_empty())
}

/// Variables that tables are made with: no tables of their own unless they are asked for.
pub fn used(dictionary: &Dictionary, plan: &Plan) -> Vec<String> {
    let (stratum, psu) = units(dictionary, plan);
    let mut used: Vec<String> = weight(dictionary, plan).into_iter().chain(stratum).chain(psu).collect();
    used.extend(
        [&plan.design.population_units, &plan.design.population_fraction].into_iter().flatten().cloned(),
    );
    used.extend(plan.banner.iter().filter_map(|group| group.variable.clone()));
    used.extend(plan.banner.iter().filter_map(|group| group.weight.clone()));
    used.extend(dictionary.design.id.clone());
    if let Some(replicates) = &plan.design.replicates {
        used.extend(replicate_weights(dictionary, &replicates.prefix));
    }
    used
}

fn replicate_weights(dictionary: &Dictionary, prefix: &str) -> Vec<String> {
    let names = dictionary.variables.iter().map(|variable| &variable.name);
    names.filter(|name| name.starts_with(prefix)).cloned().collect()
}

/// The variables of strata and of units.
fn units(dictionary: &Dictionary, plan: &Plan) -> (Option<String>, Option<String>) {
    let stratum = plan.design.stratum.clone().or_else(|| dictionary.design.stratum.clone());
    let psu = plan.design.psu.clone().or_else(|| dictionary.design.psu.clone());
    (stratum, psu)
}

fn design(dictionary: &Dictionary, plan: &Plan) -> Result<Design, TablesError> {
    let place = "`[design]` of the plan";
    if let Some(replicates) = &plan.design.replicates {
        let weights = replicate_weights(dictionary, &replicates.prefix);
        if weights.len() < 2 {
            let what = "fewer than two variables have names that begin with the prefix of the replicates";
            return Err(TablesError::Asked { place: place.into(), what });
        }
        let rscales = match replicates.rscales.len() {
            0 => vec![1.0; weights.len()],
            count if count == weights.len() => replicates.rscales.clone(),
            _ => {
                let what = "there has to be one of `rscales` for each replicate";
                return Err(TablesError::Asked { place: place.into(), what });
            }
        };
        let centre = if replicates.around_estimate { Centre::Estimate } else { Centre::Mean };
        return Ok(Design::Replicates {
            weights,
            scale: replicates.scale,
            rscales,
            centre,
            df: replicates.df,
        });
    }
    let (stratum, unit) = units(dictionary, plan);
    let population = match (&plan.design.population_units, &plan.design.population_fraction) {
        (None, None) => Population::Infinite,
        (Some(units), None) => Population::Units(units.clone()),
        (None, Some(fraction)) => Population::Fraction(fraction.clone()),
        _ => {
            let what = "either `population_units` or `population_fraction`, not both";
            return Err(TablesError::Asked { place: place.into(), what });
        }
    };
    let named = [&stratum, &unit]
        .into_iter()
        .chain([&plan.design.population_units, &plan.design.population_fraction]);
    for name in named.flatten() {
        find_variable(dictionary, name, place)?;
    }
    Ok(Design::Linearised { stratum, unit, population, single: plan.design.single })
}

fn conditions(
    dictionary: &Dictionary,
    asked: &[plan::Condition],
    place: &str,
) -> Result<Vec<Condition>, TablesError> {
    let condition = |asked: &plan::Condition| {
        find_variable(dictionary, &asked.variable, place)?;
        let codes = asked.codes.iter().map(code_of).collect();
        Ok(Condition { column: asked.variable.clone(), codes })
    };
    asked.iter().map(condition).collect()
}

/// How rows were sampled, in a few words.
pub fn described(dictionary: &Dictionary, plan: &Plan) -> String {
    if let Some(replicates) = &plan.design.replicates {
        let count = replicate_weights(dictionary, &replicates.prefix).len();
        return format!("{count} replicate weights `{}…`, scale {}", replicates.prefix, replicates.scale);
    }
    let (stratum, psu) = units(dictionary, plan);
    let strata = stratum.map_or("no strata".to_owned(), |name| format!("strata `{name}`"));
    let units =
        psu.map_or("each row a unit of its own".to_owned(), |name| format!("first-stage units `{name}`"));
    let population = match (&plan.design.population_units, &plan.design.population_fraction) {
        (Some(name), _) | (_, Some(name)) => format!("finite population correction by `{name}`"),
        _ => "with replacement".to_owned(),
    };
    format!("{strata}, {units}, {population}; errors by Taylor linearisation")
}
