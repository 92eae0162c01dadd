//! The five types: by the description that people pick, by the rule on what they say, by the rule on what is traced.

use book::beside::{Coverage, Line, Part, PartKind, Picture, Side, Unit};
use book::print::{decimal, percent};
use survey::agreement::Found;
use survey::agreement::kappa::{self, Measure, Overall};

use super::{Study, count};
use crate::line::{Draft, at, complement, said};
use crate::types::{Edges, Type};

/// The three classifications of each person; none where unknown.
struct Kinds {
    picked: Vec<Option<Type>>,
    asked: Vec<Option<Type>>,
    traced: Vec<Option<Type>>,
}

/// Two of them.
struct Pair<'a> {
    name: &'static str,
    first: &'a [Option<Type>],
    second: &'a [Option<Type>],
}

impl Kinds {
    fn of(study: &Study<'_>) -> Self {
        let answers = &study.joined.answers;
        let kind = |code: Option<String>| code.as_deref().and_then(Type::of_code);
        Self {
            picked: answers.codes("type_picked").into_iter().map(kind).collect(),
            asked: asked(study, Edges::USUAL),
            traced: study.joined.traces.codes("traced_type").into_iter().map(kind).collect(),
        }
    }

    fn pairs(&self) -> [Pair<'_>; 3] {
        let pair = |name, first, second| Pair { name, first, second };
        [
            pair("description they pick / traced rule", &self.picked, &self.traced),
            pair("rule on what they say / traced rule", &self.asked, &self.traced),
            pair("description they pick / rule on what they say", &self.picked, &self.asked),
        ]
    }

    /// Donors of whom all three are known.
    fn known(&self, study: &Study<'_>) -> Vec<bool> {
        study.donors(|row| self.asked_twice(row) && self.traced[row].is_some())
    }

    fn asked_twice(&self, row: usize) -> bool {
        self.picked[row].is_some() && self.asked[row].is_some()
    }

    fn coverage(&self, study: &Study<'_>) -> Coverage {
        study.coverage(|row| self.asked_twice(row), |row| self.traced[row].is_some())
    }
}

/// Types by the rule on what people say.
fn asked(study: &Study<'_>, edges: Edges) -> Vec<Option<Type>> {
    let answers = &study.joined.answers;
    let (joined, hours, posts) =
        (answers.codes("joined"), answers.numbers("hours"), answers.numbers("posts"));
    (0..answers.rows).map(|row| edges.asked(joined[row].as_deref(), hours[row], posts[row])).collect()
}

/// Types by the rule on what is traced.
fn traced(study: &Study<'_>, edges: Edges) -> Vec<Option<Type>> {
    let of = |name: &str| study.joined.traces.numbers(name);
    let (low, high, posts) = (of("traced_hours_low"), of("traced_hours_high"), of("traced_posts"));
    (0..low.len()).map(|row| edges.traced(low[row], high[row], posts[row])).collect()
}

fn codes(kinds: &[Option<Type>]) -> Vec<u32> {
    kinds.iter().map(|kind| kind.map_or(u32::MAX, |kind| kind as u32)).collect()
}

fn is(kinds: &[Option<Type>], kind: Type) -> Vec<bool> {
    kinds.iter().map(|found| *found == Some(kind)).collect()
}

/// How many are of each type, three ways.
pub(crate) fn part(study: &Study<'_>) -> Part {
    let kinds = Kinds::of(study);
    let inside = kinds.known(study);
    let coverage = Some(kinds.coverage(study));
    let mut columns: Vec<Vec<Line>> = Vec::new();
    for (side, measure, of) in [
        (Side::Picked, "share, by the description they pick", &kinds.picked),
        (Side::Asked, "share, by the rule on hours and posts", &kinds.asked),
        (Side::Traced, "share, by the rule on hours and posts", &kinds.traced),
    ] {
        let share = |kind: Type| {
            let mut draft = study.draft(kind.name(), side, measure, Unit::Share, &inside);
            (draft.coverage, draft.drawn) = (coverage, true);
            study.donor_share(draft, &inside, &is(of, kind))
        };
        let mut column: Vec<Line> = Type::ALL.into_iter().map(share).collect();
        complement(&mut column);
        columns.push(column);
    }
    // By type, then by side.
    let lines =
        (0..Type::ALL.len()).flat_map(|at| columns.iter().map(move |column| column[at].clone())).collect();
    Part {
        id: "types".into(),
        title: "The five types, three ways".into(),
        kind: PartKind::Agreement,
        says: Vec::new(),
        picture: Picture::Dots,
        lines,
        notes: vec![
            "The rule is ours, since the study published none: two hours a day and one post a day part the types. A trace whose bounds of hours lie on both sides of two hours leaves two types and counts as unknown. A trace shows nobody to be an Offliner for good, at most to be inactive where the export comes from.".into(),
        ],
    }
}

