//! A bundle as one line of a table: the traced columns of a study. A blank is unknown, never 0.

use crate::bundle::{Bundle, Closest, UserType};
use crate::codes::{FindingCategory, GradeCode, TypeCode};
use event::{Kind, Platform};

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    Number(f64),
    Text(String),
}

/// What a column holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holds {
    /// A name that tells donors apart.
    Id,
    /// An amount, shown with so many decimals.
    Amount(u8),
    /// A code of this list, each with its label.
    Codes(Vec<(&'static str, String)>),
    /// 1 or 0.
    YesNo,
}

/// One column: its name, what it is in words, what it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub name: String,
    pub label: String,
    pub holds: Holds,
}

/// What all columns but the respondent's are called at their beginning.
pub const TRACED: &str = "traced_";
/// Who it is.
pub const RESPONDENT: &str = "respondent";
/// The hash of the withdrawal code.
pub const WITHDRAWAL: &str = "traced_withdrawal";

type Value<'b> = Box<dyn Fn(&'b Bundle) -> Option<Cell> + 'b>;

/// The columns, in the order of [`row`].
pub fn columns() -> Vec<Column> {
    all().into_iter().map(|(column, _)| column).collect()
}

/// The line of one bundle, in the order of [`columns`].
pub fn row(bundle: &Bundle) -> Vec<Option<Cell>> {
    all().into_iter().map(|(_, value)| value(bundle)).collect()
}

fn column<'b>(
    name: impl Into<String>,
    label: impl Into<String>,
    holds: Holds,
    value: impl Fn(&'b Bundle) -> Option<Cell> + 'b,
) -> (Column, Value<'b>) {
    (Column { name: name.into(), label: label.into(), holds }, Box::new(value))
}

fn all<'b>() -> Vec<(Column, Value<'b>)> {
    let mut all = ids();
    all.extend(time_and_type());
    all.extend(contact());
    all.extend(habits());
    all.extend(FindingCategory::ALL.iter().map(|&category| {
        let label = format!("Findings: {}", category.title());
        column(format!("traced_findings_{category}"), label, Holds::Amount(0), move |bundle| {
            findings(bundle, category)
        })
    }));
    all.extend((1..=10).map(|rank| {
        let label = format!("Grade of closest account {rank}");
        column(format!("traced_grade_{rank}"), label, Holds::Codes(grades()), move |bundle| {
            Some(Cell::Text(of_rank(bundle, rank)?.grade.as_str().into()))
        })
    }));
    all.extend((1..=10).map(|rank| {
        let label = format!("Outgoing share of closest account {rank}");
        column(format!("traced_share_{rank}"), label, Holds::Amount(3), move |bundle| {
            Some(Cell::Number(of_rank(bundle, rank)?.share.as_ref()?.estimate.get()))
        })
    }));
    all.extend(Platform::ALL.iter().map(|&platform| {
        let label = format!("Gave an export from {}", platform.title());
        column(format!("traced_export_{platform}"), label, Holds::YesNo, move |bundle| {
            export(bundle, platform)
        })
    }));
    all
}

/// Who it is: the participant's code if there is one, else the random number; and the hash of the withdrawal code, so that whoever
/// brings the code is found in any table, even if the bundle is gone.
fn ids<'b>() -> Vec<(Column, Value<'b>)> {
    vec![
        column(RESPONDENT, "Respondent", Holds::Id, |bundle| Some(Cell::Text(respondent(bundle).to_owned()))),
        column(WITHDRAWAL, "Hash of the withdrawal code", Holds::Id, |bundle| {
            Some(Cell::Text(bundle.withdrawal.to_string()))
        }),
    ]
}

/// By what a study knows the donor: the code that it gave them, else the bundle's random number.
pub fn respondent(bundle: &Bundle) -> &str {
    bundle.participant.as_ref().map_or_else(|| bundle.donor.as_str(), |code| code.as_str())
}

