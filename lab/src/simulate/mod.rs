//! Simulated worlds. Truths come from stated mixtures that are not the fitted prior; every figure is printed with its
//! Monte Carlo error, and the bars that it has to reach.

mod correlates;
mod dice;
mod people;
mod shares;
mod types;

use std::process::ExitCode;

/// A figure, its bar, and whether it holds.
pub struct Checked {
    failed: usize,
}

impl Checked {
    /// Prints a share with its Monte Carlo error (a binomial standard error) and its bar.
    pub fn share(&mut self, what: &str, hits: usize, of: usize, bar: std::ops::RangeInclusive<f64>) {
        let (share, error) = with_error(hits, of);
        // Nobody to judge by is a failure too: the bar has not been shown to hold.
        let holds = of > 0 && bar.contains(&share);
        self.failed += usize::from(!holds);
        println!(
            "  {what:<58} {:>6.2}% +- {:.2}  of {of:>6}   bar {:>5.1}..{:<5.1} {}",
            100.0 * share,
            100.0 * error,
            100.0 * bar.start(),
            100.0 * bar.end(),
            if holds { "holds" } else { "FAILS" }
        );
    }
}

/// A share with its Monte Carlo error.
fn with_error(hits: usize, of: usize) -> (f64, f64) {
    let share = hits as f64 / of.max(1) as f64;
    (share, (share * (1.0 - share) / of.max(1) as f64).sqrt())
}

/// Prints a share that has no bar.
fn tell(what: &str, hits: usize, of: usize) {
    let (share, error) = with_error(hits, of);
    println!("  {what:<58} {:>6.2}% +- {:.2}  of {of:>6}", 100.0 * share, 100.0 * error);
}

/// Runs the simulations that are named, or all; fails if a bar is not reached.
pub fn run(words: &[&str]) -> ExitCode {
    let quick = words.contains(&"--quick");
    let named: Vec<&&str> = words.iter().filter(|word| !word.starts_with("--")).collect();
    let wanted = |name: &str| named.is_empty() || named.iter().any(|word| **word == name);
    let mut checked = Checked { failed: 0 };
    if wanted("shares") {
        shares::run(quick, &mut checked);
    }
    if wanted("types") {
        types::run(quick, &mut checked);
    }
    if wanted("correlates") {
        correlates::run(quick, &mut checked);
    }
    if checked.failed > 0 {
        eprintln!("error: {} figures miss their bars", checked.failed);
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}
