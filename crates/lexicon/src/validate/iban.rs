//! International bank account numbers: country, its length, check digits (ISO 13616, ISO 7064 mod 97-10).

use crate::pattern::Candidate;
use crate::validate::{Accepted, Verdict};

/// Country and length in characters, from the IBAN registry (ISO 13616), by country.
const LENGTHS: [(&str, usize); 89] = [
    ("AD", 24),
    ("AE", 23),
    ("AL", 28),
    ("AT", 20),
    ("AZ", 28),
    ("BA", 20),
    ("BE", 16),
    ("BG", 22),
    ("BH", 22),
    ("BI", 27),
    ("BR", 29),
    ("BY", 28),
    ("CH", 21),
    ("CR", 22),
    ("CY", 28),
    ("CZ", 24),
    ("DE", 22),
    ("DJ", 27),
    ("DK", 18),
    ("DO", 28),
    ("EE", 20),
    ("EG", 29),
    ("ES", 24),
    ("FI", 18),
    ("FK", 18),
    ("FO", 18),
    ("FR", 27),
    ("GB", 22),
    ("GE", 22),
    ("GI", 23),
    ("GL", 18),
    ("GR", 27),
    ("GT", 28),
    ("HN", 28),
    ("HR", 21),
    ("HU", 28),
    ("IE", 22),
    ("IL", 23),
    ("IQ", 23),
    ("IS", 26),
    ("IT", 27),
    ("JO", 30),
    ("KW", 30),
    ("KZ", 20),
    ("LB", 28),
    ("LC", 32),
    ("LI", 21),
    ("LT", 20),
    ("LU", 20),
    ("LV", 21),
    ("LY", 25),
    ("MC", 27),
    ("MD", 24),
    ("ME", 22),
    ("MK", 19),
    ("MN", 20),
    ("MR", 27),
    ("MT", 31),
    ("MU", 30),
    ("NI", 28),
    ("NL", 18),
    ("NO", 15),
    ("OM", 23),
    ("PK", 24),
    ("PL", 28),
    ("PS", 29),
    ("PT", 25),
    ("QA", 29),
    ("RO", 24),
    ("RS", 22),
    ("RU", 33),
    ("SA", 24),
    ("SC", 31),
    ("SD", 18),
    ("SE", 24),
    ("SI", 19),
    ("SK", 24),
    ("SM", 27),
    ("SO", 23),
    ("ST", 25),
    ("SV", 28),
    ("TL", 23),
    ("TN", 24),
    ("TR", 26),
    ("UA", 29),
    ("VA", 22),
    ("VG", 24),
    ("XK", 20),
    ("YE", 30),
];

/// Accepts the beginning of the candidate that is as long as its country's numbers are.
pub(super) fn check(candidate: &Candidate<'_>) -> Option<Verdict> {
    let range = candidate.value();
    let text = &candidate.text[range.clone()];
    let length = length(text.get(..2)?)?;
    let mut letters = text.char_indices().filter(|(_, c)| c.is_ascii_alphanumeric());
    let (last, _) = letters.nth(length - 1)?;
    let number: String = text[..=last].chars().filter(char::is_ascii_alphanumeric).collect();
    let number = number.to_ascii_uppercase();
    let end = range.start + last + 1;
    if crate::text::inside_word(candidate.text, end) || !is_right(&number) {
        return None;
    }
    Some(Verdict::unless_sample(Accepted::new(range.start..end, number), candidate))
}

/// Characters in an IBAN of that country.
fn length(country: &str) -> Option<usize> {
    let at =
        LENGTHS.binary_search_by(|(known, _)| (*known).cmp(country.to_ascii_uppercase().as_str())).ok()?;
    Some(LENGTHS[at].1)
}

/// Whether the remainder by 97 is 1, letters counting as two digits (A = 10) and the first four moved to the end.
fn is_right(number: &str) -> bool {
    let (head, tail) = number.split_at(4);
    let remainder = tail.bytes().chain(head.bytes()).fold(0_u32, |remainder, byte| match byte {
        b'0'..=b'9' => (remainder * 10 + u32::from(byte - b'0')) % 97,
        _ => (remainder * 100 + u32::from(byte.to_ascii_uppercase() - b'A') + 10) % 97,
    });
    remainder == 1 && number.as_bytes()[2..4].iter().all(u8::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples of the IBAN registry (ISO 13616), which are published and nobody's.
    const REGISTRY: [&str; 24] = [
        "AD1200012030200359100100",
        "AE070331234567890123456",
        "AT611904300234573201",
        "BE68539007547034",
        "BR1800360305000010009795493C1",
        "CH9300762011623852957",
        "CZ6508000000192000145399",
        "DE89370400440532013000",
        "DK5000400440116243",
        "ES9121000418450200051332",
        "FI2112345600000785",
        "FR1420041010050500013M02606",
        "GB29NWBK60161331926819",
        "GR1601101250000000012300695",
        "HU42117730161111101800000000",
        "IE29AIBK93115212345678",
        "IT60X0542811101000000123456",
        "MT84MALT011000012345MTLCAST001S",
        "NL91ABNA0417164300",
        "NO9386011117947",
        "PL61109010140000071219812874",
        "PT50000201231234567890154",
        "SE4550000000058398257466",
        "TR330006100519786457841326",
    ];

    #[test]
    fn the_registrys_examples_have_their_length_and_digits() {
        for number in REGISTRY {
            assert_eq!(length(&number[..2]), Some(number.len()), "{number}");
            assert!(is_right(number), "{number}");
            let last = if number.ends_with('1') { '2' } else { '1' };
            let wrong = format!("{}{last}", &number[..number.len() - 1]);
            assert!(!is_right(&wrong), "{wrong}");
        }
    }

    #[test]
    fn the_table_is_sorted_so_that_searching_it_works() {
        assert!(LENGTHS.is_sorted());
        assert_eq!((length("no"), length("ZZ")), (Some(15), None));
    }
}
