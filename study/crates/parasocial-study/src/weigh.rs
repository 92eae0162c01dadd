//! `weight`: a sample raked to targets.

use weighting::{Appended, Sample, Targets, weigh};

use crate::arguments::Weigh;
use crate::dataset::{Dataset, Opened, text};
use crate::failure::{Done, Failure};
use crate::save;

/// # Errors
/// When the data set or the targets cannot be read, or the raking does not settle.
pub fn run(arguments: &Weigh) -> Result<Done, Failure> {
    save::check_free(&arguments.to, arguments.force)?;
    let targets = Targets::from_toml(&text(&arguments.targets)?)
        .map_err(|error| Failure::of(&arguments.targets, error))?;
    let dataset = Dataset::new(&arguments.input)?;
    let sample = Sample::gather(dataset.open()?.as_mut(), &targets)?;
    let weighted = weigh(&sample, &targets)?;
    let mut open = || -> Result<Box<dyn microdata::Rows>, Failure> {
        Ok(Box::new(Appended::new(Opened(dataset.open()?), &weighted)?))
    };
    let (lost, faults) = save::rows(&mut open, &arguments.to, arguments.force)?;
    let mut done = Done { strict: arguments.input.strict, ..Done::default() };
    done.faults(&faults);
    done.warned.extend(lost);
    let report = &weighted.report;
    if let Some(path) = &arguments.report {
        let is_json = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json"));
        let written = match is_json {
            true => serde_json::to_string_pretty(report)
                .map_err(|_| Failure::of(path, "the report cannot be written as JSON"))?,
            false => report.markdown(),
        };
        save::bytes(path, written.as_bytes(), arguments.force)?;
    }
    done.said.push(format!(
        "{} rows, effective base {:.0}, design effect of weighting {:.2}",
        report.rows, report.effective, report.design_effect
    ));
    for part in report.parts.iter().filter(|part| !part.label.is_empty()) {
        done.said.push(format!(
            "  {}: {} rows, effective base {:.0}, {} rounds, weights {:.2} to {:.2} of their mean",
            part.label,
            part.rows,
            part.effective,
            part.steps.len(),
            part.least,
            part.most
        ));
    }
    done.said.push(format!("wrote {}", arguments.to.display()));
    Ok(done)
}
