//! Charts and pictures: what is drawn, and what is refused with its reason.

use hegao::diagnostic::{Code, Severity};
use hegao::document::Drawings;
use hegao::form::Form;
use hegao::output::picture;
use hegao::source::Sources;
use hegao::style::Style;

use super::kit::ENGINE;

/// A report with one picture, and what is said about it: severity, words pointed at, message.
fn drawn(figure: &str, files: &[(&str, &[u8])]) -> (Drawings, Vec<(Severity, String, String)>) {
    let text = format!(
        "form = \"2014\"\nyear = 2018\ntitle = \"报告\"\n\
         [[section]]\nheading = \"情况\"\n[[section.figure]]\ntitle = \"图\"\n{figure}\n\
         [[table]]\ntitle = \"表\"\nscope = \"全市\"\n[table.cells]\n\
         \"收到申请数\" = 166\n\"当面申请数\" = 20\n\"传真申请数\" = 3\n\"网络申请数\" = 81\n\"信函申请数\" = 62\n\
         \"按时办结数\" = 0\n\"延期办结数\" = 0\n\"主动公开政府信息数\" = 92068\n\"举报投诉数量\" = \"/\"\n"
    );
    let mut sources = Sources::default();
    let file = sources.add("a.toml", text);
    let embedded = |name: &str| Form::embedded(name).ok_or_else(|| "no such form".to_owned());
    let reading = hegao::data::read(&sources, file, &embedded);
    assert_eq!(reading.findings, []);
    let report = reading.report.expect("a report");
    let read = |name: &str| {
        let found = files.iter().find(|(file, _)| *file == name);
        found
            .map(|(_, bytes)| bytes.to_vec())
            .ok_or_else(|| "没有这个文件".to_owned())
    };
    let page = &Style::standard().page;
    let (drawings, findings) = picture::drawings(&report, false, page, ENGINE.canvas(), &read);
    assert_eq!(
        drawings.pictures.len(),
        1,
        "a draft can be laid out all the same"
    );
    let said = findings.into_iter().map(|finding| {
        assert_eq!(finding.code, Code::Picture);
        let place = finding.place().expect("a place");
        (
            finding.severity,
            sources.slice(place).to_owned(),
            finding.message,
        )
    });
    (drawings, said.collect())
}

fn chart(kind: &str, cells: &[&str]) -> String {
    format!("kind = \"{kind}\"\ncells = {cells:?}")
}

#[track_caller]
fn refused(figure: &str, files: &[(&str, &[u8])], severity: Severity, message: &str) {
    let (_, said) = drawn(figure, files);
    let [(found, _, text)] = said.as_slice() else {
        panic!("one finding: {said:?}");
    };
    assert_eq!((*found, text.as_str()), (severity, message));
}

#[test]
fn every_kind_of_chart_is_drawn_in_both_forms() {
    let parts = ["当面申请数", "传真申请数", "网络申请数", "信函申请数"];
    let line =
        "kind = \"line\"\ncells = [\"收到申请数\"]\nhistory = { \"2016\" = 90, \"2017\" = 120 }";
    for figure in [
        chart("bar", &parts),
        chart("stacked", &parts),
        chart("share", &parts),
        line.to_owned(),
    ] {
        let (drawings, said) = drawn(&figure, &[]);
        assert_eq!(said, []);
        let drawing = &drawings.pictures[0];
        let svg = String::from_utf8(drawing.svg.clone().expect("an SVG")).expect("UTF-8");
        assert!(!svg.contains("<text"), "text is turned into outlines");
        assert!(svg.matches("<path").count() > 10);
        let size = |at: usize| {
            let bytes = drawing.png[at..at + 4].try_into().expect("four bytes");
            f64::from(u32::from_be_bytes(bytes))
        };
        // 300 pixels an inch, and black and white: colour type 0.
        assert!((size(16) - drawing.width / 25.4 * 300.0).abs() <= 1.0);
        assert!((size(20) - drawing.height / 25.4 * 300.0).abs() <= 1.0);
        assert_eq!(drawing.png[25], 0);
        assert_eq!(
            drawings.pictures[0].png,
            drawn(&figure, &[]).0.pictures[0].png
        );
    }
}

