//! `parasocial synth`: invented people, for those who want to try things out.

use std::path::Path;

use archive::io_reason;
use synth::{Country, Language, Person, PersonKind, Request};

use super::deliver::{OUTPUT, write};
use super::{Ended, Problem};
use crate::arguments::Synth;
use crate::outcome::{Outcome, Speech};

pub fn run(arguments: &Synth, speech: &Speech) -> Ended {
    for seed in arguments.seed..arguments.seed.saturating_add(arguments.people.max(1)) {
        let request = request(arguments, seed)?;
        let folder = if arguments.people > 1 {
            arguments.output.join(format!("person-{seed}"))
        } else {
            arguments.output.clone()
        };
        let person = invent(&request)?;
        for path in write_person(&person, &folder, arguments.force)? {
            speech.say(format_args!("wrote `{path}`"));
        }
    }
    speech.say("everything in these files is invented");
    Ok(Outcome::Done)
}

fn request(arguments: &Synth, seed: u64) -> Result<Request, Problem> {
    let mut request = Request::from_seed(seed);
    if let Some(kind) = &arguments.kind {
        request.kind = named("kind", kind, PersonKind::from_name, PersonKind::ALL, PersonKind::as_str)?;
    }
    if let Some(country) = &arguments.country {
        request.country = named("country", country, Country::from_name, Country::ALL, Country::as_str)?;
    }
    if let Some(language) = &arguments.language {
        request.language = named("language", language, Language::from_name, Language::ALL, Language::as_str)?;
    }
    request.weeks = arguments.weeks.unwrap_or(request.weeks).max(1);
    Ok(request)
}

fn named<T: Copy>(
    what: &str,
    wanted: &str,
    find: impl Fn(&str) -> Option<T>,
    all: &[T],
    name: impl Fn(T) -> &'static str,
) -> Result<T, Problem> {
    find(wanted).ok_or_else(|| {
        let names: Vec<&str> = all.iter().map(|one| name(*one)).collect();
        Problem::usage(format!("no {what} is called `{wanted}`\nhint: one of {}", names.join(", ")))
    })
}

/// Invents a person.
pub fn invent(request: &Request) -> Result<Person, Problem> {
    Person::invent(request).map_err(|error| Problem {
        outcome: Outcome::Bug,
        what: format!("the stock of phrases is broken: {error}"),
    })
}

/// Writes a person's exports, the events as they should come back, and the truth; returns the paths.
pub fn write_person(person: &Person, folder: &Path, force: bool) -> Result<Vec<String>, Problem> {
    host::make_folder(folder).map_err(|error| {
        Problem::unusable(format!(
            "cannot make the folder `{}`: {}",
            folder.display(),
            io_reason(error.kind())
        ))
    })?;
    let mut paths = Vec::new();
    let mut put = |name: &str, bytes: &[u8]| {
        let path = folder.join(name);
        write(&path, bytes, force, OUTPUT).map(|()| paths.push(path.display().to_string()))
    };
    for export in person.exports() {
        let zip = synth::to_zip(&export.members).map_err(|error| {
            Problem::unusable(format!("cannot pack the export: {}", io_reason(error.kind())))
        })?;
        put(&export.file_name, &zip)?;
        let expected: String = export.expected.iter().flat_map(|line| [line.as_str(), "\n"]).collect();
        put(&export.file_name.replace(".zip", ".expected.jsonl"), expected.as_bytes())?;
    }
    put("truth.json", person.truth().as_bytes())?;
    Ok(paths)
}
