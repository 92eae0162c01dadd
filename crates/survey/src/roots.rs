//! Where a function of one variable is zero.

/// The root of a function that is above 0 at `low` and falls to 0 or less at `high`, to the last bits, by halving. With a
/// function that jumps, where it jumps.
pub fn decreasing(f: impl Fn(f64) -> f64, low: f64, high: f64) -> f64 {
    let (mut low, mut high) = (low, high);
    for _ in 0..1100 {
        let middle = low + 0.5 * (high - low);
        if middle <= low || middle >= high {
            break;
        }
        if f(middle) > 0.0 { low = middle } else { high = middle }
    }
    if f(low).abs() < f(high).abs() { low } else { high }
}
