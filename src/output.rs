//! What is written: pictures, faces, the PDF, and the proof that a file says what the document says.
//!
//! Reads the document and the style, never TOML, links or checks.
//!
//! * [`picture`] draws what is not text, once for both files; the only file that knows `image` and `fast_qr`.

pub mod picture;
