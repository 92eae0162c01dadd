//! `parasocial-study`: survey data in, tables that hold out.
//!
//! Arguments and wiring only. Data goes to files, words to the terminal: what was done to stdout, what is wrong to stderr.

mod arguments;
mod beside;
mod bundles;
mod check;
mod convert;
mod dataset;
mod decrypt;
mod demo;
mod failure;
mod hubs;
mod keys;
mod new;
mod parquet;
mod population_file;
mod private;
mod published;
mod save;
mod synth;
mod tabulate;
mod types;
mod weigh;
mod withdraw;

use std::io::Write as _;
use std::process::ExitCode;

use clap::Parser as _;

use arguments::{Arguments, Command};
use failure::{Done, Failure};

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let done = match arguments.command {
        Command::New(new) => new::run(&new),
        Command::Import(convert) if bundles::are_meant(&convert.input.data) => bundles::import(&convert),
        Command::Check(check) if bundles::are_meant(&check.input.data) => bundles::check(&check),
        Command::Codebook(codebook) => new::codebook(&codebook),
        Command::Import(convert) => convert::run(&convert),
        Command::Check(check) => check::run(&check),
        Command::Weight(weigh) => weigh::run(&weigh),
        Command::Tables(tables) => tabulate::run(&tables),
        Command::Traced(traced) => beside::traced(&traced),
        Command::Change(change) => beside::change(&change),
        Command::Synth(synth) => synth::run(&synth),
        Command::Demo(demo) => demo::run(&demo),
        Command::Private(private) => private::run(&private),
        Command::Hubs(hubs) => hubs::run(&hubs),
        Command::PopulationFile(file) => population_file::run(&file),
        Command::Keys(keys) => keys::run(&keys),
        Command::Decrypt(decrypt) => decrypt::run(&decrypt),
        Command::Withdraw(withdraw) => withdraw::run(&withdraw),
    };
    report(done)
}

/// Says how it ended. A closed pipe is no failure: nobody is there to be told.
fn report(done: Result<Done, Failure>) -> ExitCode {
    let (mut out, mut errors) = (std::io::stdout(), std::io::stderr());
    match done {
        Ok(done) => {
            for line in &done.said {
                let _ = writeln!(out, "{line}");
            }
            for line in &done.warned {
                let _ = writeln!(errors, "warning: {line}");
            }
            ExitCode::from(done.code())
        }
        Err(failure) => {
            let _ = writeln!(errors, "error: {failure}");
            ExitCode::from(1)
        }
    }
}
