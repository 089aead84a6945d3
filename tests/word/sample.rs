//! Documents made by hand, and a small picture.

use hegao::document::{
    Align, Block, Document, Drawing, Drawings, Grid, GridCell, Info, Kind, Paragraph, Part,
    Picture, Run, Signature,
};
use hegao::report::Date;

/// A small picture; pictures of different sizes differ.
fn png(width: u32, height: u32) -> Vec<u8> {
    let picture = image::GrayImage::from_fn(width, height, |x, y| {
        image::Luma([if (x + y) % 2 == 0 { 60 } else { 200 }])
    });
    let mut png = std::io::Cursor::new(Vec::new());
    picture
        .write_to(&mut png, image::ImageFormat::Png)
        .expect("a picture in memory can be written");
    png.into_inner()
}

/// A drawing of that many mm.
pub(crate) fn drawing(width: u32, height: u32) -> Drawing {
    Drawing {
        svg: None,
        png: png(width / 5, height / 5),
        width: width.into(),
        height: height.into(),
    }
}

pub(crate) fn drawings() -> Drawings {
    Drawings {
        qr: Some(drawing(25, 25)),
        pictures: vec![drawing(140, 70), drawing(100, 60)],
        seal: Some(drawing(42, 42)),
    }
}

pub(crate) fn paragraph(kind: Kind, anchor: &str, text: &str) -> Block {
    Block::Paragraph(Paragraph {
        kind,
        runs: vec![Run::plain(text)],
        anchor: (!anchor.is_empty()).then(|| anchor.to_owned()),
    })
}

pub(crate) fn cell(text: &str, align: Align) -> GridCell {
    GridCell {
        text: text.to_owned(),
        colspan: 1,
        rowspan: 1,
        align,
        indent: 0,
        heading: false,
        anchor: None,
    }
}

pub(crate) fn spanning(text: &str, colspan: usize, rowspan: usize) -> GridCell {
    GridCell {
        colspan,
        rowspan,
        ..cell(text, Align::Center)
    }
}

pub(crate) fn value(text: &str, anchor: &str) -> GridCell {
    GridCell {
        anchor: Some(anchor.to_owned()),
        ..cell(text, Align::Right)
    }
}

/// A list of that many indicators, its header of one row.
pub(crate) fn list(scope: &str, rows: usize) -> Grid {
    let row = |n: usize| {
        let label = GridCell {
            indent: n % 3,
            heading: n.is_multiple_of(9),
            ..cell(
                &format!("{}公开政府信息数第{n}项", ["", "其中：", "主动"][n % 3]),
                Align::Left,
            )
        };
        let shown = match n % 5 {
            3 => "/".to_owned(),
            4 => String::new(),
            _ => (n * 37).to_string(),
        };
        vec![
            label,
            cell("条", Align::Center),
            value(&shown, &format!("{scope}:第{n}项")),
        ]
    };
    Grid {
        widths: vec![700, 100, 200],
        header: vec![
            ["指　标", "单位", "数量"]
                .map(|head| spanning(head, 1, 1))
                .into(),
        ],
        rows: (0..rows).map(row).collect(),
        dense: false,
        alt: "政府信息公开情况统计表".to_owned(),
    }
}

/// A matrix with a header of three rows, cells that span both ways in header and body, and many columns.
pub(crate) fn matrix() -> Grid {
    let head = |texts: &[&str]| texts.iter().map(|text| spanning(text, 1, 1)).collect();
    let value = |r: usize, c: usize| value(&(r * c).to_string(), &format!("本表:第{r}行|第{c}列"));
    let row = |r: usize, mut cells: Vec<GridCell>| {
        cells.extend((0..7).map(|c| value(r, c)));
        cells
    };
    let label = |text: &str, colspan: usize| GridCell {
        colspan,
        ..cell(text, Align::Left)
    };
    Grid {
        widths: vec![90, 90, 316, 72, 72, 72, 72, 72, 72, 72],
        header: vec![
            vec![
                spanning(
                    "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）",
                    3,
                    3,
                ),
                spanning("申请人情况", 7, 1),
            ],
            vec![
                spanning("自然人", 1, 2),
                spanning("法人或其他组织", 5, 1),
                spanning("总计", 1, 2),
            ],
            head(&[
                "商业企业",
                "科研机构",
                "社会公益组织",
                "法律服务机构",
                "其他",
            ]),
        ],
        rows: vec![
            row(0, vec![label("一、本年新收政府信息公开申请数量", 3)]),
            row(
                1,
                vec![
                    spanning("三、本年度办理结果", 1, 4),
                    label("（一）予以公开", 2),
                ],
            ),
            row(
                2,
                vec![spanning("（三）不予公开", 1, 2), label("1.属于国家秘密", 1)],
            ),
            row(3, vec![label("2.其他法律行政法规禁止公开", 1)]),
            row(4, vec![label("（七）总计", 2)]),
            row(5, vec![label("四、结转下年度继续办理", 3)]),
        ],
        dense: true,
        alt: "收到和处理政府信息公开申请情况".to_owned(),
    }
}

