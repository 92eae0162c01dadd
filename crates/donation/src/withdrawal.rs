//! The code with which a person takes a donation back.

use std::fmt;

use sha2::{Digest, Sha256};

use crate::scalars::CodeHash;

/// 80 random bits, written so that they can be read out over the telephone. Who has it can withdraw; the study has its hash.
#[derive(Clone, PartialEq, Eq)]
pub struct WithdrawalCode([u8; LENGTH]);

/// Letters of a code: 5 bits each.
const LENGTH: usize = 16;

/// Douglas Crockford's base 32: no letter that is taken for another.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// What a text is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a withdrawal code has 16 letters and digits, such as 7KQ2-M0XB-93TV-HW5A")]
pub struct CodeProblem;

impl WithdrawalCode {
    /// The code of ten random bytes.
    pub fn new(random: [u8; 10]) -> Self {
        let bits = random.iter().fold(0_u128, |bits, byte| bits << 8 | u128::from(*byte));
        Self(std::array::from_fn(|at| ALPHABET[(bits >> (75 - 5 * at) & 31) as usize]))
    }

    /// The code that somebody typed: in any case, with or without hyphens and blanks, O for 0 and I or L for 1.
    ///
    /// # Errors
    /// When it is none.
    pub fn from_text(text: &str) -> Result<Self, CodeProblem> {
        let letters = text.bytes().filter(|byte| !matches!(byte, b'-' | b' '));
        let read = letters.map(|byte| match byte.to_ascii_uppercase() {
            b'O' => b'0',
            b'I' | b'L' => b'1',
            other => other,
        });
        let read: Vec<u8> = read.collect();
        let code: [u8; LENGTH] = read.try_into().map_err(|_| CodeProblem)?;
        if code.iter().all(|letter| ALPHABET.contains(letter)) { Ok(Self(code)) } else { Err(CodeProblem) }
    }

    /// What stands in the bundle: from it nobody finds the code.
    pub fn hash(&self) -> CodeHash {
        let digest = Sha256::new().chain_update(b"parasocial-withdrawal/1:").chain_update(self.0).finalize();
        CodeHash::of(digest.into())
    }
}

impl fmt::Display for WithdrawalCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let groups: Vec<String> =
            self.0.chunks(4).map(|group| String::from_utf8_lossy(group).into_owned()).collect();
        out.write_str(&groups.join("-"))
    }
}

impl fmt::Debug for WithdrawalCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("[withdrawal code]")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_code_is_read_as_people_write_it() {
        let code = WithdrawalCode::new([0, 1, 2, 3, 4, 5, 6, 7, 8, 255]);
        let text = code.to_string();
        assert_eq!(text, "000G-40R4-0M30-E27Z");
        for written in [text.to_lowercase(), text.replace('-', " "), text.replace('0', "o")] {
            assert_eq!(WithdrawalCode::from_text(&written), Ok(code.clone()), "{written}");
        }
        assert_eq!(WithdrawalCode::from_text("7KQ2"), Err(CodeProblem));
        assert_eq!(WithdrawalCode::from_text("UUUU-UUUU-UUUU-UUUU"), Err(CodeProblem));
        assert!(!format!("{code:?}").contains("000G"));
    }

    proptest! {
        #[test]
        fn codes_come_back_and_hashes_tell_them_apart(one: [u8; 10], other: [u8; 10]) {
            let code = WithdrawalCode::new(one);
            prop_assert_eq!(WithdrawalCode::from_text(&code.to_string()), Ok(code.clone()));
            prop_assert_eq!(code.hash() == WithdrawalCode::new(other).hash(), one == other);
        }
    }
}
