//! The command line, once: help, completions and the manual page are made from this table.

use std::num::NonZero;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use jiff::civil::Date;

/// See what your own social-media exports say about you. Nothing leaves your machine.
#[derive(Parser)]
#[command(name = "parasocial", version, max_term_width = 100, after_help = EXIT_CODES)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
    #[command(flatten)]
    pub common: Common,
}

const EXIT_CODES: &str = "\
Exit codes: 0 done, 1 an input could not be used, 2 wrong usage, 3 done but something was skipped and --strict was given, \
70 a bug of ours.";

/// What every command understands.
#[derive(Args)]
pub struct Common {
    /// Say nothing but errors and warnings
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// When to use colours
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: Colour,
    /// How many threads read and measure; as many as there are cores if not given. The result is the same
    #[arg(long, global = true, value_name = "COUNT")]
    pub threads: Option<NonZero<usize>>,
    /// Use the rules, weights and thresholds of DIR in place of those of the same names that come with the program
    #[arg(long, global = true, value_name = "DIR")]
    pub data: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Colour {
    Auto,
    Always,
    Never,
}

#[derive(Subcommand)]
pub enum Command {
    /// Read exports and write a report: whom you are attached to, what kind of user you are, what you overshared
    Check(Box<Check>),
    /// Compare an older export with a newer one: what was taken back, how ties and type moved
    Diff(Diff),
    /// Print the acts in exports as JSON lines, one to a line
    Events(Events),
    /// Say what files are, how sure that is, what they lack, and how to get the right export; reads next to nothing of them
    What(What),
    /// Show which platforms are read, how to get an export, and which files are read
    Sources,
    /// Look after the rules
    #[command(subcommand)]
    Rules(Rules),
    /// Invent a person and write their exports, with the truth beside them
    Synth(Synth),
    /// Invent a person with two platforms, check them, and say where the report lies
    Demo(Demo),
    /// Show what an export looks like without any value in it: something to attach to a bug report
    Shape(Shape),
    /// Print a completion script for a shell
    Completions { shell: Shell },
    /// Print the manual page
    Man,
}

#[derive(Subcommand)]
pub enum Rules {
    /// Run every example of every rule
    Check,
}

/// A day as it is written in options.
fn day(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "expected a day such as 2024-01-31".to_owned())
}

/// Where exports are.
#[derive(Args)]
pub struct Inputs {
    /// Exports as the platforms sent them: zips, folders, tar.gz; several at once, in any order
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// A name that you have on a platform; needed where an export does not tell who its owner is. Can be given again
    #[arg(long, value_name = "NAME")]
    pub owner: Vec<String>,
    /// Only what happened on this day (UTC) or later
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub from: Option<Date>,
    /// Only what happened on this day (UTC) or earlier
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub to: Option<Date>,
    /// End with code 3 if anything in the exports could not be read
    #[arg(long)]
    pub strict: bool,
}

#[derive(Args)]
pub struct Check {
    #[command(flatten)]
    pub inputs: Inputs,
    /// Your time zone, such as Europe/Madrid; without it nothing is said about nights
    #[arg(long, value_name = "ZONE")]
    pub zone: Option<String>,
    /// Your country, such as ES, so that phone numbers without a country code are known. Can be given again
    #[arg(long, value_name = "CC")]
    pub region: Vec<String>,
    /// A text file with names of accounts that are public figures, one to a line
    #[arg(long, value_name = "FILE")]
    pub public_figures: Option<PathBuf>,
    /// Set you beside a population: a file that a study publishes (its `population-file`)
    #[arg(long, value_name = "FILE")]
    pub compare: Option<PathBuf>,
    /// The group of that population, such as "18-34"; all of its people if not given
    #[arg(long, value_name = "GROUP", requires = "compare")]
    pub group: Option<String>,
    /// Where to write the report
    #[arg(long, short, value_name = "FILE", default_value = "parasocial-report.html")]
    pub output: PathBuf,
    /// Write the report as JSON too, to FILE, or to standard output for `-`
    #[arg(long, value_name = "FILE")]
    pub json: Option<PathBuf>,
    /// Replace files that are there already
    #[arg(long)]
    pub force: bool,
    #[command(flatten)]
    pub donate: Donate,
    #[command(flatten)]
    pub asking: Asking,
}

/// What a person gives to a study, if anything.
#[derive(Args)]
#[command(next_help_heading = "Giving numbers of it to a study")]
pub struct Donate {
    /// Show what a study would get, row by row; then, if you say yes, seal it and write it to FILE. Nothing is sent
    #[arg(long, value_name = "FILE")]
    pub bundle: Option<PathBuf>,
    /// The study's key: only who has its other half can open the file
    #[arg(long, value_name = "AGE1...", requires = "bundle")]
    pub seal_to: Option<String>,
    /// The study's own file (study.toml), which names its key and until when you can take it back
    #[arg(long, value_name = "FILE", requires = "bundle")]
    pub study: Option<PathBuf>,
    /// The code that the study gave you
    #[arg(long, value_name = "CODE", requires = "bundle")]
    pub participant: Option<String>,
    /// Agree that names of public-figure accounts are given; those of private people never are
    #[arg(long, requires = "bundle")]
    pub names: bool,
    /// Rows that are not given, by the ids that are shown; `month` or `closest` for all that begin so
    #[arg(long, value_name = "ROW", value_delimiter = ',', requires = "bundle")]
    pub without: Vec<String>,
    /// Agree without being asked
    #[arg(long, requires = "bundle")]
    pub yes: bool,
    /// Print the unsealed file too
    #[arg(long, requires = "bundle")]
    pub show_json: bool,
}

