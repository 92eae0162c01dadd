//! What is hidden, and whether somebody who knows all that is shown could work it out.

#![allow(clippy::unwrap_used)] // a test

use book::RowKind;

use super::*;

/// One table of single answers by the total and one group of columns.
fn grid(kinds: &[RowKind], counts: &[&[u64]], nets: &[Vec<usize>], limits: &Conventions) -> Grid {
    let columns = counts[0].len();
    let nested =
        (columns > 1).then(|| Nested { parts: (1..columns).collect(), whole: 0, rest_is_a_group: false });
    let nested: Vec<Nested> = nested.into_iter().collect();
    let whole: Vec<usize> = (0..kinds.len()).filter(|row| kinds[*row] == RowKind::Category).collect();
    let sums = sums(kinds.len(), nets, &whole, &nested, columns);
    let keys = (0..kinds.len()).map(|row| row.to_string()).collect();
    let counts = counts.iter().map(|row| row.to_vec()).collect();
    Grid::new(kinds.to_vec(), keys, counts, sums, limits)
}

fn drawn(grid: &Grid, columns: usize) -> Vec<String> {
    let mark = |row: usize| {
        (0..columns).map(move |column| if grid.is_hidden((row, column)) { 'h' } else { '.' }).collect()
    };
    (0..=grid.base_row()).map(mark).collect()
}

/// The last row of counts is that of the bases.
fn hidden(counts: &[&[u64]], nets: &[Vec<usize>], complementary: bool) -> Vec<String> {
    let mut kinds = vec![RowKind::Category; counts.len() - 1];
    for net in nets {
        kinds[*net.last().unwrap()] = RowKind::Net;
    }
    let limits = Conventions { complementary, ..Conventions::default() };
    let mut grids = [grid(&kinds, counts, nets, &limits)];
    all(&mut grids);
    drawn(&grids[0], counts[0].len())
}

#[test]
fn few_people_and_small_bases_are_hidden() {
    let counts: &[&[u64]] = &[&[100, 9, 10, 0], &[100, 91, 90, 20], &[200, 100, 100, 20]];
    assert_eq!(hidden(counts, &[], false), [".h.h", ".h.h", "...."]);
    // Nobody and everybody: there is nobody to be found.
    assert_eq!(hidden(&[&[0], &[50], &[50]], &[], false), [".", ".", "."]);
}

#[test]
fn what_a_hidden_one_could_be_worked_out_from_is_hidden_too() {
    assert_eq!(hidden(&[&[9], &[60], &[31], &[100]], &[], true), ["h", ".", "h", "."]);
    assert_eq!(hidden(&[&[9], &[60], &[31], &[100]], &[], false), ["h", ".", ".", "."]);
    // By columns, and on from there: the total is hidden last.
    let counts: &[&[u64]] = &[&[100, 9, 91], &[400, 191, 209], &[500, 200, 300]];
    assert_eq!(hidden(counts, &[], true), [".hh", ".hh", "..."]);
}

#[test]
fn two_of_one_person_each_are_not_told_by_what_they_add_up_to() {
    assert_eq!(hidden(&[&[40], &[58], &[1], &[1], &[100]], &[], true), ["h", ".", "h", "h", "."]);
    // Nine and nine, where none may be more than nine.
    assert_eq!(hidden(&[&[40], &[42], &[9], &[9], &[100]], &[], true), ["h", ".", "h", "h", "."]);
}

#[test]
fn a_net_tells_no_part_and_its_parts_not_the_net() {
    // The net is all but nine: so is the answer that is not in it.
    let counts: &[&[u64]] = &[&[60], &[31], &[9], &[91], &[100]];
    let told = hidden(counts, &[vec![0, 1, 3]], true);
    assert_eq!((told[2].as_str(), told[3].as_str()), ("h", "h"));
    assert!(told[0] == "h" || told[1] == "h", "{told:?}");
}

