//! The program as a person meets it: what it prints, how it ends, what it leaves behind.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, clippy::disallowed_types, clippy::print_stderr)] // tests run things

mod asked;
mod browser;
mod canary;
mod changes;
mod compared;
mod failures;
mod giving;
mod hostile;
mod killed;
mod outputs;
mod runs;
mod shut_in;
mod what;
