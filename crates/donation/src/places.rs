//! Where a row stands in a bundle: what it is called, and how it is taken out.

use std::collections::BTreeSet;
use std::fmt;

use event::{Kind, Mode, Platform, Reverse};

use crate::bundle::{Bundle, Coverage};
use crate::codes::FindingKind;
use crate::scalars::Month;

/// One row of a bundle: the smallest thing that can be taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    Export(Platform),
    Time,
    TimeOn(Platform),
    Posting,
    WholeLog,
    Bursts,
    UserType,
    Thresholds,
    Month(Month),
    Ties,
    /// By rank.
    Closest(u8),
    PublicFigures,
    Contact(Kind),
    Events,
    Regularity,
    Rebound,
    Distance,
    Finding(FindingKind),
    Coverage(Platform, Kind, Mode, Reverse),
    /// By its place among the names, from 1: in another bundle, or once rows were taken out of this one, another name stands there.
    Name(usize),
}

impl fmt::Display for Place {
    /// The id that a person types. Ids are made of parts with dots between them; the first parts alone name all rows that begin so.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Export(platform) => write!(out, "export.{platform}"),
            Self::Time => out.write_str("time.all"),
            Self::TimeOn(platform) => write!(out, "time.{platform}"),
            Self::Posting => out.write_str("posting.day"),
            Self::WholeLog => out.write_str("posting.log"),
            Self::Bursts => out.write_str("posting.bursts"),
            Self::UserType => out.write_str("type.now"),
            Self::Thresholds => out.write_str("type.thresholds"),
            Self::Month(month) => write!(out, "month.{month}"),
            Self::Ties => out.write_str("ties.all"),
            Self::Closest(rank) => write!(out, "closest.{rank}"),
            Self::PublicFigures => out.write_str("figures.all"),
            Self::Contact(kind) => write!(out, "figures.{kind}"),
            Self::Events => out.write_str("habits.events"),
            Self::Regularity => out.write_str("habits.regularity"),
            Self::Rebound => out.write_str("habits.rebound"),
            Self::Distance => out.write_str("habits.distance"),
            Self::Finding(kind) => write!(out, "finding.{kind}"),
            Self::Coverage(platform, kind, mode, reverse) => {
                write!(out, "coverage.{platform}.{kind}.{mode}.{reverse}")
            }
            Self::Name(at) => write!(out, "name.{at}"),
        }
    }
}

impl Place {
    /// Whether an id that a person typed means this row: its own, or the first parts of it.
    pub fn is_meant_by(&self, id: &str) -> bool {
        let own = self.to_string();
        own.strip_prefix(id).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    }

    pub(crate) const fn of_coverage(row: &Coverage) -> Self {
        Self::Coverage(row.platform, row.kind, row.mode, row.reverse)
    }
}

impl Bundle {
    /// The rows that ids mean.
    ///
    /// # Errors
    /// The first id that means none.
    pub fn meant<'i>(&self, ids: impl IntoIterator<Item = &'i str>) -> Result<BTreeSet<Place>, &'i str> {
        let places = self.places();
        let mut meant = BTreeSet::new();
        for id in ids {
            let before = meant.len();
            meant.extend(places.iter().filter(|place| place.is_meant_by(id)));
            if meant.len() == before && !meant.iter().any(|place: &Place| place.is_meant_by(id)) {
                return Err(id);
            }
        }
        Ok(meant)
    }

    /// Takes rows out. They are gone: nothing of them is left but their number. Places are those of this bundle as it was.
    pub fn remove(&mut self, rows: &BTreeSet<Place>) {
        let before = self.places().len();
        let kept = |place: Place| !rows.contains(&place);
        fn clear<T>(value: &mut Option<T>, kept: bool) {
            *value = value.take().filter(|_| kept);
        }
        self.exports.retain(|row| kept(Place::Export(row.platform)));
        clear(&mut self.time, kept(Place::Time));
        self.time_by_platform.retain(|row| kept(Place::TimeOn(row.platform)));
        clear(&mut self.posting, kept(Place::Posting));
        clear(&mut self.whole_log, kept(Place::WholeLog));
        clear(&mut self.bursts, kept(Place::Bursts));
        clear(&mut self.user_type, kept(Place::UserType));
        self.thresholds.retain(|_| kept(Place::Thresholds));
        self.months.retain(|row| kept(Place::Month(row.month)));
        clear(&mut self.ties, kept(Place::Ties));
        self.closest.retain(|row| kept(Place::Closest(row.rank)));
        clear(&mut self.public_figures, kept(Place::PublicFigures));
        self.contact.retain(|row| kept(Place::Contact(row.kind)));
        clear(&mut self.events_attended, kept(Place::Events));
        clear(&mut self.regularity, kept(Place::Regularity));
        clear(&mut self.rebound, kept(Place::Rebound));
        clear(&mut self.distance, kept(Place::Distance));
        self.findings.retain(|row| kept(Place::Finding(row.kind)));
        self.coverage.retain(|row| kept(Place::of_coverage(row)));
        let mut at = 0;
        self.names.retain(|_| {
            at += 1;
            kept(Place::Name(at))
        });
        let removed = before - self.places().len();
        self.rows_removed = self.rows_removed.saturating_add(u32::try_from(removed).unwrap_or(u32::MAX));
    }

    /// Every row that is in it, in the order in which they are shown.
    pub fn places(&self) -> Vec<Place> {
        self.rows().into_iter().map(|row| row.place).collect()
    }
}
