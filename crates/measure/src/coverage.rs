//! What the export at hand can show: for each channel how much there is, from when to when, how much of it is dated and
//! says whom it was done to, and whether an answer would have been there.

use std::collections::BTreeMap;

use event::{Channel, Direction, Event, PartyQuality, Platform, SectionRead, SectionState, Timestamp};

/// Gathers coverage.
#[derive(Clone, Default)]
pub struct Coverage {
    channels: BTreeMap<ChannelKey, Count>,
    /// The channel of the last event, with what was not added to `channels` yet: mostly the next event is of the same.
    last: Option<(&'static Channel, Count)>,
    sections: Vec<SectionRead>,
}

/// Channels are told apart by platform and name.
type ChannelKey = (Platform, &'static str);

#[derive(Debug, Clone, Copy, Default)]
struct Count {
    events: u64,
    undated: u64,
    towards: u64,
    known: u64,
    first: Option<Timestamp>,
    last: Option<Timestamp>,
}

impl Count {
    fn add(&mut self, other: Self) {
        self.events += other.events;
        self.undated += other.undated;
        self.towards += other.towards;
        self.known += other.known;
        self.first = [self.first, other.first].into_iter().flatten().min();
        self.last = [self.last, other.last].into_iter().flatten().max();
    }
}

/// One channel of the export at hand.
#[derive(Debug, Clone)]
pub struct ChannelCoverage {
    pub channel: &'static Channel,
    /// Missing, empty, failed or read: the worst of its sections that are there, missing only if none is.
    pub state: SectionState,
    pub events: u64,
    pub from: Option<Timestamp>,
    pub to: Option<Timestamp>,
    /// Share of events without a time.
    pub undated: Option<f64>,
    /// Of the events that are towards or from somebody, the share that says who.
    pub party_known: Option<f64>,
}

impl Coverage {
    /// Takes one event.
    pub fn update(&mut self, event: &Event<'_>) {
        let count = match &mut self.last {
            Some((channel, count)) if std::ptr::eq(*channel, event.channel) => count,
            _ => {
                self.add_last();
                &mut self.last.insert((event.channel, Count::default())).1
            }
        };
        count.events += 1;
        match event.at.time() {
            Some(time) => {
                count.first = Some(count.first.map_or(time, |first| first.min(time)));
                count.last = Some(count.last.map_or(time, |last| last.max(time)));
            }
            None => count.undated += 1,
        }
        if matches!(event.direction, Direction::Outgoing | Direction::Incoming) {
            count.towards += 1;
            count.known += u64::from(event.party_quality() != PartyQuality::None);
        }
    }

    /// Adds what was counted of the channel of the last event to the others.
    fn add_last(&mut self) {
        if let Some((channel, count)) = self.last.take() {
            self.channels.entry((channel.platform, channel.name)).or_default().add(count);
        }
    }

    /// Takes what became of a section.
    pub fn section(&mut self, section: &SectionRead) {
        self.sections.push(section.clone());
    }

    /// Takes in what another gathered.
    pub fn merge(&mut self, mut other: Self) {
        self.add_last();
        other.add_last();
        for (key, theirs) in other.channels {
            self.channels.entry(key).or_default().add(theirs);
        }
        self.sections.extend(other.sections);
    }

    /// The time of the newest event, of one platform.
    pub fn newest(&self, platform: Platform) -> Option<Timestamp> {
        let of = self.channels.iter().filter(|((of, _), _)| *of == platform);
        of.filter_map(|(_, count)| count.last).max()
    }

    /// Platforms of which the section states are known.
    pub fn platforms(&self) -> Vec<Platform> {
        let mut platforms: Vec<Platform> = self.sections.iter().map(|section| section.platform).collect();
        platforms.sort_unstable();
        platforms.dedup();
        platforms
    }

    /// Every channel that a section of the platforms declares, in order of platform and declaration.
    pub fn finish(&self) -> Vec<ChannelCoverage> {
        let mut states: BTreeMap<ChannelKey, Vec<SectionState>> = BTreeMap::new();
        let mut order: Vec<(ChannelKey, &'static Channel)> = Vec::new();
        for section in &self.sections {
            for channel in section.channels {
                let key = (channel.platform, channel.name);
                if !states.contains_key(&key) {
                    order.push((key, channel));
                }
                states.entry(key).or_default().push(section.state);
            }
        }
        order.sort_by_key(|((platform, _), _)| *platform);
        order
            .into_iter()
            .map(|(key, channel)| self.one(channel, states.get(&key).map_or(&[][..], Vec::as_slice)))
            .collect()
    }

    fn one(&self, channel: &'static Channel, states: &[SectionState]) -> ChannelCoverage {
        let count = self.channels.get(&(channel.platform, channel.name)).copied().unwrap_or_default();
        let held = |state: SectionState| states.contains(&state);
        let state = if held(SectionState::Failed) {
            SectionState::Failed
        } else if held(SectionState::Read) {
            // A section may be there and hold nothing of this channel.
            if count.events > 0 { SectionState::Read } else { SectionState::Empty }
        } else if held(SectionState::Empty) {
            SectionState::Empty
        } else {
            SectionState::Missing
        };
        let share = |part: u64, of: u64| (of > 0).then(|| part as f64 / of as f64);
        ChannelCoverage {
            channel,
            state,
            events: count.events,
            from: count.first,
            to: count.last,
            undated: share(count.undated, count.events),
            party_known: share(count.known, count.towards),
        }
    }
}
