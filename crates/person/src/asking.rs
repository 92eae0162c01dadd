//! Asking the person, once everything is measured and before anything of it is said.

use std::collections::BTreeSet;

use event::{Platform, Timestamp, day_of};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use measure::parameters::TypologyParameters;
use measure::ties::{Tie, TiesFound};
use measure::types::{Named, UserType};
use questionnaire::condition::plain;
use questionnaire::types::{self, Edges, HOURS, POSTS};
use questionnaire::{Kind, Question, Questionnaire};
use report::build::Asked;
use report::build::asked::{AccountAsked, Class, Contact};
use report::{Range, Said};
use serde_json::{Map, Value as Json};

/// Accounts that the questions of truth are about, at most.
pub const MOST_ACCOUNTS: usize = 10;

/// Pages of the standard questionnaire that make no sense for one person alone: who they are, which only a sample needs, and
/// consent to a donation.
pub const LEFT_OUT: [&str; 2] = ["about", "donation"];

/// The key under which a result may say on which day it was answered, such as `2026-01-31`. Without it, that is the day of the report:
/// some questions are about the 30 days before.
pub const ANSWERED_ON: &str = "answered_on";

/// Puts a questionnaire to a person: a terminal, a page, a file of answers.
pub trait Asker {
    /// What is asked.
    fn questionnaire(&self) -> &Questionnaire;

    /// The answers as SurveyJS gives them; empty if nothing is answered. `accounts` are the closest accounts, named for the person
    /// to know them, in an order that tells nothing: row 1 of the questions of truth is the first.
    fn ask(&self, accounts: &[AccountShown]) -> Map<String, Json>;
}

/// An account as it is named in questions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountShown {
    /// Made safe to print.
    pub name: String,
    pub platform: &'static str,
}

/// Asks, and takes the answers about accounts as evidence (codebook, 2.2). Nothing if nothing was answered.
pub(crate) fn ask(
    asker: &dyn Asker,
    ties: &mut TiesFound,
    typology: &TypologyParameters,
    exported: &BTreeSet<Platform>,
    made: Timestamp,
) -> Option<Asked> {
    let shown = shown(&ties.accounts);
    let named: Vec<AccountShown> = shown.iter().map(|(account, _)| account.clone()).collect();
    let result = asker.ask(&named);
    let places: Vec<usize> = shown.iter().map(|(_, at)| *at).collect();
    let edges = Edges { hours: typology.hours, posts: typology.posts };
    let answers = Answers { questionnaire: asker.questionnaire(), result: &result, edges, made };
    let asked = answers.asked(&places, exported)?;
    for said in &asked.accounts {
        if let Some(tie) = ties.accounts.get_mut(said.tie) {
            tie.told(said.public_figure == Some(Said::Yes), said.in_person == Some(Said::Yes));
        }
    }
    Some(asked)
}

/// The closest accounts with their places, by name: an order that gives nothing away.
fn shown(ties: &[Tie]) -> Vec<(AccountShown, usize)> {
    let closest = ties.iter().enumerate().take_while(|(_, tie)| tie.closeness > 0.0).take(MOST_ACCOUNTS);
    let mut shown: Vec<(AccountShown, usize)> = closest
        .map(|(at, tie)| {
            (AccountShown { name: report::name(&tie.label.shown), platform: tie.platform.title() }, at)
        })
        .collect();
    let key = |account: &AccountShown| account.name.trim_start_matches('@').to_lowercase();
    shown.sort_by_cached_key(|(account, at)| (key(account), account.platform, *at));
    shown
}

/// A result with the questions that it answers.
struct Answers<'a> {
    questionnaire: &'a Questionnaire,
    result: &'a Map<String, Json>,
    edges: Edges,
    made: Timestamp,
}

/// Posts a day as answers are compared with data. Between 6 a week and once a day both answers fit; only the rule has to say where
/// one ends ([`POSTS`]).
const POSTS_SAID: [(f64, f64); 7] = {
    let mut classes = POSTS;
    classes[4].0 = 6.0 / 7.0;
    classes
};

