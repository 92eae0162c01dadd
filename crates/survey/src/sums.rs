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

    /// Adds a number at half the cost of [`add`](Self::add): the parts are not put in order again, which leaves a relative
    /// error below `n² 1e-32` after `n` numbers of one sign (Sum2 of Ogita, Rump and Oishi 2005). Anything else that is done
    /// with the sum puts them in order.
    #[inline]
    pub fn gather(&mut self, value: f64) {
        self.gather_all(Self { high: value, low: 0.0 });
    }

    /// The same for a number that is a sum itself.
    #[inline]
    pub fn gather_all(&mut self, other: Self) {
        let (high, low) = two_sum(self.high, other.high);
        (self.high, self.low) = (high, self.low + (low + other.low));
    }

    /// Adds a number that a [`Grid`] has split, at a third of the cost of [`gather`](Self::gather) and without any rounding: see
    /// there for how far.
    #[inline]
    pub fn add_parts(&mut self, parts: Self) {
        self.high += parts.high;
        self.low += parts.low;
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

    /// The same sum in parts that a [`Grid`] would make, so that numbers which it splits can be added on without rounding.
    #[must_use]
    pub fn laid_on(self, grid: Grid) -> Self {
        let parts = grid.split(self.high);
        Self { high: parts.high, low: parts.low + self.low }
    }

    /// The product of two numbers, without rounding (Dekker 1971), unless it leaves the range of f64.
    ///
    /// ```
    /// use survey::sums::Sum;
    /// let third = 1.0 / 3.0;
    /// let mut off = Sum::product(third, 3.0);
    /// off.add(-1.0);
    /// assert_eq!(off.value(), -1.0 / 18_014_398_509_481_984.0);
    /// ```
    pub fn product(a: f64, b: f64) -> Self {
        let high = a * b;
        let ((a, a_rest), (b, b_rest)) = (halves(a), halves(b));
        let low = a_rest * b_rest - (((high - a * b) - a_rest * b) - a * b_rest);
        // Halving overflows near the end of the range, where the rounded product has to do.
        Self { high, low: if low.is_finite() { low } else { 0.0 } }
    }

    /// Times a number, to about 100 bits.
    #[must_use]
    pub fn scaled(self, by: f64) -> Self {
        let mut scaled = Self::product(self.high, by);
        scaled.add(self.low * by);
        scaled
    }

    /// Times another sum, to about 100 bits.
    #[must_use]
    pub fn times(self, other: Self) -> Self {
        let mut product = Self::product(self.high, other.high);
        product.add(self.high * other.low + self.low * other.high);
        product
    }

    /// Divided by a number, to about 100 bits; not finite if that is 0.
    #[must_use]
    pub fn over(self, by: f64) -> Self {
        let first = self.high / by;
        let mut rest = self;
        rest.merge(Self::product(-first, by));
        let mut quotient = Self { high: first, low: 0.0 };
        quotient.add(rest.value() / by);
        quotient
    }
}

/// Splits numbers into multiples of one step and what is left, so that both can be added up without rounding, in any order, at
/// the cost of plain additions (Rump, Ogita and Oishi 2008: extraction of vectors).
///
/// The step is a 2^27th of the largest number, so that as many as 2^26 of them add up. What is left has no more than 26 bits
/// for the largest number and one more for each halving: the sums of a million numbers that differ by a factor of up to a million are
/// right to the last bit, give or take how often what is left has the same sign. Beyond that only the 80th bit is off.
///
/// ```
/// use survey::sums::{Grid, Sum};
/// let numbers: Vec<f64> = (1..1000).map(|number| 1.0 / f64::from(number)).collect();
/// let add = |mut sum: Sum, number: &f64| { sum.add_parts(Grid::up_to(1.0).split(*number)); sum };
/// assert_eq!(numbers.iter().fold(Sum::default(), add), numbers.iter().rev().fold(Sum::default(), add));
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Grid {
    /// So large that the last bit of a number added to it is the step.
    shift: f64,
}

impl Grid {
    /// For numbers up to the largest, which is 0 or more. Larger ones do no harm, but take from how many can be added up.
    pub fn up_to(largest: f64) -> Self {
        const EXPONENT: u64 = 0x7ff0_0000_0000_0000;
        const SHIFT: f64 = 100_663_296.0; // 1.5 times 2^26, times the power of two: 2^52 steps and a half
        let shift = f64::from_bits(largest.to_bits() & EXPONENT) * SHIFT;
        Self { shift: if shift.is_finite() { shift } else { 0.0 } }
    }

    /// A number in two parts, whose sum it is.
    #[inline]
    pub fn split(self, number: f64) -> Sum {
        let high = (number + self.shift) - self.shift;
        Sum { high, low: number - high }
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

/// A number as two of half its digits, whose products need no rounding (Veltkamp).
fn halves(value: f64) -> (f64, f64) {
    let shifted = value * 134_217_729.0;
    let high = shifted - (shifted - value);
    (high, value - high)
}
