//! Finer answers of questions with one answer: the categories within and beside what was fitted.

use survey::draws::Draws;

use super::{Making, NO_ANSWER, NO_TEXT};
use crate::chance::{pick, poisson, stream};
use crate::people::{Gender, Traits};

/// Questions whose answer is a 1 for yes and a 0 for no.
const YES_NO: [&str; 7] =
    ["work", "more_time", "heard", "data_idea", "data_trust", "knows_victim", "follows"];
/// Statements about people one follows.
pub(crate) const INFLUENCER: [&str; 8] =
    ["escape", "friends", "learns", "unique", "dependent", "absence", "opinion", "style"];
/// Reasons to be there.
pub(crate) const MOTIVES: [&str; 3] = ["lonely", "bored", "isolated"];

impl Making<'_> {
    pub fn details(&mut self) {
        for name in YES_NO {
            let said = self.said(&format!("{name}=1")).to_vec();
            let answers = self.answered(name, &said, |_, yes, _| f64::from(u8::from(yes)));
            self.numbers(name, answers);
        }
        self.agreement("vital", |traits| traits.usage);
        for row in INFLUENCER {
            self.agreement(&format!("influencer_{row}"), |traits| traits.attachment);
        }
        let years = self.said("years=4").to_vec();
        let years = self.answered("years", &years, |draws, yes, _| {
            if yes { 4.0 } else { pick(draws, &[12.0, 40.0, 48.0], 0.0) as f64 + 1.0 }
        });
        self.numbers("years", years);
        let less = self.said("tolerance=3").to_vec();
        let tolerance = self.answered("tolerance", &less, |draws, yes, _| {
            if yes { 3.0 } else { pick(draws, &[22.0, 78.0], 0.0) as f64 + 1.0 }
        });
        self.numbers("tolerance", tolerance);
        let positive = self.said("influence=3").to_vec();
        let negative = self.said("influence=1").to_vec();
        let mut influence = self.answered("influence", &positive, |_, yes, _| if yes { 3.0 } else { 2.0 });
        for (answer, negative) in influence.iter_mut().zip(negative) {
            if negative == 1.0 {
                *answer = 1.0;
            }
        }
        self.numbers("influence", influence);
        self.met();
        self.motives();
        self.counts();
        self.who();
    }

    /// The answers to a question: `of` is asked for those who answer, with whether their fact is yes.
    fn answered(
        &self,
        question: &str,
        said: &[f64],
        of: impl Fn(&mut Draws, bool, &Traits) -> f64,
    ) -> Vec<f64> {
        let mut draws = stream(self.assumed.seed, &format!("answers {question}"));
        let unanswered = self.unanswered(question);
        let one = |(row, said): (usize, &f64)| {
            if said.is_nan() {
                return if unanswered[row] && self.asked(question, row) { NO_ANSWER } else { f64::NAN };
            }
            of(&mut draws, *said == 1.0, &self.people[row].traits)
        };
        said.iter().enumerate().map(one).collect()
    }

    /// Whether the routing of the questionnaire puts a question.
    pub(super) fn asked(&self, question: &str, row: usize) -> bool {
        let begins = |prefix: &str| question == prefix || question.starts_with(&format!("{prefix}_"));
        if begins("influencer")
            || begins("contact")
            || ["met", "messages_month", "comments_month"].contains(&question)
        {
            return self.is("follows=1", row);
        }
        if begins("changed") {
            return self.is("heard=1", row);
        }
        if begins("motive") || ["platforms", "years", "tolerance", "hours", "posts"].contains(&question) {
            return self.text("joined", row) != "never";
        }
        true
    }

    /// 1 to 5: 4 and 5 are the fact that was fitted; the stronger the trait, the further up within both.
    fn agreement(&mut self, name: &str, by: fn(&Traits) -> f64) {
        let said = self.said(&format!("{name}=4 5")).to_vec();
        let answers = self.answered(name, &said, |draws, yes, traits| {
            let tilt = 0.4 * by(traits);
            if yes {
                4.0 + pick(draws, &[62.0, 38.0], tilt) as f64
            } else {
                1.0 + pick(draws, &[28.0, 32.0, 40.0], tilt) as f64
            }
        });
        self.numbers(name, answers);
    }

    fn met(&mut self) {
        let unanswered = self.unanswered("met");
        let mut answers = Vec::with_capacity(self.people.len());
        for (row, unanswered) in unanswered.into_iter().enumerate() {
            answers.push(match (self.asked("met", row), unanswered) {
                (false, _) => None,
                (true, true) => Some(NO_TEXT),
                _ if self.is("met=yes", row) => Some("yes"),
                _ if self.is("met=would_like", row) => Some("would_like"),
                _ => Some("no"),
            });
        }
        self.texts("met", answers);
    }

    fn motives(&mut self) {
        for row in MOTIVES {
            let question = format!("motive_{row}");
            let asked: Vec<f64> = (0..self.people.len())
                .map(|row| if self.asked("motive", row) { 0.0 } else { f64::NAN })
                .collect();
            let unanswered = self.unanswered(&question);
            let said: Vec<f64> = asked
                .iter()
                .zip(unanswered)
                .map(|(asked, not)| if not { f64::NAN } else { *asked })
                .collect();
            let weights =
                if row == "bored" { [10.0, 16.0, 24.0, 32.0, 18.0] } else { [24.0, 26.0, 24.0, 18.0, 8.0] };
            let answers = self.answered(&question, &said, |draws, _, traits| {
                1.0 + pick(draws, &weights, 0.25 * traits.attachment + 0.15 * traits.usage) as f64
            });
            self.numbers(&question, answers);
        }
    }

    /// Messages and comments in the last 30 days: at least one, mostly, of those who have ever sent one.
    fn counts(&mut self) {
        for (name, fact, mean) in
            [("messages_month", "contact_message=1", 2.2), ("comments_month", "contact_comment=1", 3.6)]
        {
            let unanswered = self.unanswered(name);
            let mut draws = stream(self.assumed.seed, name);
            let mut counts = Vec::with_capacity(self.people.len());
            for (row, person) in self.people.iter().enumerate() {
                let often = mean * libm::exp(0.5 * person.traits.attachment);
                let count = poisson(&mut draws, often);
                counts.push(match (self.asked(name, row), unanswered[row]) {
                    (false, _) => f64::NAN,
                    (true, true) => NO_ANSWER,
                    _ if self.is(fact, row) => count,
                    _ => 0.0,
                });
            }
            self.numbers(name, counts);
        }
    }

    /// Age and gender, which everybody gives.
    fn who(&mut self) {
        let ages = self.people.iter().map(|person| f64::from(person.age)).collect();
        let genders = self.people.iter().map(|person| match person.gender {
            Gender::Man => Some("man"),
            Gender::Woman => Some("woman"),
            Gender::Other => Some("other"),
        });
        let genders = genders.collect();
        self.numbers("age", ages);
        self.texts("gender", genders);
    }
}
