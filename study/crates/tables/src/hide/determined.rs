//! Which unknowns a system of sums tells: Gaussian elimination.

use std::collections::BTreeMap;

/// The unknowns that have one value only, whatever the known sides of the equations are. Each equation is a list of unknowns with
/// their factors; in reduced row echelon form those that stand alone in a row are told.
///
/// ```text
/// a + b, b + c, a + c known: all three are told, though none of the sums tells one
/// ```
pub fn determined(equations: impl IntoIterator<Item = BTreeMap<usize, f64>>) -> Vec<usize> {
    // Rows by their leading unknown.
    let mut rows: BTreeMap<usize, BTreeMap<usize, f64>> = BTreeMap::new();
    for mut equation in equations {
        let leading: Vec<usize> = equation.keys().copied().filter(|lead| rows.contains_key(lead)).collect();
        // Rows are reduced: a lead stands in no other row, so that taking one away brings no other lead back.
        for lead in leading {
            take_away(&mut equation, &rows[&lead], lead);
        }
        let Some((&lead, &factor)) = equation.iter().next() else { continue };
        equation.values_mut().for_each(|other| *other /= factor);
        for row in rows.values_mut().filter(|row| row.contains_key(&lead)) {
            take_away(row, &equation, lead);
        }
        rows.insert(lead, equation);
    }
    rows.into_iter().filter(|(_, row)| row.len() == 1).map(|(lead, _)| lead).collect()
}

/// Takes `other` away from `equation`, so often that `lead` is gone.
fn take_away(equation: &mut BTreeMap<usize, f64>, other: &BTreeMap<usize, f64>, lead: usize) {
    let Some(times) = equation.get(&lead).copied() else { return };
    for (unknown, factor) in other {
        let left = equation.get(unknown).copied().unwrap_or(0.0) - times * factor;
        if left.abs() < 1e-9 {
            equation.remove(unknown);
        } else {
            equation.insert(*unknown, left);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_sums_tell_together() {
        for (equations, expected) in [
            (vec![vec![0, 1]], vec![]),
            (vec![vec![0, 1], vec![1]], vec![0, 1]),
            (vec![vec![0, 1], vec![1, 2], vec![0, 2]], vec![0, 1, 2]),
            // Two squares of four hidden cells, tied by one cell more: that one is told, the squares are not.
            (
                vec![
                    vec![0, 1],
                    vec![2, 3, 8],
                    vec![0, 2],
                    vec![1, 3],
                    vec![4, 5],
                    vec![6, 7],
                    vec![4, 6, 8],
                    vec![5, 7],
                ],
                vec![8],
            ),
            (vec![vec![0, 1, 2, 3], vec![0, 1], vec![2]], vec![2, 3]),
        ] {
            let one = |equation: &Vec<usize>| equation.iter().map(|unknown| (*unknown, 1.0)).collect();
            assert_eq!(determined(equations.iter().map(one)), expected, "{equations:?}");
        }
    }
}
