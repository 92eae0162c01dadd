//! The five types: by the description that people pick, by the rule on what they say, by the rule on what is traced.

use book::beside::{Coverage, Line, Part, PartKind, Picture, Side, Unit};
use book::print::decimal;
use questionnaire::types::{self, Edges, UserType};
use survey::agreement::Found;
use survey::agreement::kappa::{self, Measure, Overall};

use super::Study;
use super::null::{self, Lies};
use crate::line::{Draft, at, said};

/// How items and measures of agreement are called; the sentences at the head of the chapter look for them.
pub(crate) const ALL: &str = "All types: ";
pub(crate) const PICKED: &str = "description they pick / traced rule";
pub(crate) const ASKED: &str = "rule on what they say / traced rule";
pub(crate) const SAME: &str = "same type";
pub(crate) const KAPPA: &str = "kappa";

/// The three classifications of each person; none where unknown.
struct Kinds {
    picked: Kind,
    asked: Kind,
    traced: Kind,
    /// Donors of whom all three are known.
    inside: Vec<bool>,
    coverage: Coverage,
}

/// One of them.
struct Kind {
    types: Types,
    /// Which of [`UserType::SHOWN`] are hidden among donors of whom all three are known.
    hidden: Vec<bool>,
}

type Types = Vec<Option<UserType>>;

/// Two of them.
struct Pair<'a> {
    name: &'static str,
    first: &'a Kind,
    second: &'a Kind,
}

impl Kinds {
    fn of(study: &Study<'_>) -> Self {
        let answers = &study.joined.answers;
        let kind = |code: Option<String>| code.as_deref().and_then(UserType::of_code);
        let picked: Types = answers.codes("type_picked").into_iter().map(kind).collect();
        let asked = asked(study, Edges::default());
        let traced: Types = study.joined.traces.codes("traced_type").into_iter().map(kind).collect();
        let asked_twice = |row: usize| picked[row].is_some() && asked[row].is_some();
        let inside = study.donors(|row| asked_twice(row) && traced[row].is_some());
        let coverage = study.coverage(asked_twice, |row| traced[row].is_some());
        let [picked, asked, traced] = [picked, asked, traced].map(|types| {
            let each = UserType::SHOWN.map(|kind| is(&types, kind));
            let hidden = study.hidden(&inside, &each.each_ref().map(Vec::as_slice));
            Kind { types, hidden }
        });
        Self { picked, asked, traced, inside, coverage }
    }

    fn pairs(&self) -> [Pair<'_>; 3] {
        let pair = |name, first, second| Pair { name, first, second };
        [
            pair(PICKED, &self.picked, &self.traced),
            pair(ASKED, &self.asked, &self.traced),
            pair("description they pick / rule on what they say", &self.picked, &self.asked),
        ]
    }
}

/// How many are of each type, how far three ways to tell go together, and how far were the types parted elsewhere.
pub(crate) fn parts(study: &Study<'_>) -> Vec<Part> {
    let kinds = Kinds::of(study);
    let mut parts = vec![shares(study, &kinds), agreement(study, &kinds)];
    parts.extend(other_edges(study));
    parts
}

/// Types by the rule on what people say.
fn asked(study: &Study<'_>, edges: Edges) -> Types {
    let answers = &study.joined.answers;
    let (joined, hours, posts) =
        (answers.codes("joined"), answers.numbers("hours"), answers.numbers("posts"));
    (0..answers.rows)
        .map(|row| types::of_row(joined[row].as_deref().unwrap_or_default(), hours[row], posts[row], edges))
        .collect()
}

/// Types by the rule on what is traced.
fn traced(study: &Study<'_>, edges: Edges) -> Types {
    let of = |name: &str| study.joined.traces.numbers(name);
    let (low, high, posts) = (of("traced_hours_low"), of("traced_hours_high"), of("traced_posts"));
    (0..low.len()).map(|row| types::traced((low[row], high[row]), posts[row], edges)).collect()
}

fn codes(kinds: &[Option<UserType>]) -> Vec<u32> {
    kinds.iter().map(|kind| kind.map_or(u32::MAX, |kind| kind as u32)).collect()
}

