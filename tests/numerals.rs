//! The numeral reader: values, intervals, classes and places.

use std::fs;

use hegao::figure::scan::scan;
use hegao::figure::{Class, End, Figure};
use proptest::prelude::*;
use serde_json::Value;

fn plain(end: Option<End>) -> String {
    end.map_or_else(|| "…".to_owned(), |end| end.value.normalize().to_string())
}

/// What a figure says, as the ledger prints it: text, class, value (with low..high where they differ from it), unit.
fn said(text: &str, figure: &Figure) -> String {
    let ends = figure.quantity.map_or_else(String::new, |quantity| {
        let value = quantity.value.normalize().to_string();
        let (low, high) = (plain(quantity.inside.low), plain(quantity.inside.high));
        if low == value && high == value {
            format!(" {value}")
        } else {
            format!(" {value} {low}..{high}")
        }
    });
    let unit = figure
        .unit
        .as_ref()
        .map_or_else(String::new, |unit| format!(" {unit}"));
    format!(
        "{} {}{ends}{unit}",
        &text[figure.range.clone()],
        figure.class.name()
    )
}

/// Every figure of a text, in order, each as `said` has it, with 「|」 between them.
fn case(text: &str, expected: &str) {
    let found: Vec<String> = scan(text).iter().map(|figure| said(text, figure)).collect();
    assert_eq!(found.join(" | "), expected, "{text}");
}

/// Every figure of a text with its class alone.
fn classes(text: &str, expected: &str) {
    let found: Vec<String> = scan(text)
        .iter()
        .map(|figure| format!("{} {}", &text[figure.range.clone()], figure.class.name()))
        .collect();
    assert_eq!(found.join(" | "), expected, "{text}");
}

/// A passage that is nothing but a numeral.
fn value(text: &str, expected: &str) {
    let figures = scan(text);
    assert_eq!(figures.len(), 1, "{text} is one figure");
    assert_eq!(figures[0].range, 0..text.len(), "{text} is read whole");
    let quantity = figures[0]
        .quantity
        .unwrap_or_else(|| panic!("{text} has a value"));
    assert_eq!(quantity.value.normalize().to_string(), expected, "{text}");
}

#[test]
fn a_numeral_alone_is_read_as_one() {
    value("一百二十三", "123");
    value("１２３", "123");
    value("2018", "2018");
    value("12345", "12345");
    value("13800138000", "13800138000");
    value("1.2万", "12000");
    value("50%", "50");
    value("5‰", "0.5");
    value("三分之一", "0.333333333333333");
    value("一又二分之一", "1.5");
    value("3/16", "0.1875");
    value("第五", "5");
    value("两千零三", "2003");
    value("二百五", "250");
    value("一万五", "15000");
    value("1亿2000万", "120000000");
    value("7万5千4百", "75400");
    value("三点一四", "3.14");
    value("负三十二", "-32");
    value("-3.5", "-3.5");
    value("壹佰贰拾叁万肆仟伍佰陆拾柒", "1234567");
    value("壹佰元整", "100");
    value("三块五", "3.5");
    value("12元5角", "12.5");
    value("廿三", "23");
    value("百分之百", "100");
    value("万分之三", "0.03");
    value("七成六", "76");
    value("七五折", "75");
    value("二〇一八", "2018");
    value("十几万", "100000");
    value("两三百", "200");
    value("一半", "0.5");
    value("半成", "5");
    value("半百", "50");
    value("翻两番", "4");
    value("百万", "1000000");
    value("一一", "11");
    value("九二点五", "92.5");
    value("三五", "3");
    value("- 1,200", "-1200");
    value("3M", "3000000");
    value(".0012G", "1200000");
    value("Ⅻ", "12");
    value("零点5", "0.5");
    value("三点5万", "35000");
    value("百分之5点3", "5.3");
    value("负百分之点二八", "-0.28");
    value("半个", "0.5");
    value("五块二毛五", "5.25");
}

#[test]
fn powers_and_fractions_of_one_sign() {
    value("10^3", "1000");
    value("-2^3", "-8");
    value("2^-1", "0.5");
    value("2e5", "200000");
    value("1.5E-3", "0.0015");
    value("3.5×10^4", "35000");
    value("3×10⁴", "30000");
    value("10²", "100");
    value("½", "0.5");
    value("1½", "1.5");
    value("3又1/2", "3.5");
    // The small digit of a note raises nothing, and neither does a code.
    case("共166²件", "166 count 166");
    case("2e5f", "2 other 2");
    classes("上午8点30分", "8点30分 date");
}

