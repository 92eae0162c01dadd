//! Mobile numbers of a country's plan.

use crate::dice::Dice;
use crate::request::Country;

/// A number twice: as the world writes it (`+` and digits only) and as people there write it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phone {
    pub e164: String,
    pub written: String,
}

/// A number in a range that is given out to mobiles (in the US: to anyone) and that no regulator keeps for films.
pub fn valid(country: Country, dice: &mut Dice) -> Phone {
    let (code, national) = match country {
        Country::UnitedStates => ("1", american(dice)),
        Country::UnitedKingdom => {
            ("44", prefixed(dice, &["7412", "7483", "7534", "7718", "7821", "7845", "7860", "7961"], 6))
        }
        Country::Germany => ("49", german(dice)),
        Country::France => ("33", prefixed(dice, &["61", "62", "66", "67", "68", "76", "77", "78"], 7)),
        Country::Spain => ("34", prefixed(dice, &["61", "62", "65", "66", "67", "69"], 7)),
        Country::Indonesia => ("62", prefixed(dice, &["812", "813", "821", "857", "878"], 8)),
        Country::Denmark => {
            ("45", prefixed(dice, &["21", "23", "26", "28", "30", "40", "42", "50", "51", "61"], 6))
        }
        Country::Peru => ("51", prefixed(dice, &["91", "93", "94", "95", "96", "97", "98", "99"], 7)),
    };
    let e164 = format!("+{code}{national}");
    let written =
        if dice.chance(0.45) { abroad(code, &national, dice) } else { at_home(country, &national, dice) };
    Phone { e164, written }
}

/// One of the prefixes, then digits; the first of them no zero, so that no range kept for films is met.
fn prefixed(dice: &mut Dice, prefixes: &[&str], digits: usize) -> String {
    let prefix = *dice.pick(prefixes);
    format!("{prefix}{}{}", dice.between(1, 9), dice.digits(digits - 1))
}

/// Area code, exchange (not 555 and not N11), line.
fn american(dice: &mut Dice) -> String {
    let area =
        *dice.pick(&["312", "415", "512", "615", "206", "503", "612", "720", "919", "404", "702", "816"]);
    format!("{area}{}{}{}{}", dice.between(2, 9), dice.between(2, 4), dice.between(2, 9), dice.digits(4))
}

/// The older prefixes have seven digits behind them, the 15-prefixes eight.
fn german(dice: &mut Dice) -> String {
    if dice.chance(0.5) {
        prefixed(dice, &["151", "152", "157", "159"], 8)
    } else {
        prefixed(dice, &["160", "170", "171", "172", "173", "174", "175", "177", "178", "179"], 7)
    }
}

fn at_home(country: Country, national: &str, dice: &mut Dice) -> String {
    let part = |from: usize, to: usize| national.get(from..to.min(national.len())).unwrap_or_default();
    match country {
        Country::UnitedStates => match dice.below(3) {
            0 => format!("({}) {}-{}", part(0, 3), part(3, 6), part(6, 10)),
            1 => format!("{}-{}-{}", part(0, 3), part(3, 6), part(6, 10)),
            _ => format!("{}.{}.{}", part(0, 3), part(3, 6), part(6, 10)),
        },
        Country::UnitedKingdom => format!("0{} {}", part(0, 4), part(4, 10)),
        Country::Germany => format!("0{}{}{}", part(0, 3), dice.pick(&[" ", "/", "-"]), part(3, 12)),
        Country::France => {
            let gap = *dice.pick(&[" ", "."]);
            let pairs = [part(1, 3), part(3, 5), part(5, 7), part(7, 9)].join(gap);
            format!("0{}{gap}{pairs}", part(0, 1))
        }
        Country::Spain | Country::Peru => format!("{} {} {}", part(0, 3), part(3, 6), part(6, 9)),
        Country::Indonesia => format!("0{}-{}-{}", part(0, 3), part(3, 7), part(7, 11)),
        Country::Denmark => format!("{} {} {} {}", part(0, 2), part(2, 4), part(4, 6), part(6, 8)),
    }
}

fn abroad(code: &str, national: &str, dice: &mut Dice) -> String {
    let cut = 3.min(national.len());
    match dice.below(3) {
        0 => format!("+{code}{national}"),
        _ => format!("+{code} {} {}", &national[..cut], &national[cut..]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_plans_of_the_world_agree() {
        let util = &rlibphonenumber::PHONE_NUMBER_UTIL;
        let mut dice = Dice::new(5, "phones");
        for &country in Country::ALL {
            for _ in 0..300 {
                let phone = valid(country, &mut dice);
                let region = country.as_str().parse().ok();
                let number = util.parse(&phone.written, region).unwrap();
                assert!(util.is_valid_number(&number), "{phone:?}");
                let same = util.parse(&phone.e164, None).unwrap();
                assert_eq!(number.national_number, same.national_number, "{phone:?}");
                // Ranges that regulators keep for films.
                let film = phone.e164.starts_with("+1") && phone.e164.get(5..8) == Some("555");
                assert!(!phone.e164.starts_with("+447700900") && !film);
            }
        }
    }

    #[test]
    fn orders_are_no_phone_numbers_anywhere() {
        let util = &rlibphonenumber::PHONE_NUMBER_UTIL;
        let mut dice = Dice::new(6, "orders");
        for &country in Country::ALL {
            for _ in 0..200 {
                let order = format!("10{}", dice.digits(8));
                let number = util.parse(&order, country.as_str().parse().ok());
                assert!(!number.is_ok_and(|number| util.is_valid_number(&number)), "{country} {order}");
            }
        }
    }
}
