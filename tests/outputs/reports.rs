//! Whole reports: ten invented ones of different length, the shipped ones, and one that has everything.

use std::path::Path;

use hegao::diagnostic::Severity;
use hegao::document::{Block, Document, Drawings, Kind, Part};
use hegao::form::Form;
use hegao::output::pdf::{Attachment, Page, Pdf, Profile};
use hegao::output::{gate, picture};
use hegao::report::Report;
use hegao::source::Sources;
use hegao::style::Style;

use super::kit::{
    ASCENT, ENGINE, LEFT, LINE, Line, MM, TOP, annex, artifacts, document, grid, laid_out, lines,
    near, paragraph, run_in, signature, title,
};

/// Numbers that look random and are the same every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % sides
    }

    fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.roll(of.len())]
    }

    fn prose(&mut self, sentences: usize) -> String {
        let phrases = [
            "全市各级行政机关认真贯彻《中华人民共和国政府信息公开条例》",
            "主动公开政府信息92068条",
            "其中：“政务微博”公开4881条",
            "按照“公开为常态、不公开为例外”的要求",
            "（以下简称《条例》）",
            "办结率达100%",
            "同比增长3～5个百分点",
            "——这是历年最多的一年",
            "国办发〔2018〕23号文件印发后",
            "网址为http://www.example.gov.cn/zwgk/",
            "加强政务新媒体建设……",
        ];
        let mut text = String::new();
        for _ in 0..sentences {
            for n in 0..=self.roll(3) {
                if n > 0 {
                    text.push_str(self.pick(&["，", "；", "、"]));
                }
                text.push_str(self.pick(&phrases));
            }
            text.push('。');
        }
        text
    }
}

/// An invented report, longer the greater `n`.
fn invented(n: usize) -> Document {
    let mut dice = Dice(n as u64 + 1);
    let place = ["示例市", "样板县", "范文区", "示例自治州", "样本镇"][n % 5];
    let organ = match n % 4 {
        0 => format!("{place}人民政府"),
        1 => format!("{place}人民政府办公室"),
        2 => format!("{place}财政局"),
        _ => format!("{place}住房和城乡建设局政务服务数据管理中心"),
    };
    let mut blocks = vec![title(&format!("{organ}2021年政府信息公开工作年度报告"))];
    blocks.push(paragraph(Kind::Body, &dice.prose(3)));
    for (s, number) in ["一", "二", "三", "四", "五", "六"]
        .iter()
        .enumerate()
        .take(2 + n / 2)
    {
        blocks.push(paragraph(
            Kind::Heading(1),
            &format!(
                "{number}、{}",
                dice.pick(&["总体情况", "存在的主要问题及改进情况"])
            ),
        ));
        for (p, part) in ["一", "二", "三"].iter().enumerate().take(1 + (n + s) % 3) {
            match dice.roll(3) {
                0 => {
                    blocks.push(paragraph(
                        Kind::Heading(2),
                        &format!("（{part}）夯实工作基础。"),
                    ));
                    let sentences = 1 + dice.roll(n + 4);
                    blocks.push(paragraph(Kind::Body, &dice.prose(sentences)));
                }
                1 => {
                    let sentences = 1 + dice.roll(n + 2);
                    blocks.push(run_in(
                        2,
                        &format!("（{part}）依申请公开情况。"),
                        &dice.prose(sentences),
                    ));
                }
                _ => blocks.push(paragraph(Kind::Body, &dice.prose(2))),
            }
            for item in 1..=dice.roll(4) {
                let sentences = 1 + dice.roll(4);
                blocks.push(run_in(
                    3,
                    &format!("{item}.加强组织领导。"),
                    &dice.prose(sentences),
                ));
            }
            if p == 1 {
                blocks.push(run_in(4, "（1）明确责任。", &dice.prose(2)));
            }
        }
    }
    let annexes: Vec<Part> = (1..=n % 3)
        .map(|a| {
            annex(
                &format!("附件{a}"),
                &format!("{place}政府信息公开情况统计表（{a}）"),
                grid(20 + 17 * a),
                a == 2,
            )
        })
        .collect();
    for a in 1..=n % 3 {
        let name = format!("{a}.{place}政府信息公开情况统计表（{a}）");
        blocks.push(if a == 1 {
            paragraph(Kind::AttachmentFirst, &format!("附件：{name}"))
        } else {
            paragraph(Kind::AttachmentNext, &name)
        });
    }
    blocks.push(signature(&organ, "2022年1月31日"));
    if n.is_multiple_of(2) {
        blocks.push(Block::Qr("http://www.example.gov.cn".into()));
    }
    document(blocks, annexes)
}