#[test]
fn dozens_and_roman_numbers() {
    case("三打，十打铅笔", "三打 count 36 打 | 十打 count 120 打");
    case("买一打，一打就通", "一打 count 12 打");
    case(
        "Ⅲ级响应，II类项目，第IV期",
        "Ⅲ级 ordinal 3 级 | II类 ordinal 2 类 | 第IV期 ordinal 4 期",
    );
    classes("Ⅱ、加强领导", "Ⅱ marker");
    classes("VI系统，XXXX号", "");
}

#[test]
fn counts_have_units_and_scales() {
    case(
        "全市共主动公开政府信息92068条，其中",
        "92068条 count 92068 条",
    );
    case("共受理 1136 件", "1136 件 count 1136 件");
    case(
        "92,068条，92，068条，９２０６８条",
        "92,068条 count 92068 条 | 92，068条 count 92068 条 | ９２０６８条 count 92068 条",
    );
    case(
        "20件,传真申请3件,网络申请81件",
        "20件 count 20 件 | 3件 count 3 件 | 81件 count 81 件",
    );
    case("举办14期27个专题", "14期 count 14 期 | 27个 count 27 个");
    case(
        "参加62人次，38场次",
        "62人次 count 62 人次 | 38场次 count 38 场次",
    );
    case("等七个部分", "七个部分 count 7 个");
    case("等十大行动计划信息", "十大行动计划 count 10");
    case("三部门联合发文", "三部门 count 3 部门");
    case(
        "收到申请零件，行政诉讼零，投诉0件",
        "零件 count 0 件 | 零 count 0 | 0件 count 0 件",
    );
    case("全年共受理12，占8.0%", "12 count 12 | 8.0% percent 8 %");
    case(
        "含5、4、3件",
        "5 count 5 件 | 4 count 4 件 | 3件 count 3 件",
    );
}

#[test]
fn rounded_values_reach_half_a_place() {
    case("1.2万条", "1.2万条 count 12000 11500..12500 条");
    case(
        "11.1亿条",
        "11.1亿条 count 1110000000 1105000000..1115000000 条",
    );
    case(
        "5万条和2000条",
        "5万条 count 50000 条 | 2000条 count 2000 条",
    );
    let quantity = scan("1.2万条")[0].quantity.expect("a count");
    assert_eq!(plain(quantity.near.high), "13000");
    assert!(!quantity.near.high.is_some_and(|end| end.closed));
    assert!(quantity.looks_rounded);
    let quantity = scan("2000条")[0].quantity.expect("a count");
    assert_eq!(
        (plain(quantity.near.low), plain(quantity.near.high)),
        ("1500".into(), "2500".into())
    );
}

#[test]
fn modifiers_loosen() {
    case(
        "逾50亿条",
        "逾50亿条 count 5000000000 5000000000..6000000000 条",
    );
    case("服务逾1600项", "逾1600项 count 1600 1600..1700 项");
    case("86万余次", "86万余次 count 860000 860000..870000 次");
    case(
        "3400余条，100多件",
        "3400余条 count 3400 3400..3500 条 | 100多件 count 100 100..200 件",
    );
    case("近2000万", "近2000万 count 20000000 18000000..20000000");
    case("不足5%", "不足5% percent 5 4..5 %");
    case("约260人次", "约260人次 count 260 254.8..265.2 人次");
    case("100元左右", "100元左右 money 100 50..150 元");
    case("不超过3次", "不超过3次 count 3 …..3 次");
    case("85%以上", "85%以上 percent 85 85..86 %");
    case(
        "十余次，百余家，上千人，数百条，几十个",
        "十余次 count 10 10..20 次 | 百余家 count 100 100..200 家 | 上千人 count 1000 1000..2000 人 | 数百条 count 100 100..1000 条 | 几十个 count 10 10..100 个",
    );
    case("100多万人", "100多万人 count 1000000 1000000..2000000 人");
    case(
        "最近3次，预约3次，网上百科",
        "3次 count 3 次 | 3次 count 3 次",
    );
    case(
        "不止500件，起码300人，顶多20家，300元不到",
        "不止500件 count 500 500..600 件 | 起码300人 count 300 300..… 人 | 顶多20家 count 20 …..20 家 | 300元不到 money 300 200..300 元",
    );
    case("3件不到位", "3件 count 3 件");
    let quantity = scan("约300人左右")[0].quantity.expect("a count");
    assert!(!quantity.doubly_modified, "约…左右 says one thing twice");
    let quantity = scan("近300余人")[0].quantity.expect("a count");
    assert!(quantity.doubly_modified);
    assert_eq!(
        (plain(quantity.inside.low), plain(quantity.inside.high)),
        ("280".into(), "400".into())
    );
}

