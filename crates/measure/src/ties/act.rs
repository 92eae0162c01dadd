//! What ties look at in an event.

use event::{Direction, Event, Kind, Mode, Origin, Reverse};

/// An act towards or from an account.
#[derive(Debug, Clone, Copy)]
pub struct Act {
    /// Seconds since 1970; nothing for undated acts.
    pub at: Option<i64>,
    /// Whether the time is known to the minute, not to the day.
    pub exact: bool,
    pub kind: Kind,
    pub reverse: Reverse,
    pub incoming: bool,
    /// Through a channel that logs everything: only these make rates and trends.
    pub logged: bool,
    pub origin: Origin,
}

impl Act {
    /// Nothing for what has no direction.
    pub fn of(event: &Event<'_>) -> Option<Self> {
        let incoming = match event.direction {
            Direction::Outgoing => false,
            Direction::Incoming => true,
            Direction::Own | Direction::Unknown => return None,
        };
        Some(Self {
            at: event.at.time().map(|at| at.as_second()),
            exact: event.at.within_a_minute().is_some(),
            kind: event.kind(),
            reverse: event.channel.reverse,
            incoming,
            logged: event.channel.mode == Mode::Log,
            origin: event.origin,
        })
    }

    /// To follow or to block somebody changes a state; it is no contact.
    pub const fn is_state(&self) -> bool {
        matches!(self.kind, Kind::Follow | Kind::Unfollow | Kind::Block | Kind::Mute)
    }
}
