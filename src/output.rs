//! What is written: pictures, faces, the PDF, and the proof that a file says what the document says.
//!
//! Reads the document and the style, never TOML, links or checks.
//!
//! * [`fonts`] says which face plays each role; the only file that parses fonts.
//! * [`mod@appendix`] says the findings at the end of a draft.
//! * [`mod@gate`] holds the characters of a report against the faces.
//! * [`picture`] draws what is not text, once for both files; the only file that knows `image` and `fast_qr`.
//! * [`imprint`] makes a later change of a PDF recognisable.
//! * [`runs`] says where a line may not end, and where it may.
//! * [`layout`] is what the template is given.
//! * [`pdf`] lays it out and writes the file; the only one that knows Typst.
//! * [`proof`] holds the text of a file against the text of the document.

pub mod appendix;
pub mod fonts;
pub mod gate;
pub mod imprint;
pub mod layout;
pub mod pdf;
pub mod picture;
pub mod proof;
pub mod runs;

pub use appendix::appendix;
pub use gate::gate;
