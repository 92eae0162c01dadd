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
    /// Begins a study: a folder with its questionnaire, codebook, targets and plan of tables.
    New(New),
    /// Reads a data set and writes it in another format (both by their endings).
    ///
    /// Reads and writes .parquet, .csv, .sav, .zsav, .dta and SurveyJS results (.json, .jsonl); writes a codebook for archives
    /// (.xml, DDI-Codebook 2.5).
    #[command(alias = "export")]
    Import(Convert),
    /// Looks for what is odd: undeclared codes, straight lines, speeders, duplicates, gaps of quotas.
    Check(Check),
    /// Rakes a sample to targets and adds the weights.
    Weight(Weigh),
    /// Makes banner tables: a page, a workbook, CSV, JSON and Markdown.
    Tables(Tables),
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
