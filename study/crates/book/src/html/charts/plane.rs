//! People or types between two measures.

use maud::{Markup, html};

use super::super::svg::{Svg, shorten};
use super::figure;
use crate::{Area, Axis, Plane, Spot, print};

const WIDTH: f64 = 720.0;
const LEFT: f64 = 62.0;
/// Room beyond the last mark, for spots at the edge.
const RIGHT: f64 = 704.0;
const TOP: f64 = 24.0;
const BOTTOM: f64 = 400.0;
/// Radius of a spot that is everybody.
const EVERYBODY: f64 = 60.0;

/// One plane; `number` makes its names unlike those of others.
pub(in super::super) fn plane(plane: &Plane, number: usize) -> Markup {
    let mut svg = Svg::new(WIDTH, BOTTOM + 44.0);
    let mut labels = Labels::default();
    for area in &plane.areas {
        self::area(&mut svg, &mut labels, plane, area);
    }
    axes(&mut svg, plane);
    for spot in &plane.spots {
        let (x, y) = (across(plane, spot.across), up(plane, spot.up));
        svg.circle("spot", (x, y), radius(spot));
    }
    for spot in &plane.spots {
        name(&mut svg, &mut labels, plane, spot);
    }
    let title = format!("{} ({})", plane.title, plane.base);
    let words: Vec<String> = plane.spots.iter().map(|spot| sentence(plane, spot)).collect();
    let picture = svg.finish("plane", &format!("plane{number}"), &title, &words.join("; "));
    let below = html! { @for note in &plane.notes { p.legend { bdi { (note) } } } };
    figure(&title, &html! { div.scroll tabindex="0" role="region" aria-label=(title) { (picture) } }, &below)
}

fn sentence(plane: &Plane, spot: &Spot) -> String {
    format!(
        "{}: {} {}, {} {}, {}% of them",
        spot.label,
        print::decimal(spot.across, 2),
        plane.across.label,
        print::decimal(spot.up, 2),
        plane.up.label,
        print::percent(spot.share)
    )
}

fn radius(spot: &Spot) -> f64 {
    (spot.share.clamp(0.0, 1.0).sqrt() * EVERYBODY).max(3.0)
}

fn area(svg: &mut Svg, labels: &mut Labels, plane: &Plane, area: &Area) {
    let (left, right) = (across(plane, area.across.0), across(plane, area.across.1));
    let (bottom, top) = (up(plane, area.up.0), up(plane, area.up.1));
    svg.rect("field", (left, top), (right - left, bottom - top));
    let share = area.share.map(|share| format!(" {}%", print::percent(share))).unwrap_or_default();
    let room = ((right - left) / 8.5).max(4.0) as usize;
    let text = shorten(&format!("{}{share}", area.label), room.max(9));
    labels.write(svg, "area", (left + 6.0, top + 18.0), &text);
}

fn name(svg: &mut Svg, labels: &mut Labels, plane: &Plane, spot: &Spot) {
    let text = format!("{} {}%", shorten(&spot.label, 24), print::percent(spot.share));
    let (x, y) = (across(plane, spot.across), up(plane, spot.up) + 4.0);
    let (width, reach) = (Labels::width(&text), radius(spot) + 4.0);
    let (right, left) = (x + reach, x - reach - width);
    // To the right, or to the left where there is no room.
    let full = right + width > WIDTH || labels.taken((right, y), width);
    let free = left > LEFT && !labels.taken((left, y), width);
    labels.write(svg, "spot-label", (if full && free { left } else { right }, y), &text);
}

/// Where words stand already, so that others go below.
#[derive(Default)]
struct Labels(Vec<(f64, f64, f64)>);

impl Labels {
    const LINE: f64 = 16.0;

    /// About as wide as it will be.
    fn width(text: &str) -> f64 {
        text.chars().count() as f64 * 7.6
    }

    fn taken(&self, (x, y): (f64, f64), width: f64) -> bool {
        let meets = |(left, at, wide): &(f64, f64, f64)| {
            (at - y).abs() < Self::LINE && *left < x + width && x < left + wide
        };
        self.0.iter().any(meets)
    }

    fn write(&mut self, svg: &mut Svg, class: &str, (x, mut y): (f64, f64), text: &str) {
        let width = Self::width(text);
        while self.taken((x, y), width) && y + Self::LINE < BOTTOM {
            y += Self::LINE / 2.0;
        }
        self.0.push((x, y, width));
        svg.text(class, (x, y), text);
    }
}

fn axes(svg: &mut Svg, plane: &Plane) {
    svg.line("rule", (LEFT, BOTTOM), (RIGHT, BOTTOM));
    svg.line("rule", (LEFT, TOP), (LEFT, BOTTOM));
    for mark in marks(&plane.across) {
        let x = across(plane, mark);
        svg.line("tick", (x, BOTTOM), (x, BOTTOM + 5.0));
        svg.text("small middle", (x, BOTTOM + 18.0), &short(mark));
    }
    for mark in marks(&plane.up) {
        let y = up(plane, mark);
        svg.line("tick", (LEFT - 5.0, y), (LEFT, y));
        svg.text("small end", (LEFT - 8.0, y + 4.0), &short(mark));
    }
    svg.text("axis end", (RIGHT, BOTTOM + 38.0), &format!("{} →", named(&plane.across)));
    svg.text("axis", (2.0, TOP - 9.0), &format!("↑ {}", named(&plane.up)));
}

/// What an axis measures, and that its distances are factors where they are.
fn named(axis: &Axis) -> String {
    if axis.log { format!("{} (logarithmic)", axis.label) } else { axis.label.clone() }
}

/// A number of an axis without zeros at its end.
fn short(mark: f64) -> String {
    print::rounded(mark, 4).to_string()
}

/// Powers of ten with their 2 and 5, or about five even steps.
fn marks(axis: &Axis) -> Vec<f64> {
    if !axis.log {
        return (0..=5).map(|at| axis.from + (axis.to - axis.from) * f64::from(at) / 5.0).collect();
    }
    (-6..=9)
        .flat_map(|power| [1.0, 2.0, 5.0].map(|times| times * libm::pow(10.0, f64::from(power))))
        .filter(|mark| (axis.from..=axis.to).contains(mark))
        .collect()
}

fn across(plane: &Plane, value: f64) -> f64 {
    LEFT + part(&plane.across, value) * (RIGHT - LEFT)
}

fn up(plane: &Plane, value: f64) -> f64 {
    BOTTOM - part(&plane.up, value) * (BOTTOM - TOP)
}

/// How far along an axis, 0 to 1; at an end what lies beyond.
fn part(axis: &Axis, value: f64) -> f64 {
    let part = if axis.log {
        let value = value.max(axis.from);
        libm::log2(value / axis.from) / libm::log2(axis.to / axis.from)
    } else {
        (value - axis.from) / (axis.to - axis.from)
    };
    if part.is_finite() { part.clamp(0.0, 1.0) } else { 0.0 }
}
