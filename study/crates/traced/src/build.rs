//! The chapter as a whole.

use book::beside::{Comparison, Part};

use crate::donated::Donated;
use crate::parts::{Study, consent, correlates, counts, donors, findings, hours, kinds, truth};
use crate::{Joined, Settings, TracedError, found};

/// Makes the chapter "Asked beside traced" of joined answers and traces ([`crate::join`]).
///
/// # Errors
/// When the design cannot be used. What is not asked or not traced is said to be unknown and is no error.
pub fn asked_beside_traced(joined: &Joined, settings: &Settings) -> Result<Comparison, TracedError> {
    let donated = Donated::new(joined, settings)?;
    let study = Study { joined, donated: &donated, limits: &settings.conventions };
    let (hours, ratio) = hours::part(&study);
    let parts = parts(&study, hours);
    let lead = lead(&study, found::sentences(&parts, ratio));
    Ok(Comparison {
        id: "traced".into(),
        title: "Asked beside traced".into(),
        lead,
        parts,
        notes: notes(&study),
    })
}

/// Who donated, then what is alike, then what may go together, then who the donors are.
fn parts(study: &Study<'_>, hours: Part) -> Vec<Part> {
    let mut parts = vec![consent::part(study), hours, counts::part(study)];
    parts.extend(kinds::parts(study));
    parts.extend([
        truth::part(study),
        correlates::feelings(study),
        correlates::acts(study),
        findings::part(study),
        donors::part(study),
        donors::weights(study),
    ]);
    parts
}

fn lead(study: &Study<'_>, found: Vec<String>) -> Vec<String> {
    let number = |people: usize| study.limits.number(people);
    let mut lead = vec![format!(
        "{} people answered; {} of them also gave us counts from their own data. Here what they say stands beside what those data show.",
        number(study.joined.answers.rows),
        number(study.joined.matching.joined)
    )];
    if !found.is_empty() {
        lead.push("What was found, each with its interval and how many donors it rests on:".into());
        lead.extend(found);
    }
    lead.push(
        "Only like is set against like: hours, messages, comments, types. Feelings and patterns stand beside each other as correlates, which is neither a cause nor a diagnosis.".into(),
    );
    lead
}

fn notes(study: &Study<'_>) -> Vec<String> {
    let stands = if study.donated.is_weighted() {
        "Figures of donors stand for all in the sample who use social media: donors count by the weight of the sample divided by their modelled chance of donating, cut off below, raked to the sample's margins."
    } else {
        "Figures of donors stand for donors only, by the weights of the sample."
    };
    let know = if study.donated.is_weighted() {
        "Errors are by linearisation under the design of the whole sample. They know strata, units and weights, that chances of donating were estimated, and that the margins were. They do not know reasons to donate beyond what the model holds, the bias that cutting off small chances leaves, nor how the weights of the sample came about."
    } else {
        "Errors are by linearisation under the design of the whole sample. They know strata, units and weights, and not how the weights came about nor who chose to donate."
    };
    let mut notes = vec![
        stands.to_owned(),
        know.to_owned(),
        "Intervals: shares and areas on the logit scale, of the whole sample Korn and Graubard's; correlations and kappa by Fisher's z; ratios on the log scale; with Student's t on the degrees of freedom of the people a figure rests on.".into(),
        "Kappa: Cohen (1960). Prevalence, bias and agreement on yes and no: Byrt, Bishop and Carlin (1993). Limits of agreement: Bland and Altman (1999), as ratios. Areas with accounts clustered in people: Obuchowski (1997). Chance of donating: Kim and Kim (2007).".into(),
        format!("Design: {}.", study.joined.described),
    ];
    if study.limits.opt_in {
        notes.push("The sample is one of volunteers: intervals rest on the model that, within weights, who is in it is left to chance, and are no margins of sampling error.".into());
    }
    notes
}
