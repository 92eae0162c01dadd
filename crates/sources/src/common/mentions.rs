//! `@handles` in a text, by the rules of `docs/events.md`.

use event::{Platform, Words};

/// The handles that a text mentions, without `@`, each once (without case), in order.
pub fn in_text(words: &Words<'_>, platform: Platform) -> Vec<String> {
    let text: &str = words.expose();
    let mut found: Vec<String> = Vec::new();
    for (at, _) in text.match_indices('@') {
        let before = text[..at].chars().next_back();
        if before.is_some_and(|letter| letter.is_alphanumeric() || "@._-/+%".contains(letter)) {
            continue;
        }
        let handle = handle_at(&text[at + 1..], platform);
        if !handle.is_empty() && !found.iter().any(|known| known.eq_ignore_ascii_case(handle)) {
            found.push(handle.to_owned());
        }
    }
    found
}

/// The handle that a text begins with, if it begins with a mention: the one that it answers.
pub fn leading(words: &Words<'_>, platform: Platform) -> Option<String> {
    let rest = words.expose().strip_prefix('@')?;
    let handle = handle_at(rest, platform);
    (!handle.is_empty()).then(|| handle.to_owned())
}

fn handle_at(text: &str, platform: Platform) -> &str {
    let (longest, dots) = match platform {
        // People are named by their names there, and nothing tells where a name ends.
        Platform::Facebook => return "",
        Platform::X => (15, false),
        Platform::Instagram | Platform::Threads | Platform::YouTube => (30, true),
    };
    let fits = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_' || (dots && *byte == b'.');
    let length = text.bytes().take_while(fits).count();
    let handle = text[..length].trim_end_matches('.');
    // Longer than a handle can be: no handle.
    if handle.len() > longest { "" } else { handle }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn handles_are_told_from_addresses_and_from_punctuation() {
        let cases: &[(&str, Platform, &[&str])] = &[
            ("@a.b hello @C_1, (@d) @a.B.", Platform::Instagram, &["a.b", "C_1", "d"]),
            ("mail me at x@example.org or a.@b or //@c", Platform::Instagram, &[]),
            ("@a.b", Platform::X, &["a"]),
            ("@abcdefghijklmnop is too long", Platform::X, &[]),
            ("@ nothing @@twice é@x 😀@y", Platform::X, &["y"]),
            ("@otter.", Platform::Threads, &["otter"]),
        ];
        for (text, platform, expected) in cases {
            assert_eq!(in_text(&(*text).into(), *platform), *expected, "{text}");
        }
        assert_eq!(leading(&"@otter.lab note".into(), Platform::Threads).as_deref(), Some("otter.lab"));
        assert_eq!(leading(&" @otter".into(), Platform::Threads), None);
    }
}
