//! Published figures beside estimates, and shares at other thresholds.

use super::{escape, line, list};
use crate::words::{self, LEFT_OUT};
use crate::{LeftOut, Published, PublishedLine, RowKind, Thresholds, print};

pub(super) fn section(out: &mut String, published: &Published) {
    out.push_str(&format!("## {}\n\n", words::PUBLISHED));
    list(out, &published.summary());
    list(out, &published.notes);
    let heads = [
        "item",
        "place",
        "base",
        "people",
        "published %",
        "estimated %",
        "interval",
        "points apart",
        "within half a point",
    ];
    line(out, heads.into_iter().map(str::to_owned));
    out.push_str("| --- | --- | --- | ---: | ---: | ---: | ---: | ---: | --- |\n");
    for figure in &published.lines {
        line(out, cells(figure).into_iter());
    }
    out.push('\n');
    if !published.left_out.is_empty() {
        out.push_str(&format!("### {LEFT_OUT}\n\n"));
        list(out, &published.left_out.iter().map(left_out).collect::<Vec<_>>());
    }
}

fn cells(figure: &PublishedLine) -> [String; 9] {
    [
        escape(&figure.item),
        escape(&place(&figure.place, &figure.group)),
        escape(&figure.base),
        print::base(figure.size.unweighted.map(|count| count as f64)),
        print::rounded(figure.published, 1).to_string(),
        escape(&words::estimate(&figure.estimate)),
        words::bounds(&figure.estimate),
        words::points(figure.difference),
        words::within(figure.within).to_owned(),
    ]
}

fn place(place: &str, group: &str) -> String {
    if group.is_empty() { place.to_owned() } else { format!("{place}, {group}") }
}

fn left_out(figure: &LeftOut) -> String {
    let note = if figure.note.is_empty() { String::new() } else { format!(" ({})", figure.note) };
    let place = place(&figure.place, &figure.group);
    format!("{}, {place}, {}%: {}{note}", figure.item, print::rounded(figure.published, 1), figure.why)
}

pub(super) fn thresholds(out: &mut String, thresholds: &Thresholds) {
    out.push_str(&format!("### {}\n\n", escape(&thresholds.title)));
    line(out, std::iter::once(String::new()).chain(thresholds.columns.iter().map(|column| escape(column))));
    out.push_str(&format!("| --- |{}\n", " ---: |".repeat(thresholds.columns.len())));
    for row in &thresholds.rows {
        let label = if row.usual { format!("**{}**", escape(&row.label)) } else { escape(&row.label) };
        let cells = row.cells.iter().map(|cell| super::cell(cell, RowKind::Category));
        line(out, std::iter::once(label).chain(cells));
    }
    out.push('\n');
}
