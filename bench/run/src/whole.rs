//! The whole of `check`, from bytes to the pages that a person gets.

use std::num::NonZero;
use std::sync::Arc;

use archive::{Archive, Limits};
use person::{Journey, Kit, Options, Workers};

/// A check that can be run many times. Data files are loaded before; they are the same for any export.
pub struct Whole {
    kit: Kit,
    options: Options,
}

impl Whole {
    pub fn new() -> Self {
        Self::of(&data::Data::builtin())
    }

    /// With rules that look at no text: what is left out is the scan alone.
    pub fn without_rules() -> Self {
        let ours = data::Data::builtin();
        let rules: Vec<String> = ours.list("rules/").into_iter().map(str::to_owned).collect();
        let keep = |path: &String| path.ends_with("media.toml") || !path.ends_with(".toml");
        let empty = rules.into_iter().filter(|path| !keep(path));
        let lexicon = lexicon::Lexicon::load(&empty.fold(ours, |data, path| data.with(path, Vec::new())));
        Self {
            kit: Kit { lexicon: lexicon.expect("rules of media"), ..Self::new().kit },
            options: Options::default(),
        }
    }

    fn of(data: &data::Data) -> Self {
        Self { kit: Kit::load(data).expect("our data files"), options: Options::default() }
    }

    /// Reads, measures, and lays out the HTML page. Returns its length.
    pub fn run(&self, archives: &[Archive], threads: usize) -> usize {
        let made = "2026-07-01T00:00:00Z".parse().expect("a time");
        let workers = Threads(host::Threads::new(NonZero::new(threads)));
        let checked =
            Journey::new(&self.kit, &self.options, made, workers).check(archives, Vec::new(), &mut ());
        let document = checked.document.expect("exports that are known");
        assert!(checked.refused.is_empty() && checked.notes.iter().all(|note| !note.lossy));
        report::html::render(&document).len()
    }
}

struct Threads(host::Threads);

impl Workers for Threads {
    fn each<T: Send>(&self, pieces: usize, work: &(dyn Fn(usize) -> T + Sync), take: &mut dyn FnMut(T)) {
        self.0.each(pieces, work, take);
    }
}

/// Opens zips that lie in memory.
pub fn open(zips: &[&[u8]]) -> Vec<Archive> {
    let names = ["one-SYNTHETIC.zip", "two-SYNTHETIC.zip", "three-SYNTHETIC.zip"];
    let open =
        |(zip, name): (&&[u8], &&str)| Archive::open(*name, Arc::new(zip.to_vec()), &Limits::default());
    zips.iter().zip(&names).map(open).map(|archive| archive.expect("a zip")).collect()
}
