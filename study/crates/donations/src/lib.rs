//! The donations of a study: a folder of decrypted bundles as one row for each donor, and donors who take theirs back.
//!
//! [`Folder`] reads bundles and says which files are none. [`chosen`] leaves out who withdrew, what was made for another study,
//! and of two bundles of one donor the older. [`table`] makes rows of the rest, with a dictionary; [`coverage`] the same of what
//! their exports show. [`Withdrawn`] is the list of those who took their donation back, kept as hashes in `withdrawn.toml`;
//! [`without`](fn@without) takes them out of tables that were made before.
//!
//! Nothing here knows a key: bundles are opened by the program. No clock: today is a parameter.

mod chosen;
mod folder;
mod table;
mod withdrawn;
mod without;

pub use chosen::{Chosen, chosen, overdue};
pub use folder::{Folder, Found};
pub use table::{coverage, table};
pub use withdrawn::{Entry, FILE, Withdrawn};
pub use without::{Theirs, without};

#[cfg(test)]
pub(crate) mod testing {
    use std::path::PathBuf;

    use donation::{Bundle, Code, CodeHash, Day, DonorId, WithdrawalCode};

    use crate::Found;

    /// A small bundle of this participant, made on this day, with this number as donor and code.
    pub fn found(file: &str, participant: Option<&str>, made: &str, number: u8) -> Found {
        let mut bundle =
            Bundle::read(include_bytes!("../../../../crates/donation/testdata/small.json")).unwrap();
        bundle.participant = participant.map(|code| Code::new(code).unwrap());
        bundle.made = Day::from_text(made).unwrap();
        bundle.donor = DonorId::of([number; 16]);
        bundle.withdrawal = code(number).hash();
        Found { path: PathBuf::from(file), bundle }
    }

    pub fn code(number: u8) -> WithdrawalCode {
        WithdrawalCode::new([number; 10])
    }

    pub fn hash(number: u8) -> CodeHash {
        code(number).hash()
    }
}
