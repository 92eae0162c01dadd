//! Members cut into records: see `checks::framing`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| checks::framing::try_on(data));
