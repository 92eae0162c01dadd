//! One account: what can be said of it, and the numbers behind that.

use std::collections::BTreeMap;

use event::Kind;
use measure::ties::share::{Share, Verdict};
use measure::ties::{Grade, Tie};

use crate::build::Findings;
use crate::build::words::{self, act, acts, day, row};
use crate::document::AccountEntry;
use crate::numbers::{Quantity, count, counted, fixed};
use crate::rich::{Rich, name};

pub fn entry(rank: usize, tie: &Tie, findings: &Findings<'_>) -> AccountEntry {
    let records = tie
        .samples()
        .into_iter()
        .map(|sample| {
            let at = sample.at.and_then(|at| event::Timestamp::from_second(at).ok()).map(words::date);
            findings.record(at, act(sample.kind, sample.incoming).into(), sample.origin)
        })
        .collect();
    AccountEntry {
        rank,
        name: name(&tie.label.shown),
        platform: tie.platform.title().into(),
        grade: tie.grade.map(|grade| grade.as_str().into()),
        says: says(tie, findings),
        closeness: crate::numbers::twelve(tie.closeness),
        ladder: tie.ladder.map(|rung| rung.as_str().into()),
        reached: tie.ladder.map(|rung| words::rung(rung).into()),
        public_figure: tie.public_figure,
        parasocial: tie.parasocial,
        quantities: quantities(tie, findings),
        records,
        records_total: tie.records(),
        command: command(tie),
    }
}

/// What prints every record of an account, by all of its names.
fn command(tie: &Tie) -> String {
    let word = |name: &String| shell_word(&crate::rich::cut(name, 80));
    let names: String = tie.names.iter().map(|name| format!(" --account {}", word(name))).collect();
    let thread = tie.label.thread.as_ref().map(|thread| format!(" --thread {}", word(thread)));
    format!("parasocial events --platform {}{names}{} PATH...", tie.platform, thread.unwrap_or_default())
}

/// A word as a shell takes it.
fn shell_word(word: &str) -> String {
    let plain = word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-@".contains(&byte));
    if plain && !word.is_empty() { word.to_owned() } else { format!("'{}'", word.replace('\'', "'\\''")) }
}

/// What can honestly be said of a tie, in one or two sentences.
fn says(tie: &Tie, findings: &Findings<'_>) -> Rich {
    let share = tie.share;
    let between = share.map(|_| {
        format!(
            "you wrote or called on {}, they on {}",
            counted(u64::from(tie.days.outgoing_answerable), "day", "days"),
            count(u64::from(tie.days.incoming_answerable))
        )
    });
    let base = match (tie.grade, share.map(|share| share.verdict)) {
        (Some(Grade::A), _) => {
            Rich::new().strong("One-sided, as observed: ").text(between.unwrap_or_default() + ".")
        }
        (Some(Grade::B), _) => not_returned(tie),
        (Some(Grade::C), _) => Rich::new().strong("Broadcast tie, return not visible: ").text(
            "everything you did here goes through channels of which the export would not show an answer.",
        ),
        (None, Some(Verdict::Mutual)) => {
            Rich::new().strong("Mutual: ").text(between.unwrap_or_default() + ".")
        }
        (None, Some(Verdict::TowardsOwner)) => {
            Rich::new().strong("Towards you: ").text(between.unwrap_or_default() + ".")
        }
        (None, Some(Verdict::Unclear)) => {
            Rich::new().strong("Unclear: ").text(between.unwrap_or_default() + &unsure(share))
        }
        (None, Some(Verdict::OneSided)) if tie.cut => Rich::new().strong("Not whole: ").text(
            between.unwrap_or_default()
                + " as far as the messages could be read; some could not, so nothing is said about answers that did not come.",
        ),
        (None, Some(_)) => {
            Rich::new().strong("Too few contacts to judge: ").text(between.unwrap_or_default() + ".")
        }
        (None, None) => Rich::new().strong("Something came back: ").text(if tie.follow.incoming {
            "the account follows you; nothing else would be visible."
        } else {
            "the export shows an answer, but not how many there were."
        }),
    };
    match extra(tie, findings) {
        Some(extra) => base.text(format!(" {extra}.")),
        None => base,
    }
}

/// What stands out beside the verdict, as one sentence.
fn extra(tie: &Tie, findings: &Findings<'_>) -> Option<String> {
    let mut extra = Vec::new();
    if tie.regular {
        extra.push(format!(
            "contact in {} of the last {} weeks",
            tie.weeks, findings.ties_parameters.regular.of_weeks
        ));
    }
    if let Some(tested) = tie.regularity.as_deref().filter(|tested| tested.flagged) {
        extra.push(format!(
            "part of {}% of your active days, where chance would make {}%",
            fixed(100.0 * tested.result.share_of_days, 0),
            fixed(100.0 * tested.result.by_chance, 0)
        ));
    }
    if let Some(tested) = tie.rebound.as_deref().filter(|tested| tested.flagged) {
        extra.push(format!("{} times the usual contact after a long pause", fixed(tested.result.ratio, 1)));
    }
    let extra: Vec<&str> = extra.iter().map(String::as_str).collect();
    let mut sentence = row(&extra);
    if let Some(first) = sentence.get(..1).map(str::to_uppercase) {
        sentence.replace_range(..1, &first);
    }
    (!sentence.is_empty()).then_some(sentence)
}

