//! `parasocial diff`: what changed from an older export to a newer one.

use host::Progress;
use person::{Journey, Options};

use super::check::{OnTerminal, tell};
use super::deliver::Destination;
use super::{Ended, inputs};
use crate::arguments::{Common, Diff};
use crate::outcome::{Outcome, Speech};

pub fn run(diff: &Diff, common: &Common, speech: &Speech) -> Ended {
    let destination = Destination { output: &diff.output, json: diff.json.as_deref(), force: diff.force };
    destination.check_free()?;
    let kit = inputs::kit(common)?;
    let options = Options { owner_names: diff.owner.clone(), ..Options::default() };
    let paths = [diff.old.clone(), diff.new.clone()];
    inputs::shut(&paths, &destination.files(), speech);
    let [(old, no_old), (new, no_new)] = paths.map(|path| inputs::opened(&[path]));
    let mut watch = OnTerminal(Progress::new(!common.quiet));
    let sides = [(&old[..], no_old), (&new[..], no_new)];
    let journey = Journey::new(&kit, &options, host::now(), inputs::workers(common));
    let compared = journey.compare(sides, &mut watch);
    watch.0.clear();
    tell(&compared, speech);
    let Some(document) = &compared.document else { return Ok(Outcome::Unusable) };
    let printed = destination.deliver(document, speech)?;
    Ok(if compared.refused.is_empty() { printed } else { Outcome::Unusable })
}