fn is(kinds: &[Option<UserType>], kind: UserType) -> Vec<bool> {
    kinds.iter().map(|found| *found == Some(kind)).collect()
}

/// How many are of each type, three ways.
fn shares(study: &Study<'_>, kinds: &Kinds) -> Part {
    let inside = &kinds.inside;
    let mut columns: Vec<Vec<Line>> = Vec::new();
    for (side, measure, of) in [
        (Side::Picked, "share, by the description they pick", &kinds.picked),
        (Side::Asked, "share, by the rule on hours and posts", &kinds.asked),
        (Side::Traced, "share, by the rule on hours and posts", &kinds.traced),
    ] {
        let share = |(kind, hidden): (UserType, &bool)| {
            let mut draft = study.draft(kind.name(), side, measure, Unit::Share, inside);
            (draft.coverage, draft.drawn, draft.hidden) = (Some(kinds.coverage), true, *hidden);
            study.donor_share(draft, inside, &is(&of.types, kind))
        };
        columns.push(UserType::SHOWN.into_iter().zip(&of.hidden).map(share).collect());
    }
    // By type, then by side.
    let lines = (0..UserType::SHOWN.len())
        .flat_map(|at| columns.iter().map(move |column| column[at].clone()))
        .collect();
    Part {
        id: "types".into(),
        title: "The five types, three ways".into(),
        kind: PartKind::Agreement,
        says: vec![whom(study, kinds)],
        picture: Picture::Dots,
        lines,
        notes: vec![
            "Picture and table count the donors just named, and no others: these shares are not those of the tables of all respondents.".into(),
            "The rule is ours, since the study published none: two hours a day and one post a day part the types. A trace whose bounds of hours lie on both sides of two hours leaves two types and counts as unknown. A trace shows nobody to be an Offliner for good, at most to be inactive where the export comes from.".into(),
        ],
    }
}

/// Who is counted, in a sentence.
fn whom(study: &Study<'_>, kinds: &Kinds) -> String {
    let Coverage { known, of } = kinds.coverage;
    let few = [known, of, of.saturating_sub(known)].iter().any(|people| study.limits.is_few(*people));
    let count = if few || of == 0 {
        String::new()
    } else {
        format!(": {known} of {of} of whom both answers are known")
    };
    format!(
        "Counted are only donors whose trace fixes a type{count}. A trace shows nobody to be an Offliner, so by their data none of them can be one, and people who are not on social media gave no data at all. Shares here are therefore not those of the tables, which count all who answered."
    )
}

