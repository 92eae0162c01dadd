//! What an address on YouTube leads to. It tells what an item of a history is, whatever the language of its title.

use event::{Party, PartyQuality, Words};

/// What an address leads to.
#[derive(PartialEq, Eq)]
pub enum Address {
    /// A video, by its id.
    Video(String),
    /// A list of results, by what was searched for.
    Results(String),
    /// A post of a channel, by its id.
    Post(String),
    /// Something else.
    Other,
}

/// Reads an address.
pub fn read(address: &str) -> Address {
    let Some((host, path, query)) = parts(address) else { return Address::Other };
    if host == "youtu.be" {
        return id(path).map_or(Address::Other, Address::Video);
    }
    let found = match path {
        "watch" => parameter(query, "v").and_then(|video| id(&video).map(Address::Video)),
        "results" => parameter(query, "search_query").map(Address::Results),
        // Music is searched for under another name.
        "search" if host == "music.youtube.com" => parameter(query, "q").map(Address::Results),
        _ => match path.split_once('/') {
            Some(("shorts", video)) => id(video).map(Address::Video),
            Some(("post", post)) => id(post).map(Address::Post),
            _ => None,
        },
    };
    found.unwrap_or(Address::Other)
}

/// The channel that an address leads to: by id, or by the name that it has in addresses.
pub fn channel(address: &str) -> Option<Party<'static>> {
    let (_, path, _) = parts(address)?;
    let party = |name: &str, quality| {
        let name = name.split('/').next().unwrap_or_default();
        (!name.is_empty()).then(|| Party { name: Words::from(name.to_owned()), quality })
    };
    match path.split_once('/') {
        Some(("channel", id)) => party(id, PartyQuality::Id),
        Some(("user", name)) => party(name, PartyQuality::Handle),
        _ => party(path.strip_prefix('@')?, PartyQuality::Handle),
    }
}

/// Host, path and query of an address on YouTube.
fn parts(address: &str) -> Option<(&str, &str, &str)> {
    let address = address.trim();
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"))?;
    let rest = rest.split('#').next().unwrap_or_default();
    let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (host, path) = place.split_once('/').unwrap_or((place, ""));
    let ours = host == "youtu.be" || host == "youtube.com" || host.ends_with(".youtube.com");
    ours.then_some((host, path.trim_end_matches('/'), query))
}

/// An id: letters, digits, `-` and `_`.
pub fn id(text: &str) -> Option<String> {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    (!text.is_empty() && text.bytes().all(fits)).then(|| text.to_owned())
}

/// The value of a parameter, decoded.
fn parameter(query: &str, name: &str) -> Option<String> {
    let value = query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))?;
    let mut bytes = Vec::with_capacity(value.len());
    let mut rest = value.as_bytes();
    while let Some((&byte, behind)) = rest.split_first() {
        rest = behind;
        let code =
            || std::str::from_utf8(behind.get(..2)?).ok().and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match (byte, code()) {
            (b'%', Some(decoded)) => {
                bytes.push(decoded);
                rest = &behind[2..];
            }
            (b'+', _) => bytes.push(b' '),
            _ => bytes.push(byte),
        }
    }
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_tell_what_they_lead_to() {
        let video = |id: &str| Address::Video(id.into());
        let found = |query: &str| Address::Results(query.into());
        let cases = [
            ("https://www.youtube.com/watch?v=aB3-_xYz012", video("aB3-_xYz012")),
            ("http://www.youtube.com/watch?list=x&v=aB3-_xYz012&t=3s", video("aB3-_xYz012")),
            ("https://music.youtube.com/watch?v=aB3-_xYz012", video("aB3-_xYz012")),
            ("https://youtu.be/aB3-_xYz012", video("aB3-_xYz012")),
            ("https://www.youtube.com/shorts/aB3-_xYz012", video("aB3-_xYz012")),
            ("https://www.youtube.com/results?search_query=a+b%C3%BC%26", found("a bü&")),
            ("https://www.youtube.com/results?search_query=100%", found("100%")),
            ("https://www.youtube.com/post/Ugkx12", Address::Post("Ugkx12".into())),
            ("https://www.youtube.com/watch?v=", Address::Other),
            ("https://www.youtube.com/channel/UC1", Address::Other),
            ("https://example.org/watch?v=aB3-_xYz012", Address::Other),
            ("https://notyoutube.com/watch?v=aB3-_xYz012", Address::Other),
            ("", Address::Other),
        ];
        for (address, expected) in cases {
            assert!(read(address) == expected, "{address}");
        }
    }

    #[test]
    fn channels_are_known_by_id_or_by_handle() {
        let text = |address: &str| {
            let party = channel(address)?;
            Some(format!("{} {}", &**party.name.expose(), party.quality))
        };
        assert_eq!(text("https://www.youtube.com/channel/UCabc").as_deref(), Some("UCabc id"));
        assert_eq!(text("https://www.youtube.com/@otter.films").as_deref(), Some("otter.films handle"));
        assert_eq!(text("https://www.youtube.com/user/otter/videos").as_deref(), Some("otter handle"));
        assert_eq!(text("https://www.youtube.com/c/otter"), None);
        assert_eq!(text("https://www.youtube.com/watch?v=abc"), None);
    }
}
