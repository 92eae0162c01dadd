//! The ten questions of truth: whether graded evidence tells which accounts do not know a person.

use book::beside::{Coverage, Line, Part, PartKind, Picture, Side, Unit};
use survey::SurveyError;
use survey::agreement::auc::{gathered, of_weights};
use survey::agreement::{Found, Scale};
use survey::design::Design;
use survey::linear::Linearised;
use survey::matrix::columns;

use super::Study;
use super::null::{self, Lies};
use crate::donated::Basis;
use crate::line::{Draft, at};

/// Of so many closest accounts people are asked.
const ACCOUNTS: usize = 10;

/// One of a person's closest accounts.
struct Account {
    row: usize,
    /// A 3, B 2, C 1, none 0; NaN if not traced.
    grade: f64,
    /// Outgoing share, 0 to 1; NaN if unknown.
    share: f64,
    knows: Option<bool>,
    in_person: Option<bool>,
    public: Option<bool>,
}

const GRADES: [(&str, f64, &str); 4] = [
    ("A", 3.0, "Grade A: observed, nearly nothing came back"),
    ("B", 2.0, "Grade B: a follow not returned, or messages never answered"),
    ("C", 1.0, "Grade C: the export could not show an answer"),
    ("none", 0.0, "No grade"),
];

/// What the letters mean, before they are used.
const GRADES_MEAN: &str = "Each close account has a grade, from the donor's own export, for what speaks against an answer. A: contacts of both directions are exported, and nearly all of them go out. B: the export shows a state, a follow not returned or messages never answered. C: nothing that came back could be seen, since the export holds no such channel. None: no such evidence; much may have come back.";

const WHY_C: &str = "So C may have more accounts that do not know their people than A: C is where broadcasts are, which many watch and whose makers know few of them, while A needs an account that could have answered, and a friend who seldom does is one.";

const SHARE_MEANS: &str = "The outgoing share is the part of all contacts with an account that the donor made: 1.00 if nothing came back, 0.50 if as much came as went. It is known only where an export shows both directions.";

/// All accounts of all donors.
fn accounts(study: &Study<'_>) -> Vec<Account> {
    let mut accounts = Vec::new();
    for number in 1..=ACCOUNTS {
        let asked = |question: &str| study.joined.answers.yes(&format!("{question}_{number}"));
        let (knows, in_person, public) =
            (asked("truth_knows"), asked("truth_in_person"), asked("truth_public"));
        let grades = study.joined.traces.codes(&format!("traced_grade_{number}"));
        let shares = study.joined.traces.numbers(&format!("traced_share_{number}"));
        let grade = |found: &Option<String>| {
            let known = GRADES.iter().find(|(code, ..)| found.as_deref() == Some(code));
            known.map_or(f64::NAN, |(_, grade, _)| *grade)
        };
        accounts.extend((0..knows.len()).filter(|row| study.joined.donor[*row]).map(|row| Account {
            row,
            grade: grade(&grades[row]),
            share: shares[row],
            knows: knows[row],
            in_person: in_person[row],
            public: public[row],
        }));
    }
    accounts.sort_by_key(|account| account.row);
    accounts
}

/// One question against one kind of evidence.
struct Test {
    item: &'static str,
    measure: &'static str,
    /// Whether the answer is the one that strong evidence should go with.
    answer: fn(&Account) -> Option<bool>,
    evidence: fn(&Account) -> f64,
}

/// The test that stands for all at the head of the chapter.
pub(crate) const KNOWS_BY_GRADE: &str = "\u{201c}Does not know me\u{201d} by grade";

const TESTS: [Test; 4] = [
    Test {
        item: KNOWS_BY_GRADE,
        measure: "area under the curve (AUC), A over B over C over none",
        answer: |account| account.knows.map(|knows| !knows),
        evidence: |account| account.grade,
    },
    Test {
        item: "\u{201c}Does not know me\u{201d} by outgoing share",
        measure: "area under the curve (AUC), accounts with a return channel",
        answer: |account| account.knows.map(|knows| !knows),
        evidence: |account| account.share,
    },
    Test {
        item: "\u{201c}I do not know them in person\u{201d} by grade",
        measure: "area under the curve (AUC), A over B over C over none",
        answer: |account| account.in_person.map(|known| !known),
        evidence: |account| account.grade,
    },
    Test {
        item: "\u{201c}A public figure\u{201d} by grade",
        measure: "area under the curve (AUC), A over B over C over none",
        answer: |account| account.public,
        evidence: |account| account.grade,
    },
];

/// Areas under the curve, and how answers lie by grade.
pub(crate) fn part(study: &Study<'_>) -> Part {
    let accounts = accounts(study);
    let mut lines: Vec<Line> = TESTS.iter().map(|test| area(study, &accounts, test)).collect();
    let mut says = vec![GRADES_MEAN.to_owned(), WHY_C.to_owned(), SHARE_MEANS.to_owned()];
    says.push(
        sentence(&lines[0])
            .unwrap_or_else(|| "Too few people answered the questions of truth for a figure.".into()),
    );
    says.extend(null::of_several(lines.iter(), "link of evidence and answers"));
    lines.extend(GRADES.iter().map(|grade| by_grade(study, &accounts, grade)));
    Part {
        id: "truth".into(),
        title: "Do the accounts know them? Answers against evidence".into(),
        kind: PartKind::Agreement,
        says,
        picture: Picture::Forest,
        lines,
        notes: vec![
            "Donors were asked of their ten closest accounts, in the order in which their own report shows them. The base counts people; accounts of one person go together, which errors know. \u{201c}Not sure\u{201d} counts as no answer.".into(),
            "Grades differ in kind and are no scale: their order here only asks whether A goes with \u{201c}no\u{201d} oftener than B, B than C, C than none. Grade C says that an answer could not have been seen, never that there was none.".into(),
        ],
    }
}

