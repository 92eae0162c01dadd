//! `population-file`: shares and quantiles by age and country, for a person to compare themselves with.

use std::slice;

use ::population::Roles;
use book::Methods;
use engine::Limits;
use publishing::{WithTraces, population};
use tables::plan::{Letters, Plan};

use crate::arguments::{Input, PopulationFile};
use crate::dataset::{Dataset, text};
use crate::failure::{Done, Failure};
use crate::published::Asked;
use crate::save;

/// # Errors
/// When a file cannot be read, nothing that is asked is there, or what is to be written is there already.
pub fn run(arguments: &PopulationFile) -> Result<Done, Failure> {
    save::check_free(&arguments.to, arguments.force)?;
    let own = match &arguments.plan {
        Some(path) => Plan::from_toml(&text(path)?).map_err(|error| Failure::of(path, error))?,
        None => Plan::default(),
    };
    if let (Some(path), false) = (&arguments.plan, own.filter.is_empty()) {
        let what = "its `where` would make shares those of a part of the people, and quantiles those of everybody\nhint: leave `where` out of this plan";
        return Err(Failure::of(path, what));
    }
    let methods = match &arguments.study {
        Some(path) => Some(Methods::parse(&text(path)?).map_err(|error| Failure::of(path, error))?),
        None => None,
    };
    let dataset = Dataset::new(&arguments.input)?;
    let mut rows = dataset.open()?;
    let dictionary = rows.dictionary().clone();
    let groups = population::groups(&dictionary, methods.as_ref());
    let failed = |error: publishing::PublishingError| Failure::new(error.to_string());
    let asked = population::plan(&dictionary, &groups).map_err(failed)?;
    let asked = Plan::from_toml(&asked).map_err(|error| Failure::new(error.to_string()))?;
    let mut plan = Plan { banner: asked.banner, tables: asked.tables, ..own };
    plan.conventions.letters = Letters::None;
    let book = tables::make(vec![arguments.input.data.clone()], &dictionary, &plan, Limits::default())
        .map_err(|error| Failure::new(error.to_string()))?;
    let answers =
        Asked { data: slice::from_ref(&arguments.input.data), dictionary: &dictionary, plan: &plan };
    let Roles { weight, stratum, psu, country: _ } = answers.roles();
    let traces = population::Traces { weight, stratum, psu };
    if let Some(path) = &arguments.traces {
        let mut found = Dataset::new(&Input::of(path))?.open()?;
        rows = Box::new(WithTraces::new(rows, found.as_mut()).map_err(failed)?);
    }
    let made =
        population::reference(&book, &groups, methods.as_ref(), rows.as_mut(), &traces).map_err(failed)?;
    let json = made.to_json().map_err(|_| Failure::of(&arguments.to, "it cannot be written as JSON"))?;
    // What we write has to be what the other side reads.
    reference::Reference::read(json.as_bytes()).map_err(|error| Failure::of(&arguments.to, error))?;
    save::bytes(&arguments.to, json.as_bytes(), arguments.force)?;
    let mut done = Done { strict: arguments.input.strict, ..Done::default() };
    done.faults(rows.faults());
    let measures: usize = made.groups.iter().map(|group| group.measures.len()).sum();
    done.said.push(format!(
        "{} groups of {} asked for, {measures} measures in them",
        made.groups.len(),
        groups.len()
    ));
    done.said.push(format!("wrote {}", arguments.to.display()));
    Ok(done)
}
