//! 核稿 (hegao).
pub mod diagnostic;
pub mod document;
pub mod figure;
pub mod form;
pub mod report;
pub mod source;
pub mod style;
