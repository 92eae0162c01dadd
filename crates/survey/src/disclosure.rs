//! Which of counts that add up may not be shown, so that nobody works out those of a few people.
//!
//! For one sum on its own: classes of one question, whose total is known. Tables, whose sums hang together, need more. After the
//! threshold rule with secondary suppression: Hundepool et al. (2012), *Statistical Disclosure Control*, sections 4.2 and 4.3.

/// Which of `counts` have to be hidden where their total is known: all of fewer than `least` people (but not of nobody), all
/// that hold everybody but so few, and then the smallest others, until at least two are hidden and at least `least` people are
/// in them together: neither a single hidden count nor few people follow from the total less what is shown. Nobody's count
/// hides nothing and is only hidden where all are, since fewer than `least` people are there at all.
///
/// ```
/// use survey::disclosure::hidden;
///
/// // Six are few, and would follow from the total: the smallest other goes with them.
/// assert_eq!(hidden(&[120, 74, 6], 10), [false, true, true]);
/// // Two that are hidden hold seven people, which are few still.
/// assert_eq!(hidden(&[80, 60, 4, 3], 10), [false, true, true, true]);
/// assert_eq!(hidden(&[80, 0, 12], 10), [false; 3]);
/// ```
pub fn hidden(counts: &[u64], least: u64) -> Vec<bool> {
    let total: u64 = counts.iter().sum();
    let is_few = |count: u64| count > 0 && count < least;
    if is_few(total) {
        return vec![true; counts.len()];
    }
    let mut hidden: Vec<bool> =
        counts.iter().map(|count| is_few(*count) || is_few(total.saturating_sub(*count))).collect();
    if !hidden.contains(&true) {
        return hidden;
    }
    let mut others: Vec<usize> = (0..counts.len()).filter(|at| counts[*at] > 0 && !hidden[*at]).collect();
    others.sort_by_key(|at| counts[*at]);
    let is_enough = |hidden: &[bool]| {
        let people: u64 =
            counts.iter().zip(hidden).filter(|(_, hidden)| **hidden).map(|(count, _)| count).sum();
        people >= least && hidden.iter().filter(|hidden| **hidden).count() > 1
    };
    for at in others {
        if is_enough(&hidden) {
            break;
        }
        hidden[at] = true;
    }
    hidden
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_few_their_complements_and_the_smallest_others() {
        for (counts, expected) in [
            (vec![], vec![]),
            (vec![0, 0], vec![false, false]),
            (vec![5], vec![true]),
            (vec![5, 0], vec![true, true]),
            (vec![5, 7], vec![true, true]),
            (vec![12], vec![false]),
            (vec![95, 5], vec![true, true]),
            // All but five are in the first.
            (vec![95, 3, 2, 0], vec![true, true, true, false]),
            (vec![40, 9, 30, 30], vec![false, true, true, false]),
            (vec![10, 10], vec![false, false]),
        ] {
            assert_eq!(hidden(&counts, 10), expected, "{counts:?}");
        }
    }

    proptest! {
        /// Whoever knows the total and what is shown knows the sum of what is hidden: of no people, or of enough in two counts or
        /// more. What is shown is of no few, nor are all the others.
        #[test]
        fn nothing_hidden_can_be_told(
            counts in proptest::collection::vec(prop_oneof![Just(0_u64), 1_u64..15, 1_u64..500], 0..8),
            least in 0_u64..20,
        ) {
            let found = hidden(&counts, least);
            prop_assert_eq!(found.len(), counts.len());
            let total: u64 = counts.iter().sum();
            let of = |is: bool| counts.iter().zip(&found).filter(move |(_, hidden)| **hidden == is).map(|(count, _)| *count);
            if total > 0 && total < least {
                prop_assert!(of(false).next().is_none());
            } else if of(true).next().is_some() {
                prop_assert!(of(true).count() >= 2);
                prop_assert!(of(true).sum::<u64>() >= least);
                prop_assert!(of(true).all(|count| count > 0));
            }
            for count in of(false) {
                prop_assert!(count == 0 || count >= least);
                prop_assert!(total == count || total - count >= least);
            }
        }
    }
}
