//! `synth`: a synthetic study as a folder.

use std::path::Path;

use data::Data;
use microdata::Rows;
use population::{Assumptions, Figure, Study, files};

use crate::arguments::Synth;
use crate::failure::{Done, Failure};
use crate::save;

/// The files of the folder.
pub const ANSWERS: &str = "answers.parquet";
/// What donors' data shows.
pub const TRACES: &str = "traces.parquet";
pub const STUDY: &str = "study.toml";
pub const TARGETS: &str = "targets.toml";
pub const PLAN: &str = "tables.toml";
pub const PUBLISHED: &str = "published.csv";
pub const ASSUMPTIONS: &str = "assumptions.md";
pub const QUESTIONNAIRE: &str = folder::names::QUESTIONNAIRE;

/// # Errors
/// When figures cannot be fitted with so few people, or a file cannot be written.
pub fn run(arguments: &Synth) -> Result<Done, Failure> {
    let assumed = assumptions(arguments)?;
    let study = Study::make(assumed, Figure::builtin()?)?;
    let folder = save::folder(&arguments.to)?;
    let mut done = Done::default();
    done.said.push(format!(
        "{} invented people in {} countries, {} of whom donate data",
        study.people.len(),
        study.assumed.countries.len(),
        study.donors.len()
    ));
    answers(&study, &folder, arguments.force)?;
    for (name, text) in texts(&study)? {
        save::bytes(&folder.join(name), text.as_bytes(), arguments.force)?;
    }
    for name in [ANSWERS, TRACES, STUDY, QUESTIONNAIRE, TARGETS, PLAN, PUBLISHED, ASSUMPTIONS] {
        done.said.push(format!("wrote {}", folder.join(name).display()));
    }
    Ok(done)
}

fn assumptions(arguments: &Synth) -> Result<Assumptions, Failure> {
    let mut assumed = Assumptions::builtin()?;
    if let Some(seed) = arguments.seed {
        assumed.seed = seed;
    }
    Ok(match arguments.people {
        Some(people) => assumed.scaled(people),
        None => assumed,
    })
}

/// Answers and traces, as their columns.
fn answers(study: &Study, folder: &Path, force: bool) -> Result<(), Failure> {
    save::rows(&mut || Ok(Box::new(study.rows()?) as Box<dyn Rows>), &folder.join(ANSWERS), force)?;
    save::rows(&mut || Ok(Box::new(study.traces()?) as Box<dyn Rows>), &folder.join(TRACES), force)?;
    Ok(())
}

fn texts(study: &Study) -> Result<[(&'static str, String); 6], Failure> {
    Ok([
        (STUDY, files::study(&study.assumed)),
        (QUESTIONNAIRE, standard()?),
        (TARGETS, files::targets(&study.assumed)),
        (PLAN, files::plan(&study.assumed)),
        (PUBLISHED, files::published()?),
        (ASSUMPTIONS, files::assumptions(study)),
    ])
}

/// The questionnaire that the invented people would have been asked, as it comes with the program.
fn standard() -> Result<String, Failure> {
    let data = Data::builtin();
    let text =
        data.get(questionnaire::STANDARD).map(<[u8]>::to_vec).and_then(|bytes| String::from_utf8(bytes).ok());
    text.ok_or_else(|| Failure::new("the questionnaire that comes with the program is damaged"))
}
