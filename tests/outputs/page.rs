//! The grid, faces and sizes, page numbers, 附件说明, 署名.

use hegao::document::{Block, Kind};
use hegao::style::Role;

use super::kit::{
    ASCENT, CELL, ENGINE, LEFT, LINE, Line, MM, TOP, artifacts, document, laid_out, lines, near,
    paragraph, prose, run_in, signature, title, whole,
};

#[test]
fn a_full_page_has_22_lines_of_28_characters() {
    let mut blocks = vec![title("年度报告")];
    blocks.extend((0..9).map(|n| paragraph(Kind::Body, &prose(280 + n * 11))));
    let pdf = laid_out(&document(blocks, vec![]));
    assert!(pdf.pages.len() >= 4);
    let last = pdf.pages.len() - 1;
    for (number, page) in pdf.pages.iter().enumerate() {
        near(page.width, 210.0 * MM, "width");
        near(page.height, 297.0 * MM, "height");
        let lines = lines(page);
        // On the first page the second line is blank.
        let on_grid: Vec<usize> = match number {
            0 => std::iter::once(0).chain(2..22).collect(),
            _ => (0..22).collect(),
        };
        if number != last {
            assert_eq!(lines.len(), on_grid.len(), "page {}", number + 1);
        }
        for (line, at) in lines.iter().zip(on_grid) {
            let at = f64::from(u32::try_from(at).expect("small"));
            near(line.y, TOP + ASCENT + at * LINE, "a baseline");
            let characters = line.text.chars().count();
            if number > 0 && (line.x - LEFT).abs() < 0.01 && line.end > LEFT + 150.0 * MM {
                assert_eq!(characters, 28, "{}", line.text);
                near(line.end, LEFT + 156.0 * MM, "the end of a full line");
            }
        }
    }
    // First lines are two characters in.
    let first = &lines(&pdf.pages[0])[1];
    near(first.x, LEFT + 2.0 * CELL, "the first line of a paragraph");
    assert_eq!(first.text.chars().count(), 26);
}

#[test]
fn every_element_has_its_face_and_size() {
    let pdf = laid_out(&whole());
    let glyphs: Vec<_> = pdf.pages.iter().flat_map(|page| &page.text).collect();
    let looks = |text: &str| {
        let found = glyphs.iter().find(|item| item.text.contains(text));
        let found = found.unwrap_or_else(|| panic!("{text} is printed"));
        (found.family.as_str(), found.size)
    };
    let fang = "Zhuque Fangsong (technical preview)";
    let cases = [
        ("政府信息公开工作年度报告", "GW Title Song SC", 22.0),
        ("一、总体情况", "GW Hei SC", 16.0),
        ("（一）主动公开", "GW Kai SC", 16.0),
        ("（二）依申请公开", "GW Kai SC", 16.0),
        (".", "Liberation Serif", 16.0),
        ("收到和处理", fang, 16.0),
        ("各级行政机关主动公开", fang, 16.0),
        ("166", "Liberation Serif", 16.0),
        ("“", "GW Song SC", 16.0),
        ("附件：", fang, 16.0),
        ("附件1", "GW Hei SC", 16.0),
        ("示例市政府信息公开情况统计表（本级）", fang, 16.0),
        ("统计指标", "GW Hei SC", 12.0),
        ("— ", "GW Song SC", 14.0),
    ];
    for (text, family, size) in cases {
        assert_eq!(looks(text), (family, size), "{text}");
    }
    let annex = pdf
        .pages
        .iter()
        .map(lines)
        .find(|lines| lines[0].text == "附件1");
    let annex = annex.expect("the first annex");
    assert_eq!(annex[1].family, "GW Title Song SC");
    near(annex[1].size, 22.0, "the title of an annex");
}

#[test]
fn page_numbers_stand_outside_7_mm_below_the_text() {
    let pdf = laid_out(&whole());
    for (page, number) in pdf.pages.iter().zip(1..) {
        if page.width > page.height {
            continue;
        }
        let artifacts = artifacts(page);
        let line = artifacts.last().expect("a page number");
        assert_eq!(line.text, format!("— {number} —"));
        near(line.size, 14.0, "the size of a page number");
        let dash = ENGINE
            .faces()
            .dash_top(Role::Song)
            .expect("宋体 has a dash");
        near(
            line.y - dash * 14.0,
            (297.0 - 35.0 + 7.0) * MM,
            "the top of the dash",
        );
        if number % 2 == 1 {
            near(line.end, (210.0 - 26.0) * MM - 14.0, "an odd page number");
        } else {
            near(line.x, LEFT + 14.0, "an even page number");
        }
    }
}

