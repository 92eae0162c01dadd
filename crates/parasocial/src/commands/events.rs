//! `parasocial events`: the normalised events as JSON lines.

use std::io::{BufWriter, Write};

use event::{Direction, Kind, Platform};
use host::Progress;
use person::EventFilter;

use super::check::{OnTerminal, tell_refused};
use super::{Ended, Problem, inputs};
use crate::arguments::{Common, Events};
use crate::outcome::{Outcome, Speech};

pub fn run(events: &Events, common: &Common, speech: &Speech) -> Ended {
    let options = inputs::options(&events.inputs)?;
    let filter = EventFilter {
        platform: one_of("platform", events.platform.as_deref(), Platform::ALL, Platform::as_str)?,
        kind: one_of("kind", events.kind.as_deref(), Kind::ALL, Kind::as_str)?,
        direction: one_of("direction", events.direction.as_deref(), Direction::ALL, Direction::as_str)?,
        accounts: events.account.clone(),
        thread: events.thread.clone(),
        finding: events.finding.clone(),
        from: options.from,
        before: options.before,
        others_text: events.others_text,
        all: events.all,
    };
    let kit = inputs::kit(common)?;
    if let Some(finding) = &events.finding {
        let ids: Vec<&str> = kit.lexicon.rules().iter().map(|rule| rule.id.as_str()).collect();
        if !ids.contains(&finding.as_str()) {
            return Err(Problem::usage(format!(
                "no rule is called `{finding}`\nhint: one of {}",
                ids.join(", ")
            )));
        }
    }
    inputs::shut(&events.inputs.paths, &[], speech);
    let (archives, mut refused) = inputs::opened(&events.inputs.paths);
    let mut out = BufWriter::with_capacity(1 << 16, std::io::stdout().lock());
    let mut watch = OnTerminal(Progress::new(!common.quiet));
    let mut streamed = person::stream_events(&archives, &kit, &options, &filter, &mut out, &mut watch);
    watch.0.clear();
    let flushed = out.flush().err();
    refused.append(&mut streamed.refused);
    tell_refused(&refused, speech);
    streamed.notes.iter().for_each(|note| speech.note(note));
    match streamed.broken.or(flushed) {
        // Whoever reads has enough.
        Some(error) if error.kind() == std::io::ErrorKind::BrokenPipe => return Ok(Outcome::Done),
        Some(error) => {
            return Err(Problem::unusable(format!(
                "cannot write to standard output: {}",
                archive::io_reason(error.kind())
            )));
        }
        None => {}
    }
    let lossy = streamed.notes.iter().any(|note| note.lossy);
    Ok(match () {
        () if !streamed.any || !refused.is_empty() => Outcome::Unusable,
        () if lossy && events.inputs.strict => Outcome::Skipped,
        () => Outcome::Done,
    })
}

/// The member of a closed list with that name.
fn one_of<T: Copy>(
    what: &str,
    wanted: Option<&str>,
    all: &[T],
    name: impl Fn(T) -> &'static str,
) -> Result<Option<T>, Problem> {
    let Some(wanted) = wanted else { return Ok(None) };
    let found = all.iter().copied().find(|one| name(*one) == wanted);
    let names: Vec<&str> = all.iter().map(|one| name(*one)).collect();
    found.map(Some).ok_or_else(|| {
        Problem::usage(format!("no {what} is called `{wanted}`\nhint: one of {}", names.join(", ")))
    })
}
