//! Every row of a bundle in words, for the person to read before anything is written.

use event::{Kind, SectionState};

use crate::bundle::{Bundle, Closest, Coverage, Finding, GradeCount, MonthRow, Named};
use crate::codes::{ConsentStep, GradeCode};
use crate::places::Place;
use crate::words::{bounds, counted, grade, interval, joined, number, rung, share, signed, types, verdict};

/// One row: where it stands, what it is, what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub place: Place,
    pub title: String,
    pub value: String,
}

impl Row {
    fn new(place: Place, title: impl Into<String>, value: impl Into<String>) -> Self {
        Self { place, title: title.into(), value: value.into() }
    }

    /// Under which heading it is shown.
    pub const fn heading(&self) -> &'static str {
        match self.place {
            Place::Export(_) => "The exports",
            Place::Time | Place::TimeOn(_) => "Time online",
            Place::Posting | Place::WholeLog | Place::Bursts => "Posting",
            Place::UserType | Place::Thresholds => "Type of user",
            Place::Month(_) => "Month by month",
            Place::Ties | Place::Closest(_) => "Accounts, without a name",
            Place::PublicFigures | Place::Contact(_) => "Public figures",
            Place::Events | Place::Regularity | Place::Rebound | Place::Distance => "Habits",
            Place::Finding(_) => "What was found in your own words and pictures: how many, never which",
            Place::Coverage(..) => {
                "What the exports show at all: acts of a kind, how they came to be listed, whether an answer would be; parts without a date and with a name"
            }
            Place::Name(_) => "Public-figure accounts by name",
        }
    }
}

impl Bundle {
    /// Every row that can be taken out, in the order of the file.
    pub fn rows(&self) -> Vec<Row> {
        let mut rows = Vec::new();
        for export in &self.exports {
            let day = export.as_of.map_or_else(|| "not known".to_owned(), |day| day.to_string());
            let title = format!("day of the export from {}", export.platform.title());
            rows.push(Row::new(Place::Export(export.platform), title, day));
        }
        rows.extend(self.time_rows());
        rows.extend(self.posting_rows());
        rows.extend(self.type_rows());
        rows.extend(self.months.iter().map(month));
        rows.extend(self.tie_rows());
        rows.extend(self.figure_rows());
        rows.extend(self.habit_rows());
        rows.extend(self.findings.iter().map(finding));
        rows.extend(self.coverage.iter().map(coverage));
        rows.extend((1..).zip(&self.names).map(named));
        rows
    }

    /// What is in every bundle and cannot be taken out: title and value.
    pub fn always(&self) -> Vec<(&'static str, String)> {
        let code = |code: &Option<crate::Code>| code.as_ref().map_or("none".to_owned(), ToString::to_string);
        let says = |step: ConsentStep| match step {
            ConsentStep::RowsShown => "every row was shown",
            ConsentStep::Names => "names of public figures",
            ConsentStep::Donate => "giving it to the study",
        };
        let consent = self
            .consent
            .iter()
            .map(|one| format!("{}: {}", says(one.step), if one.given { "yes" } else { "no" }));
        let looked_for = self.looked_for.iter().map(|one| format!("{} {}", one.category.title(), one.kinds));
        let program = &self.program;
        let own = if program.own_data { ", some of them your own" } else { "" };
        vec![
            ("the study", code(&self.study)),
            ("your code in the study", code(&self.participant)),
            ("a random number for you", self.donor.to_string()),
            ("hash of your withdrawal code", self.withdrawal.to_string()),
            ("day it was made", self.made.to_string()),
            (
                "made by",
                format!("parasocial {}, rules and thresholds {}{own}", program.version, program.data),
            ),
            ("a limited period", if self.limited { "yes" } else { "no" }.into()),
            ("invented exports", if self.synthetic { "yes" } else { "no" }.into()),
            ("what you said", consent.collect::<Vec<_>>().join("; ")),
            ("kinds of findings looked for", looked_for.collect::<Vec<_>>().join(", ")),
            ("rows taken out", self.rows_removed.to_string()),
        ]
    }

    fn time_rows(&self) -> Vec<Row> {
        let all = self.time.as_ref().map(|time| {
            let value = joined([
                Some(bounds(time.low, time.high)),
                interval("lower bound in 95% of samples", time.low_interval.as_ref()),
                interval("upper bound", time.high_interval.as_ref()),
                Some(counted(time.weeks.into(), "week", "weeks")),
            ]);
            Row::new(Place::Time, "hours online a day", value)
        });
        let on = self.time_by_platform.iter().map(|time| {
            let value =
                format!("{}; {}", bounds(time.low, time.high), counted(time.days.into(), "day", "days"));
            let title = format!("hours a day on {}", time.platform.title());
            Row::new(Place::TimeOn(time.platform), title, value)
        });
        all.into_iter().chain(on).collect()
    }

