//! `parasocial sources`: what is read, and how to get it.

use std::fmt::Write;

use sources::SOURCES;

use super::Ended;
use crate::outcome::Speech;

pub fn run(speech: &Speech) -> Ended {
    let mut text = String::new();
    for source in SOURCES {
        let _ = writeln!(text, "{} ({})", source.platform.title(), source.platform);
        let _ = writeln!(text, "  how to get it: {}", source.how_to_get);
        let _ = writeln!(text, "  read:");
        for section in source.sections {
            let _ = writeln!(text, "    {:<62} {}", section.id(), section.yields);
            for part in section.parts {
                let _ = writeln!(text, "      {:<60} {}", part.name, part.yields);
            }
        }
        let _ = writeln!(text, "  known and not read:");
        let in_files = source.sections.iter().flat_map(|section| section.unread_parts);
        for (pattern, why) in source.unread.iter().chain(in_files) {
            let _ = writeln!(text, "    {pattern:<62} {why}");
        }
        text.push('\n');
    }
    Ok(speech.print(&text))
}
