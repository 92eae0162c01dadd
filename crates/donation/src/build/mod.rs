//! From what the measures found to a bundle. Here is decided what is given at all.

mod acts;
mod codes;
mod coverage;
mod ties;

use std::collections::{BTreeMap, BTreeSet};

use event::{Platform, Timestamp};
use lexicon::{Lexicon, Matcher};
use measure::coverage::ChannelCoverage;
use measure::oversharing::OversharingFound;
use measure::ties::TiesFound;
use measure::types::{Hours, Named as NamedTypes, TypesFound};

use crate::bundle::{
    Bundle, Bursts, Consent, Export, Finding, Interval, LookedFor, MonthRow, PlatformTime, Posting,
    Probability, Program, Threshold, Time, UserType, WholeLog,
};
use crate::codes::{ConsentStep, ConsentWay, FindingCategory, FindingKind, Format, TypeCode};
use crate::scalars::{Amount, Code, CodeHash, Day, DonorId, Month, Share, Signed};

/// All that a bundle is made from.
pub struct Measured<'a> {
    /// Each platform with the day that its export is seen from.
    pub exports: &'a [(Platform, Option<Timestamp>)],
    pub ties: &'a TiesFound,
    pub types: Option<&'a TypesFound>,
    pub oversharing: &'a OversharingFound,
    pub coverage: &'a [ChannelCoverage],
    pub lexicon: &'a Lexicon,
    /// Days with an act of the owner's.
    pub active_days: &'a BTreeMap<Platform, u32>,
    /// There was a list of public figures. Without one, who is a public figure is unknown, and not nobody.
    pub figures_listed: bool,
    /// Only a part of the time was looked at.
    pub limited: bool,
    pub synthetic: bool,
    pub made: Timestamp,
    pub program: Program,
}

/// What is said beside the measures.
#[derive(Debug, Clone)]
pub struct About {
    pub study: Option<Code>,
    pub participant: Option<Code>,
    pub donor: DonorId,
    pub withdrawal: CodeHash,
    /// The person agrees that names of public-figure accounts are given.
    pub names: bool,
}

/// Months that are given, counted back from the last.
const MONTHS: usize = 24;

/// Makes the bundle. The steps of consent that follow are added with [`Bundle::agree`].
pub fn build(measured: &Measured<'_>, about: About) -> Bundle {
    let types = measured.types;
    let ties = ties::Seen::new(measured);
    let findings = findings(measured);
    Bundle {
        schema: Format::One,
        synthetic: measured.synthetic,
        study: about.study,
        participant: about.participant,
        donor: about.donor,
        withdrawal: about.withdrawal,
        made: Day::of(measured.made),
        program: measured.program.clone(),
        consent: vec![Consent { step: ConsentStep::Names, given: about.names, way: ConsentWay::Option }],
        rows_removed: 0,
        limited: measured.limited,
        exports: exports(measured),
        time: types.and_then(time),
        time_by_platform: types.map(time_by_platform).unwrap_or_default(),
        posting: types.and_then(posting),
        whole_log: types.map(whole_log),
        bursts: types.and_then(bursts),
        user_type: types.map(user_type),
        thresholds: types.map(thresholds).unwrap_or_default(),
        months: types.map(months).unwrap_or_default(),
        ties: Some(ties.counted()),
        closest: ties.closest(),
        public_figures: ties.public_figures(),
        contact: acts::contact(measured),
        events_attended: acts::attended(measured.coverage),
        regularity: ties.regularity(),
        rebound: ties.rebound(),
        distance: acts::distance(measured),
        looked_for: looked_for(&findings),
        findings,
        coverage: coverage::coverage(measured.coverage),
        names: if about.names { ties.names() } else { Vec::new() },
    }
}

impl Bundle {
    /// Notes a step to which the person agreed.
    pub fn agree(&mut self, step: ConsentStep, way: ConsentWay) {
        self.consent.push(Consent { step, given: true, way });
    }
}

fn exports(measured: &Measured<'_>) -> Vec<Export> {
    let mut seen = BTreeSet::new();
    let first_of = |(platform, _): &&(Platform, Option<Timestamp>)| seen.insert(*platform);
    let exports = measured.exports.iter().filter(first_of);
    exports.map(|(platform, as_of)| Export { platform: *platform, as_of: as_of.map(Day::of) }).collect()
}

fn amount(number: f64) -> Option<Amount> {
    Amount::new(number)
}

fn interval((low, high): (f64, f64)) -> Option<Interval> {
    Some(Interval { low: amount(low)?, high: amount(high)? })
}

fn codes(named: NamedTypes) -> Vec<TypeCode> {
    match named {
        NamedTypes::One(one) => vec![one.into()],
        NamedTypes::Either(first, second) => vec![first.into(), second.into()],
    }
}

fn some_codes(named: Option<NamedTypes>) -> Vec<TypeCode> {
    named.map(codes).unwrap_or_default()
}

