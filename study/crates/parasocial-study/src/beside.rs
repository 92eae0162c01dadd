//! `traced` and `change`: figures that stand beside each other, in every layout.

use std::path::{Path, PathBuf};

use book::Book;
use book::beside::Comparison;
use traced::{About, Settings};

use crate::arguments::{Change, Input, Traced};
use crate::dataset::{Dataset, Opened, text};
use crate::failure::{Done, Failure};
use crate::save;

/// # Errors
/// When a file, the plan or the study cannot be read, or answers and traces have nobody in common.
pub fn traced(arguments: &Traced) -> Result<Done, Failure> {
    let mut done = Done { strict: arguments.input.strict, ..Done::default() };
    let settings = settings(arguments.plan.as_deref(), &mut done)?;
    let (chapter, about) = chapter(&arguments.input, &arguments.traces, &settings, &mut done)?;
    let book = traced::alone(chapter, about, &settings);
    finish(book, "traced", arguments.study.as_deref(), &arguments.to, arguments.force, done)
}

/// The chapter alone, for a report that holds more.
///
/// # Errors
/// As [`traced()`].
pub fn of_donors(
    answers: &Input,
    traces: &Path,
    plan: Option<&Path>,
    done: &mut Done,
) -> Result<Comparison, Failure> {
    let settings = settings(plan, done)?;
    Ok(chapter(answers, traces, &settings, done)?.0)
}

fn chapter(
    answers: &Input,
    traces: &Path,
    settings: &Settings,
    done: &mut Done,
) -> Result<(Comparison, About), Failure> {
    let mut answers = Opened(Dataset::new(answers)?.open()?);
    let mut traces = Opened(Dataset::new(&Input::of(traces))?.open()?);
    let joined = traced::join(&mut answers, &mut traces, settings).map_err(failed)?;
    for rows in [&answers, &traces] {
        done.faults(microdata::Rows::faults(rows));
    }
    let found = joined.matching;
    done.said.push(format!(
        "{} answers, {} traces, {} of them joined",
        joined.answers.rows, found.traces, found.joined
    ));
    for (count, what) in [
        (found.without_answer, "traces belong to nobody who answered and were left out"),
        (found.without_consent, "traces belong to people who say that they did not donate and were left out"),
    ] {
        if count > 0 {
            done.warned.push(format!("{count} {what}"));
        }
    }
    let chapter = traced::asked_beside_traced(&joined, settings).map_err(failed)?;
    Ok((chapter, About::of(&joined)))
}

/// # Errors
/// When a wave, the plan or the study cannot be read, or the waves have no question in common.
pub fn change(arguments: &Change) -> Result<Done, Failure> {
    let mut done = Done { strict: arguments.strict, ..Done::default() };
    let settings = settings(arguments.plan.as_deref(), &mut done)?;
    let open = |data: &PathBuf| {
        let (mapping, codebook) = (arguments.mapping.clone(), arguments.codebook.clone());
        let input = Input { data: data.clone(), mapping, codebook, questionnaire: None, strict: false };
        Ok::<_, Failure>(Opened(Dataset::new(&input)?.open()?))
    };
    let (mut first, mut second) = (open(&arguments.first)?, open(&arguments.second)?);
    let found = traced::change::change(&mut first, &mut second, &settings).map_err(failed)?;
    for rows in [&first, &second] {
        done.faults(microdata::Rows::faults(rows));
    }
    done.warned.extend(found.left_out.iter().cloned());
    done.said.extend(found.chapter.lead.first().cloned());
    let about = About {
        title: None,
        synthetic: found.synthetic,
        weight: found.weight,
        described: found.described,
        notes: Vec::new(),
    };
    let book = traced::alone(found.chapter, about, &settings);
    finish(book, "change", arguments.study.as_deref(), &arguments.to, arguments.force, done)
}

fn settings(plan: Option<&Path>, done: &mut Done) -> Result<Settings, Failure> {
    let Some(path) = plan else { return Ok(Settings::default()) };
    let settings = Settings::from_toml(&text(path)?).map_err(|error| Failure::of(path, error))?;
    if settings.design.has_more() {
        done.warned.push(
            "populations and replicate weights of the plan are not used here: errors are by linearisation, with replacement".into(),
        );
    }
    Ok(settings)
}

fn failed(error: traced::TracedError) -> Failure {
    Failure::new(error.to_string())
}

