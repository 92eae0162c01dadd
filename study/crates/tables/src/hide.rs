//! What may not be shown: figures on small bases, figures of a few people, and what these could be worked out from.

use book::{Base, Cell, Row, RowKind};
use survey::tally;

use crate::plan::Conventions;

/// Cells (row, column) of which one is the sum of the others, or all of which add up to a whole: of one that is hidden, the
/// others tell it.
pub type Relation = Vec<(usize, usize)>;

/// Hides cells.
pub fn cells(rows: &mut [Row], bases: &[tally::Base], limits: &Conventions, relations: &[Relation]) {
    for row in rows.iter_mut() {
        for (cell, base) in row.cells.iter_mut().zip(bases) {
            if let Some(reason) = reason(cell, row.kind, base, limits) {
                *cell = reason;
            }
        }
    }
    while limits.complementary && relations.iter().any(|relation| hide_one_more(rows, relation)) {}
}

fn reason(cell: &Cell, kind: RowKind, base: &tally::Base, limits: &Conventions) -> Option<Cell> {
    let Cell::Shown(figure) = cell else { return None };
    if base.rows < limits.least_base {
        return Some(Cell::SmallBase);
    }
    // Of nobody there is nobody to be found.
    let few = |count: u64| count > 0 && count < limits.least_people;
    let others = base.rows.saturating_sub(figure.count);
    (kind != RowKind::Mean && (few(figure.count) || few(others))).then_some(Cell::FewPeople)
}

/// If one cell alone is hidden, hides the one with the fewest people beside it, the total last; false if there is nothing to do.
fn hide_one_more(rows: &mut [Row], relation: &Relation) -> bool {
    let is_hidden = |cell: &Cell| matches!(cell, Cell::SmallBase | Cell::FewPeople | Cell::Complement);
    let hidden = relation.iter().filter(|(row, column)| is_hidden(&rows[*row].cells[*column])).count();
    if hidden != 1 {
        return false;
    }
    let people = |(row, column): &(usize, usize)| match &rows[*row].cells[*column] {
        Cell::Shown(figure) if rows[*row].kind != RowKind::Mean && figure.count > 0 => {
            Some((*column == 0, figure.count, *row, *column))
        }
        _ => None,
    };
    let Some((_, _, row, column)) = relation.iter().filter_map(people).min() else { return false };
    rows[row].cells[column] = Cell::Complement;
    true
}

/// Bases, without those that are as small as a few people.
pub fn bases(bases: &[tally::Base], limits: &Conventions) -> Vec<Base> {
    let one = |base: &tally::Base| {
        if base.rows > 0 && base.rows < limits.least_people {
            return Base { unweighted: None, weighted: None, effective: None, small: true };
        }
        crate::build::shown(base, base.rows < limits.small_base)
    };
    bases.iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use book::Figure;

    fn row(kind: RowKind, counts: &[u64]) -> Row {
        let cell = |count: &u64| {
            Cell::Shown(Figure {
                value: 0.5,
                error: 0.1,
                interval: None,
                count: *count,
                weighted: 1.0,
                design_effect: None,
                letters: String::new(),
            })
        };
        Row { label: String::new(), kind, cells: counts.iter().map(cell).collect() }
    }

    fn drawn(rows: &[Row]) -> Vec<String> {
        let mark = |cell: &Cell| match cell {
            Cell::Shown(_) => '.',
            Cell::Nobody => ' ',
            Cell::SmallBase => 'b',
            Cell::FewPeople => 'f',
            Cell::Complement => 'c',
        };
        rows.iter().map(|row| row.cells.iter().map(mark).collect()).collect()
    }

    fn hidden(rows: &[&[u64]], bases: &[u64], relations: &[Relation], complementary: bool) -> Vec<String> {
        let mut rows: Vec<Row> = rows.iter().map(|counts| row(RowKind::Category, counts)).collect();
        let bases: Vec<tally::Base> =
            bases.iter().map(|rows| tally::Base { rows: *rows, ..tally::Base::default() }).collect();
        cells(&mut rows, &bases, &Conventions { complementary, ..Conventions::default() }, relations);
        drawn(&rows)
    }

    #[test]
    fn few_people_and_small_bases_are_hidden() {
        let counts: &[&[u64]] = &[&[100, 9, 10, 0], &[100, 91, 90, 20]];
        assert_eq!(hidden(counts, &[200, 100, 100, 20], &[], false), [".f.b", ".f.b"]);
        // Nobody and everybody: there is nobody to be found.
        assert_eq!(hidden(&[&[0], &[50]], &[50], &[], false), [".", "."]);
    }

    #[test]
    fn what_a_hidden_one_could_be_worked_out_from_is_hidden_too() {
        let whole: Vec<Relation> = vec![vec![(0, 0), (1, 0), (2, 0)]];
        assert_eq!(hidden(&[&[9], &[60], &[31]], &[100], &whole, true), ["f", ".", "c"]);
        assert_eq!(hidden(&[&[9], &[60], &[31]], &[100], &whole, false), ["f", ".", "."]);
        // By columns, and on from there: the total is hidden last.
        let across: Vec<Relation> =
            vec![vec![(0, 1), (0, 2), (0, 0)], vec![(0, 1), (1, 1)], vec![(0, 2), (1, 2)]];
        let counts: &[&[u64]] = &[&[100, 9, 91], &[400, 191, 209]];
        // All but nine of the second column gave the other answer: few as well.
        assert_eq!(hidden(counts, &[500, 200, 300], &across, true), [".fc", ".fc"]);
    }
}