/// Every rule of the page that can be seen on any report.
fn keeps_the_rules(name: &str, document: &Document, pdf: &Pdf) {
    let found: String = pdf.text.chars().filter(|c| !c.is_whitespace()).collect();
    let wanted: String = document
        .text()
        .concat()
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    assert_eq!(found, wanted, "{name}");
    for (page, number) in pdf.pages.iter().zip(1..) {
        let at = format!("{name}, page {number}");
        number_stands_right(page, number, &at);
        let lines = lines(page);
        assert!(!lines.is_empty(), "{at} is empty");
        edges(page, &lines, &at);
        if page.width > page.height {
            continue;
        }
        for line in lines.iter().filter(|line| line.size > 15.0) {
            let row = (line.y - TOP - ASCENT) / LINE;
            assert!(
                (row - row.round()).abs() < 0.001 && row.round() < 22.0,
                "{at}: {}",
                line.text
            );
        }
        let last = lines.last().expect("a line");
        assert!(!heads(last), "{at} ends with a heading: {}", last.text);
    }
    full_pages(name, &pdf.pages);
    signature_has_company(name, &pdf.pages);
    title_is_balanced(name, &lines(&pdf.pages[0]));
}

/// Whether a line is a heading of the first two levels that stands alone.
fn heads(line: &Line) -> bool {
    (line.family == "GW Hei SC" || line.family == "GW Kai SC")
        && line.size > 15.0
        && line.end < LEFT + 150.0 * MM
        && line.text.chars().count() < 16
        && !line.text.starts_with("附件")
}

fn number_stands_right(page: &Page, number: usize, at: &str) {
    let said = page
        .text
        .iter()
        .filter(|item| item.artifact)
        .find(|item| item.text.starts_with("— "));
    let said = said.unwrap_or_else(|| panic!("{at} has a number"));
    near(said.size, 14.0, at);
    assert_eq!(said.family, "GW Song SC");
    if page.width < page.height {
        let line = artifacts(page).pop().expect("a page number");
        assert_eq!(line.text, format!("— {number} —"), "{at}");
        if number % 2 == 1 {
            near(line.end, (210.0 - 26.0) * MM - 14.0, at);
        } else {
            near(line.x, LEFT + 14.0, at);
        }
    }
}

/// Nothing leaves the text area, and no mark stands at the wrong edge of a line.
fn edges(page: &Page, lines: &[Line], at: &str) {
    let (left, right) = if page.width > page.height {
        (35.0 * MM, (297.0 - 37.0) * MM)
    } else {
        (LEFT, LEFT + 156.0 * MM)
    };
    for line in lines {
        assert!(
            line.x > left - 0.1 && line.ink() < right + 0.5,
            "{at}: {}",
            line.text
        );
        if line.size > 15.0 {
            let first = line.text.chars().next().expect("a character");
            let last = line.text.chars().last().expect("a character");
            assert!(
                !"，。、；：？！）》”’〕·～%".contains(first),
                "{at}: {}",
                line.text
            );
            assert!(!"（《“‘〔".contains(last), "{at}: {}", line.text);
        }
    }
}

