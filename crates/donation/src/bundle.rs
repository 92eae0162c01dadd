//! The bundle: numbers, days, codes of closed lists, and in one place names of public figures.
//!
//! What is unknown is absent. A row that the person took out is absent as well; [`Bundle::rows_removed`] says how many.

use event::{Kind, Mode, Platform, Reverse, SectionState};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::codes::{
    ConsentStep, ConsentWay, FindingCategory, FindingKind, Format, GradeCode, RungCode, TypeCode,
    VerdictCode, listed,
};
use crate::scalars::{
    Amount, Code, CodeHash, Day, DonorId, Fingerprint, Month, PublicName, Share, Signed, Version,
};

/// What one person gives to a study.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Bundle {
    pub schema: Format,
    /// The exports are of an invented person. Whatever is made of the bundle says so.
    pub synthetic: bool,
    /// The study that it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub study: Option<Code>,
    /// The code under which the study knows the person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub participant: Option<Code>,
    pub donor: DonorId,
    /// The hash of the code with which the person can take the donation back.
    pub withdrawal: CodeHash,
    /// The day it was made.
    pub made: Day,
    pub program: Program,
    /// What the person was asked, and said.
    pub consent: Vec<Consent>,
    /// Rows that the person took out.
    pub rows_removed: u32,
    /// Only a part of the time was looked at, at the person's wish.
    pub limited: bool,
    /// One for each platform.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exports: Vec<Export>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<Time>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub time_by_platform: Vec<PlatformTime>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub posting: Option<Posting>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub whole_log: Option<WholeLog>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bursts: Option<Bursts>,
    #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
    pub user_type: Option<UserType>,
    /// The type at other thresholds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub thresholds: Vec<Threshold>,
    /// The most recent months, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub months: Vec<MonthRow>,
    /// How many accounts there are of which sort.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ties: Option<Ties>,
    /// The closest accounts by their rank, without a name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub closest: Vec<Closest>,
    /// Nothing where nobody said who is a public figure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub public_figures: Option<PublicFigures>,
    /// Acts towards public-figure accounts per 30 days of the log.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contact: Vec<Contact>,
    /// Events that the person took part in, as far as the export lists them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub events_attended: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub regularity: Option<Regularity>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rebound: Option<Rebound>,
    /// Blocks, mutes and unfollows per active day, where an export logs them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub distance: Option<Distance>,
    /// How often something of each kind was found in the person's own words and pictures; 0 where it was looked for and not found.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Finding>,
    /// How many kinds were looked for in each part of the taxonomy, whether their rows are still in `findings` or not.
    pub looked_for: Vec<LookedFor>,
    /// What the exports can show at all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub coverage: Vec<Coverage>,
    /// Public-figure accounts by name; empty without the person's consent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<Named>,
}

/// What made it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Program {
    pub version: Version,
    /// Of the rules and thresholds.
    pub data: Fingerprint,
    /// The person used rules or thresholds of their own.
    pub own_data: bool,
}

/// One step of consent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Consent {
    pub step: ConsentStep,
    pub given: bool,
    pub way: ConsentWay,
}

/// An export that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Export {
    #[schemars(schema_with = "listed::<Platform>")]
    pub platform: Platform,
    /// The day it was made on, or of its newest record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Day>,
}

/// From one number to another.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Interval {
    pub low: Amount,
    pub high: Amount,
}

/// Hours online per calendar day, between bounds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Time {
    /// What is certain.
    pub low: Amount,
    /// What is possible; nothing where nothing consumed is exported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub high: Option<Amount>,
    /// 95% intervals of both, over weeks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low_interval: Option<Interval>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub high_interval: Option<Interval>,
    pub weeks: u32,
}

/// The same for one platform, in its own window.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlatformTime {
    #[schemars(schema_with = "listed::<Platform>")]
    pub platform: Platform,
    pub low: Amount,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub high: Option<Amount>,
    /// Days of its window.
    pub days: u32,
}

/// Items posted per calendar day, in the window of the type.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Posting {
    pub per_day: Amount,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interval: Option<Interval>,
    pub items: u64,
    pub weeks: u32,
}

/// Rates per calendar day over everything that is logged.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WholeLog {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub posts: Option<Amount>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bare_shares: Option<Amount>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub messages: Option<Amount>,
    pub days: u32,
    /// Items without a day, which no rate counts.
    pub undated: u64,
}

/// Whether items come in bursts: -1 is a clock, 0 chance, 1 all at once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Bursts {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raw: Option<Signed>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub without_rhythm: Option<Signed>,
    /// Part of the items that lie in the busiest tenth of the days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub busiest_tenth: Option<Share>,
}

