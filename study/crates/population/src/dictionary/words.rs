//! The questions as tables show them: short labels and bases. Wordings, and the codes of scales, are those of the standard
//! questionnaire.

use microdata::Measure;
use questionnaire::types::UserType;

/// A question, or the rows of one that is put for several things.
pub struct Question {
    pub name: &'static str,
    pub label: &'static str,
    pub base: &'static str,
    pub codes: Codes,
    /// What is added to the name, and what it stands for.
    pub rows: &'static [(&'static str, &'static str)],
}

#[derive(Clone, Copy)]
pub enum Codes {
    /// With short labels of our own, since descriptions of types and the like are too long for the columns of a table.
    Texts(&'static [(&'static str, &'static str)]),
    /// Codes and labels are those of the questionnaire.
    Numbers(Measure),
    /// One of several that may be chosen.
    Chosen,
    Amount,
}

pub const CHOICES: [(f64, &str); 2] = [(0.0, "not chosen"), (1.0, "chosen")];

pub const TYPES: [(&str, &str); 5] = [
    of_type(UserType::SHOWN[0]),
    of_type(UserType::SHOWN[1]),
    of_type(UserType::SHOWN[2]),
    of_type(UserType::SHOWN[3]),
    of_type(UserType::SHOWN[4]),
];

const fn of_type(kind: UserType) -> (&'static str, &'static str) {
    (kind.code(), kind.name())
}

const NOMINAL: Codes = Codes::Numbers(Measure::Nominal);
const ORDINAL: Codes = Codes::Numbers(Measure::Ordinal);
const TEN: [(&str, &str); 10] = [
    ("1", "closest account"),
    ("2", "2nd closest"),
    ("3", "3rd closest"),
    ("4", "4th closest"),
    ("5", "5th closest"),
    ("6", "6th closest"),
    ("7", "7th closest"),
    ("8", "8th closest"),
    ("9", "9th closest"),
    ("10", "10th closest"),
];

const ALL: &str = "all respondents";
const JOINED: &str = "people who ever joined a social network";
const FOLLOWERS: &str = "people who follow influencers";
const HEARD: &str = "people who heard stories of negative consequences";
const DONORS: &str = "people who donated data";

/// A question without rows.
const fn one(name: &'static str, label: &'static str, base: &'static str, codes: Codes) -> Question {
    Question { name, label, base, codes, rows: &[] }
}

const fn rows(
    name: &'static str,
    base: &'static str,
    codes: Codes,
    rows: &'static [(&'static str, &'static str)],
) -> Question {
    Question { name, label: "", base, codes, rows }
}

/// Sets of several answers, with their titles.
pub const SETS: [(&str, &str); 5] = [
    ("platforms", "Which platforms people use"),
    ("feelings", "How social media make people feel"),
    ("changed", "What people did after hearing such stories"),
    ("contact", "In contact with influencers, in what way"),
    ("happened", "What happened to people"),
];

/// Columns of platforms that opened after the study: the questionnaire has them, nobody of 2021 could choose them, and the set whose
/// table is made leaves them out.
pub const LATER: [&str; 2] = ["platforms_threads", "platforms_bluesky"];

pub const QUESTIONS: &[Question] = &[
    one("age", "Age in years", ALL, Codes::Amount),
    one(
        "age_group",
        "Age",
        ALL,
        Codes::Texts(&[("18-34", "18 to 34"), ("35-54", "35 to 54"), ("55+", "55 and over")]),
    ),
    one("gender", "Gender", ALL, Codes::Texts(&[("man", "man"), ("woman", "woman"), ("other", "other")])),
    one(
        "joined",
        "Whether people use social media",
        ALL,
        Codes::Texts(&[
            ("active", "yes, in the last 90 days"),
            ("not_90_days", "yes, but not in the last 90 days"),
            ("deleted", "deleted or deactivated most accounts"),
            ("never", "never joined"),
        ]),
    ),
    rows(
        "platforms",
        JOINED,
        Codes::Chosen,
        &[
            ("facebook", "Facebook"),
            ("instagram", "Instagram"),
            ("threads", "Threads"),
            ("tiktok", "TikTok"),
            ("x", "X (Twitter)"),
            ("youtube", "YouTube"),
            ("snapchat", "Snapchat"),
            ("whatsapp", "WhatsApp"),
            ("telegram", "Telegram"),
            ("reddit", "Reddit"),
            ("linkedin", "LinkedIn"),
            ("pinterest", "Pinterest"),
            ("discord", "Discord"),
            ("mastodon", "Mastodon"),
            ("bluesky", "Bluesky"),
            ("other", "another"),
            ("none", "none of these"),
        ],
    ),
    one("years", "How long on social media", JOINED, ORDINAL),
    one("hours", "Hours a day", JOINED, ORDINAL),
    one("posts", "How often people post", JOINED, ORDINAL),
    one("type_asked", "The five types, by the rule on asked hours and posts", ALL, Codes::Texts(&TYPES)),
    one("type_picked", "The five types, by the description that people pick", ALL, Codes::Texts(&TYPES)),
    one("vital", "Social media a vital connection", ALL, ORDINAL),
    one("tolerance", "Tolerance since the pandemic", JOINED, ORDINAL),
    one("work", "Social media at work", ALL, NOMINAL),
    one("influence", "Influence on society", ALL, ORDINAL),
    rows(
        "feelings",
        ALL,
        Codes::Chosen,
        &[
            ("entertained", "entertained"),
            ("connected", "close to others"),
            ("updated", "well informed"),
            ("anxious", "uneasy or anxious"),
            ("none", "none of these"),
        ],
    ),
    one("more_time", "More time since the lockdowns", ALL, NOMINAL),
    one("heard", "Heard stories of negative consequences", ALL, NOMINAL),
    rows(
        "changed",
        HEARD,
        Codes::Chosen,
        &[
            ("less_time", "spend less time there"),
            ("no_discussions", "keep out of discussions"),
            ("unfollowed", "stopped following some accounts"),
            ("other", "something else"),
            ("none", "nothing"),
        ],
    ),
    one("data_idea", "No idea how platforms use data", ALL, NOMINAL),
    one("data_trust", "Does not trust platforms with data", ALL, NOMINAL),
    one("knows_victim", "Knows somebody whose data were compromised", ALL, NOMINAL),
    rows(
        "motive",
        JOINED,
        ORDINAL,
        &[
            ("lonely", "Goes there when lonely"),
            ("bored", "Goes there when bored"),
            ("isolated", "Goes there when cut off from others"),
        ],
    ),
    one("follows", "Follows influencers", ALL, NOMINAL),
    rows(
        "influencer",
        FOLLOWERS,
        ORDINAL,
        &[
            ("escape", "An escape from reality"),
            ("friends", "Could be friends with them"),
            ("learns", "Learns from them"),
            ("unique", "A relationship they have with no one else"),
            ("dependent", "Dependent on their content"),
            ("absence", "A sense of absence without them"),
            ("opinion", "Changed an opinion because of one"),
            ("style", "Inspired by their style or habits"),
        ],
    ),
    one(
        "met",
        "Met one in real life",
        FOLLOWERS,
        Codes::Texts(&[("yes", "yes"), ("would_like", "no, but would like to"), ("no", "no")]),
    ),
    rows(
        "contact",
        FOLLOWERS,
        Codes::Chosen,
        &[
            ("comment", "commented on a post"),
            ("reaction", "liked or reacted to a post"),
            ("message", "sent a private message"),
            ("event", "went to an event to see them"),
            ("fan_art", "made something for them"),
            ("email", "wrote an e-mail to them or their agents"),
            ("phone", "called them or their agents"),
            ("none", "none of these"),
        ],
    ),
    one("messages_month", "Messages to influencers, 30 days", FOLLOWERS, Codes::Amount),
    one("comments_month", "Comments to influencers, 30 days", FOLLOWERS, Codes::Amount),
    rows(
        "happened",
        ALL,
        Codes::Chosen,
        &[
            ("hacked", "somebody got into an account"),
            ("phished", "was tricked into giving away a password or money"),
            ("doxed", "private details were published by somebody"),
            ("bullied", "was bullied or harassed"),
            ("shamed", "was shamed in public for a post"),
            ("none", "none of these"),
        ],
    ),
    one("donation_invited", "Invited to donate data", ALL, NOMINAL),
    one("donation_willing", "Willing to donate data", "people who were invited to donate data", NOMINAL),
    one("donation_made", "Donated data", "people who were willing to donate data", NOMINAL),
    rows("truth_public", DONORS, NOMINAL, &TEN),
    rows("truth_in_person", DONORS, NOMINAL, &TEN),
    rows("truth_knows", DONORS, NOMINAL, &TEN),
    rows("truth_friends", DONORS, NOMINAL, &TEN),
    rows("truth_escape", DONORS, NOMINAL, &TEN),
];

/// Columns that no question of the questionnaire makes, but its answers; with the question whose wording stands beside them.
pub const WORKED_OUT: [(&str, Option<&str>); 2] = [("age_group", Some("age")), ("type_asked", None)];

impl Question {
    /// Its columns, each with its label.
    pub fn columns(&self) -> Vec<(String, &'static str)> {
        match self.rows {
            [] => vec![(self.name.to_owned(), self.label)],
            rows => rows.iter().map(|(row, label)| (format!("{}_{row}", self.name), *label)).collect(),
        }
    }
}

/// What donors' data shows, as numbers.
pub const TRACED: [(&str, &str); 11] = [
    ("traced_hours_low", "Hours a day, at least"),
    ("traced_hours_high", "Hours a day, at most; blank where nothing consumed is exported"),
    ("traced_posts", "Posts a day"),
    ("traced_messages", "Messages to public-figure accounts, by 30 days"),
    ("traced_comments", "Comments to public-figure accounts, by 30 days"),
    ("traced_reactions", "Reactions to public-figure accounts, by 30 days"),
    ("traced_events", "Events attended"),
    ("traced_regularity", "Regularity, the largest over accounts"),
    ("traced_rebound", "Rebound"),
    ("traced_parasocial", "Parasocial relationships, traced"),
    ("traced_distance", "Blocks, mutes and unfollows by active day"),
];

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;
    use crate::assumptions::Assumptions;

