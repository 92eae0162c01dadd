//! What can be asked.

use std::path::PathBuf;

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
    /// Makes the key that donations are sealed to: a secret half for you, a public one for your study's file.
    Keys(Keys),
    /// Opens sealed bundles with the study's key.
    Decrypt(Decrypt),
    /// Takes a donor out of a study, by the code that they were given.
    Withdraw(Withdraw),
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

/// Where a study lies, for what concerns donations.
#[derive(Debug, Args)]
pub struct Study {
    /// The study's folder: its `study.toml` says how long donations are kept, its `withdrawn.toml` who took theirs back. Without
    /// it, the folder of the bundles or the one above, if a `study.toml` lies there.
    #[arg(long = "study", value_name = "FOLDER")]
    pub folder: Option<PathBuf>,
    /// The day that counts as today (YYYY-MM-DD).
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub today: Option<donation::Day>,
}

fn day(text: &str) -> Result<donation::Day, String> {
    donation::Day::from_text(text).ok_or_else(|| "expected a day such as 2027-01-31".into())
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
    /// The study's folder. Everything of the donor in it and below is deleted.
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
    /// The folder for what is written.
    #[arg(long, value_name = "FOLDER")]
    pub to: PathBuf,
    /// How many threads; results do not depend on it.
    #[arg(long, value_name = "COUNT")]
    pub threads: Option<usize>,
    #[arg(long)]
    pub force: bool,
}
