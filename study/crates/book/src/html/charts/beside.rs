//! Asked and traced as dots with intervals on a shared line; a forest of correlates.

use std::collections::BTreeSet;

use maud::{Markup, html};

use super::super::svg::{Svg, wrapped};
use super::figure;
use super::scale::Scale;
use crate::RowKind;
use crate::beside::{Estimate, Line, Part, Picture, Side, Unit};
use crate::words::beside as words;

const WIDTH: f64 = 720.0;
/// Where the figures begin; labels stand to the left.
const LEFT: f64 = 268.0;
/// Room for the number of a mark at the right end.
const RIGHT: f64 = 640.0;
const LETTERS: usize = 40;
const LINES: usize = 3;
/// Between the dots of one item, and from one item to the next.
const DOT: f64 = 15.0;
const ITEM: f64 = 14.0;

/// The picture of a part, if it has one and something is shown.
pub(in super::super) fn beside(part: &Part, id: &str) -> Markup {
    let lines: Vec<&Line> = part
        .lines
        .iter()
        .filter(|line| line.drawn && matches!(line.estimate, Estimate::Shown { .. }))
        .collect();
    let Some(unit) = lines.first().map(|line| line.unit) else { return html! {} };
    let lines: Vec<&Line> = lines.into_iter().filter(|line| line.unit == unit).collect();
    let items: Vec<&[&Line]> = match part.picture {
        Picture::Dots => lines.chunk_by(|a, b| a.item == b.item).collect(),
        Picture::Forest => lines.chunks(1).collect(),
    };
    let axis = Axis::over(unit, &lines);
    let height: f64 = items.iter().map(|item| self::height(item)).sum();
    let mut svg = Svg::new(WIDTH, height + 34.0);
    neutral(&mut svg, &axis, height);
    let mut y = 6.0;
    for item in &items {
        y = self::item(&mut svg, &axis, item, y);
    }
    marks(&mut svg, &axis, y);
    let words: Vec<String> = lines.iter().map(|line| sentence(line)).collect();
    let picture = svg.finish("beside", &format!("{id}-picture"), &part.title, &words.join("; "));
    let picture = html! { div.scroll tabindex="0" role="region" aria-label=(part.title) { (picture) } };
    figure(&part.title, &picture, &legend(&lines))
}

fn sentence(line: &Line) -> String {
    format!("{}, {}: {} ({})", line.item, line.side.words(), words::figure(line), words::interval(line))
}

/// Which dot stands for whom.
fn legend(lines: &[&Line]) -> Markup {
    let sides: BTreeSet<Side> = lines.iter().map(|line| line.side).collect();
    html! {
        p.legend {
            @for side in sides {
                span.key-side { (key(side)) " " (side.words()) }
            }
            "Thin lines are the intervals."
        }
    }
}

fn key(side: Side) -> Markup {
    let mut svg = Svg::new(14.0, 14.0);
    dot(&mut svg, side, (7.0, 7.0));
    svg.hidden("")
}

fn label(item: &[&Line]) -> Vec<String> {
    item.first().map(|line| wrapped(&line.item, LETTERS, LINES)).unwrap_or_default()
}

fn height(item: &[&Line]) -> f64 {
    (item.len() as f64 * DOT).max(label(item).len() as f64 * 16.0) + ITEM
}

/// A label with its dots; returns where the next begins.
fn item(svg: &mut Svg, axis: &Axis, item: &[&Line], y: f64) -> f64 {
    for (at, text) in label(item).iter().enumerate() {
        svg.text("label", (1.0, y + 11.0 + at as f64 * 16.0), text);
    }
    for (at, line) in item.iter().enumerate() {
        let Estimate::Shown { value, interval, .. } = &line.estimate else { continue };
        let middle = y + 7.0 + at as f64 * DOT;
        let x = axis.along(*value);
        let mut end = x;
        if let Some((low, high)) = interval {
            let (low, high) = (axis.along(*low), axis.along(*high));
            svg.line(class(line.side, "whisker"), (low, middle), (high, middle));
            end = high;
        }
        dot(svg, line.side, (x, middle));
        svg.text("value", (end.max(x) + 9.0, middle + 4.0), &words::figure(line));
    }
    let end = y + height(item);
    svg.line("grid", (0.0, end - ITEM / 2.0), (RIGHT, end - ITEM / 2.0));
    end
}

/// The colour of a side; shapes differ too.
fn class(side: Side, of: &str) -> &'static str {
    let second = matches!(side, Side::Traced | Side::Others | Side::After);
    match (of, second, side) {
        ("whisker", true, _) => "whisker second",
        ("whisker", _, Side::Sample | Side::Picked) => "whisker third",
        ("whisker", ..) => "whisker",
        (_, true, _) => "dot second",
        (_, _, Side::Sample | Side::Picked) => "dot third",
        _ => "dot",
    }
}

