//! One table as counts that add up to each other.

use std::collections::{BTreeMap, BTreeSet};

use book::RowKind;

use super::determined::determined;
use crate::plan::Conventions;

/// A row and a column. The row after the last is that of the bases.
pub type Place = (usize, usize);

/// Cells that, with whoever is in none of them, make up another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    pub parts: Vec<Place>,
    pub whole: Place,
    /// Whether whoever is in no part is a group that can be named, and so is protected; people who did not say in which part
    /// they are, are none.
    pub rest_is_a_group: bool,
}

/// A table, and what of it is hidden.
#[derive(Debug, Clone)]
pub struct Grid {
    kinds: Vec<RowKind>,
    /// What each row counts: the same in two tables where they count the same answers.
    keys: Vec<String>,
    /// Rows by columns; the last row holds the bases.
    counts: Vec<Vec<u64>>,
    sums: Vec<Sum>,
    hidden: Vec<Vec<bool>>,
    /// Of what is hidden: what may not be worked out. Small bases alone are hidden for quality.
    protected: Vec<Vec<bool>>,
    limits: Conventions,
}

/// How many gave an answer, or did not, in each column.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct HiddenCount {
    counts: Vec<u64>,
    /// The bases that they are counted of.
    of: Vec<u64>,
    hidden: Vec<bool>,
}

/// What somebody does not know of a sum.
struct Unknown {
    /// Hidden parts.
    parts: Vec<Place>,
    /// The people in no part, if there may be any.
    rest: Option<Rest>,
    whole: bool,
}

#[derive(Clone, Copy)]
struct Rest {
    count: u64,
    is_few: bool,
}

impl Grid {
    /// A table of which nothing is hidden but figures on small bases, and of a few people.
    pub fn new(
        kinds: Vec<RowKind>,
        keys: Vec<String>,
        counts: Vec<Vec<u64>>,
        sums: Vec<Sum>,
        limits: &Conventions,
    ) -> Self {
        let hidden: Vec<Vec<bool>> = counts.iter().map(|row| vec![false; row.len()]).collect();
        let protected = hidden.clone();
        let mut grid = Self { kinds, keys, counts, sums, hidden, protected, limits: limits.clone() };
        for row in 0..grid.counts.len() {
            for column in 0..grid.counts[row].len() {
                let is_small = row < grid.base_row() && grid.base(column) < grid.limits.least_base;
                let is_few = grid.is_few((row, column));
                grid.hidden[row][column] = is_small || is_few;
                grid.protected[row][column] = is_few;
            }
        }
        grid
    }

    /// The row of the bases.
    pub fn base_row(&self) -> usize {
        self.kinds.len()
    }

    pub fn is_hidden(&self, (row, column): Place) -> bool {
        self.hidden[row][column]
    }

    fn base(&self, column: usize) -> u64 {
        self.counts[self.base_row()][column]
    }

    pub(super) fn count(&self, (row, column): Place) -> u64 {
        self.counts[row][column]
    }

    /// Of nobody there is nobody to be found.
    fn few(&self, count: u64) -> bool {
        count > 0 && count < self.limits.least_people
    }

    fn is_mean(&self, row: usize) -> bool {
        self.kinds.get(row) == Some(&RowKind::Mean)
    }

    /// Whether a count is of a few people, or of all but a few.
    fn is_few(&self, place: Place) -> bool {
        let (row, column) = place;
        if row == self.base_row() || self.is_mean(row) {
            return self.few(self.base(column));
        }
        let count = self.count(place);
        self.few(count) || self.few(self.base(column).saturating_sub(count))
    }

    fn hide(&mut self, (row, column): Place) {
        self.hidden[row][column] = true;
        self.protected[row][column] = true;
    }

    /// Hides one cell after the other until none of those that are protected can be worked out from this table.
    pub fn settle(&mut self) {
        if !self.limits.complementary {
            return;
        }
        loop {
            self.follow();
            // A sum of which nothing is left to hide is no reason to leave the others.
            let mut risky = self.sums.iter().filter(|sum| self.is_risky(sum));
            let of_sum = |sum: &Sum| {
                let places = sum.parts.iter().copied().chain([sum.whole]).collect();
                self.cheapest(places, Some(sum.whole))
            };
            let next = risky.find_map(of_sum).or_else(|| {
                self.told().into_iter().find_map(|place| self.cheapest(self.beside(place), None))
            });
            let Some(place) = next else { return };
            self.hide(place);
        }
    }

