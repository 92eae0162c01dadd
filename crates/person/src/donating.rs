//! From what was found to a bundle for a study.

use std::collections::BTreeMap;

use donation::{About, Bundle, Fingerprint, Measured, Program, Version, build};
use event::Platform;
use report::build::Findings;

use crate::kit::{Kit, Options};

/// Hands over what a bundle is made from; `donation` decides what of it is given.
pub fn bundle(findings: &Findings<'_>, options: &Options, kit: &Kit, about: About) -> Bundle {
    let exports = findings.exports.iter();
    let days: Vec<_> =
        exports.clone().map(|export| (export.platform, export.as_of.map(|(day, _)| day))).collect();
    let active_days: BTreeMap<Platform, u32> =
        exports.map(|export| (export.platform, export.active_days)).collect();
    let measured = Measured {
        exports: &days,
        ties: findings.ties,
        types: findings.types,
        oversharing: findings.oversharing,
        coverage: findings.coverage,
        lexicon: findings.lexicon,
        active_days: &active_days,
        figures_listed: !options.public_figures.is_empty(),
        limited: options.from.is_some() || options.before.is_some(),
        synthetic: findings.synthetic,
        made: findings.made,
        program: Program {
            version: Version::of_program(),
            data: Fingerprint::of(kit.fingerprint),
            own_data: kit.own_data,
        },
    };
    build(&measured, about)
}
