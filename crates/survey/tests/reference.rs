//! The reference results that lie beside the project, through the same code as `cargo lab reference`.

#![allow(clippy::disallowed_methods, clippy::print_stdout, clippy::print_stderr)] // a test that reads files and prints

#[allow(dead_code)] // printing and writing are the task's
#[path = "../../../lab/src/reference/mod.rs"]
mod reference;

#[test]
fn estimates_are_those_of_the_reference() {
    let Some(folder) = xtask::shared::folder("reference", "estimates_are_those_of_the_reference") else {
        return;
    };
    let outcomes = reference::outcomes(&folder).unwrap();
    reference::print(&outcomes, false);
    let unexplained: Vec<&str> =
        reference::unexplained(&outcomes).iter().map(|outcome| outcome.id.as_str()).collect();
    assert!(unexplained.is_empty(), "these differ and no reason is given: {unexplained:?}");
}
