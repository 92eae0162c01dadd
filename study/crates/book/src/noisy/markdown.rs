//! A release as Markdown: one table for each question.

use super::{Release, Table, words};
use crate::markdown::{escape, line, list};
use crate::{print, words as common};

/// The whole release.
pub fn text(release: &Release) -> String {
    let mut out = format!("# {}\n\n", escape(&release.title));
    if release.synthetic {
        out.push_str(&format!("**{}**\n\n", common::SYNTHETIC));
    }
    out.push_str(&format!("{}\n\n", words::first(release)));
    release.tables.iter().for_each(|table| self::table(&mut out, release, table));
    out.push_str("## How to read\n\n");
    list(&mut out, &words::reading(release));
    out
}

fn table(out: &mut String, release: &Release, table: &Table) {
    out.push_str(&format!("## {}\n\n", escape(&words::heading(table))));
    if !table.question.is_empty() {
        out.push_str(&format!("*{}*\n\n", escape(&table.question)));
    }
    out.push_str(&format!("Base: {}. {}\n\n", escape(&table.base), words::counts(table)));
    let mut first = 0;
    for group in &release.banner {
        let columns = first..first + group.columns.len();
        first = columns.end;
        line(
            out,
            std::iter::once(escape(&group.title))
                .chain(group.columns.iter().map(|column| escape(&column.label))),
        );
        out.push_str(&format!("| --- |{}\n", " ---: |".repeat(columns.len())));
        let bases = table.bases[columns.clone()].iter().map(|base| {
            base.weighted.map_or_else(
                || words::TOO_NOISY.into(),
                |weighted| format!("{} ± {}", print::base(Some(weighted)), print::decimal(base.deviation, 0)),
            )
        });
        line(out, std::iter::once("Weighted base ± noise".to_owned()).chain(bases));
        for row in &table.rows {
            let cells = row.cells[columns.clone()].iter().map(|cell| match words::interval(cell) {
                Some(interval) => format!("{} ({interval})", words::cell(cell)),
                None => words::cell(cell),
            });
            line(out, std::iter::once(escape(&row.label)).chain(cells));
        }
        out.push('\n');
    }
}
