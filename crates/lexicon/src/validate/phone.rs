//! Telephone numbers that are valid under a numbering plan, by the data of libphonenumber.

use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumber, PhoneNumberFormat, PhoneNumberType, Region};

use crate::pattern::Candidate;
use crate::text::number_goes_on;
use crate::validate::{Accepted, Verdict};

/// ITU-T E.164: at most 15 digits. A national prefix or an exit code (`00`) comes on top.
const DIGITS: std::ops::RangeInclusive<usize> = 6..=17;

/// Without a cue, a number needs so many digits to look like a telephone number at all.
const DIGITS_WITHOUT_CUE: usize = 9;

/// Where it is not grouped as its country groups numbers, a shorter one is a house number or a price far more often.
const DIGITS_WITHOUT_SHAPE: usize = 7;

/// A number with fewer different digits is somebody's joke.
const DIFFERENT_DIGITS: usize = 3;

/// How the plan of a number was found, and how sure that makes it.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Plan {
    /// It names its country: `+44 ...`, `0044 ...`.
    Named,
    /// It fits a likely country, and a cue stands near it. Of several countries, one that groups numbers like this.
    LikelyWithCue,
    /// It fits a likely country and is grouped as that country groups numbers.
    LikelyByShape,
    /// A cue stands near it, and it fits some country that groups numbers like this.
    AnyWithCue,
}

impl Plan {
    const fn confidence(self) -> f64 {
        match self {
            Self::Named => 1.0,
            Self::LikelyWithCue => 0.95,
            Self::LikelyByShape => 0.6,
            Self::AnyWithCue => 0.7,
        }
    }
}

/// Accepts a number that is valid in the country that it names, in a likely one or, with a cue and the right shape, in
/// any.
pub(super) fn check(candidate: &Candidate<'_>) -> Option<Verdict> {
    let span = candidate.value();
    let text = &candidate.text[span.clone()];
    let digits: Vec<u8> = main_part(text).bytes().filter(u8::is_ascii_digit).collect();
    if !DIGITS.contains(&digits.len()) || number_goes_on(candidate.text, &span) || !is_closed(text) {
        return None;
    }
    let mut different = digits.clone();
    different.sort_unstable();
    different.dedup();
    let as_typed = String::from_utf8(digits.clone()).unwrap_or_default();
    if different.len() < DIFFERENT_DIGITS || candidate.is_listed("samples", &as_typed) {
        return Some(Verdict::Sample(span));
    }
    let (number, plan) = find_plan(text, digits.len(), candidate)?;
    let mut accepted = Accepted::new(span, number.format_as(PhoneNumberFormat::E164).into_owned());
    accepted.confidence = plan.confidence();
    accepted.severity = is_a_companys(&number).then_some(1);
    Some(Verdict::Accepted(accepted))
}

/// The number in its international form, if the text names its country.
///
/// Used to mask numbers: `+44 20 7946 0018`.
pub(crate) fn international(text: &str) -> Option<String> {
    let number = named(text)?;
    Some(number.format_as(PhoneNumberFormat::International).into_owned())
}

/// The region (ISO 3166-1 alpha-2) of a number that names its country, for [`crate::TextContext::regions`].
///
/// ```
/// assert_eq!(lexicon::phone_region("+44 20 7946 0018").as_deref(), Some("GB"));
/// assert_eq!(lexicon::phone_region("020 7946 0018"), None);
/// ```
pub fn phone_region(number: &str) -> Option<String> {
    let number = named(number.trim())?;
    number.get_region_code().map(|region| region.to_string())
}

/// The text without an extension ("x123", "ext. 4"), which does not count against the length of a number.
fn main_part(text: &str) -> &str {
    let end = text.find(|c: char| c.is_ascii_alphabetic() || c == '#').unwrap_or(text.len());
    &text[..end]
}

/// Whether brackets open and close as they should.
fn is_closed(text: &str) -> bool {
    let mut depth = 0_i32;
    text.chars().all(|c| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        (0..=1).contains(&depth)
    }) && depth == 0
}

fn find_plan(text: &str, digits: usize, candidate: &Candidate<'_>) -> Option<(PhoneNumber, Plan)> {
    if let Some(number) = named(text) {
        return Some((number, Plan::Named));
    }
    if text.starts_with('+') {
        return None;
    }
    let likely: Vec<PhoneNumber> =
        candidate.context.regions.iter().filter_map(|region| valid_in(text, region)).collect();
    let shaped = likely.iter().find(|number| has_shape(text, number));
    let dialled = || likely.iter().find(|number| has_prefix(text, number));
    match shaped {
        Some(number) if candidate.cued => return Some((number.clone(), Plan::LikelyWithCue)),
        Some(number) if digits >= DIGITS_WITHOUT_CUE => return Some((number.clone(), Plan::LikelyByShape)),
        None if candidate.cued && digits >= DIGITS_WITHOUT_SHAPE => {
            if let Some(number) = dialled() {
                return Some((number.clone(), Plan::LikelyWithCue));
            }
        }
        _ => {}
    }
    if !candidate.cued || digits < DIGITS_WITHOUT_SHAPE {
        return None;
    }
    let mut anywhere = candidate.list("regions_with_cue").iter().filter_map(|region| valid_in(text, region));
    anywhere.find(|number| has_shape(text, number)).map(|number| (number, Plan::AnyWithCue))
}

