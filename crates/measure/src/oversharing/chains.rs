//! Findings that are worse together than apart.

use std::collections::{BTreeMap, BTreeSet};

use event::{Platform, ProfileKey};
use lexicon::{Lexicon, Subject};
use serde::Deserialize;

use super::{Finding, KindFound};

/// One chain of `data/chains.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chain {
    pub id: String,
    pub title: String,
    /// Each part is there if one of its facts is.
    pub parts: Vec<Vec<String>>,
    pub consequence: String,
    pub says: String,
    pub advice: String,
}

/// A chain of which every part is there.
#[derive(Debug, Clone)]
pub struct ChainFound {
    pub id: String,
    pub title: String,
    pub consequence: String,
    pub says: String,
    pub advice: String,
    /// One above its worst part, at most 5.
    pub severity: u8,
    /// That of its least certain part.
    pub confidence: f64,
    /// Kinds (by rule) that take part.
    pub kinds: Vec<usize>,
}

/// What is known, by the names that chains use; with the severity, the confidence and the rule of findings.
pub struct Facts(BTreeMap<String, (u8, f64, Option<usize>)>);

/// A fact of a profile weighs like a piece of a puzzle.
const PROFILE: (u8, f64, Option<usize>) = (2, 1.0, None);

impl Facts {
    /// Gathers facts from findings and from what others can see of profiles.
    pub fn new(
        lexicon: &Lexicon,
        kinds: &[KindFound],
        profile: &BTreeMap<(ProfileKey, Platform), BTreeSet<String>>,
        home: bool,
    ) -> Self {
        let mut facts = BTreeMap::new();
        for kind in kinds {
            let Some(rule) = lexicon.rules().get(kind.rule) else { continue };
            // What no longer holds, what is about somebody else and what only says a little is no part of a chain.
            let counts = |finding: &Finding| {
                !finding.expired && finding.subject == Subject::Owner && finding.severity > 1
            };
            for value in kind.values.iter().filter(|value| counts(&value.finding)) {
                let fact = (value.finding.severity, value.finding.confidence, Some(kind.rule));
                facts.entry(format!("finding:{}", rule.id)).or_insert(fact);
                if let Some((slot, _)) =
                    value.value.expose().split_once(':').filter(|_| rule.id == "sec.kba_answer")
                {
                    facts.entry(format!("answer:{slot}")).or_insert(fact);
                }
                if home && value.finding.home {
                    facts.entry(format!("finding:{}@home", rule.id)).or_insert(fact);
                }
            }
        }
        for (key, _) in profile.keys() {
            facts.entry(format!("profile:{key}")).or_insert(PROFILE);
        }
        for key in [ProfileKey::Handle, ProfileKey::Email] {
            if is_linked(profile, key) {
                facts.insert(format!("linked:{key}"), PROFILE);
            }
        }
        Self(facts)
    }
}

/// Whether two platforms show the same value. Threads and Instagram are one account and do not count as two.
fn is_linked(profile: &BTreeMap<(ProfileKey, Platform), BTreeSet<String>>, key: ProfileKey) -> bool {
    let of = |platform: Platform| profile.get(&(key, platform));
    let meta: BTreeSet<&String> =
        [Platform::Instagram, Platform::Threads].into_iter().filter_map(of).flatten().collect();
    of(Platform::X).is_some_and(|values| values.iter().any(|value| meta.contains(value)))
}

/// The chains of which every part is there.
pub fn found(chains: &[Chain], facts: &Facts) -> Vec<ChainFound> {
    let one = |chain: &Chain| {
        let parts: Option<Vec<_>> = chain
            .parts
            .iter()
            .map(|part| part.iter().filter_map(|name| facts.0.get(name)).max_by(|a, b| a.0.cmp(&b.0)))
            .collect();
        let parts = parts.filter(|parts| !parts.is_empty())?;
        let severity = parts.iter().map(|part| part.0).max()?.saturating_add(1).min(5);
        let confidence = parts.iter().map(|part| part.1).fold(1.0, f64::min);
        let kinds: BTreeSet<usize> = parts.iter().filter_map(|part| part.2).collect();
        Some(ChainFound {
            id: chain.id.clone(),
            title: chain.title.clone(),
            consequence: chain.consequence.clone(),
            says: chain.says.clone(),
            advice: chain.advice.clone(),
            severity,
            confidence,
            kinds: kinds.into_iter().collect(),
        })
    };
    chains.iter().filter_map(one).collect()
}
