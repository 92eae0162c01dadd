//! `import` and `check` of a folder of decrypted bundles.

use std::path::{Path, PathBuf};

use donation::{Day, Invitation};
use donations::{Chosen, FILE, Folder, Withdrawn, chosen, overdue};
use microdata::Rows;

use crate::arguments::{Check, Convert, Study};
use crate::dataset::text;
use crate::failure::{Done, Failure};
use crate::save;

/// Whether a path means bundles and not a data set: a folder, or a single bundle.
pub fn are_meant(path: &Path) -> bool {
    path.is_dir() || Folder::read(path).is_ok_and(|folder| !folder.bundles.is_empty())
}

/// What a study's folder says about donations.
pub struct Rules {
    pub invitation: Option<Invitation>,
    pub withdrawn: Withdrawn,
    pub today: Day,
}

impl Rules {
    /// Reads `study.toml` and `withdrawn.toml`, where they are. `data` is where bundles lie. Warns where there is no study.
    ///
    /// # Errors
    /// When one of them is there and makes no sense: nothing may be made of donations then.
    pub fn read(study: &Study, data: &Path, done: &mut Done) -> Result<Self, Failure> {
        let folder = study.folder.clone().or_else(|| beside(data));
        let today = study.today.unwrap_or_else(today);
        let Some(folder) = folder else {
            done.warned.push(
                "no study was found beside the bundles: nobody who withdrew is left out\nhint: `--study FOLDER`".into(),
            );
            return Ok(Self { invitation: None, withdrawn: Withdrawn::default(), today });
        };
        if !folder.is_dir() {
            return Err(Failure::of(&folder, "no such folder"));
        }
        Ok(Self { invitation: invitation(&folder)?, withdrawn: withdrawn(&folder)?, today })
    }
}

/// The folder of a study that bundles lie in: theirs, or the one above.
fn beside(data: &Path) -> Option<PathBuf> {
    let whole = data.canonicalize().ok()?;
    let folder = if whole.is_dir() { whole.as_path() } else { whole.parent()? };
    folder.ancestors().take(2).find(|folder| folder.join("study.toml").is_file()).map(Path::to_owned)
}

/// # Errors
/// When there is a `study.toml` that makes no sense.
pub fn invitation(folder: &Path) -> Result<Option<Invitation>, Failure> {
    let path = folder.join("study.toml");
    if !path.is_file() {
        return Ok(None);
    }
    Invitation::from_toml(&text(&path)?).map(Some).map_err(|problem| Failure::of(&path, problem))
}

/// # Errors
/// When there is a `withdrawn.toml` that makes no sense.
pub fn withdrawn(folder: &Path) -> Result<Withdrawn, Failure> {
    let path = folder.join(FILE);
    if !path.is_file() {
        return Ok(Withdrawn::default());
    }
    Withdrawn::from_toml(&text(&path)?).map_err(|problem| Failure::of(&path, problem))
}

/// `1 donor`, `2 donors`.
pub fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// The day of the clock, in UTC.
pub fn today() -> Day {
    Day::of(jiff::Timestamp::now())
}

/// Reads the bundles of a folder, and says which do not count.
fn read(data: &Path, rules: &Rules, done: &mut Done) -> Result<Chosen, Failure> {
    let folder = Folder::read(data).map_err(|error| Failure::io("read", data, &error))?;
    for (path, problem) in &folder.broken {
        done.warned.push(format!("`{}` is left out: {problem}", path.display()));
    }
    if !folder.sealed.is_empty() {
        let sealed = counted(folder.sealed.len(), "sealed bundle", "sealed bundles");
        done.warned.push(format!("{sealed} not read: `decrypt` opens them"));
    }
    let keep_until = rules.invitation.as_ref().and_then(|invitation| invitation.keep_until);
    for one in overdue(&folder.bundles, keep_until, rules.today) {
        let day = keep_until.map(|day| day.to_string()).unwrap_or_default();
        done.warned.push(format!("`{}` may be kept until {day} only: delete it", one.path.display()));
    }
    let study = rules.invitation.as_ref().and_then(|invitation| invitation.study.as_ref());
    let mut chosen = chosen(folder.bundles, study, &rules.withdrawn);
    done.warned.append(&mut chosen.said);
    Ok(chosen)
}

/// The same, where something is to be made of them.
///
/// # Errors
/// When the folder cannot be read, or no bundle counts.
pub fn that_count(data: &Path, rules: &Rules, done: &mut Done) -> Result<Chosen, Failure> {
    let chosen = read(data, rules, done)?;
    if chosen.bundles.is_empty() {
        let found: String = done.warned.iter().map(|line| format!("\n  {line}")).collect();
        return Err(Failure::of(data, format!("no bundle that counts{found}")));
    }
    Ok(chosen)
}

/// One row for each donor.
///
/// # Errors
/// When no bundle is there, or the data set cannot be written.
pub fn import(arguments: &Convert) -> Result<Done, Failure> {
    save::check_free(&arguments.to, arguments.force)?;
    let data = &arguments.input.data;
    let mut done = Done { strict: arguments.input.strict, ..Done::default() };
    let rules = Rules::read(&arguments.study, data, &mut done)?;
    let chosen = that_count(data, &rules, &mut done)?;
    let mut rows = || Ok(Box::new(donations::table(&chosen.bundles)?) as Box<dyn Rows>);
    let (lost, _) = save::rows(&mut rows, &arguments.to, arguments.force)?;
    done.warned.extend(lost);
    let donors = counted(chosen.bundles.len(), "donor", "donors");
    done.said.push(format!("wrote {}: {donors}", arguments.to.display()));
    if let Some(path) = &arguments.coverage {
        let mut rows = || Ok(Box::new(donations::coverage(&chosen.bundles)?) as Box<dyn Rows>);
        let (lost, _) = save::rows(&mut rows, path, arguments.force)?;
        done.warned.extend(lost);
        done.said.push(format!("wrote {}", path.display()));
    }
    Ok(done)
}

/// Says what is odd about the bundles of a folder.
///
/// # Errors
/// When the folder cannot be read.
pub fn check(arguments: &Check) -> Result<Done, Failure> {
    let data = &arguments.input.data;
    let mut done = Done { strict: arguments.input.strict, ..Done::default() };
    let rules = Rules::read(&arguments.study, data, &mut done)?;
    let chosen = read(data, &rules, &mut done)?;
    done.said.push(counted(chosen.bundles.len(), "donor", "donors"));
    let steps = chosen.bundles.iter().filter(|one| !one.bundle.agreed(donation::ConsentStep::Donate)).count();
    if steps > 0 {
        let bundles = counted(steps, "bundle", "bundles");
        done.warned
            .push(format!("{bundles} without a donor's yes to giving it: not written by `parasocial check`"));
    }
    Ok(done)
}
