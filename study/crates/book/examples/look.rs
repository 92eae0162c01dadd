//! Writes the invented book in every layout, to be looked at: `cargo run -p parasocial-book --example look -- FOLDER`.

#![allow(clippy::print_stdout)] // a tool for those who work on layouts

#[path = "../tests/invented/mod.rs"]
mod invented;

use std::error::Error;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "target/look".into()));
    std::fs::create_dir_all(&folder)?;
    let book = invented::book()?;
    for (name, bytes) in [
        ("tables.html", book::html::page(&book).into_bytes()),
        ("tables.xlsx", book::excel::workbook(&book)?),
        ("tables.csv", book::csv::text(&book)?.into_bytes()),
        ("tables.json", book::json::text(&book)?.into_bytes()),
        ("tables.md", book::markdown::text(&book).into_bytes()),
    ] {
        let path = folder.join(name);
        std::fs::write(&path, bytes)?;
        println!("{}", path.display());
    }
    Ok(())
}
