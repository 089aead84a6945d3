//! What kind of thing a figure is.

use super::{case, classes};

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
