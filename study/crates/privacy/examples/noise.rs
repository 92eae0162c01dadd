//! How often intervals of private tables hold the truth: `cargo run --release -p parasocial-privacy --example noise -- [SAMPLES]`.

mod world;

use std::io::Write as _;

use world::World;

fn main() -> std::io::Result<()> {
    let samples = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(500);
    let mut out = std::io::stdout();
    writeln!(
        out,
        "people  epsilon  level  intervals  drowned  covered  half width  of it sampling  covered without noise in them"
    )?;
    for (people, epsilon) in
        [(1000, 3.0), (5000, 0.5), (5000, 1.0), (5000, 3.0), (15_682, 1.0), (15_682, 4.0)]
    {
        for level in [0.90, 0.95] {
            let told = World { people, epsilon, bound: 3.0, seed: 1 }.covered(samples, level);
            writeln!(
                out,
                "{people:6}  {epsilon:7}  {level:5}  {:9}  {:7}  {:6.1}%  {:10.1}  {:14.1}  {:6.1}%",
                told.intervals,
                told.drowned,
                100.0 * told.rate(),
                told.width,
                told.sampling,
                100.0 * told.quiet_rate()
            )?;
        }
    }
    Ok(())
}
