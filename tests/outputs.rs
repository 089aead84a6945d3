//! The PDF of small documents: grid, faces, page numbers, text, profile, and that the same input gives the same bytes.

mod outputs {
    mod finished;
    mod gate;
    mod kit;
    mod page;
    mod pictures;
    mod profile;
    mod reports;
    mod text;
}
