//! One account on its way from tally to tie.

use std::collections::BTreeMap;

use event::{Kind, Platform, Reverse, Timestamp, day_of};
use jiff::tz::TimeZone;

use super::Setting;
use super::closeness::{Rung, Weighting};
use super::found::{Days, Follow, Grade, Tested, Tie};
use super::rebound::Rebound;
use super::regularity::{Regularity, week_of};
use super::share::{Contacts, Share, Shares, Verdict};
use super::tally::{Contact, Tally};
use crate::accounts::Label;
use crate::presence::DAY;

/// One account on its way from tally to tie.
pub struct Gathered {
    pub label: Label,
    names: Vec<String>,
    pub platform: Platform,
    pub as_of: i32,
    pub tally: Box<Tally>,
    pub full: Contacts,
    /// Outgoing contacts in the last 52 weeks, and in how many weeks.
    pub recent: u32,
    pub weeks: usize,
    pub closeness: f64,
    pub outgoing_contacts: u32,
    pub incoming_contacts: u32,
}

impl Gathered {
    /// `contacts` are those of the tally.
    pub fn new(
        label: Label,
        names: Vec<String>,
        tally: Box<Tally>,
        contacts: &[Contact],
        main: &Weighting,
        setting: &Setting<'_>,
    ) -> Self {
        let platform = label.platform.unwrap_or(Platform::X);
        let as_of = setting.as_of.get(&platform).copied().map_or(i32::MAX, day_of);
        let closeness = main.closeness(contacts, tally.follows, as_of);
        let full = full_contacts(contacts);
        let of_weeks = setting.parameters.regular.of_weeks;
        // Weeks are counted back from the day of the export. What an export shows of the last days only would make
        // those days look busier than the others, so it does not count here.
        let week_back = |day: i32| as_of.saturating_sub(day).div_euclid(7);
        let mut recent: Vec<(i32, Kind)> = contacts
            .iter()
            .filter(|contact| contact.logged && !contact.incoming && is_contact(contact.kind, main))
            .filter(|contact| (0..of_weeks).contains(&week_back(contact.day)))
            .map(|contact| (contact.day, contact.kind))
            .collect();
        recent.dedup();
        let weeks = each_once(recent.iter().map(|(day, _)| week_back(*day))).count();
        let recent = recent.len() as u32;
        let count = |incoming: bool| {
            let of_direction = contacts.iter().filter(|contact| contact.incoming == incoming);
            of_direction.filter(|contact| is_contact(contact.kind, main)).count() as u32
        };
        Self {
            label,
            names,
            platform,
            as_of,
            tally,
            full,
            recent,
            weeks,
            closeness,
            outgoing_contacts: count(false),
            incoming_contacts: count(true),
        }
    }

    pub fn finish(
        self,
        shares: &mut Shares<'_>,
        regular: bool,
        (regularity, rebound): (Option<Tested<Regularity>>, Option<Tested<Rebound>>),
        main: &Weighting,
        setting: &Setting<'_>,
    ) -> Tie {
        let contacts = self.tally.contacts();
        let share = shares.of(&self.full);
        let follow = Follow {
            outgoing: self.tally.follows,
            incoming: self.tally.followed,
            known: setting.whole_follow_lists.contains(&self.platform)
                && (self.tally.returnable || !self.tally.follows),
            own_known: setting.own_follow_list.contains(&self.platform),
        };
        let grade = grade(&self, &contacts, share.as_ref(), follow, main, setting);
        let public_figure = setting.public_figures.contains(&self.label.name.to_lowercase())
            || setting.public_figures.contains(&self.label.shown.trim_start_matches('@').to_lowercase())
            || setting.pages.contains(&(self.platform, self.label.name.clone()));
        let done =
            outgoing(&contacts, main).map(|act| act.kind).chain(follow.outgoing.then_some(Kind::Follow));
        let ladder = done.filter_map(Rung::of).max();
        let mut tie = Tie {
            platform: self.platform,
            closeness: self.closeness,
            ladder,
            share,
            grade,
            follow,
            outgoing_contacts: self.outgoing_contacts,
            incoming_contacts: self.incoming_contacts,
            days: days(&contacts, main),
            cut: setting.cut_messages.contains(&self.platform),
            weeks: self.weeks,
            regular,
            regularity: regularity.map(Box::new),
            rebound: rebound.map(Box::new),
            night: night(&self.tally, setting),
            public_figure,
            in_person: false,
            parasocial: false,
            first_day: contacts.first().map(|contact| contact.day),
            last_day: contacts.last().map(|contact| contact.day),
            names: self.names,
            label: self.label,
            tally: self.tally,
        };
        tie.parasocial = tie.is_parasocial();
        tie
    }
}