fn dot(svg: &mut Svg, side: Side, (x, y): (f64, f64)) {
    let class = class(side, "dot");
    match side {
        Side::Traced | Side::Others | Side::After => {
            let (x, y) = (super::super::svg::n(x), super::super::svg::n(y));
            let path = "m0 -5.5 5.5 5.5 -5.5 5.5 -5.5 -5.5z";
            svg.add(html! { path class=(class) d=(path) transform={ "translate(" (x) " " (y) ")" } {} });
        }
        Side::Sample | Side::Picked => svg.circle(class, (x, y), 3.6),
        _ => svg.circle(class, (x, y), 4.6),
    }
}

/// The line of no difference.
fn neutral(svg: &mut Svg, axis: &Axis, height: f64) {
    if let Some(value) = axis.neutral() {
        let x = axis.along(value);
        svg.line("neutral", (x, 0.0), (x, height + 6.0));
    }
}

fn marks(svg: &mut Svg, axis: &Axis, y: f64) {
    svg.line("rule", (LEFT, y), (RIGHT, y));
    for mark in axis.marks() {
        let x = axis.along(mark);
        svg.line("tick", (x, y), (x, y + 4.0));
        svg.text("small middle", (x, y + 17.0), &axis.label(mark));
    }
}

/// From a figure to a place.
struct Axis {
    unit: Unit,
    scale: Scale,
    /// Ratios: between these two, by factors.
    ratios: (f64, f64),
}

impl Axis {
    fn over(unit: Unit, lines: &[&Line]) -> Self {
        let ends = lines.iter().flat_map(|line| match &line.estimate {
            Estimate::Shown { value, interval, .. } => {
                let (low, high) = interval.unwrap_or((*value, *value));
                vec![*value, low, high]
            }
            _ => Vec::new(),
        });
        let ends: Vec<f64> = ends.filter(|end| end.is_finite()).collect();
        let positive = ends.iter().copied().filter(|end| *end > 0.0);
        let (low, high) = positive.fold((1.0_f64, 1.0_f64), |(low, high), end| (low.min(end), high.max(end)));
        // From a tenth to tenfold at most by what lies within; an interval may run off the picture.
        let ratios = ((low / 1.08).max(0.02), (high * 1.08).clamp(1.25, 50.0));
        let both = matches!(unit, Unit::Correlation | Unit::Points | Unit::Spreads | Unit::Difference);
        let most = ends.iter().fold(0.0_f64, |most, end| most.max(end.abs()));
        let scale = match unit {
            Unit::Area => Scale::over([1.0].into_iter()),
            _ if both => Scale::over([-most, most].into_iter()),
            _ => Scale::over(ends.into_iter()),
        };
        Self { unit, scale, ratios }
    }

    fn along(&self, value: f64) -> f64 {
        if self.unit != Unit::Ratio {
            return self.scale.along(value, (LEFT, RIGHT));
        }
        let (low, high) = self.ratios;
        let part = libm::log(value.clamp(low, high) / low) / libm::log(high / low);
        LEFT + part * (RIGHT - LEFT)
    }

    const fn neutral(&self) -> Option<f64> {
        match self.unit {
            Unit::Ratio => Some(1.0),
            Unit::Area => Some(0.5),
            Unit::Correlation | Unit::Points | Unit::Spreads | Unit::Difference => Some(0.0),
            Unit::Share | Unit::Hours | Unit::Number => None,
        }
    }

    fn marks(&self) -> Vec<f64> {
        if self.unit != Unit::Ratio {
            return self.scale.marks().collect();
        }
        let (low, high) = self.ratios;
        let wide = high / low > 12.0;
        let steps: &[f64] = if wide {
            &[0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0]
        } else {
            &[0.1, 0.2, 0.3, 0.5, 0.7, 0.8, 1.0, 1.2, 1.4, 1.6, 2.0, 2.5, 3.0, 4.0, 6.0, 8.0]
        };
        let mut marks: Vec<f64> = Vec::new();
        for mark in steps.iter().copied().filter(|mark| (low..=high).contains(mark)) {
            let near = marks.last().is_some_and(|last| self.along(mark) - self.along(*last) < 34.0);
            if mark == 1.0 && near {
                marks.pop();
            }
            if !near || mark == 1.0 {
                marks.push(mark);
            }
        }
        marks
    }

    fn label(&self, mark: f64) -> String {
        match self.unit {
            Unit::Share => self.scale.label(mark, RowKind::Category),
            Unit::Points => self.scale.label(mark, RowKind::Category).replace('%', ""),
            Unit::Ratio => format!("× {}", crate::print::rounded(mark, 2)),
            _ => self.scale.label(mark, RowKind::Mean),
        }
        .replace('-', "\u{2212}")
    }
}
