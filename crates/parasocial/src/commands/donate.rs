//! `parasocial check --bundle`: what would be given is shown, row by row; then it is sealed and written, if the person says so.

mod ask;
mod shown;

use std::path::{Path, PathBuf};

use archive::io_reason;
use donation::seal::{ENDING, Recipient};
use donation::{About, Bundle, Code, ConsentStep, ConsentWay, DonorId, Invitation, WithdrawalCode};

use super::deliver::{check_free, write};
use super::{Ended, Problem};
use crate::arguments::Donate;
use crate::outcome::{Outcome, Speech};
use ask::{Answer, ask};

/// The option that names the bundle's file.
const BUNDLE: &str = "--bundle";

/// What a person is about to give, and to whom.
pub struct Gift<'a> {
    asked: &'a Donate,
    pub file: PathBuf,
    recipient: Recipient,
    invitation: Option<Invitation>,
    pub about: About,
    code: WithdrawalCode,
    force: bool,
}

impl<'a> Gift<'a> {
    /// Understands the options; nothing if no bundle was asked for. Random numbers are drawn and the study's file is read here,
    /// before the sandbox goes up.
    pub fn new(asked: &'a Donate, force: bool) -> Result<Option<Self>, Problem> {
        let Some(file) = &asked.bundle else { return Ok(None) };
        let file = with_ending(file);
        check_free(&file, force, BUNDLE)?;
        let invitation = asked.study.as_deref().map(invitation).transpose()?;
        let recipient = recipient(asked, invitation.as_ref())?;
        let participant = asked.participant.as_deref().map(Code::new).transpose();
        let participant =
            participant.map_err(|problem| Problem::usage(format!("`--participant`: {problem}")))?;
        let no_entropy =
            |_| Problem::unusable("the system gives no random numbers, so nothing can be sealed");
        let code = WithdrawalCode::new(host::random().map_err(no_entropy)?);
        let about = About {
            study: invitation.as_ref().and_then(|invitation| invitation.study.clone()),
            participant,
            donor: DonorId::of(host::random().map_err(no_entropy)?),
            withdrawal: code.hash(),
            names: asked.names,
        };
        Ok(Some(Self { asked, file, recipient, invitation, about, code, force }))
    }

    /// Shows the bundle, lets rows be taken out, and writes it if the person agrees.
    pub fn offer(&self, mut bundle: Bundle, speech: &Speech) -> Ended {
        take_out(&mut bundle, &self.asked.without)?;
        bundle.agree(ConsentStep::RowsShown, self.way());
        let printed = speech.print(&self.introduced(&bundle));
        if printed != Outcome::Done {
            return Ok(printed);
        }
        if self.asked.show_json {
            speech.print(&json(&bundle)?);
        }
        if !self.asked.yes {
            match ask(&mut bundle, speech)? {
                Answer::Yes => {}
                Answer::No => {
                    speech.say("nothing was written");
                    return Ok(Outcome::Done);
                }
                Answer::Nobody => {
                    return Err(Problem::usage(format!(
                        "`{}` was not written: nobody is at the terminal to say yes\nhint: run it without pipes and without `>`; or read the rows that were printed, then run the same with `--yes`, and `--without ROW,ROW` for what should not be in it",
                        self.file.display()
                    )));
                }
            }
        }
        bundle.agree(ConsentStep::Donate, self.way());
        self.write(&bundle, speech)
    }

    const fn way(&self) -> ConsentWay {
        if self.asked.yes { ConsentWay::Option } else { ConsentWay::Typed }
    }

    fn introduced(&self, bundle: &Bundle) -> String {
        let study = self.invitation.as_ref();
        shown::everything(bundle, study, &self.recipient)
    }

    fn write(&self, bundle: &Bundle, speech: &Speech) -> Ended {
        let sealed = self.recipient.seal(json(bundle)?.as_bytes()).map_err(|problem| {
            Problem::unusable(format!("cannot seal `{}`: {problem}", self.file.display()))
        })?;
        write(&self.file, &sealed, self.force, BUNDLE)?;
        Ok(speech.print(&shown::written(&self.file, bundle, &self.code, self.invitation.as_ref())))
    }
}

/// The file that was asked for, with the ending that sealed bundles have.
fn with_ending(file: &Path) -> PathBuf {
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    if name.ends_with(ENDING) { file.to_owned() } else { file.with_file_name(format!("{name}{ENDING}")) }
}

fn invitation(path: &Path) -> Result<Invitation, Problem> {
    let text = host::text(path).map_err(|error| {
        Problem::usage(format!("cannot read `{}`: {}", path.display(), io_reason(error.kind())))
    })?;
    Invitation::from_toml(&text).map_err(|problem| {
        Problem::usage(format!("`{}` cannot be used as a study's file: {problem}", path.display()))
    })
}

fn recipient(asked: &Donate, invitation: Option<&Invitation>) -> Result<Recipient, Problem> {
    let of_study = invitation.and_then(|invitation| invitation.recipient.clone());
    let given = asked.seal_to.as_deref().map(Recipient::from_text).transpose();
    let given = given.map_err(|problem| Problem::usage(format!("`--seal-to`: {problem}")))?;
    match (given, of_study) {
        (Some(given), Some(of_study)) if given != of_study => Err(Problem::usage(
            "`--seal-to` and the study's file name two keys\nhint: give one of them, and ask the study which is right",
        )),
        (Some(key), _) | (None, Some(key)) => Ok(key),
        (None, None) => Err(Problem::usage(
            "a bundle is sealed to a study's key, and none was given\nhint: `--seal-to age1...`, or `--study FILE` with the study's own file",
        )),
    }
}

/// Takes rows out by their ids.
fn take_out(bundle: &mut Bundle, ids: &[String]) -> Result<(), Problem> {
    let meant = bundle.meant(ids.iter().map(String::as_str)).map_err(|id| {
        Problem::usage(format!(
            "no row is called `{id}`\nhint: without `--without` and `--yes` all rows are shown with their ids, and nothing is written"
        ))
    })?;
    bundle.remove(&meant);
    Ok(())
}

fn json(bundle: &Bundle) -> Result<String, Problem> {
    bundle.to_json().map_err(|_| Problem {
        outcome: Outcome::Bug,
        what: "the bundle has no JSON form: a bug of ours".into(),
    })
}
