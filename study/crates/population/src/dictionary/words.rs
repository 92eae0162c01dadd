//! The questions in our own words, with their codes and bases.

use microdata::Measure;
use questionnaire::types::UserType;

/// A question, or the rows of one that is put for several things.
pub struct Question {
    pub name: &'static str,
    pub label: &'static str,
    pub wording: &'static str,
    pub base: &'static str,
    pub codes: Codes,
    /// What is added to the name, and what it stands for.
    pub rows: &'static [(&'static str, &'static str)],
}

#[derive(Clone, Copy)]
pub enum Codes {
    Of(Choices),
    /// One of several that may be chosen.
    Chosen,
    Amount,
}

#[derive(Clone, Copy)]
pub enum Choices {
    Texts(&'static [(&'static str, &'static str)]),
    Numbers(Measure, &'static [(f64, &'static str)]),
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

const YES_NO: Codes = Codes::Of(Choices::Numbers(Measure::Nominal, &[(1.0, "yes"), (0.0, "no")]));
const AGREE: Codes = Codes::Of(Choices::Numbers(
    Measure::Ordinal,
    &[
        (1.0, "do not agree at all"),
        (2.0, "rather do not agree"),
        (3.0, "neither"),
        (4.0, "rather agree"),
        (5.0, "agree fully"),
    ],
));
const TRUTH: Codes =
    Codes::Of(Choices::Numbers(Measure::Nominal, &[(1.0, "yes"), (0.0, "no"), (8.0, "not sure")]));
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
const fn one(
    name: &'static str,
    label: &'static str,
    wording: &'static str,
    base: &'static str,
    codes: Codes,
) -> Question {
    Question { name, label, wording, base, codes, rows: &[] }
}

const fn rows(
    name: &'static str,
    wording: &'static str,
    base: &'static str,
    codes: Codes,
    rows: &'static [(&'static str, &'static str)],
) -> Question {
    Question { name, label: "", wording, base, codes, rows }
}

/// Sets of several answers, with their titles.
pub const SETS: [(&str, &str); 5] = [
    ("platforms", "Where people are"),
    ("feelings", "How social media make people feel"),
    ("changed", "What people changed since"),
    ("contact", "In contact with influencers, in what way"),
    ("happened", "What happened to people"),
];

