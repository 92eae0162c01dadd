//! The program as a person meets it: what it prints, how it ends, what it leaves behind.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, clippy::print_stderr)] // tests, and they run things

mod browser;
mod canary;
mod failures;
mod outputs;
mod runs;
