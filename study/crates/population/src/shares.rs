//! The five types in a population: their shares at several thresholds, and where they stand.

use microdata::{Error, Rows, State};

use crate::held::{Answers, Limits, Part, Roles, Share};

/// Thresholds of the codebook, section 3, with the codes of the answers from which on they are passed: hours a day (1, 2, 3) and
/// posts a day (0.5, 1, 2; "4 to 6 times a week" is the answer that begins at about 0.5).
pub const HOURS: [(f64, f64); 3] = [(1.0, 4.0), (2.0, 5.0), (3.0, 6.0)];
/// See [`HOURS`].
pub const POSTS: [(f64, f64); 3] = [(0.5, 4.0), (1.0, 5.0), (2.0, 6.0)];
/// In the order of the codebook.
pub const TYPES: [&str; 5] = ["Savvy Social", "Breezy Poster", "Oversharer", "Lurker", "Offliner"];
/// The middles of the answers (geometric; ours), hours a day and posts a day.
const MIDDLE_HOURS: [f64; 8] = [0.08, 0.29, 0.71, 1.41, 2.45, 3.46, 4.9, 8.0];
const MIDDLE_POSTS: [f64; 7] = [0.01, 0.07, 0.27, 0.7, 1.0, 3.2, 7.0];

/// Shares of the five types.
#[derive(Debug, Clone, PartialEq)]
pub struct Shares {
    /// For each pair of thresholds (hours, posts) the five shares, in the order of [`TYPES`].
    pub grid: Vec<((f64, f64), [Share; 5])>,
    /// Mean hours and posts (geometric) of each type but the Offliner, at the default thresholds; none without people.
    pub centres: [Option<(f64, f64)>; 4],
}

/// Works the shares out; `None` where the answers do not have `joined`, `hours` and `posts`.
///
/// # Errors
/// When the design makes no sense or reading fails.
pub fn shares(rows: &mut dyn Rows, roles: &Roles, limits: &Limits) -> Result<Option<Shares>, Error> {
    let answers = Answers::read(rows, roles, &["joined", "hours", "posts"])?;
    if !["joined", "hours", "posts"].iter().all(|name| answers.has(name)) {
        return Ok(None);
    }
    let part = answers.part(|_| true, limits)?;
    let mut grid = Vec::with_capacity(HOURS.len() * POSTS.len());
    for hours in HOURS {
        for posts in POSTS {
            grid.push(((hours.0, posts.0), at(&answers, &part, (hours.1, posts.1), limits)?));
        }
    }
    Ok(Some(Shares { grid, centres: centres(&answers) }))
}

fn at(answers: &Answers, part: &Part, from: (f64, f64), limits: &Limits) -> Result<[Share; 5], Error> {
    let types: Vec<Option<usize>> = (0..answers.rows()).map(|row| typed(answers, from, row)).collect();
    let share = |kind: usize| answers.share(part, |row| types[row].map(|own| own == kind), limits);
    Ok([share(0)?, share(1)?, share(2)?, share(3)?, share(4)?])
}

/// The place of a person's type among [`TYPES`]: the rule of the codebook on asked hours and posts.
fn typed(answers: &Answers, from: (f64, f64), row: usize) -> Option<usize> {
    let code = |name: &str| match answers.cell(name, row) {
        (State::Answered, Some(value)) => value.number(),
        _ => None,
    };
    let (hours, posts) = (code("hours"), code("posts"));
    match answers.text("joined", row) {
        "never" | "not_90_days" => return Some(4),
        "deleted" if hours == Some(1.0) => return Some(4),
        _ => {}
    }
    Some(match (hours? >= from.0, posts? >= from.1) {
        (false, false) => 0,
        (false, true) => 1,
        (true, true) => 2,
        (true, false) => 3,
    })
}

fn centres(answers: &Answers) -> [Option<(f64, f64)>; 4] {
    let mut sums = [(0.0, 0.0, 0.0); 4];
    for row in 0..answers.rows() {
        let Some(kind) = typed(answers, (HOURS[1].1, POSTS[1].1), row).filter(|kind| *kind < 4) else {
            continue;
        };
        let middle = |name: &str, middles: &[f64]| {
            let code = answers.cell(name, row).1.and_then(|value| value.number()).unwrap_or(1.0) as usize;
            libm::log(middles[code.clamp(1, middles.len()) - 1])
        };
        let weight = answers.weights[row];
        let sum = &mut sums[kind];
        *sum = (
            sum.0 + weight,
            sum.1 + weight * middle("hours", &MIDDLE_HOURS),
            sum.2 + weight * middle("posts", &MIDDLE_POSTS),
        );
    }
    sums.map(|(all, hours, posts)| (all > 0.0).then(|| (libm::exp(hours / all), libm::exp(posts / all))))
}
