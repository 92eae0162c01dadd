//! Reads bytes as a bundle, and holds the result against what must be true of it:
//!
//! - what is read is written and read again, the same;
//! - it fits one line of the table, and every cell is finite;
//! - every row has an id of its own, and taking it out leaves a bundle without it and with all others;
//! - no control character and no line end is in the words for it;
//! - no problem holds anything of what was read;
//! - opening it as a sealed file fails, and does no more than that.

use std::collections::BTreeSet;

use donation::traced::{Cell, columns, row};
use donation::{Bundle, is_ours};

use crate::format::MARK;
use crate::memory;

pub fn try_on(data: &[u8]) {
    let most = (1 << 20) + 400 * data.len();
    let read = memory::within(most, "bundle", || Bundle::read(data));
    match read {
        Err(problem) => assert!(!problem.to_string().contains(MARK), "a problem holds what was read"),
        Ok(bundle) => held(bundle),
    }
    let key = donation::seal::Key::generate();
    assert!(key.open(data).is_err(), "a file that nobody sealed was opened");
}

fn held(bundle: Bundle) {
    let json = bundle.to_json().expect("a bundle is JSON");
    assert!(is_ours(json.as_bytes()), "our own file is not known");
    assert!(Bundle::read(json.as_bytes()).as_ref() == Ok(&bundle), "another reading gives something else");
    let line = row(&bundle);
    assert_eq!(line.len(), columns().len());
    let finite = |cell: &Cell| !matches!(cell, Cell::Number(number) if !number.is_finite());
    assert!(line.iter().flatten().all(finite), "a cell that is no number");
    let rows = bundle.rows();
    for text in rows.iter().flat_map(|row| [&row.title, &row.value]) {
        assert!(!text.chars().any(char::is_control), "words with a control character");
    }
    let places = bundle.places();
    let ids: BTreeSet<String> = places.iter().map(ToString::to_string).collect();
    assert_eq!(ids.len(), places.len(), "two rows of one id");
    for place in places.iter().take(20) {
        let mut less = bundle.clone();
        less.remove(&BTreeSet::from([*place]));
        assert_eq!(less.places().len() + 1, places.len(), "taking one row out took another");
        assert!(less.check().is_ok(), "what is left is no bundle");
    }
}