/// The type of user.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UserType {
    /// One; two where the bounds of the time online leave two; none where they leave more, or with too few weeks.
    pub types: Vec<TypeCode>,
    /// Long without an act, with a trace of what was consumed.
    pub inactive: bool,
    pub weeks: u32,
    /// Shares of the bootstrap over weeks, largest first.
    pub probabilities: Vec<Probability>,
}

/// How often the weeks, drawn again, give a type.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Probability {
    pub types: Vec<TypeCode>,
    pub share: Share,
}

/// The type at other thresholds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Threshold {
    pub hours: Amount,
    pub posts: Amount,
    pub types: Vec<TypeCode>,
}

/// One month.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MonthRow {
    pub month: Month,
    pub hours_low: Amount,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours_high: Option<Amount>,
    pub posts: Amount,
    /// As [`UserType::types`].
    pub types: Vec<TypeCode>,
}

/// How many accounts of which sort.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Ties {
    /// Accounts with any act between them and the person.
    pub accounts: u64,
    pub regular: u64,
    pub by_grade: Vec<GradeCount>,
    pub by_verdict: Vec<VerdictCount>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GradeCount {
    pub grade: GradeCode,
    pub accounts: u64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VerdictCount {
    pub verdict: VerdictCode,
    pub accounts: u64,
}

/// One of the closest accounts. Nothing says who it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Closest {
    /// 1 is the closest, in the order in which the person is shown them.
    #[schemars(range(min = 1, max = 10))]
    pub rank: u8,
    pub grade: GradeCode,
    pub verdict: VerdictCode,
    /// The person's part of the contacts between the two.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<ShareOf>,
    /// More of it, where the account is a public figure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub public_figure: Option<PublicTie>,
}

/// A share with its interval and its base.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ShareOf {
    pub estimate: Share,
    pub low: Share,
    pub high: Share,
    pub contacts: u64,
}

/// A tie to a public figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PublicTie {
    #[schemars(schema_with = "listed::<Platform>")]
    pub platform: Platform,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ladder: Option<RungCode>,
    pub regular: bool,
    /// Not mutual, regular, a public figure, with a grade.
    pub parasocial: bool,
    /// Days with an act of the person's.
    pub days: u64,
    /// Weeks with contact of the last 52.
    pub weeks: u32,
}

/// Accounts of which the person, a list of the study, or an export itself says that they are public figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PublicFigures {
    /// There was a list. Without one only pages are known, and numbers are those of pages alone.
    pub listed: bool,
    pub accounts: u64,
    /// Parasocial relationships (traced), by their grade.
    pub parasocial: Vec<GradeCount>,
}

/// Acts of one kind towards public-figure accounts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// `message`, `comment` (with replies) or `react`.
    #[schemars(schema_with = "listed::<Kind>")]
    pub kind: Kind,
    pub per_30_days: Amount,
    pub acts: u64,
    /// Days of the longest log that they were counted over.
    pub days: u32,
}

/// How much more of the active days an account is part of than chance would make it: the largest of those tested.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Regularity {
    pub tested: u64,
    /// Beyond chance after correction for many tests.
    pub flagged: u64,
    /// The largest share of days minus its mean under chance.
    pub largest: Signed,
    pub share_of_days: Share,
    pub by_chance: Share,
}

/// How many times as much contact after a long pause as after a short one: the largest of those tested.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rebound {
    pub tested: u64,
    pub flagged: u64,
    pub largest: Amount,
    pub interval: Interval,
    pub gaps: u64,
}

/// Blocks, mutes and unfollows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Distance {
    pub per_active_day: Amount,
    pub acts: u64,
    pub active_days: u64,
}

/// Findings of one kind: how many, never which.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    pub kind: FindingKind,
    /// Different values: two e-mail addresses, not twenty mentions of them.
    pub values: u64,
    /// There were too many to tell all of them apart.
    pub at_least: bool,
    /// All places where one stands.
    pub places: u64,
}

/// Kinds of findings that were looked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LookedFor {
    pub category: FindingCategory,
    pub kinds: u32,
}

/// What an export shows of one kind of act in one way.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Coverage {
    #[schemars(schema_with = "listed::<Platform>")]
    pub platform: Platform,
    #[schemars(schema_with = "listed::<Kind>")]
    pub kind: Kind,
    #[schemars(schema_with = "listed::<Mode>")]
    pub mode: Mode,
    #[schemars(schema_with = "listed::<Reverse>")]
    pub reverse: Reverse,
    #[schemars(schema_with = "listed::<SectionState>")]
    pub state: SectionState,
    pub events: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Month>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Month>,
    /// Part without a time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undated: Option<Share>,
    /// Of acts towards or from somebody, the part that says who.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party_known: Option<Share>,
}

/// A public-figure account by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Named {
    #[schemars(schema_with = "listed::<Platform>")]
    pub platform: Platform,
    pub name: PublicName,
    pub grade: GradeCode,
    pub verdict: VerdictCode,
    pub parasocial: bool,
}
