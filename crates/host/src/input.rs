//! Files and folders as archives.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use archive::{Archive, ArchiveError, Folder, Limits, ReadAt};

/// Why a path cannot be used.
#[derive(Debug)]
pub enum InputProblem {
    /// It cannot be opened or listed.
    Io(io::ErrorKind),
    /// It can be read, and is no archive that can be opened.
    Archive(ArchiveError),
}

/// An input, opened or not.
pub struct Opened {
    /// Its path.
    pub label: String,
    pub archive: Result<Archive, InputProblem>,
}

/// Opens a path as an archive: a file by what is in it, a folder with all files below it. A folder that holds nothing but
/// zips gives one archive for each; where one of them cannot be opened, the others are.
pub fn open(path: &Path, limits: &Limits) -> Vec<Opened> {
    let one = |path: &Path, open: &dyn Fn(&str) -> Result<Archive, InputProblem>| {
        let label = path.display().to_string();
        Opened { archive: open(&label), label }
    };
    let file = |path: &Path| one(path, &|label| open_file(path, label, limits));
    if !path.is_dir() {
        return vec![file(path)];
    }
    let folder = match Listed::new(path) {
        Ok(folder) => folder,
        Err(error) => return vec![one(path, &|_| Err(InputProblem::Io(error.kind())))],
    };
    let zips: Vec<PathBuf> = folder.zips();
    if !zips.is_empty() && zips.len() == folder.files.len() {
        return zips.iter().map(|zip| file(zip)).collect();
    }
    let label = path.display().to_string();
    vec![Opened { archive: Ok(Archive::folder(label.clone(), Box::new(folder))), label }]
}

/// Opens a folder as one archive, whatever lies in it.
///
/// # Errors
/// When it is no folder or cannot be listed.
pub fn open_folder(path: &Path) -> Result<Archive, InputProblem> {
    let folder = Listed::new(path).map_err(|error| InputProblem::Io(error.kind()))?;
    Ok(Archive::folder(path.display().to_string(), Box::new(folder)))
}

fn open_file(path: &Path, label: &str, limits: &Limits) -> Result<Archive, InputProblem> {
    let file = File::open(path).map_err(|error| InputProblem::Io(error.kind()))?;
    let size = file.metadata().map_err(|error| InputProblem::Io(error.kind()))?.len();
    Archive::open(label, Arc::new(FileBytes { file, size }), limits).map_err(InputProblem::Archive)
}

/// A small text file, whole.
///
/// # Errors
/// When it cannot be read as UTF-8.
pub fn text(path: &Path) -> io::Result<String> {
    std::fs::read_to_string(path)
}

/// The lines of a text file, without white space around them, empty ones and comments (`#`).
///
/// # Errors
/// When it cannot be read as UTF-8.
pub fn lines(path: &Path) -> io::Result<Vec<String>> {
    let text = text(path)?;
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    Ok(lines.map(str::to_owned).collect())
}

/// The data files with those of a folder in their place.
///
/// # Errors
/// When the folder cannot be read.
pub fn own_data(folder: &Path) -> io::Result<data::Data> {
    let mut data = data::Data::builtin();
    for (name, _) in Listed::new(folder)?.files {
        let bytes = std::fs::read(folder.join(&name))?;
        data = data.with(name, bytes);
    }
    Ok(data)
}

/// A file that several readers read at once.
struct FileBytes {
    file: File,
    size: u64,
}

impl ReadAt for FileBytes {
    #[cfg(unix)]
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        std::os::unix::fs::FileExt::read_at(&self.file, buffer, offset)
    }

    #[cfg(windows)]
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        std::os::windows::fs::FileExt::seek_read(&self.file, buffer, offset)
    }

    #[cfg(not(any(unix, windows)))]
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        use std::io::{Seek, SeekFrom};
        let mut file = self.file.try_clone()?;
        file.seek(SeekFrom::Start(offset))?;
        file.read(buffer)
    }

    fn size(&self) -> u64 {
        self.size
    }
}

/// A folder with the files below it. Links are not followed: an export holds none.
struct Listed {
    root: PathBuf,
    files: Vec<(String, u64)>,
    /// Folders below it that cannot be listed, and files that cannot be looked at.
    unreadable: u64,
}

impl Listed {
    /// Lists a folder. What lies below it and cannot be listed is counted; the folder itself has to be readable.
    fn new(root: &Path) -> io::Result<Self> {
        let mut listed = Self { root: root.to_owned(), files: Vec::new(), unreadable: 0 };
        let mut folders = vec![(std::fs::read_dir(root)?, String::new())];
        while let Some((entries, prefix)) = folders.pop() {
            for entry in entries {
                let looked_at = entry.and_then(|entry| {
                    let (kind, size) = (entry.file_type()?, entry.metadata()?.len());
                    let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
                    if kind.is_dir() {
                        folders.push((std::fs::read_dir(entry.path())?, format!("{name}/")));
                    } else if kind.is_file() {
                        listed.files.push((name, size));
                    }
                    Ok(())
                });
                listed.unreadable += u64::from(looked_at.is_err());
            }
        }
        listed.files.sort();
        Ok(listed)
    }

    fn zips(&self) -> Vec<PathBuf> {
        let is_zip = |name: &str| name.to_ascii_lowercase().ends_with(".zip") && !name.contains('/');
        self.files.iter().filter(|(name, _)| is_zip(name)).map(|(name, _)| self.root.join(name)).collect()
    }
}

impl Folder for Listed {
    fn files(&self) -> &[(String, u64)] {
        &self.files
    }

    fn unreadable(&self) -> u64 {
        self.unreadable
    }

    fn open(&self, index: usize) -> io::Result<Box<dyn Read + '_>> {
        let (name, _) = self.files.get(index).ok_or(io::ErrorKind::NotFound)?;
        Ok(Box::new(File::open(self.root.join(name))?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_lists_its_files_in_order_and_follows_no_link() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("data")).unwrap();
        std::fs::write(folder.path().join("data/like.js"), "[]").unwrap();
        std::fs::write(folder.path().join("a.txt"), "x").unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink("/etc/passwd", folder.path().join("link")).unwrap();
        let opened = open(folder.path(), &Limits::default());
        let archive = opened[0].archive.as_ref().unwrap();
        let names: Vec<&str> = archive.members().iter().map(|member| member.name.as_str()).collect();
        assert_eq!(names, ["a.txt", "data/like.js"]);
        assert_eq!(archive.head(1, 9), b"[]");
    }

    #[test]
    fn what_is_not_there_is_an_io_problem() {
        let opened = open(Path::new("/nowhere/at/all"), &Limits::default());
        assert!(matches!(opened[0].archive, Err(InputProblem::Io(io::ErrorKind::NotFound))));
    }
}
