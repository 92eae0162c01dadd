//! Closeness: outgoing acts, weighted by effort and time. It ranks; it is no probability and goes into none.

use event::Kind;

use super::tally::Contact;
use crate::parameters::{ClosenessParameters, OtherWeights};

/// One way to weigh acts.
pub struct Weighting {
    weights: [f64; Kind::ALL.len()],
    half_life_days: f64,
    /// What is left of an act after so many days, for the first ten years.
    left: Vec<f64>,
}

/// Most acts are no older, in days.
const TEN_YEARS: i32 = 3653;

impl Weighting {
    /// The one that ranks.
    pub fn main(parameters: &ClosenessParameters) -> Self {
        let mut weights = [0.0; Kind::ALL.len()];
        for (kind, weight) in &parameters.weights {
            weights[*kind as usize] = *weight;
        }
        Self { weights, half_life_days: 0.0, left: Vec::new() }.halving(parameters.half_life_days)
    }

    fn halving(self, half_life_days: f64) -> Self {
        let left = (0..TEN_YEARS).map(|age| decay(age, half_life_days)).collect();
        Self { half_life_days, left, ..self }
    }

    /// What is left of an act of that age, in days.
    fn left_after(&self, age: i32) -> f64 {
        let known = usize::try_from(age).ok().and_then(|age| self.left.get(age));
        known.copied().unwrap_or_else(|| decay(age, self.half_life_days))
    }

    /// Another one, to see whether the ranking stands.
    pub fn other(parameters: &ClosenessParameters, other: &OtherWeights) -> Self {
        let mut weighting = Self::main(parameters);
        for kind in Kind::ALL {
            let weight = &mut weighting.weights[*kind as usize];
            if other.same && *weight > 0.0 {
                *weight = 1.0;
            }
            if other.leave_out.contains(kind) || (!other.only.is_empty() && !other.only.contains(kind)) {
                *weight = 0.0;
            }
        }
        match other.half_life_days {
            Some(half_life_days) => weighting.halving(half_life_days),
            None => weighting,
        }
    }

    /// Whether acts of that kind count at all.
    pub fn counts(&self, kind: Kind) -> bool {
        self.weights[kind as usize] > 0.0
    }

    /// The closeness of an account on the day `as_of`: its outgoing acts, and its follow once, undecayed, because a follow is
    /// a state that stands. Messages and calls count once a day.
    pub fn closeness(&self, contacts: &[Contact], follows: bool, as_of: i32) -> f64 {
        let outgoing = contacts.iter().filter(|act| !act.incoming);
        let acts = outgoing.filter(|act| act.kind != Kind::Follow && self.counts(act.kind)).map(|act| {
            let times =
                if matches!(act.kind, Kind::Message | Kind::Call) { 1.0 } else { f64::from(act.count) };
            self.weights[act.kind as usize] * times * self.left_after((as_of - act.day).max(0))
        });
        let follow = if follows { self.weights[Kind::Follow as usize] } else { 0.0 };
        acts.sum::<f64>() + follow
    }
}

fn decay(age: i32, half_life_days: f64) -> f64 {
    libm::exp2(-f64::from(age) / half_life_days)
}

/// The rungs of the ladder of contact, lowest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rung {
    Follow,
    Watch,
    React,
    Comment,
    Message,
    Pay,
    Attend,
}

impl Rung {
    /// The codebook's word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Follow => "follow",
            Self::Watch => "watch",
            Self::React => "react",
            Self::Comment => "comment",
            Self::Message => "message",
            Self::Pay => "pay",
            Self::Attend => "attend",
        }
    }

    /// The rung that an outgoing act stands on, if it stands on one.
    pub const fn of(kind: Kind) -> Option<Self> {
        Some(match kind {
            Kind::Follow => Self::Follow,
            Kind::View | Kind::Search | Kind::ProfileVisit => Self::Watch,
            Kind::React | Kind::Save | Kind::Share | Kind::PollAnswer => Self::React,
            Kind::Comment | Kind::Reply | Kind::Mention => Self::Comment,
            Kind::Message | Kind::Call => Self::Message,
            Kind::Pay | Kind::Subscribe => Self::Pay,
            Kind::Attend => Self::Attend,
            _ => return None,
        })
    }
}
