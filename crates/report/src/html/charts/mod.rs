//! Pictures that answer questions.

mod consequences;
mod plane;
mod reciprocity;
mod timeline;

use super::write::{Html, escape};
use crate::document::{Figure, FigureData};

/// Writes a figure with its title and a fold that says in words what it shows.
pub fn figure(html: &mut Html, figure: &Figure, id: &str) {
    let svg = match &figure.data {
        FigureData::Reciprocity { rows } => reciprocity::draw(rows, figure, id),
        FigureData::Timeline { months, rows } => timeline::draw(months, rows, figure, id),
        FigureData::Plane(plane) => plane::draw(plane, figure, id),
        FigureData::Consequences { raised_from, high_from, bars } => {
            consequences::draw(*raised_from, *high_from, bars, figure, id)
        }
    };
    html.raw(&format!(
        "<figure>\n<figcaption>{}</figcaption>\n<div class=\"scroll\">{svg}</div>\n",
        escape(&figure.title)
    ));
    html.raw(legend(&figure.data));
    html.raw("<details class=\"words\"><summary>The picture in words</summary>\n<p>");
    html.text(&figure.description);
    html.raw("</p></details>\n</figure>\n");
}

const fn legend(data: &FigureData) -> &'static str {
    match data {
        FigureData::Reciprocity { .. } => {
            "<p class=\"legend\"><span class=\"key out\"></span> days with a message from you \
             <span class=\"key pale\"></span> days with likes, comments, views and the like \
             <span class=\"key back\"></span> days with a message from them \
             <span class=\"key stripes\"></span> the export would not show it</p>\n"
        }
        FigureData::Timeline { .. } => {
            "<p class=\"legend\"><span class=\"key step-1\"></span><span class=\"key step-3\"></span><span class=\"key step-5\"></span> more days with contact from you \
             <span class=\"key dot\"></span> something came back</p>\n"
        }
        FigureData::Plane(_) => {
            "<p class=\"legend\"><span class=\"key box\"></span> you, with the bounds of the hours and the interval of the posts \
             <span class=\"key path\"></span> your months, older ones paler; a bar where only bounds are known</p>\n"
        }
        FigureData::Consequences { .. } => {
            "<p class=\"legend\">An index from 0 to 100, not a probability. The marks part low, raised and high.</p>\n"
        }
    }
}
