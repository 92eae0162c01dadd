//! Dates as people write them.

use jiff::civil::Date;

use crate::dice::Dice;
use crate::request::{Country, Language};

const ENGLISH: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const GERMAN: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];
const SPANISH: [&str; 12] = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
];
const FRENCH: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

/// A date of birth between 1960 and 2008.
pub fn birth(dice: &mut Dice) -> Date {
    let (year, month, day) = (dice.between(1960, 2008), dice.between(1, 12), dice.between(1, 28));
    Date::new(year as i16, month as i8, day as i8).unwrap_or(jiff::civil::date(1990, 5, 17))
}

/// In the manner of the language, day before month except in the United States.
pub fn written(date: Date, language: Language, country: Country, dice: &mut Dice) -> String {
    let (year, month, day) = (date.year(), date.month(), date.day());
    let at = month as usize - 1;
    let american = country == Country::UnitedStates;
    match (language, dice.below(4)) {
        (_, 3) => format!("{year}-{month:02}-{day:02}"),
        (Language::English, 0) if american => format!("{} {day}, {year}", ENGLISH[at]),
        (Language::English, 0) => format!("{day} {} {year}", ENGLISH[at]),
        (Language::English, 1) => format!("{day} {} {year}", &ENGLISH[at][..3]),
        (Language::English, _) if american => format!("{month:02}/{day:02}/{year}"),
        (Language::German, 0) => format!("{day}. {} {year}", GERMAN[at]),
        (Language::German, 1) => format!("{day}.{month}.{year}"),
        (Language::German, _) => format!("{day:02}.{month:02}.{year}"),
        (Language::Spanish, 0 | 1) => format!("{day} de {} de {year}", SPANISH[at]),
        (Language::French, 0 | 1) => format!("{day} {} {year}", FRENCH[at]),
        _ => format!("{day:02}/{month:02}/{year}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_year_is_always_written() {
        let mut dice = Dice::new(1, "dates");
        for &language in Language::ALL {
            for _ in 0..40 {
                let date = birth(&mut dice);
                assert!((1960..=2008).contains(&date.year()));
                let text = written(date, language, Country::Germany, &mut dice);
                assert!(text.contains(&date.year().to_string()), "{text}");
            }
        }
    }
}
