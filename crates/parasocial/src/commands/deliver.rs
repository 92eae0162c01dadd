//! Where a report goes: one HTML file, a JSON file or standard output, and a screen.

use std::path::Path;

use archive::io_reason;
use host::OutputProblem;
use report::Document;
use report::terminal::Screen;

use super::Problem;
use crate::outcome::{Outcome, Speech};

/// What was asked for.
pub struct Destination<'a> {
    pub output: &'a Path,
    /// `-` is standard output.
    pub json: Option<&'a Path>,
    pub force: bool,
}

impl Destination<'_> {
    fn json_file(&self) -> Option<&Path> {
        self.json.filter(|path| !is_standard_output(path))
    }

    /// The files that will be written.
    pub fn files(&self) -> Vec<&Path> {
        std::iter::once(self.output).chain(self.json_file()).collect()
    }

    /// Whether they can be, before anything is read.
    pub fn check_free(&self) -> Result<(), Problem> {
        check_free(self.output, self.force, OUTPUT)?;
        self.json_file().map_or(Ok(()), |path| check_free(path, self.force, JSON))
    }

    /// Writes the files, prints the screen, says where the report is.
    pub fn deliver(&self, document: &Document, speech: &Speech) -> Result<Outcome, Problem> {
        write(self.output, report::html::render(document).as_bytes(), self.force, OUTPUT)?;
        if let Some(path) = self.json_file() {
            write(path, as_json(document)?.as_bytes(), self.force, JSON)?;
        }
        let printed = match self.json {
            Some(_) if self.json_file().is_none() => speech.print(&as_json(document)?),
            _ => summary(document, speech),
        };
        speech.say(format_args!(
            "\nthe report is `{}`: open it in a browser; it is as private as a diary",
            self.output.display()
        ));
        Ok(printed)
    }
}

/// The options that name the files of a report.
pub const OUTPUT: &str = "--output";
const JSON: &str = "--json";

/// Whether a path that was given means standard output.
pub fn is_standard_output(path: &Path) -> bool {
    path == Path::new("-")
}

/// Whether a file can be written, which `option` names.
pub fn check_free(path: &Path, force: bool, option: &str) -> Result<(), Problem> {
    host::check_free(path, force).map_err(|problem| taken(path, &problem, option))
}

/// Writes one file, whole or not at all. `option` is the one that names it.
pub fn write(path: &Path, bytes: &[u8], force: bool, option: &str) -> Result<(), Problem> {
    host::write_new(path, bytes, force).map_err(|problem| taken(path, &problem, option))
}

/// One screen.
pub fn summary(document: &Document, speech: &Speech) -> Outcome {
    speech.print(&report::terminal::render(document, Screen { width: 100, colour: speech.colour }))
}

fn taken(path: &Path, problem: &OutputProblem, option: &str) -> Problem {
    let path = path.display();
    match problem {
        OutputProblem::Exists => Problem::usage(format!(
            "`{path}` is there already\nhint: give another name with `{option}`, or `--force` to replace it"
        )),
        OutputProblem::Io(kind) => Problem::unusable(format!("cannot write `{path}`: {}", io_reason(*kind))),
    }
}

fn as_json(document: &Document) -> Result<String, Problem> {
    report::json::render(document).map_err(|_| Problem {
        outcome: Outcome::Bug,
        what: "the report has no JSON form: a bug of ours".into(),
    })
}
