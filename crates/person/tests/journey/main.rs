//! The whole journey, from archives to events and documents, on invented people and on samples of real layouts.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, clippy::print_stderr)] // tests, and they read files

mod acts;
mod earlier;
mod editions;
mod exports;
mod forms;
mod parts;
mod people;
mod samples;
mod splits;
mod testdata;
