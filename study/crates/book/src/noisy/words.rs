//! What is said about the noise, in the same words in every layout.

use super::{Cell, Figure, Noise, Release, Table};
use crate::print;

/// The mark of a cell that noise drowns.
pub(super) const TOO_NOISY: &str = "[noise]";

/// "38 to 47"; "37.6 to 38.9" where the bounds lie less than two points apart, since whole percents would round that away.
pub(super) fn interval(cell: &Cell) -> Option<String> {
    let figure = cell.figure()?;
    let bound = |value: f64| print::decimal_percent(value, decimals(figure));
    Some(format!("{} to {}", bound(figure.low), bound(figure.high)))
}

pub(super) fn cell(cell: &Cell) -> String {
    let percent = |figure: &Figure| print::decimal_percent(figure.value, decimals(figure));
    cell.figure().map_or_else(|| TOO_NOISY.into(), percent)
}

fn decimals(figure: &Figure) -> i32 {
    i32::from(figure.high - figure.low < 0.02)
}

pub(super) fn heading(table: &Table) -> String {
    format!("{}. {}", table.number, table.title)
}

pub(super) const fn counts(table: &Table) -> &'static str {
    match table.multiple {
        true => "Column percents with noise; several answers each, so that they may add up to more than 100.",
        false => "Column percents with noise; one answer each.",
    }
}

/// What a reader has to know before any figure.
pub(super) fn first(release: &Release) -> String {
    let level = print::decimal_percent(release.noise.level, 0);
    format!(
        "Random noise was added to every figure here, so that next to nothing can be learned from them about any one person. \
         The intervals ({level}%) include it, beside the uncertainty of the sample: read the interval, not the figure alone."
    )
}

/// How the noise was made, a sentence each.
pub(super) fn reading(release: &Release) -> Vec<String> {
    let Noise { epsilon, delta, budget, level, deviation, histograms, weight_bound, cluster_effect, .. } =
        &release.noise;
    let level = print::decimal_percent(*level, 0);
    let mut sentences = vec![
        format!(
            "Differential privacy for one respondent: with or without any one of them, whatever is released is nearly as likely, by a \
             factor of at most e to the power of epsilon, but for a chance of about delta. This release: epsilon {epsilon}, delta {delta}. \
             All that this study ever releases in this way together: epsilon {budget} at the same delta."
        ),
        format!(
            "Each cell's sum of weights got noise of its own from a discrete Gaussian distribution (OpenDP library), with a standard \
             deviation of {} in the unit of weights. A respondent is counted {histograms} times, so that each further question or group \
             of columns makes all figures noisier.",
            print::decimal(*deviation, 1)
        ),
        format!(
            "Intervals: {level}%. They hold each share at which the sums differ by no more than the normal quantile allows, with the \
             variances of sampling and of noise added (Wilson 1927 and Fieller 1954 in one; Vu and Slavkovic 2009). Sampling: weights by \
             Kish's effect, clusters by a stated effect of {cluster_effect}; neither strata nor what raking gains are counted."
        ),
        "The sum of the rows of a column may differ from its base in other tables, and figures of parts need not add up to those of the \
         whole: each has noise of its own. Shares below 0 or above 100% were set to these bounds."
            .into(),
        format!("{TOO_NOISY}: so few people that the noise drowns the figure. Zero people are not told apart from a few."),
    ];
    sentences.push(cut(&release.noise, *weight_bound));
    sentences.push(
        "Not covered: weights are taken as given. Where they were raked to targets, those of one respondent depend a little on who else \
         took part, and the guarantee does not count that."
            .into(),
    );
    sentences
}

fn cut(noise: &Noise, bound: f64) -> String {
    let Some(weight) = &noise.weight else {
        return "Without weights: everybody counts as one.".into();
    };
    let percent = |share: f64| print::decimal_percent(share, 1);
    let who = match noise.cut {
        Some((low, high)) => format!(
            "People whose weights were cut hold {} to {}% of the weight that is left; they count for less than they stand for, and \
             shares lean towards the answers of the others by at most as much as was cut off.",
            percent(low),
            percent(high)
        ),
        None => "How many weights were cut, the noise does not tell.".into(),
    };
    format!(
        "Weights `{weight}` above {bound} were cut to it, so that nobody's part is larger than the noise hides. {who}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn close_bounds_have_a_decimal() {
        for (half, figure, bounds) in
            [(0.05, "38", "33 to 43"), (0.011, "38", "37 to 39"), (0.006, "38.1", "37.5 to 38.7")]
        {
            let shown = Cell::Shown(Figure {
                value: 0.381,
                low: 0.381 - half,
                high: 0.381 + half,
                sampling: 0.001,
                noise: 0.001,
            });
            assert_eq!((cell(&shown).as_str(), interval(&shown).as_deref()), (figure, Some(bounds)));
        }
    }
}
