//! The five types as they are asked: the rule of the codebook, section 3, on answers about hours and posts; and the same rule on
//! what is traced.

use serde_json::{Map, Value as Json};

use crate::condition::plain;

/// The types, in the order in which the rule asks for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum UserType {
    Offliner,
    SavvySocial,
    BreezyPoster,
    Oversharer,
    Lurker,
}

impl UserType {
    pub const ALL: [UserType; 5] =
        [Self::Offliner, Self::SavvySocial, Self::BreezyPoster, Self::Oversharer, Self::Lurker];

    /// In the order in which the codebook names them, and reports show them.
    pub const SHOWN: [UserType; 5] =
        [Self::SavvySocial, Self::BreezyPoster, Self::Oversharer, Self::Lurker, Self::Offliner];

    /// The type of that code.
    pub fn of_code(code: &str) -> Option<UserType> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// Its code in data: that of `type_picked`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Offliner => "offliner",
            Self::SavvySocial => "savvy_social",
            Self::BreezyPoster => "breezy_poster",
            Self::Oversharer => "oversharer",
            Self::Lurker => "lurker",
        }
    }

    /// The study's name for it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Offliner => "Offliner",
            Self::SavvySocial => "Savvy Social",
            Self::BreezyPoster => "Breezy Poster",
            Self::Oversharer => "Oversharer",
            Self::Lurker => "Lurker",
        }
    }
}

/// Where types part: `T0` hours a day and `P0` posts a day. The study published neither.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Edges {
    pub hours: f64,
    pub posts: f64,
}

impl Default for Edges {
    /// Ours: 2 hours, 1 post.
    fn default() -> Edges {
        Edges { hours: 2.0, posts: 1.0 }
    }
}

impl Edges {
    /// The nine pairs at which results are printed, the default among them; no class lies on both sides of one.
    pub fn printed() -> [Edges; 9] {
        let (hours, posts) = ([1.0, 2.0, 3.0], [0.5, 1.0, 2.0]);
        std::array::from_fn(|at| Edges { hours: hours[at / 3], posts: posts[at % 3] })
    }
}

/// Hours a day of the codes 1 to 8 of `hours`: from the first, below the second.
pub const HOURS: [(f64, f64); 8] = [
    (0.0, 1.0 / 6.0),
    (1.0 / 6.0, 0.5),
    (0.5, 1.0),
    (1.0, 2.0),
    (2.0, 3.0),
    (3.0, 4.0),
    (4.0, 6.0),
    (6.0, 24.0),
];

/// Posts a day of the codes 1 to 7 of `posts`: from the first, below the second. Answers leave gaps: between 3 and 4 a week the bound
/// lies in the middle. Between 6 a week and "about 1 a day" it lies at 1 and not in the middle, so that no class straddles the
/// threshold of the rule; "about 1 a day" reaches up to 2, where "2 to 5 a day" begins.
pub const POSTS: [(f64, f64); 7] = [
    (0.0, 0.0),
    (0.0, 1.0 / 7.0),
    (1.0 / 7.0, 0.5),
    (0.5, 1.0),
    (1.0, 2.0),
    (2.0, 5.0),
    (5.0, f64::INFINITY),
];