    fn posting_rows(&self) -> Vec<Row> {
        let day = self.posting.as_ref().map(|posting| {
            let value = joined([
                Some(number(posting.per_day)),
                interval("in 95% of samples", posting.interval.as_ref()),
                Some(counted(posting.items, "item", "items")),
                Some(counted(posting.weeks.into(), "week", "weeks")),
            ]);
            Row::new(Place::Posting, "items posted a day", value)
        });
        let log = self.whole_log.as_ref().map(|log| {
            let rate = |what: &str, rate: Option<_>| {
                Some(format!("{what} {}", rate.map_or_else(|| "unknown".into(), number)))
            };
            let value = joined([
                rate("posts", log.posts),
                rate("bare shares", log.bare_shares),
                rate("messages", log.messages),
                Some(counted(log.days.into(), "day", "days")),
                Some(format!("{} without a date", log.undated)),
            ]);
            Row::new(Place::WholeLog, "a day, over all that is logged", value)
        });
        let bursts = self.bursts.as_ref().map(|bursts| {
            let value = joined([
                bursts.raw.map(|raw| format!("burstiness {}", signed(raw))),
                bursts.without_rhythm.map(|raw| format!("without the daily rhythm {}", signed(raw))),
                bursts.busiest_tenth.map(|part| format!("in the busiest tenth of days {}", share(part))),
            ]);
            Row::new(Place::Bursts, "whether posts come in bursts", value)
        });
        [day, log, bursts].into_iter().flatten().collect()
    }

    fn type_rows(&self) -> Vec<Row> {
        let now = self.user_type.as_ref().map(|user| {
            let undecided = if user.inactive { "none: inactive here" } else { "left open" };
            let drawn = user
                .probabilities
                .iter()
                .filter_map(|one| Some(format!("{} {}", types(&one.types)?, share(one.share))));
            let drawn = drawn.collect::<Vec<_>>().join(", ");
            let value = joined([
                Some(types(&user.types).unwrap_or_else(|| undecided.into())),
                (!drawn.is_empty()).then(|| format!("weeks drawn again give {drawn}")),
                Some(counted(user.weeks.into(), "week", "weeks")),
            ]);
            Row::new(Place::UserType, "type", value)
        });
        let at = self.thresholds.iter().filter_map(|one| {
            let (hours, posts) = (number(one.hours), number(one.posts));
            Some(format!("{hours} h and {posts} posts: {}", types(&one.types)?))
        });
        let at = at.collect::<Vec<_>>().join("; ");
        let thresholds = (!self.thresholds.is_empty())
            .then(|| Row::new(Place::Thresholds, "type at other thresholds", at));
        now.into_iter().chain(thresholds).collect()
    }

    fn tie_rows(&self) -> Vec<Row> {
        let ties = self.ties.as_ref().map(|ties| {
            let verdicts =
                ties.by_verdict.iter().map(|one| format!("{} {}", verdict(one.verdict), one.accounts));
            let value = joined([
                Some(counted(ties.accounts, "account", "accounts")),
                Some(format!("{} regular", ties.regular)),
                Some(by_grade(&ties.by_grade)),
                Some(verdicts.collect::<Vec<_>>().join(", ")),
            ]);
            Row::new(Place::Ties, "how many of which sort", value)
        });
        ties.into_iter().chain(self.closest.iter().map(closest)).collect()
    }

    fn figure_rows(&self) -> Vec<Row> {
        let all = self.public_figures.as_ref().map(|figures| {
            let from = if figures.listed { "by a list" } else { "pages only: no list was given" };
            let value = format!(
                "{} ({from}); parasocial by grade: {}",
                counted(figures.accounts, "account", "accounts"),
                by_grade(&figures.parasocial)
            );
            Row::new(Place::PublicFigures, "public-figure accounts", value)
        });
        let contact = self.contact.iter().map(|one| {
            let what = match one.kind {
                Kind::Message => "messages to them in 30 days",
                Kind::React => "reactions to them in 30 days",
                _ => "comments to them in 30 days",
            };
            let value = format!(
                "{}; {} in {}",
                number(one.per_30_days),
                one.acts,
                counted(one.days.into(), "day", "days")
            );
            Row::new(Place::Contact(one.kind), what, value)
        });
        all.into_iter().chain(contact).collect()
    }

