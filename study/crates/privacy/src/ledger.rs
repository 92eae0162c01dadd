//! The study's one budget: what was spent, and what was released for it.
//!
//! A file in the study's folder, `privacy-ledger.json`. Under a lock that the operating system drops with the process, a release is
//! looked up, paid for, drawn, and written with its price in one step that happens whole or not at all; only then is it handed out.
//! So whatever ends a command, and however many run at once: what was handed out was paid for, and what was paid for is kept and
//! is handed out again for nothing.

use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::budget::{self, BILLION};
use crate::counted::{Places, sensitivity};
use crate::plan::{Item, Question};
use crate::{Budget, Counted, PrivacyError, Rho, Settings, noise};

/// The name of the file.
pub const LEDGER: &str = "privacy-ledger.json";
const LOCK: &str = "privacy-ledger.lock";
const FORMAT: &str = "parasocial-privacy-ledger/1";

/// The ledger of a study.
#[derive(Debug, Clone)]
pub struct Ledger {
    folder: PathBuf,
    budget: Budget,
}

/// What one release is made of: the same request is the same release.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    /// A hash of all that the sums depend on.
    key: String,
    /// For people who read the ledger.
    title: String,
    /// What it may cost on its own, at the study's delta.
    epsilon: f64,
    histograms: usize,
    cells: usize,
}

/// Sums with noise.
#[derive(Debug, Clone, PartialEq)]
pub struct Released {
    /// In units of `weight_bound / GRID`, laid out as [`Counted`] says.
    pub sums: Vec<i64>,
    /// The standard deviation of the noise of each, in the same unit.
    pub deviation: f64,
    /// Whether it was there already and cost nothing.
    pub served: bool,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Pages {
    format: String,
    epsilon: f64,
    delta: f64,
    budget_billionths_of_rho: Rho,
    releases: Vec<Entry>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    request: String,
    title: String,
    epsilon: f64,
    billionths_of_rho: Rho,
    deviation: f64,
    sums: Vec<i64>,
}

impl Request {
    /// Of a question at a price. `answers` is a hash of the answers. Labels, titles and nets are none of it: they can be changed
    /// without paying again.
    ///
    /// # Errors
    /// When epsilon is out of its range.
    pub fn new(
        question: &Question,
        settings: &Settings,
        epsilon: f64,
        answers: &str,
    ) -> Result<Self, PrivacyError> {
        #[derive(Serialize)]
        struct Cells<'a> {
            weight: &'a Option<String>,
            weight_bound: f64,
            groups: Vec<(&'a str, &'a [microdata::Value])>,
            items: &'a [Item],
            epsilon: f64,
            answers: &'a str,
        }
        if !(epsilon > 0.0 && epsilon <= 20.0) {
            return Err(PrivacyError::asked("`--epsilon`", "it has to be above 0 and at most 20"));
        }
        let cells = Cells {
            weight: &question.weight,
            weight_bound: settings.weight_bound,
            groups: question
                .groups
                .iter()
                .map(|group| (group.variable.as_str(), group.codes.as_slice()))
                .collect(),
            items: &question.items,
            epsilon,
            answers,
        };
        let text = serde_json::to_string(&cells)
            .map_err(|_| PrivacyError::asked("the plan", "it has no JSON form"))?;
        let places = Places::of(question);
        Ok(Self {
            key: hex(&Sha256::digest(text.as_bytes())),
            title: question.title.clone(),
            epsilon,
            histograms: places.histograms(),
            cells: places.cells(),
        })
    }

    /// What it costs of the budget, and how wide its noise is in units of `weight_bound / GRID`.
    ///
    /// # Errors
    /// When OpenDP cannot account for it.
    pub fn price(&self, delta: f64) -> Result<(Rho, f64), PrivacyError> {
        let rho = Budget { epsilon: self.epsilon, delta }.rho()?;
        Ok((rho, noise::deviation(sensitivity(self.histograms), rho)))
    }

    /// Histograms that share the noise.
    pub fn histograms(&self) -> usize {
        self.histograms
    }
}

