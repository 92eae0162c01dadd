//! The closest accounts as the person sees them, each beside its grade.

use measure::ties::share::Verdict;
use measure::ties::{Grade, Tie};

use super::{AccountAsked, Asked, tie};
use crate::beside::{AskedAccount, Said};
use crate::build::Findings;
use crate::build::words::grade;
use crate::numbers::counted;
use crate::rich::{Rich, name};

pub fn entries(asked: &Asked, findings: &Findings<'_>) -> Vec<AskedAccount> {
    let entry = |one: &AccountAsked| {
        let tie = tie(findings, one)?;
        Some(AskedAccount {
            name: name(&tie.label.shown),
            platform: tie.platform.title().into(),
            grade: tie.grade.map(|grade| grade.as_str().into()),
            traced: traced(tie),
            public_figure: one.public_figure,
            in_person: one.in_person,
            knows_you: one.knows_you,
            friends: one.friends,
            escape: one.escape,
            says: says(one, tie),
        })
    };
    asked.accounts.iter().filter_map(entry).collect()
}

/// What the answers did to the measures.
pub fn evidence(asked: &Asked, findings: &Findings<'_>) -> Rich {
    let of = |wanted: &dyn Fn(&AccountAsked) -> Option<Said>| {
        asked.accounts.iter().filter(|one| wanted(one) == Some(Said::Yes)).count() as u64
    };
    let (figures, in_person) = (of(&|one| one.public_figure), of(&|one| one.in_person));
    let parasocial = |by_word: bool| {
        let ties = asked.accounts.iter().filter(|one| is_by_word(one) == by_word);
        ties.filter_map(|one| tie(findings, one)).filter(|tie| tie.parasocial).count() as u64
    };
    let figures = match figures {
        0 => "You called none of them a public figure.".to_owned(),
        _ => format!(
            "You called {} of them {}, and this report takes your word for it; {} regular, not mutual and graded.",
            crate::numbers::count(figures),
            if figures == 1 { "a public figure" } else { "public figures" },
            match parasocial(true) {
                0 => "none of these ties is".to_owned(),
                1 => "1 of these ties is".to_owned(),
                more => format!("{more} of these ties are"),
            }
        ),
    };
    let listed = match parasocial(false) {
        0 => String::new(),
        ties => format!(
            " Of {} that you did not call one, a list or the export says so: {} regular, not mutual and graded too.",
            counted(ties, "account", "accounts"),
            if ties == 1 { "this tie is" } else { "these ties are" }
        ),
    };
    let in_person = match in_person {
        0 => String::new(),
        _ => format!(
            " {} you know in person: of {} no tie is called parasocial here, whatever an export shows.",
            counted(in_person, "account", "accounts"),
            if in_person == 1 { "this one" } else { "these" }
        ),
    };
    Rich::from(format!(
        "The grade says how a return that does not come is known from the export: A, one-sided as observed; B, not returned as it stands; \
         C, a return would not be visible. {figures}{listed}{in_person}"
    ))
}

/// Whether the person said that it is a public figure. A list or the export may say so too, or alone.
fn is_by_word(one: &AccountAsked) -> bool {
    one.public_figure == Some(Said::Yes)
}

fn traced(tie: &Tie) -> String {
    match (tie.grade, tie.share.map(|share| share.verdict)) {
        (Some(one), _) => grade(one).into(),
        (None, Some(Verdict::Mutual)) => "mutual".into(),
        (None, Some(Verdict::TowardsOwner)) => "towards you".into(),
        (None, Some(Verdict::Unclear)) => "unclear".into(),
        (None, Some(Verdict::OneSided)) => "messages are not whole".into(),
        (None, Some(Verdict::TooFew)) => "too few contacts to judge".into(),
        (None, None) => "something came back".into(),
    }
}

/// Where an answer adds to the grade, or does not fit it.
fn says(one: &AccountAsked, tie: &Tie) -> Option<Rich> {
    let yes = |said: Option<Said>| said == Some(Said::Yes);
    let acquainted = yes(one.in_person) || yes(one.knows_you);
    let mutual = tie.share.is_some_and(|share| share.verdict == Verdict::Mutual);
    if tie.parasocial {
        return Some(Rich::from(parasocial(one)));
    }
    Some(Rich::from(match tie.grade {
        Some(Grade::A | Grade::B) if acquainted => {
            "You know each other, and no answer is in the export: it may come where the export does not look, in person or in another app."
        }
        Some(Grade::C) if acquainted => "You know each other; the export could not have shown it.",
        _ if mutual && one.knows_you == Some(Said::No) => {
            "They write back, although you say that they do not know you."
        }
        _ => return None,
    }))
}

/// What a parasocial tie rests on.
fn parasocial(one: &AccountAsked) -> &'static str {
    match (one.public_figure, one.knows_you) {
        (Some(Said::Yes), Some(Said::No)) => {
            "A parasocial tie, traced and by your own words: they do not know you."
        }
        (Some(Said::Yes), _) => {
            "Regular, not mutual, and a public figure by your word: a parasocial tie as this report traces it."
        }
        (Some(Said::No), _) => {
            "Regular, not mutual, and a public figure by a list or the export, though not to you: a parasocial tie as this report traces it."
        }
        (Some(Said::NotSure) | None, _) => {
            "Regular, not mutual, and a public figure by a list or the export: a parasocial tie as this report traces it."
        }
    }
}
