//! Files that are written whole or not at all.

use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use formats::{Shape, codebook, csv, ddi, dta, sav, surveyjs};
use microdata::{Lost, Rows, WriteRows};
use tempfile::{NamedTempFile, TempPath};

use crate::dataset::Format;
use crate::failure::Failure;
use crate::parquet;

/// Whether something may be written there.
///
/// # Errors
/// When there is something already, and `force` was not given.
pub fn check_free(path: &Path, force: bool) -> Result<(), Failure> {
    if path.exists() && !force { Err(taken(path)) } else { Ok(()) }
}

fn taken(path: &Path) -> Failure {
    Failure::of(path, "it exists already\nhint: `--force` writes over it")
}

/// A file with these bytes.
///
/// # Errors
/// When it exists and `force` was not given, or cannot be written.
pub fn bytes(path: &Path, bytes: &[u8], force: bool) -> Result<(), Failure> {
    check_free(path, force)?;
    let mut file = beside(path)?;
    file.write_all(bytes).map_err(|error| Failure::io("write", path, &error))?;
    persist(file.into_temp_path(), path, force)
}

/// A data set in the format of its ending. `open` gives its rows anew each time: some formats need to know their shape first.
///
/// # Errors
/// Those of reading and writing. Nothing is left behind then.
pub fn rows<'r>(
    open: &mut dyn FnMut() -> Result<Box<dyn Rows + 'r>, Failure>,
    path: &Path,
    force: bool,
) -> Result<(Lost, microdata::Faults), Failure> {
    check_free(path, force)?;
    let format = Format::of(path)?;
    if format == Format::Ddi {
        let mut first = open()?;
        let frequencies = ddi::Frequencies::count(first.as_mut())?;
        let mut out = beside(path)?;
        ddi::write(BufWriter::new(&mut out), first.dictionary(), &frequencies)?;
        persist(out.into_temp_path(), path, force)?;
        return Ok((Lost::new(), first.faults().clone()));
    }
    let shape = match format {
        Format::Csv | Format::SurveyJs => None,
        _ => Some(Shape::measure(open()?.as_mut())?),
    };
    let mut from = open()?;
    let dictionary = from.dictionary().clone();
    let temporary = beside(path)?;
    let place = temporary.into_temp_path();
    let lost = {
        let file = || {
            let file = std::fs::OpenOptions::new().read(true).write(true).truncate(true).open(&place);
            file.map(BufWriter::new).map_err(|error| Failure::io("write", path, &error))
        };
        let shape = || shape.as_ref().ok_or_else(|| Failure::of(path, "its shape was not measured"));
        let writer: Box<dyn WriteRows> = match format {
            Format::Parquet => {
                // The engine makes the file itself, and writes over nothing.
                std::fs::remove_file(&place).map_err(|error| Failure::io("write", path, &error))?;
                Box::new(parquet::Writer::create(&place, &dictionary, shape()?)?)
            }
            Format::Csv => Box::new(csv::Writer::new(file()?, dictionary.clone())?),
            Format::Sav => {
                Box::new(sav::Writer::new(file()?, dictionary.clone(), shape()?, sav::Compression::Bytecode)?)
            }
            Format::Zsav => {
                Box::new(sav::Writer::new(file()?, dictionary.clone(), shape()?, sav::Compression::Zlib)?)
            }
            Format::Dta => Box::new(dta::Writer::new(file()?, dictionary.clone(), shape()?)?),
            Format::SurveyJs | Format::Ddi => Box::new(surveyjs::Writer::new(file()?, dictionary.clone())?),
        };
        formats::copy(from.as_mut(), writer)?
    };
    persist(place, path, force)?;
    match format {
        Format::Csv => {
            bytes(&path.with_extension("codebook.json"), codebook::to_json(&dictionary)?.as_bytes(), force)?
        }
        Format::SurveyJs => {
            let questionnaire = surveyjs::questionnaire(&dictionary);
            bytes(&path.with_extension("questionnaire.json"), questionnaire.as_bytes(), force)?;
        }
        _ => {}
    }
    Ok((lost, from.faults().clone()))
}

/// A folder for its owner only, which is there afterwards.
///
/// # Errors
/// When it cannot be made.
pub fn private_folder(path: &Path) -> Result<(), Failure> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).map_err(|error| Failure::io("make", path, &error))
}

/// A folder that is there afterwards.
///
/// # Errors
/// When it cannot be made.
pub fn folder(path: &Path) -> Result<PathBuf, Failure> {
    std::fs::create_dir_all(path).map_err(|error| Failure::io("make", path, &error))?;
    Ok(path.to_owned())
}

fn beside(path: &Path) -> Result<NamedTempFile, Failure> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    NamedTempFile::new_in(folder).map_err(|error| Failure::io("write into", folder, &error))
}

/// Without `force` it writes over nothing, not even over what somebody put there meanwhile.
fn persist(from: TempPath, path: &Path, force: bool) -> Result<(), Failure> {
    let put = if force { from.persist(path) } else { from.persist_noclobber(path) };
    put.map_err(|error| match error.error.kind() {
        std::io::ErrorKind::AlreadyExists => taken(path),
        _ => Failure::io("write", path, &error.error),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_somebody_put_there_meanwhile_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        let ours = || {
            let mut file = beside(&path).unwrap();
            file.write_all(b"ours").unwrap();
            file.into_temp_path()
        };
        std::fs::write(&path, b"theirs").unwrap();
        let refused = persist(ours(), &path, false).unwrap_err().to_string();
        assert!(refused.contains("it exists already"), "{refused}");
        assert_eq!(std::fs::read(&path).unwrap(), b"theirs");
        persist(ours(), &path, true).unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"ours");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
