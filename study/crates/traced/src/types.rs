//! The five types by their rule, asked and traced.

/// A type. The order is that of the codebook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Type {
    SavvySocial,
    BreezyPoster,
    Oversharer,
    Lurker,
    Offliner,
}

impl Type {
    pub(crate) const ALL: [Self; 5] =
        [Self::SavvySocial, Self::BreezyPoster, Self::Oversharer, Self::Lurker, Self::Offliner];

    /// As it stands in a column.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::SavvySocial => "savvy_social",
            Self::BreezyPoster => "breezy_poster",
            Self::Oversharer => "oversharer",
            Self::Lurker => "lurker",
            Self::Offliner => "offliner",
        }
    }

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::SavvySocial => "Savvy Social",
            Self::BreezyPoster => "Breezy Poster",
            Self::Oversharer => "Oversharer",
            Self::Lurker => "Lurker",
            Self::Offliner => "Offliner",
        }
    }

    pub(crate) fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// By hours and posts at or above the edges.
    pub(crate) const fn of_edges(long: bool, often: bool) -> Self {
        match (long, often) {
            (false, false) => Self::SavvySocial,
            (false, true) => Self::BreezyPoster,
            (true, true) => Self::Oversharer,
            (true, false) => Self::Lurker,
        }
    }
}

/// Edges between types, at which the asked classes break. Hours and posts a day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Edges {
    pub hours: f64,
    pub posts: f64,
    /// The first classes of `hours` and `posts` that lie at or above.
    hours_class: f64,
    posts_class: f64,
}

impl Edges {
    /// T0 = 2 hours, P0 = 1 post a day: ours, since the study published none.
    pub(crate) const USUAL: Self = Self { hours: 2.0, posts: 1.0, hours_class: 5.0, posts_class: 5.0 };

    /// All for which results are shown beside the usual ones.
    pub(crate) fn others() -> Vec<Self> {
        let hours = [(1.0, 4.0), (2.0, 5.0), (3.0, 6.0)];
        // Half a post a day is about 4 a week.
        let posts = [(0.5, 4.0), (1.0, 5.0), (2.0, 6.0)];
        let pair = |(hours, hours_class)| {
            posts.map(|(posts, posts_class)| Self { hours, posts, hours_class, posts_class })
        };
        hours.into_iter().flat_map(pair).filter(|edges| *edges != Self::USUAL).collect()
    }

    /// By what a person says: whether they joined, hours and posts as classes (NaN where there is no answer).
    pub(crate) fn asked(&self, joined: Option<&str>, hours: f64, posts: f64) -> Option<Type> {
        match joined {
            Some("never" | "not_90_days") => return Some(Type::Offliner),
            Some("deleted") if hours == 1.0 => return Some(Type::Offliner),
            _ => {}
        }
        if hours.is_nan() || posts.is_nan() {
            return None;
        }
        Some(Type::of_edges(hours >= self.hours_class, posts >= self.posts_class))
    }

    /// By what is traced: bounds of hours a day, posts a day. None where the bounds leave two types or something is unknown.
    pub(crate) fn traced(&self, low: f64, high: f64, posts: f64) -> Option<Type> {
        if posts.is_nan() {
            return None;
        }
        let long = if low >= self.hours {
            true
        } else if high < self.hours {
            false
        } else {
            return None;
        };
        Some(Type::of_edges(long, posts >= self.posts))
    }
}

/// Hours a day of each class of `hours`, from 1 on; none for another code.
pub(crate) fn hours_of(class: f64) -> Option<(f64, f64)> {
    const ENDS: [f64; 9] = [0.0, 1.0 / 6.0, 0.5, 1.0, 2.0, 3.0, 4.0, 6.0, f64::INFINITY];
    let at = (1..=8).find(|code| f64::from(*code) == class)? as usize;
    Some((ENDS[at - 1], ENDS[at]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rule_of_the_codebook() {
        let usual = Edges::USUAL;
        for (joined, hours, posts, expected) in [
            ("active", 4.0, 4.0, Some(Type::SavvySocial)),
            ("active", 4.0, 5.0, Some(Type::BreezyPoster)),
            ("active", 5.0, 5.0, Some(Type::Oversharer)),
            ("active", 8.0, 1.0, Some(Type::Lurker)),
            ("never", f64::NAN, f64::NAN, Some(Type::Offliner)),
            ("not_90_days", 5.0, 5.0, Some(Type::Offliner)),
            ("deleted", 1.0, 5.0, Some(Type::Offliner)),
            ("deleted", 2.0, 1.0, Some(Type::SavvySocial)),
            ("active", f64::NAN, 1.0, None),
        ] {
            assert_eq!(usual.asked(Some(joined), hours, posts), expected, "{joined} {hours} {posts}");
        }
        for (low, high, posts, expected) in [
            (2.0, 3.0, 1.0, Some(Type::Oversharer)),
            (1.0, 1.9, 0.2, Some(Type::SavvySocial)),
            (1.0, 2.0, 0.2, None),
            (0.5, f64::INFINITY, 0.2, None),
            (2.5, f64::INFINITY, 0.2, Some(Type::Lurker)),
            (2.5, 3.0, f64::NAN, None),
            (f64::NAN, f64::NAN, 1.0, None),
        ] {
            assert_eq!(usual.traced(low, high, posts), expected, "{low} {high} {posts}");
        }
        assert_eq!(Edges::others().len(), 8);
    }

    #[test]
    fn classes_of_hours() {
        assert_eq!(hours_of(5.0), Some((2.0, 3.0)));
        assert_eq!(hours_of(8.0), Some((6.0, f64::INFINITY)));
        assert!([0.0, 9.0, 2.5, f64::NAN].iter().all(|class| hours_of(*class).is_none()));
    }
}
