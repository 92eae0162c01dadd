//! Exports of TikTok: see `fuzz::format`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz::format::try_on("tiktok", data));