    /// Of cells that somebody is in and that are shown, the one whose hiding costs least.
    fn cheapest(&self, places: Vec<Place>, whole: Option<Place>) -> Option<Place> {
        let shown = places.into_iter().filter(|place| !self.is_hidden(*place) && self.count(*place) > 0);
        shown.min_by_key(|place| {
            let (row, column) = *place;
            let last = (row == self.base_row(), column == 0, whole == Some(*place));
            (last, self.opened(*place), self.count(*place), row, column)
        })
    }

    /// How many sums would lose their first part with this one, so that each of them needs another: what begins in two columns
    /// is closed between them, and does not spread over the table.
    fn opened(&self, place: Place) -> usize {
        let with = self.sums.iter().filter(|sum| sum.whole == place || sum.parts.contains(&place));
        let is_whole = |sum: &Sum| {
            !self.is_hidden(sum.whole)
                && sum.parts.iter().all(|part| !self.is_hidden(*part))
                && self.rest(sum).is_none()
        };
        let means = (0..self.base_row()).filter(|row| self.is_mean(*row) && !self.hidden[*row][place.1]);
        with.filter(|sum| is_whole(sum)).count() + means.count()
    }

    /// What hangs together: without a base nothing of a column is shown, and a mean tells of the answers that it is made of.
    fn follow(&mut self) {
        for column in 0..self.counts[0].len() {
            let answers = |row: &usize| !self.is_mean(*row) && self.protected[*row][column];
            let of_answers = (0..self.base_row()).any(|row| answers(&row));
            let of_base = self.hidden[self.base_row()][column];
            for row in 0..self.base_row() {
                if of_base || (of_answers && self.is_mean(row)) {
                    self.hide((row, column));
                }
            }
        }
    }

    fn unknown(&self, sum: &Sum) -> Unknown {
        let parts = sum.parts.iter().copied().filter(|place| self.is_hidden(*place)).collect();
        Unknown { parts, rest: self.rest(sum), whole: self.is_hidden(sum.whole) }
    }

    /// Who is in the whole and in no part; none if there is nobody.
    fn rest(&self, sum: &Sum) -> Option<Rest> {
        let rest = |row: usize| {
            let parts: u64 = sum.parts.iter().map(|(_, column)| self.counts[row][*column]).sum();
            self.counts[row][sum.whole.1].saturating_sub(parts)
        };
        let is_by_column = sum.parts.iter().all(|(row, _)| *row == sum.whole.0);
        if !is_by_column {
            let parts: u64 = sum.parts.iter().map(|place| self.count(*place)).sum();
            let count = self.count(sum.whole).saturating_sub(parts);
            return (count > 0).then_some(Rest { count, is_few: self.few(count) });
        }
        let (base, count) = (rest(self.base_row()), rest(sum.whole.0));
        let is_count = sum.whole.0 < self.base_row() && !self.is_mean(sum.whole.0);
        let is_few =
            if is_count { self.few(count) || self.few(base.saturating_sub(count)) } else { self.few(base) };
        (base > 0).then_some(Rest { count, is_few: is_few && sum.rest_is_a_group })
    }

    /// Whether this sum alone tells a protected count, or nearly.
    fn is_risky(&self, sum: &Sum) -> bool {
        let unknown = self.unknown(sum);
        let is_protected = |(row, column): &Place| self.protected[*row][*column];
        let rest_is_few = unknown.rest.is_some_and(|rest| rest.is_few);
        let concerns = unknown.parts.iter().any(is_protected) || rest_is_few;
        let hidden = unknown.parts.len() + usize::from(unknown.rest.is_some());
        if unknown.whole {
            return hidden == 0 && is_protected(&sum.whole);
        }
        if !concerns || hidden == 0 {
            return false;
        }
        hidden == 1 || (!self.is_mean(sum.whole.0) && self.is_tight(&unknown))
    }

    /// Whether what the unknown parts add up to leaves each of them too little room: whoever is hidden is at least one, and fewer
    /// than the least that is shown.
    fn is_tight(&self, unknown: &Unknown) -> bool {
        let parts = unknown.parts.iter().map(|place| self.count(*place));
        let is_few = unknown.parts.iter().any(|place| self.is_few(*place))
            || unknown.rest.is_some_and(|rest| rest.is_few);
        let total = parts.clone().sum::<u64>() + unknown.rest.map_or(0, |rest| rest.count);
        let most = self.limits.least_people.saturating_sub(1);
        let above = total.saturating_sub(unknown.parts.len() as u64);
        let all_are_few = unknown.rest.is_none() && parts.clone().all(|count| count <= most);
        let below = (most * unknown.parts.len() as u64).saturating_sub(total);
        is_few && (above < most || (all_are_few && below < 2))
    }

