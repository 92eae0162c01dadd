//! Chapters of figures that stand beside each other.

use maud::{Markup, html};

use super::{charts, notes};
use crate::beside::{Comparison, Estimate, Part};
use crate::words::beside as words;

/// A name for links.
pub(super) fn name(chapter: &Comparison) -> String {
    format!("beside-{}", chapter.id)
}

/// One chapter.
pub(super) fn section(chapter: &Comparison) -> Markup {
    html! {
        section.beside id=(name(chapter)) {
            h2 { bdi { (chapter.title) } }
            @for sentence in &chapter.lead { p.lead { bdi { (sentence) } } }
            @for part in &chapter.parts { (self::part(chapter, part)) }
            h3 { "How these figures were worked out" }
            (notes(&chapter.notes))
        }
    }
}

fn part(chapter: &Comparison, part: &Part) -> Markup {
    let id = format!("{}-{}", name(chapter), part.id);
    html! {
        section.part id=(id) {
            h3 { bdi { (part.title) } }
            p.faint { (words::kind(part.kind)) }
            @for sentence in &part.says { p { bdi { (sentence) } } }
            (charts::beside(part, &id))
            @if !part.lines.is_empty() {
                div.scroll.table tabindex="0" role="region" aria-label=(part.title) { (table(part)) }
            }
            (notes(&part.notes))
        }
    }
}

fn table(part: &Part) -> Markup {
    let mut before = "";
    html! {
        table {
            thead { tr { td {} @for (at, head) in words::HEADS.iter().enumerate().skip(1) {
                th.words[at == 1 || at == 8] scope="col" { (head) }
            } } }
            tbody {
                @for line in &part.lines {
                    @let first = std::mem::replace(&mut before, &line.item) != line.item;
                    tr class={ @if first { "first" } } {
                        th scope="row" { @if first { bdi { (line.item) } } @else { span.hidden { (line.item) } } }
                        td.words { bdi { (words::what(line)) } }
                        td class={ @if line.small { "small" } } {
                            @if matches!(line.estimate, Estimate::Shown { .. }) { strong { (words::figure(line)) } }
                            @else { span.hid { (words::figure(line)) } }
                        }
                        td class={ @if matches!(line.estimate, Estimate::Unknown { .. }) { "words hid" } } { bdi { (words::interval(line)) } }
                        td { (words::error(line)) }
                        td { (words::base(line)) }
                        td { (crate::print::spaced(line.effective).replace("hidden", "")) }
                        td { (words::coverage(line.coverage)) }
                        td.words { (line.weights.words()) }
                    }
                }
            }
        }
    }
}
