//! `decrypt`: opens sealed bundles.

use std::path::{Path, PathBuf};

use donation::Bundle;
use donation::seal::{Key, MOST_SEALED};
use donations::Folder;

use crate::arguments::Decrypt;
use crate::bundles::{Rules, counted};
use crate::dataset::text;
use crate::failure::{Done, Failure};
use crate::save;

/// Opens every sealed bundle and writes it under the donor's random number. What cannot be opened, is no bundle, is of somebody
/// who withdrew, or has the number of another is said and left out.
///
/// # Errors
/// When the key or a folder cannot be read or written.
pub fn run(arguments: &Decrypt) -> Result<Done, Failure> {
    let key = key(&arguments.identity)?;
    let mut done = Done { strict: arguments.strict, ..Done::default() };
    let mut opened = 0;
    // Before the rules: a study is found beside a folder that is there.
    save::private_folder(&arguments.to)?;
    let rules = Rules::read(&arguments.study, &arguments.to, &mut done)?;
    for given in &arguments.sealed {
        let folder = Folder::read(given).map_err(|error| Failure::io("read", given, &error))?;
        if given.is_file() && folder.sealed.is_empty() {
            done.warned
                .push(format!("`{}` is left out: sealed bundles end in .parasocial.age", given.display()));
        }
        for path in folder.sealed {
            match open(&path, &key) {
                Err(problem) => done.warned.push(format!("`{}` is left out: {problem}", path.display())),
                Ok(bundle) if rules.withdrawn.holds(&bundle) => done.warned.push(format!(
                    "`{}` is of a donor who withdrew and is left sealed: delete it",
                    path.display()
                )),
                Ok(bundle) if write(&bundle, &arguments.to)? => opened += 1,
                Ok(bundle) => done.warned.push(format!(
                    "`{}` is left out: another bundle lies there as `{}`",
                    path.display(),
                    of(&bundle, &arguments.to).display()
                )),
            }
        }
    }
    done.said.push(format!(
        "opened {} into {}",
        counted(opened, "bundle", "bundles"),
        arguments.to.display()
    ));
    Ok(done)
}

/// The secret half of a key.
///
/// # Errors
/// When the file cannot be read or holds none.
pub fn key(path: &Path) -> Result<Key, Failure> {
    Key::from_file_text(&text(path)?).map_err(|problem| Failure::of(path, problem))
}

/// A sealed bundle.
///
/// # Errors
/// Why it cannot be had, in words that hold nothing of it.
pub fn open(path: &Path, key: &Key) -> Result<Bundle, String> {
    let size = path.metadata().map_err(|error| error.kind().to_string())?.len();
    if size > MOST_SEALED as u64 {
        return Err(donation::seal::SealProblem::TooLarge.to_string());
    }
    let sealed = std::fs::read(path).map_err(|error| error.kind().to_string())?;
    let opened = key.open(&sealed).map_err(|problem| problem.to_string())?;
    Bundle::read(&opened).map_err(|problem| problem.to_string())
}

fn of(bundle: &Bundle, folder: &Path) -> PathBuf {
    folder.join(format!("{}.json", bundle.donor))
}

/// The same bundle twice is one file. False if another lies there, which stays.
fn write(bundle: &Bundle, folder: &Path) -> Result<bool, Failure> {
    let path = of(bundle, folder);
    let json =
        bundle.to_json().map_err(|_| Failure::of(&path, "a bundle has no JSON form: a bug of ours"))?;
    match std::fs::read(&path) {
        Ok(known) => Ok(known == json.as_bytes()),
        Err(_) => save::bytes(&path, json.as_bytes(), false).map(|()| true),
    }
}