#[test]
fn a_landscape_page_keeps_its_number_where_the_bound_copy_has_it() {
    let pdf = laid_out(&whole());
    let mut seen = 0;
    for (page, number) in pdf.pages.iter().zip(1..) {
        if page.width < page.height {
            continue;
        }
        seen += 1;
        let turned = page
            .text
            .iter()
            .find(|item| item.artifact && item.text.starts_with("— "));
        let turned = turned.expect("a page number");
        // Turned clockwise: the left edge of the page is the foot of the bound one, the lower edge its right edge.
        let dash = ENGINE
            .faces()
            .dash_top(Role::Song)
            .expect("宋体 has a dash");
        near(
            turned.x + dash * 14.0,
            (35.0 - 7.0) * MM,
            "the top of the dash",
        );
        if number % 2 == 0 {
            near(turned.y, LEFT + 14.0, "an even page number");
        } else {
            near(
                turned.y + turned.width,
                (210.0 - 26.0) * MM - 14.0,
                "an odd page number",
            );
        }
    }
    assert!(seen > 0);
}

#[test]
fn an_annex_has_its_label_on_the_first_and_its_title_on_the_third_line() {
    let pdf = laid_out(&whole());
    let annexes: Vec<Vec<Line>> = pdf
        .pages
        .iter()
        .filter(|page| page.height > page.width)
        .map(lines)
        .filter(|lines| lines[0].text.starts_with("附件"))
        .filter(|lines| !lines[0].text.starts_with("附件："))
        .collect();
    assert_eq!(annexes.len(), 1);
    let [label, title, ..] = annexes[0].as_slice() else {
        panic!("a label and a title");
    };
    near(label.x, LEFT, "the label");
    near(label.y, TOP + ASCENT, "the label");
    near(title.y, TOP + ASCENT + 2.0 * LINE, "the title");
    near(
        f64::midpoint(title.x, title.end),
        LEFT + 78.0 * MM,
        "the middle of the title",
    );
}

#[test]
fn attachments_and_signature_stand_as_the_standard_says() {
    let blocks = vec![
        title("年度报告"),
        paragraph(Kind::Body, &prose(60)),
        paragraph(Kind::AttachmentFirst, &format!("附件：1.{}", prose(40))),
        paragraph(Kind::AttachmentNext, "2.示例市政府信息公开情况统计表"),
        signature("示例市人民政府办公室", "2022年1月31日"),
    ];
    let pdf = laid_out(&document(blocks, vec![]));
    let lines = lines(&pdf.pages[0]);
    let [.., body, first, wrapped, second, organ, date] = lines.as_slice() else {
        panic!("ten lines: {lines:?}");
    };
    let rows = |a: &Line, b: &Line| (b.y - a.y) / LINE;
    near(rows(body, first), 2.0, "a blank line before 附件说明");
    near(rows(first, wrapped), 1.0, "the next line");
    near(rows(second, organ), 2.0, "a blank line before 署名");
    near(rows(organ, date), 1.0, "the date below 署名");
    near(first.x, LEFT + 2.0 * CELL, "附件说明");
    near(
        second.x,
        LEFT + 5.0 * CELL,
        "the second annex below the first",
    );
    // The name goes on below its own first character: after 附件：, and 1. of Latin type.
    let number = (0.5 + 0.25) * 16.0 + (CELL - 16.0);
    near(wrapped.x, LEFT + 5.0 * CELL + number, "a name that goes on");
    near(organ.end, LEFT + 26.0 * CELL, "署名");
    near(date.x, organ.x + 2.0 * CELL, "the date");
}

#[test]
fn a_date_longer_than_the_signature_keeps_two_characters_at_the_right() {
    let blocks = vec![title("报告"), signature("某局", "2022年12月31日")];
    let pdf = laid_out(&document(blocks, vec![]));
    let lines = lines(&pdf.pages[0]);
    let [.., organ, date] = lines.as_slice() else {
        panic!("two lines and more");
    };
    near(date.end, LEFT + 26.0 * CELL, "the date");
    near(organ.x, date.x - 2.0 * CELL, "署名");
}

#[test]
fn no_heading_stands_alone_at_the_foot_of_a_page() {
    for before in 14..26 {
        let mut blocks: Vec<_> = (0..before)
            .map(|_| paragraph(Kind::Body, &prose(20)))
            .collect();
        blocks.push(paragraph(Kind::Heading(1), "一、总体情况"));
        blocks.push(paragraph(Kind::Heading(2), "（一）主动公开"));
        blocks.push(paragraph(Kind::Body, &prose(100)));
        blocks.push(run_in(3, "1.收到。", &prose(100)));
        let pdf = laid_out(&document(blocks, vec![]));
        for page in &pdf.pages {
            let lines = lines(page);
            let last = lines.last().expect("a line");
            assert!(
                !last.text.starts_with("一、") && !last.text.starts_with("（一）"),
                "{before}: {}",
                last.text
            );
        }
    }
}

