#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| startex_fuzz::client_frames(data));
