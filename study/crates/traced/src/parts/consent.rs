//! Consent at each step, from being asked to a donation.

use book::beside::{Estimate, Line, Part, PartKind, Picture};

use super::{Study, asked};

/// Asked, willing, donated: each as a share of those at the step before, and what became of the traces.
pub(crate) fn part(study: &Study<'_>) -> Part {
    let answers = &study.joined.answers;
    let step = |name: &str| answers.yes(name);
    let (invited, willing, made) =
        (step("donation_invited"), step("donation_willing"), step("donation_made"));
    let of = |before: &dyn Fn(usize) -> bool, step: &[Option<bool>]| -> Vec<bool> {
        step.iter().enumerate().map(|(row, answer)| before(row) && answer.is_some()).collect()
    };
    let mut lines: Vec<Line> = Vec::new();
    let mut add = |item: &str, measure: &str, inside: Vec<bool>, answer: &[Option<bool>]| {
        if inside.contains(&true) {
            let draft = study.sample_draft(item, measure, &inside);
            let mut line = study.sample_share(draft, &inside, &asked::yes(answer));
            // Its base is how many said yes at the step before.
            if lines.last().is_some_and(|before| before.estimate == Estimate::FewPeople) {
                (line.base, line.effective) = (None, None);
            }
            lines.push(line);
        }
    };
    add("Invited to donate", "share of all who answered", of(&|_| true, &invited), &invited);
    add(
        "Willing to donate",
        "share of those invited",
        of(&|row| invited[row] == Some(true), &willing),
        &willing,
    );
    add("Donated", "share of those willing", of(&|row| willing[row] == Some(true), &made), &made);
    let everybody = vec![true; answers.rows];
    let mut all = study.sample_draft("Answered and traced", "share of all who answered", &everybody);
    all.drawn = lines.is_empty();
    lines.push(study.sample_share(all, &everybody, &study.joined.donor));
    Part {
        id: "consent".into(),
        title: "Who gave their data".into(),
        kind: PartKind::Description,
        says: vec![
            "A donation is a bundle of counts and measures that people made from their own data, looked at line by line, and sent. It holds no texts and no names of private people. Each step was a choice."
                .into(),
        ],
        picture: Picture::Dots,
        lines,
        notes: matching(study),
    }
}

/// What did not fit between the two files.
fn matching(study: &Study<'_>) -> Vec<String> {
    let found = study.joined.matching;
    let some = |count: usize, what: &str| {
        (count > 0).then(|| super::capital(&format!("{} {what}.", study.limits.number(count))))
    };
    [
        some(found.without_answer, "traces belong to nobody who answered: left out"),
        some(found.without_consent, "traces belong to people who say that they did not donate: left out"),
        some(
            found.without_trace,
            "people say that they donated and have no trace here: withdrawn, or not readable",
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}
