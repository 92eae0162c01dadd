//! Sentences that several layouts say in the same words.

pub(crate) mod beside;

use crate::figures::groups;
use crate::{Base, Book, Cell, Conventions, Group, Kind, Row, RowKind, Table, Test, print};

/// What stands for something that the study does not say.
pub(crate) const NOT_STATED: &str = "not stated";
/// Of people who are invented.
pub(crate) const SYNTHETIC: &str = "Synthetic data: the people in these tables are invented.";

/// The section of [`crate::Published`].
pub(crate) const PUBLISHED: &str = "Published beside estimated";
/// Its figures that are not compared.
pub(crate) const LEFT_OUT: &str = "Published figures that are left out";

/// A difference in percent points with its sign: "+0.3".
pub(crate) fn points(difference: Option<f64>) -> String {
    match difference.map(|points| print::decimal(points, 1)) {
        None => String::new(),
        Some(points) if points.starts_with('-') || points == "0.0" => points,
        Some(points) => format!("+{points}"),
    }
}

/// An estimate with one decimal: "47.2"; what is hidden as in tables.
pub(crate) fn estimate(cell: &Cell) -> String {
    cell.figure().map_or_else(
        || print::cell(cell, RowKind::Category),
        |figure| print::decimal_percent(figure.value, 1),
    )
}

/// Its interval with one decimal: "44.1 to 50.3".
pub(crate) fn bounds(cell: &Cell) -> String {
    let interval = cell.figure().and_then(|figure| figure.interval);
    interval.map_or_else(String::new, |(low, high)| {
        format!("{} to {}", print::decimal_percent(low, 1), print::decimal_percent(high, 1))
    })
}

/// Whether an estimate is near what was published.
pub(crate) const fn within(within: Option<bool>) -> &'static str {
    match within {
        Some(true) => "yes",
        Some(false) => "no",
        None => "",
    }
}

/// The page that printed a figure, by its host.
pub(crate) fn host(source: &str) -> &str {
    let rest = source.split_once("://").map_or(source, |(_, rest)| rest);
    let host = rest.split('/').next().unwrap_or(rest);
    host.strip_prefix("www.").unwrap_or(host)
}

/// A size of a base, if it is not hidden.
pub(crate) type Size = fn(&Base) -> Option<f64>;

/// The rows of bases on top of each table: their heads and sizes.
pub(crate) const BASES: [(&str, Size); 3] = [
    ("Unweighted base", |base| base.unweighted.map(|count| count as f64)),
    ("Weighted base", |base| base.weighted),
    ("Effective base", |base| base.effective),
];

/// The head of a row of bases or figures where a group of columns has no title.
pub(crate) fn group_title(group: &Group) -> &str {
    if group.title.is_empty() { "Total" } else { &group.title }
}

/// "1. Follows influencers".
pub(crate) fn heading(table: &Table) -> String {
    format!("{}. {}", table.number, table.title)
}

/// What a table counts, in a sentence.
pub(crate) const fn counts(kind: Kind) -> &'static str {
    match kind {
        Kind::Single => "Column percents; one answer each.",
        Kind::Multiple => "Column percents; several answers each, so that they may add up to more than 100.",
        Kind::Number => "Means.",
    }
}

/// The bounds of a figure, as it is written: "41 to 47"; nothing where there are none.
pub(crate) fn interval(cell: &Cell, kind: RowKind) -> Option<String> {
    let Cell::Shown(figure) = cell else { return None };
    let (low, high) = figure.interval?;
    let bound = |value: f64| match kind {
        RowKind::Category | RowKind::Net => print::decimal_percent(value, 0),
        RowKind::Mean => print::decimal(value, 2),
    };
    Some(format!("{} to {}", bound(low), bound(high)))
}

/// One line for each group that was tested: "Age: F = 8.21 on 3.71 and 2211 degrees of freedom, p < 0.001"; then which were not,
/// since a test is made of hidden figures too.
pub(crate) fn tests(book: &Book, table: &Table) -> Vec<String> {
    let tested = book.banner.iter().zip(&table.tests);
    let mut lines: Vec<String> = tested
        .filter_map(|(group, test)| {
            test.as_ref().map(|test| format!("{}: {}", group_title(group), result(test)))
        })
        .collect();
    let untested: Vec<&str> = groups(book)
        .zip(&table.tests)
        // The first group is the total, which is not compared with anything.
        .skip(1)
        .filter(|((first, group), test)| test.is_none() && hides(table, *first, group.columns.len()))
        .map(|((_, group), _)| group_title(group))
        .collect();
    if table.kind == Kind::Single && !untested.is_empty() {
        lines.push(format!("Not tested, since figures in them are hidden: {}", untested.join(", ")));
    }
    lines
}