#[test]
fn vague_words_name_both_ends() {
    case(
        "十几场，二十几万，一千几百块",
        "十几场 count 10 10..20 场 | 二十几万 count 200000 200000..300000 | 一千几百块 money 1000 1000..2000 块",
    );
    case(
        "人数千余人，总数百分之五",
        "千余人 count 1000 1000..2000 人 | 百分之五 percent 5",
    );
    case(
        "百姓，百科，千名干部进万户，近千人",
        "近千人 count 1000 800..1000 人",
    );
    case(
        "阅读量10W+，阅读量10万+次，点击量破百万，侦破3起",
        "10W+ count 100000 100000..200000 | 10万+次 count 100000 100000..200000 次 | 破百万 count 1000000 1000000..2000000 | 3起 count 3 起",
    );
    // 二十余 may be twenty; 十余 is more than ten.
    for (text, closed) in [("二十余次", true), ("十余次", false), ("三十余万次", true)]
    {
        let quantity = scan(text)[0].quantity.expect("a count");
        let low = quantity.inside.low.expect("a lower end");
        assert_eq!(low.closed, closed, "{text}");
    }
    case("提高3个多百分点", "3个多百分点 points 3 3..4 百分点");
}

#[test]
fn signs_are_no_dashes() {
    case("气温-3℃，零下5度", "-3℃ count -3 ℃ | 零下5度 count -5 度");
    case("增长-3.2%", "-3.2% growth -3.2 %");
    case("-10到20", "-10到20 range -10 -10..20");
    case("附件-3件", "3件 count 3 件");
}

#[test]
fn bounds_said_one_by_one_are_a_range() {
    case(
        "不少于3人且不超过5人",
        "不少于3人且不超过5人 range 3 3..5 人",
    );
    case(
        "1000以上，1500以下",
        "1000以上，1500以下 range 1000 1000..1500",
    );
    case(
        "大于50小于12",
        "大于50 count 50 50..60 | 小于12 count 12 11..12",
    );
}

#[test]
fn ranges_have_two_ends() {
    case("3～5次", "3～5次 range 3 3..5 次");
    case("3次至5次", "3次至5次 range 3 3..5 次");
    case("20%-30%", "20%-30% range 20 20..30 %");
    case("5—10万元", "5—10万元 range 50000 50000..100000 万元");
    case("1到5亿", "1到5亿 range 100000000 100000000..500000000");
    case("两三次", "两三次 range 2 2..3 次");
    case("由5个增加到12个", "5个 count 5 个 | 12个 count 12 个");
    case("20和30之间", "20和30之间 range 20 20..30");
    case("增长20%-30%", "20%-30% growth 20 20..30 %");
    case("3至5个工作日", "3至5个工作日 duration 3 3..5 工作日");
    case("百分之五到十", "百分之五到十 range 5 5..10");
}

#[test]
fn money_is_in_yuan() {
    case("1600元", "1600元 money 1600 元");
    case(
        "收费670.376375万元",
        "670.376375万元 money 6703763.75 6703763.745..6703763.755 万元",
    );
    case(
        "近20亿元",
        "近20亿元 money 2000000000 1800000000..2000000000 亿元",
    );
    case("人民币壹佰元整", "人民币壹佰元整 money 100 元");
    case(
        "约4.287亿美元",
        "约4.287亿美元 money 428700000 420126000..437274000 亿美元",
    );
    case(
        "1万余元，上千元，三十来块",
        "1万余元 money 10000 10000..20000 万元 | 上千元 money 1000 1000..2000 元 | 三十来块 money 30 25..35 块",
    );
    case(
        "USD100，RMB 500；100USD",
        "USD100 money 100 | RMB 500 money 500 | 100USD money 100 USD",
    );
    classes("三块牌子，元旦", "三块 count");
    classes("公开栏12块，花费12块", "12块 count | 12块 money");
}

