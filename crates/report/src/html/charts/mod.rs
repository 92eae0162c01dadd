//! Pictures that answer questions. Each is drawn twice, for wide screens and for telephones; the page shows one.

mod consequences;
mod plane;
mod reciprocity;
mod timeline;

use super::svg::Svg;
use super::write::{Html, escape};
use crate::document::{Figure, FigureData};

/// The room that a picture has. Its units are about pixels of the screen that it is made for, so that letters can be
/// read on both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Room {
    Wide,
    Compact,
}

impl Room {
    /// Width of the picture.
    pub const fn width(self) -> f64 {
        match self {
            Self::Wide => 760.0,
            Self::Compact => 350.0,
        }
    }

    /// The value for this room.
    pub const fn pick(self, wide: f64, compact: f64) -> f64 {
        match self {
            Self::Wide => wide,
            Self::Compact => compact,
        }
    }
}

/// Writes a figure with its title and a fold that says in words what it shows.
pub fn figure(html: &mut Html, figure: &Figure, id: &str) {
    html.raw(&format!("<figure>\n<figcaption>{}</figcaption>\n", escape(&figure.title)));
    for (room, class) in [(Room::Wide, "wide"), (Room::Compact, "compact")] {
        let id = format!("{id}-{class}");
        let svg = draw(&figure.data, room, &id);
        html.raw(&format!("{}\n", svg.finish(class, &id, &figure.title, &figure.description)));
    }
    html.raw(legend(&figure.data));
    html.raw("<details class=\"words\"><summary>The picture in words</summary>\n<p>");
    html.text(&figure.description);
    html.raw("</p></details>\n</figure>\n");
}

fn draw(data: &FigureData, room: Room, id: &str) -> Svg {
    match data {
        FigureData::Reciprocity { rows } => reciprocity::draw(rows, room, id),
        FigureData::Timeline { months, rows } => timeline::draw(months, rows, room),
        FigureData::Plane(plane) => plane::draw(plane, room),
        FigureData::Consequences { raised_from, high_from, bars } => {
            consequences::draw(*raised_from, *high_from, bars, room)
        }
    }
}

/// As much of a name as fits.
fn shorten(name: &str, letters: usize) -> String {
    if name.chars().count() <= letters {
        return name.to_owned();
    }
    name.chars().take(letters - 1).chain(std::iter::once('…')).collect()
}

const fn legend(data: &FigureData) -> &'static str {
    match data {
        FigureData::Reciprocity { .. } => {
            "<ul class=\"legend\"><li><span class=\"key out\"></span>days with a message from you</li>\
             <li><span class=\"key pale\"></span>days with likes, comments, views and the like only</li>\
             <li><span class=\"key back\"></span>days with a message from them</li>\
             <li><span class=\"key stripes\"></span>the export would not show it</li></ul>\n"
        }
        FigureData::Timeline { .. } => {
            "<ul class=\"legend\"><li><span class=\"key step-1\"></span><span class=\"key step-3\"></span>\
             <span class=\"key step-5\"></span>more days with contact from you</li>\
             <li><span class=\"key dot\"></span>something came back</li></ul>\n"
        }
        FigureData::Plane(_) => {
            "<ul class=\"legend\"><li><span class=\"key box\"></span>you: as wide as the bounds of the hours, as high as \
             the interval of the posts</li><li><span class=\"key path\"></span>your months, older ones paler</li>\
             <li>with an arrow: at least so many hours, how many more is unknown</li>\
             <li>Offliner: of this type an export shows only that nothing was done for long</li></ul>\n"
        }
        FigureData::Consequences { .. } => {
            "<p class=\"legend\">An index from 0 to 100, not a probability. The marks part low, raised and high.</p>\n"
        }
    }
}
