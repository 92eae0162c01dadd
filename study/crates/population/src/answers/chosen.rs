//! Questions with several answers: a 1 for what was chosen, a 0 for what was shown and not.

use microdata::Error;

use super::{Making, NO_ANSWER};
use crate::chance::stream;
use crate::published::Use;

/// Ways to be in contact. The order is that of the questionnaire.
pub(crate) const CONTACT: [&str; 7] =
    ["comment", "reaction", "message", "event", "fan_art", "email", "phone"];

/// Where people are, but for `other`. Of those without an assumed level, which opened after the study, nobody is a member.
const PLATFORMS: [&str; 15] = [
    "facebook",
    "instagram",
    "threads",
    "tiktok",
    "x",
    "youtube",
    "snapchat",
    "whatsapp",
    "telegram",
    "reddit",
    "linkedin",
    "pinterest",
    "discord",
    "mastodon",
    "bluesky",
];

impl Making<'_> {
    pub fn chosen(&mut self) -> Result<(), Error> {
        self.contact()?;
        self.set("feelings", &["entertained", "connected", "updated", "anxious"], None);
        self.set("happened", &["hacked", "phished", "doxed", "bullied", "shamed"], None);
        self.set("changed", &["less_time", "no_discussions", "unfollowed"], Some("other"));
        self.set("platforms", &PLATFORMS, Some("other"));
        Ok(())
    }

    /// Of one set a column for each answer. Whoever chose none of them gets `none`; or, where a fact says that there is something,
    /// the `rest`.
    fn set(&mut self, name: &str, answers: &[&str], rest: Option<&str>) {
        let unanswered = self.unanswered(name);
        let rows = self.people.len();
        let cell = |making: &Self, row: usize, of: f64| match (making.asked(name, row), unanswered[row]) {
            (false, _) => f64::NAN,
            (true, true) => NO_ANSWER,
            _ => of,
        };
        let mut any = vec![false; rows];
        for answer in answers {
            let fact = format!("{name}_{answer}=1");
            for (row, any) in any.iter_mut().enumerate() {
                *any |= self.is(&fact, row);
            }
            let column = (0..rows).map(|row| cell(self, row, f64::from(u8::from(self.is(&fact, row)))));
            let column = column.collect();
            self.numbers(&format!("{name}_{answer}"), column);
        }
        // That there is something is known of `changed`; on platforms is whoever joined.
        let something = |making: &Self, row: usize| match name {
            "changed" => making.is("changed_none=0", row),
            "platforms" => true,
            _ => any[row],
        };
        if let Some(rest) = rest {
            let column = (0..rows)
                .map(|row| cell(self, row, f64::from(u8::from(something(self, row) && !any[row]))))
                .collect();
            self.numbers(&format!("{name}_{rest}"), column);
        }
        let column =
            (0..rows).map(|row| cell(self, row, f64::from(u8::from(!something(self, row))))).collect();
        self.numbers(&format!("{name}_none"), column);
    }

    /// Ways of contact. Where it is printed how many have been in contact at all, whoever is one of them and has no way yet gets
    /// one of which nothing is printed there; elsewhere contact is what any of the ways makes it.
    fn contact(&mut self) -> Result<(), Error> {
        let mut draws = stream(self.assumed.seed, "contact");
        let facts: Vec<String> = CONTACT.iter().map(|way| format!("contact_{way}=1")).collect();
        let printed = |making: &Self, variable: &str, row: usize| {
            let about =
                |figure: &&crate::published::Figure| figure.variable == variable && figure.usage == Use::Fit;
            making.figures.iter().filter(about).any(|figure| making.speaks_of(figure, row))
        };
        for row in 0..self.people.len() {
            let any = facts.iter().any(|fact| self.is(fact, row));
            if any || !self.is("contact_none=0", row) || !printed(self, "contact_none", row) {
                continue;
            }
            let free: Vec<&String> = CONTACT
                .iter()
                .zip(&facts)
                .filter(|(way, _)| !printed(self, &format!("contact_{way}"), row))
                .map(|(_, fact)| fact)
                .collect();
            if free.is_empty() {
                return Err(Error::new("figures are printed for every way of contact and for all together")
                    .hint("leave one of them out"));
            }
            let fact = free[draws.index(free.len())].clone();
            if let Some(said) = self.facts.get_mut(&fact) {
                said[row] = 1.0;
            }
        }
        self.set("contact", &CONTACT, None);
        Ok(())
    }
}