/// Questions that have a place of their own in the report.
const PLACED: [&str; 17] = [
    "joined",
    "platforms",
    "hours",
    "posts",
    "type_picked",
    "tolerance",
    "contact",
    "messages_month",
    "comments_month",
    "happened",
    "accounts",
    "truth_public",
    "truth_in_person",
    "truth_knows",
    "truth_friends",
    "truth_escape",
    "influencer",
];

impl Answers<'_> {
    /// What a report speaks of; nothing where no question is answered.
    fn asked(&self, places: &[usize], exported: &BTreeSet<Platform>) -> Option<Asked> {
        let is_answered =
            |question: &&Question| question.name != "accounts" && self.result.contains_key(&question.name);
        let answered = self.questionnaire.questions.iter().filter(is_answered).count();
        (answered > 0).then(|| Asked {
            answered,
            day: self.day(),
            hours: self.class("hours", &HOURS),
            posts: self.class("posts", &POSTS_SAID),
            by_rule: named(&types::of_result(self.result, self.edges)),
            picked: self.picked().zip(self.words("type_picked")),
            elsewhere: self.elsewhere(exported),
            messages: self.number("messages_month"),
            comments: self.number("comments_month"),
            contact: self.list("contact").map(|list| list.iter().filter_map(contact).collect()),
            escape: self.row("escape"),
            dependent: self.row("dependent"),
            absence: self.row("absence"),
            tolerance: self.words("tolerance"),
            happened: self.happened(),
            accounts: self.accounts(places),
            others: self.others(),
        })
    }

    fn question(&self, name: &str) -> Option<&Question> {
        self.questionnaire.question(name)
    }

    /// The day of the answers.
    fn day(&self) -> i32 {
        let said = self.result.get(ANSWERED_ON).and_then(Json::as_str);
        let date = said.and_then(|day| day.parse::<Date>().ok());
        let midnight = date.and_then(|date| TimeZone::UTC.to_timestamp(date.at(0, 0, 0, 0)).ok());
        day_of(midnight.unwrap_or(self.made))
    }

    /// A class of an amount, by its code from 1 on. Posts have no upper end; a day has 24 hours.
    fn class(&self, name: &str, classes: &[(f64, f64)]) -> Option<Class> {
        let code: usize = plain(self.result.get(name)?)?.parse().ok()?;
        let (low, high) = *classes.get(code.checked_sub(1)?)?;
        Some(Class { words: self.words(name)?, range: Range { low, high: high.is_finite().then_some(high) } })
    }

    /// The words of a choice.
    fn words(&self, name: &str) -> Option<String> {
        Some(label(self.question(name)?, self.result.get(name)?))
    }

    /// The type whose description was picked.
    fn picked(&self) -> Option<UserType> {
        let code = self.result.get("type_picked")?.as_str()?;
        types::UserType::ALL.into_iter().find(|one| one.code() == code).map(measured)
    }

    fn list(&self, name: &str) -> Option<&Vec<Json>> {
        self.result.get(name)?.as_array()
    }

    fn number(&self, name: &str) -> Option<u64> {
        let number = self.result.get(name)?.as_f64()?;
        (number >= 0.0).then_some(number.round() as u64)
    }

    /// How far the person agrees with a row of what is said of influencers.
    fn row(&self, row: &str) -> Option<String> {
        let value = self.result.get("influencer")?.get(row)?;
        Some(label(self.question("influencer")?, value))
    }

    /// Platforms that are used and of which there is no export.
    fn elsewhere(&self, exported: &BTreeSet<Platform>) -> Vec<String> {
        let Some((used, question)) = self.list("platforms").zip(self.question("platforms")) else {
            return Vec::new();
        };
        let is_exported = |id: &Json| exported.iter().any(|platform| Some(platform.as_str()) == id.as_str());
        let is_named = |id: &&Json| !matches!(id.as_str(), Some("none" | "other"));
        used.iter().filter(is_named).filter(|id| !is_exported(id)).map(|id| label(question, id)).collect()
    }

    fn happened(&self) -> Option<Vec<(String, &'static str)>> {
        let (list, question) = (self.list("happened")?, self.question("happened")?);
        let one = |id: &Json| {
            let consequence = match id.as_str()? {
                "hacked" => "HACK",
                "phished" => "PHISH",
                "doxed" => "DOX",
                "bullied" => "HARASS",
                "shamed" => "SHAME",
                _ => return None,
            };
            Some((label(question, id), consequence))
        };
        Some(list.iter().filter_map(one).collect())
    }

    fn accounts(&self, places: &[usize]) -> Vec<AccountAsked> {
        let of = |question: &str, row: usize| said(self.result.get(question)?.get(row.to_string())?);
        let one = |(at, tie): (usize, &usize)| AccountAsked {
            tie: *tie,
            public_figure: of("truth_public", at + 1),
            in_person: of("truth_in_person", at + 1),
            knows_you: of("truth_knows", at + 1),
            friends: of("truth_friends", at + 1),
            escape: of("truth_escape", at + 1),
        };
        let is_answered = |one: &AccountAsked| {
            [one.public_figure, one.in_person, one.knows_you, one.friends, one.escape]
                .iter()
                .any(Option::is_some)
        };
        places.iter().enumerate().map(one).filter(is_answered).collect()
    }

    /// Everything else that was answered, in words.
    fn others(&self) -> Vec<(String, String)> {
        let mut others = Vec::new();
        for question in &self.questionnaire.questions {
            let Some(answer) = self.result.get(&question.name) else { continue };
            let placed = PLACED.contains(&question.name.as_str());
            if !placed || question.name == "influencer" {
                others.extend(in_words(question, answer));
            }
        }
        others
    }
}

