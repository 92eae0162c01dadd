//! `parasocial check`: read, measure, report.

use std::path::Path;

use archive::io_reason;
use host::{OutputProblem, Progress};
use jiff::tz::TimeZone;
use person::{Checked, Options, Refused};
use report::Document;
use report::terminal::Screen;

use super::{Ended, Problem, inputs};
use crate::arguments::{Check, Common};
use crate::outcome::{Outcome, Speech};

/// Shows progress on a terminal.
pub struct OnTerminal(pub Progress);

impl person::Watch for OnTerminal {
    fn files(&mut self, done: usize, of: usize) {
        self.0.step("reading files", done, of);
    }
}

pub fn run(check: &Check, common: &Common, speech: &Speech) -> Ended {
    let json = check.json.as_deref();
    let json_file = json.filter(|path| *path != Path::new("-"));
    for path in std::iter::once(check.output.as_path()).chain(json_file) {
        host::check_free(path, check.force).map_err(|problem| taken(path, &problem))?;
    }
    let options = options(check)?;
    let kit = inputs::kit(common)?;
    let outputs: Vec<&Path> = std::iter::once(check.output.as_path()).chain(json_file).collect();
    let sandbox = inputs::shut(&check.inputs.paths, &outputs);
    let (archives, unopened) = inputs::archives(&check.inputs);
    let mut watch = OnTerminal(Progress::new(!common.quiet));
    let checked = person::check(&archives, unopened, &kit, &options, host::now(), &mut watch);
    watch.0.clear();
    tell(&checked, speech);
    let Some(document) = &checked.document else { return Ok(Outcome::Unusable) };
    write_html(document, &check.output, check.force)?;
    let printed = match json {
        Some(_) if json_file.is_none() => speech.print(&as_json(document)?),
        Some(path) => {
            write(path, as_json(document)?.as_bytes(), check.force)?;
            summary(document, speech)
        }
        None => summary(document, speech),
    };
    speech.say(format_args!(
        "\nthe report is `{}`: open it in a browser; it is as private as a diary",
        check.output.display()
    ));
    inputs::tell_sandbox(sandbox, speech);
    Ok(outcome(&checked, printed, check.inputs.strict))
}

fn outcome(checked: &Checked, printed: Outcome, strict: bool) -> Outcome {
    if !checked.refused.is_empty() {
        Outcome::Unusable
    } else if printed != Outcome::Done {
        printed
    } else if strict && checked.is_lossy() {
        Outcome::Skipped
    } else {
        Outcome::Done
    }
}

fn options(check: &Check) -> Result<Options, Problem> {
    let mut options = inputs::options(&check.inputs)?;
    if let Some(zone) = &check.zone {
        let known = TimeZone::get(zone).map_err(|_| {
            Problem::usage(format!(
                "no time zone is called `{zone}`\nhint: names look like Europe/Madrid or Asia/Jakarta"
            ))
        })?;
        options.zone = Some(known);
    }
    for region in &check.region {
        let code = region.to_ascii_uppercase();
        if code.len() != 2 || !code.bytes().all(|byte| byte.is_ascii_uppercase()) {
            return Err(Problem::usage(format!(
                "`{region}` is no country code\nhint: two letters, such as ES or ID"
            )));
        }
        options.regions.push(code);
    }
    if let Some(path) = &check.public_figures {
        let lines = host::lines(path).map_err(|error| {
            Problem::usage(format!("cannot read `{}`: {}", path.display(), io_reason(error.kind())))
        })?;
        options.public_figures =
            lines.iter().map(|line| line.trim_start_matches('@').to_lowercase()).collect();
    }
    Ok(options)
}

/// Says what could not be used or read.
pub fn tell(checked: &Checked, speech: &Speech) {
    tell_refused(&checked.refused, speech);
    checked.notes.iter().for_each(|note| speech.note(note));
}

pub fn tell_refused(refused: &[Refused], speech: &Speech) {
    refused.iter().for_each(|refused| speech.error(refused));
}

pub fn write_html(document: &Document, path: &Path, force: bool) -> Result<(), Problem> {
    write(path, report::html::render(document).as_bytes(), force)
}

pub fn write(path: &Path, bytes: &[u8], force: bool) -> Result<(), Problem> {
    host::write_new(path, bytes, force).map_err(|problem| taken(path, &problem))
}

fn taken(path: &Path, problem: &OutputProblem) -> Problem {
    let path = path.display();
    match problem {
        OutputProblem::Exists => Problem::usage(format!(
            "`{path}` is there already\nhint: give another name with `--output`, or `--force` to replace it"
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

pub fn summary(document: &Document, speech: &Speech) -> Outcome {
    speech.print(&report::terminal::render(document, Screen { width: 100, colour: speech.colour }))
}
