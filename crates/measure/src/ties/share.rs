//! The outgoing share of a tie: which part of the contacts with an account came from the owner.
//!
//! A beta-binomial model over contacts (one account, channel, day and direction), only from channels whose answers would
//! have been exported. Contacts cling together, so counts are divided by their dispersion: the design effect of weeks as
//! clusters (Kish 1965), pooled over the owner's accounts, and at least 1. The prior is fitted to the owner's own accounts
//! by maximum likelihood (Griffiths 1973) where there are enough of them, and never counts for more than four contacts.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::numbers::{beta_cdf, beta_quantile, ln_beta};
use crate::parameters::ShareParameters;

/// The contacts with one account through full channels, by week: (outgoing, incoming), weeks without any left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contacts {
    pub weeks: Vec<(u32, u32)>,
}

impl Contacts {
    /// Contacts from the owner.
    pub fn outgoing(&self) -> u32 {
        self.weeks.iter().map(|(out, _)| out).sum()
    }

    /// Contacts from the account.
    pub fn incoming(&self) -> u32 {
        self.weeks.iter().map(|(_, incoming)| incoming).sum()
    }

    /// All contacts.
    pub fn total(&self) -> u32 {
        self.outgoing() + self.incoming()
    }
}

/// What holds for all accounts of one owner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pooled {
    /// How many contacts count as one: at least 1.
    pub dispersion: f64,
    /// The prior Beta(a, b).
    pub prior: (f64, f64),
    /// Accounts that the prior was fitted to; 0 where it is Beta(1, 1).
    pub prior_accounts: usize,
}

/// The outgoing share of one account.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    /// Posterior mean, 0 to 1.
    pub estimate: f64,
    /// 95% interval. Closed at 1 when nothing came in, at 0 when nothing went out.
    pub low: f64,
    pub high: f64,
    pub outgoing: u32,
    pub incoming: u32,
    /// Contacts after division by the dispersion: the effective sample size.
    pub effective: f64,
    pub verdict: Verdict,
}

/// What can be said of a tie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    OneSided,
    TowardsOwner,
    Mutual,
    /// Enough contacts, and still no side is sure.
    Unclear,
    /// Too few contacts for any verdict.
    TooFew,
}

impl Verdict {
    /// The codebook's word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OneSided => "one-sided",
            Self::TowardsOwner => "towards the owner",
            Self::Mutual => "mutual",
            Self::Unclear => "unclear",
            Self::TooFew => "too few contacts",
        }
    }
}

/// Fits what holds for all accounts of one owner.
pub fn pool(accounts: &[&Contacts], parameters: &ShareParameters) -> Pooled {
    let dispersion = dispersion(accounts, parameters.dispersion_from_contacts);
    let fitted: Vec<(f64, f64)> = accounts
        .iter()
        .filter(|contacts| contacts.total() >= parameters.prior_from_contacts)
        .map(|contacts| {
            (f64::from(contacts.outgoing()) / dispersion, f64::from(contacts.incoming()) / dispersion)
        })
        .collect();
    if fitted.len() < parameters.prior_from_accounts {
        return Pooled { dispersion, prior: (1.0, 1.0), prior_accounts: 0 };
    }
    Pooled { dispersion, prior: fit_prior(&fitted, parameters), prior_accounts: fitted.len() }
}

/// The design effect of weeks as clusters, pooled: the variance of a share between weeks over the variance that
/// independent contacts would have, both summed over accounts. At least 1.
fn dispersion(accounts: &[&Contacts], from_contacts: u32) -> f64 {
    let (mut between, mut independent) = (0.0, 0.0);
    for contacts in accounts {
        let (total, weeks) = (f64::from(contacts.total()), contacts.weeks.len() as f64);
        if contacts.total() < from_contacts || weeks < 2.0 {
            continue;
        }
        let share = f64::from(contacts.outgoing()) / total;
        let squares: f64 = contacts
            .weeks
            .iter()
            .map(|&(out, incoming)| f64::from(out) - f64::from(out + incoming) * share)
            .map(|off| off * off)
            .sum();
        between += squares * weeks / (weeks - 1.0);
        independent += total * share * (1.0 - share) * total / (total - 1.0);
    }
    if independent > 0.0 { (between / independent).max(1.0) } else { 1.0 }
}