/// How far the three go together: kappa over all types and for each against all others.
fn agreement(study: &Study<'_>, kinds: &Kinds) -> Part {
    let mut lines = Vec::new();
    let mut says = Vec::new();
    for pair in kinds.pairs() {
        let found = overall(study, &pair, kinds);
        if let (Some(same), Some(kappa)) =
            (null::with_base(&found[0]), said(&found[1], |value| decimal(value, 2)))
        {
            let end = if null::lies(&found[1]) == Some(Lies::Nowhere) {
                " No agreement beyond chance that the data show: the interval of kappa holds 0."
            } else {
                ""
            };
            says.push(format!(
                "{}: the same type for {same}, kappa {kappa}.{end}",
                super::capital(pair.name)
            ));
        }
        lines.extend(found);
    }
    for (at, kind) in UserType::SHOWN.into_iter().enumerate() {
        for pair in &kinds.pairs()[..2] {
            let hidden = pair.first.hidden[at] || pair.second.hidden[at];
            lines.extend(one(study, pair, kind, hidden, kinds));
        }
    }
    let of_one = |line: &&Line| line.measure == KAPPA && !line.item.starts_with(ALL);
    says.extend(null::of_several(
        lines.iter().filter(of_one),
        "agreement beyond chance on who is of one type",
    ));
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

/// The share of the same type, and kappa.
fn overall(study: &Study<'_>, pair: &Pair<'_>, kinds: &Kinds) -> Vec<Line> {
    let found = kappas(study, &pair.first.types, &pair.second.types, &kinds.inside);
    let item = format!("{ALL}{}", pair.name);
    [(SAME, Unit::Share), (KAPPA, Unit::Correlation)]
        .into_iter()
        .enumerate()
        .map(|(place, (measure, unit))| {
            let mut draft = study.draft(&item, Side::Both, measure, unit, &kinds.inside);
            (draft.coverage, draft.drawn) = (Some(kinds.coverage), unit == Unit::Correlation);
            draft.line(at(&found, place), study.limits)
        })
        .collect()
}

fn kappas(
    study: &Study<'_>,
    first: &[Option<UserType>],
    second: &[Option<UserType>],
    inside: &[bool],
) -> Result<Vec<Found>, survey::SurveyError> {
    let (first, second) = (codes(first), codes(second));
    let scales = Overall::ALL.map(Overall::scale);
    study.found(inside, &scales, |design| kappa::classes(design, &first, &second, UserType::ALL.len()))
}

/// One type against all others. Where its share is hidden one way or the other, so is this: the measures together tell both shares
/// (agreement on who is and who is not gives their sum, the bias index their difference).
fn one(study: &Study<'_>, pair: &Pair<'_>, kind: UserType, hidden: bool, kinds: &Kinds) -> Vec<Line> {
    let inside = &kinds.inside;
    let (first, second) = (is(&pair.first.types, kind), is(&pair.second.types, kind));
    // What one of the two never sees, as traces never see an Offliner, has no agreement to speak of.
    let any = |yes: &[bool]| yes.iter().zip(inside).any(|(yes, inside)| *yes && *inside);
    if !any(&first) || !any(&second) {
        return Vec::new();
    }
    let as_codes = |yes: &[bool]| yes.iter().map(|yes| u32::from(*yes)).collect::<Vec<u32>>();
    let (x, y) = (as_codes(&first), as_codes(&second));
    let found =
        study.found(inside, &Measure::ALL.map(Measure::scale), |design| kappa::yes_no(design, &x, &y));
    [
        (Measure::Kappa, KAPPA, Unit::Correlation),
        (Measure::Positive, "agreement on who is", Unit::Share),
        (Measure::Negative, "agreement on who is not", Unit::Share),
        (Measure::Prevalence, "prevalence index", Unit::Correlation),
        (Measure::Bias, "bias index", Unit::Correlation),
    ]
    .into_iter()
    .map(|(measure, words, unit)| {
        let item = format!("{}: {}", kind.name(), pair.name);
        let mut draft: Draft = study.draft(&item, Side::Both, words, unit, inside);
        (draft.coverage, draft.hidden) = (Some(kinds.coverage), hidden);
        draft.drawn = measure == Measure::Kappa;
        draft.line(at(&found, measure as usize), study.limits)
    })
    .collect()
}

/// Kappa of rule against rule where other hours and posts part the types; none where posts are not traced.
fn other_edges(study: &Study<'_>) -> Option<Part> {
    let line = |edges: Edges| {
        let (first, second) = (asked(study, edges), traced(study, edges));
        let inside = study.donors(|row| first[row].is_some() && second[row].is_some());
        let found = kappas(study, &first, &second, &inside);
        let posts = if edges.posts > 1.0 { "posts" } else { "post" };
        let used = if edges == Edges::default() { " (the limits in use)" } else { "" };
        let item = format!("{} h and {} {posts} a day{used}", edges.hours, edges.posts);
        let mut draft = study.draft(&item, Side::Both, KAPPA, Unit::Correlation, &inside);
        draft.coverage = Some(study.coverage(|row| first[row].is_some(), |row| second[row].is_some()));
        draft.drawn = true;
        draft.line(at(&found, 1), study.limits)
    };
    study.joined.traces.has("traced_posts").then(|| {
        let lines: Vec<Line> = Edges::printed().into_iter().map(line).collect();
        let mut says = vec![
            "The rule parts the types at two hours and one post a day. Here is the kappa of the rule on what people say and the rule on their data with these limits, and with others. Each counts all donors of whom hours and posts fix a type both ways, whatever description they pick.".to_owned(),
        ];
        says.extend(null::of_several(lines.iter(), "agreement beyond chance"));
        Part {
            id: "types-edges".into(),
            title: "With other limits than 2 hours and 1 post".into(),
            kind: PartKind::Agreement,
            says,
            picture: Picture::Forest,
            lines,
            notes: Vec::new(),
        }
    })
}