pub const QUESTIONS: &[Question] = &[
    one("age", "Age in years", "How old are you?", ALL, Codes::Amount),
    one(
        "age_group",
        "Age",
        "How old are you?",
        ALL,
        Codes::Of(Choices::Texts(&[("18-34", "18 to 34"), ("35-54", "35 to 54"), ("55+", "55 and over")])),
    ),
    one(
        "gender",
        "Gender",
        "What is your gender?",
        ALL,
        Codes::Of(Choices::Texts(&[("man", "man"), ("woman", "woman"), ("other", "other")])),
    ),
    one(
        "joined",
        "Whether people are there",
        "Are you on social media?",
        ALL,
        Codes::Of(Choices::Texts(&[
            ("active", "yes, in the last 90 days"),
            ("not_90_days", "yes, but not in the last 90 days"),
            ("deleted", "deleted or deactivated most accounts"),
            ("never", "never joined"),
        ])),
    ),
    rows(
        "platforms",
        "Where are you, or were you?",
        JOINED,
        Codes::Chosen,
        &[
            ("facebook", "Facebook"),
            ("youtube", "YouTube"),
            ("instagram", "Instagram"),
            ("x", "X"),
            ("tiktok", "TikTok"),
            ("other", "others only"),
        ],
    ),
    one(
        "years",
        "For how long",
        "For how long have you been active on social media?",
        JOINED,
        Codes::Of(Choices::Numbers(
            Measure::Ordinal,
            &[
                (1.0, "under 1 year"),
                (2.0, "1 to 5 years"),
                (3.0, "6 to 10 years"),
                (4.0, "more than 10 years"),
            ],
        )),
    ),
    one(
        "hours",
        "Hours a day",
        "How long are you on social media on an ordinary day?",
        JOINED,
        Codes::Of(Choices::Numbers(
            Measure::Ordinal,
            &[
                (1.0, "under 10 minutes"),
                (2.0, "10 to 30 minutes"),
                (3.0, "30 to 60 minutes"),
                (4.0, "1 to 2 hours"),
                (5.0, "2 to 3 hours"),
                (6.0, "3 to 4 hours"),
                (7.0, "4 to 6 hours"),
                (8.0, "6 hours or more"),
            ],
        )),
    ),
    one(
        "posts",
        "Posts",
        "How often do you post, comment or reply?",
        JOINED,
        Codes::Of(Choices::Numbers(
            Measure::Ordinal,
            &[
                (1.0, "never"),
                (2.0, "less than once a week"),
                (3.0, "1 to 3 times a week"),
                (4.0, "4 to 6 times a week"),
                (5.0, "about once a day"),
                (6.0, "2 to 5 times a day"),
                (7.0, "more than 5 times a day"),
            ],
        )),
    ),
    one(
        "type_asked",
        "The five types, by the rule on asked hours and posts",
        "",
        ALL,
        Codes::Of(Choices::Texts(&TYPES)),
    ),
    one(
        "type_picked",
        "The five types, by the description that people pick",
        "Which description fits you best?",
        ALL,
        Codes::Of(Choices::Texts(&TYPES)),
    ),
    one(
        "vital",
        "Social media a vital connection",
        "Social media were a vital connection to others during the pandemic.",
        ALL,
        AGREE,
    ),
    one(
        "tolerance",
        "Tolerance since the pandemic",
        "Are you more or less tolerant of others on social media than before the pandemic?",
        JOINED,
        Codes::Of(Choices::Numbers(
            Measure::Ordinal,
            &[(1.0, "more tolerant"), (2.0, "as before"), (3.0, "less tolerant")],
        )),
    ),
    one("work", "Social media at work", "Do you use social media at work?", ALL, YES_NO),
    one(
        "influence",
        "Influence on society",
        "What influence do social media have on society and politics?",
        ALL,
        Codes::Of(Choices::Numbers(
            Measure::Ordinal,
            &[(1.0, "negative"), (2.0, "neither"), (3.0, "positive")],
        )),
    ),
    rows(
        "feelings",
        "How do social media make you feel?",
        ALL,
        Codes::Chosen,
        &[
            ("entertained", "entertained"),
            ("connected", "connected"),
            ("updated", "up to date"),
            ("anxious", "anxious"),
            ("none", "none of these"),
        ],
    ),
    one(
        "more_time",
        "More time since the lockdowns",
        "Do you spend more time on social media since the lockdowns?",
        ALL,
        YES_NO,
    ),
    one(
        "heard",
        "Heard stories of negative consequences",
        "Have you heard stories of people for whom something that they shared had bad consequences?",
        ALL,
        YES_NO,
    ),
    rows(
        "changed",
        "What have you changed since?",
        HEARD,
        Codes::Chosen,
        &[
            ("less_time", "spend less time"),
            ("no_discussions", "join no discussions any more"),
            ("unfollowed", "unfollowed people"),
            ("other", "something else"),
            ("none", "nothing"),
        ],
    ),
    one(
        "data_idea",
        "No idea how platforms use data",
        "I have no idea how platforms use my data.",
        ALL,
        YES_NO,
    ),
    one(
        "data_trust",
        "Does not trust platforms with data",
        "I do not trust platforms with my data.",
        ALL,
        YES_NO,
    ),
    one(
        "knows_victim",
        "Knows somebody whose data were compromised",
        "Do you know somebody whose data were compromised?",
        ALL,
        YES_NO,
    ),
    rows(
        "motive",
        "How much do you agree? I go there when I am ...",
        JOINED,
        AGREE,
        &[
            ("lonely", "Goes there when lonely"),
            ("bored", "Goes there when bored"),
            ("isolated", "Goes there when cut off from others"),
        ],
    ),
    one("follows", "Follows influencers", "Do you follow influencers or other public figures?", ALL, YES_NO),
    rows(
        "influencer",
        "How much do you agree, of influencers whom you follow?",
        FOLLOWERS,
        AGREE,
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
        "Have you met one of them in real life?",
        FOLLOWERS,
        Codes::Of(Choices::Texts(&[("yes", "yes"), ("would_like", "no, but would like to"), ("no", "no")])),
    ),
    rows(
        "contact",
        "In which ways have you been in contact with one of them?",
        FOLLOWERS,
        Codes::Chosen,
        &[
            ("comment", "commented on a post"),
            ("reaction", "reacted to a post or story"),
            ("message", "sent a private message"),
            ("event", "attended an event"),
            ("fan_art", "sent fan art"),
            ("email", "sent an e-mail"),
            ("phone", "called one, or the agency"),
            ("none", "none of these"),
        ],
    ),
    one(
        "messages_month",
        "Messages to influencers, 30 days",
        "How many private messages have you sent to influencers in the last 30 days?",
        FOLLOWERS,
        Codes::Amount,
    ),
    one(
        "comments_month",
        "Comments to influencers, 30 days",
        "How many comments have you written to influencers in the last 30 days?",
        FOLLOWERS,
        Codes::Amount,
    ),
    rows(
        "happened",
        "Has any of these happened to you, because of something that you shared?",
        ALL,
        Codes::Chosen,
        &[
            ("hacked", "an account was hacked"),
            ("phished", "received a message made to deceive"),
            ("doxed", "where I live was published"),
            ("bullied", "was bullied"),
            ("shamed", "was shamed"),
            ("none", "none of these"),
        ],
    ),
    one("donation_invited", "Invited to donate data", "", ALL, YES_NO),
    one(
        "donation_willing",
        "Willing to donate data",
        "Would you donate what your data exports show, after you have seen every row of it?",
        "people who were invited to donate data",
        YES_NO,
    ),
    one("donation_made", "Donated data", "", "people who were willing to donate data", YES_NO),
    rows("truth_public", "Is this account one of a public figure?", DONORS, TRUTH, &TEN),
    rows("truth_in_person", "Do you know them in person?", DONORS, TRUTH, &TEN),
    rows("truth_knows", "Do they know you?", DONORS, TRUTH, &TEN),
    rows("truth_friends", "Could you be friends with them?", DONORS, TRUTH, &TEN),
    rows("truth_escape", "Do they offer you an escape from reality?", DONORS, TRUTH, &TEN),
];

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

    /// Columns that are no question of the questionnaire: worked out of its answers. (Those of the design stand beside the questions.)
    const WORKED_OUT: [&str; 2] = ["age_group", "type_asked"];

    /// What is invented could have been asked: every column and every code is one of the standard questionnaire.
    #[test]
    fn columns_and_codes_are_those_of_the_questionnaire() {
        let standard = questionnaire::standard();
        let columns: BTreeMap<String, &questionnaire::Question> =
            standard.columns().iter().map(|column| (column.name(), column.question)).collect();
        for question in QUESTIONS.iter().filter(|question| !WORKED_OUT.contains(&question.name)) {
            let names = match question.rows {
                [] => vec![question.name.to_owned()],
                rows => rows.iter().map(|(row, _)| format!("{}_{row}", question.name)).collect(),
            };
            let codes: Vec<String> = match question.codes {
                Codes::Of(Choices::Texts(codes)) => {
                    codes.iter().map(|(code, _)| (*code).to_owned()).collect()
                }
                Codes::Of(Choices::Numbers(_, codes)) => {
                    codes.iter().map(|(code, _)| code.to_string()).collect()
                }
                Codes::Chosen | Codes::Amount => Vec::new(),
            };
            for name in names {
                let Some(asked) = columns.get(&name) else { panic!("`{name}` is not asked") };
                let known: BTreeSet<String> =
                    asked.choices().iter().map(|one| one.value.to_string().replace('"', "")).collect();
                let unknown: Vec<&String> = codes.iter().filter(|code| !known.contains(*code)).collect();
                assert!(unknown.is_empty(), "{name}: {unknown:?} of {known:?}");
            }
        }
    }
}