/// Between which verdicts the numbers leave it open.
fn unsure(share: Option<Share>) -> String {
    let one_way = match share {
        Some(share) if share.estimate < 0.5 => "towards you",
        _ => "one-sided",
    };
    format!(", which may be mutual or {one_way}: too close to call.")
}

fn not_returned(tie: &Tie) -> Rich {
    let unanswered =
        tie.share.filter(|share| share.incoming == 0 && share.outgoing > 0 && tie.days.incoming == 0);
    let never = || {
        let days = counted(u64::from(tie.days.outgoing_answerable), "day", "days");
        format!("messages on {days} were never answered")
    };
    match (tie.follow.is_unreturned(), unanswered.is_some()) {
        (true, true) => Rich::new().strong("Does not follow you back: ").text(never() + ", either."),
        (true, false) => Rich::new()
            .strong("Does not follow you back. ")
            .text("Whether the account answers in other ways would not be visible."),
        (false, _) => Rich::new().strong("Never answered: ").text(never() + "."),
    }
}

fn follow(tie: &Tie) -> Quantity {
    let follow = tie.follow;
    let says = match (follow.outgoing, follow.incoming, follow.known) {
        (false, _, _) if !follow.own_known => {
            return Quantity::unknown("Your follow", "the list of whom you follow is not in the export");
        }
        (false, _, _) => "you do not follow the account",
        (true, true, _) => "followed back",
        (true, false, true) => "not followed back; both lists are whole",
        (true, false, false) => "whether it is returned is unknown: the lists of follows are not whole",
    };
    Quantity::new("Your follow", f64::from(u8::from(follow.outgoing)), "", 0).note(says)
}

fn quantities(tie: &Tie, findings: &Findings<'_>) -> Vec<Quantity> {
    let mut rows = Vec::new();
    match tie.share {
        Some(share) => rows.push(
            Quantity::share("Share of contacts that came from you", share.estimate)
                .between(100.0 * share.low, 100.0 * share.high)
                .of(format!(
                    "{} of {} contacts, which count for {} because they cling together",
                    share.outgoing,
                    share.outgoing + share.incoming,
                    fixed(share.effective, 1)
                )),
        ),
        None => rows.push(Quantity::unknown(
            "Share of contacts that came from you",
            "no messages between the two of you in the export; other channels would not show an answer",
        )),
    }
    rows.push(
        Quantity::new("Days with contact from you", f64::from(tie.days.outgoing), "", 0).note(span(tie)),
    );
    let incoming = "Days with contact from the account";
    rows.push(if tie.share.is_some() || tie.days.incoming > 0 {
        Quantity::new(incoming, f64::from(tie.days.incoming), "", 0)
            .note("messages and reactions to messages only")
    } else {
        Quantity::unknown(incoming, "would not be visible")
    });
    rows.push(follow(tie));
    rows.push(
        Quantity::new("Closeness", tie.closeness, "", 1)
            .note("acts by effort and time; it ranks and means nothing beyond that"),
    );
    rows.push(Quantity::new("Weeks with contact", tie.weeks as f64, "", 0).of(format!(
        "the last {} weeks, in what is logged for all of them",
        findings.ties_parameters.regular.of_weeks
    )));
    rows.extend(habits(tie, findings));
    rows.extend(by_kind(&tie.acts(findings.ties_parameters)));
    rows
}

/// Regularity, contact after pauses, nights: correlates, each with its test.
fn habits(tie: &Tie, findings: &Findings<'_>) -> Vec<Quantity> {
    let mut rows = Vec::new();
    if let Some(tested) = tie.regularity.as_deref() {
        let result = tested.result;
        rows.push(Quantity::share("Part of your active days", result.share_of_days).note(format!(
            "{}% by chance; adjusted p = {}",
            fixed(100.0 * result.by_chance, 0),
            fixed(tested.adjusted, 3)
        )));
    }
    if let Some(tested) = tie.rebound.as_deref() {
        let result = tested.result;
        rows.push(
            Quantity::new("Contact after a long pause, against a short one", result.ratio, "times", 1)
                .between(result.low, result.high)
                .of(counted(result.gaps as u64, "gap", "gaps"))
                .note(format!(
                    "adjusted p = {}; the account's own pauses cannot be seen",
                    fixed(tested.adjusted, 3)
                )),
        );
    }
    if let Some((share, acts)) = tie.night {
        let night = &findings.ties_parameters.night;
        rows.push(
            Quantity::share(
                format!("Contact between {}:00 and {}:00", night.from_hour, night.before_hour),
                share,
            )
            .of(counted(
                acts,
                "quarter of an hour with contact",
                "quarters of an hour with contact",
            )),
        );
    }
    rows
}

fn by_kind(all: &BTreeMap<Kind, u32>) -> Vec<Quantity> {
    // The follow has a row of its own.
    let acts_done = all.iter().filter(|(kind, _)| **kind != Kind::Follow);
    acts_done.map(|(kind, number)| Quantity::new(acts(*kind), f64::from(*number), "", 0)).collect()
}

fn span(tie: &Tie) -> String {
    match (tie.first_day, tie.last_day) {
        (Some(first), Some(last)) => format!("from {} to {}", day(first), day(last)),
        _ => "undated".into(),
    }
}
