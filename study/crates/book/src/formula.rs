//! Texts that a spreadsheet would run.

use std::borrow::Cow;

/// Begins of a cell that Excel, LibreOffice or Google take for a formula; the wide ones too, which some of them fold.
/// OWASP, CSV Injection.
const BEGINS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// A text that stays one in a spreadsheet: with an apostrophe before what would be run.
pub(crate) fn defused(text: &str) -> Cow<'_, str> {
    if text.starts_with(BEGINS) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_would_run_is_changed() {
        for (text, expected) in [
            ("=1+1", "'=1+1"),
            ("+49", "'+49"),
            ("＝A1", "'＝A1"),
            ("18-34", "18-34"),
            ("", ""),
            ("'=1", "'=1"),
        ] {
            assert_eq!(defused(text), expected);
        }
    }
}