#[test]
fn a_bar_is_as_long_as_its_value() {
    let (drawings, _) = drawn(&chart("bar", &["当面申请数", "网络申请数"]), &[]);
    let svg = drawings.pictures[0].svg.clone().expect("an SVG");
    let svg = String::from_utf8(svg).expect("UTF-8");
    // A bar is the only thing of this grey: M x y L x2 y ….
    let lengths: Vec<f64> = svg
        .split("<path")
        .filter(|path| path.contains("#777777"))
        .filter_map(|path| {
            let d = path.split(" d=\"").nth(1)?.split('"').next()?;
            let numbers: Vec<f64> = d
                .split_whitespace()
                .filter_map(|word| word.parse().ok())
                .collect();
            let xs = numbers.iter().step_by(2);
            Some(
                xs.clone().copied().fold(f64::MIN, f64::max) - xs.copied().fold(f64::MAX, f64::min),
            )
        })
        .collect();
    let [short, long] = lengths.as_slice() else {
        panic!("two bars: {lengths:?}");
    };
    assert!((short / long - 20.0 / 81.0).abs() < 0.001, "{lengths:?}");
}

#[test]
fn a_chart_that_would_mislead_is_refused() {
    let error = Severity::Error;
    refused(
        &chart("bar", &["收到申请数", "申请办结数"]),
        &[],
        error,
        "图中的「申请办结数」未填",
    );
    refused(
        &chart("share", &["收到申请数", "主动公开政府信息数"]),
        &[],
        error,
        "各指标的计量单位不同，不能合计",
    );
    refused(
        &chart("bar", &["收到申请数", "主动公开政府信息数"]),
        &[],
        Severity::Warning,
        "条形图中各指标的计量单位不同，长短不能相比",
    );
    refused(
        &chart("share", &["按时办结数", "延期办结数"]),
        &[],
        error,
        "各指标合计为 0，没有占比可言",
    );
    refused(
        &chart("line", &["收到申请数"]),
        &[],
        error,
        "折线图没有往年的数据",
    );
}

#[test]
fn a_picture_that_cannot_be_used_is_refused_at_its_name() {
    let image = "kind = \"image\"\nfile = \"图.svg\"\nalt = \"图\"";
    let error = Severity::Error;
    let (_, said) = drawn(image, &[]);
    assert_eq!(said[0].1, "图.svg");
    refused(image, &[], error, "无法读取图片「图.svg」：没有这个文件");
    let svg = |inside: &str| {
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\">{inside}</svg>")
            .into_bytes()
    };
    for outside in [
        "<image href=\"/etc/hostname\" width=\"9\" height=\"9\"/>",
        "<image href=\"http://www.example.gov.cn/a.png\" width=\"9\" height=\"9\"/>",
        "<image href=\"data:image/png;base64,iVBORw0KGgo=\" width=\"9\" height=\"9\"/>",
    ] {
        refused(
            image,
            &[("图.svg", &svg(outside))],
            error,
            "SVG 图片里含有照片或引用了别的文件",
        );
    }
    let text = svg("<text>𰻝字</text>");
    refused(
        image,
        &[("图.svg", &text)],
        error,
        "SVG 图片中的「𰻝」没有字形",
    );
    let many = svg(&"<path d=\"M0 0h1v1z\"/>".repeat(60_000));
    refused(image, &[("图.svg", &many)], error, "SVG 图片过于复杂");
    let (_, said) = drawn(
        image,
        &[("图.svg", b"<svg xmlns=\"http://www.w3.org/2000/svg\"><g>")],
    );
    assert!(said[0].2.starts_with("SVG 图片有误："), "{said:?}");
    let (_, said) = drawn(
        image,
        &[("图.svg", &svg("<rect width=\"9\" height=\"9\"/>"))],
    );
    assert_eq!(said, []);
    refused(
        image,
        &[("图.svg", b"%PDF-1.7")],
        error,
        "不是可用的图片文件",
    );
}