    fn habit_rows(&self) -> Vec<Row> {
        let events =
            self.events_attended.map(|events| Row::new(Place::Events, "events attended", events.to_string()));
        let regularity = self.regularity.as_ref().map(|one| {
            let value = format!(
                "{} more than chance: part of {} of active days, by chance {}; {} tested, {} beyond chance",
                signed(one.largest),
                share(one.share_of_days),
                share(one.by_chance),
                one.tested,
                one.flagged
            );
            Row::new(Place::Regularity, "most regular account", value)
        });
        let rebound = self.rebound.as_ref().map(|one| {
            let value = joined([
                Some(format!("{} times", number(one.largest))),
                interval("95%", Some(&one.interval)),
                Some(format!(
                    "{}; {} tested, {} beyond chance",
                    counted(one.gaps, "pause", "pauses"),
                    one.tested,
                    one.flagged
                )),
            ]);
            Row::new(Place::Rebound, "contact after a long pause, at most", value)
        });
        let distance = self.distance.as_ref().map(|one| {
            let value = format!(
                "{}; {} on {}",
                number(one.per_active_day),
                one.acts,
                counted(one.active_days, "active day", "active days")
            );
            Row::new(Place::Distance, "blocks, mutes, unfollows per active day", value)
        });
        [events, regularity, rebound, distance].into_iter().flatten().collect()
    }
}

fn by_grade(counts: &[GradeCount]) -> String {
    let one = |count: &GradeCount| match count.grade {
        GradeCode::None => format!("none {}", count.accounts),
        letter => format!("{letter} {}", count.accounts),
    };
    counts.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn month(row: &MonthRow) -> Row {
    let value = joined([
        Some(format!("{} hours a day", bounds(row.hours_low, row.hours_high))),
        Some(format!("{} posts a day", number(row.posts))),
        types(&row.types),
    ]);
    Row::new(Place::Month(row.month), row.month.to_string(), value)
}

fn closest(row: &Closest) -> Row {
    let part = row.share.as_ref().map(|one| {
        format!(
            "your part of {}: {} ({} to {})",
            counted(one.contacts, "contact", "contacts"),
            share(one.estimate),
            share(one.low),
            share(one.high)
        )
    });
    let figure = row.public_figure.as_ref().map(|one| {
        let yes = |holds: bool, word: &str| if holds { format!(", {word}") } else { format!(", not {word}") };
        format!(
            "public figure on {}{}, {}, {} of the last 52{}{}",
            one.platform.title(),
            one.ladder.map(|step| format!(", you {} at most", rung(step))).unwrap_or_default(),
            counted(one.days, "day", "days"),
            counted(one.weeks.into(), "week", "weeks"),
            yes(one.regular, "regular"),
            yes(one.parasocial, "parasocial")
        )
    });
    let value = joined([Some(grade(row.grade).into()), Some(verdict(row.verdict).into()), part, figure]);
    Row::new(Place::Closest(row.rank), format!("closest account no. {}", row.rank), value)
}

fn finding(row: &Finding) -> Row {
    let least = if row.at_least { "at least " } else { "" };
    let value = match row.places {
        0 => "0: looked for, not found".to_owned(),
        places => format!("{least}{} in {}", row.values, counted(places, "place", "places")),
    };
    Row::new(Place::Finding(row.kind), row.kind.title(), value)
}

fn coverage(row: &Coverage) -> Row {
    let months = match (row.from, row.to) {
        (Some(from), Some(to)) => Some(format!("{from} to {to}")),
        (Some(one), None) | (None, Some(one)) => Some(one.to_string()),
        (None, None) => None,
    };
    let state = match row.state {
        SectionState::Read => None,
        SectionState::Empty => Some("there, and empty".to_owned()),
        SectionState::Missing => Some("not in the export".to_owned()),
        SectionState::Failed => Some("not read wholly".to_owned()),
    };
    let value = joined([
        Some(counted(row.events, "act", "acts")),
        months,
        state,
        row.undated.map(|part| format!("undated {}", share(part))),
        row.party_known.map(|part| format!("named {}", share(part))),
    ]);
    let title = format!("{} on {}", kind(row.kind), row.platform.title());
    Row::new(Place::of_coverage(row), title, value)
}

fn kind(kind: Kind) -> String {
    kind.as_str().replace('_', " ")
}

fn named((at, row): (usize, &Named)) -> Row {
    let parasocial = if row.parasocial { "parasocial" } else { "not parasocial" };
    let value = format!("{}; {}; {}; {parasocial}", row.name, grade(row.grade), verdict(row.verdict));
    Row::new(Place::Name(at), format!("name on {}", row.platform.title()), value)
}
