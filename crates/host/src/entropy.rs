//! Random bytes of the system.

use std::io;

/// So many random bytes, fit for secrets.
///
/// # Errors
/// When the system gives none.
pub fn random<const COUNT: usize>() -> io::Result<[u8; COUNT]> {
    let mut bytes = [0; COUNT];
    getrandom::fill(&mut bytes).map_err(|_| io::ErrorKind::Unsupported)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    #[test]
    fn two_draws_differ() {
        let (one, other): ([u8; 16], [u8; 16]) = (super::random().unwrap(), super::random().unwrap());
        assert_ne!(one, other);
    }
}
