//! Sums that do not depend on the order of their parts, to the last printed digit.

/// A sum held as two numbers, so that about 106 bits of it are kept (Knuth's two-sum; Ogita, Rump and Oishi 2005). Adding the
/// same numbers in another order, or in parts that are merged, gives the same f64 in all but contrived cases, and a relative
/// difference below 1e-30 in any case without cancellation.
///
/// ```
/// use survey::sums::Sum;
/// let mut sum = Sum::default();
/// for part in [1e16, 1.0, -1e16] { sum.add(part); }
/// assert_eq!(sum.value(), 1.0);
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Sum {
    high: f64,
    low: f64,
}

impl Sum {
    /// Adds a number.
    pub fn add(&mut self, value: f64) {
        let (high, low) = two_sum(self.high, value);
        (self.high, self.low) = two_sum(high, low + self.low);
    }

    /// Adds what another sum holds.
    pub fn merge(&mut self, other: Self) {
        let (high, low) = two_sum(self.high, other.high);
        (self.high, self.low) = two_sum(high, low + (self.low + other.low));
    }

    /// The sum, rounded once.
    pub const fn value(self) -> f64 {
        self.high + self.low
    }

    /// Its two parts, high and low, for a caller who stores it elsewhere.
    pub const fn parts(self) -> (f64, f64) {
        (self.high, self.low)
    }

    /// From [`parts`](Self::parts).
    pub const fn from_parts(high: f64, low: f64) -> Self {
        Self { high, low }
    }
}

impl FromIterator<f64> for Sum {
    fn from_iter<I: IntoIterator<Item = f64>>(values: I) -> Self {
        let mut sum = Self::default();
        values.into_iter().for_each(|value| sum.add(value));
        sum
    }
}

/// The sum of numbers, rounded once.
pub fn sum(values: impl IntoIterator<Item = f64>) -> f64 {
    values.into_iter().collect::<Sum>().value()
}

fn two_sum(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    let shadow = sum - a;
    (sum, (a - (sum - shadow)) + (b - shadow))
}
