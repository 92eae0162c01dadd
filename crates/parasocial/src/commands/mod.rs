//! One file for each command: what was typed, what that means, how it ends.

mod ask;
mod check;
mod deliver;
mod demo;
mod diff;
mod events;
mod inputs;
mod rules;
mod shape;
mod sources;
mod synth;
mod what;

use std::io::Write;

use clap::CommandFactory;

use crate::arguments::{Arguments, Command, Rules};
use crate::outcome::{Outcome, Speech};

/// Runs what was asked for.
pub fn run(arguments: &Arguments, speech: &Speech) -> Outcome {
    let common = &arguments.common;
    let done = match &arguments.command {
        Command::Check(check) => check::run(check, common, speech),
        Command::Diff(diff) => diff::run(diff, common, speech),
        Command::Events(events) => events::run(events, common, speech),
        Command::Sources => sources::run(speech),
        Command::Rules(Rules::Check) => rules::check(common, speech),
        Command::Synth(synth) => synth::run(synth, speech),
        Command::Demo(demo) => demo::run(demo, common, speech),
        Command::Shape(shape) => shape::run(shape, speech),
        Command::What(what) => what::run(what, speech),
        Command::Completions { shell } => Ok(completions(*shell, speech)),
        Command::Man => Ok(manual(speech)),
    };
    done.unwrap_or_else(|problem| problem.tell(speech))
}

/// Why a command ends early.
pub struct Problem {
    pub outcome: Outcome,
    pub what: String,
}

impl Problem {
    /// The command line asks for something that cannot be.
    pub fn usage(what: impl Into<String>) -> Self {
        Self { outcome: Outcome::Usage, what: what.into() }
    }

    /// Something that is needed cannot be used.
    pub fn unusable(what: impl Into<String>) -> Self {
        Self { outcome: Outcome::Unusable, what: what.into() }
    }

    fn tell(self, speech: &Speech) -> Outcome {
        speech.error(self.what);
        self.outcome
    }
}

/// What a command comes to.
pub type Ended = Result<Outcome, Problem>;

fn completions(shell: clap_complete::Shell, speech: &Speech) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "parasocial", &mut script);
    speech.print(&String::from_utf8_lossy(&script))
}

fn manual(speech: &Speech) -> Outcome {
    let mut pages = Vec::new();
    let mut all = Arguments::command();
    all.build();
    for command in
        std::iter::once(&all).chain(all.get_subcommands().filter(|command| command.get_name() != "help"))
    {
        // Writing to memory does not fail.
        let _ = clap_mangen::Man::new(command.clone()).render(&mut pages);
        let _ = pages.write_all(b"\n");
    }
    speech.print(&String::from_utf8_lossy(&pages))
}