/// The types that answers leave possible, in the order of the rule: one; two or four where a class straddles a threshold; none
/// where an answer that decides is missing.
///
/// `joined` is the code of that question; `hours` and `posts` are codes from 1 on.
///
/// ```
/// use questionnaire::types::{Edges, UserType, asked};
///
/// assert_eq!(asked("active", Some(4), Some(5), Edges::default()), [UserType::BreezyPoster]);
/// // 2 to 3 hours, and a threshold in between:
/// let edges = Edges { hours: 2.5, posts: 1.0 };
/// assert_eq!(asked("active", Some(5), Some(2), edges), [UserType::SavvySocial, UserType::Lurker]);
/// ```
pub fn asked(joined: &str, hours: Option<u8>, posts: Option<u8>, edges: Edges) -> Vec<UserType> {
    let is_offline = match joined {
        "never" | "not_90_days" => true,
        "deleted" => hours == Some(1),
        "active" => false,
        _ => return Vec::new(),
    };
    if is_offline {
        return vec![UserType::Offliner];
    }
    let class =
        |code: Option<u8>, classes: &[(f64, f64)]| classes.get(usize::from(code?).checked_sub(1)?).copied();
    let (Some(hours), Some(posts)) = (class(hours, &HOURS), class(posts, &POSTS)) else { return Vec::new() };
    let (few_hours, many_hours) = sides(hours, edges.hours);
    let (few_posts, many_posts) = sides(posts, edges.posts);
    let possible = [
        (few_hours && few_posts, UserType::SavvySocial),
        (few_hours && many_posts, UserType::BreezyPoster),
        (many_hours && many_posts, UserType::Oversharer),
        (many_hours && few_posts, UserType::Lurker),
    ];
    possible.into_iter().filter(|(is, _)| *is).map(|(_, one)| one).collect()
}

/// [`asked`] on a row of a data set, if one type is left: hours and posts as numbers, NaN or no code where there is no answer.
///
/// ```
/// use questionnaire::types::{Edges, UserType, of_row};
///
/// assert_eq!(of_row("active", 5.0, 2.0, Edges::default()), Some(UserType::Lurker));
/// assert_eq!(of_row("active", f64::NAN, 2.0, Edges::default()), None);
/// ```
pub fn of_row(joined: &str, hours: f64, posts: f64, edges: Edges) -> Option<UserType> {
    let code = |number: f64| (1..=8).find(|code| f64::from(*code) == number);
    match asked(joined, code(hours), code(posts), edges)[..] {
        [one] => Some(one),
        _ => None,
    }
}

/// The type by what is traced: hours a day, at least and at most, and posts a day; NaN for what is unknown. None where the
/// bounds of hours leave two types. A trace shows nobody to be an Offliner.
///
/// ```
/// use questionnaire::types::{Edges, UserType, traced};
///
/// assert_eq!(traced((2.0, f64::NAN), 1.0, Edges::default()), Some(UserType::Oversharer));
/// assert_eq!(traced((1.0, 2.0), 1.0, Edges::default()), None);
/// ```
pub fn traced((low, high): (f64, f64), posts: f64, edges: Edges) -> Option<UserType> {
    let is_long = match (low >= edges.hours, high < edges.hours) {
        (true, _) => true,
        (false, true) => false,
        (false, false) => return None,
    };
    (!posts.is_nan()).then_some(match (is_long, posts >= edges.posts) {
        (false, false) => UserType::SavvySocial,
        (false, true) => UserType::BreezyPoster,
        (true, true) => UserType::Oversharer,
        (true, false) => UserType::Lurker,
    })
}

/// [`asked`] on a result of the standard questionnaire.
pub fn of_result(result: &Map<String, Json>, edges: Edges) -> Vec<UserType> {
    let text = |name: &str| result.get(name).and_then(plain);
    let code = |name: &str| text(name)?.parse().ok();
    asked(&text("joined").unwrap_or_default(), code("hours"), code("posts"), edges)
}

/// Whether a class reaches below an edge, and whether it reaches up to it or above.
fn sides((low, high): (f64, f64), edge: f64) -> (bool, bool) {
    (low < edge, high > edge || low >= edge)
}

#[cfg(test)]
mod tests {
    use super::*;
    use UserType::{BreezyPoster, Lurker, Offliner, Oversharer, SavvySocial};

    /// Codes of `joined`, `hours` and `posts`, and the types.
    type Case<'a> = (&'a str, Option<u8>, Option<u8>, &'a [UserType]);