/// The types that answers leave possible, if these are one or two.
fn named(possible: &[types::UserType]) -> Option<Named> {
    match possible {
        [one] => Some(Named::One(measured(*one))),
        [first, second] => Some(Named::Either(measured(*first), measured(*second))),
        _ => None,
    }
}

/// A type that was asked, as the measures name it.
const fn measured(asked: types::UserType) -> UserType {
    match asked {
        types::UserType::Offliner => UserType::Offliner,
        types::UserType::SavvySocial => UserType::SavvySocial,
        types::UserType::BreezyPoster => UserType::BreezyPoster,
        types::UserType::Oversharer => UserType::Oversharer,
        types::UserType::Lurker => UserType::Lurker,
    }
}

/// Rows of the grid on influencers that stand in the report's tables.
const PLACED_ROWS: [&str; 3] = ["escape", "dependent", "absence"];

/// A question with its answer, or each row of a grid with its.
fn in_words(question: &Question, answer: &Json) -> Vec<(String, String)> {
    let title = question.title.original();
    match &question.kind {
        Kind::Grid { rows, .. } | Kind::Fields(rows) => {
            let line = |row: &questionnaire::Choice| {
                let key = plain(&row.value)?;
                let placed = question.name == "influencer" && PLACED_ROWS.contains(&key.as_str());
                let value = answer.get(&key).filter(|_| !placed)?;
                Some((format!("{title} {}", row.text.original()), label(question, value)))
            };
            rows.iter().filter_map(line).collect()
        }
        _ => match answer.as_array() {
            Some(list) => {
                let labels: Vec<String> = list.iter().map(|value| label(question, value)).collect();
                vec![(title.to_owned(), labels.join("; "))]
            }
            None => vec![(title.to_owned(), label(question, answer))],
        },
    }
}

/// The words of a value: its choice's, else its own.
fn label(question: &Question, value: &Json) -> String {
    let known = question.label(value).map(str::to_owned);
    known.or_else(|| plain(value)).unwrap_or_else(|| value.to_string())
}