/// Outgoing acts that closeness weighs.
fn outgoing<'c>(contacts: &'c [Contact], main: &Weighting) -> impl Iterator<Item = &'c Contact> {
    contacts.iter().filter(|act| !act.incoming && main.counts(act.kind))
}

/// Whether acts of that kind are contact: those that closeness weighs, but for the follow, which is a state.
fn is_contact(kind: Kind, main: &Weighting) -> bool {
    kind != Kind::Follow && main.counts(kind)
}

/// Each value once, of values in order.
fn each_once(values: impl Iterator<Item = i32>) -> impl Iterator<Item = i32> {
    let mut last = None;
    values.filter(move |&value| last.replace(value) != Some(value))
}

/// Days with contact, each once. Contacts are in order of days.
fn days(contacts: &[Contact], main: &Weighting) -> Days {
    let count = |incoming: bool, answerable: bool| {
        let wanted = |contact: &&Contact| {
            contact.incoming == incoming
                && is_contact(contact.kind, main)
                && (!answerable || contact.reverse == Reverse::Full)
        };
        each_once(contacts.iter().filter(wanted).map(|contact| contact.day)).count() as u32
    };
    Days {
        outgoing: count(false, false),
        incoming: count(true, false),
        outgoing_answerable: count(false, true),
        incoming_answerable: count(true, true),
    }
}

/// Contacts through full channels, by week.
fn full_contacts(contacts: &[Contact]) -> Contacts {
    let mut weeks: Vec<(u32, u32)> = Vec::new();
    let mut last = None;
    for contact in contacts.iter().filter(|contact| contact.reverse == Reverse::Full) {
        let week = Some(week_of(contact.day));
        if last != week {
            weeks.push((0, 0));
            last = week;
        }
        if let Some(counts) = weeks.last_mut() {
            if contact.incoming { counts.1 += 1 } else { counts.0 += 1 }
        }
    }
    Contacts { weeks }
}

/// The grade of non-return. What only channels without a way back show is C and nothing else.
fn grade(
    account: &Gathered,
    contacts: &[Contact],
    share: Option<&Share>,
    follow: Follow,
    main: &Weighting,
    setting: &Setting<'_>,
) -> Option<Grade> {
    // Where messages are missing, so may be the answers.
    let whole = !setting.cut_messages.contains(&account.platform);
    if whole && share.is_some_and(|share| share.verdict == Verdict::OneSided) {
        return Some(Grade::A);
    }
    let full = contacts.iter().filter(|contact| contact.reverse == Reverse::Full && !contact.incoming);
    let full_days = each_once(full.map(|contact| contact.day)).count();
    let any_contact_back = contacts.iter().any(|contact| contact.incoming);
    let unanswered = whole
        && !setting.limited
        && full_days >= setting.parameters.grade.unanswered_days as usize
        && !any_contact_back;
    // Whoever writes back does return something, whatever the lists of follows say.
    let not_followed_back = follow.is_unreturned() && account.full.incoming() == 0;
    if unanswered || not_followed_back {
        return Some(Grade::B);
    }
    let acted = follow.outgoing || outgoing(contacts, main).next().is_some();
    let no_way_back = account.full.total() == 0 && !account.tally.followed && !any_contact_back;
    (acted && no_way_back).then_some(Grade::C)
}

/// The share of acts in local hours of the night, by quarters of an hour with an act.
fn night(tally: &Tally, setting: &Setting<'_>) -> Option<(f64, u64)> {
    let (zone, parameters) = (setting.zone?, &setting.parameters.night);
    let hours = parameters.from_hour..parameters.before_hour;
    let (mut at_night, mut all) = (0_u64, 0_u64);
    for quarter in tally.quarter_hours() {
        let Ok(time) = Timestamp::from_second(quarter * 900) else { continue };
        all += 1;
        at_night += u64::from(hours.contains(&(zone.to_datetime(time).hour() as u32)));
    }
    (all >= parameters.least_acts).then(|| (at_night as f64 / all as f64, all))
}

/// Days with contact by month, in channels that log everything.
pub fn months(contacts: &[Contact], main: &Weighting) -> BTreeMap<(i16, i8), (u32, u32)> {
    let mut months: BTreeMap<(i16, i8), (u32, u32)> = BTreeMap::new();
    for incoming in [false, true] {
        let counted = contacts
            .iter()
            .filter(|contact| contact.logged && contact.incoming == incoming)
            .filter(|contact| is_contact(contact.kind, main));
        for day in each_once(counted.map(|contact| contact.day)) {
            let Ok(time) = Timestamp::from_second(i64::from(day) * 60 * DAY as i64) else { continue };
            let date = TimeZone::UTC.to_datetime(time).date();
            let month = months.entry((date.year(), date.month())).or_default();
            if incoming { month.1 += 1 } else { month.0 += 1 }
        }
    }
    months
}
