//! `withdraw`: a donor takes a donation back.

mod tables;

use std::fs::{File, OpenOptions};
use std::path::{Path, PathBuf};

use donation::seal::Key;
use donation::traced::respondent;
use donation::{Bundle, CodeHash, WithdrawalCode};
use donations::{FILE, Folder, Withdrawn};

use crate::arguments::Withdraw;
use crate::bundles::{counted, invitation, today, withdrawn};
use crate::decrypt;
use crate::failure::{Done, Failure};
use crate::save;

/// First the list, so that the donor is left out whatever happens next; then bundles, then tables.
///
/// # Errors
/// When the code is none, the last day is over, or something cannot be written or deleted.
pub fn run(arguments: &Withdraw) -> Result<Done, Failure> {
    let code =
        WithdrawalCode::from_text(&arguments.code).map_err(|problem| Failure::new(problem.to_string()))?;
    let (code, folder, on) = (code.hash(), &arguments.study, arguments.on.unwrap_or_else(today));
    in_time(arguments)?;
    let key = arguments.identity.as_deref().map(decrypt::key).transpose()?;
    let mut done = Done::default();
    let _lock = lock(folder)?;
    let mut list = withdrawn(folder)?;
    list.add(&code, &[], on);
    save_list(&list, folder)?;
    done.said.push(format!("noted in {}", folder.join(FILE).display()));

    let found = Folder::read(folder).map_err(|error| Failure::io("read", folder, &error))?;
    // A table may know a donor whose bundle is gone.
    list.add_names(&code, tables::names(&found.others, &list.only(&code)));
    let sealed = sealed(&found, key.as_ref(), &mut done);
    let opened = found.bundles.iter().map(|one| (&one.path, &one.bundle));
    let all: Vec<(&PathBuf, &Bundle)> =
        opened.chain(sealed.iter().map(|(path, bundle)| (path, bundle))).collect();
    let theirs = of_donor(&all, &code, &list.only(&code));
    let bundles: Vec<&Bundle> = theirs.iter().map(|(_, bundle)| *bundle).collect();
    list.add(&code, &bundles, on);
    save_list(&list, folder)?;

    for (path, _) in &theirs {
        std::fs::remove_file(path).map_err(|error| Failure::io("delete", path, &error))?;
        done.said.push(format!("deleted {}", path.display()));
    }
    if theirs.is_empty() {
        done.warned.push(
            "no bundle in the folder has this code: if one is still sealed, or comes later, `decrypt` and `import` leave it out".into(),
        );
    }
    for (path, problem) in &found.broken {
        if !tables::stays(path, &list, &mut done) {
            done.warned
                .push(format!("`{}` may be the donor's, it cannot be read: {problem}", path.display()));
        }
    }
    tables::take_out(&found.others, &list, &mut done)?;
    Ok(done)
}

/// Whether the study's last day for it is still to come.
fn in_time(arguments: &Withdraw) -> Result<(), Failure> {
    let invitation = invitation(&arguments.study)?
        .ok_or_else(|| Failure::of(&arguments.study, "no study: a study's folder holds a `study.toml`"))?;
    let (last, asked) = (invitation.withdraw_until, arguments.on.unwrap_or_else(today));
    match last {
        Some(last) if last < asked && !arguments.after_last_day => Err(Failure::new(format!(
            "the study's last day for taking donations back was {last}\nhint: figures that were published by then stay; `--after-last-day` takes the donor out of all that comes later"
        ))),
        _ => Ok(()),
    }
}

/// The file that is locked meanwhile. It stays empty.
const LOCK: &str = "withdrawn.lock";

/// Waits for whoever else takes donors out of the study: of two at once, one would write over what the other notes. The operating
/// system drops it with the process.
fn lock(folder: &Path) -> Result<File, Failure> {
    let path = folder.join(LOCK);
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(&path);
    let file = file.map_err(|error| Failure::io("open", &path, &error))?;
    file.lock().map_err(|error| Failure::io("lock", &path, &error))?;
    Ok(file)
}

fn save_list(list: &Withdrawn, folder: &Path) -> Result<(), Failure> {
    save::bytes(&folder.join(FILE), list.to_toml().as_bytes(), true)
}

/// Sealed bundles that the key opens; warns of those that nobody looked into.
fn sealed(found: &Folder, key: Option<&Key>, done: &mut Done) -> Vec<(PathBuf, Bundle)> {
    let Some(key) = key else {
        if !found.sealed.is_empty() {
            done.warned.push(format!(
                "{} not looked into: `--identity FILE` opens what is sealed, so that what is the donor's is deleted",
                counted(found.sealed.len(), "sealed bundle", "sealed bundles")
            ));
        }
        return Vec::new();
    };
    let mut opened = Vec::new();
    for path in &found.sealed {
        match decrypt::open(path, key) {
            Ok(bundle) => opened.push((path.clone(), bundle)),
            Err(problem) => done
                .warned
                .push(format!("`{}` may be the donor's, it cannot be opened: {problem}", path.display())),
        }
    }
    opened
}

/// All bundles of the donor who has the code: those with its hash, those of the same respondent, and what is known from before.
fn of_donor<'a>(
    all: &[(&'a PathBuf, &'a Bundle)],
    code: &CodeHash,
    known: &Withdrawn,
) -> Vec<(&'a PathBuf, &'a Bundle)> {
    let names: Vec<&str> =
        all.iter().filter(|(_, one)| one.withdrawal == *code).map(|(_, one)| respondent(one)).collect();
    let theirs = |(_, one): &&(&PathBuf, &Bundle)| names.contains(&respondent(one)) || known.holds(one);
    all.iter().filter(theirs).copied().collect()
}
