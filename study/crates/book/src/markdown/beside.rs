//! Chapters of figures that stand beside each other, as Markdown.

use super::{escape, line, list};
use crate::beside::{Comparison, Line, Part};
use crate::words::beside as words;

/// One chapter.
pub(super) fn chapter(out: &mut String, chapter: &Comparison) {
    out.push_str(&format!("## {}\n\n", escape(&chapter.title)));
    for sentence in &chapter.lead {
        out.push_str(&format!("{}\n\n", escape(sentence)));
    }
    for part in &chapter.parts {
        self::part(out, part);
    }
    out.push_str("### How these figures were worked out\n\n");
    list(out, &chapter.notes);
}

fn part(out: &mut String, part: &Part) {
    out.push_str(&format!("### {}\n\n*{}*\n\n", escape(&part.title), words::kind(part.kind)));
    for sentence in &part.says {
        out.push_str(&format!("{}\n\n", escape(sentence)));
    }
    if !part.lines.is_empty() {
        line(out, words::HEADS.into_iter().map(String::from));
        out.push_str("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |\n");
        part.lines.iter().for_each(|row| line(out, cells(row).into_iter().map(|cell| escape(&cell))));
        out.push('\n');
    }
    list(out, &part.notes);
}

fn cells(line: &Line) -> [String; 9] {
    [
        line.item.clone(),
        words::what(line),
        words::figure(line),
        words::interval(line),
        words::error(line),
        words::base(line),
        line.effective.map(|size| crate::print::base(Some(size))).unwrap_or_default(),
        words::coverage(line.coverage),
        line.weights.words().into(),
    ]
}
