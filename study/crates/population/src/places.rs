//! Whom a published figure speaks of.

use std::collections::BTreeMap;

/// Countries whose figures are printed together: their id (or name), what they are called, their codes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Places(BTreeMap<String, (String, Vec<String>)>);

/// The id of everybody.
pub const WORLD: &str = "world";

impl Places {
    /// Names become ids: lower case, `_` for what is no letter.
    pub fn new(aggregates: impl IntoIterator<Item = (String, Vec<String>)>) -> Self {
        Self(aggregates.into_iter().map(|(name, codes)| (id(&name), (name, codes))).collect())
    }

    /// What an aggregate is called; none if there is none of that id.
    pub fn name(&self, place: &str) -> Option<&str> {
        self.0.get(place).map(|(name, _)| name.as_str())
    }

    /// Whether somebody of that country and part of it counts there; none where nobody knows the place.
    pub fn holds(&self, place: &str, country: &str, region: &str) -> Option<bool> {
        if place == WORLD {
            return Some(true);
        }
        if let Some((_, codes)) = self.0.get(place) {
            return Some(codes.iter().any(|code| code == country));
        }
        let capital = |text: &str| text.bytes().all(|byte| byte.is_ascii_uppercase());
        match place.split_once('-') {
            None if place.len() == 2 && capital(place) => Some(place == country),
            Some((country, part)) if capital(country) && capital(part) => Some(place == region),
            _ => None,
        }
    }
}

fn id(name: &str) -> String {
    name.chars()
        .map(|letter| if letter.is_ascii_alphanumeric() { letter.to_ascii_lowercase() } else { '_' })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_hold_whom_they_should() {
        let places = Places::new([("South-East Asia".to_owned(), vec!["VN".to_owned(), "TH".to_owned()])]);
        for (place, expected) in [
            ("world", Some(true)),
            ("south_east_asia", Some(false)),
            ("GB", Some(true)),
            ("FR", Some(false)),
            ("GB-WLS", Some(true)),
            ("GB-OTH", Some(false)),
            ("atlantis", None),
        ] {
            assert_eq!(places.holds(place, "GB", "GB-WLS"), expected, "{place}");
        }
        assert_eq!(places.holds("south_east_asia", "VN", ""), Some(true));
        assert_eq!(places.name("south_east_asia"), Some("South-East Asia"));
    }
}
