//! Payment card numbers.

use crate::dice::Dice;

/// Numbers that card schemes publish for testing. A finder may leave them out, so they are never invented.
const PUBLISHED: &[&str] = &[
    "4111111111111111",
    "4242424242424242",
    "4012888888881881",
    "4000056655665556",
    "4917610000000000",
    "5555555555554444",
    "5105105105105100",
    "5200828282828210",
    "5454545454545454",
    "378282246310005",
    "371449635398431",
    "378734493671000",
    "340000000000009",
];

/// A number with a plausible beginning (Visa, Mastercard, or American Express with 15 digits) that passes Luhn.
pub fn valid(dice: &mut Dice) -> String {
    loop {
        let (prefix, length) = match dice.below(10) {
            0..=5 => (format!("4{}", dice.between(5, 9)), 16),
            6..=8 => (format!("5{}", dice.between(1, 5)), 16),
            _ => (format!("3{}", if dice.chance(0.5) { 4 } else { 7 }), 15),
        };
        let mut digits = prefix.clone();
        digits.push_str(&dice.digits(length - prefix.len() - 1));
        digits.push(check_digit(&digits));
        if !PUBLISHED.contains(&digits.as_str()) {
            return digits;
        }
    }
}

/// A number that looks like a card's and fails Luhn.
pub fn invalid(dice: &mut Dice) -> String {
    let mut digits = valid(dice);
    let last = digits.pop().and_then(|digit| digit.to_digit(10)).unwrap_or_default();
    let other = (u64::from(last) + 1 + dice.below(9)) % 10;
    digits.push_str(&other.to_string());
    digits
}

/// The number as people write it: in groups, with blanks or hyphens, or without.
pub fn written(digits: &str, dice: &mut Dice) -> String {
    let groups: &[usize] = if digits.len() == 15 { &[4, 6, 5] } else { &[4, 4, 4, 4] };
    let gap = *dice.pick(&[" ", " ", " ", "-", ""]);
    let mut rest = digits;
    let mut parts = Vec::new();
    for &length in groups {
        let (part, after) = rest.split_at(length.min(rest.len()));
        parts.push(part);
        rest = after;
    }
    parts.join(gap)
}

/// Whether the digits pass Luhn's check.
pub fn luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(at, byte)| {
            let digit = u32::from(byte.wrapping_sub(b'0'));
            if at % 2 == 0 { digit } else { digit * 2 / 10 + digit * 2 % 10 }
        })
        .sum();
    sum.is_multiple_of(10)
}

fn check_digit(digits: &str) -> char {
    ('0'..='9').find(|last| luhn(&format!("{digits}{last}"))).unwrap_or('0')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn valid_ones_pass_and_invalid_ones_fail() {
        let mut dice = Dice::new(3, "cards");
        for _ in 0..500 {
            let card = valid(&mut dice);
            assert!(luhn(&card) && (15..=16).contains(&card.len()) && !PUBLISHED.contains(&card.as_str()));
            assert!(!luhn(&invalid(&mut dice)));
            let text = written(&card, &mut dice);
            assert_eq!(text.chars().filter(char::is_ascii_digit).collect::<String>(), card);
        }
        assert!(PUBLISHED.iter().all(|card| luhn(card)));
    }
}
