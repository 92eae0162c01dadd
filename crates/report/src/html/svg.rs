//! Shapes of a picture. Colours come from classes, so that light, dark and paper each have their own.

use super::write::escape;

/// A picture that is being drawn. Lengths are in its own units.
pub struct Svg {
    body: String,
    width: f64,
    height: f64,
}

/// A length as it stands in the file: one decimal is finer than any screen.
fn n(value: f64) -> String {
    crate::numbers::fixed(value, 1)
}

impl Svg {
    /// An empty picture.
    pub const fn new(width: f64, height: f64) -> Self {
        Self { body: String::new(), width, height }
    }

    pub fn rect(&mut self, class: &str, (x, y): (f64, f64), (width, height): (f64, f64)) {
        self.body.push_str(&format!(
            "<rect class=\"{class}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>",
            n(x),
            n(y),
            n(width.max(0.0)),
            n(height.max(0.0))
        ));
    }

    pub fn line(&mut self, class: &str, (x1, y1): (f64, f64), (x2, y2): (f64, f64)) {
        self.body.push_str(&format!(
            "<line class=\"{class}\" x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"/>",
            n(x1),
            n(y1),
            n(x2),
            n(y2)
        ));
    }

    pub fn circle(&mut self, class: &str, (x, y): (f64, f64), radius: f64) {
        self.body.push_str(&format!(
            "<circle class=\"{class}\" cx=\"{}\" cy=\"{}\" r=\"{}\"/>",
            n(x),
            n(y),
            n(radius)
        ));
    }

    /// A line through points.
    pub fn path(&mut self, class: &str, points: &[(f64, f64)]) {
        let steps: Vec<String> = points
            .iter()
            .enumerate()
            .map(|(at, (x, y))| format!("{}{} {}", if at == 0 { "M" } else { "L" }, n(*x), n(*y)))
            .collect();
        self.body.push_str(&format!("<path class=\"{class}\" d=\"{}\"/>", steps.join(" ")));
    }

    /// Text of ours.
    pub fn text(&mut self, class: &str, (x, y): (f64, f64), text: &str) {
        self.body.push_str(&format!(
            "<text class=\"{class}\" x=\"{}\" y=\"{}\">{}</text>",
            n(x),
            n(y),
            escape(text)
        ));
    }

    /// A person's name, isolated.
    pub fn name(&mut self, class: &str, (x, y): (f64, f64), name: &str) {
        self.body.push_str(&format!(
            "<text class=\"{class}\" x=\"{}\" y=\"{}\" direction=\"ltr\"><tspan unicode-bidi=\"isolate\">{}</tspan></text>",
            n(x),
            n(y),
            escape(name)
        ));
    }

    /// Stripes, for what cannot be seen.
    pub fn stripes(&mut self, id: &str) {
        self.body.push_str(&format!(
            "<defs><pattern id=\"{id}\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><line class=\"stripe\" x1=\"0\" y1=\"0\" x2=\"0\" y2=\"6\"/></pattern></defs>"
        ));
    }

    /// An area filled with stripes.
    pub fn striped(&mut self, id: &str, (x, y): (f64, f64), (width, height): (f64, f64)) {
        self.body.push_str(&format!(
            "<rect class=\"unseen\" fill=\"url(#{id})\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>",
            n(x),
            n(y),
            n(width.max(0.0)),
            n(height.max(0.0))
        ));
    }

    /// The picture, with its words for those who do not see it.
    pub fn finish(self, class: &str, id: &str, title: &str, description: &str) -> String {
        format!(
            "<svg class=\"chart {class}\" viewBox=\"0 0 {} {}\" role=\"img\" aria-labelledby=\"{id}-t {id}-d\"><title id=\"{id}-t\">{}</title><desc id=\"{id}-d\">{}</desc>{}</svg>",
            n(self.width),
            n(self.height),
            escape(title),
            escape(description),
            self.body
        )
    }
}
