//! A list of cells as CSV to a sheet, line by line. The only file that knows the CSV reader.

use anyhow::{Result, bail, ensure};

use super::line::Notes;
use super::sheet::{MOST_CELLS, Sheet, SheetCell};
use super::text;

/// Reads the lines of a list; those that begin with a number sign and a space are comments.
///
/// # Errors
/// If it is no CSV.
pub fn read(name: &str, bytes: &[u8], notes: &mut Notes) -> Result<Sheet> {
    let text = text::decode(bytes, notes);
    if text.contains('\0') {
        bail!("{name} 不是 CSV（含有空字符）");
    }
    // One kind of line end, or a record would be placed in the line where the one before it ends.
    let text = text.trim_start_matches('\u{FEFF}').replace("\r\n", "\n");
    let text = text.replace('\r', "\n");
    let start = text.trim_start();
    if start.starts_with('<') {
        bail!("{name} 是网页或 XML，不是统计表；请在 Excel 或 WPS 里另存为 .xlsx 或 .csv");
    }
    ensure!(
        text.matches('"').count().is_multiple_of(2),
        "{name} 里的引号（\"）没有成对，读不准；请补上，或在表格软件里打开后另存为 CSV"
    );
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(&text))
        .from_reader(text.as_bytes());
    let mut cells = Vec::new();
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => bail!("{name} 不是 CSV：{error}"),
        };
        let line = record.position().map_or(0, csv::Position::line);
        let row = usize::try_from(line.saturating_sub(1))?;
        if record
            .iter()
            .next()
            .is_some_and(|field| field.starts_with("# "))
        {
            continue;
        }
        let whole = record.iter().collect::<String>();
        if record.len() == 1 && whole.contains('，') && whole.chars().any(char::is_numeric) {
            let whole = whole.trim();
            notes.left.push(format!(
                "{name} 第 {line} 行「{whole}」：没有分成几栏，栏与栏之间请用半角逗号"
            ));
            continue;
        }
        for (column, field) in record.iter().enumerate() {
            let text = field.trim();
            if !text.is_empty() {
                ensure!(
                    cells.len() < MOST_CELLS,
                    "{name} 里的格子过多，不像是统计表"
                );
                cells.push(SheetCell {
                    row,
                    column,
                    text: text.to_owned(),
                    hollow: false,
                });
            }
        }
    }
    Ok(Sheet {
        name: String::new(),
        lines: true,
        cells,
    })
}

/// The mark between fields that the first lines have most of.
fn delimiter(text: &str) -> u8 {
    let start = text.lines().take(5).collect::<String>();
    [b'\t', b';', b',']
        .into_iter()
        .max_by_key(|mark| start.bytes().filter(|byte| byte == mark).count())
        .unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::form::Form;
    use crate::import::place;

    fn form() -> Arc<Form> {
        Form::embedded("2021").expect("embedded")
    }

    fn cells(text: &str) -> (Vec<(String, String)>, Vec<String>) {
        let mut notes = Notes::default();
        let sheet = read("表.csv", text.as_bytes(), &mut notes).expect("CSV");
        let tables = place::read("表.csv", &[sheet], &form(), 2024, &mut notes);
        let named = |(address, state): (&_, &crate::report::State)| {
            (form().name(*address), state.to_string())
        };
        (tables[0].cells.iter().map(named).collect(), notes.left)
    }

    #[test]
    fn labels_as_forms_print_them() {
        let text = "\u{FEFF}indicator,unit,value\n规章|本年制发件数,件,1\n三、（六）1.申请人无正当理由逾期不补正|自然人,件,２\n行政诉讼（未经复议直接起诉）|总计,件,3\n行政事业性收费|本年收费金额,万元,\"1,286.50万元\"\n";
        let (found, left) = cells(text);
        let values: Vec<_> = found.iter().map(|(_, value)| value.as_str()).collect();
        assert_eq!(values, ["1", "1286.50", "2", "3"]);
        assert!(left.is_empty(), "{left:?}");
    }

    #[test]
    fn line_ends_of_every_kind_part_the_lines() {
        for end in ["\n", "\r\n", "\r"] {
            let text = ["indicator,unit,value", "行政许可,,12", "行政处罚,,3", ""].join(end);
            let (found, left) = cells(&text);
            assert_eq!(found.len(), 2, "{end:?}");
            assert!(left.is_empty(), "{left:?}");
        }
    }

    #[test]
    fn what_has_no_place_is_said() {
        let (found, left) = cells(
            "指标;数值\n行政许可;12\n行政许可;13\n没有这项;1\n行政处罚;减30\n行政强制;1.5\n予以公开;\n",
        );
        assert_eq!(found.len(), 1);
        assert_eq!(left.len(), 4, "{left:?}");
    }

    #[test]
    fn a_row_of_a_matrix_without_a_column_means_its_total() {
        let (found, left) = cells("予以公开,5\n规章,3\n");
        assert_eq!(found, [("予以公开|总计".to_owned(), "5".to_owned())]);
        assert_eq!(left.len(), 1, "{left:?}");
    }

    #[test]
    fn lines_that_do_not_part_are_said() {
        let (found, left) = cells("行政许可，5\n行政处罚,3\n");
        assert_eq!(found.len(), 1);
        assert_eq!(left.len(), 1, "{left:?}");
        let open = "\"未闭合,5\n行政处罚,3\n";
        assert!(read("表.csv", open.as_bytes(), &mut Notes::default()).is_err());
    }

    #[test]
    fn a_web_page_is_no_list() {
        let page = b"<html><table><tr><td>1</td></tr></table></html>";
        assert!(read("表.xls", page, &mut Notes::default()).is_err());
    }
}
