//! A data set of any format, read as often as needed.

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use formats::mapping::Mapping;
use formats::{codebook, csv, dta, sav, surveyjs};
use microdata::{Chunk, Dictionary, Error, Faults, Rows};

use crate::arguments::Input;
use crate::failure::Failure;
use crate::parquet;

/// A data set, with what is needed to read it.
pub struct Dataset {
    path: PathBuf,
    codebook: Option<Dictionary>,
    questionnaire: Option<String>,
    mapping: Option<Mapping>,
}

/// Formats by the endings of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Parquet,
    Csv,
    Sav,
    Zsav,
    Dta,
    SurveyJs,
    Ddi,
}

impl Format {
    /// # Errors
    /// When the ending is not known.
    pub fn of(path: &Path) -> Result<Self, Failure> {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
        match ending.as_deref() {
            Some("parquet") => Ok(Self::Parquet),
            Some("csv" | "tsv" | "txt") => Ok(Self::Csv),
            Some("sav") => Ok(Self::Sav),
            Some("zsav") => Ok(Self::Zsav),
            Some("dta") => Ok(Self::Dta),
            Some("json" | "jsonl" | "ndjson") => Ok(Self::SurveyJs),
            Some("xml") => Ok(Self::Ddi),
            _ => {
                let what = "the ending does not tell a format\nhint: .parquet, .csv, .sav, .zsav, .dta, .json (SurveyJS) or .xml (DDI)";
                Err(Failure::of(path, what))
            }
        }
    }
}

impl Dataset {
    /// Reads what stands beside the data: mapping, codebook, questionnaire.
    ///
    /// # Errors
    /// When one of these cannot be read or makes no sense.
    pub fn new(input: &Input) -> Result<Self, Failure> {
        let mapping = match &input.mapping {
            Some(path) => Some(Mapping::parse(&text(path)?).map_err(|error| Failure::of(path, error))?),
            None => None,
        };
        let questionnaire = input.questionnaire.as_deref().map(text).transpose()?;
        let codebook = codebook_of(&input.data, input.codebook.as_deref())?;
        Ok(Self { path: input.data.clone(), codebook, questionnaire, mapping })
    }

    /// Opens it, at its beginning.
    ///
    /// # Errors
    /// When it is not there, or is not what its ending says.
    pub fn open(&self) -> Result<Box<dyn Rows>, Failure> {
        let failed = |error: Error| Failure::of(&self.path, error);
        let file = || File::open(&self.path).map_err(|error| Failure::io("open", &self.path, &error));
        let rows: Box<dyn Rows> = match Format::of(&self.path)? {
            Format::Parquet => Box::new(parquet::Reader::open(&self.path, self.codebook.clone())?),
            Format::Csv => {
                let options = csv::Options { dictionary: self.codebook.clone(), delimiter: None };
                Box::new(csv::Reader::new(file()?, options).map_err(failed)?)
            }
            Format::Sav | Format::Zsav => {
                Box::new(sav::Reader::new(BufReader::new(file()?)).map_err(failed)?)
            }
            Format::Dta => Box::new(dta::Reader::new(file()?).map_err(failed)?),
            Format::SurveyJs => {
                Box::new(surveyjs::Reader::new(file()?, self.questionnaire.as_deref()).map_err(failed)?)
            }
            Format::Ddi => return Err(Failure::of(&self.path, "a codebook for archives holds no answers")),
        };
        match &self.mapping {
            Some(mapping) => Ok(Box::new(mapping.apply(Opened(rows)).map_err(failed)?)),
            None => Ok(rows),
        }
    }
}

/// The dictionary in a file of its own: named, or beside the data.
///
/// # Errors
/// When it cannot be read or makes no sense.
pub fn codebook_of(data: &Path, named: Option<&Path>) -> Result<Option<Dictionary>, Failure> {
    let Some(path) = codebook_path(data, named) else { return Ok(None) };
    codebook::from_json(&text(&path)?).map(Some).map_err(|error| Failure::of(&path, error))
}

/// Where the dictionary stands: in the file that was named, or in one beside the data.
pub fn codebook_path(data: &Path, named: Option<&Path>) -> Option<PathBuf> {
    let beside = || Some(data.with_extension("codebook.json")).filter(|path| path.is_file());
    named.map(Path::to_owned).or_else(beside)
}

/// A file of ours or of the study's, as text.
///
/// # Errors
/// When it cannot be read, or is no UTF-8.
pub fn text(path: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(path).map_err(|error| Failure::io("read", path, &error))
}

/// Rows behind a box.
pub struct Opened(pub Box<dyn Rows>);

impl Rows for Opened {
    fn dictionary(&self) -> &Dictionary {
        self.0.dictionary()
    }

    fn next(&mut self) -> Result<Option<Chunk>, Error> {
        self.0.next()
    }

    fn faults(&self) -> &Faults {
        self.0.faults()
    }
}
