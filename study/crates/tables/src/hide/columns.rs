//! Which columns of the banner add up to which, and what is left over.

use engine::Condition;

/// Columns that lie apart within another one: they and whoever is in none of them make it up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nested {
    pub parts: Vec<usize>,
    pub whole: usize,
    /// Whether whoever is in no part is a group that can be named: not of all categories of a variable, where it is who gave none.
    pub rest_is_a_group: bool,
}

/// All that can be told from the conditions of the columns. `groups` are those of the banner; column 0 is the total, which has no
/// conditions, and the others follow in order; `complete` says of each group whether it is all categories of a variable.
pub fn nested(groups: &[Vec<Vec<Condition>>], complete: &[bool]) -> Vec<Nested> {
    let mut columns: Vec<&[Condition]> = vec![&[]];
    let mut spans = Vec::new();
    for group in groups {
        spans.push(columns.len()..columns.len() + group.len());
        columns.extend(group.iter().map(Vec::as_slice));
    }
    let mut found = Vec::new();
    for whole in 0..columns.len() {
        for (span, complete) in spans.iter().zip(complete) {
            let inside = |part: &usize| *part != whole && lies_in(columns[*part], columns[whole]);
            let parts: Vec<usize> = span.clone().filter(inside).collect();
            let are_apart = are_apart(&parts.iter().map(|part| columns[*part]).collect::<Vec<_>>());
            let rest_is_a_group = !complete || !are_apart;
            let one = |parts: Vec<usize>| Nested { parts, whole, rest_is_a_group };
            if are_apart {
                found.extend((!parts.is_empty()).then(|| one(parts)));
            } else {
                found.extend(parts.into_iter().map(|part| one(vec![part])));
            }
        }
    }
    found
}

/// Whether whoever is in one column is in the other.
fn lies_in(part: &[Condition], whole: &[Condition]) -> bool {
    whole.iter().all(|outer| {
        let narrower = |inner: &&Condition| {
            inner.column == outer.column && inner.codes.iter().all(|code| outer.codes.contains(code))
        };
        part.iter().any(|inner| narrower(&inner))
    })
}

/// Whether nobody is in two of the columns, as far as their conditions tell.
pub fn are_apart<C: AsRef<[Condition]>>(columns: &[C]) -> bool {
    columns
        .iter()
        .enumerate()
        .all(|(at, first)| columns[at + 1..].iter().all(|second| lie_apart(first.as_ref(), second.as_ref())))
}

/// Whether nobody is in both.
fn lie_apart(first: &[Condition], second: &[Condition]) -> bool {
    first.iter().any(|one| {
        let other = |other: &Condition| {
            other.column == one.column && !other.codes.iter().any(|code| one.codes.contains(code))
        };
        second.iter().any(other)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::Code;

    fn column(conditions: &[(&str, &[&str])]) -> Vec<Condition> {
        let condition = |(column, codes): &(&str, &[&str])| Condition {
            column: (*column).into(),
            codes: codes.iter().map(|code| Code::Text((*code).into())).collect(),
        };
        conditions.iter().map(condition).collect()
    }

    #[test]
    fn columns_are_apart_where_one_variable_parts_them() {
        for (first, second, expected) in [
            (column(&[("a", &["1", "2"])]), column(&[("a", &["3"])]), true),
            (column(&[("a", &["1", "2"])]), column(&[("a", &["2"])]), false),
            (column(&[("a", &["1"])]), column(&[("b", &["2"])]), false),
            (column(&[("a", &["1"]), ("b", &["1"])]), column(&[("a", &["2"]), ("b", &["1"])]), true),
        ] {
            assert_eq!(are_apart(&[first.clone(), second.clone()]), expected, "{first:?} {second:?}");
        }
    }

    #[test]
    fn regions_of_countries_and_all() {
        let countries = ["ID", "TH", "DE"].map(|code| column(&[("country", &[code])])).to_vec();
        let regions = vec![column(&[("country", &["ID", "TH"])])];
        let young = vec![
            column(&[("country", &["ID", "TH"]), ("age", &["18"])]),
            column(&[("country", &["ID"]), ("age", &["18"])]),
        ];
        let told: Vec<(Vec<usize>, usize)> = nested(&[countries, regions, young], &[true, false, false])
            .into_iter()
            .map(|nested| (nested.parts, nested.whole))
            .collect();
        let expected = [
            (vec![1, 2, 3], 0),
            (vec![4], 0),
            // These two overlap: each on its own.
            (vec![5], 0),
            (vec![6], 0),
            (vec![6], 1),
            (vec![1, 2], 4),
            (vec![5], 4),
            (vec![6], 4),
            (vec![6], 5),
        ];
        assert_eq!(told, expected);
    }
}
