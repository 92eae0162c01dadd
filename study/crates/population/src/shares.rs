//! The five types in a population: their shares at several thresholds, and where they stand.

use microdata::{Error, Rows, State};
use questionnaire::types::{Edges, HOURS, POSTS, UserType, of_row};
use survey::disclosure;

use crate::held::{Answers, Estimated, Limits, Part, Roles, Share};

/// In the order of the codebook.
pub const TYPES: [UserType; 5] = UserType::SHOWN;
/// The middles of the answers (geometric; ours), hours a day and posts a day.
pub const MIDDLE_HOURS: [f64; HOURS.len()] = [0.08, 0.29, 0.71, 1.41, 2.45, 3.46, 4.9, 8.0];
pub const MIDDLE_POSTS: [f64; POSTS.len()] = [0.01, 0.07, 0.27, 0.7, 1.0, 3.2, 7.0];

/// Shares of the five types.
#[derive(Debug, Clone, PartialEq)]
pub struct Shares {
    /// For each pair of thresholds that is printed the five shares, in the order of [`TYPES`].
    pub grid: Vec<(Edges, [Share; 5])>,
    /// Mean hours and posts (geometric) of each type but the Offliner, at the default thresholds; none without people.
    pub centres: [Option<(f64, f64)>; 4],
}

/// What people say, row by row: hours and posts as codes, NaN where there is no answer.
struct Said<'a> {
    joined: Vec<&'a str>,
    hours: Vec<f64>,
    posts: Vec<f64>,
}

/// Works the shares out; `None` where the answers do not have `joined`, `hours` and `posts`.
///
/// The five shares of one pair of thresholds add up to everybody, so that those of few people are hidden with what would tell them.
/// Sums of several pairs hang together, too: where few people have the same types at all pairs, the default pair is shown alone.
///
/// # Errors
/// When the design makes no sense or reading fails.
pub fn shares(rows: &mut dyn Rows, roles: &Roles, limits: &Limits) -> Result<Option<Shares>, Error> {
    let answers = Answers::read(rows, roles, &["joined", "hours", "posts"])?;
    if !["joined", "hours", "posts"].iter().all(|name| answers.has(name)) {
        return Ok(None);
    }
    let said = Said::of(&answers);
    let part = answers.part(|_| true, limits)?;
    let by_edges = Edges::printed().map(|edges| said.types(edges));
    let is_fine = is_fine(&answers, &by_edges, limits);
    let mut grid = Vec::with_capacity(by_edges.len());
    for (edges, types) in Edges::printed().into_iter().zip(&by_edges) {
        let mut shares = at(&answers, &part, types, limits)?;
        if !is_fine && edges != Edges::default() {
            shares.iter_mut().for_each(hide);
        }
        grid.push((edges, shares));
    }
    Ok(Some(Shares { grid, centres: centres(&answers, &said) }))
}

impl<'a> Said<'a> {
    fn of(answers: &'a Answers) -> Self {
        let rows = 0..answers.rows();
        let number = |name: &str, row: usize| match answers.cell(name, row) {
            (State::Answered, Some(value)) => value.number().unwrap_or(f64::NAN),
            _ => f64::NAN,
        };
        Self {
            joined: rows.clone().map(|row| answers.text("joined", row)).collect(),
            hours: rows.clone().map(|row| number("hours", row)).collect(),
            posts: rows.map(|row| number("posts", row)).collect(),
        }
    }

    fn types(&self, edges: Edges) -> Vec<Option<UserType>> {
        let one = |row: usize| of_row(self.joined[row], self.hours[row], self.posts[row], edges);
        (0..self.joined.len()).map(one).collect()
    }
}

/// The five shares at one pair of thresholds.
fn at(
    answers: &Answers,
    part: &Part,
    types: &[Option<UserType>],
    limits: &Limits,
) -> Result<[Share; 5], Error> {
    let share = |kind: UserType| answers.share(part, |row| types[row].map(|own| own == kind), limits);
    let mut shares =
        [share(TYPES[0])?, share(TYPES[1])?, share(TYPES[2])?, share(TYPES[3])?, share(TYPES[4])?];
    let counts = TYPES.map(|kind| people(answers, |row| types[row] == Some(kind)));
    for (share, hidden) in shares.iter_mut().zip(disclosure::hidden(&counts, limits.least_people)) {
        if hidden {
            hide(share);
        }
    }
    Ok(shares)
}

fn hide(share: &mut Share) {
    if matches!(share.estimated, Estimated::Shown { .. }) {
        share.estimated = Estimated::FewPeople;
    }
}

