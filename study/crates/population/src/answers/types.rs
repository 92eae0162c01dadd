//! The five types, and the hours and posts that make them: the rule of the codebook, section 3.

use questionnaire::types::{Edges, UserType, of_row};

use super::{Making, NO_ANSWER, NO_TEXT};
use crate::chance::{pick, stream};

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
        let rule = |row: usize| {
            let kind = of_row(joined[row].unwrap_or(""), hours[row], posts[row], Edges::default());
            kind.map_or(NO_TEXT, UserType::code)
        };
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
            let rule = UserType::of_code(self.text("type_asked", row));
            let other = UserType::SHOWN[draws.index(UserType::SHOWN.len())];
            let same = 100.0 * draws.share() < self.assumed.types.picked;
            let kind = rule.filter(|_| same).unwrap_or(other);
            picked.push(Some(if unanswered { NO_TEXT } else { kind.code() }));
        }
        self.texts("type_picked", picked);
    }
}
