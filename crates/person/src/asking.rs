//! Asking the person, once everything is measured and before anything of it is said.

use std::collections::BTreeSet;

use event::Platform;
use measure::parameters::TypologyParameters;
use measure::ties::{Tie, TiesFound};
use measure::types::{Named, UserType};
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
) -> Option<Asked> {
    let shown = shown(&ties.accounts);
    let named: Vec<AccountShown> = shown.iter().map(|(account, _)| account.clone()).collect();
    let result = asker.ask(&named);
    let places: Vec<usize> = shown.iter().map(|(_, at)| *at).collect();
    let edges = Edges { hours: typology.hours, posts: typology.posts };
    let answers = Answers { questionnaire: asker.questionnaire(), result: &result, edges };
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
}

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
        let text = |name: &str| self.result.get(name)?.as_str();
        (answered > 0).then(|| Asked {
            answered,
            hours: self.class("hours", &HOURS),
            posts: self.class("posts", &POSTS),
            by_rule: named(&types::of_result(self.result, self.edges)),
            picked: text("type_picked").and_then(type_of).zip(self.words("type_picked")),
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

    /// A class of an amount, by its code from 1 on.
    fn class(&self, name: &str, classes: &[(f64, f64)]) -> Option<Class> {
        let code = usize::try_from(self.result.get(name)?.as_u64()?).ok()?;
        let (low, high) = *classes.get(code.checked_sub(1)?)?;
        // A day has 24 hours.
        let open = code == classes.len();
        Some(Class { words: self.words(name)?, range: Range { low, high: (!open).then_some(high) } })
    }

    /// The words of a choice.
    fn words(&self, name: &str) -> Option<String> {
        Some(label(&self.question(name)?.choices(), self.result.get(name)?))
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
        Some(label(&self.question("influencer")?.choices(), value))
    }

    /// Platforms that are used and of which there is no export.
    fn elsewhere(&self, exported: &BTreeSet<Platform>) -> Vec<String> {
        let Some((used, question)) = self.list("platforms").zip(self.question("platforms")) else {
            return Vec::new();
        };
        let is_exported = |id: &Json| exported.iter().any(|platform| Some(platform.as_str()) == id.as_str());
        let is_named = |id: &&Json| !matches!(id.as_str(), Some("none" | "other"));
        let choices = question.choices();
        used.iter().filter(is_named).filter(|id| !is_exported(id)).map(|id| label(&choices, id)).collect()
    }

    fn happened(&self) -> Option<Vec<(String, &'static str)>> {
        let (list, choices) = (self.list("happened")?, self.question("happened")?.choices());
        let one = |id: &Json| {
            let consequence = match id.as_str()? {
                "hacked" => "HACK",
                "phished" => "PHISH",
                "doxed" => "DOX",
                "bullied" => "HARASS",
                "shamed" => "SHAME",
                _ => return None,
            };
            Some((label(&choices, id), consequence))
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
    let possible: Vec<UserType> = possible.iter().filter_map(|one| type_of(one.code())).collect();
    match possible[..] {
        [one] => Some(Named::One(one)),
        [first, second] => Some(Named::Either(first, second)),
        _ => None,
    }
}

/// A type by its code in the questionnaire.
fn type_of(code: &str) -> Option<UserType> {
    Some(match code {
        "offliner" => UserType::Offliner,
        "savvy_social" => UserType::SavvySocial,
        "breezy_poster" => UserType::BreezyPoster,
        "oversharer" => UserType::Oversharer,
        "lurker" => UserType::Lurker,
        _ => return None,
    })
}

/// Rows of the grid on influencers that stand in the report's tables.
const PLACED_ROWS: [&str; 3] = ["escape", "dependent", "absence"];

/// A question with its answer, or each row of a grid with its.
fn in_words(question: &Question, answer: &Json) -> Vec<(String, String)> {
    let (title, choices) = (question.title.original(), question.choices());
    match &question.kind {
        Kind::Grid { rows, .. } | Kind::Fields(rows) => {
            let line = |row: &questionnaire::Choice| {
                let key = plain(&row.value);
                let placed = question.name == "influencer" && PLACED_ROWS.contains(&key.as_str());
                let value = answer.get(&key).filter(|_| !placed)?;
                Some((format!("{title} {}", row.text.original()), label(&choices, value)))
            };
            rows.iter().filter_map(line).collect()
        }
        _ => match answer.as_array() {
            Some(list) => {
                let labels: Vec<String> = list.iter().map(|value| label(&choices, value)).collect();
                vec![(title.to_owned(), labels.join("; "))]
            }
            None => vec![(title.to_owned(), label(&choices, answer))],
        },
    }
}

/// The words of a value: its choice's, else its own.
fn label(choices: &[&questionnaire::Choice], value: &Json) -> String {
    let known = choices.iter().find(|choice| choice.value == *value);
    known.map_or_else(|| plain(value), |choice| choice.text.original().to_owned())
}

fn plain(value: &Json) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
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
    Some(match value.as_u64()? {
        1 => Said::Yes,
        0 => Said::No,
        8 => Said::NotSure,
        _ => return None,
    })
}