/// A page is full unless what follows could not be divided.
fn full_pages(name: &str, pages: &[Page]) {
    for (pair, number) in pages.windows(2).zip(1..) {
        let [page, next] = pair else { continue };
        let (here, there) = (lines(page), lines(next));
        let text = |lines: &[Line]| lines.iter().all(|line| line.size > 15.0);
        let begins_part = there[0].text.starts_with("附件");
        let tail = there
            .iter()
            .position(|line| line.text.starts_with("附件：") || line.text.ends_with("日"));
        if !text(&here) || begins_part || heads(&there[0]) || tail.is_some_and(|at| at <= 5) {
            continue;
        }
        if page.pictures.is_empty() && next.pictures.is_empty() {
            let row = (here.last().expect("a line").y - TOP - ASCENT) / LINE;
            near(
                row,
                21.0,
                &format!("{name}, the last line of page {number}"),
            );
            let blank = usize::from(number == 1);
            assert_eq!(here.len() + blank, 22, "{name}, page {number}");
        }
    }
}

fn signature_has_company(name: &str, pages: &[Page]) {
    let dated = |line: &Line| {
        line.text.ends_with('日') && line.text.contains("月") && line.text.chars().count() < 12
    };
    let page = pages
        .iter()
        .map(lines)
        .find(|lines| lines.iter().any(dated));
    let page = page.unwrap_or_else(|| panic!("{name} has a date"));
    let before = page
        .iter()
        .take_while(|line| !line.text.starts_with("附件：") && !dated(line))
        .count();
    // 署名 stands before the date.
    let needed = if page.iter().any(|line| line.text.starts_with("附件：")) {
        1
    } else {
        2
    };
    assert!(before >= needed, "{name}: the signature stands alone");
}

fn title_is_balanced(name: &str, lines: &[Line]) {
    let widths: Vec<f64> = lines
        .iter()
        .take_while(|line| line.size > 20.0)
        .map(|line| line.end - line.x)
        .collect();
    assert!(
        !widths.is_empty() && widths.iter().all(|width| *width <= 156.0 * MM),
        "{name}"
    );
    for three in widths.windows(3) {
        assert!(
            three[1] >= three[0] || three[1] >= three[2],
            "{name}: {widths:?}"
        );
    }
    if let [first, second] = widths.as_slice() {
        assert!((first - second).abs() > 4.0, "{name}: no 长方形");
    }
    for line in lines.iter().take(widths.len()) {
        near(f64::midpoint(line.x, line.end), LEFT + 78.0 * MM, name);
    }
}

#[test]
fn ten_reports_keep_every_rule() {
    let mut pages = Vec::new();
    for n in 0..10 {
        let document = invented(n);
        let pdf = laid_out(&document);
        keeps_the_rules(&format!("report {n}"), &document, &pdf);
        pages.push(pdf.pages.len());
    }
    pages.sort_unstable();
    assert!(pages[0] <= 3 && pages[9] >= 12, "{pages:?}");
}

fn read(path: &Path) -> Report {
    let mut sources = Sources::default();
    let text = std::fs::read_to_string(path).expect("a data file");
    let file = sources.add(path.display().to_string(), text);
    let embedded = |name: &str| Form::embedded(name).ok_or_else(|| "no such form".to_owned());
    let reading = hegao::data::read(&sources, file, &embedded);
    let errors: Vec<_> = reading
        .findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .collect();
    assert!(errors.is_empty(), "{}: {errors:?}", path.display());
    reading.report.expect("a report")
}

fn drawn(report: &Report, folder: &Path) -> Drawings {
    let page = &Style::standard().page;
    let read = |name: &str| std::fs::read(folder.join(name)).map_err(|error| error.to_string());
    let (drawings, findings) = picture::drawings(report, false, page, ENGINE.canvas(), &read);
    assert_eq!(findings, [], "{}", folder.display());
    drawings
}

fn filed(report: &Report, drawings: &Drawings) -> (Document, Pdf) {
    let document = Document::new(report, false);
    let profile = Profile {
        filing: true,
        attachments: vec![Attachment {
            name: "report.toml".into(),
            bytes: b"form = \"2014\"".to_vec(),
            mime: "application/toml".into(),
            description: "本报告的数据".into(),
            source: true,
        }],
    };
    let pdf = ENGINE
        .pdf(&document, drawings, &profile)
        .expect("a filing copy");
    (document, pdf)
}

