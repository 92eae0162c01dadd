//! One pass over a text that says which patterns are worth running. Most texts end here.

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, AhoCorasickKind, MatchKind};

/// Finds the anchors of all patterns at once.
#[derive(Debug, Default)]
pub(crate) struct Prefilter {
    anchors: Option<AhoCorasick>,
    /// For each anchor, the patterns that it starts.
    starts: Vec<Vec<usize>>,
    /// Patterns without anchors, which only need digits.
    digits_only: Vec<usize>,
    /// For each pattern, the digits that it needs.
    digits: Vec<usize>,
}

/// What makes a pattern worth running.
pub(crate) struct Needs<'a> {
    /// Any of these, ASCII case ignored; if there are none, digits alone do.
    pub anchors: &'a [String],
    /// At least so many ASCII digits in the text.
    pub digits: usize,
}

impl Prefilter {
    /// `patterns` in the order in which [`Prefilter::select`] numbers them.
    pub(crate) fn new<'a>(patterns: impl Iterator<Item = Needs<'a>>) -> Result<Self, String> {
        let mut words: Vec<String> = Vec::new();
        let mut starts: Vec<Vec<usize>> = Vec::new();
        let (mut digits_only, mut digits) = (Vec::new(), Vec::new());
        for (number, needs) in patterns.enumerate() {
            digits.push(needs.digits);
            if needs.anchors.is_empty() {
                digits_only.push(number);
            }
            for anchor in needs.anchors {
                let word = anchor.to_ascii_lowercase();
                let at = words.iter().position(|known| *known == word).unwrap_or_else(|| {
                    words.push(word);
                    starts.push(Vec::new());
                    words.len() - 1
                });
                starts[at].push(number);
            }
        }
        let built = AhoCorasickBuilder::new()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::Standard)
            .kind(Some(AhoCorasickKind::DFA))
            .build(&words);
        let anchors = match words.is_empty() {
            true => None,
            false => Some(built.map_err(|error| format!("cannot build the prefilter: {error}"))?),
        };
        Ok(Self { anchors, starts, digits_only, digits })
    }

    /// The patterns worth running, in order.
    pub(crate) fn select(&self, text: &str) -> Vec<usize> {
        let mut selected: Vec<usize> = Vec::new();
        if let Some(anchors) = &self.anchors {
            // Anchors may lie in one another, so all matches count.
            let mut seen = vec![false; self.starts.len()];
            for found in anchors.find_overlapping_iter(text) {
                let anchor = found.pattern().as_usize();
                if !std::mem::replace(&mut seen[anchor], true) {
                    selected.extend(&self.starts[anchor]);
                }
            }
        }
        selected.extend(&self.digits_only);
        if selected.is_empty() {
            return selected;
        }
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        selected.retain(|&pattern| self.digits[pattern] <= digits);
        selected.sort_unstable();
        selected.dedup();
        selected
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_lie_in_one_another_and_digits_are_counted() {
        let (home, alone) = (["home".to_owned()], ["home alone".to_owned(), "@".to_owned()]);
        let needs = [
            Needs { anchors: &home, digits: 0 },
            Needs { anchors: &alone, digits: 0 },
            Needs { anchors: &[], digits: 3 },
            Needs { anchors: &home, digits: 2 },
        ];
        let filter = Prefilter::new(needs.into_iter()).unwrap();
        assert_eq!(filter.select("HOME alone"), [0, 1]);
        assert_eq!(filter.select("a@b"), [1]);
        assert_eq!(filter.select("1 2 3"), [2]);
        assert_eq!(filter.select("home 12"), [0, 3]);
        assert!(filter.select("nothing").is_empty());
    }
}
