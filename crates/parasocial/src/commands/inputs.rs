//! What several commands need: data files, archives, the options that say how to read them.

use std::path::{Path, PathBuf};

use archive::{Archive, Limits, io_reason};
use event::Timestamp;
use host::{InputProblem, Opened, Sandbox, Threads};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use person::{Kit, Options, Refused};

use super::Problem;
use crate::arguments::{Common, Inputs};
use crate::outcome::Speech;

/// The data files, with the person's own in their place.
pub fn data(common: &Common) -> Result<data::Data, Problem> {
    let Some(folder) = &common.data else { return Ok(data::Data::builtin()) };
    host::own_data(folder).map_err(|error| {
        Problem::usage(format!(
            "cannot read the data files in `{}`: {}",
            folder.display(),
            io_reason(error.kind())
        ))
    })
}

/// Everything that comes from data files.
pub fn kit(common: &Common) -> Result<Kit, Problem> {
    Kit::load(&data(common)?).map_err(|problem| {
        Problem::usage(format!(
            "the data files cannot be used\n  found: {problem}\nhint: `parasocial rules check` says more"
        ))
    })
}

/// Shuts what is not needed from now on: only the inputs can be read, only the folders of the outputs written to.
/// Arguments are understood and data files are read; no byte of an input has been looked at yet. Says what the kernel gave:
/// who has an export read is told.
pub fn shut(read: &[PathBuf], outputs: &[&Path], speech: &Speech) {
    let read: Vec<&Path> = read.iter().map(PathBuf::as_path).collect();
    let write: Vec<&Path> = outputs.iter().map(|output| host::folder_of(output)).collect();
    let sandbox = Sandbox::enter(&read, &write);
    speech.say(format_args!("sandbox: {sandbox}"));
}

/// The threads that read and measure.
pub struct OnThreads(Threads);

impl person::Workers for OnThreads {
    fn each<T: Send>(&self, pieces: usize, work: &(dyn Fn(usize) -> T + Sync), take: &mut dyn FnMut(T)) {
        self.0.each(pieces, work, take);
    }
}

/// As many threads as were asked for.
pub fn workers(common: &Common) -> OnThreads {
    OnThreads(Threads::new(common.threads))
}

/// Opens every path; those that cannot be opened are told apart.
pub fn opened(paths: &[PathBuf]) -> (Vec<Archive>, Vec<Refused>) {
    let (mut archives, mut refused) = (Vec::new(), Vec::new());
    for Opened { label, archive } in paths.iter().flat_map(|path| host::open(path, &Limits::default())) {
        match archive {
            Ok(archive) => archives.push(archive),
            Err(InputProblem::Io(kind)) => refused.push(Refused::unreadable(&label, kind)),
            Err(InputProblem::Archive(error)) => refused.push(Refused::unopened(&label, &error)),
        }
    }
    (archives, refused)
}

/// The options that all reading commands share.
pub fn options(inputs: &Inputs) -> Result<Options, Problem> {
    let from = inputs.from.map(start_of).transpose()?;
    let before =
        inputs.to.map(|day| day.tomorrow().map_err(|_| out_of_range()).and_then(start_of)).transpose()?;
    if from.zip(before).is_some_and(|(from, before)| from >= before) {
        return Err(Problem::usage("the period is empty: `--from` lies behind `--to`"));
    }
    Ok(Options { owner_names: inputs.owner.clone(), from, before, ..Options::default() })
}

fn start_of(day: Date) -> Result<Timestamp, Problem> {
    day.to_zoned_datetime(TimeZone::UTC).map(|time| time.timestamp()).map_err(|_| out_of_range())
}

fn out_of_range() -> Problem {
    Problem::usage("a date is out of range")
}
