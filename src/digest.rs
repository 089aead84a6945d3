//! SHA-256 as hexadecimal digits — the only file that knows the hash.

use std::fmt::Write;

use sha2::{Digest, Sha256};

/// The digest of the pieces, one after the other.
#[must_use]
pub fn sha256<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> String {
    let mut hash = Sha256::new();
    for piece in pieces {
        hash.update(piece);
    }
    let mut digits = String::with_capacity(64);
    for byte in hash.finalize() {
        write!(digits, "{byte:02x}").expect("a string takes all that is written to it");
    }
    digits
}
