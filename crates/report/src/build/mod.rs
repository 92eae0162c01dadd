//! From what the measures found to what is said.

pub mod asked;
mod balance;
mod changes;
mod compared;
mod limits;
mod oversharing;
mod ties;
mod types;
mod words;

use event::{Note, Origin, Platform, SectionRead, Timestamp};
use lexicon::Lexicon;
use measure::coverage::ChannelCoverage;
use measure::oversharing::{OversharingFound, OversharingParameters};
use measure::parameters::{TiesParameters, TypologyParameters};
use measure::ties::TiesFound;
use measure::types::TypesFound;

use crate::document::{Answer, Document, ExportLine, Program, RecordLine, SCHEMA, Section};
pub use asked::Asked;
pub use changes::changes;
pub use compared::{Compared, Own};
pub use words::{date, lower_first};

/// All that a report is made from.
pub struct Findings<'a> {
    pub exports: &'a [ExportFacts],
    pub ties: &'a TiesFound,
    /// Nothing where no act has a time.
    pub types: Option<&'a TypesFound>,
    pub oversharing: &'a OversharingFound,
    /// What the person answered, if they were asked.
    pub asked: Option<&'a Asked>,
    /// The population that the person wants to be set beside.
    pub compared: Option<&'a Compared<'a>>,
    pub coverage: &'a [ChannelCoverage],
    pub sections: &'a [SectionRead],
    pub notes: &'a [Note],
    /// Inputs that could not be used, each with the reason.
    pub refused: &'a [String],
    pub lexicon: &'a Lexicon,
    pub ties_parameters: &'a TiesParameters,
    pub typology: &'a TypologyParameters,
    pub oversharing_parameters: &'a OversharingParameters,
    /// The owner's time zone, if it is known.
    pub zone: Option<String>,
    /// What the period was limited to, if it was.
    pub period: Option<String>,
    pub synthetic: bool,
    pub made: Timestamp,
    pub program: Program,
    /// Names of an origin's archive and member.
    pub names: &'a dyn Fn(Origin) -> (String, String),
}

/// One export, as far as the report speaks of it.
#[derive(Debug, Clone)]
pub struct ExportFacts {
    pub platform: Platform,
    pub account: Option<String>,
    pub variant: String,
    pub archives: Vec<String>,
    pub from: Option<Timestamp>,
    pub to: Option<Timestamp>,
    /// The day of the export, and whether the export tells it.
    pub as_of: Option<(Timestamp, bool)>,
    pub events: u64,
    /// Days with an act of the owner's whose minute is known.
    pub active_days: u32,
    /// Both lists of follows are there and whole.
    pub follow_lists: bool,
}

impl Findings<'_> {
    /// A record, by the names of where it stands.
    fn record(&self, at: Option<String>, what: String, origin: Origin) -> RecordLine {
        let (archive, member) = (self.names)(origin);
        RecordLine { at, what, archive, member: crate::rich::cut(&member, 160), record: origin.record }
    }
}

/// Builds the document.
pub fn document(findings: &Findings<'_>) -> Document {
    let mut sections =
        vec![ties::section(findings), types::section(findings), oversharing::section(findings)];
    let (asked_answer, asked_section) = asked::told(findings).unzip();
    sections.extend(asked_section);
    sections.extend(compared::section(findings));
    sections.extend([balance::section(findings), limits::section(findings), limits::about(findings)]);
    let mut answers: Vec<Answer> = vec![
        ties::answer(findings),
        types::answer(findings),
        oversharing::answer(findings),
        balance::answer(findings),
    ];
    answers.extend(asked_answer);
    answers.extend(compared::answer(findings));
    frame("What your data shows", findings, answers, sections)
}

/// What stands around the answers of every document.
fn frame(title: &str, findings: &Findings<'_>, answers: Vec<Answer>, sections: Vec<Section>) -> Document {
    Document {
        schema: SCHEMA,
        title: title.into(),
        synthetic: findings.synthetic,
        made: date(findings.made),
        program: findings.program.clone(),
        exports: findings.exports.iter().map(export_line).collect(),
        answers,
        sections,
    }
}

fn export_line(facts: &ExportFacts) -> ExportLine {
    ExportLine {
        platform: facts.platform.title().into(),
        account: facts.account.as_deref().map(crate::rich::name),
        variant: facts.variant.clone(),
        archives: facts.archives.clone(),
        from: facts.from.map(date),
        to: facts.to.map(date),
        as_of: facts.as_of.map(|(time, told)| match told {
            true => date(time),
            false => format!("{} (its newest record)", date(time)),
        }),
        events: facts.events,
    }
}
