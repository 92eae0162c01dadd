//! Prints a questionnaire as `data/questionnaire/standard.json` is kept: from standard input to standard output.

use std::io::{Read, Write};

fn main() -> std::io::Result<()> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let json = serde_json::from_str(&text)?;
    std::io::stdout().write_all(questionnaire::pretty(&json).as_bytes())
}
