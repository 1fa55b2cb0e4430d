#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| startex_fuzz::chained_journals(data));
