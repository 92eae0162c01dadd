//! Shapes of a picture. Colours come from classes, so that light, dark and paper each have their own.

use maud::{Markup, PreEscaped, html};

use crate::print;

/// A picture that is being drawn. Lengths are in its own units.
pub(super) struct Svg {
    body: String,
    width: f64,
    height: f64,
}

/// A length as it stands in the file: one decimal is finer than any screen.
pub(super) fn n(value: f64) -> String {
    print::decimal(if value.is_finite() { value } else { 0.0 }, 1)
}

impl Svg {
    /// An empty picture.
    pub(super) const fn new(width: f64, height: f64) -> Self {
        Self { body: String::new(), width, height }
    }

    pub(super) fn add(&mut self, markup: Markup) {
        self.body.push_str(&markup.into_string());
    }

    pub(super) fn rect(&mut self, class: &str, (x, y): (f64, f64), (width, height): (f64, f64)) {
        let (width, height) = (n(width.max(0.0)), n(height.max(0.0)));
        self.add(html! { rect class=(class) x=(n(x)) y=(n(y)) width=(width) height=(height) {} });
    }

    pub(super) fn line(&mut self, class: &str, (x1, y1): (f64, f64), (x2, y2): (f64, f64)) {
        self.add(html! { line class=(class) x1=(n(x1)) y1=(n(y1)) x2=(n(x2)) y2=(n(y2)) {} });
    }

    pub(super) fn circle(&mut self, class: &str, (x, y): (f64, f64), radius: f64) {
        self.add(html! { circle class=(class) cx=(n(x)) cy=(n(y)) r=(n(radius)) {} });
    }

    /// Text; of whatever direction, it does not turn what stands beside it.
    pub(super) fn text(&mut self, class: &str, (x, y): (f64, f64), text: &str) {
        self.add(html! {
            text class=(class) x=(n(x)) y=(n(y)) direction="ltr" { tspan unicode-bidi="isolate" { (text) } }
        });
    }

    /// The picture, for those who see it: what it shows stands beside it in words.
    pub(super) fn hidden(self, class: &str) -> Markup {
        let (width, height) = (n(self.width), n(self.height));
        html! {
            svg class={ "chart " (class) } viewBox={ "0 0 " (width) " " (height) } width=(width) aria-hidden="true" {
                (PreEscaped(self.body))
            }
        }
    }

    /// The picture, with its words for those who do not see it.
    pub(super) fn finish(self, class: &str, id: &str, title: &str, description: &str) -> Markup {
        let (width, height) = (n(self.width), n(self.height));
        html! {
            svg class={ "chart " (class) } viewBox={ "0 0 " (width) " " (height) } width=(width) role="img"
                aria-labelledby={ (id) "-t " (id) "-d" } {
                title id={ (id) "-t" } { (title) }
                desc id={ (id) "-d" } { (description) }
                (PreEscaped(self.body))
            }
        }
    }
}

/// As much of a text as fits, by letters.
pub(super) fn shorten(text: &str, letters: usize) -> String {
    if text.chars().count() <= letters {
        return text.to_owned();
    }
    text.chars().take(letters.saturating_sub(1)).chain(std::iter::once('…')).collect()
}

/// A text in lines of so many letters, parted between words where there is one; at most so many lines.
pub(super) fn wrapped(text: &str, letters: usize, most: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut rest = text;
    while lines.len() + 1 < most && rest.chars().count() > letters {
        let end = rest.char_indices().nth(letters + 1).map_or(rest.len(), |(at, _)| at);
        let Some(space) = rest.get(..end).and_then(|begin| begin.rfind(' ')).filter(|space| *space > 0)
        else {
            break;
        };
        let (line, after) = rest.split_at(space);
        lines.push(line.to_owned());
        rest = after.trim_start();
    }
    lines.push(shorten(rest, letters));
    lines
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn lines_are_never_longer_than_there_is_room(text in ".{0,80}", letters in 2_usize..30, most in 1_usize..4) {
            let lines = wrapped(&text, letters, most);
            prop_assert!(lines.len() <= most);
            prop_assert!(lines.iter().all(|line| line.chars().count() <= letters));
        }
    }
}