/// Maximum likelihood for Beta(a, b) under beta-binomial counts, with a + b at most `prior_most` and a and b at least
/// `prior_least`: golden sections over the mean inside golden sections over the logarithm of a + b.
fn fit_prior(counts: &[(f64, f64)], parameters: &ShareParameters) -> (f64, f64) {
    let (least, most) = (parameters.prior_least, parameters.prior_most);
    // Accounts have the same counts as others: what depends on one of the two is worked out once for each count, what depends
    // on both once for each pair.
    let (outs, of_out) = each_once(counts.iter().map(|count| count.0).collect(), f64::total_cmp);
    let (ins, of_in) = each_once(counts.iter().map(|count| count.1).collect(), f64::total_cmp);
    let pairs = of_out.into_iter().zip(of_in).collect();
    let (pairs, of_pair) = each_once(pairs, <(usize, usize)>::cmp);
    let likelihood = |mean: f64, strength: f64| {
        let (a, b) = (mean * strength, (1.0 - mean) * strength);
        let ln_outs: Vec<f64> = outs.iter().map(|out| libm::lgamma(a + out)).collect();
        let ln_ins: Vec<f64> = ins.iter().map(|incoming| libm::lgamma(b + incoming)).collect();
        let ln_beta_of = |&(out, incoming): &(usize, usize)| {
            let all = (a + outs[out]) + (b + ins[incoming]);
            ln_outs[out] + ln_ins[incoming] - libm::lgamma(all)
        };
        let ln_betas: Vec<f64> = pairs.iter().map(ln_beta_of).collect();
        of_pair.iter().map(|&pair| ln_betas[pair]).sum::<f64>() - counts.len() as f64 * ln_beta(a, b)
    };
    let best_mean =
        |strength: f64| best(least / strength, 1.0 - least / strength, |mean| likelihood(mean, strength));
    let log_strength = best(libm::log(2.0 * least), libm::log(most), |log| {
        likelihood(best_mean(libm::exp(log)), libm::exp(log))
    });
    let strength = libm::exp(log_strength);
    let mean = best_mean(strength);
    (mean * strength, (1.0 - mean) * strength)
}

/// The values in order, each once, and where each of them then stands.
fn each_once<T: Copy>(values: Vec<T>, order: impl Fn(&T, &T) -> Ordering) -> (Vec<T>, Vec<usize>) {
    let mut different = values.clone();
    different.sort_unstable_by(&order);
    different.dedup_by(|next, first| order(first, next).is_eq());
    let place = |value: &T| different.partition_point(|known| order(known, value).is_lt());
    let places = values.iter().map(place).collect();
    (different, places)
}

/// The place of the maximum of a function with one top between `low` and `high`.
fn best(mut low: f64, mut high: f64, value: impl Fn(f64) -> f64) -> f64 {
    const PART: f64 = 0.618_033_988_749_894_9;
    let (mut left, mut right) = (high - PART * (high - low), low + PART * (high - low));
    let (mut at_left, mut at_right) = (value(left), value(right));
    for _ in 0..40 {
        if at_left < at_right {
            (low, left, at_left) = (left, right, at_right);
            right = low + PART * (high - low);
            at_right = value(right);
        } else {
            (high, right, at_right) = (right, left, at_left);
            left = high - PART * (high - low);
            at_left = value(left);
        }
    }
    0.5 * (low + high)
}

/// The outgoing shares of an owner's accounts. Accounts with the same counts have the same share, which is worked out once.
pub struct Shares<'a> {
    pooled: &'a Pooled,
    parameters: &'a ShareParameters,
    known: BTreeMap<(u32, u32), Share>,
}

impl<'a> Shares<'a> {
    /// Nothing worked out yet.
    pub const fn new(pooled: &'a Pooled, parameters: &'a ShareParameters) -> Self {
        Self { pooled, parameters, known: BTreeMap::new() }
    }