#[test]
fn a_base_of_a_few_is_not_told_by_the_others() {
    // Seven people in the second column: the third is hidden whole, or the total would tell.
    let counts: &[&[u64]] = &[&[107, 4, 43, 60], &[100, 3, 57, 40], &[207, 7, 100, 100]];
    assert_eq!(hidden(counts, &[], true), [".hh.", ".hh.", ".hh."]);
    // Nor where nobody gave an answer, of which nothing can be hidden beside.
    let counts: &[&[u64]] = &[&[0, 0, 0, 0], &[107, 4, 43, 60], &[100, 3, 57, 40], &[207, 7, 100, 100]];
    assert_eq!(hidden(counts, &[], true)[1..], [".hh.", ".hh.", ".hh."]);
}

#[test]
fn none_and_any_of_a_set_tell_each_other() {
    // No answer, and any: together everybody.
    let kinds = [RowKind::Category, RowKind::Net];
    let counts: Vec<Vec<u64>> = vec![vec![56, 6, 20, 30], vec![334, 194, 80, 60], vec![390, 200, 100, 90]];
    let nested = [Nested { parts: vec![1, 2, 3], whole: 0, rest_is_a_group: false }];
    let sums = sums(2, &[], &[0, 1], &nested, 4);
    let keys = vec!["none".to_owned(), "any".to_owned()];
    let mut grids = [Grid::new(kinds.to_vec(), keys, counts, sums, &Conventions::default())];
    all(&mut grids);
    let told = drawn(&grids[0], 4);
    assert_eq!(told[0], told[1], "what is hidden of one is hidden of the other");
}

#[test]
fn a_mean_is_hidden_with_the_answers_that_it_would_tell() {
    let kinds = [RowKind::Category, RowKind::Category, RowKind::Category, RowKind::Mean];
    let counts: &[&[u64]] = &[
        &[110, 4, 46, 60],
        &[100, 50, 30, 20],
        &[90, 46, 24, 20],
        &[300, 100, 100, 100],
        &[300, 100, 100, 100],
    ];
    let mut grids = [grid(&kinds, counts, &[], &Conventions::default())];
    all(&mut grids);
    let told = drawn(&grids[0], 4);
    assert_eq!(told[0], ".hh.");
    // Of one hidden mean the others would tell; of two they do not.
    assert_eq!(told[3], ".hh.");
}

#[test]
fn what_one_table_hides_no_other_shows() {
    let kinds = [RowKind::Category; 2];
    let counts: &[&[u64]] = &[&[193], &[7], &[200]];
    let mut grids = [
        grid(&kinds, counts, &[], &Conventions::default()),
        // The same question, of which less is hidden by itself: asked of more people.
        grid(&kinds, &[&[193], &[17], &[210]], &[], &Conventions::default()),
        // Those who gave the first answer were asked on: their base would tell.
        grid(&kinds, &[&[100], &[93], &[193]], &[], &Conventions::default()),
        grid(&kinds, &[&[100], &[92], &[192]], &[], &Conventions::default()),
    ];
    grids[2] = renamed(grids[2].clone(), &["a", "b"]);
    grids[3] = renamed(grids[3].clone(), &["c", "d"]);
    all(&mut grids);
    assert_eq!(drawn(&grids[1], 1), ["h", "h", "."]);
    assert_eq!(drawn(&grids[2], 1), ["h", "h", "h"]);
    assert_eq!(drawn(&grids[3], 1), [".", ".", "."]);
}

fn renamed(grid: Grid, keys: &[&str]) -> Grid {
    let counts: Vec<Vec<u64>> = (0..=grid.base_row()).map(|row| vec![grid.count((row, 0))]).collect();
    let kinds = vec![RowKind::Category; keys.len()];
    let sums = sums(keys.len(), &[], &(0..keys.len()).collect::<Vec<_>>(), &[], 1);
    Grid::new(kinds, keys.iter().map(ToString::to_string).collect(), counts, sums, &Conventions::default())
}
