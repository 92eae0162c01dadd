//! `parasocial what`: what files are, how sure that is, what they lack.

use std::path::Path;

use person::what::{Found, entries, explain, holds_several, tell_missing_parts};

use super::{Ended, inputs};
use crate::arguments::What;
use crate::outcome::{Outcome, Speech};
use crate::what;

/// Folders in folders that are looked into.
const DEEPEST: usize = 4;

pub fn run(asked: &What, speech: &Speech) -> Ended {
    inputs::shut(&asked.paths, &[], speech);
    let (mut all, mut readable) = (Vec::new(), true);
    for path in &asked.paths {
        let mut found = Vec::new();
        look(path, 0, &mut found);
        readable &= found.iter().any(Found::is_readable);
        all.append(&mut found);
    }
    tell_missing_parts(&mut all);
    let printed = speech.print(&if asked.json { what::as_json(&all) } else { what::as_text(&all) });
    Ok(if readable { printed } else { Outcome::Unusable })
}

/// Looks at one path: a folder that is no export of its own by what lies in it, everything else as a whole.
fn look(path: &Path, depth: usize, found: &mut Vec<Found>) {
    if let Ok(folder) = host::open_folder(path) {
        if depth < DEEPEST && holds_several(&folder, depth == 0) {
            entries(&folder).into_iter().for_each(|entry| look(&path.join(entry), depth + 1, found));
        } else {
            found.push(explain(&folder));
        }
        return;
    }
    let (archives, refused) = inputs::opened(&[path.to_owned()]);
    found.extend(archives.iter().map(explain));
    found.extend(refused.into_iter().map(|refused| Found::unopened(refused.label.clone(), refused)));
}
