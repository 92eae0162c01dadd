//! Member names: what to list, and in which letters.

/// The upper half of code page 437, which old zips use where a name is not UTF-8.
const CP437_UPPER: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}";

/// A name as text: UTF-8 where it is UTF-8 (whatever the zip's flag says), else code page 437.
pub fn decode(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(name) => name.to_owned(),
        Err(_) => bytes
            .iter()
            .map(|&byte| match byte {
                0..0x80 => char::from(byte),
                _ => CP437_UPPER.chars().nth(usize::from(byte) - 0x80).unwrap_or('\u{fffd}'),
            })
            .collect(),
    }
}

/// Whether a name is one of those that an operating system leaves behind and no platform writes.
pub fn is_noise(name: &str) -> bool {
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    name.starts_with("__MACOSX/")
        || name.contains("/__MACOSX/")
        || last.starts_with("._")
        || last == ".DS_Store"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_are_not_utf8_are_code_page_437() {
        assert_eq!(decode("Süß".as_bytes()), "Süß");
        assert_eq!(decode(b"S\x81\xe1"), "Süß");
        assert_eq!(CP437_UPPER.chars().count(), 128);
    }

    #[test]
    fn leavings_of_a_mac_are_noise() {
        for name in ["__MACOSX/a/._b.json", "a/._b.json", "a/.DS_Store", ".DS_Store", "x/__MACOSX/y"] {
            assert!(is_noise(name), "{name}");
        }
        assert!(!is_noise("data/like.js"));
    }
}
