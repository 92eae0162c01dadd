//! What the tests of several crates need of the project around them, the house rules, and pages made from the code.

#![allow(clippy::disallowed_methods, clippy::print_stdout)] // tools of the project, outside the program

pub mod docs;
pub mod shared;
pub mod tidy;
