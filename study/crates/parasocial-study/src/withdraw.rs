//! `withdraw`: a donor takes a donation back.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use donation::traced::respondent;
use donation::{Bundle, CodeHash, WithdrawalCode};
use donations::{FILE, Folder, Withdrawn, without};
use microdata::{Column, Rows};

use crate::arguments::{Input, Withdraw};
use crate::bundles::{counted, invitation, today, withdrawn};
use crate::dataset::Dataset;
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
    let folder = &arguments.study;
    in_time(arguments)?;
    let mut done = Done::default();
    let mut list = withdrawn(folder)?;
    let found = Folder::read(folder).map_err(|error| Failure::io("read", folder, &error))?;
    let sealed = sealed(&found, arguments)?;
    let opened = found.bundles.iter().map(|one| (&one.path, &one.bundle));
    let all: Vec<(&PathBuf, &Bundle)> =
        opened.chain(sealed.iter().map(|(path, bundle)| (path, bundle))).collect();
    let theirs = of_donor(&all, &code.hash(), &list.only(&code.hash()));
    let bundles: Vec<&Bundle> = theirs.iter().map(|(_, bundle)| *bundle).collect();
    list.add(&code.hash(), &bundles, arguments.on.unwrap_or_else(today));
    save::bytes(&folder.join(FILE), list.to_toml().as_bytes(), true)?;
    done.said.push(format!("noted in {}", folder.join(FILE).display()));
    for (path, _) in &theirs {
        std::fs::remove_file(path).map_err(|error| Failure::io("delete", path, &error))?;
        done.said.push(format!("deleted {}", path.display()));
    }
    if theirs.is_empty() {
        done.warned.push(
            "no bundle in the folder has this code: if it is still sealed, `decrypt` will leave it out; tables that it is in cannot be told, so `import` them anew"
                .into(),
        );
    }
    if arguments.identity.is_none() && !found.sealed.is_empty() {
        done.warned.push(format!(
            "{} not looked into: `--identity FILE` opens what is sealed, so that what is the donor's is deleted",
            counted(found.sealed.len(), "sealed bundle", "sealed bundles")
        ));
    }
    tables(&found.others, &list, &mut done)?;
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

/// Sealed bundles that the key opens.
fn sealed(found: &Folder, arguments: &Withdraw) -> Result<Vec<(PathBuf, Bundle)>, Failure> {
    let Some(identity) = &arguments.identity else { return Ok(Vec::new()) };
    let key = decrypt::key(identity)?;
    let open = |path: &PathBuf| Some((path.clone(), decrypt::open(path, &key).ok()?));
    Ok(found.sealed.iter().filter_map(open).collect())
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

/// Takes withdrawn donors out of every table in the folder.
fn tables(others: &[PathBuf], list: &Withdrawn, done: &mut Done) -> Result<(), Failure> {
    let numbers = list.numbers();
    let mut changed = false;
    for path in others.iter().filter(|path| is_table(path)) {
        let input =
            Input { data: path.clone(), mapping: None, codebook: None, questionnaire: None, strict: false };
        let counted = Dataset::new(&input).and_then(|dataset| {
            let hit = holds_any(dataset.open()?, &numbers)?;
            Ok((dataset, hit))
        });
        let (dataset, hit) = match counted {
            Ok(counted) => counted,
            Err(problem) => {
                done.warned.push(format!(
                    "`{}` was left as it is ({problem}): see yourself whether the donor is in it",
                    path.display()
                ));
                continue;
            }
        };
        if hit {
            let mut rows = || Ok(without(dataset.open()? as Box<dyn Rows>, &numbers));
            save::rows(&mut rows, path, true)?;
            done.said.push(format!("took the donor out of {}", path.display()));
            changed = true;
        }
    }
    if changed {
        done.warned
            .push("reports and tables that were made before still count the donor: make them anew".into());
    }
    Ok(())
}

fn is_table(path: &Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    matches!(ending.as_deref(), Some("parquet" | "csv" | "sav" | "zsav" | "dta"))
}

/// Whether a data set holds one of these donors. It is read to its end: one with rows that cannot be read is not written anew, which
/// would lose them.
fn holds_any(mut rows: Box<dyn Rows>, numbers: &BTreeSet<String>) -> Result<bool, Failure> {
    let Some(donor) = rows.dictionary().position("traced_donor") else { return Ok(false) };
    let mut holds = false;
    while let Some(chunk) = rows.next()? {
        if let Some(Column::Texts(texts)) = chunk.columns.get(donor) {
            holds |= texts.iter().flatten().any(|text| numbers.contains(text));
        }
    }
    match rows.faults().rows {
        0 => Ok(holds),
        lost => Err(Failure::new(format!("{lost} rows cannot be read"))),
    }
}
