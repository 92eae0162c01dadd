//! "What kind of user you are".

use measure::types::{Named, PlatformTime, TypesFound, UserType};

use super::Findings;
use super::words::{day, platforms, row, type_says};
use crate::document::{Answer, Block, Figure, FigureData, PathPoint, Plane, Section};
use crate::numbers::{Quantity, counted, fixed};
use crate::rich::Rich;

pub fn answer(findings: &Findings<'_>) -> Answer {
    let question = "What kind of social-media user are you?".into();
    let section = "type".into();
    let Some(types) = findings.types else {
        let answer = Rich::from("Cannot be told");
        let detail = Rich::from("The export holds no act with a time.");
        return Answer { question, answer, detail, section };
    };
    let short = types.named.is_none() && !types.inactive && types.weeks < findings.typology.weeks_for_month;
    let detail = if short { too_short(types, findings) } else { rates(types) };
    Answer { question, answer: Rich::from(headline(types)), detail, section }
}

fn too_short(types: &TypesFound, findings: &Findings<'_>) -> Rich {
    Rich::from(format!(
        "The records cover {}; a type takes {} weeks.",
        counted(types.weeks as u64, "whole week", "whole weeks"),
        findings.typology.weeks_for_month
    ))
}

/// The type in a few words.
fn headline(types: &TypesFound) -> String {
    if types.inactive {
        return "Inactive here".into();
    }
    match types.named {
        Some(named) => named.to_string(),
        None if types.unposted.is_empty() => "Too little to tell".into(),
        None => "Cannot be told without your posts".into(),
    }
}

fn rates(types: &TypesFound) -> Rich {
    let hours = match types.hours.high {
        Some(high) => format!("{} to {} hours online a day", fixed(types.hours.low, 1), fixed(high, 1)),
        None => format!("at least {} hours online a day", fixed(types.hours.low, 1)),
    };
    let posts = match types.unposted.is_empty() {
        true => format!("{} posts a day", fixed(types.posts, 2)),
        false => format!("at least {} posts a day", fixed(types.posts, 2)),
    };
    Rich::from(format!("{hours}, {posts}, over {}.", span(types)))
}

fn span(types: &TypesFound) -> String {
    format!(
        "{} ({} to {})",
        counted(types.weeks as u64, "whole week", "whole weeks"),
        day(types.window.0),
        day(types.window.1)
    )
}

pub fn section(findings: &Findings<'_>) -> Section {
    let (id, title) = ("type".into(), "What kind of user you are".into());
    let Some(types) = findings.types else {
        let lead = vec![Rich::from(
            "The export holds no act with a time, so neither hours nor posts per day can be told.",
        )];
        return Section { id, title, lead, blocks: Vec::new() };
    };
    let blocks = vec![
        Block::Figure { figure: plane(types, findings) },
        Block::Quantities { title: "The numbers behind it".into(), rows: quantities(types, findings) },
        Block::More { summary: "Month by month".into(), blocks: vec![months(types)] },
        Block::More { summary: "With other thresholds".into(), blocks: vec![grid(types, findings)] },
        how_to_read(types, findings),
    ];
    Section { id, title, lead: lead(types, findings), blocks }
}

fn lead(types: &TypesFound, findings: &Findings<'_>) -> Vec<Rich> {
    if types.inactive {
        let since = day(types.last_day);
        return vec![Rich::new().strong("Inactive here. ").text(format!(
            "Nothing was done since {since}, although the export would show it. Whether you are an Offliner altogether is not \
             for one export to say."
        ))];
    }
    let left_out = left_out(types);
    let Some(named) = types.named else {
        if !types.unposted.is_empty() {
            return [unposted(types)].into_iter().chain(left_out).collect();
        }
        return vec![too_short(types, findings)];
    };
    let mut lead =
        vec![Rich::new().strong(format!("{named}. ")).text(describe(named)).then(certainty(types))];
    if !types.untraced.is_empty() {
        lead.push(Rich::from(format!(
            "What you looked at on {} is not in the export (or less than a week of it), so only a lower bound of the time \
             online is known, and two types stay possible where that bound lies under {} hours.",
            platforms(&types.untraced),
            fixed(findings.typology.hours, 0)
        )));
    }
    if !types.unposted.is_empty() {
        lead.push(unposted(types));
    }
    lead.extend(left_out);
    lead
}

fn unposted(types: &TypesFound) -> Rich {
    Rich::from(format!(
        "What you posted on {} is not in the export or could not be read, so there may be any number of posts.",
        platforms(&types.unposted)
    ))
}

