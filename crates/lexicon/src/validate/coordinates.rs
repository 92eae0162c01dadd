//! Places to the metre: pairs of latitude and longitude.

use event::Private;

use crate::pattern::Candidate;
use crate::validate::{Accepted, Verdict};

/// Degrees are rounded to so many decimals (about 10 metres), so that a place said twice is one value.
const DECIMALS: usize = 4;

/// The value of a place, as rules about coordinates write it: `53.4808,-2.2426`.
///
/// None if the degrees are out of range (-90 to 90, -180 to 180), not numbers, or 0, 0, which cameras and exports
/// write for "not known".
///
/// ```
/// assert_eq!(lexicon::place_value(53.480_76, -2.242_63).unwrap().expose(), "53.4808,-2.2426");
/// assert_eq!(lexicon::place_value(0.0, 0.0), None);
/// assert_eq!(lexicon::place_value(90.1, 0.0), None);
/// ```
pub fn place_value(latitude: f64, longitude: f64) -> Option<Private<String>> {
    value(latitude, longitude).map(Private::new)
}

fn value(latitude: f64, longitude: f64) -> Option<String> {
    let in_range = latitude.abs() <= 90.0 && longitude.abs() <= 180.0;
    // Adding 0 turns -0 into 0, which print differently.
    let written = |degrees: f64| {
        let scale = 10_f64.powi(DECIMALS as i32);
        format!("{:.DECIMALS$}", (degrees * scale).round() / scale + 0.0)
    };
    let (latitude, longitude) =
        (in_range && (latitude, longitude) != (0.0, 0.0)).then_some((latitude, longitude))?;
    Some(format!("{},{}", written(latitude), written(longitude)))
}

/// Accepts a pair in range. Groups `lat` and `lon` hold decimal degrees or degrees, minutes and seconds, with or
/// without the letter of the hemisphere.
pub(super) fn check(candidate: &Candidate<'_>) -> Option<Verdict> {
    let (latitude, longitude) = (candidate.group("lat")?, candidate.group("lon")?);
    // Two fractions of one are shares or scores far more often than a place in the Gulf of Guinea.
    let (north, east) = (degrees(latitude, ['N', 'S'])?, degrees(longitude, ['E', 'W'])?);
    if north.abs() < 1.0 && east.abs() < 1.0 && !latitude.contains(|c: char| c.is_alphabetic() || c == '°') {
        return None;
    }
    let span = match (candidate.captures.name("lat"), candidate.captures.name("lon")) {
        (Some(lat), Some(lon)) => lat.start().min(lon.start())..lat.end().max(lon.end()),
        _ => return None,
    };
    if crate::text::number_goes_on(candidate.text, &span)
        && !candidate.text[..span.start].ends_with(['=', '/', ':'])
    {
        return None;
    }
    Some(Verdict::Accepted(Accepted::new(span, value(north, east)?)))
}

/// Signed degrees in a text such as `-2.2426`, `2.2426° W`, `2°14'33.5"W`. `letters`: what is positive, what negative.
fn degrees(text: &str, letters: [char; 2]) -> Option<f64> {
    let upper = text.to_uppercase();
    let negative = upper.trim_start().starts_with(['-', '−']) || upper.contains(letters[1]);
    // Spanish and French write O (oeste, ouest) for west, German O (Ost) for east: too unsure to read.
    let numbers: Option<Vec<f64>> = upper
        .split(|c: char| !c.is_ascii_digit() && c != '.')
        .filter(|part| !part.is_empty())
        .map(|part| part.parse().ok())
        .collect();
    let parts = numbers?;
    let (&whole, rest) = parts.split_first()?;
    if rest.len() > 2 || rest.iter().any(|&part| part >= 60.0) {
        return None;
    }
    let total = rest.iter().rev().fold(0.0, |sum, part| (sum + part) / 60.0) + whole;
    Some(if negative { -total } else { total })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn degrees_come_in_many_notations() {
        for (text, letters, expected) in [
            ("53.4808", ['N', 'S'], Some(53.4808)),
            ("-2.2426", ['E', 'W'], Some(-2.2426)),
            ("2.5° W", ['E', 'W'], Some(-2.5)),
            ("2°15'W", ['E', 'W'], Some(-2.25)),
            ("53°30'36\"N", ['N', 'S'], Some(53.51)),
            ("S 33°30'", ['N', 'S'], Some(-33.5)),
            ("53°75'N", ['N', 'S'], None),
            ("1.2.3", ['N', 'S'], None),
        ] {
            assert_eq!(degrees(text, letters), expected, "{text}");
        }
    }

    #[test]
    fn a_value_is_the_same_for_the_same_ten_metres() {
        assert_eq!(value(-0.000_01, 10.0).as_deref(), Some("0.0000,10.0000"));
        assert_eq!(value(53.480_76, -2.242_63), value(53.480_79, -2.242_58));
        for (latitude, longitude) in
            [(0.0, 0.0), (-90.5, 1.0), (1.0, 180.5), (f64::NAN, 1.0), (1.0, f64::INFINITY)]
        {
            assert_eq!(value(latitude, longitude), None);
        }
    }
}