fn bounds(hours: Hours) -> Option<(Amount, Option<Amount>)> {
    Some((amount(hours.low)?, hours.high.and_then(amount)))
}

fn weeks(types: &TypesFound) -> u32 {
    u32::try_from(types.weeks).unwrap_or(u32::MAX)
}

fn days((first, last): (i32, i32)) -> u32 {
    u32::try_from(last - first + 1).unwrap_or(0)
}

fn time(types: &TypesFound) -> Option<Time> {
    let (low, high) = bounds(types.hours)?;
    let low_interval = types.low_interval.and_then(interval);
    // Without an upper bound there is nothing that its interval could be of.
    let high_interval = types.high_interval.filter(|_| high.is_some()).and_then(interval);
    Some(Time { low, high, low_interval, high_interval, weeks: weeks(types) })
}

fn time_by_platform(types: &TypesFound) -> Vec<PlatformTime> {
    let one = |time: &measure::types::PlatformTime| {
        let (low, high) = bounds(time.hours?)?;
        let window = time.consumed.or(time.log)?;
        Some(PlatformTime { platform: time.platform, low, high, days: days(window) })
    };
    types.by_platform.iter().filter_map(one).collect()
}

/// Where the posts of a platform are not in its export, nobody knows how many there are.
fn posting(types: &TypesFound) -> Option<Posting> {
    let known = types.unposted.is_empty();
    let per_day = amount(types.posts).filter(|_| known)?;
    let interval = types.posts_interval.and_then(interval);
    Some(Posting { per_day, interval, items: types.items, weeks: weeks(types) })
}

fn whole_log(types: &TypesFound) -> WholeLog {
    let rates = types.whole_log;
    WholeLog {
        posts: rates.posts.and_then(amount),
        bare_shares: rates.bare_shares.and_then(amount),
        messages: rates.messages.and_then(amount),
        days: u32::try_from(rates.days).unwrap_or(0),
        undated: rates.undated,
    }
}

fn bursts(types: &TypesFound) -> Option<Bursts> {
    let burstiness = types.burstiness;
    let bursts = Bursts {
        raw: burstiness.and_then(|one| Signed::new(one.raw)),
        without_rhythm: burstiness.and_then(|one| Signed::new(one.without_rhythm)),
        busiest_tenth: types.busiest_days.and_then(Share::new),
    };
    let known = bursts.raw.is_some() || bursts.without_rhythm.is_some() || bursts.busiest_tenth.is_some();
    known.then_some(bursts)
}

fn user_type(types: &TypesFound) -> UserType {
    let probability = |(named, share): &(NamedTypes, f64)| {
        Some(Probability { types: codes(*named), share: Share::new(*share)? })
    };
    UserType {
        types: some_codes(types.named),
        inactive: types.inactive,
        weeks: weeks(types),
        probabilities: types.probabilities.iter().filter_map(probability).collect(),
    }
}

fn thresholds(types: &TypesFound) -> Vec<Threshold> {
    let one = |(hours, posts, named): &(f64, f64, NamedTypes)| {
        Some(Threshold { hours: amount(*hours)?, posts: amount(*posts)?, types: codes(*named) })
    };
    types.grid.iter().filter_map(one).collect()
}

fn months(types: &TypesFound) -> Vec<MonthRow> {
    let recent = &types.months[types.months.len().saturating_sub(MONTHS)..];
    let one = |month: &measure::types::Month| {
        let (hours_low, hours_high) = bounds(month.hours)?;
        let posts = amount(month.posts)?;
        let types = some_codes(month.named);
        Some(MonthRow { month: Month::new(month.year, month.month)?, hours_low, hours_high, posts, types })
    };
    recent.iter().filter_map(one).collect()
}

/// One row for each kind that was looked for and may be given. Where no text or picture was there to look at, it is unknown.
fn findings(measured: &Measured<'_>) -> Vec<Finding> {
    let found = measured.oversharing;
    let rules = measured.lexicon.rules().iter().enumerate();
    let mut findings: Vec<Finding> = rules
        .filter_map(|(at, rule)| {
            let kind = FindingKind::from_name(&rule.id)?;
            let looked_at = match rule.matcher {
                Matcher::Text => found.seen.texts,
                Matcher::Media => found.seen.media,
            };
            let of_kind = found.kinds.iter().find(|kind| kind.rule == at);
            (looked_at > 0).then(|| Finding {
                kind,
                values: of_kind.map_or(0, |kind| kind.distinct as u64),
                at_least: of_kind.is_some_and(|kind| kind.at_least),
                places: of_kind.map_or(0, |kind| kind.total),
            })
        })
        .collect();
    findings.sort_by_key(|finding| finding.kind);
    findings
}

fn looked_for(findings: &[Finding]) -> Vec<LookedFor> {
    let one = |&category: &FindingCategory| {
        let of = findings.iter().filter(|finding| finding.kind.category() == category);
        LookedFor { category, kinds: u32::try_from(of.count()).unwrap_or(u32::MAX) }
    };
    FindingCategory::ALL.iter().map(one).collect()
}
