//! Sentences that say too much, sentences that only look so, and the values in them.

use crate::dice::Dice;
use crate::life::people::Owner;
use crate::request::{Country, Language, Request};
use crate::stock::{Cast, FindingKind, Stock, Talk, fill};
use crate::values::{bank, card, coords, date, phone};

/// A sentence and, in it, what a finder should name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saying {
    pub kind: FindingKind,
    pub text: String,
    /// The value in one form (see [`crate::truth`]); empty where the sentence is the finding.
    pub value: String,
}

/// Writes sentences for one person.
pub struct Sayings<'s> {
    stock: &'s Stock,
    country: Country,
    language: Language,
    /// Whose values they are; nobody's in particular where others' words are passed on.
    owner: Option<&'s Owner>,
}

impl<'s> Sayings<'s> {
    pub const fn new(stock: &'s Stock, request: &Request) -> Self {
        Self { stock, country: request.country, language: request.language, owner: None }
    }

    /// The same with the owner's own values: always the one birth date, and half the time the e-mail and number that
    /// the platforms know.
    #[must_use]
    pub const fn of(self, owner: &'s Owner) -> Self {
        Self { owner: Some(owner), ..self }
    }

    /// A sentence with a finding; `None` for kinds that are not of words or that the country does not have.
    /// Links stay as they are only if `links`.
    pub fn find(&self, kind: FindingKind, links: bool, dice: &mut Dice) -> Option<Saying> {
        if kind == FindingKind::Iban && bank::valid(self.country, dice).is_none() {
            return None;
        }
        let set = self.stock.phrases(kind, self.language)?;
        let template = dice.pick(&set.find).clone();
        Some(self.say(kind, &template, links, dice))
    }

    /// A sentence that looks like a finding of this kind.
    pub fn decoy(&self, kind: FindingKind, dice: &mut Dice) -> Option<Saying> {
        let set = self.stock.phrases(kind, self.language)?;
        let template = dice.pick(&set.decoy).clone();
        Some(self.say(kind, &template, false, dice))
    }

    fn say(&self, kind: FindingKind, template: &str, links: bool, dice: &mut Dice) -> Saying {
        let mut values = Vec::new();
        let text = fill(template, |slot| {
            let counts = counts(kind, slot);
            let owner = self.owner.filter(|_| counts);
            let (written, value) = owner
                .and_then(|owner| self.own_slot(owner, slot, dice))
                .unwrap_or_else(|| self.slot(slot, links, dice));
            if counts {
                values.push(value);
            }
            written
        });
        Saying { kind, text, value: values.join(" ") }
    }

    /// The same for values that the owner has already.
    fn own_slot(&self, owner: &Owner, slot: &str, dice: &mut Dice) -> Option<(String, String)> {
        match slot {
            "date" => {
                Some((date::written(owner.born, self.language, self.country, dice), owner.born.to_string()))
            }
            "email" if dice.chance(0.5) => Some((owner.email.clone(), owner.email.clone())),
            "phone" if dice.chance(0.5) => Some((owner.phone.written.clone(), owner.phone.e164.clone())),
            _ => None,
        }
    }

    /// What stands in the text, and the same in its normal form.
    fn slot(&self, slot: &str, links: bool, dice: &mut Dice) -> (String, String) {
        let talk = self.stock.talk(self.language);
        let same = |text: String| (text.clone(), text);
        match slot {
            "email" => same(email(self.stock.cast(), self.country, dice)),
            "email_spelled" => {
                let email = email(self.stock.cast(), self.country, dice);
                (spelled(&email, self.language), email)
            }
            "role_email" => same(role_email(self.stock.cast(), dice)),
            "phone" => {
                let phone = phone::valid(self.country, dice);
                (phone.written, phone.e164)
            }
            "date" => {
                let day = date::birth(dice);
                (date::written(day, self.language, self.country, dice), day.to_string())
            }
            "coords" => {
                let place = coords::somewhere(self.country, dice);
                (coords::written(place, links, dice), coords::value(place))
            }
            "card" | "bad_card" => {
                let digits = if slot == "card" { card::valid(dice) } else { card::invalid(dice) };
                (card::written(&digits, dice), digits)
            }
            "iban" => written_iban(bank::valid(self.country, dice), dice),
            "bad_iban" => written_iban(
                bank::invalid(self.country, dice).or_else(|| bank::invalid(Country::UnitedKingdom, dice)),
                dice,
            ),
            "password" => same(password(talk, dice)),
            "days" => same(dice.between(3, 12).to_string()),
            "time" => same(self.time(dice)),
            "order" => same(format!("10{}", dice.digits(8))),
            "price" => same(self.price(dice)),
            "version" => same(format!(
                "{}.{} (build {}.{})",
                dice.between(10, 60),
                dice.between(1000, 9999),
                dice.between(1, 20),
                dice.between(1000, 9999)
            )),
            "ratio" => same(format!(
                "{}.{}, {}.{}",
                dice.between(5, 9),
                dice.between(10, 95),
                dice.between(5, 9),
                dice.between(10, 95)
            )),
            _ => same(dice.pick(named_list(talk, slot)).clone()),
        }
    }