pub(crate) fn info(draft: bool) -> Info {
    Info {
        title: "2018年示例市人民政府信息公开工作年度报告".to_owned(),
        author: "示例市人民政府办公室".to_owned(),
        place: "示例市".to_owned(),
        form: "2014".to_owned(),
        year: 2018,
        date: Date {
            year: 2019,
            month: 2,
            day: 28,
        },
        draft,
    }
}

/// Text without end, no two paragraphs alike.
pub(crate) fn prose(n: usize) -> String {
    const CLAUSES: [&str; 7] = [
        "全市各级行政机关认真贯彻落实《中华人民共和国政府信息公开条例》",
        "围绕“放管服”改革主动公开政府信息92068条",
        "市政府办公室印发要点（荆政办发〔2018〕23号），把任务分解到部门",
        "举办新闻发布会、在线访谈……回应群众关切",
        "依申请公开166件——其中当面申请20件",
        "公开率100%，办结率99.5%",
        "及时更新政府网站www.example.gov.cn栏目内容",
    ];
    let clause = |k: usize| CLAUSES[(n * 3 + k * (n % 5 + 1)) % CLAUSES.len()];
    let clauses: Vec<_> = (0..=4 + n % 4).map(clause).collect();
    format!("{}。", clauses.join("，"))
}

/// A report with everything that a report can have.
pub(crate) fn full(draft: bool) -> Document {
    let run_in = |level: u8, number: &str, n: usize| {
        Block::Paragraph(Paragraph {
            kind: Kind::Body,
            runs: vec![
                Run {
                    text: format!("{number}强化组织推进，夯实工作基础。"),
                    heading: Some(level),
                    cell: None,
                },
                Run::plain("全年受理申请"),
                Run {
                    text: "166".to_owned(),
                    heading: None,
                    cell: Some("全市:收到申请数".to_owned()),
                },
                Run::plain(format!("件，{}", prose(n))),
            ],
            anchor: Some(format!("section[0].section[{n}].body[0]")),
        })
    };
    let picture = |number: usize| {
        Block::Picture(Picture {
            caption: format!("图{}　各渠道公开政府信息数", number + 1),
            alt: "各渠道公开政府信息数：2016年70213条，2017年81566条".to_owned(),
            number,
        })
    };
    let mut blocks = vec![Block::Title(vec![
        "2018年示例市人民政府".to_owned(),
        "信息公开工作年度报告".to_owned(),
    ])];
    blocks.extend((0..2).map(|n| paragraph(Kind::Body, &format!("preface[{n}]"), &prose(n))));
    for (n, number) in ["一、", "二、", "三、"].into_iter().enumerate() {
        let path = format!("section[{n}]");
        blocks.extend([
            paragraph(
                Kind::Heading(1),
                &format!("{path}.heading"),
                &format!("{number}主动公开政府信息情况"),
            ),
            paragraph(
                Kind::Heading(2),
                &format!("{path}.section[0].heading"),
                "（一）公开的类别和数量",
            ),
        ]);
        blocks.extend((0..7).map(|m| {
            paragraph(
                Kind::Body,
                &format!("{path}.section[0].body[{m}]"),
                &prose(n * 7 + m),
            )
        }));
    }
    blocks.extend([
        run_in(2, "（二）", 1),
        run_in(3, "1.", 2),
        run_in(4, "（1）", 3),
        paragraph(
            Kind::Heading(3),
            "section[3].heading",
            "2.单独成行的三级标题",
        ),
        paragraph(
            Kind::Heading(4),
            "section[4].heading",
            "（1）单独成行的四级标题",
        ),
        picture(0),
        picture(1),
        paragraph(Kind::GridCaption, "", "收到和处理申请情况"),
        Block::Grid(matrix()),
        Block::Grid(list("附表", 3)),
        paragraph(
            Kind::AttachmentFirst,
            "",
            "附件：1.示例市政府信息公开情况统计表（全市）",
        ),
        paragraph(
            Kind::AttachmentNext,
            "",
            "2.示例市政府信息公开情况统计表（市直部门和各县、市、区人民政府分列）",
        ),
        Block::Signature(Signature {
            organ: Some("示例市人民政府办公室".to_owned()),
            date: Some("2019年2月28日".to_owned()),
            seal: None,
        }),
        Block::Qr("http://www.example.gov.cn/?a=1&b=2".to_owned()),
    ]);
    let annex = |label: &str, landscape: bool, grid: Grid| Part {
        landscape,
        blocks: vec![
            paragraph(Kind::AnnexLabel, "", label),
            paragraph(Kind::AnnexTitle, "", "示例市政府信息公开情况统计表"),
            Block::Grid(grid),
        ],
    };
    Document {
        info: info(draft),
        parts: vec![
            Part {
                landscape: false,
                blocks,
            },
            annex("附件1", false, list("全市", 58)),
            annex("附件2", true, matrix()),
            annex("附件3", true, list("本级", 30)),
            annex("附件4", false, list("县级", 58)),
        ],
    }
}
