//! The few HTML entities that X leaves in texts.

use std::borrow::Cow;

use event::{Str, Words};

/// Undoes `&amp; &lt; &gt; &quot; &#39;`.
pub fn unescape(words: Words<'_>) -> Words<'_> {
    words.map(|text| {
        if !text.contains('&') {
            return text;
        }
        Str::from(Cow::Owned(unescape_text(&text)))
    })
}

fn unescape_text(text: &str) -> String {
    const ENTITIES: [(&str, char); 5] =
        [("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"'), ("&#39;", '\'')];
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        match ENTITIES.iter().find(|(entity, _)| from.starts_with(entity)) {
            Some((entity, letter)) => {
                out.push(*letter);
                rest = &from[entity.len()..];
            }
            None => {
                out.push('&');
                rest = &from[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_entity_is_undone_once() {
        assert_eq!(unescape_text("a &amp; b &lt;3 &amp;lt; AT&T &#39;"), "a & b <3 &lt; AT&T '");
    }
}
