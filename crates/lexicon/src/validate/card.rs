//! Numbers of payment cards: issuer range and length (ISO/IEC 7812), Luhn digit.

use crate::pattern::Candidate;
use crate::validate::{Accepted, Verdict};

/// A range of issuers: the first digits, from and to, and the lengths in use.
struct Issuer {
    first: u32,
    last: u32,
    lengths: &'static [usize],
    /// So common and so long that a number needs no cue.
    common: bool,
}

const fn issuer(first: u32, last: u32, lengths: &'static [usize], common: bool) -> Issuer {
    Issuer { first, last, lengths, common }
}

/// Ranges as published by the networks. Where they overlap, the first that fits counts.
const ISSUERS: [Issuer; 22] = [
    issuer(4, 4, &[16], true),                                // Visa
    issuer(4, 4, &[13, 19], false),                           // Visa, older and longer
    issuer(51, 55, &[16], true),                              // Mastercard
    issuer(2221, 2720, &[16], true),                          // Mastercard
    issuer(34, 34, &[15], true),                              // American Express
    issuer(37, 37, &[15], true),                              // American Express
    issuer(300, 305, &[14, 16, 19], false),                   // Diners Club
    issuer(309, 309, &[14, 16, 19], false),                   // Diners Club
    issuer(36, 36, &[14, 16, 19], false),                     // Diners Club
    issuer(38, 39, &[14, 16, 19], false),                     // Diners Club
    issuer(3528, 3589, &[16], true),                          // JCB
    issuer(3528, 3589, &[17, 18, 19], false),                 // JCB
    issuer(2131, 2131, &[15], false),                         // JCB, older
    issuer(1800, 1800, &[15], false),                         // JCB, older
    issuer(6011, 6011, &[16, 17, 18, 19], true),              // Discover
    issuer(644, 649, &[16, 17, 18, 19], true),                // Discover
    issuer(65, 65, &[16, 17, 18, 19], true),                  // Discover, RuPay
    issuer(62, 62, &[16, 17, 18, 19], false),                 // UnionPay
    issuer(2200, 2204, &[16, 17, 18, 19], false),             // Mir
    issuer(9792, 9792, &[16], false),                         // Troy
    issuer(50, 50, &[12, 13, 14, 15, 16, 17, 18, 19], false), // Maestro, RuPay
    issuer(56, 69, &[12, 13, 14, 15, 16, 17, 18, 19], false), // Maestro
];

/// A number with fewer different digits is somebody's joke.
const DIFFERENT_DIGITS: usize = 4;

/// Accepts the longest run of digit groups that is a card number.
pub(super) fn check(candidate: &Candidate<'_>) -> Option<Verdict> {
    let range = candidate.value();
    let text = &candidate.text[range.clone()];
    let groups = groups(text);
    let mut best: Option<Accepted> = None;
    for first in 0..groups.len() {
        for last in first..groups.len() {
            let (start, end) = (groups[first].0, groups[last].1);
            let number: String = text[start..end].chars().filter(char::is_ascii_digit).collect();
            let longer = best.as_ref().is_none_or(|best| best.value.len() < number.len());
            if longer && is_grouped_like_a_card(&groups[first..=last]) && is_card(&number, candidate.cued) {
                best = Some(Accepted::new(range.start + start..range.start + end, number));
            }
        }
    }
    let accepted = best?;
    if crate::text::number_goes_on(candidate.text, &accepted.span) {
        return None;
    }
    let mut digits: Vec<u8> = accepted.value.bytes().collect();
    digits.sort_unstable();
    digits.dedup();
    if digits.len() < DIFFERENT_DIGITS {
        return Some(Verdict::Sample(accepted.span));
    }
    Some(Verdict::unless_sample(accepted, candidate))
}

/// Start and end of every run of digits.
fn groups(text: &str) -> Vec<(usize, usize)> {
    let mut groups: Vec<(usize, usize)> = Vec::new();
    for (at, _) in text.bytes().enumerate().filter(|(_, byte)| byte.is_ascii_digit()) {
        match groups.last_mut() {
            Some((_, end)) if *end == at => *end = at + 1,
            _ => groups.push((at, at + 1)),
        }
    }
    groups
}

/// One run, or 4 digits and then groups of 3 to 7 (4-4-4-4, 4-6-5, 4-4-4-4-3).
fn is_grouped_like_a_card(groups: &[(usize, usize)]) -> bool {
    match groups {
        [_] => true,
        [first, rest @ ..] => {
            first.1 - first.0 == 4 && rest.iter().all(|(start, end)| (3..=7).contains(&(end - start)))
        }
        [] => false,
    }
}

/// Whether some issuer gives out such numbers and the last digit is right. `number` holds ASCII digits only.
fn is_card(number: &str, cued: bool) -> bool {
    let issued = ISSUERS.iter().any(|issuer| {
        let digits = issuer.first.ilog10() as usize + 1;
        let begins = number.get(..digits).and_then(|begin| begin.parse::<u32>().ok());
        (issuer.common || cued)
            && issuer.lengths.contains(&number.len())
            && begins.is_some_and(|begin| (issuer.first..=issuer.last).contains(&begin))
    });
    issued && luhn(number)
}

/// The check of ISO/IEC 7812-1, annex B: every second digit from the right is doubled.
fn luhn(number: &str) -> bool {
    let sum: u32 = number
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, byte)| {
            let digit = u32::from(byte - b'0');
            let doubled = if place % 2 == 1 { digit * 2 } else { digit };
            doubled / 10 + doubled % 10
        })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn luhn_knows_one_wrong_digit_and_one_swap() {
        for (number, right) in [
            ("79927398713", true), // the example of the standard's first descriptions
            ("79927398710", false),
            ("4111111111111111", true),
            ("4111111111111112", false),
            ("378282246310005", true),
            ("378282246310050", false),
            ("0", true),
        ] {
            assert_eq!(luhn(number), right, "{number}");
        }
    }

    #[test]
    fn issuer_length_and_cue_decide_together() {
        for (number, without_cue, with_cue) in [
            ("4111111111111111", true, true),
            ("4222222222222", false, true),     // Visa with 13 digits
            ("5555555555554444", true, true),   // Mastercard
            ("2223003122003222", true, true),   // Mastercard, new range
            ("371449635398431", true, true),    // American Express
            ("30569309025904", false, true),    // Diners Club
            ("3530111333300000", true, true),   // JCB
            ("6011111111111117", true, true),   // Discover
            ("6759649826438453", false, true),  // Maestro
            ("1234567812345670", false, false), // nobody's range
        ] {
            assert_eq!((is_card(number, false), is_card(number, true)), (without_cue, with_cue), "{number}");
        }
    }

    #[test]
    fn groups_are_those_of_cards() {
        for (text, card) in [
            ("4111 1111 1111 1111", true),
            ("3782-822463-10005", true),
            ("4111111111111111", true),
            ("41 11 11 11 11 11 11 11", false),
        ] {
            assert_eq!(is_grouped_like_a_card(&groups(text)), card, "{text}");
        }
    }
}