/// Platforms that are not spoken of here, because their exports are of another time.
fn left_out(types: &TypesFound) -> Option<Rich> {
    let lines: Vec<String> = types
        .left_out
        .iter()
        .map(|(platform, last)| format!("the one of {} ends on {}", platform.title(), day(*last)))
        .collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    (!lines.is_empty()).then(|| {
        Rich::from(format!(
            "The exports are of different times: {}, so this section leaves it out. Ask for all exports in one week to see them \
             together.",
            row(&lines)
        ))
    })
}

fn describe(named: Named) -> String {
    match named {
        Named::One(one) => format!("Somebody who {}.", type_says(one)),
        Named::Either(first, second) => {
            format!(
                "Somebody who {}, or who {}: the bounds of the time online leave both open.",
                type_says(first),
                type_says(second)
            )
        }
    }
}

fn certainty(types: &TypesFound) -> Rich {
    match types.probabilities.first() {
        None => Rich::from(format!(
            " There are only {}, so no probability is given.",
            counted(types.weeks as u64, "whole week", "whole weeks")
        )),
        Some((named, share)) => {
            let others: Vec<String> = types.probabilities[1..]
                .iter()
                .take(2)
                .map(|(named, share)| format!("{named} {}%", fixed(100.0 * share, 0)))
                .collect();
            let others = if others.is_empty() { String::new() } else { format!("; {}", others.join(", ")) };
            Rich::from(format!(
                " If the same life were lived again in other weeks, {}% of them would say {named}{others}.",
                fixed(100.0 * share, 0)
            ))
        }
    }
}

fn plane(types: &TypesFound, findings: &Findings<'_>) -> Figure {
    let path: Vec<PathPoint> = types
        .months
        .iter()
        .map(|month| PathPoint {
            month: format!("{}-{:02}", month.year, month.month),
            low: month.hours.low,
            high: month.hours.high,
            posts: month.posts,
        })
        .collect();
    let named = types.named.map(|named| named.to_string());
    Figure {
        title: "Time online against posting".into(),
        description: format!(
            "The plane of the five types. Across: hours online a day, parted at {}. Up: items posted a day, parted at {}. You: {} \
             The path shows {}.",
            fixed(findings.typology.hours, 0),
            fixed(findings.typology.posts, 0),
            rates(types).plain(),
            counted(path.len() as u64, "month", "months")
        ),
        data: FigureData::Plane(Plane {
            hours_edge: findings.typology.hours,
            posts_edge: findings.typology.posts,
            low: types.hours.low,
            high: types.hours.high,
            posts: types.posts,
            posts_interval: types.posts_interval,
            low_interval: types.low_interval,
            high_interval: types.high_interval,
            named,
            path,
        }),
    }
}

fn quantities(types: &TypesFound, findings: &Findings<'_>) -> Vec<Quantity> {
    let base = span(types);
    let mut rows = vec![with(
        Quantity::new("Hours online a day, at least", types.hours.low, "hours", 1).of(base.clone()),
        types.low_interval,
    )];
    let widest = types.upper_by_gap.iter().map(|(gap, _)| *gap).max();
    for (gap, high) in &types.upper_by_gap {
        let label = format!("Hours online a day, at most, if {gap} minutes end a visit");
        rows.push(match high {
            Some(high) => with(
                Quantity::new(label, *high, "hours", 1).of(base.clone()),
                // The bootstrap draws the bound that counts: that of the widest gap.
                types.high_interval.filter(|_| Some(*gap) == widest),
            ),
            None => Quantity::unknown(label, "what you looked at is not in the export"),
        });
    }
    rows.push(with(
        Quantity::new(posted_label(types), types.posts, "", 2)
            .of(format!("{}, {base}", counted(types.items, "item", "items")))
            .note("posts, stories, comments, replies, quotes; within a minute in one thread they are one"),
        types.posts_interval,
    ));
    let log = types.whole_log;
    let whole = format!("the whole log, {} days", log.days);
    let rate = |label: &str, rate: Option<f64>, decimals: usize| match rate {
        Some(rate) => Quantity::new(label, rate, "", decimals).of(whole.clone()),
        None => Quantity::unknown(label, "not in the export"),
    };
    rows.push(rate("Items posted a day, over everything", log.posts, 2));
    rows.push(rate("Bare reposts a day", log.bare_shares, 2));
    rows.push(rate("Messages written a day", log.messages, 1));
    rows.extend(rhythm(types, findings));
    rows
}

