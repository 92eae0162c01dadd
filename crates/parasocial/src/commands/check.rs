//! `parasocial check`: read, measure, report.

use std::path::Path;

use archive::io_reason;
use host::Progress;
use jiff::tz::TimeZone;
use person::{Asker, Checked, Comparison, Journey, Options, Refused};
use reference::Reference;

use super::ask::Questions;
use super::deliver::{Destination, is_standard_output};
use super::donate::Gift;
use super::{Ended, Problem, inputs};
use crate::arguments::{Check, Common};
use crate::outcome::{Outcome, Speech};

/// Shows progress on a terminal.
pub struct OnTerminal(pub Progress);

impl person::Watch for OnTerminal {
    fn files(&mut self, done: usize, of: usize) {
        self.0.step("reading files", done, of);
    }

    fn read(&mut self) {
        self.0.clear();
    }
}

pub fn run(check: &Check, common: &Common, speech: &Speech) -> Ended {
    let destination = Destination { output: &check.output, json: check.json.as_deref(), force: check.force };
    destination.check_free()?;
    if check.donate.bundle.is_some() && check.json.as_deref().is_some_and(is_standard_output) {
        return Err(Problem::usage(
            "`--json -` prints the report where `--bundle` shows the rows that would be given\nhint: give `--json` the name of a file",
        ));
    }
    let gift = Gift::new(&check.donate, check.force)?;
    let questions = Questions::new(&check.asking, common, check.force)?;
    let options = options(check)?;
    let kit = inputs::kit(common)?;
    let mut outputs = destination.files();
    outputs.extend(gift.as_ref().map(|gift| gift.file.as_path()));
    outputs.extend(questions.as_ref().and_then(Questions::file));
    inputs::shut(&check.inputs.paths, &outputs, speech);
    let (archives, unopened) = inputs::opened(&check.inputs.paths);
    let mut watch = OnTerminal(Progress::new(!common.quiet));
    let mut journey = Journey::new(&kit, &options, host::now(), inputs::workers(common));
    journey.asker = questions.as_ref().map(|questions| questions as &dyn Asker);
    let checked = match &gift {
        None => journey.check(&archives, unopened, &mut watch).map(|document| (document, None)),
        Some(gift) => {
            let both = journey.donate(&archives, unopened, &mut watch, gift.about.clone());
            both.map(|(document, bundle)| (document, Some(bundle)))
        }
    };
    watch.0.clear();
    // Somebody took their time to answer: if the answers cannot be kept, there is the report at least.
    let kept = questions.as_ref().map_or(Ok(()), |questions| questions.keep(speech));
    tell(&checked, speech);
    let Some((document, bundle)) = &checked.document else { return Ok(Outcome::Unusable) };
    let mut printed = destination.deliver(document, speech)?;
    kept?;
    if let (Some(gift), Some(bundle), Outcome::Done) = (&gift, bundle, printed) {
        printed = gift.offer(bundle.clone(), speech)?;
    }
    Ok(outcome(&checked, printed, check.inputs.strict))
}

fn outcome<T>(checked: &Checked<T>, printed: Outcome, strict: bool) -> Outcome {
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
    options.compare =
        check.compare.as_deref().map(|path| comparison(path, check.group.as_deref())).transpose()?;
    Ok(options)
}

/// The population to compare with. Read before the sandbox goes up.
fn comparison(path: &Path, group: Option<&str>) -> Result<Comparison, Problem> {
    let text = host::text(path).map_err(|error| {
        Problem::usage(format!("cannot read `{}`: {}", path.display(), io_reason(error.kind())))
    })?;
    let reference = Reference::read(text.as_bytes()).map_err(|problem| {
        Problem::usage(format!(
            "`{}` is no reference population: {problem}\nhint: a study makes one by `parasocial-study population-file`",
            path.display()
        ))
    })?;
    Comparison::new(reference, group).map_err(|labels| {
        Problem::usage(format!(
            "`{}` has no group `{}`\nhint: it has {}",
            path.display(),
            group.unwrap_or("all"),
            labels.iter().map(|label| format!("`{label}`")).collect::<Vec<_>>().join(", ")
        ))
    })
}

/// Says what could not be used or read.
pub fn tell<T>(checked: &Checked<T>, speech: &Speech) {
    tell_refused(&checked.refused, speech);
    checked.notes.iter().for_each(|note| speech.note(note));
}

pub fn tell_refused(refused: &[Refused], speech: &Speech) {
    refused.iter().for_each(|refused| speech.error(refused));
}
