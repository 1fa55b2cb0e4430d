#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| startex_fuzz::join_links(data));