/// A valid number that begins with `+` or `00` and its country's code.
fn named(text: &str) -> Option<PhoneNumber> {
    let with_plus = match text.strip_prefix("00") {
        Some(rest) => format!("+{}", rest.trim_start_matches([' ', '-', '.', '\u{a0}'])),
        None if text.starts_with('+') => text.to_owned(),
        None => return None,
    };
    PHONE_NUMBER_UTIL.parse(&with_plus, None).ok().filter(PhoneNumber::is_valid)
}

fn valid_in(text: &str, region: &str) -> Option<PhoneNumber> {
    let region = Region::try_from(region).ok()?;
    let number = PHONE_NUMBER_UTIL.parse(text, Some(region)).ok()?;
    number.is_valid_for_region(region).then_some(number)
}

/// Whether the digits are grouped as its country writes them, or it is a mobile number typed in one go with its
/// national prefix.
fn has_shape(text: &str, number: &PhoneNumber) -> bool {
    let text = main_part(text);
    let typed = digit_groups(text);
    if let [only] = typed[..] {
        return only.starts_with('0') && number.get_type() == PhoneNumberType::Mobile;
    }
    let national = number.format_as(PhoneNumberFormat::National);
    let international = number.format_as(PhoneNumberFormat::International);
    let groups = digit_groups(main_part(&international));
    let without_code = groups.get(1..).is_some_and(|groups| typed == *groups) && has_prefix(text, number);
    // Dots separate all groups or none: "252.227-7013" is a paragraph of some law.
    let dots = text.matches('.').count();
    (typed == digit_groups(main_part(&national)) || without_code) && (dots == 0 || dots + 1 == typed.len())
}

/// Whether the number begins with 0 if its country's numbers do when dialled at home.
fn has_prefix(text: &str, number: &PhoneNumber) -> bool {
    let starts = |text: &str| text.trim_start_matches('(').starts_with('0');
    !number.format_as(PhoneNumberFormat::National).starts_with('0') || starts(text)
}

fn digit_groups(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).collect()
}

/// Numbers that nobody has at home: free of charge, at extra cost, switchboards.
fn is_a_companys(number: &PhoneNumber) -> bool {
    use PhoneNumberType::{PremiumRate, SharedCost, TollFree, UAN, VoiceMail};
    matches!(number.get_type(), TollFree | PremiumRate | SharedCost | UAN | VoiceMail)
}

#[cfg(test)]
mod tests {
    use super::*;

    // Numbers that regulators keep for fiction and that are valid all the same: Ofcom's 020 7946 0xxx, 555-01xx in
    // North America, 030 23125 xxx of the Bundesnetzagentur, 0491 570 xxx of the ACMA.
    #[test]
    fn a_country_is_named_by_plus_or_two_zeros() {
        for (text, e164) in [
            ("+44 20 7946 0018", Some("+442079460018")),
            ("0044 20 7946 0018", Some("+442079460018")),
            ("001-201-555-0123", Some("+12015550123")),
            ("+49 (0)30 23125 123", Some("+493023125123")),
            ("+44 20 7946", None),
            ("020 7946 0018", None),
        ] {
            assert_eq!(named(text).map(|number| number.to_string()).as_deref(), e164, "{text}");
        }
    }

    #[test]
    fn shape_is_that_of_the_country() {
        for (text, region, shaped) in [
            ("020 7946 0018", "GB", true),
            ("0207 946 0018", "GB", false),
            ("(201) 555-0123", "US", true),
            ("201-555-0123", "US", true),
            ("2015550123", "US", false),
            ("0491570156", "AU", true),
            ("030 23125123", "DE", true),
            ("30 23125123", "DE", false),
            ("201.555-0123", "US", false),
            ("201.555.0123", "US", true),
            ("201.555.0123x45", "US", true),
        ] {
            let number = valid_in(text, region).unwrap();
            assert_eq!(has_shape(text, &number), shaped, "{text}");
        }
    }

    #[test]
    fn brackets_and_extensions() {
        assert!(
            is_closed("(201) 555") && !is_closed("(201 555") && !is_closed("201) 555") && !is_closed("((1))")
        );
        assert_eq!(main_part("201-555-0123x456"), "201-555-0123");
    }
}
