//! What is written: pictures, faces, the PDF, and the proof that a file says what the document says.
//!
//! Reads the document and the style, never TOML, links or checks.
//!
//! * [`fonts`] says which face plays each role; the only file that parses fonts.
//! * [`picture`] draws what is not text, once for both files; the only file that knows `image` and `fast_qr`.

pub mod fonts;
pub mod picture;
