//! Where countries lie on a tile grid of the world: one square each, roughly where they are.
//!
//! The idea of the grid is Jon Schwabish's and Maarten Lambrechts' (2017); the arrangement is ours. Names are those of Unicode's
//! CLDR, with what else surveys write.

/// Squares from north to south and west to east; `..` is sea.
const WORLD: &str = include_str!("world.txt");
/// Lines of alpha-2 code, alpha-3 code (ISO 3166-1), name, other names, parted by `;`.
const NAMES: &str = include_str!("names.txt");

/// Columns and rows of the grid.
pub(crate) const SIZE: (usize, usize) = (29, 18);

/// A country with the column and row of its square.
pub(crate) type Place = (&'static str, usize, usize);

/// A country on the grid, by its ISO 3166-1 code in capitals or its English name.
pub(crate) fn place(label: &str) -> Option<Place> {
    let code = code(label)?;
    squares().find(|(known, ..)| *known == code)
}

/// All countries of the grid.
pub(crate) fn squares() -> impl Iterator<Item = Place> {
    let rows = WORLD.lines().enumerate();
    rows.flat_map(|(row, line)| line.split(' ').enumerate().map(move |(column, code)| (code, column, row)))
        .filter(|(code, ..)| *code != "..")
}

fn code(label: &str) -> Option<&'static str> {
    let label = label.trim();
    let name = plain(label);
    NAMES.lines().find_map(|line| {
        let mut texts = line.split(';');
        let (two, three) = (texts.next()?, texts.next()?);
        // Codes only in capitals: "No" is an answer.
        let is = label == two || label == three || texts.any(|known| plain(known) == name);
        is.then_some(two)
    })
}

/// A name without what people write differently.
fn plain(name: &str) -> String {
    name.to_lowercase().replace('&', "and").replace('’', "'").replace("saint ", "st. ")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_square_has_one_country_and_every_country_a_name() {
        let codes: Vec<&str> = squares().map(|(code, ..)| code).collect();
        let once: BTreeSet<&str> = codes.iter().copied().collect();
        assert_eq!(once.len(), codes.len());
        let named: BTreeSet<&str> = NAMES.lines().filter_map(|line| line.split(';').next()).collect();
        assert_eq!(once, named);
        assert!(squares().all(|(_, column, row)| column < SIZE.0 && row < SIZE.1));
    }

    #[test]
    fn countries_are_known_by_codes_and_names() {
        for (label, expected) in [
            ("Germany", Some("DE")),
            (" viet nam ", Some("VN")),
            ("USA", Some("US")),
            ("UK", Some("GB")),
            ("GBR", Some("GB")),
            ("JP", Some("JP")),
            ("Bosnia and Herzegovina", Some("BA")),
            ("No", None),
            ("Atlantis", None),
            ("", None),
        ] {
            assert_eq!(place(label).map(|(code, ..)| code), expected, "{label}");
        }
    }
}