/// Whether something is hidden in columns of a table, or in its total.
fn hides(table: &Table, first: usize, columns: usize) -> bool {
    let hidden = |cell: &Cell| matches!(cell, Cell::SmallBase | Cell::FewPeople);
    let shown =
        |row: &Row| row.cells.iter().take(1).chain(row.cells.iter().skip(first).take(columns)).any(hidden);
    table.rows.iter().any(shown)
}

/// What the letters of a table mean, with their levels; nothing where it has none.
pub(crate) fn letters(conventions: &Conventions, table: &Table) -> Option<String> {
    let mut figures = table.rows.iter().flat_map(|row| &row.cells).filter_map(Cell::figure);
    figures.any(|figure| !figure.letters.is_empty()).then(|| {
        format!(
            "Letters: higher than that column of the same group (capital: at {}%, small: at {}%).",
            sure(conventions.strict),
            sure(conventions.loose)
        )
    })
}

/// 0.05 as "95".
fn sure(level: f64) -> String {
    print::decimal_percent(1.0 - level, 0)
}

fn result(test: &Test) -> String {
    let df: Vec<String> =
        test.df.iter().map(|df| print::decimal(*df, if *df < 100.0 { 2 } else { 0 })).collect();
    // An F has two degrees of freedom, a chi-squared one.
    let name = if test.df.len() == 2 { "F" } else { "χ²" };
    format!(
        "{name} = {} on {} degrees of freedom, {}",
        print::decimal(test.statistic, 2),
        df.join(" and "),
        p(test.p_value)
    )
}

fn p(value: f64) -> String {
    if value < 0.001 { "p < 0.001".into() } else { format!("p = {}", print::decimal(value, 3)) }
}

/// Over the sentences of [`reading`].
pub(crate) fn reading_title(book: &Book) -> &'static str {
    if book.tables.is_empty() { "How to read the figures" } else { "How to read the tables" }
}

/// How to read tables and figures, a sentence each.
pub(crate) fn reading(book: &Book) -> Vec<String> {
    let mut sentences = match (book.tables.is_empty(), book.comparisons.is_empty()) {
        (true, false) => vec![
            "Percents are whole, halves away from zero; * is not zero and rounds to 0, - is zero.".to_owned(),
            format!("Intervals: {}%.", print::decimal_percent(book.conventions.level, 0)),
            "Effective base: the square of the sum of weights by the sum of their squares (Kish 1965)."
                .to_owned(),
        ],
        _ => tables(book),
    };
    if !book.comparisons.is_empty() {
        sentences.extend(beside::reading(&book.comparisons));
    }
    sentences.extend(hidden(&book.conventions));
    sentences
}

/// How to read tables.
fn tables(book: &Book) -> Vec<String> {
    let Conventions { level, interval, letters, correction, strict, loose, test, .. } = &book.conventions;
    let percent = |share: f64| print::decimal_percent(share, 0);
    vec![
        "Percents are whole, halves away from zero; * is not zero and rounds to 0, - is zero.".to_owned(),
        format!(
            "Letters name the columns of the same group that a figure is higher than: upper case at {}%, lower case at {}% \
             ({letters}; correction: {correction}).",
            sure(*strict),
            sure(*loose)
        ),
        format!("Intervals: {}%, {interval}.", percent(*level)),
        format!("Tests of whether the columns of a group differ: {test}."),
        "Bases are of people who were asked and answered; the total counts each of them by their weight, so that where several countries were asked, these count by their people.".to_owned(),
        "Effective base: the square of the sum of weights by the sum of their squares (Kish 1965)."
            .to_owned(),
    ]
}

/// What is hidden and what is marked.
fn hidden(conventions: &Conventions) -> Vec<String> {
    let Conventions { least_base, small_base, least_people, weight, design, .. } = conventions;
    let mut sentences = vec![
        format!(
            "Bases below {small_base} are marked as small; figures on bases below {least_base} are hidden."
        ),
        format!("Answers of fewer than {least_people} people, or of all but so few, are hidden."),
    ];
    sentences.extend(print::HIDDEN.map(|mark| format!("{mark}.")));
    sentences.push(match weight {
        Some(weight) => format!("Weights: `{weight}`. Design: {design}."),
        None => format!("Without weights. Design: {design}."),
    });
    sentences
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_p_value_is_never_zero() {
        for (value, expected) in
            [(0.0, "p < 0.001"), (0.000_999, "p < 0.001"), (0.001, "p = 0.001"), (0.04951, "p = 0.050")]
        {
            assert_eq!(p(value), expected);
        }
    }
}