    /// The outgoing share of one account; nothing without contacts.
    pub fn of(&mut self, contacts: &Contacts) -> Option<Share> {
        let (outgoing, incoming) = (contacts.outgoing(), contacts.incoming());
        let work_out = || share(outgoing, incoming, self.pooled, self.parameters);
        (outgoing + incoming > 0).then(|| *self.known.entry((outgoing, incoming)).or_insert_with(work_out))
    }
}

fn share(outgoing: u32, incoming: u32, pooled: &Pooled, parameters: &ShareParameters) -> Share {
    let (k, n) =
        (f64::from(outgoing) / pooled.dispersion, f64::from(outgoing + incoming) / pooled.dispersion);
    let (a, b) = (pooled.prior.0 + k, pooled.prior.1 + n - k);
    let (low, high) = match (outgoing, incoming) {
        (_, 0) => (beta_quantile(a, b, 0.05), 1.0),
        (0, _) => (0.0, beta_quantile(a, b, 0.95)),
        _ => (beta_quantile(a, b, 0.025), beta_quantile(a, b, 0.975)),
    };
    let above = 1.0 - beta_cdf(a, b, parameters.one_sided_above);
    let below = beta_cdf(a, b, parameters.towards_owner_below);
    let verdict = if outgoing + incoming < parameters.least_contacts {
        Verdict::TooFew
    } else if above > parameters.sure {
        Verdict::OneSided
    } else if below > parameters.sure {
        Verdict::TowardsOwner
    } else if 1.0 - above - below > parameters.sure {
        Verdict::Mutual
    } else {
        Verdict::Unclear
    };
    Share { estimate: a / (a + b), low, high, outgoing, incoming, effective: n, verdict }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parameters() -> ShareParameters {
        crate::parameters::load::<crate::parameters::TiesParameters>(&data::Data::builtin(), "ties.toml")
            .unwrap()
            .share
    }

    fn contacts(weeks: &[(u32, u32)]) -> Contacts {
        Contacts { weeks: weeks.to_vec() }
    }

    fn verdict(out: u32, incoming: u32) -> (Verdict, Share) {
        let contacts = contacts(&[(out, incoming)]);
        let (parameters, pooled) = (parameters(), pool(&[&contacts], &parameters()));
        let share = Shares::new(&pooled, &parameters).of(&contacts).unwrap();
        (share.verdict, share)
    }

    #[test]
    fn verdicts_need_contacts_and_certainty() {
        assert_eq!(verdict(9, 0).0, Verdict::TooFew);
        assert_eq!(verdict(14, 0).0, Verdict::OneSided);
        assert_eq!(verdict(10, 0).0, Verdict::Unclear);
        assert_eq!(verdict(0, 20).0, Verdict::TowardsOwner);
        assert_eq!(verdict(20, 20).0, Verdict::Mutual);
        let (_, share) = verdict(14, 0);
        assert!((share.high - 1.0).abs() < f64::EPSILON && share.low > 0.8, "{share:?}");
    }

    #[test]
    fn contacts_that_cling_together_count_less() {
        let even: Vec<Contacts> = (0..30).map(|_| contacts(&[(3, 3), (3, 3), (3, 3), (3, 3)])).collect();
        let clinging: Vec<Contacts> = (0..30).map(|_| contacts(&[(6, 0), (0, 6), (6, 0), (0, 6)])).collect();
        let pooled = |all: &[Contacts]| pool(&all.iter().collect::<Vec<_>>(), &parameters());
        assert!((pooled(&even).dispersion - 1.0).abs() < 1e-12);
        // Six contacts in a row count as one: the design effect of clusters of six.
        assert!((pooled(&clinging).dispersion - 7.6666666).abs() < 0.01, "{}", pooled(&clinging).dispersion);
    }

    #[test]
    fn the_prior_follows_the_owner_and_stays_weak() {
        let loud: Vec<Contacts> = (0..40).map(|at| contacts(&[(8 + at % 3, 2), (9, 1 + at % 2)])).collect();
        let pooled = pool(&loud.iter().collect::<Vec<_>>(), &parameters());
        let (a, b) = pooled.prior;
        assert_eq!(pooled.prior_accounts, 40);
        assert!(a + b <= 4.0 + 1e-6 && (0.7..0.9).contains(&(a / (a + b))), "{pooled:?}");
    }
}