/// How many people with a weight.
fn people(answers: &Answers, of: impl Fn(usize) -> bool) -> u64 {
    (0..answers.rows()).filter(|row| answers.weights[*row] > 0.0 && of(*row)).count() as u64
}

/// Whether nobody is among few who have the same type at every pair of thresholds. Then no share is of few, and nothing that can be
/// worked out of several. Else each pair would have to hide what the others tell: where hours and posts change, so many go from one type
/// to the next, which tells a share that is hidden at one pair of thresholds from that at another.
fn is_fine(answers: &Answers, by_edges: &[Vec<Option<UserType>>], limits: &Limits) -> bool {
    let mut groups = std::collections::BTreeMap::<Vec<Option<UserType>>, u64>::new();
    for row in (0..answers.rows()).filter(|row| answers.weights[*row] > 0.0) {
        *groups.entry(by_edges.iter().map(|types| types[row]).collect()).or_default() += 1;
    }
    // Who has no type has none anywhere, and is in no share.
    groups.iter().all(|(types, people)| types.contains(&None) || *people >= limits.least_people)
}

fn centres(answers: &Answers, said: &Said<'_>) -> [Option<(f64, f64)>; 4] {
    let mut sums = [(0.0, 0.0, 0.0); 4];
    for (row, own) in said.types(Edges::default()).into_iter().enumerate() {
        let Some(sum) = TYPES.iter().position(|kind| Some(*kind) == own).and_then(|at| sums.get_mut(at))
        else {
            continue;
        };
        let middle =
            |code: f64, middles: &[f64]| libm::log(middles[(code as usize).clamp(1, middles.len()) - 1]);
        let weight = answers.weights[row];
        *sum = (
            sum.0 + weight,
            sum.1 + weight * middle(said.hours[row], &MIDDLE_HOURS),
            sum.2 + weight * middle(said.posts[row], &MIDDLE_POSTS),
        );
    }
    sums.map(|(all, hours, posts)| (all > 0.0).then(|| (libm::exp(hours / all), libm::exp(posts / all))))
}

#[cfg(test)]
mod tests {
    use microdata::{Chunk, Column, Dictionary, Memory, Variable};

    use super::*;

    /// People by `joined`, hours and posts, so many of each.
    fn found(people: &[(&str, f64, f64, usize)]) -> Shares {
        let each = || people.iter().flat_map(|one| std::iter::repeat_n(one, one.3));
        let columns = vec![
            Column::Texts(each().map(|one| Some(one.0.to_owned())).collect()),
            Column::Numbers(each().map(|one| one.1).collect()),
            Column::Numbers(each().map(|one| one.2).collect()),
        ];
        let variables = vec![Variable::text("joined"), Variable::number("hours"), Variable::number("posts")];
        let mut rows =
            Memory::new(Dictionary { variables, ..Dictionary::default() }, vec![Chunk { columns }]).unwrap();
        let limits = Limits { least_base: 30, least_people: 10, ..Limits::default() };
        shares(&mut rows, &Roles::default(), &limits).unwrap().unwrap()
    }

    fn is_shown(share: &Share) -> bool {
        matches!(share.estimated, Estimated::Shown { .. })
    }

    #[test]
    fn five_shares_add_up_so_that_the_few_are_hidden_with_another_and_at_one_pair_alone() {
        let found = found(&[
            ("active", 1.0, 1.0, 90),
            ("active", 1.0, 7.0, 40),
            ("active", 8.0, 7.0, 30),
            ("active", 8.0, 1.0, 25),
            ("never", f64::NAN, f64::NAN, 6),
            ("-9", 8.0, 1.0, 5),
        ]);
        for (edges, shares) in &found.grid {
            let is_default = *edges == Edges::default();
            let expected = [is_default, is_default, is_default, false, false];
            assert_eq!(shares.each_ref().map(is_shown), expected, "{edges:?}");
            // Who gave no answer to `joined` has no type.
            assert_eq!(shares[0].rows, 191);
        }
    }

    #[test]
    fn where_few_change_their_type_the_default_thresholds_stand_alone() {
        let people = |between: usize| {
            found(&[
                ("active", 1.0, 1.0, 90),
                // From one to two hours.
                ("active", 4.0, 1.0, between),
                ("active", 1.0, 7.0, 40),
                ("active", 8.0, 7.0, 30),
                ("active", 8.0, 1.0, 25),
                ("never", f64::NAN, f64::NAN, 20),
            ])
        };
        for (between, others) in [(9, false), (10, true)] {
            for (edges, shares) in &people(between).grid {
                let expected = others || *edges == Edges::default();
                assert!(shares.iter().all(|share| is_shown(share) == expected), "{between} {edges:?}");
            }
        }
    }
}