/// Writes the book in every layout.
fn finish(
    mut book: Book,
    name: &str,
    study: Option<&Path>,
    to: &Path,
    force: bool,
    mut done: Done,
) -> Result<Done, Failure> {
    if let Some(path) = study {
        let methods = book::Methods::parse(&text(path)?).map_err(|error| Failure::of(path, error))?;
        book.conventions.opt_in |= methods.sample == Some(book::methods::Sample::OptIn);
        book.title = methods.title.clone().unwrap_or(book.title);
        book.methods = Some(methods);
    }
    let failed = |error: &dyn std::fmt::Display| Failure::of(Path::new("the figures"), error);
    let layouts = [
        ("html", book::html::page(&book).into_bytes()),
        ("xlsx", book::excel::workbook(&book).map_err(|error| failed(&error))?),
        ("csv", book::csv::beside::text(&book).map_err(|error| failed(&error))?.into_bytes()),
        ("json", book::json::text(&book).map_err(|error| failed(&error))?.into_bytes()),
        ("md", book::markdown::text(&book).into_bytes()),
    ];
    let folder = save::folder(to)?;
    for (ending, _) in &layouts {
        save::check_free(&folder.join(format!("{name}.{ending}")), force)?;
    }
    for (ending, bytes) in layouts {
        let path = folder.join(format!("{name}.{ending}"));
        save::bytes(&path, &bytes, force)?;
        done.said.push(format!("wrote {}", path.display()));
    }
    Ok(done)
}

#[cfg(test)]
mod tests {
    use tables::plan::{Asked, Column, Condition, Conventions, Design, Group, Net, Plan};

    use super::*;

    /// Every field of a plan of tables, each with something in it.
    const FULL: &str = r#"
title = "A study"
weight = "w"
where = [{ variable = "country", codes = ["DE"] }]
[design]
stratum = "stratum"
psu = "psu"
population_units = "units"
population_fraction = "fraction"
single = "adjust"
replicates = { prefix = "w_", scale = 1.0, rscales = [1.0], around_estimate = true, df = 20.0 }
[conventions]
level = 0.9
interval = "logit"
letters = "pooled_z"
correction = "fdr"
strict = 0.01
loose = 0.05
least_base = 20
small_base = 50
least_people = 5
complementary = false
opt_in = true
[donating]
explain = ["age_group"]
[[banner]]
title = "Age"
variable = "age_group"
weight = "w_age"
columns = [{ label = "young", where = [{ variable = "age_group", codes = ["18-34"] }] }]
[[table]]
variable = "trust"
set = "contact"
none = "contact_none"
title = "Trust"
base = "all"
mean = true
top = 2
bottom = 2
map = 3
nets = [{ label = "Any", codes = [3, 4] }]
"#;

    /// One file may hold the plan of both: whatever `tables` takes, `traced` takes too.
    #[test]
    fn every_plan_of_tables_is_one_for_traced() {
        let plan = Plan::from_toml(FULL).unwrap();
        // A field that is added to a plan has to be added above: without `..`, this does not compile until it is named here.
        let Plan { title, weight, design, conventions, filter, banner, tables, donating } = plan;
        assert!(title.is_some() && weight.is_some() && donating.is_some());
        let Design { stratum, psu, population_units, population_fraction, single: _, replicates } = design;
        let named = [stratum, psu, population_units, population_fraction];
        assert!(named.iter().all(Option::is_some) && replicates.is_some());
        let Conventions {
            level: _,
            interval: _,
            letters: _,
            correction: _,
            strict: _,
            loose: _,
            least_base: _,
            small_base: _,
            least_people: _,
            complementary: _,
            opt_in: _,
        } = conventions;
        let (
            [Condition { variable: _, codes: _ }],
            [Group { title: _, variable: Some(_), columns, weight: Some(_) }],
            [Asked { variable, set, none, title, base, nets, mean: true, top: 2, bottom: 2, map: Some(_) }],
        ) = (&filter[..], &banner[..], &tables[..])
        else {
            panic!("a table, a group and a condition")
        };
        assert!([variable, set, none, title, base].iter().all(|name| name.is_some()));
        let ([Column { label: _, conditions: _ }], [Net { label: _, codes: _ }]) = (&columns[..], &nets[..])
        else {
            panic!("a column and a net")
        };
        assert!(Settings::from_toml(FULL).unwrap().design.has_more());
    }

    #[test]
    fn every_example_of_a_plan_is_one_for_traced() {
        let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
        let mut read = 0;
        for folder in std::fs::read_dir(examples).unwrap() {
            let Ok(plan) = std::fs::read_to_string(folder.unwrap().path().join("tables.toml")) else {
                continue;
            };
            Plan::from_toml(&plan).unwrap();
            Settings::from_toml(&plan).unwrap();
            read += 1;
        }
        assert!(read >= 2, "{read} plans");
    }
}
