//! The plane of the five types: hours online across, items posted up, both on scales where a factor is a distance; the
//! person with the bounds that are known, and the months that led there.

use super::super::svg::Svg;
use super::Room;
use crate::document::{PathPoint, Plane};

const TOP: f64 = 24.0;
const HOURS: (f64, f64) = (1.0 / 12.0, 16.0);
/// Hours a day below which somebody is hardly there: the codebook's ten minutes.
const HARDLY: f64 = 1.0 / 6.0;
const POSTS: (f64, f64) = (0.02, 50.0);
/// Months that are drawn; older ones only blur.
const MONTHS: usize = 24;
/// Bounds closer than this make a point.
const POINT: f64 = 28.0;
/// Length of an arrow to where no bound is known.
const ARROW: f64 = 16.0;

/// Where the plane lies in the picture.
struct Frame {
    room: Room,
    left: f64,
    right: f64,
    bottom: f64,
}

impl Frame {
    const fn new(room: Room) -> Self {
        Self { room, left: 72.0, right: room.width() - 4.0, bottom: room.pick(410.0, 320.0) }
    }

    fn x(&self, hours: f64) -> f64 {
        along(hours, HOURS, (self.left, self.right))
    }

    fn y(&self, posts: f64) -> f64 {
        along(posts, POSTS, (self.bottom, TOP))
    }
}

fn along(value: f64, (low, high): (f64, f64), (from, to): (f64, f64)) -> f64 {
    let part = libm::log2(value.clamp(low, high) / low) / libm::log2(high / low);
    from + part * (to - from)
}

pub fn draw(plane: &Plane, room: Room) -> Svg {
    let frame = Frame::new(room);
    let mut svg = Svg::new(room.width(), frame.bottom + 46.0);
    fields(&mut svg, plane, &frame);
    axes(&mut svg, &frame);
    path(&mut svg, plane, &frame);
    person(&mut svg, plane, &frame);
    svg
}

fn fields(svg: &mut Svg, plane: &Plane, frame: &Frame) {
    let (left, right, bottom) = (frame.left, frame.right, frame.bottom);
    let (across, up) = (frame.x(plane.hours_edge), frame.y(plane.posts_edge));
    let is = |name: &str| plane.named.as_ref().is_some_and(|named| named.contains(name));
    let begin = frame.x(HARDLY);
    let corners = [
        ("Savvy Social", (begin, up), (across - begin, bottom - up), (begin + 10.0, bottom - 12.0), "type"),
        ("Breezy Poster", (begin, TOP), (across - begin, up - TOP), (begin + 10.0, TOP + 22.0), "type"),
        ("Oversharer", (across, TOP), (right - across, up - TOP), (right - 10.0, TOP + 22.0), "type end"),
        ("Lurker", (across, up), (right - across, bottom - up), (right - 10.0, bottom - 12.0), "type end"),
    ];
    for (name, at, size, label, class) in corners {
        svg.rect(if is(name) { "field here" } else { "field" }, at, size);
        svg.text(class, label, name);
    }
    // An Offliner is not told by hours and posts; the strip says where somebody who is hardly there stands.
    svg.rect(if plane.inactive { "field here" } else { "field" }, (left, TOP), (begin - left, bottom - TOP));
    svg.text("type strip middle", ((left + begin) / 2.0, (TOP + bottom) / 2.0), "Offliner");
    svg.line("rule faint", (begin, TOP), (begin, bottom));
    svg.line("rule", (across, TOP), (across, bottom));
    svg.line("rule", (begin, up), (right, up));
}