#[test]
fn shares_and_changes() {
    case("合格率达100%", "100% percent 100 %");
    case(
        "百分之六十二，近九成",
        "百分之六十二 percent 62 | 近九成 percent 90 88..90 成",
    );
    case(
        "三分之二，1:3",
        "三分之二 ratio 0.666666666666667 | 1:3 ratio 0.333333333333333",
    );
    case(
        "同比增长12.5%，下降7.8%",
        "12.5% growth 12.5 % | 7.8% growth -7.8 %",
    );
    case("比2017年晋升3位", "2017年 date | 3位 growth 3 位");
    case(
        "比上年多3件，较去年减少5件",
        "3件 growth 3 件 | 5件 growth -5 件",
    );
    case(
        "新增信息323条，新增3件",
        "323条 count 323 条 | 3件 count 3 件",
    );
    case(
        "同比+12.5%，环比↓5.6%，清零",
        "12.5% growth 12.5 % | 5.6% growth -5.6 %",
    );
    case("提高1.2个百分点", "1.2个百分点 points 1.2 个百分点");
    case(
        "分别下降0.3和1.1个百分点",
        "0.3 points -0.3 个百分点 | 1.1个百分点 points -1.1 个百分点",
    );
    case(
        "增长2倍，翻了一番",
        "2倍 multiple 2 倍 | 翻了一番 multiple 2 番",
    );
}

#[test]
fn dates_periods_and_lengths() {
    classes(
        "统计期自2018年1月1日起，至2018年12月31日止。",
        "2018年1月1日起，至2018年12月31日止 period",
    );
    classes("日期：2019-02-28 18:02", "2019-02-28 18:02 date");
    classes(
        "2023 年 1 月 1 日起至 12 月 31 日止",
        "2023 年 1 月 1 日起至 12 月 31 日止 period",
    );
    classes("二〇一八年十二月三十一日", "二〇一八年十二月三十一日 date");
    classes(
        "2018年15日，2018 12月31日",
        "2018年15日 date | 2018 12月31日 date",
    );
    classes(
        "“2018政府工作报告知多少”，2017，我厅",
        "2018 date | 2017 date",
    );
    classes(
        "1-3月，2016—2018年，第一季度，前三季度",
        "1-3月 period | 2016—2018年 period | 第一季度 date | 前三季度 date",
    );
    case(
        "连续8年，5个工作日内，一个半小时",
        "8年 duration 8 年 | 5个工作日 duration 5 工作日 | 一个半小时 duration 1.5 小时",
    );
    classes(
        "18:02，上午9时30分，下午十一点半",
        "18:02 date | 9时30分 date | 十一点半 date",
    );
    classes(
        "1小时30分，得分30分",
        "1小时 duration | 30分 duration | 30分 count",
    );
    classes("公开信息2018条", "2018条 count");
    classes(
        "3、4月份，2017、2018年",
        "3 date | 4月份 date | 2017 date | 2018年 date",
    );
    classes(
        "2018年1-12月，第二、三季度",
        "2018年1-12月 period | 第二、三季度 date",
    );
    classes(
        "20 18 年，二O一八年，20181231，2018.01—2018.12",
        "20 18 年 date | 二O一八年 date | 20181231 date | 2018.01—2018.12 period",
    );
    classes("师生比例为1:30，10:30开始", "1:30 ratio | 10:30 date");
    classes("从2000到3000元", "2000到3000元 range");
}