    #[test]
    fn the_rule_is_asked_in_its_order() {
        let cases: [Case<'_>; 13] = [
            ("never", None, None, &[Offliner]),
            ("not_90_days", Some(8), Some(7), &[Offliner]),
            ("deleted", Some(1), Some(7), &[Offliner]),
            ("deleted", Some(2), Some(1), &[SavvySocial]),
            ("deleted", None, Some(1), &[]),
            ("active", Some(1), Some(1), &[SavvySocial]),
            ("active", Some(4), Some(4), &[SavvySocial]),
            ("active", Some(4), Some(5), &[BreezyPoster]),
            ("active", Some(5), Some(5), &[Oversharer]),
            ("active", Some(5), Some(4), &[Lurker]),
            ("active", Some(9), Some(1), &[]),
            ("active", Some(0), Some(1), &[]),
            ("", Some(1), Some(1), &[]),
        ];
        for (joined, hours, posts, types) in cases {
            assert_eq!(asked(joined, hours, posts, Edges::default()), types, "{joined} {hours:?} {posts:?}");
        }
    }

    /// The thresholds for which shares are always printed lie between classes.
    #[test]
    fn no_class_straddles_the_thresholds_that_are_printed() {
        assert!(Edges::printed().contains(&Edges::default()));
        for edges in Edges::printed() {
            for (hour, post) in (1..=8).flat_map(|hour| (1..=7).map(move |post| (hour, post))) {
                let types = asked("active", Some(hour), Some(post), edges);
                assert_eq!(types.len(), 1, "{hour} {post} at {edges:?}");
                let row = of_row("active", f64::from(hour), f64::from(post), edges);
                assert_eq!(row, Some(types[0]));
            }
        }
        let between = Edges { hours: 5.0, posts: 0.3 };
        assert_eq!(
            asked("active", Some(7), Some(3), between),
            [SavvySocial, BreezyPoster, Oversharer, Lurker]
        );
        assert_eq!(asked("active", Some(7), Some(1), between), [SavvySocial, Lurker]);
    }

    #[test]
    fn a_row_has_a_type_where_its_answers_leave_one() {
        for (joined, hours, posts, expected) in [
            ("never", f64::NAN, f64::NAN, Some(Offliner)),
            ("deleted", 1.0, -9.0, Some(Offliner)),
            ("active", f64::NAN, 1.0, None),
            ("active", 3.0, -9.0, None),
            ("active", 2.5, 1.0, None),
            ("active", 99.0, 1.0, None),
            // Who gave no answer to whether they joined has no type.
            ("", 5.0, 5.0, None),
            ("-9", 5.0, 5.0, None),
        ] {
            assert_eq!(of_row(joined, hours, posts, Edges::default()), expected, "{joined} {hours} {posts}");
        }
        assert_eq!(of_row("active", 5.0, 1.0, Edges { hours: 2.5, posts: 1.0 }), None);
    }

    #[test]
    fn bounds_on_both_sides_of_the_threshold_leave_the_type_open() {
        for (low, high, posts, expected) in [
            (2.0, 3.0, 1.0, Some(Oversharer)),
            (2.1, f64::NAN, 3.0, Some(Oversharer)),
            (2.5, f64::INFINITY, 0.2, Some(Lurker)),
            (1.0, 1.9, 0.2, Some(SavvySocial)),
            (0.5, 1.9, 3.0, Some(BreezyPoster)),
            (1.0, 2.0, 0.2, None),
            (0.5, f64::NAN, 0.2, None),
            (0.5, f64::INFINITY, 0.2, None),
            (2.5, 3.0, f64::NAN, None),
            (f64::NAN, f64::NAN, 1.0, None),
        ] {
            assert_eq!(traced((low, high), posts, Edges::default()), expected, "{low} {high} {posts}");
        }
    }

    #[test]
    fn classes_lie_side_by_side() {
        for classes in [&HOURS[..], &POSTS[..]] {
            assert!(classes.windows(2).all(|pair| pair[0].1 == pair[1].0));
        }
        let mut shown = UserType::SHOWN;
        shown.sort();
        assert_eq!(shown, UserType::ALL);
        assert!(UserType::ALL.iter().all(|one| UserType::of_code(one.code()) == Some(*one)));
    }

    #[test]
    fn a_result_has_a_type() {
        let result = serde_json::json!({"joined": "active", "hours": "6", "posts": 7});
        assert_eq!(of_result(result.as_object().unwrap(), Edges::default()), [Oversharer]);
        assert!(of_result(&Map::new(), Edges::default()).is_empty());
    }
}
