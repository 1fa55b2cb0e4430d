//! The window: screens, settings, and the plugins that make it. Clean for WebAssembly.

pub mod offscreen;
