//! Writing files: whole or not at all, for their owner only, and never over another.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Why a file was not written.
#[derive(Debug)]
pub enum OutputProblem {
    /// There is one already, and it was not asked to be replaced.
    Exists,
    Io(io::ErrorKind),
}

impl From<io::Error> for OutputProblem {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::AlreadyExists => Self::Exists,
            kind => Self::Io(kind),
        }
    }
}

/// Whether a file can be written at that path later: its folder is there, and it is not, unless it may be replaced.
///
/// # Errors
/// When it could not be.
pub fn check_free(path: &Path, force: bool) -> Result<(), OutputProblem> {
    if !force && path.symlink_metadata().is_ok() {
        return Err(OutputProblem::Exists);
    }
    match folder_of(path).is_dir() {
        true => Ok(()),
        false => Err(OutputProblem::Io(io::ErrorKind::NotFound)),
    }
}

/// Writes a file under another name first, then gives it its own.
///
/// # Errors
/// When it is there already and may not be replaced, or cannot be written. Nothing is left behind then.
pub fn write_new(path: &Path, bytes: &[u8], force: bool) -> Result<(), OutputProblem> {
    let draft = Draft::new(path)?;
    draft.fill(bytes)?;
    if force {
        std::fs::rename(&draft.path, path)?;
    } else {
        // A link fails if the name is taken, in one step; a rename would replace it.
        match std::fs::hard_link(&draft.path, path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(OutputProblem::Exists),
            Err(_) => {
                // File systems without links: look first, then rename.
                check_free(path, false)?;
                std::fs::rename(&draft.path, path)?;
            }
            Ok(()) => {}
        }
    }
    Ok(())
}

/// Makes a folder, and those above it, for its owner only.
///
/// # Errors
/// Those of the file system.
pub fn make_folder(path: &Path) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// The folder that a file lies in, or will.
pub fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A file that goes away unless it was renamed.
struct Draft {
    path: PathBuf,
}

/// Drafts of one name that can lie in a folder. Runs that were killed leave theirs, and numbers of processes come again: in
/// a container, at once.
const DRAFTS: u32 = 1000;

impl Draft {
    fn new(path: &Path) -> io::Result<Self> {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        for number in 0..DRAFTS {
            let draft = folder_of(path).join(format!(".{name}.{}-{number}.part", std::process::id()));
            match options.open(&draft) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                opened => return opened.map(|_| Self { path: draft }),
            }
        }
        // Not that the file is there, which `AlreadyExists` would say.
        Err(io::ErrorKind::ResourceBusy.into())
    }

    fn fill(&self, bytes: &[u8]) -> io::Result<()> {
        let mut file = OpenOptions::new().write(true).open(&self.path)?;
        file.write_all(bytes)?;
        file.sync_all()
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        // Gone already if it was renamed; a second name for the same file if it was linked.
        let _ = std::fs::remove_file(&self.path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_replaced_without_being_asked() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("report.html");
        write_new(&path, b"one", false).unwrap();
        assert!(matches!(write_new(&path, b"two", false), Err(OutputProblem::Exists)));
        assert_eq!(std::fs::read(&path).unwrap(), b"one");
        write_new(&path, b"three", true).unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"three");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "no drafts are left");
    }

    /// What a killed run left is not taken for the file, and neither read nor taken away.
    #[test]
    fn a_draft_that_was_left_behind_is_in_nobodys_way() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("report.html");
        let left = Draft::new(&path).unwrap();
        left.fill(b"half of a rep").unwrap();
        let left = std::mem::ManuallyDrop::new(left);
        write_new(&path, b"whole", false).unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"whole");
        assert_eq!(std::fs::read(&left.path).unwrap(), b"half of a rep");
    }

    #[cfg(unix)]
    #[test]
    fn only_its_owner_reads_it() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("report.html");
        write_new(&path, b"x", false).unwrap();
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    }
}
