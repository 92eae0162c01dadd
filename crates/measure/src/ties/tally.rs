//! What is kept of one account while events stream by.
//!
//! Memory: 12 bytes for each account, day, kind and direction, 16 for each account and day with an outgoing act, and at most
//! twice the records shown for each account. Nothing grows with the number of acts on a day.

use event::{Direction, Event, Kind, Mode, Origin, Reverse, day_of};

/// Acts of one kind and direction on one day, through channels of one reverse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Cell {
    day: i32,
    kind: Kind,
    reverse: Reverse,
    incoming: bool,
    /// Through a channel that logs everything: only these make rates and trends.
    logged: bool,
    count: u16,
}

impl Cell {
    fn same_place(&self, other: &Self) -> bool {
        (self.day, self.kind, self.reverse, self.incoming, self.logged)
            == (other.day, other.kind, other.reverse, other.incoming, other.logged)
    }
}

/// Quarters of an hour of a day, as bits: 96 of them.
pub type Quarters = [u8; 12];

/// Acts of one kind on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayCount {
    pub day: i32,
    pub kind: Kind,
    pub count: u32,
}

/// A record that a number can unfold to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sample {
    /// Seconds since 1970; nothing for undated acts.
    pub at: Option<i64>,
    pub kind: Kind,
    pub incoming: bool,
    pub origin: Origin,
}

/// What is kept of one account.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    cells: Vec<Cell>,
    sort_cells_at: usize,
    quarters: Vec<(i32, Quarters)>,
    sort_quarters_at: usize,
    samples: Vec<Sample>,
    /// All records of the account, those shown among them.
    pub records: u64,
    /// The owner follows the account; the account follows the owner.
    pub follows: bool,
    pub followed: bool,
    /// The owner follows it through a list that an answer would stand in: a page follows nobody.
    pub returnable: bool,
    /// Acts without a day, which can be no contacts.
    pub undated: u32,
}

impl Tally {
    /// Takes one event with this account.
    pub fn update(&mut self, event: &Event<'_>, samples: usize) {
        let incoming = match event.direction {
            Direction::Outgoing => false,
            Direction::Incoming => true,
            Direction::Own | Direction::Unknown => return,
        };
        let kind = event.kind();
        if kind == Kind::Follow {
            self.follows |= !incoming;
            self.followed |= incoming;
            self.returnable |= !incoming && event.channel.reverse == Reverse::State;
        }
        self.records += 1;
        let at = event.at.time();
        self.keep_sample(
            Sample { at: at.map(|at| at.as_second()), kind, incoming, origin: event.origin },
            samples,
        );
        let Some(at) = at else {
            self.undated += 1;
            return;
        };
        let day = day_of(at);
        let (reverse, logged) = (event.channel.reverse, event.channel.mode == Mode::Log);
        self.add_cell(Cell { day, kind, reverse, incoming, logged, count: 1 });
        // To follow or to block somebody changes a state; it is no contact.
        let is_state = matches!(kind, Kind::Follow | Kind::Unfollow | Kind::Block | Kind::Mute);
        if !incoming && !is_state && event.at.within_a_minute().is_some() {
            let quarter = (at.as_second().rem_euclid(86_400) / 900) as usize;
            let mut quarters = Quarters::default();
            quarters[quarter / 8] |= 1 << (quarter % 8);
            self.add_quarters(day, quarters);
        }
    }

    /// Takes in what another kept of the same account.
    pub fn merge(&mut self, other: Self, samples: usize) {
        other.cells.into_iter().for_each(|cell| self.add_cell(cell));
        other.quarters.into_iter().for_each(|(day, quarters)| self.add_quarters(day, quarters));
        other.samples.into_iter().for_each(|sample| self.keep_sample(sample, samples));
        self.records += other.records;
        self.follows |= other.follows;
        self.followed |= other.followed;
        self.returnable |= other.returnable;
        self.undated += other.undated;
    }

    fn add_cell(&mut self, cell: Cell) {
        match self.cells.last_mut() {
            Some(last) if last.same_place(&cell) => last.count = last.count.saturating_add(cell.count),
            _ => self.cells.push(cell),
        }
        if self.cells.len() > self.sort_cells_at.max(32) {
            self.sort_cells();
            self.sort_cells_at = 2 * self.cells.len();
        }
    }

    fn sort_cells(&mut self) {
        self.cells.sort_unstable();
        self.cells.dedup_by(|next, first| {
            let same = first.same_place(next);
            if same {
                first.count = first.count.saturating_add(next.count);
            }
            same
        });
    }

    fn add_quarters(&mut self, day: i32, quarters: Quarters) {
        match self.quarters.last_mut() {
            Some((last, known)) if *last == day => join(known, &quarters),
            _ => self.quarters.push((day, quarters)),
        }
        if self.quarters.len() > self.sort_quarters_at.max(32) {
            self.sort_quarters();
            self.sort_quarters_at = 2 * self.quarters.len();
        }
    }

    fn sort_quarters(&mut self) {
        self.quarters.sort_unstable();
        self.quarters.dedup_by(|(next_day, next), (day, first)| {
            let same = next_day == day;
            if same {
                join(first, next);
            }
            same
        });
    }

    /// Keeps the most recent ones, undated ones last, and among equals those that stand first.
    fn keep_sample(&mut self, sample: Sample, most: usize) {
        self.samples.push(sample);
        if self.samples.len() > 2 * most {
            self.sort_samples(most);
        }
    }

    fn sort_samples(&mut self, most: usize) {
        self.samples.sort_unstable_by(|a, b| b.at.cmp(&a.at).then(a.cmp(b)));
        self.samples.truncate(most);
    }

    /// Puts everything in order; what follows expects it.
    pub fn settle(&mut self, samples: usize) {
        self.sort_cells();
        self.sort_quarters();
        self.sort_samples(samples);
    }

    /// The records that are shown.
    pub fn samples(&self) -> &[Sample] {
        &self.samples
    }

    /// Outgoing acts by day and kind, whatever their channel.
    pub fn outgoing(&self) -> Vec<DayCount> {
        self.cells
            .iter()
            .filter(|cell| !cell.incoming)
            .map(|cell| DayCount { day: cell.day, kind: cell.kind, count: u32::from(cell.count) })
            .collect()
    }

    /// Days with contact: one entry for each day, channel and direction.
    pub fn contacts(&self) -> impl Iterator<Item = Contact> {
        self.cells.iter().map(|cell| Contact {
            day: cell.day,
            kind: cell.kind,
            reverse: cell.reverse,
            incoming: cell.incoming,
            logged: cell.logged,
        })
    }

    /// The quarters of an hour with outgoing acts, as their numbers since 1970, in order.
    pub fn quarter_hours(&self) -> Vec<i64> {
        let of_day = |(day, quarters): &(i32, Quarters)| {
            let start = i64::from(*day) * 96;
            let quarters = *quarters;
            (0..96_usize)
                .filter(move |q| quarters[q / 8] & (1 << (q % 8)) != 0)
                .map(move |q| start + q as i64)
        };
        self.quarters.iter().flat_map(of_day).collect()
    }
}

/// One contact: one account, channel, day and direction with at least one act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contact {
    pub day: i32,
    pub kind: Kind,
    pub reverse: Reverse,
    pub incoming: bool,
    pub logged: bool,
}

fn join(known: &mut Quarters, more: &Quarters) {
    for (byte, more) in known.iter_mut().zip(more) {
        *byte |= more;
    }
}
