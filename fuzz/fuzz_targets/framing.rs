//! Members cut into records: see `fuzz::framing`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz::framing::try_on(data));
