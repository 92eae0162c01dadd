//! `run [ROUNDS] [SCALE] [FOLDER]`: measures the whole of `check` beside the baseline, on the fixed mix, and prints what
//! `docs/speed.md` holds.
//!
//! With FOLDER, writes the exports there instead. `run profile [TIMES] [SCALE] [x|instagram|tiktok]` is for a
//! profiler. `run memory PROGRAM FOLDER [EVENTS]
//! [ACCOUNTS]` measures the program on exports that are larger than memory, which it writes into FOLDER.
//!
//! Everything is measured in turn, ROUNDS times; the medians are printed. With one thread the time of the processor counts,
//! which a busy machine does not change much; with two, the clock on the wall.

mod large;
mod memory;
mod mix;
mod whole;

use std::time::Instant;

use baseline::Sum;

use whole::Whole;

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Seconds on the wall, and of the processor.
#[derive(Clone, Copy)]
struct Took {
    wall: f64,
    cpu: f64,
}

fn cpu() -> f64 {
    let seconds = |time: rustix::time::Timespec| time.tv_sec as f64 + time.tv_nsec as f64 / 1e9;
    seconds(rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime))
}

fn time<T>(run: impl FnOnce() -> T) -> (T, Took) {
    let (wall, before) = (Instant::now(), cpu());
    let result = std::hint::black_box(run());
    (result, Took { wall: wall.elapsed().as_secs_f64(), cpu: cpu() - before })
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// One way of reading one export, with all that was measured of it.
struct Measured {
    name: &'static str,
    took: Vec<Took>,
}

impl Measured {
    fn wall(&self) -> f64 {
        median(self.took.iter().map(|took| took.wall).collect())
    }
    fn cpu(&self) -> f64 {
        median(self.took.iter().map(|took| took.cpu).collect())
    }
}

const WAYS: [&str; 6] = [
    "plain inflate",
    "baseline",
    "whole check without text scan",
    "whole check",
    "whole check without text scan, 2 threads",
    "whole check, 2 threads",
];

fn measure(zips: &[&[u8]], rounds: usize, checks: &[Whole; 2]) -> (Vec<Measured>, Sum) {
    let mut measured: Vec<Measured> = WAYS.iter().map(|name| Measured { name, took: Vec::new() }).collect();
    let all = |read: fn(&[u8]) -> Sum| {
        zips.iter().map(|zip| read(zip)).fold(Sum::default(), |sum, one| Sum {
            bytes: sum.bytes + one.bytes,
            records: sum.records + one.records,
            checksum: sum.checksum.wrapping_add(one.checksum),
        })
    };
    let archives = whole::open(zips);
    let mut sum = Sum::default();
    for _ in 0..rounds {
        measured[0].took.push(time(|| all(baseline::inflate)).1);
        let (read, took) = time(|| all(baseline::parse));
        sum = read;
        measured[1].took.push(took);
        for (way, (check, threads)) in [(0, 1), (1, 1), (0, 2), (1, 2)].into_iter().enumerate() {
            measured[2 + way].took.push(time(|| checks[check].run(&archives, threads)).1);
        }
    }
    (measured, sum)
}

fn tell(title: &str, measured: &[Measured], sum: Sum) {
    let megabytes = sum.bytes as f64 / 1e6;
    println!("{title}: {megabytes:.1} MB, {} records, checksum {:016x}", sum.records, sum.checksum);
    let (inflate, base) = (measured[0].cpu(), measured[1].cpu());
    for one in measured {
        println!(
            "  {:<42} {:6.3} s wall  {:6.3} s cpu  {:6.0} MB/s of cpu  {:.2} of inflate  {:.2} of baseline",
            one.name,
            one.wall(),
            one.cpu(),
            megabytes / one.cpu(),
            inflate / one.cpu(),
            base / one.cpu(),
        );
    }
    println!("  text scan: {:.3} s cpu", measured[3].cpu() - measured[2].cpu());
    println!(
        "  second core: {:.2} times faster without text scan, {:.2} with it",
        measured[2].wall() / measured[4].wall(),
        measured[3].wall() / measured[5].wall()
    );
}

fn bar(what: &str, value: f64, bar: f64) {
    println!(
        "bar: {what}: {value:.2}, wanted {bar:.1} or more: {}",
        if value >= bar { "met" } else { "MISSED" }
    );
}

/// What is to be looked at with a profiler: the check without text scan, of the mix or of one export of it.
fn profile(times: usize, scale: f64, only: Option<&str>) {
    let mix = mix::mix(scale);
    let all = [("x", &mix.x), ("instagram", &mix.instagram), ("tiktok", &mix.tiktok)];
    let zips: Vec<&[u8]> = all
        .iter()
        .filter(|(name, _)| only.is_none_or(|only| only == *name))
        .map(|(_, zip)| &zip[..])
        .collect();
    let archives = whole::open(&zips);
    let check = Whole::without_rules();
    (0..times).for_each(|_| println!("{}", check.run(&archives, 1)));
}

fn main() {
    let mut arguments = std::env::args().skip(1).peekable();
    if arguments.next_if_eq("profile").is_some() {
        let times = arguments.next().and_then(|text| text.parse().ok()).unwrap_or(5);
        let scale = arguments.next().and_then(|text| text.parse().ok()).unwrap_or(1.0);
        return profile(times, scale, arguments.next().as_deref());
    }
    if arguments.next_if_eq("memory").is_some() {
        let mut next = || arguments.next();
        let (Some(program), Some(folder)) = (next(), next()) else {
            return println!("usage: run memory PROGRAM FOLDER [EVENTS] [ACCOUNTS]");
        };
        let mut number = |usual: usize| next().and_then(|text| text.parse().ok()).unwrap_or(usual);
        return memory::measure(&program, &folder, number(20_000_000), number(200_000));
    }
    let rounds: usize = arguments.next().and_then(|text| text.parse().ok()).unwrap_or(5);
    let scale: f64 = arguments.next().and_then(|text| text.parse().ok()).unwrap_or(1.0);
    let mix = mix::mix(scale);
    if let Some(folder) = arguments.next() {
        for (name, zip) in [("x", &mix.x), ("instagram", &mix.instagram), ("tiktok", &mix.tiktok)] {
            std::fs::write(format!("{folder}/{name}-SYNTHETIC.zip"), zip).expect("a folder");
        }
        return;
    }
    let checks = [Whole::without_rules(), Whole::new()];
    let (whole, sum) = measure(&[&mix.x, &mix.instagram, &mix.tiktok], rounds, &checks);
    println!(
        "words are {:.1}% of {:.1} MB; medians of {rounds} rounds, load {}",
        100.0 * mix.text_bytes as f64 / sum.bytes as f64,
        sum.bytes as f64 / 1e6,
        std::fs::read_to_string("/proc/loadavg").unwrap_or_default().split(' ').next().unwrap_or("not known"),
    );
    tell("the mix", &whole, sum);
    let (x, x_sum) = measure(&[&mix.x], rounds, &checks);
    tell("X, 13 members", &x, x_sum);
    let (instagram, instagram_sum) = measure(&[&mix.instagram], rounds, &checks);
    tell("Instagram, 506 members", &instagram, instagram_sum);
    let (tiktok, tiktok_sum) = measure(&[&mix.tiktok], rounds, &checks);
    tell("TikTok, one member", &tiktok, tiktok_sum);
    bar("the mix without text scan, of the baseline per core", whole[1].cpu() / whole[2].cpu(), 0.5);
    bar("second core on X, which has many members, without text scan", x[2].wall() / x[4].wall(), 1.5);
    bar("second core on X, which has many members", x[3].wall() / x[5].wall(), 1.5);
}