    /// Columns of the questionnaire that stand with the design, and one that only steers an interview.
    const ELSEWHERE: [&str; 3] = ["respondent", "country", "accounts"];

    /// What is invented could have been asked: every column is one of the standard questionnaire and every one of these is there,
    /// with its wording and its codes.
    #[test]
    fn columns_wordings_and_codes_are_those_of_the_questionnaire() {
        let standard = questionnaire::standard();
        let invented = crate::dictionary::answers(&Assumptions::builtin().unwrap());
        let asked: BTreeMap<String, &questionnaire::Question> =
            standard.columns().iter().map(|column| (column.name(), column.question)).collect();
        let own: BTreeSet<String> = QUESTIONS
            .iter()
            .filter(|question| WORKED_OUT.iter().all(|(name, _)| *name != question.name))
            .flat_map(Question::columns)
            .map(|(name, _)| name)
            .collect();
        let expected: BTreeSet<String> =
            asked.keys().filter(|name| !ELSEWHERE.contains(&name.as_str())).cloned().collect();
        assert_eq!(own, expected);
        for name in &own {
            let (variable, question) = (invented.variable(name).unwrap(), asked[name]);
            assert!(variable.question.starts_with(question.title.original()), "{name}");
            let codes: BTreeSet<String> =
                variable.categories.iter().map(|category| category.value.to_string()).collect();
            let known: BTreeSet<String> = match question.kind {
                questionnaire::Kind::Many { .. } => ["0".to_owned(), "1".to_owned()].into(),
                _ => question.choices().iter().map(|one| one.value.to_string().replace('"', "")).collect(),
            };
            assert_eq!(codes, known, "{name}");
        }
    }
}