#[test]
fn numbers_that_name() {
    classes(
        "（国办发〔2018〕23号）、荆政办文[2018]13号",
        "国办发〔2018〕23号 document | 荆政办文[2018]13号 document",
    );
    classes(
        "国办发 2018 23号，国办发2018〕23号",
        "国办发 2018 23号 document | 国办发2018〕23号 document",
    );
    classes(
        "国务院令第711号，第492号令，一号文件",
        "国务院令第711号 document | 第492号令 document | 一号文件 document",
    );
    classes("（2018）鄂0802行初12号", "（2018）鄂0802行初12号 document");
    classes(
        "电话：0724-2376200；传真：0724-2376201",
        "0724-2376200 phone | 0724-2376201 phone",
    );
    classes("12345热线受理12345件", "12345 phone | 12345件 count");
    classes("邮 编 ： 223100", "223100 postcode");
    classes(
        "象山大道53号5号楼707室",
        "53号 address | 5号楼 address | 707室 address",
    );
    classes(
        "见 http://www.a.gov.cn/art/2019/2/28.html。信箱a1@b.cn，主页www.a.gov.cn",
        "http://www.a.gov.cn/art/2019/2/28.html url | a1@b.cn url",
    );
    classes(
        "GB/T 15835-2011，5G，IPv6，2.0版，H5页面",
        "GB/T 15835-2011 version | 5G version | IPv6 version | 2.0版 version | H5 version",
    );
    classes(
        "第23名，前三，首位，第二十条第（一）项",
        "第23名 ordinal | 前三 ordinal | 首位 ordinal | 第二十条 ordinal | 第（一）项 ordinal",
    );
    classes(
        "建设一期工程，项目二期，培训班两期，三楼大厅，1#楼",
        "一期 ordinal | 二期 ordinal | 两期 count | 三楼 address | 1#楼 address",
    );
    classes(
        "三次第一、四次第二",
        "三次 count | 第一 ordinal | 四次 count | 第二 ordinal",
    );
}

#[test]
fn numbers_that_order() {
    classes("1.加强领导。", "1. marker");
    classes("（一）主动公开", "（一） marker");
    classes("附件：1.统计表", "1. marker");
    classes("问题：一是不均衡。二是不足。", "一是 marker | 二是 marker");
    classes("1、召开新闻发布会4场", "1、 marker | 4场 count");
    classes("①公开；②答复", "① marker | ② marker");
    classes("1.5万条", "1.5万条 count");
    classes("1.1总体情况", "1.1 marker");
    classes(
        "1.2018年情况\n2.2019年计划",
        "1. marker | 2018年 date | 2. marker | 2019年 date",
    );
    classes(
        "1、概况类：12条 2、计划类：35条",
        "1、 marker | 12条 count | 2、 marker | 35条 count",
    );
    classes(
        "第一，加强领导。第二，落实责任",
        "第一 marker | 第二 marker",
    );
}

#[test]
fn fixed_words_are_no_counts() {
    classes(
        "“五公开”，“三公”经费，市县两级，四化同步",
        "五公开 term | 三公 term | 两级 term | 四化 term",
    );
    classes(
        "十三五规划，党的十九大，三安全一稳定",
        "十三五 term | 十九大 term | 三安全一稳定 term",
    );
    classes(
        "属于三类内部事务信息，四类过程性信息，进一步统一，一致，第三方，一张网，万众，千方百计，同一热点，第一时间",
        "",
    );
    classes(
        "“3550”改革，“2018”，80后干部",
        "3550 term | 2018 date | 80后 term",
    );
    classes(
        "十三届全国人大一次会议，7×24小时值守",
        "十三届全国人大一次会议 term | 7×24小时 term",
    );
    classes("24小时在线，24小时内", "24小时 term | 24小时 duration");
    classes(
        "队伍，大陆，收拾，四川，三门峡，周一，零距离",
        "零距离 term",
    );
}

#[test]
fn rules_and_aims_are_norms() {
    case("每年至少1次通过在线访谈", "每年至少1次 norm 1 1..… 次");
    classes("（同一热点计一次）", "一次 norm");
    classes("确保办结率达到100%", "100% norm");
    classes(
        "力争到2020年公开率达到90%以上",
        "2020年 date | 90%以上 norm",
    );
    classes(
        "每两月1期，每季度末报送2篇",
        "每两月1期 norm | 每季度末报送2篇 norm",
    );
    classes(
        "确保了运行，全年公开20条；共计3件",
        "20条 count | 3件 count",
    );
    classes("每日专题”97辑", "97辑 count");
    classes(
        "按照《条例》要求，公开政府信息120条，不得公开的3件",
        "120条 count | 3件 count",
    );
    classes(
        "培训3期计120人，确保落实召开会议12次",
        "3期 count | 120人 count | 12次 count",
    );
}

