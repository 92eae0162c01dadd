//! The long form of a book: one line for each table, row and column.

use crate::{Base, Book, Cell, Column, Group, Row, Table};

/// One figure with all that it belongs to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line<'a> {
    pub table: &'a Table,
    pub row: &'a Row,
    pub group: &'a Group,
    pub column: &'a Column,
    pub base: &'a Base,
    pub cell: &'a Cell,
}

/// All columns of the banner with their groups, in order.
pub(crate) fn columns(book: &Book) -> impl Iterator<Item = (&Group, &Column)> + Clone {
    book.banner.iter().flat_map(|group| group.columns.iter().map(move |column| (group, column)))
}

/// All figures, by table, row and column.
pub(crate) fn lines(book: &Book) -> impl Iterator<Item = Line<'_>> {
    book.tables.iter().flat_map(move |table| {
        table.rows.iter().flat_map(move |row| {
            let cells = row.cells.iter().zip(&table.bases);
            columns(book).zip(cells).map(move |((group, column), (cell, base))| Line {
                table,
                row,
                group,
                column,
                base,
                cell,
            })
        })
    })
}

/// Each group with the place of its first column in rows and bases.
pub(crate) fn groups(book: &Book) -> impl Iterator<Item = (usize, &Group)> {
    book.banner.iter().scan(0, |next, group| {
        let first = *next;
        *next += group.columns.len();
        Some((first, group))
    })
}
