//! Bundles as a study meets them, sealed and opened: see `checks::bundle`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| checks::bundle::try_on(data));
