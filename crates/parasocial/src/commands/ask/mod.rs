//! `parasocial check --ask`: the questionnaire for one person, answered before anything of the report is shown.
//!
//! Questions go to standard output, like the report, and only to a terminal: neither names nor answers are ever part of a message.

mod file;
mod phrases;
mod talk;
mod wrap;

use std::cell::RefCell;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use person::{ANSWERED_ON, AccountShown, Asker, LEFT_OUT};
use questionnaire::{Interview, Questionnaire};
use serde_json::{Map, Value as Json};

use super::deliver::{check_free, write};
use super::{Problem, inputs};
use crate::arguments::{Asking, Common};
use crate::outcome::Speech;

/// The option that names the file for the answers.
const SAVE_ANSWERS: &str = "--save-answers";

/// The key under which a saved file says which accounts its answers are about.
const ABOUT: &str = "accounts_about";

/// Who asks, and where the answers come from.
pub struct Questions {
    questionnaire: Questionnaire,
    language: String,
    /// Answers from a file, in place of asking.
    given: Option<Map<String, Json>>,
    save_to: Option<PathBuf>,
    force: bool,
    answered: RefCell<Option<Answered>>,
}

/// What was answered, with what has to be said about it.
struct Answered {
    result: Map<String, Json>,
    remarks: Vec<String>,
}

impl Questions {
    /// Understands the options; nothing if nobody wants to be asked. The file of answers is read here, before the sandbox
    /// goes up.
    pub fn new(asking: &Asking, common: &Common, force: bool) -> Result<Option<Self>, Problem> {
        if !asking.ask {
            return Ok(None);
        }
        let data = inputs::data(common)?;
        let questionnaire = questionnaire::standard_of(&data).map_err(|problem| {
            Problem::usage(format!(
                "the questionnaire among the data files cannot be used\n  found: {problem}"
            ))
        })?;
        if let Some(path) = &asking.save_answers {
            check_free(path, force, SAVE_ANSWERS)?;
        }
        let given = asking.answers.as_deref().map(|path| file::read(path, &questionnaire)).transpose()?;
        if given.is_none() && !(io::stdin().is_terminal() && io::stdout().is_terminal()) {
            return Err(Problem::usage(
                "`--ask` puts its questions at a terminal, and there is none\nhint: run it without pipes and without `>`, or give the answers with `--answers FILE`",
            ));
        }
        Ok(Some(Self {
            questionnaire,
            language: language(asking),
            given,
            save_to: asking.save_answers.clone(),
            force,
            answered: RefCell::new(None),
        }))
    }

    /// The file that will be written, if any.
    pub fn file(&self) -> Option<&Path> {
        self.save_to.as_deref()
    }

    /// Writes the answers, if that was asked for, and says what has to be said about them.
    pub fn keep(&self, speech: &Speech) -> Result<(), Problem> {
        let Some(Answered { result, remarks }) = self.answered.take() else { return Ok(()) };
        remarks.iter().for_each(|remark| speech.say(remark));
        let Some(path) = &self.save_to else { return Ok(()) };
        if !result.keys().any(|name| !["accounts", ABOUT, ANSWERED_ON].contains(&name.as_str())) {
            speech.say(format_args!("nothing was answered, so `{}` was not written", path.display()));
            return Ok(());
        }
        write(path, pretty(&result).as_bytes(), self.force, SAVE_ANSWERS)?;
        speech.say(format_args!("your answers are in `{}`: it is as private as the report", path.display()));
        Ok(())
    }
}

impl Asker for Questions {
    fn questionnaire(&self) -> &Questionnaire {
        &self.questionnaire
    }

    fn ask(&self, accounts: &[AccountShown]) -> Map<String, Json> {
        let on = phrases::of(&self.language).on;
        let named: Vec<String> =
            accounts.iter().map(|account| format!("{} {on} {}", account.name, account.platform)).collect();
        // Names that do not depend on the language.
        let plain: Vec<String> =
            accounts.iter().map(|account| format!("{}\n{}", account.platform, account.name)).collect();
        let mut remarks = Vec::new();
        let result = match &self.given {
            Some(given) => {
                let replayed = file::for_accounts(&self.questionnaire, &plain, given);
                remarks.extend(told(&replayed));
                replayed.result
            }
            None => {
                let (mut input, mut output) = (io::stdin().lock(), io::stdout().lock());
                let mut said =
                    talk::talk(&self.questionnaire, &self.language, &named, (&mut input, &mut output));
                said.insert(ANSWERED_ON.into(), Json::from(report::build::date(host::now())));
                said
            }
        };
        let mut kept = result.clone();
        kept.insert(ABOUT.into(), Json::from(about(&plain)));
        self.answered.replace(Some(Answered { result: kept, remarks }));
        result
    }
}

/// What of a file was not used.
fn told(replayed: &file::Replayed) -> Vec<String> {
    let mut remarks = Vec::new();
    if replayed.other_accounts {
        remarks.push(
            "the file does not say that its answers about accounts are about the closest ones of these exports, so those are left out".into(),
        );
    }
    if replayed.unused > 0 {
        remarks.push(match replayed.unused {
            1 => "1 of the answers belongs to no question that is asked here, and is left out".into(),
            more => {
                format!("{more} of the answers belong to no question that is asked here, and are left out")
            }
        });
    }
    remarks
}

/// An interview of one person, about accounts of these names.
fn begin<'q>(questionnaire: &'q Questionnaire, language: &str, accounts: &[String]) -> Interview<'q> {
    let mut interview = Interview::new(questionnaire, language).with("accounts", accounts.len());
    for page in LEFT_OUT {
        interview = interview.without(page);
    }
    for (number, name) in (1..).zip(accounts) {
        interview = interview.with_words(&format!("account_{number}"), name);
    }
    interview
}

/// A number of the names of accounts (64-bit FNV-1a), by which a saved file is known to be about them. Not a secret: the file is as
/// private as the report.
fn about(accounts: &[String]) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in accounts.iter().flat_map(|name| name.bytes().chain([0])) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    format!("{hash:016x}")
}

fn pretty(result: &Map<String, Json>) -> String {
    // A map of plain values always has a JSON form.
    serde_json::to_string_pretty(result).unwrap_or_default() + "\n"
}

/// That of the option, else of the environment where the questions are in it, else English.
fn language(asking: &Asking) -> String {
    let given = asking.language.map(|language| language.as_str().to_owned());
    given.unwrap_or_else(|| {
        let set = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(|name| {
            std::env::var_os(name)
                .filter(|value| !value.is_empty())
                .map(|value| value.to_string_lossy().into_owned())
        });
        let main: String = set.unwrap_or_default().chars().take(2).collect();
        phrases::of(&main).code.to_owned()
    })
}

#[cfg(test)]
mod tests;