fn time_and_type<'b>() -> Vec<(Column, Value<'b>)> {
    let types = || TypeCode::ALL.iter().map(|code| (code.as_str(), code.title().to_owned())).collect();
    vec![
        column("traced_hours_low", "Hours online a day, lower bound", Holds::Amount(3), |bundle| {
            Some(Cell::Number(bundle.time.as_ref()?.low.get()))
        }),
        column("traced_hours_high", "Hours online a day, upper bound", Holds::Amount(3), |bundle| {
            Some(Cell::Number(bundle.time.as_ref()?.high?.get()))
        }),
        column("traced_weeks", "Weeks that hours, posts and type rest on", Holds::Amount(0), |bundle| {
            let weeks = bundle.time.as_ref().map(|time| time.weeks);
            let weeks = weeks.or(bundle.posting.as_ref().map(|posting| posting.weeks));
            Some(Cell::Number(weeks.or(bundle.user_type.as_ref().map(|user| user.weeks))?.into()))
        }),
        column("traced_posts", "Items posted a day", Holds::Amount(3), |bundle| {
            Some(Cell::Number(bundle.posting.as_ref()?.per_day.get()))
        }),
        column("traced_type", "Type by the rule", Holds::Codes(types()), |bundle| {
            Some(Cell::Text(one_type(bundle.user_type.as_ref()?)?.as_str().into()))
        }),
    ]
}

/// The type; nothing where the bounds leave two. Inactive with a trace is what an export can show of an Offliner.
fn one_type(user: &UserType) -> Option<TypeCode> {
    match user.types[..] {
        [one] => Some(one),
        [] if user.inactive => Some(TypeCode::Offliner),
        _ => None,
    }
}

fn contact<'b>() -> Vec<(Column, Value<'b>)> {
    let of = |kind: Kind| {
        move |bundle: &Bundle| {
            let of_kind = bundle.contact.iter().find(|one| one.kind == kind)?;
            Some(Cell::Number(of_kind.per_30_days.get()))
        }
    };
    vec![
        column(
            "traced_messages",
            "Messages to public figures in 30 days",
            Holds::Amount(3),
            of(Kind::Message),
        ),
        column(
            "traced_comments",
            "Comments to public figures in 30 days",
            Holds::Amount(3),
            of(Kind::Comment),
        ),
        column(
            "traced_reactions",
            "Reactions to public figures in 30 days",
            Holds::Amount(3),
            of(Kind::React),
        ),
        column("traced_events", "Events attended", Holds::Amount(0), |bundle| {
            Some(Cell::Number(bundle.events_attended? as f64))
        }),
    ]
}

fn habits<'b>() -> Vec<(Column, Value<'b>)> {
    vec![
        column(
            "traced_regularity",
            "Regularity of the most regular account, beyond chance",
            Holds::Amount(3),
            |bundle| Some(Cell::Number(bundle.regularity.as_ref()?.largest.get())),
        ),
        column("traced_rebound", "Contact after long pauses, times, largest", Holds::Amount(3), |bundle| {
            Some(Cell::Number(bundle.rebound.as_ref()?.largest.get()))
        }),
        column("traced_parasocial", "Parasocial relationships", Holds::Amount(0), |bundle| {
            // Without a list, only pages are known: not how many there are.
            let figures = bundle.public_figures.as_ref().filter(|figures| figures.listed)?;
            let graded = figures.parasocial.iter().filter(|one| one.grade != GradeCode::None);
            Some(Cell::Number(graded.map(|one| one.accounts).sum::<u64>() as f64))
        }),
        column("traced_distance", "Blocks, mutes and unfollows per active day", Holds::Amount(3), |bundle| {
            Some(Cell::Number(bundle.distance.as_ref()?.per_active_day.get()))
        }),
    ]
}

/// Different values found of a category. Unknown where nothing of it was looked for, and where the person took rows of findings
/// out: the rest alone would be too few.
fn findings(bundle: &Bundle, category: FindingCategory) -> Option<Cell> {
    let of = bundle.findings.iter().filter(|finding| finding.kind.category() == category);
    let (kinds, values) = of.fold((0_u32, 0), |(kinds, sum), one| (kinds + 1, sum + one.values));
    let looked_for = bundle.looked_for.iter().find(|one| one.category == category)?;
    (kinds > 0 && kinds == looked_for.kinds).then_some(Cell::Number(values as f64))
}

fn of_rank(bundle: &Bundle, rank: u8) -> Option<&Closest> {
    bundle.closest.iter().find(|one| one.rank == rank)
}

fn grades() -> Vec<(&'static str, String)> {
    GradeCode::ALL.iter().map(|&code| (code.as_str(), crate::words::grade(code).to_owned())).collect()
}

/// Whether an export of the platform was given. If rows were taken out, this one may be among them.
fn export(bundle: &Bundle, platform: Platform) -> Option<Cell> {
    let given = bundle.exports.iter().any(|export| export.platform == platform);
    (given || bundle.rows_removed == 0).then_some(Cell::Number(f64::from(u8::from(given))))
}
