//! Precision and recall.

/// Hits, false alarms and misses of one kind.
#[derive(Debug, Clone, Copy, Default)]
pub struct Score {
    pub hits: usize,
    pub false_alarms: usize,
    pub missed: usize,
}

impl Score {
    /// Of what was found, the share that was there; nothing where nothing was found.
    pub fn precision(self) -> Option<f64> {
        share(self.hits, self.false_alarms)
    }

    /// Of what was there, the share that was found; nothing where nothing was there.
    pub fn recall(self) -> Option<f64> {
        share(self.hits, self.missed)
    }

    /// Adds another's counts.
    pub fn add(&mut self, other: Self) {
        self.hits += other.hits;
        self.false_alarms += other.false_alarms;
        self.missed += other.missed;
    }

    /// One line of a table, with 95% Wilson intervals.
    pub fn line(self, kind: &str) -> String {
        let precision = with_interval(self.hits, self.false_alarms);
        let recall = with_interval(self.hits, self.missed);
        let Self { hits, false_alarms, missed } = self;
        format!(
            "  {kind:<16} precision {precision:<20} recall {recall:<20} {hits:>5} hits {false_alarms:>4} false {missed:>4} missed"
        )
    }
}

fn share(hits: usize, others: usize) -> Option<f64> {
    (hits + others > 0).then(|| hits as f64 / (hits + others) as f64)
}

/// A share with its 95% interval (Wilson 1927).
fn with_interval(hits: usize, others: usize) -> String {
    let Some(p) = share(hits, others) else { return "-".into() };
    let (n, z2) = ((hits + others) as f64, 1.96_f64 * 1.96);
    let middle = (p + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let half = 1.96 / (1.0 + z2 / n) * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
    format!("{p:.3} ({:.3} to {:.3})", (middle - half).max(0.0), (middle + half).min(1.0))
}
