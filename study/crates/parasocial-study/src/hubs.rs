//! `hubs`: public-figure accounts that stand on many donors' lists.

use std::collections::BTreeSet;

use publishing::hubs;

use crate::arguments::Hubs;
use crate::bundles::{self, Rules};
use crate::failure::{Done, Failure};
use crate::save;

/// # Errors
/// When bundles or what the study says of them cannot be read, or what is to be written is there already.
pub fn run(arguments: &Hubs) -> Result<Done, Failure> {
    save::check_free(&arguments.to, arguments.force)?;
    let mut done = Done { strict: arguments.strict, ..Done::default() };
    let rules = Rules::read(&arguments.study, &arguments.bundles, &mut done)?;
    let chosen = bundles::that_count(&arguments.bundles, &rules, &mut done)?;
    let bundles: Vec<_> = chosen.bundles.iter().map(|one| &one.bundle).collect();
    let named = bundles.iter().filter(|bundle| !bundle.names.is_empty()).count();
    let found = hubs::hubs(&bundles, arguments.least, arguments.broadcasts);
    let synthetic = bundles.iter().any(|bundle| bundle.synthetic);
    let text = hubs::text(&found, arguments.least, synthetic);
    save::bytes(&arguments.to, text.as_bytes(), arguments.force)?;
    let count: usize = found.values().map(BTreeSet::len).sum();
    let named = match named {
        few if few < hubs::LEAST_DONORS => format!("fewer than {}", hubs::LEAST_DONORS),
        many => many.to_string(),
    };
    done.said.push(format!(
        "{}, of {}; {named} donors gave names",
        bundles::counted(count, "hub", "hubs"),
        bundles::counted(bundles.len(), "donor", "donors")
    ));
    done.said.push(format!("wrote {}", arguments.to.display()));
    Ok(done)
}
