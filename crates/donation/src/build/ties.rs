//! Ties: counts of accounts of every sort; the closest by their rank alone; names of public figures.

use event::Kind;
use measure::ties::{Tested, Tie};

use super::Measured;
use crate::bundle::{
    Closest, GradeCount, Interval, Named, PublicFigures, PublicTie, Rebound, Regularity, ShareOf, Ties,
    VerdictCount,
};
use crate::codes::{GradeCode, VerdictCode};
use crate::scalars::{Amount, PublicName, Share, Signed, is_disguise};

/// Closest accounts that are given.
const CLOSEST: usize = 10;
/// Names that are given, at most.
const NAMES: usize = 200;

/// The accounts of the exports.
pub struct Seen<'a> {
    accounts: &'a [Tie],
    closest: &'a [Tie],
    listed: bool,
    regularity_tested: usize,
    rebound_tested: usize,
}

impl<'a> Seen<'a> {
    pub fn new(measured: &Measured<'a>) -> Self {
        let found = measured.ties;
        let accounts = &found.accounts[..];
        Self {
            accounts,
            closest: &accounts[..found.closest.min(CLOSEST).min(accounts.len())],
            listed: measured.figures_listed,
            regularity_tested: found.regularity_tested,
            rebound_tested: found.rebound_tested,
        }
    }

    pub fn counted(&self) -> Ties {
        let verdicts = VerdictCode::ALL.iter().map(|&verdict| {
            let accounts = self.count(|tie| verdict_of(tie) == verdict);
            VerdictCount { verdict, accounts }
        });
        Ties {
            accounts: self.accounts.len() as u64,
            regular: self.count(|tie| tie.regular),
            by_grade: self.by_grade(|_| true),
            by_verdict: verdicts.collect(),
        }
    }

    fn count(&self, holds: impl Fn(&Tie) -> bool) -> u64 {
        self.accounts.iter().filter(|tie| holds(tie)).count() as u64
    }

    fn by_grade(&self, among: impl Fn(&Tie) -> bool) -> Vec<GradeCount> {
        let one = |&grade: &GradeCode| {
            let accounts = self.count(|tie| among(tie) && GradeCode::from(tie.grade) == grade);
            GradeCount { grade, accounts }
        };
        GradeCode::ALL.iter().map(one).collect()
    }

    pub fn closest(&self) -> Vec<Closest> {
        let one = |(rank, tie): (u8, &Tie)| Closest {
            rank,
            grade: tie.grade.into(),
            verdict: verdict_of(tie),
            share: share_of(tie),
            public_figure: tie.public_figure.then(|| public_tie(tie)),
        };
        (1..).zip(self.closest).map(one).collect()
    }

    /// Nothing where there is neither a list nor an account of which an export says that it is a page.
    pub fn public_figures(&self) -> Option<PublicFigures> {
        let accounts = self.count(|tie| tie.public_figure);
        (self.listed || accounts > 0).then(|| PublicFigures {
            listed: self.listed,
            accounts,
            parasocial: self.by_grade(|tie| tie.parasocial),
        })
    }

    pub fn regularity(&self) -> Option<Regularity> {
        let tested = || self.accounts.iter().filter_map(|tie| tie.regularity.as_deref());
        let more = |one: &Tested<measure::ties::regularity::Regularity>| {
            one.result.share_of_days - one.result.by_chance
        };
        let largest = tested().max_by(|a, b| more(a).total_cmp(&more(b)))?;
        Some(Regularity {
            tested: self.regularity_tested as u64,
            flagged: tested().filter(|one| one.flagged).count() as u64,
            largest: Signed::new(more(largest))?,
            share_of_days: Share::new(largest.result.share_of_days)?,
            by_chance: Share::new(largest.result.by_chance)?,
        })
    }

    pub fn rebound(&self) -> Option<Rebound> {
        let tested = || self.accounts.iter().filter_map(|tie| tie.rebound.as_deref());
        let largest = tested().max_by(|a, b| a.result.ratio.total_cmp(&b.result.ratio))?;
        let (low, high) = (Amount::new(largest.result.low)?, Amount::new(largest.result.high)?);
        Some(Rebound {
            tested: self.rebound_tested as u64,
            flagged: tested().filter(|one| one.flagged).count() as u64,
            largest: Amount::new(largest.result.ratio)?,
            interval: Interval { low, high },
            gaps: largest.result.gaps as u64,
        })
    }

    /// The public figures by name, closest first. What is no name of its form is left out.
    pub fn names(&self) -> Vec<Named> {
        let one = |tie: &Tie| {
            let name: String =
                tie.label.name.chars().filter(|letter| !is_disguise(*letter)).take(80).collect();
            Some(Named {
                platform: tie.platform,
                name: PublicName::new(name.trim()).ok()?,
                grade: tie.grade.into(),
                verdict: verdict_of(tie),
                parasocial: tie.parasocial,
            })
        };
        self.accounts.iter().filter(|tie| tie.public_figure).filter_map(one).take(NAMES).collect()
    }
}

fn verdict_of(tie: &Tie) -> VerdictCode {
    tie.share.map(|share| share.verdict).into()
}

fn share_of(tie: &Tie) -> Option<ShareOf> {
    let share = tie.share?;
    Some(ShareOf {
        estimate: Share::new(share.estimate)?,
        low: Share::new(share.low)?,
        high: Share::new(share.high)?,
        contacts: u64::from(share.outgoing + share.incoming),
    })
}

fn public_tie(tie: &Tie) -> PublicTie {
    PublicTie {
        platform: tie.platform,
        ladder: tie.ladder.map(Into::into),
        regular: tie.regular,
        parasocial: tie.parasocial,
        days: u64::from(tie.days.outgoing),
        weeks: u32::try_from(tie.weeks).unwrap_or(u32::MAX),
    }
}

/// Acts of some kinds towards public figures on a platform, in what is logged.
pub fn logged_acts(measured: &Measured<'_>, platform: event::Platform, kinds: &[Kind]) -> u64 {
    let figures = measured.ties.accounts.iter().filter(|tie| tie.public_figure && tie.platform == platform);
    let of = |tie: &Tie| {
        let acts = tie.logged_acts();
        kinds.iter().filter_map(|kind| acts.get(kind)).sum::<u64>()
    };
    figures.map(of).sum()
}
