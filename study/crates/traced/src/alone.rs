//! A book with nothing but one chapter.

use book::beside::Comparison;
use book::{Book, Conventions};

use crate::{Joined, Settings};

/// What a book has to say beside its chapter.
#[derive(Debug, Clone, Default)]
pub struct About {
    /// The title of the study; the chapter's own where there is none.
    pub title: Option<String>,
    /// The people are invented.
    pub synthetic: bool,
    pub weight: Option<String>,
    /// The design in words.
    pub described: String,
    /// Remarks. A sentence each.
    pub notes: Vec<String>,
}

impl About {
    /// Of joined answers and traces. Either file may say that its people are invented: so may a column `synthetic` of ones.
    pub fn of(joined: &Joined) -> Self {
        let answers = &joined.answers;
        let said = answers.dictionary.synthetic || joined.traces.dictionary.synthetic;
        let title = (!answers.dictionary.title.is_empty()).then(|| answers.dictionary.title.clone());
        Self {
            title,
            synthetic: said || answers.says_synthetic() || joined.traces.says_synthetic(),
            weight: joined.weight.clone(),
            described: joined.described.clone(),
            notes: answers.dictionary.notes.clone(),
        }
    }
}

/// The book.
pub fn alone(chapter: Comparison, about: About, settings: &Settings) -> Book {
    let limits = &settings.conventions;
    Book {
        title: about.title.unwrap_or_else(|| chapter.title.clone()),
        synthetic: about.synthetic,
        banner: Vec::new(),
        tables: Vec::new(),
        conventions: Conventions {
            level: limits.level,
            interval: "on the scale that each figure has".into(),
            letters: "none".into(),
            correction: "none".into(),
            strict: 0.05,
            loose: 0.1,
            test: "none".into(),
            least_base: limits.least_base,
            small_base: limits.small_base,
            least_people: limits.least_people,
            weight: about.weight,
            design: about.described,
            opt_in: limits.opt_in,
        },
        notes: about.notes,
        planes: Vec::new(),
        published: None,
        comparisons: vec![chapter],
        methods: None,
    }
}
