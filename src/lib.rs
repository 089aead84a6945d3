//! 核稿 (hegao): one TOML file in; a filing PDF, an editable Word file and a check of every figure out.
//!
//! ```text
//! report.toml ─ files ─► source ─ data ─► Report ─┬─ link ─► claims ─ check ─► findings, ledger ─ emit ─► text, JSON, SARIF
//!                                                 └─ document ─► Document ─┬─ output ─► PDF  ─┐
//!                                                                          └─ word ───► .docx ─┴─ proof: the same text
//! ```
//!
//! * [`source`] keeps texts and places in them; [`diagnostic`] says what there is to say, as values.
//! * [`form`] is a national form as data: rows, columns, identities (勾稽关系), the words of narratives.
//! * [`data`] reads a data file into a [`report`], with every fault at its place, and prints one.
//! * [`figure`] reads the numeric expressions of a text; [`link`] binds them to cells, by words and never by their values;
//!   [`check`] holds them against the tables and leaves the [`ledger`].
//! * [`collect`] adds up the tables of departments and counties.
//! * [`import`] reads what offices have: Word files, text, workbooks.
//! * [`document`] is what is printed, in order, numbers settled; [`style`] its page and faces. [`output`] makes the PDF and
//!   proves both files; [`mod@word`] makes and reads the Word file.
//! * [`command`] and [`cli`] are the program; [`files`] alone writes to disk; [`emit`] gives findings a form.
//!
//! Uses go one way: `document` and `link` never see each other, `check` never sees an output, the outputs never see TOML.
//! A test holds each foreign library to the one file that knows it.
//!
//! # Glossary
//!
//! | 中文 | here |
//! | --- | --- |
//! | 统计表 | [`report::Table`] on a [`form::Form`] |
//! | 指标 | [`form::Row`] with a key; its place is a [`form::Address`] |
//! | 口径（全市、本级） | [`report::Table::scope`] |
//! | 未填 | [`report::State::NotFilled`], never 0 |
//! | 勾稽关系 | [`form::Identity`] |
//! | 正文 | the narrative: [`report::Passage`]s in [`report::Section`]s |
//! | 数字 | [`figure::Figure`], its 量词 [`figure::Figure::unit`] |
//! | 核对 | [`check`]; a figure's 单元格 are its [`link::Claim`] |
//! | 附件、署名、成文日期 | [`document::Part`], [`document::Signature`] |
//! | 版心、字体 | [`style::Page`], [`style::Face`] by [`style::Role`] |

pub mod check;
pub mod cli;
pub mod collect;
pub mod command;
pub mod data;
pub mod diagnostic;
pub mod digest;
pub mod document;
pub mod emit;
pub mod figure;
pub mod files;
pub mod form;
pub mod import;
pub mod ledger;
pub mod link;
pub mod output;
pub mod report;
pub mod source;
pub mod style;
pub mod word;
mod words;
