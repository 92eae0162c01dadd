//! Writes the chapter of the invented world of `recovery` in every layout, to be looked at:
//! `cargo run -p parasocial-traced --example chapter -- FOLDER`.

#![allow(clippy::print_stdout)] // a tool for those who work on layouts

#[path = "recovery/world.rs"]
#[allow(dead_code)] // the other example uses the rest
mod world;

use std::error::Error;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "target/chapter".into()));
    std::fs::create_dir_all(&folder)?;
    let people = world::sample(7, world::SHAPE);
    let settings = traced::Settings::default();
    let joined = traced::join(&mut world::answers(&people)?, &mut world::traces(&people)?, &settings)?;
    let chapter = traced::asked_beside_traced(&joined, &settings)?;
    let book = traced::alone(chapter, traced::About::of(&joined), &settings);
    for (name, bytes) in [
        ("traced.html", book::html::page(&book).into_bytes()),
        ("traced.xlsx", book::excel::workbook(&book)?),
        ("traced.csv", book::csv::beside::text(&book)?.into_bytes()),
        ("traced.md", book::markdown::text(&book).into_bytes()),
    ] {
        let path = folder.join(name);
        std::fs::write(&path, bytes)?;
        println!("{}", path.display());
    }
    Ok(())
}
