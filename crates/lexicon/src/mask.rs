//! What may be shown of a finding before somebody unfolds it.

use crate::validate::international;

/// What stands for hidden characters.
const HIDDEN: &str = "•••";

/// Of a number with fewer digits, two would be too much to show.
const SHORTEST_PHONE: usize = 6;

/// A stand-in for the text of a finding's span. It shows just enough to recognise one's own: the first letter of a
/// mailbox, the country and the last two digits of a phone number, the last four of a card, nothing of the rest.
///
/// ```
/// assert_eq!(lexicon::mask("id.email", "nadia@not-a-real-mailbox.org"), "n•••@•••.org");
/// assert_eq!(lexicon::mask("id.phone", "+44 20 7946 0018"), "+44 •• •••• ••18");
/// assert_eq!(lexicon::mask("id.phone", "020 7946 0018"), "••• •••• ••18");
/// assert_eq!(lexicon::mask("fin.card", "4929 0000 0000 1236"), "•••• 1236");
/// assert_eq!(lexicon::mask("sec.password", "anything"), "•••");
/// ```
pub fn mask(rule: &str, text: &str) -> String {
    match rule {
        "id.email" => email(text),
        "id.phone" => phone(text),
        "fin.card" => card(text),
        _ => HIDDEN.to_owned(),
    }
}

fn email(text: &str) -> String {
    let shown = text.split_once('@').zip(text.rsplit_once('.')).and_then(|((local, domain), (_, top))| {
        let first = local.chars().next().filter(|_| domain.contains('.'))?;
        Some(format!("{first}{HIDDEN}@{HIDDEN}.{top}"))
    });
    shown.unwrap_or_else(|| HIDDEN.to_owned())
}

fn phone(text: &str) -> String {
    let international = international(text);
    let text = international.as_deref().unwrap_or(text);
    // Of a number in international form, the country's code up to the first space may be seen.
    let code = if international.is_some() { text.find([' ', '-']).unwrap_or(0) } else { 0 };
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    if digits < SHORTEST_PHONE {
        return HIDDEN.to_owned();
    }
    let mut seen = 0;
    let hide = |(at, c): (usize, char)| {
        seen += usize::from(c.is_ascii_digit());
        match c {
            _ if at < code => c,
            '0'..='9' if seen + 2 > digits => c,
            '0'..='9' => '•',
            ' ' | '-' | '(' | ')' | '.' | '/' | '+' => c,
            _ => '•',
        }
    };
    text.char_indices().map(hide).collect()
}

fn card(text: &str) -> String {
    let digits: Vec<char> = text.chars().filter(char::is_ascii_digit).collect();
    match digits.len() {
        12.. => format!("•••• {}", digits[digits.len() - 4..].iter().collect::<String>()),
        _ => HIDDEN.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masks_never_show_more_than_they_should() {
        for (rule, text, shown) in [
            ("id.email", "bob (at) mail (dot) org", "•••"),
            ("id.email", "@", "•••"),
            ("id.phone", "12345", "•••"),
            ("id.phone", "001-201-555-0123", "+1 •••-•••-••23"),
            ("fin.card", "1234", "•••"),
            ("sec.kba_answer", "Rex", "•••"),
            ("", "", "•••"),
        ] {
            assert_eq!(mask(rule, text), shown, "{rule}");
        }
    }
}