/// How posting is spread, and each platform on its own.
fn rhythm(types: &TypesFound, findings: &Findings<'_>) -> Vec<Quantity> {
    let (log, mut rows) = (types.whole_log, Vec::new());
    if let Some(bursts) = types.burstiness {
        rows.push(
            Quantity::new("Burstiness of posting", bursts.without_rhythm, "", 2)
                .of(format!("{} items on {} days", bursts.items, bursts.days))
                .note(format!(
                    "-1 a clock, 0 chance, 1 all at once; {} with the daily rhythm left in",
                    fixed(bursts.raw, 2)
                )),
        );
    }
    if let Some(share) = types.busiest_days {
        let part = 100.0 * findings.typology.burstiness.busiest_days;
        rows.push(
            Quantity::share(format!("Items posted on the busiest {}% of days", fixed(part, 0)), share)
                .of(format!("{}, {} days", counted(log.items, "item", "items"), log.days)),
        );
    }
    for platform in &types.by_platform {
        if let Some(hours) = platform.hours {
            let high =
                hours.high.map_or("no upper bound".into(), |high| format!("at most {}", fixed(high, 1)));
            rows.push(
                Quantity::new(
                    format!("Hours a day on {}, at least", platform.platform.title()),
                    hours.low,
                    "hours",
                    1,
                )
                .of(window(platform))
                .note(high),
            );
        }
    }
    if log.undated > 0 {
        rows.push(Quantity::new("Items without a date, in no rate", log.undated as f64, "", 0));
    }
    rows
}

fn posted_label(types: &TypesFound) -> &'static str {
    if types.unposted.is_empty() { "Items posted a day" } else { "Items posted a day, at least" }
}

/// Of which days the hours on one platform are.
fn window(platform: &PlatformTime) -> String {
    let (says, window) = match platform.consumed {
        Some(window) => ("shown from", Some(window)),
        None => ("logged from", platform.log),
    };
    window.map_or_else(String::new, |(from, to)| format!("{says} {} to {}", day(from), day(to)))
}

fn with(quantity: Quantity, interval: Option<(f64, f64)>) -> Quantity {
    match interval {
        Some((low, high)) => quantity.between(low, high),
        None => quantity,
    }
}

fn months(types: &TypesFound) -> Block {
    let line = |month: &measure::types::Month| {
        let hours = match month.hours.high {
            Some(high) => format!("{} to {} hours", fixed(month.hours.low, 1), fixed(high, 1)),
            None => format!("at least {} hours", fixed(month.hours.low, 1)),
        };
        Rich::new().strong(format!("{}-{:02}. ", month.year, month.month)).text(format!(
            "{hours} and {} posts a day: {}",
            fixed(month.posts, 2),
            month.named.map_or("no type can be told".into(), |named| named.to_string())
        ))
    };
    // The newest first; older than five years are in the JSON file.
    let items: Vec<Rich> = types.months.iter().rev().take(60).map(line).collect();
    if items.is_empty() {
        return Block::Paragraph { text: Rich::from("No calendar month is covered for four weeks or more.") };
    }
    Block::List { items }
}

fn grid(types: &TypesFound, findings: &Findings<'_>) -> Block {
    let line = |(hours, posts, named): &(f64, f64, Named)| {
        Rich::from(format!(
            "parted at {} hours and {} posts a day: {named}",
            fixed(*hours, 0),
            fixed(*posts, 1)
        ))
    };
    let mut items = vec![Rich::from(format!(
        "The study that named the types published no thresholds. Ours are {} hours and {} post a day; this is what others say.",
        fixed(findings.typology.hours, 0),
        fixed(findings.typology.posts, 0)
    ))];
    items.extend(types.grid.iter().map(line));
    Block::List { items }
}

fn how_to_read(types: &TypesFound, findings: &Findings<'_>) -> Block {
    let distance = |value: f64, edge: f64| match value {
        value if value <= 0.0 => "far below".to_owned(),
        value if value < edge => format!("{} times below", fixed(edge / value, 1)),
        value => format!("{} times above", fixed(value / edge, 1)),
    };
    let hours = match types.hours.high {
        Some(high) => format!(
            "The lower bound of your hours lies {} the edge, the upper {}",
            distance(types.hours.low, findings.typology.hours),
            distance(high, findings.typology.hours)
        ),
        None => format!(
            "The lower bound of your hours lies {} the edge",
            distance(types.hours.low, findings.typology.hours)
        ),
    };
    let all = [UserType::SavvySocial, UserType::BreezyPoster, UserType::Oversharer, UserType::Lurker];
    let mut items: Vec<Rich> = all
        .iter()
        .map(|one| {
            Rich::new()
                .strong(format!("{}. ", one.as_str()))
                .text(format!("Somebody who {}.", type_says(*one)))
        })
        .collect();
    items.push(
        Rich::new()
            .strong("Offliner. ")
            .text("Has left, or never came. An export can only show \"inactive here\"."),
    );
    items.push(Rich::from(format!(
        "{hours}; your posts lie {} it.",
        distance(types.posts, findings.typology.posts)
    )));
    items.push(Rich::from(
        "At least: minutes that are certain (measured by the platform, or with an act in them). At most: visits put together from \
         acts that lie no further apart than the gap. The type is a name for a habit of these weeks, not for a person.",
    ));
    Block::More { summary: "How to read this".into(), blocks: vec![Block::List { items }] }
}