    /// Counts of a few people, and means that would tell them, that all sums together tell.
    fn told(&self) -> Vec<Place> {
        let width = self.counts[0].len();
        let equations = self.sums.iter().enumerate().map(|(at, sum)| {
            let mut equation = BTreeMap::new();
            let unknown = self.unknown(sum);
            for (row, column) in unknown.parts {
                *equation.entry(row * width + column).or_insert(0.0) += 1.0;
            }
            if unknown.whole {
                *equation.entry(sum.whole.0 * width + sum.whole.1).or_insert(0.0) -= 1.0;
            }
            if unknown.rest.is_some() {
                equation.insert(self.counts.len() * width + at, 1.0);
            }
            equation.retain(|_, factor| *factor != 0.0);
            equation
        });
        let told = determined(equations.filter(|equation| !equation.is_empty()));
        let places = told.into_iter().filter(|unknown| *unknown < self.counts.len() * width);
        places
            .map(|unknown| (unknown / width, unknown % width))
            .filter(|place| {
                self.is_few(*place) || (self.is_mean(place.0) && self.protected[place.0][place.1])
            })
            .collect()
    }

    /// The cells of all sums that a cell is in; if all of them are hidden, all cells of its row.
    fn beside(&self, place: Place) -> Vec<Place> {
        let with = self.sums.iter().filter(|sum| sum.whole == place || sum.parts.contains(&place));
        let places: Vec<Place> = with.flat_map(|sum| sum.parts.iter().copied().chain([sum.whole])).collect();
        if places.iter().any(|place| !self.is_hidden(*place) && self.count(*place) > 0) {
            return places;
        }
        let sums = self.sums.iter().filter(|sum| sum.parts.iter().any(|part| self.is_hidden(*part)));
        sums.flat_map(|sum| sum.parts.iter().copied().chain([sum.whole])).collect()
    }

    /// What is hidden so that nobody is found: which answers, in which column.
    pub fn hidden_answers(&self) -> Vec<(String, usize)> {
        self.answers()
            .filter(|(row, column)| self.protected[*row][*column])
            .map(|place| self.named(place))
            .collect()
    }

    /// Hides these answers; whether any was shown.
    pub fn hide_answers(&mut self, hidden: &BTreeSet<(String, usize)>) -> bool {
        if !self.limits.complementary {
            return false;
        }
        let shown = |place: &Place| !self.protected[place.0][place.1] && hidden.contains(&self.named(*place));
        let places: Vec<Place> = self.answers().filter(shown).collect();
        places.iter().for_each(|place| self.hide(*place));
        !places.is_empty()
    }

    /// Answers of which something is hidden: how many gave them, and the same with how many did not.
    pub fn hidden_counts(&self) -> Vec<HiddenCount> {
        let columns = 0..self.counts[0].len();
        let rows =
            (0..self.base_row()).filter(|row| !self.is_mean(*row) && self.protected[*row].contains(&true));
        let counts = rows.flat_map(|row| {
            let of = &self.counts[self.base_row()];
            let others = columns.clone().map(|column| of[column].saturating_sub(self.counts[row][column]));
            [self.counts[row].clone(), others.collect()].map(|counts| HiddenCount {
                counts,
                of: of.clone(),
                hidden: self.protected[row].clone(),
            })
        });
        counts.collect()
    }

    /// Hides the bases that are such counts, where these are hidden; whether any was shown.
    pub fn hide_bases(&mut self, hidden: &[HiddenCount]) -> bool {
        if !self.limits.complementary {
            return false;
        }
        let row = self.base_row();
        let bases = &self.counts[row];
        let told = hidden.iter().filter(|count| count.counts == *bases);
        let columns: BTreeSet<usize> = told
            .flat_map(|count| (0..bases.len()).filter(|at| count.hidden[*at] && count.of[*at] > bases[*at]))
            .filter(|column| bases[*column] > 0 && !self.hidden[row][*column])
            .collect();
        columns.iter().for_each(|column| self.hide((row, *column)));
        !columns.is_empty()
    }

    /// Cells of answers: no means, no bases.
    fn answers(&self) -> impl Iterator<Item = Place> {
        let rows = (0..self.base_row()).filter(|row| !self.is_mean(*row));
        let places: Vec<Place> =
            rows.flat_map(|row| (0..self.counts[row].len()).map(move |column| (row, column))).collect();
        places.into_iter()
    }

    fn named(&self, (row, column): Place) -> (String, usize) {
        (self.keys[row].clone(), column)
    }
}
