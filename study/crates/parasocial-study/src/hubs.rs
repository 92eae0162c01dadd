//! `hubs`: public-figure accounts that stand on many donors' lists.

use std::collections::BTreeSet;

use publishing::hubs;

use crate::arguments::Hubs;
use crate::failure::{Done, Failure};
use crate::save;

/// # Errors
/// When a file is no bundle, or what is to be written is there already.
pub fn run(arguments: &Hubs) -> Result<Done, Failure> {
    save::check_free(&arguments.to, arguments.force)?;
    let (mut listed, mut synthetic) = (Vec::new(), false);
    for path in &arguments.bundles {
        let bytes = std::fs::read(path).map_err(|error| Failure::io("read", path, &error))?;
        let (names, invented) = hubs::listed(&bytes).map_err(|error| Failure::of(path, error))?;
        listed.extend(names);
        synthetic |= invented;
    }
    let donors: BTreeSet<&str> = listed.iter().map(|one| one.donor.as_str()).collect();
    let donors = donors.len();
    let found = hubs::hubs(&listed, arguments.least, arguments.broadcasts);
    let text = hubs::text(&found, arguments.least, synthetic);
    save::bytes(&arguments.to, text.as_bytes(), arguments.force)?;
    let mut done = Done::default();
    let count: usize = found.values().map(BTreeSet::len).sum();
    done.said.push(format!(
        "{count} hubs, of {} bundles; {} donors gave names",
        arguments.bundles.len(),
        if donors < hubs::LEAST_DONORS {
            format!("fewer than {}", hubs::LEAST_DONORS)
        } else {
            donors.to_string()
        }
    ));
    done.said.push(format!("wrote {}", arguments.to.display()));
    Ok(done)
}
