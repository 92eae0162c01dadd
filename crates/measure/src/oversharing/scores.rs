//! From findings to an index for each consequence: 100 (1 - prod(1 - q)). An index, not a probability.

use lexicon::Lexicon;

use super::{ChainFound, KindFound, OversharingParameters};

/// One consequence and what feeds it.
#[derive(Debug, Clone)]
pub struct ConsequenceFound {
    pub id: String,
    pub title: String,
    pub says: String,
    /// 0 to 100.
    pub score: f64,
    pub level: Level,
    /// Which kinds (by rule) feed it, and how much each adds to the index alone, largest first.
    pub fed_by: Vec<(usize, f64)>,
    /// Chains (by position) that feed it.
    pub chains: Vec<usize>,
}

/// How the index is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// None of the rules looks for what feeds it.
    NotLookedFor,
    /// Nothing was found.
    None,
    Low,
    Raised,
    High,
}

impl Level {
    /// The codebook's word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotLookedFor => "not looked for",
            Self::None => "nothing found",
            Self::Low => "low",
            Self::Raised => "raised",
            Self::High => "high",
        }
    }
}

/// What one term adds: confidence times the step of its severity.
fn term(severity: u8, confidence: f64, parameters: &OversharingParameters) -> f64 {
    let step = usize::from(severity).checked_sub(1).and_then(|at| parameters.score.steps.get(at));
    confidence * step.copied().unwrap_or(0.0)
}

/// Scores every consequence.
pub fn score(
    lexicon: &Lexicon,
    kinds: &[KindFound],
    chains: &[ChainFound],
    parameters: &OversharingParameters,
) -> Vec<ConsequenceFound> {
    let feeds = |rule: &lexicon::Rule, id: &str| {
        rule.consequences.iter().any(|consequence| consequence.as_str() == id)
    };
    let one = |text: &super::ConsequenceText| {
        let mut spared = 1.0;
        let mut fed_by = Vec::new();
        for kind in kinds {
            if !lexicon.rules().get(kind.rule).is_some_and(|rule| feeds(rule, &text.id)) {
                continue;
            }
            let mut terms: Vec<f64> = kind
                .values
                .iter()
                .map(|value| term(value.finding.severity, value.finding.confidence, parameters))
                .collect();
            terms.sort_by(|a, b| b.total_cmp(a));
            let alone: f64 = terms.iter().take(parameters.score.per_kind).map(|q| 1.0 - q).product();
            spared *= alone;
            fed_by.push((kind.rule, 100.0 * (1.0 - alone)));
        }
        let mut of_chains = Vec::new();
        for (index, chain) in chains.iter().enumerate().filter(|(_, chain)| chain.consequence == text.id) {
            spared *= 1.0 - term(chain.severity, chain.confidence, parameters);
            of_chains.push(index);
        }
        fed_by.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let score = 100.0 * (1.0 - spared);
        let looked_for = lexicon.rules().iter().any(|rule| feeds(rule, &text.id))
            || parameters.chains.iter().any(|chain| chain.consequence == text.id);
        let level = if !looked_for {
            Level::NotLookedFor
        } else if fed_by.is_empty() && of_chains.is_empty() {
            Level::None
        } else if score >= parameters.score.high_from {
            Level::High
        } else if score >= parameters.score.raised_from {
            Level::Raised
        } else {
            Level::Low
        };
        let (id, title, says) = (text.id.clone(), text.title.clone(), text.says.clone());
        ConsequenceFound { id, title, says, score, level, fed_by, chains: of_chains }
    };
    parameters.consequences.iter().map(one).collect()
}
