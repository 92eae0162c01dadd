//! `new`: a folder to begin a study with.

use data::Data;

use crate::arguments::New;
use crate::failure::{Done, Failure};
use crate::save;

/// # Errors
/// When a country or scale is not known, a file of the folder is there already, or one cannot be written.
pub fn run(arguments: &New) -> Result<Done, Failure> {
    let New { folder, title, countries, scales, force } = arguments;
    let wanted = folder::New { title: title.clone(), countries: countries.clone(), scales: scales.clone() };
    let files = folder::begin(&wanted, &Data::builtin()).map_err(|error| Failure::new(error.to_string()))?;
    // All or nothing: what is there is found before anything is written.
    files.iter().try_for_each(|file| save::check_free(&folder.join(file.name), *force))?;
    let folder = save::folder(folder)?;
    let mut done = Done::default();
    for file in &files {
        let path = folder.join(file.name);
        save::bytes(&path, file.text.as_bytes(), *force)?;
        done.said.push(format!("wrote {}", path.display()));
    }
    done.said.push("next: fill in study.toml and targets.toml; README.md says what follows".into());
    Ok(done)
}
