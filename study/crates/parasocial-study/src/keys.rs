//! `keys`: the key that donations are sealed to.

use donation::seal::Key;

use crate::arguments::Keys;
use crate::failure::{Done, Failure};
use crate::save;

/// Writes the secret half for its owner only (mode 0600), and says the public one. A key is never written over: bundles that were
/// sealed to it would be lost.
///
/// # Errors
/// When there is a file already, or it cannot be written.
pub fn run(arguments: &Keys) -> Result<Done, Failure> {
    if arguments.to.exists() {
        let what = "it exists already, and a key is never written over\nhint: give another name";
        return Err(Failure::of(&arguments.to, what));
    }
    let key = Key::generate();
    save::bytes(&arguments.to, key.file_text().as_bytes(), false)?;
    let said = vec![
        format!(
            "wrote {}: the secret half. Keep it off the network; without it no donation can be opened",
            arguments.to.display()
        ),
        "the public half, for the study's file (study.toml):".into(),
        String::new(),
        "[donation]".into(),
        format!("recipient = \"{}\"", key.recipient()),
    ];
    Ok(Done { said, ..Done::default() })
}
