//! `new`: an empty report with every cell of a form.

use std::path::Path;

use anyhow::{Result, bail};

use super::{Said, form_of, refused};
use crate::cli::New;
use crate::emit::terminal;
use crate::source::Sources;
use crate::{data, files};

/// Writes a data file to fill in.
pub(super) fn run(options: &New, screen: terminal::Screen) -> Result<Said> {
    let mut sources = Sources::default();
    let mut findings = Vec::new();
    let form = match form_of(&mut sources, Path::new(""), &options.form, &mut findings) {
        Ok(form) => form,
        Err(why) => return Ok(refused(&why, &findings, &sources, screen)),
    };
    let year = options.year.unwrap_or(*form.years().start());
    let text = data::blank(&form, year);
    let Some(path) = &options.output else {
        return Ok(Said {
            out: text,
            ..Said::default()
        });
    };
    if !options.force && files::read_if_there(path)?.is_some() {
        bail!(
            "{} 已经存在，没有覆盖；确要覆盖请加 --force",
            path.display()
        );
    }
    files::stage(path, text.as_bytes())?.commit()?;
    let said = format!(
        "已写好 {}：照注释填写，再运行 hegao check {}\n",
        path.display(),
        path.display()
    );
    Ok(Said {
        err: said,
        ..Said::default()
    })
}
