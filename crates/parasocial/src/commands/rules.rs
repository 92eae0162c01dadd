//! `parasocial rules check`: every example of every rule, as the loader runs them.

use lexicon::Lexicon;

use super::{Ended, Problem, inputs};
use crate::arguments::Common;
use crate::outcome::Speech;

pub fn check(common: &Common, speech: &Speech) -> Ended {
    let data = inputs::data(common)?;
    match Lexicon::check(&data) {
        Ok(lexicon) => {
            let checked = lexicon.checked();
            Ok(speech.print(&format!(
                "{} rules, {} patterns, {} examples run: all as they say\n",
                checked.rules, checked.patterns, checked.examples_run
            )))
        }
        Err(problems) => {
            Err(Problem::unusable(format!("rules do not do what their examples say\n{problems}")))
        }
    }
}
