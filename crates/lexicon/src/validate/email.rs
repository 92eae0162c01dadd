//! E-mail addresses, plain and spelled out.

use crate::pattern::Candidate;
use crate::validate::{Accepted, Verdict};

/// RFC 5321, 4.5.3.1: at most so many bytes before the `@`.
const LOCAL_LENGTH: usize = 64;

/// Accepts an address under a known top-level domain.
pub(super) fn check(candidate: &Candidate<'_>) -> Option<Verdict> {
    let whole = candidate.whole();
    let text = &candidate.text[whole.clone()];
    // "@name@server" is a handle of the fediverse.
    if candidate.text[..whole.start].ends_with('@') {
        return None;
    }
    let spelled_out = text.contains([' ', '\u{a0}', '(', '[', '{', '<']);
    let address = if spelled_out { unspell(text) } else { text.to_lowercase() };
    let (local, domain) = address.rsplit_once('@')?;
    let local = local.trim_matches('.');
    let domain = known_domain(candidate, domain)?;
    let local_fits = !local.is_empty() && local.len() <= LOCAL_LENGTH && !local.contains("..");
    if !local_fits || is_any(candidate, "not_mail", local, &domain) {
        return None;
    }
    // " at " between two words is an address only where the dot is spelled out too, or where the domain is one that
    // gives out mailboxes.
    let bare = spelled_out && !text.contains(['(', '[', '{', '<']);
    let clear = || text.split_whitespace().any(is_dot) || candidate.is_listed("mail_providers", &domain);
    let word = |part: &str| candidate.is_listed("not_names", part.split('.').next().unwrap_or_default());
    if bare && (word(local) || word(&domain) || !clear()) {
        return None;
    }
    let mut span = whole;
    if !spelled_out {
        // What follows the known part of the domain does not belong to it: "...@mail.org.Then".
        span.end = span.start + text.rfind('@')? + 1 + domain.len();
        span.start += text.len() - text.trim_start_matches(['.', '\'', '-']).len();
    }
    let mut accepted = Accepted::new(span, format!("{local}@{domain}"));
    if is_any(candidate, "samples", local, &domain) {
        return Some(Verdict::Sample(accepted.span));
    }
    if candidate.is_listed("role_mailboxes", local) {
        accepted.severity = Some(1);
    }
    Some(Verdict::Accepted(accepted))
}

/// The address in a text such as `bob (at) mail [dot] org`, in lower case.
fn unspell(text: &str) -> String {
    let mut address = String::new();
    let plain = text.to_lowercase().replace(['(', '[', '{', '<', ')', ']', '}', '>', '\u{a0}'], " ");
    for word in plain.split_whitespace() {
        match word {
            "at" | "ät" | "arroba" | "arobase" | "klammeraffe" => address.push('@'),
            word if is_dot(word) => address.push('.'),
            word => address.push_str(word),
        }
    }
    address
}

fn is_dot(word: &str) -> bool {
    ["dot", "punkt", "punto", "point"].iter().any(|dot| dot.eq_ignore_ascii_case(word))
}

/// The longest part of the domain that ends in a known top-level domain.
fn known_domain(candidate: &Candidate<'_>, domain: &str) -> Option<String> {
    let mut domain = domain.trim_end_matches('.');
    loop {
        let (rest, last) = domain.rsplit_once('.')?;
        let known = last.starts_with("xn--") || candidate.is_listed("top_level_domains", last);
        if known && !rest.is_empty() {
            return Some(domain.to_owned());
        }
        domain = rest;
    }
}

/// Whether a list names the address, its domain (`@example.org`) or everything below a domain (`*.example`).
fn is_any(candidate: &Candidate<'_>, list: &str, local: &str, domain: &str) -> bool {
    candidate.list(list).iter().any(|entry| match entry.split_once('@') {
        Some(("", listed)) => listed == domain,
        Some((name, "")) => name == local,
        Some((name, listed)) => name == local && listed == domain,
        None => entry.strip_prefix('*').is_some_and(|end| domain.ends_with(end)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelled_out_addresses_are_put_together() {
        for (text, address) in [
            ("bob (at) mail (dot) org", "bob@mail.org"),
            ("bob[at]mail.org", "bob@mail.org"),
            ("Bob dot Lee at mail dot co dot uk", "bob.lee@mail.co.uk"),
            ("ana arroba mail punto es", "ana@mail.es"),
        ] {
            assert_eq!(unspell(text), address);
        }
    }
}
