//! `check`: what is odd in a data set.

use formats::checks::{Checks, Report, Settings};

use crate::arguments::Check;
use crate::dataset::{Dataset, text};
use crate::failure::{Done, Failure};
use crate::save;

/// # Errors
/// When the data set or the settings cannot be read.
pub fn run(arguments: &Check) -> Result<Done, Failure> {
    let settings = match &arguments.settings {
        None => Settings::default(),
        Some(path) => {
            let text = text(path)?;
            toml::from_str(&text).map_err(|error| {
                let line = error
                    .span()
                    .map_or(0, |span| text[..span.start.min(text.len())].matches('\n').count() + 1);
                Failure::of(path, format!("line {line}: {}", error.message()))
            })?
        }
    };
    let dataset = Dataset::new(&arguments.input)?;
    let mut rows = dataset.open()?;
    let mut checks = Checks::new(rows.dictionary(), settings)?;
    while let Some(chunk) = rows.next()? {
        checks.update(&chunk);
    }
    let report = checks.finish();
    let mut done = Done { said: lines(&report), strict: arguments.input.strict, ..Done::default() };
    done.faults(rows.faults());
    if let Some(path) = &arguments.json {
        let json = serde_json::to_vec_pretty(&report)
            .map_err(|_| Failure::of(path, "the report cannot be written as JSON"))?;
        save::bytes(path, &json, arguments.force)?;
    }
    Ok(done)
}

/// The report for a terminal: a line for each thing, and for what is well too.
fn lines(report: &Report) -> Vec<String> {
    let mut lines = vec![format!("{} rows", report.rows)];
    for found in &report.codes {
        let what = "answers are outside of its codes or range";
        lines.push(format!("codes: in {} rows of `{}` {what}", found.rows, found.variable));
    }
    if report.codes.is_empty() {
        lines.push("codes: all answers are declared".into());
    }
    for found in &report.straight_lines.grids {
        let what = "drew a straight line";
        lines.push(format!("grid `{}`: {} of {} people {what}", found.grid, found.straight, found.answered));
    }
    match &report.speeders {
        None => lines.push("speeders: unknown, no variable says how long the interview took".into()),
        Some(found) => lines.push(format!(
            "speeders: {} of {} people have a `{}` below {:.2} (median {:.2})",
            found.speeders, found.rows, found.variable, found.below, found.median
        )),
    }
    lines.push(format!("duplicates: {} rows say the same as another", report.same_answers.rows));
    match &report.same_ids {
        None => lines.push("ids: unknown, no variable tells people apart".into()),
        Some(found) => lines.push(format!("ids: {} rows have an id that another has", found.rows)),
    }
    for found in report.quotas.iter().filter(|found| found.gap != 0) {
        let codes: Vec<String> = found.codes.iter().map(|(name, code)| format!("{name} = {code}")).collect();
        let (quota, cell) = (&found.quota, codes.join(", "));
        lines.push(format!("quota `{quota}`, {cell}: {} wanted, {} found", found.target, found.found));
    }
    lines
}
