//! Values, and what the words beside them allow.

use hegao::figure::scan::scan;

use super::{case, classes, plain, value};

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