/// What the area of the first test says; none where it is not shown.
pub(crate) fn sentence(line: &Line) -> Option<String> {
    let figure = null::with_base(line)?;
    let end = match null::lies(line) {
        Some(Lies::Nowhere) => ", which cannot be told from the 0.50 of chance",
        Some(Lies::Below) => ", which is worse than the 0.50 of chance",
        _ => "; chance alone gives 0.50",
    };
    Some(format!(
        "Take two of donors' closest accounts, one that knows them by what they say and one that does not: the grade points to the right one with a chance of {figure}{end}."
    ))
}

/// The accounts of a test, as columns.
struct Known {
    row: Vec<usize>,
    scores: Vec<f64>,
    truth: Vec<bool>,
}

impl Known {
    fn of(accounts: &[Account], test: &Test) -> Self {
        let mut known = Self { row: Vec::new(), scores: Vec::new(), truth: Vec::new() };
        for account in accounts {
            let score = (test.evidence)(account);
            if let (Some(answer), false) = ((test.answer)(account), score.is_nan()) {
                known.row.push(account.row);
                known.scores.push(score);
                known.truth.push(answer);
            }
        }
        known
    }

    fn people(&self, rows: usize) -> Vec<bool> {
        let mut people = vec![false; rows];
        self.row.iter().for_each(|row| people[*row] = true);
        people
    }

    /// The area with weights of people, and how much each person moves it.
    fn area(&self, design: &Design) -> Result<Linearised, SurveyError> {
        let weights: Vec<f64> = self.row.iter().map(|row| design.weights()[*row]).collect();
        let (value, influence) = of_weights(&weights, &self.scores, &self.truth)?;
        Ok(Linearised { values: vec![value], influence: gathered(&influence, &self.row, design.rows())? })
    }

    /// People with at least one account of the rarer answer.
    fn rarer(&self) -> u64 {
        let people = |answer: bool| {
            let mut rows: Vec<usize> = self
                .row
                .iter()
                .zip(&self.truth)
                .filter(|(_, truth)| **truth == answer)
                .map(|(row, _)| *row)
                .collect();
            rows.dedup();
            rows.len() as u64
        };
        people(true).min(people(false))
    }
}

fn area(study: &Study<'_>, accounts: &[Account], test: &Test) -> Line {
    let known = Known::of(accounts, test);
    let inside = known.people(study.joined.donor.len());
    let mut asked = vec![false; inside.len()];
    accounts
        .iter()
        .filter(|account| (test.answer)(account).is_some())
        .for_each(|account| asked[account.row] = true);
    let found = study.found(&inside, &[Scale::Logit], |design| known.area(design));
    let mut draft = study.draft(test.item, Side::Both, test.measure, Unit::Area, &inside);
    draft.coverage = Some(study.coverage(|row| asked[row], |row| inside[row]));
    draft.drawn = true;
    // Few people of the rarer answer are hidden as few are anywhere. Most have accounts of both, so that nobody is left over.
    draft.hidden = study.limits.is_few(known.rarer());
    draft.line(at(&found, 0), study.limits)
}

/// The share of accounts of a grade that do not know their person: a ratio of sums over people.
fn by_grade(study: &Study<'_>, accounts: &[Account], grade: &(&str, f64, &'static str)) -> Line {
    let rows = study.joined.donor.len();
    let (mut no, mut all, mut any) = (vec![0.0; rows], vec![0.0; rows], vec![false; rows]);
    for account in accounts.iter().filter(|account| account.grade == grade.1) {
        let Some(knows) = account.knows else { continue };
        all[account.row] += 1.0;
        no[account.row] += f64::from(u8::from(!knows));
        any[account.row] = true;
    }
    let some = |inside: &dyn Fn(usize) -> bool| (0..rows).filter(|row| inside(*row)).count() as u64;
    let without = some(&|row| any[row] && no[row] < all[row]);
    let with = some(&|row| any[row] && no[row] > 0.0);
    let found: Result<Vec<Found>, SurveyError> = study.found(&any, &[Scale::Logit], |design| {
        survey::linear::ratios(design, &columns(&[&no])?, &columns(&[&all])?)
    });
    let basis: Basis = study.donated.basis(&any);
    let draft = Draft {
        basis,
        // As above: who has such an account may have one of the other kind too.
        hidden: study.limits.is_few(with) || study.limits.is_few(without),
        coverage: None::<Coverage>,
        ..study.draft(grade.2, Side::Both, "accounts that do not know them", Unit::Share, &any)
    };
    draft.line(at(&found, 0), study.limits)
}
