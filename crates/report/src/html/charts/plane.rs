//! The plane of the five types: hours online across, items posted up, both on scales where a factor is a distance; the
//! person with the bounds that are known, and the months that led there.

use super::super::svg::Svg;
use crate::document::{Figure, PathPoint, Plane};

const WIDTH: f64 = 760.0;
const HEIGHT: f64 = 470.0;
const LEFT: f64 = 62.0;
const RIGHT: f64 = 740.0;
const TOP: f64 = 20.0;
const BOTTOM: f64 = 410.0;
const HOURS: (f64, f64) = (0.125, 16.0);
const POSTS: (f64, f64) = (0.02, 50.0);
/// Months that are drawn; older ones only blur.
const MONTHS: usize = 24;

fn along(value: f64, (low, high): (f64, f64), (from, to): (f64, f64)) -> f64 {
    let part = libm::log2(value.clamp(low, high) / low) / libm::log2(high / low);
    from + part * (to - from)
}

fn x(hours: f64) -> f64 {
    along(hours, HOURS, (LEFT, RIGHT))
}

fn y(posts: f64) -> f64 {
    along(posts, POSTS, (BOTTOM, TOP))
}

pub fn draw(plane: &Plane, figure: &Figure, id: &str) -> String {
    let mut svg = Svg::new(WIDTH, HEIGHT);
    fields(&mut svg, plane);
    axes(&mut svg);
    path(&mut svg, plane);
    person(&mut svg, plane);
    svg.finish(id, &figure.title, &figure.description)
}

fn fields(svg: &mut Svg, plane: &Plane) {
    let (across, up) = (x(plane.hours_edge), y(plane.posts_edge));
    let is = |name: &str| plane.named.as_ref().is_some_and(|named| named.contains(name));
    let corners = [
        ("Savvy Social", (LEFT, up), (across - LEFT, BOTTOM - up), (LEFT + 12.0, BOTTOM - 14.0), "type"),
        ("Breezy Poster", (LEFT, TOP), (across - LEFT, up - TOP), (LEFT + 12.0, TOP + 24.0), "type"),
        ("Oversharer", (across, TOP), (RIGHT - across, up - TOP), (RIGHT - 12.0, TOP + 24.0), "type end"),
        ("Lurker", (across, up), (RIGHT - across, BOTTOM - up), (RIGHT - 12.0, BOTTOM - 14.0), "type end"),
    ];
    for (name, at, size, label, class) in corners {
        svg.rect(if is(name) { "field here" } else { "field" }, at, size);
        svg.text(class, label, name);
    }
    svg.line("rule", (across, TOP), (across, BOTTOM));
    svg.line("rule", (LEFT, up), (RIGHT, up));
    svg.text(
        "small",
        (LEFT, HEIGHT - 8.0),
        "Offliner: not on this plane; an export can only show \u{201c}inactive here\u{201d}",
    );
}

fn axes(svg: &mut Svg) {
    for (hours, label) in
        [(0.25, "15 min"), (0.5, "30 min"), (1.0, "1 h"), (2.0, "2 h"), (4.0, "4 h"), (8.0, "8 h")]
    {
        svg.line("tick", (x(hours), BOTTOM), (x(hours), BOTTOM + 5.0));
        svg.text("small middle", (x(hours), BOTTOM + 19.0), label);
    }
    for (posts, label) in
        [(0.033, "1 a month"), (0.143, "1 a week"), (1.0, "1 a day"), (5.0, "5 a day"), (20.0, "20 a day")]
    {
        svg.line("tick", (LEFT - 5.0, y(posts)), (LEFT, y(posts)));
        svg.text("small end", (LEFT - 8.0, y(posts) + 4.0), label);
    }
    svg.text("axis end", (RIGHT, BOTTOM + 38.0), "hours online a day →");
    svg.text("axis", (2.0, TOP - 6.0), "↑ posts");
}

/// Months as points where hours are known within a factor of 1.3, as bars between the bounds elsewhere.
fn path(svg: &mut Svg, plane: &Plane) {
    let months: Vec<&PathPoint> = plane.path.iter().rev().take(MONTHS).rev().collect();
    let place = |month: &PathPoint| {
        let high = month.high.unwrap_or(HOURS.1);
        ((x(month.low) + x(high)) / 2.0, y(month.posts))
    };
    let known: Vec<(f64, f64)> =
        months.iter().filter(|month| month.high.is_some()).map(|month| place(month)).collect();
    if known.len() > 1 {
        svg.path("way", &known);
    }
    for (at, month) in months.iter().enumerate() {
        let age = months.len() - 1 - at;
        let class = match age {
            0..=2 => "month new",
            3..=8 => "month",
            _ => "month old",
        };
        match month.high {
            Some(high) if x(high) - x(month.low) < 16.0 => svg.circle(class, place(month), 4.0),
            Some(high) => {
                svg.line(&format!("{class} bar"), (x(month.low), y(month.posts)), (x(high), y(month.posts)))
            }
            // Open to the right: no upper bound is known.
            None => {
                svg.line(&format!("{class} open"), (x(month.low), y(month.posts)), (RIGHT, y(month.posts)))
            }
        }
    }
}

fn person(svg: &mut Svg, plane: &Plane) {
    let (low, high) = (x(plane.low), plane.high.map_or(RIGHT, x));
    let (from, to) = plane.posts_interval.unwrap_or((plane.posts, plane.posts));
    let (top, bottom) = (y(to) - 5.0, y(from) + 5.0);
    // The whiskers: what other weeks would have given.
    let reach_low = plane.low_interval.map_or(low, |(least, _)| x(least));
    let reach_high = plane.high_interval.map_or(high, |(_, most)| x(most));
    svg.line("whisker", (reach_low, y(plane.posts)), (reach_high.max(high), y(plane.posts)));
    svg.rect("you", (low - 4.0, top), ((high - low).max(0.0) + 8.0, bottom - top));
    let right = high > (LEFT + RIGHT) / 2.0;
    let (class, at) = if right { ("you-label end", low - 12.0) } else { ("you-label", high + 12.0) };
    svg.text(class, (at, (top + bottom) / 2.0 + 5.0), "you");
}