#[test]
fn no_page_has_a_signature_alone() {
    let mut moved = 0;
    for (before, length) in (8..30).flat_map(|n| [(n, 30), (n, 90), (n, 260)]) {
        let mut blocks = vec![title("报告"), paragraph(Kind::Heading(1), "一、总体情况")];
        blocks.extend((0..before).map(|_| paragraph(Kind::Body, &prose(20))));
        blocks.push(paragraph(Kind::Heading(1), "二、其他需要报告的事项"));
        blocks.push(run_in(2, "（一）收费。", &prose(length)));
        blocks.push(paragraph(Kind::AttachmentFirst, "附件：统计表"));
        blocks.push(signature("示例市人民政府办公室", "2022年1月31日"));
        blocks.push(Block::Qr("http://www.example.gov.cn".into()));
        let pdf = laid_out(&document(blocks, vec![]));
        let last = pdf.pages.last().expect("a page");
        assert_eq!(last.pictures.len(), 1, "the QR code stays with the date");
        let lines = lines(last);
        let tail = lines
            .iter()
            .position(|line| line.text.starts_with("附件："));
        let tail = tail.expect("附件说明 stands with the date");
        assert!(tail >= 1, "{before} {length}");
        assert_eq!(lines.len() - tail, 3);
        for (line, at) in lines.iter().zip(0_u32..) {
            let row = (line.y - TOP - ASCENT) / LINE;
            assert!((row - row.round()).abs() < 0.001, "{}", line.text);
            assert!(row.round() >= f64::from(at));
        }
        // A paragraph that was divided fills its last line on the page before.
        if let [.., page, _] = pdf.pages.as_slice() {
            let foot = self::lines(page);
            let foot = foot.last().expect("a line");
            assert!(!foot.text.starts_with("二、"), "{before} {length}");
            if tail == 2 && !lines[0].text.starts_with("二、") {
                moved += 1;
                near(foot.end, LEFT + 156.0 * MM, "a divided line");
                near(lines[0].x, LEFT, "the line after it");
            }
        }
    }
    assert!(moved > 3, "{moved}");
}

#[test]
fn no_mark_stands_at_the_wrong_edge_of_a_line() {
    let mut wrong = std::collections::BTreeSet::new();
    for shift in 0..28 {
        let mut blocks = vec![title("报告")];
        for mark in [
            "，",
            "。",
            "、",
            "；",
            "：",
            "？",
            "！",
            "）",
            "》",
            "”",
            "’",
            "】",
            "〕",
            "·",
            "～",
            "——",
            "……",
            "（",
            "《",
            "“",
            "‘",
            "【",
            "〔",
            "%",
            "℃",
            "”，",
            "》。",
            "：“",
            "——“",
            "，《",
            "/",
            "-",
            "–",
            "〉",
            "〈",
            "・",
            "．",
        ] {
            let text = format!("{}{mark}{}", prose(shift + 26), prose(40));
            blocks.push(paragraph(Kind::Body, &text));
        }
        let pdf = laid_out(&document(blocks, vec![]));
        for line in pdf.pages.iter().flat_map(lines) {
            let first = line.text.chars().next().expect("a character");
            let last = line.text.chars().last().expect("a character");
            if "，。、；：？！）》”’】〕·～–%℃〉・．".contains(first) {
                wrong.insert(format!("{first} begins"));
            }
            if "（《“‘【〔〈".contains(last) {
                wrong.insert(format!("{last} ends"));
            }
            for pair in ['—', '…'] {
                if line.text.matches(pair).count() % 2 == 1 {
                    wrong.insert(format!("{pair} divided"));
                }
            }
            if line.ink() > LEFT + 156.0 * MM + 0.5 {
                wrong.insert(format!("{} is too long", line.text));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn a_signature_stays_with_the_last_of_many_annexes() {
    for before in 0..22 {
        let mut blocks = vec![title("报告"), paragraph(Kind::Body, &prose(200))];
        blocks.extend((0..before).map(|_| paragraph(Kind::Body, &prose(20))));
        blocks.push(paragraph(Kind::AttachmentFirst, "附件：1.统计表"));
        blocks.extend((2..=9).map(|n| paragraph(Kind::AttachmentNext, &format!("{n}.统计表"))));
        blocks.push(signature("示例市人民政府办公室", "2022年1月31日"));
        let pdf = laid_out(&document(blocks, vec![]));
        let last = lines(pdf.pages.last().expect("a page"));
        let [.., eighth, ninth, _, date] = last.as_slice() else {
            panic!("{before}: {last:?}");
        };
        assert!(date.text.ends_with('日'));
        assert_eq!(
            (eighth.text.as_str(), ninth.text.as_str()),
            ("8.统计表", "9.统计表")
        );
    }
}
