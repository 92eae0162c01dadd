//! `import`: one format into another.

use crate::arguments::Convert;
use crate::dataset::Dataset;
use crate::failure::{Done, Failure};
use crate::save;

/// # Errors
/// When the data set cannot be read or the new one not be written.
pub fn run(arguments: &Convert) -> Result<Done, Failure> {
    save::check_free(&arguments.to, arguments.force)?;
    let dataset = Dataset::new(&arguments.input)?;
    let (lost, faults) = save::rows(&mut || dataset.open(), &arguments.to, arguments.force)?;
    let mut done = Done { strict: arguments.input.strict, ..Done::default() };
    done.faults(&faults);
    done.warned.extend(lost);
    done.said.push(format!("wrote {}", arguments.to.display()));
    Ok(done)
}
