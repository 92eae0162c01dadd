//! Exports of Threads: see `fuzz::format`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz::format::try_on("threads", data));
