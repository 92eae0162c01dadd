//! `private`: tables with noise, out of the study's one privacy budget.

use std::io::Read as _;
use std::path::Path;

use privacy::{Counted, Ledger, Plan, Privacy, Request, Settings};
use sha2::{Digest as _, Sha256};

use crate::arguments::{Input, Private};
use crate::dataset::{Dataset, codebook_path, text};
use crate::failure::{Done, Failure};
use crate::save;

/// Of intervals.
const LEVEL: f64 = 0.95;
/// Bases that a dry run tells widths for.
const BASES: [f64; 5] = [100.0, 300.0, 1000.0, 5000.0, 15_000.0];

/// # Errors
/// When a file cannot be read, the budget does not allow it, or something is there already: nothing is spent or written then.
pub fn run(arguments: &Private) -> Result<Done, Failure> {
    let settings = settings(&arguments.study)?;
    let plan =
        Plan::from_toml(&text(&arguments.plan)?).map_err(|error| Failure::of(&arguments.plan, error))?;
    let dataset = Dataset::new(&arguments.input)?;
    let mut rows = dataset.open()?;
    let question = plan.question(rows.dictionary()).map_err(failed)?;
    let request =
        Request::new(&question, &settings, arguments.epsilon, &hash(&arguments.input)?).map_err(failed)?;
    let ledger = Ledger::new(&arguments.study, &settings);
    let mut done = Done { strict: arguments.input.strict, ..Done::default() };
    if question.respondent.is_none() {
        done.warned.push(
            "the codebook names no id of respondents, so each row counts as one person\nhint: if somebody can be in two rows, name their variable as `id` of `[design]` in a mapping, for a respondent in two rows is refused".into(),
        );
    }
    if arguments.dry_run {
        let answers = question.items.iter().map(|item| item.codes.len()).max().unwrap_or(2);
        dry(&request, &settings, &ledger, answers, &mut done)?;
        return Ok(done);
    }
    let Some(to) = &arguments.to else {
        return Err(Failure::new(
            "`--to FOLDER` is missing: where the tables are written\nhint: or `--dry-run` to see what they would cost",
        ));
    };
    let paths = ["private.html", "private.md", "private.csv", "private.json"].map(|name| to.join(name));
    paths.iter().try_for_each(|path| save::check_free(path, arguments.force))?;
    let counted = Counted::gather(rows.as_mut(), &question, &settings).map_err(failed)?;
    done.faults(rows.faults());
    let released = ledger.release(&request, &counted).map_err(failed)?;
    let book = privacy::tables(
        &question,
        &settings,
        &released,
        Privacy { epsilon: arguments.epsilon, level: LEVEL },
    );
    save::folder(to)?;
    for (path, bytes) in paths.iter().zip(layouts(&book)?) {
        save::bytes(path, &bytes, arguments.force)?;
        done.said.push(format!("wrote {}", path.display()));
    }
    done.said.push(if released.served {
        "served from the ledger: the same release was made before, and cost nothing again".into()
    } else {
        format!("spent epsilon {} at delta {}", arguments.epsilon, settings.delta)
    });
    done.said.push(left(&ledger, &settings)?);
    Ok(done)
}

/// The study's `[privacy]`.
fn settings(study: &Path) -> Result<Settings, Failure> {
    let path = study.join("study.toml");
    Settings::from_toml(&text(&path)?).map_err(|error| Failure::of(&path, error))
}

fn failed(error: privacy::PrivacyError) -> Failure {
    Failure::new(error.to_string())
}

/// Says what it would cost and how wide intervals would be. Looks at no answer and writes nothing.
fn dry(
    request: &Request,
    settings: &Settings,
    ledger: &Ledger,
    answers: usize,
    done: &mut Done,
) -> Result<(), Failure> {
    let (_, deviation) = request.price(settings.delta).map_err(failed)?;
    let noise = deviation * settings.weight_bound / privacy::GRID as f64;
    let held = ledger.holds(request).map_err(failed)?;
    done.said.push(left(ledger, settings)?);
    if held {
        done.said.push(
            "the same release was made before: it would be served from the ledger and cost nothing".into(),
        );
    }
    done.said.push(format!(
        "noise: a standard deviation of {} weight in each cell; a respondent is counted {} times, with a weight of at most {}",
        book::print::decimal(noise, 1),
        request.histograms(),
        settings.weight_bound
    ));
    done.said.push("expected intervals of a share of 50%, by the base of a column (weights of 1):".into());
    for (base, quiet, loud) in privacy::expected(request, settings, answers, &BASES).map_err(failed)? {
        let points = |half: f64| book::print::decimal_percent(half, 1);
        let loud = loud.map_or("too noisy to be shown".into(), |half| format!("±{} points", points(half)));
        done.said.push(format!("  {base:>6}: {loud} (±{} without noise)", points(quiet)));
    }
    done.said.push("nothing was counted, spent or written".into());
    Ok(())
}

fn left(ledger: &Ledger, settings: &Settings) -> Result<String, Failure> {
    let (spent, left) = ledger.state().map_err(failed)?;
    let number = |number| book::print::decimal(number, 3);
    Ok(format!(
        "budget: epsilon {} at delta {}; spent so far {}, one more release may cost up to {}",
        settings.epsilon,
        settings.delta,
        number(spent),
        number(left)
    ))
}

/// Of all files that the answers are made of.
fn hash(input: &Input) -> Result<String, Failure> {
    let mut hash = Sha256::new();
    let codebook = codebook_path(&input.data, input.codebook.as_deref());
    let others = [input.mapping.as_ref(), codebook.as_ref(), input.questionnaire.as_ref()];
    for (at, path) in [Some(&input.data)].into_iter().chain(others).enumerate() {
        let Some(path) = path else { continue };
        let mut file = std::fs::File::open(path).map_err(|error| Failure::io("open", path, &error))?;
        let size = file.metadata().map_err(|error| Failure::io("read", path, &error))?.len();
        hash.update([at as u8]);
        hash.update(size.to_le_bytes());
        let mut buffer = vec![0; 1 << 16];
        loop {
            let read = file.read(&mut buffer).map_err(|error| Failure::io("read", path, &error))?;
            if read == 0 {
                break;
            }
            hash.update(&buffer[..read]);
        }
    }
    Ok(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

/// In the order of the files.
fn layouts(book: &book::noisy::Release) -> Result<[Vec<u8>; 4], Failure> {
    let failed = |error: &dyn std::fmt::Display| Failure::of(Path::new("the tables"), error);
    Ok([
        book::noisy::html::page(book).into_bytes(),
        book::noisy::markdown::text(book).into_bytes(),
        book::noisy::csv::text(book).map_err(|error| failed(&error))?.into_bytes(),
        book::noisy::json::text(book).map_err(|error| failed(&error))?.into_bytes(),
    ])
}
