//! What can be asked.

use std::path::{Path, PathBuf};

use clap::{Args, Parser, Subcommand};

/// Survey data in, tables that hold out: design-based errors, tests and weights, in one pass over the answers.
#[derive(Debug, Parser)]
#[command(version, about, propagate_version = true)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Begins a study: a folder with its questionnaire, codebook, targets and plan of tables.
    New(New),
    /// Writes the codebook of a questionnaire anew, after it was changed (Markdown).
    Codebook(Codebook),
    /// Reads a data set and writes it in another format (both by their endings).
    ///
    /// Reads and writes .parquet, .csv, .sav, .zsav, .dta and SurveyJS results (.json, .jsonl); writes a codebook for archives
    /// (.xml, DDI-Codebook 2.5). Of a folder of decrypted bundles it makes one row for each donor.
    #[command(alias = "export")]
    Import(Convert),
    /// Looks for what is odd: undeclared codes, straight lines, speeders, duplicates, gaps of quotas. Of a folder of decrypted
    /// bundles: which are broken, of another study, twice there, withdrawn, or kept for too long.
    Check(Check),
    /// Rakes a sample to targets and adds the weights.
    Weight(Weigh),
    /// Makes banner tables: a page, a workbook, CSV, JSON and Markdown.
    Tables(Tables),
    /// Sets what people say beside what their own data show.
    ///
    /// Joins answers and traces by `respondent`: consent, donors and others, hours, messages, comments, types, questions of truth,
    /// correlates. Answers and traces may be of any format that `import` reads.
    Traced(Traced),
    /// Shows what changed between two waves, with the covariance of what they share.
    Change(Change),
    /// Writes a synthetic study: invented people whose answers are fitted to published figures.
    Synth(Synth),
    /// Makes a synthetic study, weighs it, makes its report, and sets published figures beside estimates.
    Demo(Demo),
    /// Makes tables with noise, out of the privacy budget of the study.
    ///
    /// The budget is `[privacy]` in the study's `study.toml`: `epsilon`, `delta`, `weight_bound`. What is spent is written into
    /// `privacy-ledger.json` beside it before anything is released; the same release is served again for nothing.
    Private(Private),
    /// Lists public-figure accounts that stand on the one-sided lists of at least 20 donors.
    ///
    /// Reads decrypted bundles; names stand in those alone whose donors agreed to it. The file is for
    /// `parasocial check --public-figures`.
    Hubs(Hubs),
    /// Writes shares and quantiles by age and country, for a person to compare themselves with.
    PopulationFile(PopulationFile),
    /// Makes the key that donations are sealed to: a secret half for you, a public one for your study's file.
    Keys(Keys),
    /// Opens sealed bundles with the study's key.
    Decrypt(Decrypt),
    /// Takes a donor out of a study, by the code that they were given.
    Withdraw(Withdraw),
}

#[derive(Debug, Args)]
pub struct New {
    /// The folder to make.
    pub folder: PathBuf,
    /// The study's title; without it, that of the standard questionnaire.
    #[arg(long)]
    pub title: Option<String>,
    /// Its countries, by codes of ISO 3166-1, in the order in which tables show them.
    #[arg(long, value_name = "CODE", value_delimiter = ',', default_values_t = folder::New::default_countries())]
    pub countries: Vec<String>,
    /// Public scales that get an empty slot in the questionnaire (`psi`, `uls8`, ...): their wording is not ours to give.
    #[arg(long, value_name = "SCALE", value_delimiter = ',')]
    pub scales: Vec<String>,
    /// Writes over files that are there.
    #[arg(long)]
    pub force: bool,
}

#[derive(Debug, Args)]
pub struct Codebook {
    /// The questionnaire (SurveyJS).
    pub questionnaire: PathBuf,
    /// The file to write.
    #[arg(long, value_name = "FILE")]
    pub to: PathBuf,
    /// Writes over what is there.
    #[arg(long)]
    pub force: bool,
}

/// A data set to be read.
#[derive(Debug, Args)]
pub struct Input {
    /// The data set.
    pub data: PathBuf,
    /// Renames columns and says what codes mean (TOML).
    #[arg(long, value_name = "FILE")]
    pub mapping: Option<PathBuf>,
    /// The codebook (JSON) of a CSV or Parquet file; without it, `NAME.codebook.json` beside the file.
    #[arg(long, value_name = "FILE")]
    pub codebook: Option<PathBuf>,
    /// The questionnaire of SurveyJS results (JSON).
    #[arg(long, value_name = "FILE")]
    pub questionnaire: Option<PathBuf>,
    /// Ends with 3 if anything was left out.
    #[arg(long)]
    pub strict: bool,
}

#[derive(Debug, Args)]
pub struct Convert {
    #[command(flatten)]
    pub input: Input,
    #[command(flatten)]
    pub study: Study,
    /// Of bundles: writes what the exports of each donor show, too.
    #[arg(long, value_name = "FILE")]
    pub coverage: Option<PathBuf>,
    /// The file to write.
    #[arg(long, value_name = "FILE")]
    pub to: PathBuf,
    /// Writes over what is there.
    #[arg(long)]
    pub force: bool,
}

