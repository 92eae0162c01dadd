//! Numbers along a line of a picture.

use crate::{RowKind, print};

/// From a number to a place between two ends, with round marks.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Scale {
    from: f64,
    to: f64,
    step: f64,
}

impl Scale {
    /// One that begins at or below 0 and holds all numbers, with about four steps.
    pub(super) fn over(values: impl Iterator<Item = f64>) -> Self {
        let (low, high) = values
            .filter(|value| value.is_finite())
            .fold((0.0_f64, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)));
        let step = step((high - low) / 4.0);
        let whole = |value: f64, round: fn(f64) -> f64| round(print::rounded(value / step, 6)) * step;
        Self {
            from: whole(low, f64::floor),
            to: whole(high, f64::ceil).max(whole(low, f64::floor) + step),
            step,
        }
    }

    /// Where a number lies between two places; at an end if it lies beyond.
    pub(super) fn along(&self, value: f64, (left, right): (f64, f64)) -> f64 {
        let part = (value - self.from) / (self.to - self.from);
        left + part.clamp(0.0, 1.0) * (right - left)
    }

    /// The marks.
    pub(super) fn marks(&self) -> impl Iterator<Item = f64> + '_ {
        let count = ((self.to - self.from) / self.step).round() as usize;
        (0..=count).map(|at| self.from + at as f64 * self.step)
    }

    /// A mark as it is written.
    pub(super) fn label(&self, mark: f64, kind: RowKind) -> String {
        let fine = |step: f64| if step >= 1.0 { 0 } else { (-libm::log10(step)).ceil() as i32 };
        match kind {
            RowKind::Category | RowKind::Net => {
                format!("{}%", print::decimal_percent(mark, fine(self.step * 100.0)))
            }
            RowKind::Mean => print::decimal(mark, fine(self.step)),
        }
    }
}

/// The next of 1, 2, 5 times a power of ten; 1 where there is nothing to step over.
fn step(least: f64) -> f64 {
    if least <= 0.0 || !least.is_finite() {
        return 1.0;
    }
    let power = libm::pow(10.0, libm::log10(least).floor());
    let step = [1.0, 2.0, 5.0, 10.0].into_iter().find(|times| times * power >= least * 0.999_999);
    step.unwrap_or(10.0) * power
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn marks_are_round() {
        for (values, expected) in [
            (vec![0.62], vec!["0%", "20%", "40%", "60%", "80%"]),
            (vec![0.003], vec!["0.0%", "0.1%", "0.2%", "0.3%"]),
            (vec![], vec!["0%", "100%"]),
        ] {
            let scale = Scale::over(values.into_iter());
            let labels: Vec<String> = scale.marks().map(|mark| scale.label(mark, RowKind::Net)).collect();
            assert_eq!(labels, expected);
        }
    }

    proptest! {
        #[test]
        fn everything_lies_within(values in proptest::collection::vec(-1e6_f64..1e6, 0..9)) {
            let scale = Scale::over(values.iter().copied());
            prop_assert!(scale.marks().count() <= 8);
            for value in values {
                prop_assert!(scale.from <= value + 1e-6 && value <= scale.to + 1e-6);
            }
        }
    }
}
