//! The seal: a file that only the study's key opens, in the format of age (<https://age-encryption.org/v1>).
//!
//! `age` draws the random numbers of a seal itself, from the system or, in a browser, from JavaScript. Its own error texts are
//! never used: they would be loaded from files while a sandbox is shut.

use std::fmt;

use age::secrecy::ExposeSecret;
use age::x25519;

/// Whom a bundle is sealed to: the public half of a study's key, `age1...`.
#[derive(Clone, PartialEq, Eq)]
pub struct Recipient(x25519::Recipient);

/// The secret half.
#[derive(Clone)]
pub struct Key(x25519::Identity);

/// Why something cannot be sealed or opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealProblem {
    #[error("not a public key of age, which has 62 letters and begins with age1")]
    NoRecipient,
    #[error("not a secret key of age, which begins with AGE-SECRET-KEY-1")]
    NoKey,
    #[error("sealed to another key")]
    OtherKey,
    #[error("not a whole file in the format of age")]
    Damaged,
    #[error("larger than any bundle")]
    TooLarge,
    #[error("no random numbers or memory to seal with")]
    NotSealed,
}

/// What a sealed bundle's file is called behind its name.
pub const ENDING: &str = ".parasocial.age";

/// Bytes of a sealed file, at most: those of a bundle, and what the format adds.
pub const MOST_SEALED: usize = crate::MOST_BYTES + (64 << 10);

impl Recipient {
    /// # Errors
    /// When the text is no public key.
    pub fn from_text(text: &str) -> Result<Self, SealProblem> {
        text.trim().parse().map(Self).map_err(|_| SealProblem::NoRecipient)
    }

    /// Seals bytes, so that only the other half of the key opens them.
    ///
    /// # Errors
    /// When the system gives no random numbers.
    pub fn seal(&self, bytes: &[u8]) -> Result<Vec<u8>, SealProblem> {
        age::encrypt(&self.0, bytes).map_err(|_| SealProblem::NotSealed)
    }
}

impl fmt::Display for Recipient {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0.to_string())
    }
}

impl fmt::Debug for Recipient {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("[secret key]")
    }
}

impl Key {
    /// A new one, of the system's random numbers.
    pub fn generate() -> Self {
        Self(x25519::Identity::generate())
    }

    /// The first key of an identity file as `age-keygen` writes it: lines that are not comments.
    ///
    /// # Errors
    /// When there is none.
    pub fn from_file_text(text: &str) -> Result<Self, SealProblem> {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        lines.take(1).find_map(|line| line.parse().ok()).map(Self).ok_or(SealProblem::NoKey)
    }

    /// An identity file, as `age-keygen` writes it. Whoever has it opens every bundle.
    pub fn file_text(&self) -> String {
        format!("# public key: {}\n{}\n", self.recipient(), self.0.to_string().expose_secret())
    }

    /// The public half.
    pub fn recipient(&self) -> Recipient {
        Recipient(self.0.to_public())
    }

    /// Opens what was sealed to this key.
    ///
    /// # Errors
    /// When it was sealed to another, was changed since, or is no such file.
    pub fn open(&self, sealed: &[u8]) -> Result<Vec<u8>, SealProblem> {
        if sealed.len() > MOST_SEALED {
            return Err(SealProblem::TooLarge);
        }
        age::decrypt(&self.0, sealed).map_err(|error| match error {
            age::DecryptError::NoMatchingKeys => SealProblem::OtherKey,
            _ => SealProblem::Damaged,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_right_key_opens_a_whole_file() {
        let (key, other) = (Key::generate(), Key::generate());
        let sealed = key.recipient().seal(b"forty rows").unwrap();
        assert_eq!(key.open(&sealed).unwrap(), b"forty rows");
        assert_eq!(other.open(&sealed), Err(SealProblem::OtherKey));
        for at in [0, 30, sealed.len() / 2, sealed.len() - 1] {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(key.open(&changed).is_err(), "a change at {at} is not noticed");
        }
        assert_eq!(key.open(&sealed[..sealed.len() - 1]), Err(SealProblem::Damaged));
        assert_eq!(key.open(b"{}"), Err(SealProblem::Damaged));
        assert_eq!(key.open(&vec![0; MOST_SEALED + 1]), Err(SealProblem::TooLarge));
    }

    #[test]
    fn keys_are_written_as_other_programs_read_them() {
        let key = Key::generate();
        let text = key.file_text();
        assert!(text.lines().nth(1).unwrap().starts_with("AGE-SECRET-KEY-1"), "not the form of age-keygen");
        assert_eq!(Key::from_file_text(&text).unwrap().recipient(), key.recipient());
        assert_eq!(Recipient::from_text(&key.recipient().to_string()), Ok(key.recipient()));
        assert_eq!(Key::from_file_text("# nothing").unwrap_err(), SealProblem::NoKey);
        assert_eq!(Recipient::from_text("age1nothing").unwrap_err(), SealProblem::NoRecipient);
        assert!(!format!("{key:?}").contains("AGE"));
    }
}
