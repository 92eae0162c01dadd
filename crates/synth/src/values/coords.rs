//! Places in open country or on the sea, so that no coordinates point at anybody's door.

use crate::dice::Dice;
use crate::request::Country;

/// Degrees, south and west negative.
pub type Place = (f64, f64);

/// Rough centres of empty land or water, each with some ten kilometres around it to be lost in.
const fn empty_places(country: Country) -> &'static [Place] {
    match country {
        Country::UnitedStates => &[(42.05, -101.35), (46.85, -103.05), (38.75, -117.25), (44.25, -107.55)],
        Country::UnitedKingdom => &[(55.35, -3.45), (54.15, -2.35), (52.35, -3.75), (57.15, -4.95)],
        Country::Germany => &[(53.35, 12.65), (51.95, 13.95), (50.35, 6.35), (54.15, 7.35)],
        Country::France => &[(44.35, 3.55), (46.95, 4.15), (48.35, -3.55), (43.95, -0.95)],
        Country::Spain => &[(40.15, -1.95), (39.35, -5.15), (41.85, -2.65), (37.95, -2.75)],
        Country::Indonesia => &[(-5.35, 110.55), (-4.55, 107.05), (-6.05, 114.55), (-7.95, 116.95)],
        Country::Denmark => &[(56.25, 8.75), (55.65, 7.65), (56.95, 11.25), (55.25, 10.95)],
        Country::Peru => &[(-13.85, -74.35), (-10.35, -76.85), (-15.75, -71.35), (-7.65, -80.35)],
    }
}

/// Somewhere in the country, to five decimals (about a metre), the last of them never zero.
pub fn somewhere(country: Country, dice: &mut Dice) -> Place {
    let (latitude, longitude) = *dice.pick(empty_places(country));
    (near(latitude, 6000, dice), near(longitude, 6000, dice))
}

/// Within a hundred metres or so of a place.
pub fn close_to((latitude, longitude): Place, dice: &mut Dice) -> Place {
    (near(latitude, 60, dice), near(longitude, 60, dice))
}

/// Moves by up to `reach` hundred-thousandths of a degree.
fn near(degrees: f64, reach: i64, dice: &mut Dice) -> f64 {
    let mut units = libm::round(degrees * 1e5) as i64 + dice.between(-reach, reach);
    if units % 10 == 0 {
        units += 1;
    }
    units as f64 / 1e5
}

/// `latitude,longitude`: the normalised value in the truth.
pub fn value((latitude, longitude): Place) -> String {
    format!("{latitude:.5},{longitude:.5}")
}

/// As people paste them: a pair of numbers, or (where links survive) a link to a map.
pub fn written(place: Place, links: bool, dice: &mut Dice) -> String {
    let (latitude, longitude) = place;
    match dice.below(if links { 5 } else { 2 }) {
        0 => format!("{latitude:.5}, {longitude:.5}"),
        1 => value(place),
        2 => format!("https://maps.google.com/?q={}", value(place)),
        3 => format!("https://www.openstreetmap.org/?mlat={latitude:.5}&mlon={longitude:.5}"),
        _ => format!("geo:{}", value(place)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_on_earth_and_exact() {
        let mut dice = Dice::new(2, "places");
        for &country in Country::ALL {
            for _ in 0..50 {
                let place = somewhere(country, &mut dice);
                assert!(place.0.abs() < 90.0 && place.1.abs() < 180.0);
                let text = value(place);
                assert!(
                    text.split(',').all(|part| part.parse::<f64>().is_ok() && !part.ends_with('0')),
                    "{text}"
                );
                let (other, _) = close_to(place, &mut dice);
                assert!((other - place.0).abs() < 0.001);
            }
        }
    }
}
