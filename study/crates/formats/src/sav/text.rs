//! Texts of a system file, in whatever encoding it was written.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use microdata::Faults;

use super::records::Extension;

/// The encoding that the file names (record 7, subtypes 20 and 3), else that of most old files.
pub fn encoding(extensions: &[Extension], big_endian: bool, faults: &mut Faults) -> &'static Encoding {
    let of = |subtype: i32| extensions.iter().find(|extension| extension.subtype == subtype);
    if let Some(named) = of(20) {
        if let Some(encoding) = Encoding::for_label(&named.bytes) {
            return encoding;
        }
        faults.say("the file names an encoding that is not known: its texts are read as windows-1252");
        return WINDOWS_1252;
    }
    let page = of(3).and_then(|numbers| numbers.bytes.get(28..32)?.try_into().ok());
    let page =
        page.map(|bytes| if big_endian { i32::from_be_bytes(bytes) } else { i32::from_le_bytes(bytes) });
    page.and_then(code_page).unwrap_or(WINDOWS_1252)
}

/// The encoding behind the number of a Windows code page.
fn code_page(page: i32) -> Option<&'static Encoding> {
    let name = match page {
        65001 => return Some(UTF_8),
        932 => "shift_jis".to_owned(),
        936 => "gbk".to_owned(),
        949 => "euc-kr".to_owned(),
        950 => "big5".to_owned(),
        874 | 1250..=1258 => format!("windows-{page}"),
        28591..=28606 => format!("iso-8859-{}", page - 28590),
        _ => return None,
    };
    Encoding::for_label(name.as_bytes())
}

/// Decodes texts and remembers whether some could not be.
pub struct Decoder {
    pub encoding: &'static Encoding,
    pub replaced: bool,
}

impl Decoder {
    /// The text without the blanks that fill it up.
    pub fn text(&mut self, bytes: &[u8]) -> String {
        let (text, replaced) = self.encoding.decode_without_bom_handling(bytes);
        self.replaced |= replaced;
        text.trim_end_matches([' ', '\0']).to_owned()
    }
}
