//! What may not be shown: figures on small bases, figures of a few people, and what these could be worked out from.
//!
//! A table is looked at as somebody would who wants to find out: each cell is a count, bases are counts too, and [`Sum`]s say
//! which add up to which. Of what stands in several tables, what is hidden in one is hidden in all.

mod columns;
mod determined;
mod grid;

pub use columns::{Nested, are_apart, nested};
pub use grid::{Grid, HiddenCount, Place, Sum};

use std::collections::BTreeSet;

use book::{Base, Cell, Row};
use survey::tally;

use crate::plan::Conventions;

/// Hides what has to be hidden in all tables of a book, until nothing that is hidden can be worked out from what is shown.
pub fn all(grids: &mut [Grid]) {
    loop {
        grids.iter_mut().for_each(Grid::settle);
        if !alike(grids) && !as_bases(grids) {
            break;
        }
    }
}

/// The same answers in another table, or with other nets: hidden there too. Whether anything was hidden.
fn alike(grids: &mut [Grid]) -> bool {
    let hidden: BTreeSet<(String, usize)> = grids.iter().flat_map(Grid::hidden_answers).collect();
    // Of all of them, not only of the first.
    grids.iter_mut().filter_map(|grid| grid.hide_answers(&hidden).then_some(())).count() > 0
}

/// Bases that are in all columns as large as the count of an answer of which something is hidden, or as all but it: these are the
/// people who were asked on, so that the base would tell the count. In one column alone, two numbers of people may well be
/// equal by chance. Whether anything was hidden.
fn as_bases(grids: &mut [Grid]) -> bool {
    let mut hidden: Vec<HiddenCount> = grids.iter().flat_map(Grid::hidden_counts).collect();
    hidden.sort_unstable();
    hidden.dedup();
    grids.iter_mut().filter_map(|grid| grid.hide_bases(&hidden).then_some(())).count() > 0
}

/// The rows without what is hidden.
pub fn cells(rows: &mut [Row], grid: &Grid, bases: &[tally::Base], limits: &Conventions) {
    for (at, row) in rows.iter_mut().enumerate() {
        for (column, cell) in row.cells.iter_mut().enumerate() {
            if matches!(cell, Cell::Shown(_)) && grid.is_hidden((at, column)) {
                let small = bases.get(column).is_some_and(|base| base.rows < limits.least_base);
                *cell = if small { Cell::SmallBase } else { Cell::FewPeople };
            }
        }
    }
}

/// Bases, without those that are hidden: whether one of these is small is not told either.
pub fn bases(bases: &[tally::Base], grid: &Grid, limits: &Conventions) -> Vec<Base> {
    let one = |(column, base): (usize, &tally::Base)| {
        if grid.is_hidden((grid.base_row(), column)) {
            return Base { unweighted: None, weighted: None, effective: None, small: false };
        }
        crate::build::shown(base, base.rows < limits.small_base)
    };
    bases.iter().enumerate().map(one).collect()
}

/// How many people stand behind each cell; nobody behind one that is not there. Of a mean the people in its base.
pub fn counts(rows: &[Row], bases: &[tally::Base]) -> Vec<Vec<u64>> {
    let count = |cell: &Cell| cell.figure().map_or(0, |figure| figure.count);
    let mut counts: Vec<Vec<u64>> = rows.iter().map(|row| row.cells.iter().map(count).collect()).collect();
    counts.push(bases.iter().map(|base| base.rows).collect());
    counts
}

/// Which sums a table of so many rows has: the rows `whole` make up its bases, others its nets, columns make up others.
pub fn sums(
    rows: usize,
    nets: &[Vec<usize>],
    whole: &[usize],
    nested: &[Nested],
    columns: usize,
) -> Vec<Sum> {
    let mut sums = Vec::new();
    for column in 0..columns {
        let parts = |rows: &[usize]| rows.iter().map(|row| (*row, column)).collect::<Vec<Place>>();
        if !whole.is_empty() {
            sums.push(Sum { parts: parts(whole), whole: (rows, column), rest_is_a_group: true });
        }
        for net in nets {
            let Some((last, rows)) = net.split_last() else { continue };
            sums.push(Sum { parts: parts(rows), whole: (*last, column), rest_is_a_group: true });
        }
    }
    for row in 0..=rows {
        sums.extend(nested.iter().map(|nested| Sum {
            parts: nested.parts.iter().map(|column| (row, *column)).collect(),
            whole: (row, nested.whole),
            rest_is_a_group: nested.rest_is_a_group,
        }));
    }
    sums
}

#[cfg(test)]
mod tests;