/// Being asked before anything is shown.
#[derive(Args)]
#[command(next_help_heading = "Being asked first")]
pub struct Asking {
    /// Answer about 30 questions of the study first, at the terminal; then what you said stands beside what your data shows
    #[arg(long)]
    pub ask: bool,
    /// The language of the questions; that of your system if not given
    #[arg(long, value_name = "LANGUAGE", requires = "ask")]
    pub language: Option<Spoken>,
    /// Take the answers from FILE, as --save-answers or SurveyJS write them, in place of asking
    #[arg(long, value_name = "FILE", requires = "ask")]
    pub answers: Option<PathBuf>,
    /// Write the answers to FILE
    #[arg(long, value_name = "FILE", requires = "ask")]
    pub save_answers: Option<PathBuf>,
}

/// A language of the questions.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Spoken {
    En,
    De,
    Es,
    Fr,
}

impl Spoken {
    /// Its code.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::De => "de",
            Self::Es => "es",
            Self::Fr => "fr",
        }
    }
}

#[derive(Args)]
pub struct Diff {
    /// The older export: a zip, a folder (of the zips of several platforms too), a tar.gz
    #[arg(value_name = "OLD")]
    pub old: PathBuf,
    /// The newer one
    #[arg(value_name = "NEW")]
    pub new: PathBuf,
    /// A name that you have on a platform; needed where an export does not tell who its owner is. Can be given again
    #[arg(long, value_name = "NAME")]
    pub owner: Vec<String>,
    /// Where to write the report
    #[arg(long, short, value_name = "FILE", default_value = "parasocial-changes.html")]
    pub output: PathBuf,
    /// Write the report as JSON too, to FILE, or to standard output for `-`
    #[arg(long, value_name = "FILE")]
    pub json: Option<PathBuf>,
    /// Replace files that are there already
    #[arg(long)]
    pub force: bool,
}

#[derive(Args)]
pub struct Events {
    #[command(flatten)]
    pub inputs: Inputs,
    /// Only one platform
    #[arg(long, value_name = "ID")]
    pub platform: Option<String>,
    /// Only one kind of act, such as message or react
    #[arg(long, value_name = "KIND")]
    pub kind: Option<String>,
    /// Only outgoing, incoming, own or unknown
    #[arg(long, value_name = "DIRECTION")]
    pub direction: Option<String>,
    /// Only acts with one account, as the export writes it. Can be given again for its other names
    #[arg(long, value_name = "NAME")]
    pub account: Vec<String>,
    /// Only acts in one conversation, as the export writes it
    #[arg(long, value_name = "NAME")]
    pub thread: Option<String>,
    /// Only acts with words of yours in which one rule finds something, such as id.email
    #[arg(long, value_name = "RULE")]
    pub finding: Option<String>,
    /// Print what other people wrote, too
    #[arg(long)]
    pub others_text: bool,
    /// Print media and profile fields too, on lines of their own that begin with "record"
    #[arg(long)]
    pub all: bool,
}

#[derive(Args)]
pub struct Synth {
    /// Where to write the exports and the truth; made if it is not there
    #[arg(long, short, value_name = "DIR", default_value = ".")]
    pub output: PathBuf,
    /// The same seed gives the same person
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// How many people: seeds from --seed on
    #[arg(long, default_value_t = 1)]
    pub people: u64,
    /// savvy_social, breezy_poster, oversharer, lurker or offliner; by the seed if not given
    #[arg(long, value_name = "TYPE")]
    pub kind: Option<String>,
    /// US, GB, DE, FR, ES, ...; by the seed if not given
    #[arg(long, value_name = "CC")]
    pub country: Option<String>,
    /// en, de, es or fr; by the seed if not given
    #[arg(long, value_name = "LANGUAGE")]
    pub language: Option<String>,
    /// How many weeks the person has been there
    #[arg(long)]
    pub weeks: Option<u32>,
    /// Replace files that are there already
    #[arg(long)]
    pub force: bool,
}

#[derive(Args)]
pub struct Demo {
    /// Where to write; made if it is not there
    #[arg(long, short, value_name = "DIR", default_value = "parasocial-demo")]
    pub output: PathBuf,
    /// Another seed, another person
    #[arg(long, default_value_t = 7)]
    pub seed: u64,
}

#[derive(Args)]
#[command(after_help = WHAT_IS_LOOKED_AT)]
pub struct What {
    /// Files and folders: exports, parts of them, or anything else. A folder that is no export is looked at file by file
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

const WHAT_IS_LOOKED_AT: &str = "\
Looks at names and at no more than the first 4 KB of a file, and prints neither names nor words from inside an export. Ends \
with code 1 if one of the paths holds nothing that `check` can read.";

#[derive(Args)]
pub struct Shape {
    /// An export, or any part of one
    #[arg(value_name = "PATH")]
    pub path: PathBuf,
}
