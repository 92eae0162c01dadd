//! International bank account numbers.

use crate::dice::Dice;
use crate::request::Country;

/// An account number of the country with correct check digits (the country's own too, where it has them), without
/// blanks; `None` where there are none (US, Indonesia, Peru).
pub fn valid(country: Country, dice: &mut Dice) -> Option<String> {
    let account = match country {
        Country::Germany => dice.digits(18),
        Country::UnitedKingdom => {
            let bank = dice.letters("BCDFGHKLMNPRSTVWXYZ", 4);
            format!("{bank}{}", dice.digits(14))
        }
        Country::France => french(dice),
        Country::Spain => spanish(dice),
        Country::Denmark => dice.digits(14),
        Country::UnitedStates | Country::Indonesia | Country::Peru => return None,
    };
    let check = 98 - mod97(&format!("{account}{}00", country.as_str()));
    Some(format!("{}{check:02}{account}", country.as_str()))
}

/// The same shape with check digits that do not fit.
pub fn invalid(country: Country, dice: &mut Dice) -> Option<String> {
    let iban = valid(country, dice)?;
    let right: u64 = iban.get(2..4)?.parse().ok()?;
    // Check digits run from 02 to 98; any other in that range is wrong.
    let wrong = 2 + (right - 2 + 1 + dice.below(96)) % 97;
    Some(format!("{}{wrong:02}{}", iban.get(..2)?, iban.get(4..)?))
}

/// The number as people write it: in groups of four, or in one.
pub fn written(iban: &str, dice: &mut Dice) -> String {
    if dice.chance(0.3) {
        return iban.to_owned();
    }
    let groups: Vec<String> =
        iban.as_bytes().chunks(4).map(|four| String::from_utf8_lossy(four).into_owned()).collect();
    groups.join(" ")
}

/// The remainder by 97, letters counting from A = 10.
pub fn mod97(text: &str) -> u64 {
    text.bytes().fold(0, |rest, byte| match byte {
        b'0'..=b'9' => (rest * 10 + u64::from(byte - b'0')) % 97,
        _ => (rest * 100 + u64::from(byte.wrapping_sub(b'A')) + 10) % 97,
    })
}

/// Whether the check digits of an IBAN without blanks fit.
#[cfg(test)]
pub fn is_valid(iban: &str) -> bool {
    iban.split_at_checked(4).is_some_and(|(head, account)| mod97(&format!("{account}{head}")) == 1)
}

/// Bank, branch, account, and the key that ties them (RIB).
fn french(dice: &mut Dice) -> String {
    let (bank, branch, account) = (dice.below(100_000), dice.below(100_000), dice.below(100_000_000_000));
    let key = 97 - (89 * bank + 15 * branch + 3 * account) % 97;
    format!("{bank:05}{branch:05}{account:011}{key:02}")
}

/// Bank, branch, two check digits (remainders by 11), account.
fn spanish(dice: &mut Dice) -> String {
    let (head, account) = (dice.digits(8), dice.digits(10));
    format!("{head}{}{}{account}", eleven(&format!("00{head}")), eleven(&account))
}

fn eleven(ten_digits: &str) -> u32 {
    const WEIGHTS: [u32; 10] = [1, 2, 4, 8, 5, 10, 9, 7, 3, 6];
    let sum: u32 =
        ten_digits.bytes().zip(WEIGHTS).map(|(byte, weight)| u32::from(byte - b'0') * weight).sum();
    match 11 - sum % 11 {
        11 => 0,
        10 => 1,
        digit => digit,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_country_has_its_length_and_its_checks() {
        let mut dice = Dice::new(3, "ibans");
        for &country in Country::ALL {
            let length = match country {
                Country::Germany => 22,
                Country::UnitedKingdom => 22,
                Country::France => 27,
                Country::Spain => 24,
                Country::Denmark => 18,
                _ => {
                    assert_eq!(valid(country, &mut dice), None);
                    continue;
                }
            };
            for _ in 0..100 {
                let iban = valid(country, &mut dice).unwrap();
                assert!(iban.len() == length && is_valid(&iban), "{iban}");
                assert!(!is_valid(&invalid(country, &mut dice).unwrap()));
                assert_eq!(written(&iban, &mut dice).replace(' ', ""), iban);
            }
        }
        // Published examples of the two national checks.
        assert_eq!(eleven("0021000418"), 4);
        assert_eq!(eleven("0200051332"), 5);
        assert!(is_valid("GB82WEST12345698765432"));
    }
}
