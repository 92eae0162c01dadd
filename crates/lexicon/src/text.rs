//! Where sentences, words and quotations begin and end. Positions are bytes and always on borders of characters.

use std::ops::Range;

/// Nothing is looked at further than this from a match, in bytes: social texts often have no full stop at all, and the
/// time for a text must not grow with the square of its length.
const SENTENCE_REACH: usize = 400;

/// Marks that people put around the words of a song.
const LYRIC_MARKS: [char; 5] = ['♪', '♫', '♬', '🎶', '🎵'];

/// Whether a position lies inside a word or a number, so that a match must not begin or end there.
pub(crate) fn inside_word(text: &str, at: usize) -> bool {
    let word = |c: char| c.is_alphanumeric() || c == '_';
    match (text[..at].chars().next_back(), text[at..].chars().next()) {
        (Some(before), Some(after)) => word(before) && word(after),
        _ => false,
    }
}

/// Whether a number goes on beyond the stretch: `1.23` in `1.234`, `2021-05` in `2021-05-03`.
pub(crate) fn number_goes_on(text: &str, span: &Range<usize>) -> bool {
    let joins = |c: char| matches!(c, '.' | ',' | '-' | '/' | ':' | '_' | '=');
    let mut after = text[span.end..].chars();
    let goes_on = match after.next() {
        Some(c) if c.is_alphanumeric() => true,
        Some(c) if joins(c) => after.next().is_some_and(|c| c.is_ascii_digit()),
        _ => false,
    };
    let mut before = text[..span.start].chars().rev();
    goes_on
        || match before.next() {
            Some(c) if c.is_alphanumeric() => true,
            Some(c) if joins(c) => before.next().is_some_and(|c| c.is_ascii_digit()),
            _ => false,
        }
}

/// The sentence around a stretch of text, with its closing mark.
pub(crate) fn sentence(text: &str, span: &Range<usize>) -> Range<usize> {
    let (before, after) = within_reach(text, span);
    let start = span.start - before.len() + ends(before).last().unwrap_or(0);
    let closed = text[..span.end].ends_with(['!', '?', '…', '\n']);
    let end = if closed { 0 } else { ends(after).next().unwrap_or(after.len()) };
    start..span.end + end
}

/// What stands before and behind a stretch, as far as anybody looks.
fn within_reach<'t>(text: &'t str, span: &Range<usize>) -> (&'t str, &'t str) {
    let floor = floor_border(text, span.start.saturating_sub(SENTENCE_REACH));
    let ceiling = floor_border(text, span.end + SENTENCE_REACH);
    (&text[floor..span.start], &text[span.end..ceiling.max(span.end)])
}

/// Positions after the closing marks in a text.
fn ends(text: &str) -> impl Iterator<Item = usize> {
    let mut last_but_one = ' ';
    let mut last = ' ';
    let mut chars = text.char_indices().peekable();
    std::iter::from_fn(move || {
        while let Some((at, c)) = chars.next() {
            let next = chars.peek().map_or(' ', |&(_, next)| next);
            // "3. Mai" and "J. Doe" go on.
            let ordinal = last.is_ascii_digit() || (last.is_alphabetic() && last_but_one.is_whitespace());
            let closes = match c {
                '\n' => true,
                '.' => next.is_whitespace() && !ordinal,
                '!' | '?' | '…' => !matches!(next, '!' | '?'),
                _ => false,
            };
            (last_but_one, last) = (last, c);
            if closes {
                return Some(at + c.len_utf8());
            }
        }
        None
    })
}

/// The characters around a stretch, at most so many on either side.
pub(crate) fn around(text: &str, span: &Range<usize>, characters: usize) -> (Range<usize>, Range<usize>) {
    let start =
        text[..span.start].char_indices().rev().take(characters).last().map_or(span.start, |(at, _)| at);
    let end = text[span.end..].char_indices().nth(characters).map_or(text.len(), |(at, _)| span.end + at);
    (start..span.start, span.end..end)
}

/// Whether a stretch is a quotation or part of a song.
pub(crate) fn is_quoted(text: &str, span: &Range<usize>) -> bool {
    let (before, after) = within_reach(text, span);
    let before = before.rsplit('\n').next().unwrap_or_default();
    let after = after.split('\n').next().unwrap_or_default();
    if before.contains(LYRIC_MARKS) || after.contains(LYRIC_MARKS) {
        return true;
    }
    let straight = before.matches('"').count() % 2 == 1 && after.contains('"');
    let pairs = [('“', '”'), ('„', '“'), ('«', '»'), ('‘', '’'), ('‹', '›'), ('»', '«')];
    straight
        || pairs.iter().any(|&(open, close)| {
            let opened = before.rfind(open).is_some_and(|at| !before[at + open.len_utf8()..].contains(close));
            opened && after.contains(close)
        })
}

/// The border of a character at or below a position.
fn floor_border(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(text: &str, part: &str) -> Range<usize> {
        let start = text.find(part).unwrap();
        start..start + part.len()
    }

    #[test]
    fn a_sentence_ends_at_its_mark_but_not_at_an_ordinal() {
        for (text, part, expected) in [
            ("One. Two x three! Four", "x", " Two x three!"),
            ("Am 3. Mai x. Dann", "x", "Am 3. Mai x."),
            ("first line\nis x?!\nthird", "x", "is x?!"),
            ("mail a.b@c.de x", "x", "mail a.b@c.de x"),
            ("No end at all x", "x", "No end at all x"),
            ("One. x! Two.", "x!", " x!"),
        ] {
            assert_eq!(&text[sentence(text, &span(text, part))], expected);
        }
    }

    #[test]
    fn words_and_numbers_have_borders() {
        assert!(
            inside_word("ab", 1) && inside_word("né", 1) && !inside_word("a b", 1) && !inside_word("ab", 2)
        );
        assert!(number_goes_on("1.234", &(0..3)) && number_goes_on("2021-05-03", &(5..10)));
        assert!(!number_goes_on("call 1234.", &(5..9)) && !number_goes_on("(12)", &(1..3)));
    }

    #[test]
    fn quotations_and_songs_are_noticed() {
        for (text, quoted) in [
            ("she said \"x\" to me", true),
            ("she said “oh x” to me", true),
            ("„x“ hat er gesagt", true),
            ("« x » dit-il", true),
            ("♪ x ♪", true),
            ("she said \"no\" and x", false),
            ("x", false),
            ("“a” x “b”", false),
        ] {
            assert_eq!(is_quoted(text, &span(text, "x")), quoted, "{text}");
        }
    }

    #[test]
    fn the_surroundings_are_counted_in_characters() {
        let text = "äöü x äöü";
        let (before, after) = around(text, &span(text, "x"), 2);
        assert_eq!((&text[before], &text[after]), ("ü ", " ä"));
    }
}