    fn time(&self, dice: &mut Dice) -> String {
        let (hour, minute) = (dice.between(10, 22), 15 * dice.between(0, 3));
        match self.language {
            Language::French => format!("{hour}h{minute:02}"),
            Language::English if self.country == Country::UnitedStates => {
                let half = if hour < 12 { "am" } else { "pm" };
                format!("{}:{minute:02}{half}", (hour + 11) % 12 + 1)
            }
            _ => format!("{hour}:{minute:02}"),
        }
    }

    fn price(&self, dice: &mut Dice) -> String {
        let (thousands, rest) = (dice.between(1, 4), dice.between(100, 999));
        match (self.language, self.country) {
            (Language::English, Country::UnitedKingdom) => format!("£{thousands},{rest}.00"),
            (Language::English, _) => format!("${thousands},{rest}.00"),
            _ => format!("{thousands}.{rest},00 €"),
        }
    }
}

/// Whether the slot is (part of) what a finder of the kind should name.
fn counts(kind: FindingKind, slot: &str) -> bool {
    match kind {
        FindingKind::Email => matches!(slot, "email" | "email_spelled"),
        FindingKind::Phone => slot == "phone",
        FindingKind::BirthDate => slot == "date",
        FindingKind::Coordinates => slot == "coords",
        FindingKind::Card => slot == "card",
        FindingKind::Iban => slot == "iban",
        FindingKind::RecoveryAnswer => matches!(slot, "pet" | "maiden" | "school" | "town" | "car"),
        FindingKind::Password => slot == "password",
        FindingKind::AwayNow => slot == "destination",
        FindingKind::PlanToMeet => matches!(slot, "place" | "weekday" | "time"),
        FindingKind::HomeAlone | FindingKind::PhotoPlace => false,
    }
}

fn named_list<'t>(talk: &'t Talk, slot: &str) -> &'t [String] {
    match slot {
        "destination" => &talk.destinations,
        "weekday" => &talk.weekdays,
        "place" => &talk.venues,
        "pet" => &talk.pets,
        "maiden" => &talk.surnames,
        "school" => &talk.schools,
        "town" => &talk.towns,
        "car" => &talk.cars,
        _ => &talk.things,
    }
}

/// An address at an invented domain under a real top level.
pub fn email(cast: &Cast, country: Country, dice: &mut Dice) -> String {
    let domain = dice.pick(&cast.mail_domains[country.as_str()]).clone();
    let (first, second) = (dice.pick(&cast.adjectives), dice.pick(&cast.animals));
    match dice.below(3) {
        0 => format!("{first}.{second}@{domain}"),
        1 => format!("{first}{second}{}@{domain}", dice.between(2, 99)),
        _ => format!("{first}_{second}{}@{domain}", dice.between(2, 99)),
    }
}

fn role_email(cast: &Cast, dice: &mut Dice) -> String {
    let role = *dice.pick(&["info", "support", "no-reply", "newsletter", "kontakt", "hello"]);
    format!("{role}@{}", dice.pick(&cast.role_domains))
}

/// The address in words, in the manner of people who hide it from machines.
fn spelled(email: &str, language: Language) -> String {
    let (at, dot) = match language {
        Language::English => ("(at)", "dot"),
        Language::German => ("(at)", "punkt"),
        Language::Spanish => ("(arroba)", "punto"),
        Language::French => ("(arobase)", "point"),
    };
    let (user, domain) = email.split_once('@').unwrap_or((email, ""));
    format!("{user} {at} {}", domain.replace('.', &format!(" {dot} ")))
}

fn written_iban(iban: Option<String>, dice: &mut Dice) -> (String, String) {
    let iban = iban.unwrap_or_default();
    (bank::written(&iban, dice), iban)
}

/// Two halves that no dictionary holds together.
fn password(talk: &Talk, dice: &mut Dice) -> String {
    let pet: String = dice.pick(&talk.pets).chars().filter(char::is_ascii_alphanumeric).collect();
    let mark = *dice.pick(&["!", "_", "-", "$", "x"]);
    format!("{pet}{mark}{}{}", dice.between(11, 9999), dice.letters("bcdfghkmnpqrstvwxz", 2))
}

#[cfg(test)]
mod tests {
    use data::Data;

    use super::*;
    use crate::request::PersonKind;

    #[test]
    fn every_kind_comes_with_a_value_that_is_what_it_says() {
        let stock = Stock::load(&Data::builtin()).unwrap();
        let mut dice = Dice::new(9, "sayings");
        for (&country, &language) in
            Country::ALL.iter().flat_map(|c| Language::ALL.iter().map(move |l| (c, l)))
        {
            let request = Request::new(1, PersonKind::Oversharer, country, language);
            let sayings = Sayings::new(&stock, &request);
            for &kind in FindingKind::ALL {
                for _ in 0..12 {
                    let Some(saying) = sayings.find(kind, true, &mut dice) else { continue };
                    assert!(!saying.text.contains(['{', '}']), "{saying:?}");
                    assert_eq!(saying.value.is_empty(), kind == FindingKind::HomeAlone, "{saying:?}");
                    match kind {
                        FindingKind::Card => assert!(card::luhn(&saying.value)),
                        FindingKind::Iban => assert!(bank::is_valid(&saying.value)),
                        FindingKind::Phone => assert!(saying.value.starts_with('+')),
                        FindingKind::Password => assert!(saying.text.contains(&saying.value)),
                        _ => {}
                    }
                    let decoy = sayings.decoy(kind, &mut dice).unwrap();
                    assert!(!decoy.text.contains(['{', '}']), "{decoy:?}");
                }
            }
        }
    }
}