#[derive(Debug, Args)]
pub struct Check {
    #[command(flatten)]
    pub input: Input,
    #[command(flatten)]
    pub study: Study,
    /// Grids, ranges, quotas and thresholds (TOML).
    #[arg(long, value_name = "FILE")]
    pub settings: Option<PathBuf>,
    /// Writes all that was found as JSON too.
    #[arg(long, value_name = "FILE")]
    pub json: Option<PathBuf>,
    #[arg(long)]
    pub force: bool,
}

#[derive(Debug, Args)]
pub struct Weigh {
    #[command(flatten)]
    pub input: Input,
    /// Targets, their sources, trimming and replicates (TOML).
    #[arg(long, value_name = "FILE")]
    pub targets: PathBuf,
    /// The data set with its weights.
    #[arg(long, value_name = "FILE")]
    pub to: PathBuf,
    /// Writes what the weighting did and cost (Markdown; JSON by its ending).
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
    #[arg(long)]
    pub force: bool,
}

#[derive(Debug, Args)]
pub struct Tables {
    /// The answers: Parquet files that hold each row once, as `import` writes them.
    #[arg(required = true)]
    pub data: Vec<PathBuf>,
    /// Which tables, by which columns, under which design (TOML). Without it: all variables.
    #[arg(long, value_name = "FILE")]
    pub plan: Option<PathBuf>,
    /// Columns by these variables, as one group each, beside those of the plan.
    #[arg(long, value_name = "VARIABLE", value_delimiter = ',')]
    pub by: Vec<String>,
    /// What the methods page says (TOML).
    #[arg(long, value_name = "FILE")]
    pub study: Option<PathBuf>,
    /// The codebook (JSON) of files that carry none.
    #[arg(long, value_name = "FILE")]
    pub codebook: Option<PathBuf>,
    /// Sets published figures (CSV) beside their estimates.
    #[arg(long, value_name = "FILE")]
    pub published: Option<PathBuf>,
    /// Draws the five types by asked hours and posts.
    #[arg(long)]
    pub types: bool,
    /// The folder for what is written.
    #[arg(long, value_name = "FOLDER")]
    pub to: PathBuf,
    /// How many threads; results do not depend on it.
    #[arg(long, value_name = "COUNT")]
    pub threads: Option<usize>,
    #[arg(long)]
    pub force: bool,
}

#[derive(Debug, Args)]
pub struct Traced {
    /// The answers, with weights and design.
    #[command(flatten)]
    pub input: Input,
    /// What was traced, one row for each donor.
    #[arg(long, value_name = "FILE")]
    pub traces: PathBuf,
    /// Weights, design, conventions, and what explains who donates (TOML); a plan of tables will do.
    #[arg(long, value_name = "FILE")]
    pub plan: Option<PathBuf>,
    /// What the methods page says (TOML).
    #[arg(long, value_name = "FILE")]
    pub study: Option<PathBuf>,
    /// The folder for what is written.
    #[arg(long, value_name = "FOLDER")]
    pub to: PathBuf,
    #[arg(long)]
    pub force: bool,
}

#[derive(Debug, Args)]
pub struct Synth {
    /// The folder of the study.
    #[arg(long, value_name = "FOLDER")]
    pub to: PathBuf,
    /// Of all draws; the same seed gives the same study.
    #[arg(long, value_name = "NUMBER")]
    pub seed: Option<u64>,
    /// About so many people, in proportion; too few cannot be fitted.
    #[arg(long, value_name = "COUNT")]
    pub people: Option<usize>,
    #[arg(long)]
    pub force: bool,
}

#[derive(Debug, Args)]
pub struct Change {
    /// The answers of the first wave.
    #[arg(value_name = "WAVE1")]
    pub first: PathBuf,
    /// The answers of the second wave.
    #[arg(value_name = "WAVE2")]
    pub second: PathBuf,
    /// Renames columns of both and says what codes mean (TOML).
    #[arg(long, value_name = "FILE")]
    pub mapping: Option<PathBuf>,
    /// The codebook (JSON) of files that carry none.
    #[arg(long, value_name = "FILE")]
    pub codebook: Option<PathBuf>,
    /// Weights, design and conventions (TOML); a plan of tables will do.
    #[arg(long, value_name = "FILE")]
    pub plan: Option<PathBuf>,
    /// What the methods page says (TOML).
    #[arg(long, value_name = "FILE")]
    pub study: Option<PathBuf>,
    /// The folder for what is written.
    #[arg(long, value_name = "FOLDER")]
    pub to: PathBuf,
    /// Ends with 3 if anything was left out.
    #[arg(long)]
    pub strict: bool,
    #[arg(long)]
    pub force: bool,
}

#[derive(Debug, Args)]
pub struct Demo {
    /// The folder for all that is made.
    #[arg(long, value_name = "FOLDER", default_value = "parasocial-study-demo")]
    pub to: PathBuf,
    #[arg(long)]
    pub force: bool,
}