/// The gold set: every numeral of the report of Jingmen, with class, value and text.
#[test]
fn the_gold_set_is_read_right() {
    let report = fs::read_to_string("tests/jingmen-2018.txt").expect("the report");
    let rows = fs::read_to_string("tests/jingmen-figures.jsonl").expect("the gold set");
    let mut start = 0;
    let lines: Vec<(usize, &str, Vec<Figure>)> = report
        .split('\n')
        .map(|line| {
            let begins = start;
            start += line.chars().count() + 1;
            (begins, line, scan(line))
        })
        .collect();
    let mut read = 0;
    for row in rows.lines() {
        let row: Value = serde_json::from_str(row).expect("a row of JSON");
        let string = |key: &str| row[key].as_str();
        if ["无", "均未"].contains(&string("numeral").expect("a numeral")) {
            // Zero statements are read with the labels that they deny.
            continue;
        }
        let place = |key: usize| {
            row["span"][key]
                .as_u64()
                .and_then(|n| usize::try_from(n).ok())
        };
        let number = row["line"]
            .as_u64()
            .and_then(|n| usize::try_from(n).ok())
            .expect("a line");
        let (begins, line, figures) = &lines[number - 1];
        let byte = |place: usize| {
            line.char_indices()
                .nth(place - begins)
                .map_or(line.len(), |(at, _)| at)
        };
        let span = byte(place(0).expect("a start"))..byte(place(1).expect("an end"));
        let figure = figures
            .iter()
            .find(|figure| figure.range.start <= span.start && span.end <= figure.range.end)
            .unwrap_or_else(|| panic!("{row} is read"));
        let mut right = vec![string("class").expect("a class")];
        right.extend(
            row["also"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_str),
        );
        assert!(
            right.contains(&figure.class.name()),
            "{row}: {:?}",
            figure.class
        );
        assert_eq!(Some(&line[figure.range.clone()]), string("text"), "{row}");
        if let Some(value) = string("value") {
            let quantity = figure
                .quantity
                .unwrap_or_else(|| panic!("{row} has a value"));
            assert_eq!(quantity.value.normalize().to_string(), value, "{row}");
            assert_eq!(figure.unit.as_deref(), string("unit"), "{row}");
        }
        read += 1;
    }
    assert_eq!(read, 120);
}

/// Numerals as they are written out: the same number in every way must be the same value.
fn chinese(number: u64, digits: [&str; 10], units: [&str; 4]) -> String {
    if number == 0 {
        return digits[0].to_owned();
    }
    let mut text = String::new();
    let mut zero = false;
    for (scale, name) in [(100_000_000u64, "亿"), (10_000, "万"), (1, "")] {
        let part = number / scale % 10_000;
        if part == 0 {
            zero = !text.is_empty();
            continue;
        }
        for (place, unit) in [
            (1000, units[3]),
            (100, units[2]),
            (10, units[1]),
            (1, units[0]),
        ] {
            let digit = usize::try_from(part / place % 10).expect("a digit");
            if digit == 0 {
                zero = !text.is_empty();
                continue;
            }
            if zero {
                text.push_str(digits[0]);
                zero = false;
            }
            text.push_str(digits[digit]);
            text.push_str(unit);
        }
        text.push_str(name);
        zero = part.is_multiple_of(10) && scale > 1;
    }
    text
}

const COMMON: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
const FORMAL: [&str; 10] = ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"];

proptest! {
    #[test]
    fn every_way_of_writing_gives_the_same_value(number in 1u64..1_000_000_000_000) {
        let common = chinese(number, COMMON, ["", "十", "百", "千"]);
        let formal = chinese(number, FORMAL, ["", "拾", "佰", "仟"]);
        let wide: String = number
            .to_string()
            .chars()
            .filter_map(|c| char::from_u32(u32::from(c) + 0xfee0))
            .collect();
        for text in [common, formal, wide, number.to_string()] {
            let figures = scan(&format!("共收到申请{text}件，"));
            prop_assert_eq!(figures.len(), 1, "{}", &text);
            let value = figures[0].quantity.map(|quantity| quantity.value.to_string());
            prop_assert_eq!(value, Some(number.to_string()), "{}", &text);
            prop_assert_eq!(figures[0].unit.as_deref(), Some("件"));
        }
    }

    #[test]
    fn no_text_breaks_the_reader(text in ".{0,80}") {
        check_places(&text)?;
    }

    #[test]
    fn words_of_the_genre_in_any_order(parts in prop::collection::vec(prop::sample::select(PARTS), 0..16)) {
        check_places(&parts.concat())?;
    }

    #[test]
    fn spaces_and_width_change_nothing(parts in prop::collection::vec(prop::sample::select(PLAIN), 0..8)) {
        let tight = parts.concat();
        let wide: String = parts.join("").chars().map(|c| if c.is_ascii_digit() || c == '%' {
            char::from_u32(u32::from(c) + 0xfee0).unwrap_or(c)
        } else {
            c
        }).collect();
        let brief = |text: &str| -> Vec<(Class, Option<String>)> {
            scan(text)
                .iter()
                .map(|figure| (figure.class, figure.quantity.map(|quantity| quantity.value.to_string())))
                .collect()
        };
        prop_assert_eq!(brief(&tight), brief(&wide), "{}", &tight);
    }
}

