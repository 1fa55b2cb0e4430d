//! The text of a scenario as a tree, and items out of the tree. RON, read so that no fault hides another.
//!
//! [`parse`] makes a [`Tree`] whose nodes know their bytes: the text itself is kept as it is, so that an editor may
//! change it in place. [`lower()`] makes a typed item of a node, [`lower_each`] one of each element of a list,
//! [`Fields`] opens a struct field by field; each says all that is wrong to a [`Sink`].
//!
//! The language is RON with `implicit_some`, `unwrap_newtypes` and `unwrap_variant_newtypes` always on, and kinder
//! in two things: where a list is expected a single thing is a list of one (`all(a, b)` a list of two), and where a
//! text is expected a bare word is that text. All else that it accepts, [`plain_ron`] reads alike.

pub mod fields;
mod lexer;
pub mod lower;
mod parser;
pub mod spanned;
pub mod tree;

pub use fields::Fields;
pub use lower::{Item, lower, lower_each};
pub use parser::parse;
pub use spanned::Spanned;
pub use tree::{Kind, NodeId, Tree};

use super::finding::{Sink, words};
use super::{FileId, Span32};

/// The same language as the `ron` crate reads it, which stops at the first fault.
pub fn plain_ron() -> ron::Options {
    use ron::extensions::Extensions;
    ron::Options::default().with_default_extension(
        Extensions::IMPLICIT_SOME | Extensions::UNWRAP_NEWTYPES | Extensions::UNWRAP_VARIANT_NEWTYPES,
    )
}

/// The bytes of a file as text.
///
/// # Errors
/// What can be read before the first byte that is no text; the sink has the finding (`not-utf8`).
pub fn utf8<'b>(file: FileId, bytes: &'b [u8], sink: &mut Sink) -> Result<&'b str, &'b str> {
    let fault = match std::str::from_utf8(bytes) {
        Ok(text) => return Ok(text),
        Err(fault) => fault,
    };
    let at = fault.valid_up_to();
    sink.error_with("not-utf8", Span32::new(file, at, at), || {
        if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
            return words("the file is written as UTF-16", "save it as UTF-8");
        }
        if bytes.starts_with(b"SQLite format 3\0") {
            return words(
                "this is the journal of an exercise, not a scenario",
                "read it with `startex report` or `startex replay`, go on with it by `startex resume` or in the lobby",
            );
        }
        let byte = bytes.get(at).copied().unwrap_or_default();
        words(
            format!("the file is not UTF-8: the letter here (byte {at}, 0x{byte:02x}) cannot be read"),
            "save the file as UTF-8 in your editor; it was perhaps saved as “ANSI” or Windows-1252",
        )
    });
    let readable = bytes.get(..at).unwrap_or_default();
    Err(std::str::from_utf8(readable).unwrap_or_default())
}
