//! `new`: an empty report with every cell of a form.

use anyhow::{Context, Result, bail};

use super::Said;
use crate::cli::New;
use crate::form::Form;
use crate::{data, files};

/// Writes a data file to fill in.
pub(super) fn run(options: &New) -> Result<Said> {
    let ids = || Form::ids().collect::<Vec<_>>().join("、");
    let form = Form::embedded(&options.form)
        .with_context(|| format!("没有「{}」这张表；可用 {}", options.form, ids()))?;
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
