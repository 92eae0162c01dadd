//! `tables`: banner tables in every layout.

use std::path::{Path, PathBuf};

use engine::Limits;
use engine::store::File;
use microdata::{Dictionary, Faults};
use tables::plan::{Group, Plan};

use crate::arguments::Tables;
use crate::dataset::{codebook_of, text};
use crate::failure::{Done, Failure};
use crate::published::{self, Asked};
use crate::{parquet, save, types};

/// # Errors
/// When a file, the plan or the study cannot be read, or the plan asks for what is not there.
pub fn run(arguments: &Tables) -> Result<Done, Failure> {
    let mut done = Done::default();
    let book = book(arguments, &mut done)?;
    let folder = save::folder(&arguments.to)?;
    for (name, bytes) in layouts(&book)? {
        let path = folder.join(name);
        save::bytes(&path, &bytes, arguments.force)?;
        done.said.push(format!("wrote {}", path.display()));
    }
    Ok(done)
}

/// Everything that is laid out.
///
/// # Errors
/// As [`run`].
pub fn book(arguments: &Tables, done: &mut Done) -> Result<book::Book, Failure> {
    let plan = plan(arguments)?;
    let dictionary = dictionary(arguments, done)?;
    let mut limits = Limits::default();
    limits.threads = arguments.threads.unwrap_or(limits.threads).max(1);
    let mut book = tables::make(arguments.data.clone(), &dictionary, &plan, limits)
        .map_err(|error| Failure::new(error.to_string()))?;
    if let Some(path) = &arguments.study {
        let methods = book::Methods::parse(&text(path)?).map_err(|error| Failure::of(path, error))?;
        book.methods = Some(methods);
    }
    let asked = Asked { data: &arguments.data, dictionary: &dictionary, plan: &plan };
    if let Some(path) = &arguments.published {
        book.published = Some(published::section(path, &asked, book.methods.as_ref())?);
    }
    if arguments.types {
        book.planes.push(types::plane(&asked)?);
    }
    Ok(book)
}

fn plan(arguments: &Tables) -> Result<Plan, Failure> {
    let mut plan = match &arguments.plan {
        Some(path) => Plan::from_toml(&text(path)?).map_err(|error| Failure::of(path, error))?,
        None => Plan::default(),
    };
    let group = |variable: &String| Group {
        title: String::new(),
        variable: Some(variable.clone()),
        columns: Vec::new(),
        weight: None,
    };
    plan.banner.extend(arguments.by.iter().map(group));
    Ok(plan)
}

/// That of the first file, or the one that is given.
fn dictionary(arguments: &Tables, done: &mut Done) -> Result<Dictionary, Failure> {
    let first: &PathBuf = arguments.data.first().ok_or_else(|| Failure::new("no file was given"))?;
    if let Some(dictionary) = codebook_of(first, arguments.codebook.as_deref())? {
        return Ok(dictionary);
    }
    let file = File::open(first).map_err(|error| Failure::new(error.to_string()))?;
    let mut faults = Faults::default();
    let dictionary = parquet::dictionary_of(&file, &mut faults).map_err(|error| Failure::of(first, error))?;
    done.faults(&faults);
    Ok(dictionary)
}

/// Each file with its bytes.
pub fn layouts(book: &book::Book) -> Result<Vec<(&'static str, Vec<u8>)>, Failure> {
    let failed = |error: &dyn std::fmt::Display| Failure::of(Path::new("the tables"), error);
    let mut files = vec![
        ("tables.html", book::html::page(book).into_bytes()),
        ("tables.xlsx", book::excel::workbook(book).map_err(|error| failed(&error))?),
        ("tables.csv", book::csv::text(book).map_err(|error| failed(&error))?.into_bytes()),
        ("tables.json", book::json::text(book).map_err(|error| failed(&error))?.into_bytes()),
        ("tables.md", book::markdown::text(book).into_bytes()),
    ];
    if let Some(published) = &book.published {
        let text = book::csv::published(published).map_err(|error| failed(&error))?;
        files.push(("published.csv", text.into_bytes()));
    }
    if !book.comparisons.is_empty() {
        let text = book::csv::beside::text(book).map_err(|error| failed(&error))?;
        files.push(("beside.csv", text.into_bytes()));
    }
    Ok(files)
}