/// Small letters and digits.
fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Ledger {
    /// The ledger of the study in this folder, which has this budget. Nothing is written before something is released.
    pub fn new(folder: &Path, settings: &Settings) -> Self {
        Self { folder: folder.to_owned(), budget: settings.budget() }
    }

    /// Epsilon spent and left at the study's delta, as OpenDP accounts for it. What is left is what one more release may cost.
    ///
    /// # Errors
    /// When the ledger cannot be read, or belongs to another budget.
    pub fn state(&self) -> Result<(f64, f64), PrivacyError> {
        let pages = self.read()?;
        let left = pages.budget_billionths_of_rho.saturating_sub(spent(&pages)?);
        Ok((budget::epsilon(spent(&pages)?, self.budget.delta)?, budget::epsilon(left, self.budget.delta)?))
    }

    /// Whether this release is there already.
    ///
    /// # Errors
    /// As [`Ledger::state`].
    pub fn holds(&self, request: &Request) -> Result<bool, PrivacyError> {
        Ok(self.read()?.releases.iter().any(|entry| entry.request == request.key))
    }

    /// Hands out sums with noise: those that were released before, or new ones, which are paid for and written down first.
    ///
    /// # Errors
    /// When the budget does not allow it, the ledger cannot be read or written, or noise cannot be drawn. Nothing is released then.
    pub fn release(&self, request: &Request, counted: &Counted) -> Result<Released, PrivacyError> {
        let _lock = self.lock()?;
        let mut pages = self.read()?;
        if let Some(entry) = pages.releases.iter().find(|entry| entry.request == request.key) {
            if entry.sums.len() != request.cells {
                return Err(self.broken("a release has not as many sums as its request asks for"));
            }
            return Ok(Released { sums: entry.sums.clone(), deviation: entry.deviation, served: true });
        }
        if counted.sums.len() != request.cells || counted.histograms != request.histograms {
            return Err(PrivacyError::asked("the answers", "they were not counted for this request"));
        }
        let (price, _) = request.price(self.budget.delta)?;
        let left = pages.budget_billionths_of_rho.saturating_sub(spent(&pages)?);
        if price > left {
            return Err(PrivacyError::Exceeded {
                asked: request.epsilon,
                left: budget::epsilon(left, self.budget.delta)?,
                total: self.budget.epsilon,
            });
        }
        let (sums, deviation) = noise::noisy(&counted.sums, counted.sensitivity(), price)?;
        pages.releases.push(Entry {
            request: request.key.clone(),
            title: request.title.clone(),
            epsilon: request.epsilon,
            billionths_of_rho: price,
            deviation,
            sums: sums.clone(),
        });
        self.write(&pages)?;
        Ok(Released { sums, deviation, served: false })
    }

    fn path(&self) -> PathBuf {
        self.folder.join(LEDGER)
    }

    fn broken(&self, what: &str) -> PrivacyError {
        let what = format!(
            "is not a ledger that can be trusted: {what}\n  nothing was released, since it cannot be told what was spent\nhint: bring back the file as it was"
        );
        PrivacyError::file(&self.path(), what)
    }

    /// Waits for whoever is at it.
    fn lock(&self) -> Result<File, PrivacyError> {
        let path = self.folder.join(LOCK);
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(&path);
        let file = file.map_err(|error| PrivacyError::io(&path, "opened", &error))?;
        file.lock().map_err(|error| PrivacyError::io(&path, "locked", &error))?;
        Ok(file)
    }

    /// The ledger as it is, or an empty one with the budget of the study.
    fn read(&self) -> Result<Pages, PrivacyError> {
        let text = match std::fs::read_to_string(self.path()) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Ok(Pages {
                    format: FORMAT.into(),
                    epsilon: self.budget.epsilon,
                    delta: self.budget.delta,
                    budget_billionths_of_rho: self.budget.rho()?,
                    releases: Vec::new(),
                });
            }
            Err(error) => return Err(PrivacyError::io(&self.path(), "read", &error)),
        };
        let pages: Pages = serde_json::from_str(&text).map_err(|error| {
            self.broken(&format!("it does not read at line {}, column {}", error.line(), error.column()))
        })?;
        if pages.format != FORMAT {
            return Err(self.broken(&format!("its format is not {FORMAT}")));
        }
        if (pages.epsilon, pages.delta) != (self.budget.epsilon, self.budget.delta) {
            let what = format!(
                "was begun with a budget of epsilon {} and delta {}, and the study now says {} and {}\n  nothing was released\nhint: a budget is stated once; write back the first into `[privacy]` of study.toml",
                pages.epsilon, pages.delta, self.budget.epsilon, self.budget.delta
            );
            return Err(PrivacyError::file(&self.path(), what));
        }
        // The conversion by which the budget was found, so that a budget of ours fits to the last digit.
        let stated = budget::epsilon(pages.budget_billionths_of_rho, self.budget.delta);
        if !stated.is_ok_and(|epsilon| epsilon <= self.budget.epsilon) {
            return Err(self.broken("its budget is larger than its epsilon and delta allow"));
        }
        Ok(pages)
    }

    /// Whole or not at all, and on the disk before anything is handed out.
    fn write(&self, pages: &Pages) -> Result<(), PrivacyError> {
        let path = self.path();
        let failed = |error: std::io::Error| PrivacyError::io(&path, "written", &error);
        let text =
            serde_json::to_string_pretty(pages).map_err(|_| self.broken("it has no JSON form"))? + "\n";
        let mut file = tempfile::NamedTempFile::new_in(&self.folder).map_err(failed)?;
        file.write_all(text.as_bytes()).map_err(failed)?;
        file.as_file().sync_all().map_err(failed)?;
        file.persist(&path).map_err(|error| failed(error.error))?;
        // The name as well. Where folders cannot be opened as files there is nothing to be done.
        match File::open(&self.folder) {
            Ok(folder) => {
                folder.sync_all().or_else(|error| if cfg!(unix) { Err(failed(error)) } else { Ok(()) })
            }
            Err(error) => {
                if cfg!(unix) {
                    Err(failed(error))
                } else {
                    Ok(())
                }
            }
        }
    }
}

fn spent(pages: &Pages) -> Result<Rho, PrivacyError> {
    let total =
        pages.releases.iter().try_fold(0_u64, |total, entry| total.checked_add(entry.billionths_of_rho));
    total.ok_or_else(|| PrivacyError::Noise(format!("the ledger holds more than {BILLION} can count")))
}
