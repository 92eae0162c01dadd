//! What has to be true of a file before it is believed.

use crate::{Group, Measure, Reference};

pub(crate) fn check(reference: &Reference) -> Result<(), &'static str> {
    if reference.everybody().is_none() {
        return Err("the group of all people is missing");
    }
    reference.groups.iter().try_for_each(|group| of_group(group, reference))
}

fn of_group(group: &Group, reference: &Reference) -> Result<(), &'static str> {
    group.measures.iter().try_for_each(|measure| of_measure(measure, reference))
}

fn of_measure(measure: &Measure, reference: &Reference) -> Result<(), &'static str> {
    if measure.base.unweighted < reference.rules.least_base {
        return Err("a measure stands on fewer people than the file's own rule allows");
    }
    let is_share = |share: f64| (0.0..=1.0).contains(&share);
    for share in &measure.shares {
        if !(is_share(share.share) && is_share(share.low) && is_share(share.high) && share.low <= share.high)
        {
            return Err("a share or its interval is not between 0 and 1");
        }
    }
    for quantile in &measure.quantiles {
        if !(is_share(quantile.at) && quantile.value.is_finite()) {
            return Err("a quantile is none");
        }
    }
    let rising = |pair: &[crate::Quantile]| pair[0].at < pair[1].at && pair[0].value <= pair[1].value;
    match measure.quantiles.windows(2).all(rising) {
        true => Ok(()),
        false => Err("quantiles do not rise"),
    }
}
