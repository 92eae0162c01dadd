//! The five types on their plane: hours a day across, posts a day up.

use book::{Area, Axis, Plane, Spot, ThresholdRow, Thresholds};
use population::{Estimated, MIDDLE_HOURS, MIDDLE_POSTS, Share, TYPES, shares};
use questionnaire::types::{Edges, UserType};

use crate::failure::Failure;
use crate::published::{Asked, cell};

/// What the picture holds: hours, posts.
const ACROSS: (f64, f64) = (0.1, 16.0);
const UP: (f64, f64) = (0.01, 20.0);

/// The plane.
///
/// # Errors
/// When the answers do not have hours and posts, or cannot be read.
pub fn plane(asked: &Asked<'_>) -> Result<Plane, Failure> {
    let mut rows = asked.rows()?;
    let found = shares(&mut rows, &asked.roles(), &asked.limits())?.ok_or_else(|| {
        Failure::new(
            "the types need the variables `joined`, `hours` and `posts`, which the answers do not have\nhint: leave `--types` out",
        )
    })?;
    let usual = found.grid.iter().find(|(at, _)| *at == Edges::default()).map(|(_, shares)| shares);
    let share = |kind: usize| usual.and_then(|shares| shown(&shares[kind]));
    let spot = |kind: usize| {
        let (across, up) = (*found.centres.get(kind)?)?;
        Some(Spot { label: TYPES[kind].name().into(), across, up, share: share(kind)? })
    };
    let mut notes = vec![
        "A spot stands at the mean hours and posts of its type (geometric, from the middles of the answers); its area is the share of people.".to_owned(),
        format!(
            "Answers without a middle: never posting counts as {} posts a day, the most that can be said of posts as {} and of hours as {}.",
            MIDDLE_POSTS[0],
            MIDDLE_POSTS[MIDDLE_POSTS.len() - 1],
            MIDDLE_HOURS[MIDDLE_HOURS.len() - 1]
        ),
    ];
    if let Some(share) = share(4) {
        let percent = book::print::percent(share);
        notes.push(format!(
            "Offliners ({percent}%) have neither hours nor posts that count: they stand nowhere on this plane."
        ));
    }
    notes.push("The study that named the types published neither rule nor shares: the thresholds, 2 hours and 1 post a day, are ours.".into());
    notes.extend(asked.notes());
    Ok(Plane {
        title: "The five types".into(),
        base: usual.map_or_else(
            || "all respondents".to_owned(),
            |shares| format!("all respondents whose answers say a type, {} of them", shares[0].rows),
        ),
        says: says(),
        across: Axis { label: "hours a day, asked".into(), from: ACROSS.0, to: ACROSS.1, log: true },
        up: Axis { label: "posts a day, asked".into(), from: UP.0, to: UP.1, log: true },
        areas: areas(),
        spots: (0..4).filter_map(spot).collect(),
        thresholds: Some(thresholds(&found.grid)),
        notes,
    })
}

/// What each type is, by the rule: a sentence each.
fn says() -> Vec<String> {
    let Edges { hours, posts } = Edges::default();
    let (hours, posts) = (counted(hours, "hour"), counted(posts, "post"));
    let is = |kind| match kind {
        UserType::SavvySocial => format!("under {hours} and under {posts} a day."),
        UserType::BreezyPoster => format!("under {hours}, and {posts} a day or more."),
        UserType::Oversharer => format!("{hours} or more, and {posts} a day or more."),
        UserType::Lurker => format!("{hours} or more, and under {posts} a day."),
        UserType::Offliner => {
            "never joined, was not there in the last 90 days, or has deleted most accounts and is \
                               there for less than 10 minutes a day."
                .into()
        }
    };
    TYPES.iter().map(|kind| format!("{}: {}", kind.name(), is(*kind))).collect()
}

/// "1 post", "0.5 posts".
fn counted(count: f64, of: &str) -> String {
    let many = if count == 1.0 { "" } else { "s" };
    format!("{count} {of}{many}")
}

fn areas() -> Vec<Area> {
    let area = |kind: UserType, across, up| Area { label: kind.name().into(), across, up, share: None };
    let Edges { hours, posts } = Edges::default();
    vec![
        area(UserType::SavvySocial, (ACROSS.0, hours), (UP.0, posts)),
        area(UserType::BreezyPoster, (ACROSS.0, hours), (posts, UP.1)),
        area(UserType::Oversharer, (hours, ACROSS.1), (posts, UP.1)),
        area(UserType::Lurker, (hours, ACROSS.1), (UP.0, posts)),
    ]
}

fn shown(share: &Share) -> Option<f64> {
    match share.estimated {
        Estimated::Shown { value, .. } => Some(value),
        _ => None,
    }
}

fn thresholds(grid: &[(Edges, [Share; 5])]) -> Thresholds {
    let row = |(edges, shares): &(Edges, [Share; 5])| ThresholdRow {
        label: format!("{} h and {} a day", edges.hours, counted(edges.posts, "post")),
        usual: *edges == Edges::default(),
        cells: shares.iter().map(cell).collect(),
    };
    Thresholds {
        title: "Shares of the types, %, by where hours and posts begin to be many".into(),
        columns: TYPES.map(|kind| kind.name().to_owned()).into(),
        rows: grid.iter().map(row).collect(),
    }
}