/// Whether the places of the figures are in order, apart, and on boundaries.
fn check_places(text: &str) -> Result<(), TestCaseError> {
    let mut floor = 0;
    for figure in scan(text) {
        prop_assert!(figure.range.start >= floor, "{text:?} {figure:?}");
        prop_assert!(figure.range.start < figure.range.end, "{text:?} {figure:?}");
        prop_assert!(
            figure.range.start <= figure.numeral.start,
            "{text:?} {figure:?}"
        );
        prop_assert!(
            figure.numeral.start < figure.numeral.end,
            "{text:?} {figure:?}"
        );
        prop_assert!(
            figure.numeral.end <= figure.range.end,
            "{text:?} {figure:?}"
        );
        for place in [
            figure.range.start,
            figure.range.end,
            figure.numeral.start,
            figure.numeral.end,
        ] {
            prop_assert!(text.is_char_boundary(place), "{text:?} {figure:?}");
        }
        if let Some(quantity) = figure.quantity {
            for (inner, outer) in [
                (quantity.inside.low, quantity.near.low),
                (quantity.inside.high, quantity.near.high),
            ] {
                prop_assert!(
                    outer.is_none() || inner.is_some(),
                    "near holds inside: {text:?} {figure:?}"
                );
            }
        }
        floor = figure.range.end;
    }
    Ok(())
}

const PARTS: &[&str] = &[
    "一",
    "二",
    "两",
    "三",
    "十",
    "百",
    "千",
    "万",
    "亿",
    "零",
    "〇",
    "点",
    "半",
    "几",
    "数",
    "多",
    "余",
    "来",
    "第",
    "前",
    "共",
    "约",
    "近",
    "逾",
    "超过",
    "至少",
    "不足",
    "以上",
    "左右",
    "年",
    "月",
    "日",
    "时",
    "号",
    "元",
    "角",
    "块",
    "件",
    "条",
    "次",
    "人次",
    "个",
    "个月",
    "%",
    "‰",
    "成",
    "倍",
    "个百分点",
    "分之",
    "又",
    "比",
    "翻",
    "番",
    "至",
    "到",
    "-",
    "—",
    "～",
    ":",
    "：",
    ",",
    "，",
    "。",
    "、",
    ";",
    "(",
    ")",
    "（",
    "）",
    "〔",
    "〕",
    "[",
    "]",
    "“",
    "”",
    "《",
    "》",
    ".",
    "/",
    " ",
    "　",
    "\n",
    "0",
    "1",
    "2",
    "3",
    "5",
    "8",
    "12",
    "2018",
    "100",
    "000",
    "１",
    "２０",
    "的",
    "和",
    "每年",
    "确保",
    "计",
    "增长",
    "减少",
    "比上年",
    "电话",
    "邮编",
    "国办发",
    "令",
    "路",
    "室",
    "G",
    "GB/T",
    "http://",
    "www.",
    "@",
    "a",
    "①",
    "负",
    "¥",
    "半年",
    "工作日",
    "季度",
    "上午",
    "两三",
    "十几",
    "同比",
    "\u{200b}",
    "🎉",
    "é",
];

const PLAIN: &[&str] = &[
    "共收到",
    "申请",
    "12",
    "345",
    "6",
    "件",
    "，",
    "条",
    "。",
    "其中",
    "占",
    "7",
    "%",
    "逾",
    "近",
    "余",
    "万",
    "亿",
    "次",
    "2018",
    "年",
    "月",
];
