//! What the tests of several crates need of the project around them, and the house rules.

#![allow(clippy::disallowed_methods, clippy::print_stdout)] // tools of the project, outside the program

pub mod shared;
pub mod tidy;