fn contact(id: &Json) -> Option<Contact> {
    Some(match id.as_str()? {
        "comment" => Contact::Comment,
        "reaction" => Contact::Reaction,
        "message" => Contact::Message,
        "event" => Contact::Event,
        "none" => return None,
        _ => Contact::Other,
    })
}

fn said(value: &Json) -> Option<Said> {
    Some(match plain(value)?.as_str() {
        "1" => Said::Yes,
        "0" => Said::No,
        "8" => Said::NotSure,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn asked(questionnaire: &Questionnaire, result: &Json) -> Asked {
        let result = result.as_object().unwrap();
        let made = "2026-03-01T12:00:00Z".parse().unwrap();
        let answers = Answers { questionnaire, result, edges: Edges { hours: 2.0, posts: 1.0 }, made };
        answers.asked(&[7], &BTreeSet::new()).unwrap()
    }

    /// 0.95 posts a day are about one a day; the rule parts types at 1 all the same.
    #[test]
    fn about_once_a_day_is_no_exact_number() {
        let questionnaire = questionnaire::standard();
        let of = |code: u8| {
            let asked = asked(&questionnaire, &json!({"joined": "active", "hours": 2, "posts": code}));
            (asked.posts.unwrap().range, asked.by_rule)
        };
        let holds = |code: u8, posts: f64| {
            let range = of(code).0;
            range.low <= posts && range.high.is_none_or(|high| posts < high)
        };
        assert!(holds(5, 0.95) && holds(5, 1.9) && holds(4, 0.95) && holds(4, 0.6));
        assert!(!holds(5, 0.85) && !holds(5, 2.0) && !holds(4, 1.0));
        assert_eq!(of(4).1, Some(Named::One(UserType::SavvySocial)));
        assert_eq!(of(5).1, Some(Named::One(UserType::BreezyPoster)));
        assert_eq!((of(7).0.low, of(7).0.high), (5.0, None));
        let hours = asked(&questionnaire, &json!({"hours": 8})).hours.unwrap().range;
        assert_eq!((hours.low, hours.high), (6.0, Some(24.0)));
    }

    #[test]
    fn every_type_that_is_asked_is_one_that_is_measured() {
        for one in types::UserType::ALL {
            assert_eq!(measured(one).as_str(), one.name());
            let picked = asked(&questionnaire::standard(), &json!({"type_picked": one.code()})).picked;
            assert_eq!(picked.unwrap().0, measured(one));
        }
    }

    /// SurveyJS takes `1`, `1.0` and `"1"` for the same; answers are kept by the first.
    #[test]
    fn numbers_with_a_point_are_found_by_their_answers() {
        let questionnaire = Questionnaire::read(
            r#"{"elements": [
            {"type": "matrix", "name": "own", "title": "Own", "columns": [{"value": 2.0, "text": "Two"}], "rows": [{"value": 1.0, "text": "first"}]},
            {"type": "radiogroup", "name": "hours", "choices": [{"value": 1.0, "text": "Few"}]},
            {"type": "matrix", "name": "truth_public", "columns": [1.0, 0.0], "rows": [1.0]}]}"#,
        )
        .unwrap();
        let asked =
            asked(&questionnaire, &json!({"own": {"1": 2.0}, "hours": 1.0, "truth_public": {"1": 1.0}}));
        assert_eq!(asked.others, [("Own first".to_owned(), "Two".to_owned())]);
        assert_eq!(asked.hours.unwrap().words, "Few");
        assert_eq!((asked.accounts[0].tie, asked.accounts[0].public_figure), (7, Some(Said::Yes)));
    }

    #[test]
    fn answers_are_of_the_day_that_they_name() {
        let questionnaire = questionnaire::standard();
        let day = |on: &str| asked(&questionnaire, &json!({"joined": "active", ANSWERED_ON: on})).day;
        let made = day_of("2026-03-01T12:00:00Z".parse().unwrap());
        assert_eq!(["2026-02-19", "2026-03-01", "x"].map(day), [made - 10, made, made]);
        assert_eq!(asked(&questionnaire, &json!({"joined": "active"})).day, made);
    }
}
