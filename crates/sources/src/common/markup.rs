//! HTML as a row of tags and texts. Tags and entities are read as browsers read them, by `html5gum`.

use html5gum::{Token, Tokenizer};

/// A tag or a text.
#[derive(PartialEq, Eq)]
pub enum Piece {
    Open { tag: String, class: String, href: Option<String> },
    Close { tag: String },
    Text(String),
}

/// The tags and texts of a piece of HTML, in order.
pub fn pieces(html: &str) -> Vec<Piece> {
    // Reading from memory cannot fail.
    Tokenizer::new(html).filter_map(Result::ok).filter_map(piece).collect()
}

fn piece(token: Token) -> Option<Piece> {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    match token {
        Token::StartTag(tag) => {
            let attribute = |name: &[u8]| {
                tag.attributes.iter().find(|(key, _)| key.as_slice() == name).map(|(_, value)| text(value))
            };
            let class = attribute(b"class").unwrap_or_default();
            Some(Piece::Open { tag: text(&tag.name), class, href: attribute(b"href") })
        }
        Token::EndTag(tag) => Some(Piece::Close { tag: text(&tag.name) }),
        Token::String(string) => Some(Piece::Text(text(&string))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_and_attributes_are_undone() {
        let found = pieces("<A class=x HREF='?a=1&amp;b'>caf&eacute;&nbsp;&#39;s<br/>");
        let open = Piece::Open { tag: "a".into(), class: "x".into(), href: Some("?a=1&b".into()) };
        assert!(found[0] == open);
        assert!(found[1] == Piece::Text("café\u{a0}'s".into()));
        assert!(matches!(&found[2], Piece::Open { tag, .. } if tag == "br"));
    }
}
