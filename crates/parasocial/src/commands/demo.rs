//! `parasocial demo`: somebody invented, checked.

use std::path::PathBuf;

use host::Progress;
use person::{Journey, Options};

use super::check::{OnTerminal, tell};
use super::deliver::{OUTPUT, summary, write};
use super::synth::{invent, write_person};
use super::{Ended, inputs};
use crate::arguments::{Common, Demo};
use crate::outcome::{Outcome, Speech};

pub fn run(demo: &Demo, common: &Common, speech: &Speech) -> Ended {
    let kit = inputs::kit(common)?;
    let mut request = synth::Request::from_seed(demo.seed);
    request.kind = synth::PersonKind::Oversharer;
    request.language = synth::Language::English;
    request.country = synth::Country::UnitedKingdom;
    request.weeks = 52;
    let person = invent(&request)?;
    // What a demo wrote before may be written over: it is invented.
    let paths = write_person(&person, &demo.output, true)?;
    let zips: Vec<PathBuf> = paths.iter().filter(|path| path.ends_with(".zip")).map(PathBuf::from).collect();
    let (archives, refused) = inputs::opened(&zips);
    let mut watch = OnTerminal(Progress::new(!common.quiet));
    let options = Options::default();
    let journey = Journey::new(&kit, &options, host::now(), inputs::workers(common));
    let checked = journey.check(&archives, refused, &mut watch);
    watch.0.clear();
    tell(&checked, speech);
    let Some(document) = &checked.document else { return Ok(Outcome::Bug) };
    let report = demo.output.join("report.html");
    write(&report, report::html::render(document).as_bytes(), true, OUTPUT)?;
    let printed = summary(document, speech);
    speech.say(format_args!("\nthe report is `{}`: open it in a browser", report.display()));
    speech.say(format_args!(
        "the invented exports lie beside it; check yours with `parasocial check YOUR-EXPORT.zip`"
    ));
    Ok(printed)
}