#[test]
fn the_shipped_reports_keep_every_rule() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    for name in ["jingmen-2018", "shili-2018", "shili-2020", "shili-2024"] {
        let report = read(&folder.join(name).with_extension("toml"));
        assert_eq!(
            gate(&report, Style::standard(), ENGINE.faces()),
            [],
            "{name}"
        );
        let (document, pdf) = filed(&report, &drawn(&report, &folder));
        keeps_the_rules(name, &document, &pdf);
        assert!(
            pdf.bytes.len() < 600_000,
            "{name}: {} bytes",
            pdf.bytes.len()
        );
    }
}

#[test]
fn a_matrix_of_25_rows_stands_on_one_upright_page() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let report = read(&folder.join("shili-2024.toml"));
    let (_, pdf) = filed(&report, &drawn(&report, &folder));
    let with = |text: &str| {
        let holds = |page: &Page| page.text.iter().any(|item| item.text.contains(text));
        pdf.pages.iter().filter(|page| holds(page)).count()
    };
    let page = pdf.pages.iter().find(|page| {
        page.text
            .iter()
            .any(|item| item.text.contains("法人或其他组织"))
    });
    let page = page.expect("the matrix");
    assert!(page.width < page.height);
    let said: String = page.text.iter().map(|item| item.text.as_str()).collect();
    for label in [
        "一、本年新收",
        "8.属于行政查询事项",
        "（七）总计",
        "四、结转下年度继续办理",
        "法人或其他组织",
    ] {
        assert!(said.contains(label), "{label}");
    }
    assert_eq!(with("续表"), 0);
}

#[test]
fn a_report_with_everything_is_laid_out() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/outputs/torture");
    let report = read(&folder.join("torture.toml"));
    let notes = gate(&report, Style::standard(), ENGINE.faces());
    assert!(
        notes
            .iter()
            .all(|finding| finding.severity == Severity::Note),
        "{notes:?}"
    );
    let drawings = drawn(&report, &folder);
    let (document, pdf) = filed(&report, &drawings);
    keeps_the_rules("torture", &document, &pdf);
    // Six pictures, the seal, and the code.
    let pictures: Vec<_> = pdf.pages.iter().flat_map(|page| &page.pictures).collect();
    assert_eq!(pictures.len(), 8);
    let again = filed(&report, &drawn(&report, &folder)).1;
    assert!(pdf.bytes == again.bytes);
}

#[test]
fn a_seal_covers_the_signature_and_the_date() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/outputs/torture");
    let report = read(&folder.join("torture.toml"));
    let (_, pdf) = filed(&report, &drawn(&report, &folder));
    let page = pdf
        .pages
        .iter()
        .find(|page| lines(page).iter().any(|line| line.text == "2025年1月24日"));
    let page = page.expect("the page of the date");
    let lines = lines(page);
    let at = lines
        .iter()
        .position(|line| line.text == "2025年1月24日")
        .expect("the date");
    let (before, organ, date) = (&lines[at - 2], &lines[at - 1], &lines[at]);
    let seal = page
        .pictures
        .iter()
        .find(|[.., height]| (height - 42.0 * MM).abs() < 0.1);
    let [x, y, width, height] = *seal.expect("the seal");
    // 7.3.5.1: the date four characters from the right, 署名 centred on it, both a little below the middle of the seal.
    near(date.end, LEFT + 24.0 * 156.0 * MM / 28.0, "the date");
    near(
        f64::midpoint(organ.x, organ.end),
        f64::midpoint(date.x, date.end),
        "署名",
    );
    near(x + width / 2.0, f64::midpoint(date.x, date.end), "the seal");
    assert!(
        y < organ.y - 16.0 && y + height > date.y,
        "the seal covers both"
    );
    assert!(
        f64::midpoint(organ.y, date.y) > y + height / 2.0,
        "below the middle"
    );
    let foot = before.y + (LINE - ASCENT);
    assert!(
        y >= foot - 0.1 && y <= foot + LINE,
        "within a line of the text: {}",
        y - foot
    );
}