fn axes(svg: &mut Svg, frame: &Frame) {
    let hours: &[(f64, &str)] = match frame.room {
        Room::Wide => {
            &[(0.25, "15 min"), (0.5, "30 min"), (1.0, "1 h"), (2.0, "2 h"), (4.0, "4 h"), (8.0, "8 h")]
        }
        Room::Compact => &[(0.25, "15 min"), (1.0, "1 h"), (2.0, "2 h"), (4.0, "4 h"), (8.0, "8 h")],
    };
    for (hours, label) in hours {
        svg.line("tick", (frame.x(*hours), frame.bottom), (frame.x(*hours), frame.bottom + 5.0));
        svg.text("small middle", (frame.x(*hours), frame.bottom + 19.0), label);
    }
    for (posts, label) in [
        (1.0 / 30.0, "1 a month"),
        (1.0 / 7.0, "1 a week"),
        (1.0, "1 a day"),
        (5.0, "5 a day"),
        (20.0, "20 a day"),
    ] {
        svg.line("tick", (frame.left - 5.0, frame.y(posts)), (frame.left, frame.y(posts)));
        svg.text("small end", (frame.left - 8.0, frame.y(posts) + 4.0), label);
    }
    svg.text("axis end", (frame.right, frame.bottom + 38.0), "hours online a day →");
    svg.text("axis", (2.0, TOP - 8.0), "↑ posts");
}

/// Months as points where the bounds of the hours lie close, as bars between them elsewhere, with an arrow where there is
/// no upper one.
fn path(svg: &mut Svg, plane: &Plane, frame: &Frame) {
    // An all but silent month has no place on scales where a factor is a distance.
    let told = |month: &&PathPoint| month.low >= HOURS.0 || month.posts >= POSTS.0;
    let mut months: Vec<&PathPoint> = plane.path.iter().filter(told).rev().take(MONTHS).collect();
    months.reverse();
    let ends = |month: &PathPoint| {
        let low = frame.x(month.low);
        (low, month.high.map_or(low, |high| frame.x(high)))
    };
    let middles: Vec<(f64, f64)> = months
        .iter()
        .map(|month| {
            let (low, high) = ends(month);
            ((low + high) / 2.0, frame.y(month.posts))
        })
        .collect();
    if middles.len() > 1 {
        svg.path("way", &middles);
    }
    for (at, (month, middle)) in months.iter().zip(&middles).enumerate() {
        let class = match months.len() - 1 - at {
            0..=2 => "month new",
            3..=8 => "month",
            _ => "month old",
        };
        let (low, high) = ends(month);
        let y = frame.y(month.posts);
        if high - low > POINT {
            svg.line(&format!("{class} bar"), (low, y), (high, y));
        } else {
            svg.circle(class, *middle, 4.5);
        }
        if month.high.is_none() {
            let tip = (low + ARROW).min(frame.right);
            svg.line(&format!("{class} open"), (low, y), (tip, y));
            svg.path("arrow", &[(tip - 4.0, y - 3.5), (tip, y), (tip - 4.0, y + 3.5)]);
        }
    }
}

fn person(svg: &mut Svg, plane: &Plane, frame: &Frame) {
    let (low, high) = (frame.x(plane.low), plane.high.map_or(frame.right, |high| frame.x(high)));
    let (from, to) = plane.posts_interval.unwrap_or((plane.posts, plane.posts));
    let (top, bottom) = (frame.y(to) - 5.0, frame.y(from) + 5.0);
    // The whiskers: what other weeks would have given.
    let reach_low = plane.low_interval.map_or(low, |(least, _)| frame.x(least));
    let reach_high = plane.high_interval.map_or(high, |(_, most)| frame.x(most)).max(high);
    let y = frame.y(plane.posts);
    svg.line("whisker", (reach_low, y), (low, y));
    svg.line("whisker", (high, y), (reach_high, y));
    let (left, right) = ((low - 4.0).max(frame.left), (high + 4.0).min(frame.right));
    svg.rect("you", (left, top), (right - left, bottom - top));
    let below = top < TOP + 40.0;
    svg.text(
        "you-label middle",
        ((left + right) / 2.0, if below { bottom + 18.0 } else { top - 8.0 }),
        "you",
    );
}
