//! The text of the file is the text of the document.

use hegao::document::{Align, Block, Grid, Kind};
use hegao::output::pdf::Profile;

use super::kit::{
    ENGINE, annex, artifacts, cell, document, drawings, grid, laid_out, lines, paragraph, prose,
    title, whole,
};

#[test]
fn everything_is_said_once_and_in_order() {
    let document = whole();
    let pdf = laid_out(&document);
    let found: String = pdf.text.chars().filter(|c| *c != '\n').collect();
    assert_eq!(found, document.text().concat());
}

#[test]
fn nothing_in_a_text_is_run_as_markup() {
    let odd = [
        "#panic(\"x\") $1$ *b* _e_ @ref <l> // c /* d */ `raw` [x] \\ ~ -- --- ... = h",
        "a  b　c \u{a0}d 1,234.5 100% 5‰ ½ № ℃ ㎡ ① ⅣⅧ ×÷±≥≤ “‘’” 〔2018〕23号 〇",
        "http://www.example.gov.cn/a?b=1&c=%E6%94%BF#d",
        "喆堃珺璟琤玥禕祎镕赟浉垯鄠龘饻",
        "、。，；：？！）》」』】〕…—",
    ];
    let mut blocks = vec![title("年度报告")];
    blocks.extend(odd.iter().map(|text| paragraph(Kind::Body, text)));
    blocks.extend(odd.iter().map(|text| paragraph(Kind::Heading(1), text)));
    let mut grid = grid(0);
    grid.rows = odd
        .iter()
        .map(|text| {
            vec![
                cell(text, Align::Left),
                cell("", Align::Center),
                cell("/", Align::Right),
            ]
        })
        .collect();
    blocks.push(Block::Grid(grid));
    let document = document(blocks, vec![]);
    let profile = Profile {
        filing: true,
        ..Profile::default()
    };
    // A space at the end of a line is the only thing that may be gone: the proof is part of every build.
    ENGINE
        .pdf(&document, &drawings(), &profile)
        .expect("a filing copy");
}

#[test]
fn cells_are_read_row_by_row_however_they_span() {
    let mut group = cell("组", Align::Center);
    group.rowspan = 3;
    let mut wide = cell("宽", Align::Center);
    wide.colspan = 2;
    let row = |a: &str, b: &str| vec![cell(a, Align::Left), cell(b, Align::Right)];
    let mut first = row("甲", "1");
    first.insert(0, group);
    let spans = Grid {
        widths: vec![100, 600, 300],
        header: vec![vec![cell("头", Align::Center), wide]],
        rows: vec![first, row("乙", "2"), row("丙", "3")],
        dense: true,
        alt: "表".into(),
    };
    let document = document(
        vec![title("报告")],
        vec![annex("附件", "统计表", spans, false)],
    );
    let pdf = laid_out(&document);
    let text: String = pdf.text.chars().filter(|c| *c != '\n').collect();
    assert!(text.ends_with("附件统计表头宽组甲1乙2丙3"), "{text}");
}

#[test]
fn a_table_says_its_header_on_every_page() {
    let document = document(
        vec![title("报告")],
        vec![annex("附件", "统计表", grid(90), false)],
    );
    let pdf = laid_out(&document);
    assert!(pdf.pages.len() > 3);
    let again = |page| {
        let said: Vec<_> = artifacts(page).into_iter().map(|line| line.text).collect();
        said.contains(&"续表".to_owned()) && said.contains(&"统计指标单位统计数".to_owned())
    };
    assert!(!again(&pdf.pages[1]), "the first page of a table");
    assert!(pdf.pages[2..].iter().all(again), "the pages after it");
    assert_eq!(pdf.text.matches("统计指标").count(), 1);
}

#[test]
fn a_draft_says_so_on_every_page() {
    let mut document = whole();
    document.info.draft = true;
    let pdf = laid_out(&document);
    for page in &pdf.pages {
        let said: Vec<_> = page.text.iter().filter(|item| item.artifact).collect();
        assert!(said.iter().any(|item| item.text == "草稿"));
        assert!(!lines(page).iter().any(|line| line.text.contains("草稿")));
    }
    assert!(
        !laid_out(&whole()).pages[0]
            .text
            .iter()
            .any(|item| item.text == "草稿")
    );
}

#[test]
fn a_character_without_a_glyph_stops_the_filing_copy() {
    let document = document(vec![title("报告"), paragraph(Kind::Body, "𰻝字")], vec![]);
    let profile = Profile {
        filing: true,
        ..Profile::default()
    };
    assert!(ENGINE.pdf(&document, &drawings(), &profile).is_err());
}

#[test]
fn a_long_paragraph_runs_over_pages_unharmed() {
    let document = document(
        vec![title("报告"), paragraph(Kind::Body, &prose(5000))],
        vec![],
    );
    let pdf = laid_out(&document);
    assert_eq!(pdf.pages.len(), 9);
}