/// How far the three go together: kappa over all types and for each against all others.
pub(crate) fn agreement(study: &Study<'_>) -> Part {
    let kinds = Kinds::of(study);
    let inside = kinds.known(study);
    let coverage = kinds.coverage(study);
    let mut lines = Vec::new();
    let mut says = Vec::new();
    for pair in kinds.pairs() {
        let found = overall(study, &pair, &inside, coverage);
        let words = |line: &Line, write: &dyn Fn(f64) -> String| said(line, write);
        if let (Some(same), Some(kappa)) = (
            words(&found[0], &|value| format!("{}%", percent(value))),
            words(&found[1], &|value| decimal(value, 2)),
        ) {
            says.push(format!("{}: the same type for {same}, kappa {kappa}.", capital(pair.name)));
        }
        lines.extend(found);
    }
    for kind in Type::ALL {
        for pair in &kinds.pairs()[..2] {
            lines.extend(one(study, pair, kind, &inside, coverage));
        }
    }
    Part {
        id: "types-agreement".into(),
        title: "How far the three ways agree".into(),
        kind: PartKind::Agreement,
        says,
        picture: Picture::Forest,
        lines,
        notes: vec![
            "Each type is also set against all others together. Where a type is rare, kappa is low even if two ways agree well; agreement on who is of the type (positive) and on who is not (negative), the prevalence index (share of both yes less share of both no) and the bias index (share by the first less share by the second) say which it is (Byrt, Bishop and Carlin 1993).".into(),
        ],
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The share of the same type, and kappa.
fn overall(study: &Study<'_>, pair: &Pair<'_>, inside: &[bool], coverage: Coverage) -> Vec<Line> {
    let found = kappas(study, pair.first, pair.second, inside);
    let item = format!("All types: {}", pair.name);
    [("same type", Unit::Share), ("kappa", Unit::Correlation)]
        .into_iter()
        .enumerate()
        .map(|(place, (measure, unit))| {
            let mut draft = study.draft(&item, Side::Both, measure, unit, inside);
            (draft.coverage, draft.drawn) = (Some(coverage), unit == Unit::Correlation);
            draft.line(at(&found, place), study.limits)
        })
        .collect()
}

fn kappas(
    study: &Study<'_>,
    first: &[Option<Type>],
    second: &[Option<Type>],
    inside: &[bool],
) -> Result<Vec<Found>, survey::SurveyError> {
    let (first, second) = (codes(first), codes(second));
    let scales = Overall::ALL.map(Overall::scale);
    study.found(inside, &scales, |design| kappa::classes(design, &first, &second, Type::ALL.len()))
}

/// One type against all others.
fn one(study: &Study<'_>, pair: &Pair<'_>, kind: Type, inside: &[bool], coverage: Coverage) -> Vec<Line> {
    let (first, second) = (is(pair.first, kind), is(pair.second, kind));
    let as_codes = |yes: &[bool]| yes.iter().map(|yes| u32::from(*yes)).collect::<Vec<u32>>();
    let (x, y) = (as_codes(&first), as_codes(&second));
    let found =
        study.found(inside, &Measure::ALL.map(Measure::scale), |design| kappa::yes_no(design, &x, &y));
    // Of few people, nothing. What one of the two never sees, as traces never see an Offliner, has no agreement to speak of.
    let least = count(inside, &first).min(count(inside, &second));
    if least == 0 {
        return Vec::new();
    }
    [
        (Measure::Kappa, "kappa", Unit::Correlation),
        (Measure::Positive, "agreement on who is", Unit::Share),
        (Measure::Negative, "agreement on who is not", Unit::Share),
        (Measure::Prevalence, "prevalence index", Unit::Correlation),
        (Measure::Bias, "bias index", Unit::Correlation),
    ]
    .into_iter()
    .map(|(measure, words, unit)| {
        let item = format!("{}: {}", kind.name(), pair.name);
        let mut draft: Draft = study.draft(&item, Side::Both, words, unit, inside);
        (draft.coverage, draft.count) = (Some(coverage), Some(least));
        draft.drawn = measure == Measure::Kappa;
        draft.line(at(&found, measure as usize), study.limits)
    })
    .collect()
}

/// Kappa of rule against rule where other hours and posts part the types; none where posts are not traced.
pub(crate) fn other_edges(study: &Study<'_>) -> Option<Part> {
    let line = |edges: Edges| {
        let (first, second) = (asked(study, edges), traced(study, edges));
        let inside = study.donors(|row| first[row].is_some() && second[row].is_some());
        let found = kappas(study, &first, &second, &inside);
        let item = format!("{} h and {} posts a day", edges.hours, edges.posts);
        let mut draft = study.draft(&item, Side::Both, "kappa", Unit::Correlation, &inside);
        draft.coverage = Some(study.coverage(|row| first[row].is_some(), |row| second[row].is_some()));
        draft.drawn = true;
        draft.line(at(&found, 1), study.limits)
    };
    study.joined.traces.has("traced_posts").then(|| Part {
        id: "types-edges".into(),
        title: "Were the types parted elsewhere".into(),
        kind: PartKind::Agreement,
        says: vec![
            "The rule parts the types at two hours and one post a day. Here is the kappa of the rule on what people say and the rule on their data, were it parted elsewhere.".into(),
        ],
        picture: Picture::Forest,
        lines: Edges::others().into_iter().map(line).collect(),
        notes: Vec::new(),
    })
}
