//! Corrections for testing several things at once.

/// How p-values are corrected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Adjust {
    /// Not at all.
    None,
    /// Bonferroni: each times their number. Holds the chance of any false finding.
    Bonferroni,
    /// Holm (1979): the same guarantee, never less powerful.
    Holm,
    /// Benjamini and Hochberg (1995): holds the expected share of false findings among those found.
    Fdr,
}

/// Adjusted p-values, in the order given. Range: 0 to 1.
///
/// ```
/// use survey::testing::adjust::{Adjust, adjusted};
/// assert_eq!(adjusted(&[0.01, 0.04, 0.03], Adjust::Holm), [0.03, 0.06, 0.06]);
/// assert_eq!(adjusted(&[0.01, 0.04, 0.03], Adjust::Fdr), [0.03, 0.04, 0.04]);
/// ```
pub fn adjusted(p_values: &[f64], by: Adjust) -> Vec<f64> {
    let count = p_values.len() as f64;
    let mut order: Vec<usize> = (0..p_values.len()).collect();
    order.sort_by(|a, b| p_values[*a].total_cmp(&p_values[*b]));
    let mut adjusted = p_values.to_vec();
    match by {
        Adjust::None => {}
        Adjust::Bonferroni => adjusted.iter_mut().for_each(|p| *p = (*p * count).min(1.0)),
        Adjust::Holm => {
            let mut most = 0.0_f64;
            for (rank, place) in order.into_iter().enumerate() {
                most = most.max(p_values[place] * (count - rank as f64)).min(1.0);
                adjusted[place] = most;
            }
        }
        Adjust::Fdr => {
            let mut least = 1.0_f64;
            for (rank, place) in order.into_iter().enumerate().rev() {
                least = least.min(p_values[place] * count / (rank as f64 + 1.0));
                adjusted[place] = least;
            }
        }
    }
    adjusted
}