#[derive(Debug, Args)]
pub struct Private {
    #[command(flatten)]
    pub input: Input,
    /// The folder of the study, with its `study.toml` and its ledger.
    #[arg(long, value_name = "FOLDER")]
    pub study: PathBuf,
    /// Which tables, by which columns (TOML).
    #[arg(long, value_name = "FILE")]
    pub plan: PathBuf,
    /// What this release may cost of the budget.
    #[arg(long, value_name = "EPSILON")]
    pub epsilon: f64,
    /// The folder for what is written.
    #[arg(long, value_name = "FOLDER")]
    pub to: Option<PathBuf>,
    /// Says what it would cost and how wide intervals would be, and does nothing.
    #[arg(long)]
    pub dry_run: bool,
    #[arg(long)]
    pub force: bool,
}

#[derive(Debug, Args)]
pub struct Hubs {
    /// A folder of decrypted bundles, as for `import`.
    pub bundles: PathBuf,
    #[command(flatten)]
    pub study: Study,
    /// The file to write.
    #[arg(long, value_name = "FILE")]
    pub to: PathBuf,
    /// So many donors at least; 20 or more.
    #[arg(long, value_name = "COUNT", default_value_t = 20)]
    pub least: usize,
    /// Counts broadcast ties (grade C) too, of which it cannot be seen whether they are answered.
    #[arg(long)]
    pub broadcasts: bool,
    /// Ends with 3 if anything was left out.
    #[arg(long)]
    pub strict: bool,
    #[arg(long)]
    pub force: bool,
}

#[derive(Debug, Args)]
pub struct PopulationFile {
    #[command(flatten)]
    pub input: Input,
    /// What exports show of those who donated, joined by `respondent`, if it lies in a file of its own.
    #[arg(long, value_name = "FILE")]
    pub traces: Option<PathBuf>,
    /// Weight, design and rules of hiding (TOML, as for `tables`; its tables and columns are not looked at).
    #[arg(long, value_name = "FILE")]
    pub plan: Option<PathBuf>,
    /// The study (TOML): its aggregates of countries, its sample and its dates.
    #[arg(long, value_name = "FILE")]
    pub study: Option<PathBuf>,
    /// The file to write (JSON).
    #[arg(long, value_name = "FILE")]
    pub to: PathBuf,
    #[arg(long)]
    pub force: bool,
}

impl Input {
    /// A file that says all about itself.
    pub fn of(data: &Path) -> Self {
        Self { data: data.to_owned(), mapping: None, codebook: None, questionnaire: None, strict: false }
    }
}

/// Where a study lies, for what concerns donations.
#[derive(Debug, Args)]
pub struct Study {
    /// The study's folder: its `study.toml` says how long donations are kept, its `withdrawn.toml` who took theirs back. Without
    /// it, the folder that the bundles lie in or the one above, if a `study.toml` lies there.
    #[arg(long = "study", value_name = "FOLDER")]
    pub folder: Option<PathBuf>,
    /// The day that counts as today (YYYY-MM-DD).
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub today: Option<donation::Day>,
}

#[derive(Debug, Args)]
pub struct Keys {
    /// The file for the secret half. Whoever has it can open every donation.
    #[arg(long, value_name = "FILE")]
    pub to: PathBuf,
}

#[derive(Debug, Args)]
pub struct Decrypt {
    /// Sealed bundles (.parasocial.age), or folders of them.
    #[arg(required = true, value_name = "FILES")]
    pub sealed: Vec<PathBuf>,
    /// The secret half of the study's key, as `keys` or `age-keygen` writes it.
    #[arg(long, value_name = "FILE")]
    pub identity: PathBuf,
    /// The folder for the bundles.
    #[arg(long, value_name = "FOLDER")]
    pub to: PathBuf,
    #[command(flatten)]
    pub study: Study,
    /// Ends with 3 if anything was left out.
    #[arg(long)]
    pub strict: bool,
}

#[derive(Debug, Args)]
pub struct Withdraw {
    /// The withdrawal code, such as 7KQ2-M0XB-93TV-HW5A.
    pub code: String,
    /// The study's folder. Bundles of the donor in it and below are deleted, and tables written anew without them (.parquet, .csv,
    /// .tsv, .txt, .sav, .zsav, .dta); other files that name the donor are told, and are yours to delete.
    #[arg(long, value_name = "FOLDER")]
    pub study: PathBuf,
    /// The day on which the donor asked for it (YYYY-MM-DD); today, if not given.
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub on: Option<donation::Day>,
    /// Opens the sealed bundles in the folder, so that those of the donor are deleted too.
    #[arg(long, value_name = "FILE")]
    pub identity: Option<PathBuf>,
    /// Takes the donor out although the study's last day for it is over.
    #[arg(long)]
    pub after_last_day: bool,
}

fn day(text: &str) -> Result<donation::Day, String> {
    donation::Day::from_text(text).ok_or_else(|| "expected a day such as 2027-01-31".into())
}
