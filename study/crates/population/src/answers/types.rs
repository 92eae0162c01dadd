//! The five types, and the hours and posts that make them: the rule of the codebook, section 3.

use super::{Making, NO_ANSWER, NO_TEXT};
use crate::chance::{pick, stream};

/// Codes of `type_asked` and `type_picked`, in the order of the codebook.
pub(crate) const TYPES: [&str; 5] = ["savvy_social", "breezy_poster", "oversharer", "lurker", "offliner"];

/// The type by the rule: hours from 5 on are two hours a day, posts from 5 on one a day. None where one of them is not known.
pub(crate) fn by_rule(joined: &str, hours: f64, posts: f64) -> Option<&'static str> {
    if matches!(joined, "never" | "not_90_days") || (joined == "deleted" && hours == 1.0) {
        return Some("offliner");
    }
    let known = (1.0..=8.0).contains(&hours) && (1.0..=7.0).contains(&posts);
    known.then_some(match (hours >= 5.0, posts >= 5.0) {
        (false, false) => "savvy_social",
        (false, true) => "breezy_poster",
        (true, true) => "oversharer",
        (true, false) => "lurker",
    })
}

impl Making<'_> {
    /// Whether people joined, their hours and posts, and the type that follows.
    pub fn types(&mut self) {
        let spreads = &self.assumed.types;
        let mut draws = stream(self.assumed.seed, "hours and posts");
        let (no_hours, no_posts) = (self.unanswered("hours"), self.unanswered("posts"));
        let (mut joined, mut hours, mut posts) = (Vec::new(), Vec::new(), Vec::new());
        for (row, person) in self.people.iter().enumerate() {
            let tilt = 0.25 * person.traits.usage;
            if self.is("offliner", row) {
                let how = pick(&mut draws, &spreads.offline, -0.3 * person.traits.usage);
                joined.push(Some(["never", "not_90_days", "deleted"][how.min(2)]));
                // Whoever never joined is not asked; the others are hardly there.
                let least = if how == 0 { f64::NAN } else { 1.0 };
                hours.push(least);
                posts.push(least);
                continue;
            }
            let heavy = self.is("heavy", row);
            let many = self.is(if heavy { "heavy_posts" } else { "light_posts" }, row);
            let (first, spread) = if heavy { (5, &spreads.heavy_hours) } else { (1, &spreads.light_hours) };
            let asked = (first + pick(&mut draws, spread, tilt)) as f64;
            let (first, spread) = if many { (5, &spreads.many_posts) } else { (1, &spreads.few_posts) };
            let posted = (first + pick(&mut draws, spread, tilt)) as f64;
            joined.push(Some("active"));
            hours.push(if no_hours[row] { NO_ANSWER } else { asked });
            posts.push(if no_posts[row] { NO_ANSWER } else { posted });
        }
        let rule = |row: usize| by_rule(joined[row].unwrap_or(""), hours[row], posts[row]).unwrap_or(NO_TEXT);
        let types = (0..joined.len()).map(|row| Some(rule(row))).collect();
        self.texts("joined", joined);
        self.numbers("hours", hours);
        self.numbers("posts", posts);
        self.texts("type_asked", types);
        self.picked();
    }

    /// The description that people pick: mostly that of the rule, else any other.
    fn picked(&mut self) {
        let mut draws = stream(self.assumed.seed, "type picked");
        let unanswered = self.unanswered("type_picked");
        let mut picked = Vec::with_capacity(self.people.len());
        for (row, unanswered) in unanswered.into_iter().enumerate() {
            let rule = TYPES.iter().position(|name| *name == self.text("type_asked", row));
            let other = draws.index(TYPES.len());
            let same = 100.0 * draws.share() < self.assumed.types.picked;
            let place = rule.filter(|_| same).unwrap_or(other);
            picked.push(Some(if unanswered { NO_TEXT } else { TYPES[place] }));
        }
        self.texts("type_picked", picked);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rule_is_that_of_the_codebook() {
        for (joined, hours, posts, expected) in [
            ("active", 4.0, 4.0, Some("savvy_social")),
            ("active", 4.0, 5.0, Some("breezy_poster")),
            ("active", 5.0, 5.0, Some("oversharer")),
            ("active", 5.0, 4.0, Some("lurker")),
            ("never", f64::NAN, f64::NAN, Some("offliner")),
            ("not_90_days", 8.0, 7.0, Some("offliner")),
            ("deleted", 1.0, 1.0, Some("offliner")),
            ("deleted", 2.0, 1.0, Some("savvy_social")),
            ("active", 99.0, 1.0, None),
            ("active", 3.0, 99.0, None),
        ] {
            assert_eq!(by_rule(joined, hours, posts), expected, "{joined} {hours} {posts}");
        }
    }
}
