//! The closed lists of words that the genre uses beside its numbers. They are data: a new word of the genre goes here, and no rule
//! names a word of one text alone.

use std::sync::LazyLock;

use super::Modifier;
use super::place::is_chinese;
use crate::words::Words;

/// A list, read once.
type List = LazyLock<Words>;

/// 量词 and units of counts.
pub(super) static UNITS: List = LazyLock::new(|| {
    Words::new(
        "件 件次 条 条次 则 篇 篇次 份 份次 项 项次 起 宗 例 个 个次 次 场 场次 期 期次 批 批次 班次 轮 轮次 届 类 大类 小类 种 款 章 节 部 部分
         本 册 卷 集 辑 版 页 幅 张 段 句 字 封 通 首 组 套 方面 点 笔 单 案 票 档 步 环节 栏 帧 条目 台次 车次 架次 航次 趟 遍 回 番
         圈 道 声 顿 课 门 讲 堂 课次 节次 站次 弹 管 剂 剂次 针 针次 服 味 句话
         部门 部委 领域 厅局 地市 县区 乡镇
         人 人次 人·次 名 位 户 户次 家 家次 员 口 对 双 队 支 班 帮 伙 群 行 代 级 方 组次
         处 所 座 栋 幢 间 层 楼 站 片 块 面 台 台套 台(套) 辆 架 艘 列 只 头 匹 株 棵 根 枚 颗 粒 盏 把 床 顶 扇 堵 串 束 盒 箱
         袋 瓶 桶 包 捆 盘 副 具 尊 朵 滴 杯 碗 壶 罐 桌 席 桩 样 股 身 线 路 街 端 屏 窗 床位 重 阵 幕 拨 枝 轴 筐 篮 打
         公里 千米 米 厘米 毫米 微米 里 丈 尺 寸 英里 英尺 英寸 海里 平方米 平方公里 平方千米 平方 立方米 立方 亩 公顷 顷 平米
         斤 公斤 千克 克 毫克 微克 微克/立方米 毫克/升 毫克/立方米 两 钱 吨 磅 升 毫升 千瓦 千瓦时 兆瓦 瓦 度 摄氏度 伏 赫兹 分贝 字节 比特 像素 兆 分 岁 周岁 学分
         课时 学时 人天 人月 码 星 颗星 折页
         m² ㎡ km² km cm mm m kg g mg t KB MB GB TB PB Kbps Mbps Gbps kW kWh MW GW ℃ °C ° dpi Hz kHz MHz GHz ml mL G M T",
    )
});

/// Units that after a lone Chinese digit are more often part of a word: 一点, 三角, 四面, 一身.
pub(super) static NOT_AFTER_LONE: List = LazyLock::new(|| {
    Words::new(
        "点 分 面 线 方 步 级 度 行 代 码 身 重 星 端 路 街 口 头 单 员 群 案 番 声 打 管 服 味 两 钱 股 屏 窗 根 伙 帮 档 通
         站 兆 平方 立方 丈 顿 弹 阵 幕 顶 扇 栏 m g t",
    )
});

/// Units that after 一 alone are more often part of a word: 一道, 一回, 一把手.
pub(super) static NOT_AFTER_ONE: List =
    LazyLock::new(|| Words::new("道 班 回 层 样 把 首 列 针 堂 里 包 节 片 块 队 批 课 股"));

/// Words that begin like a 量词 and are none, even right after a number: 位居, 页面, 点击.
static NOT_UNITS: List = LazyLock::new(|| {
    Words::new(
        "页面 页码 部署 位于 位居 位列 点击 点评 分别 分为 次日 次年 次月 期间 期待 起草 起诉 级别 度假 条例 名单 套餐 人均
         人大 人社 家庭 面向 面对 对外 对于 对标 对接 对应 道路 回复 回应 回访 代表 行政 行业 行动 行为 户籍 出台 出具 出席 管理 服务
         路径 路线 通过 通知 通报 重点 重大 重要 线上 线下 线索 身份 单位 案件 案例 端口 班子 班级 队伍 支持 支出 支付 声明 街道 把关 口径
         包括 包含 打造 打击 打印 打开 打破 打通 打牢 打响 打好 打赢 打分 打卡 打包 打电 打下 打工 打扮 打捞 打消 站点 等等 次性 起来",
    )
});

/// The 量词 at the start of a text.
pub(super) fn unit_at(text: &str) -> Option<&'static str> {
    let unit = UNITS.start_of(text)?;
    let word = NOT_UNITS.start_of(text).map_or(0, str::len);
    let tail = &text[unit.len()..];
    let goes_on = unit.is_ascii() && tail.starts_with(|c: char| c.is_ascii_alphanumeric());
    (word <= unit.len() && !goes_on).then_some(unit)
}

/// Whether a 量词 stands at the start of a text.
pub(super) fn is_counted(text: &str) -> bool {
    unit_at(text).is_some()
}

/// What 大 gathers: 十大行动计划.
pub(super) static AFTER_LARGE: List = LazyLock::new(|| {
    Words::new(
        "行动计划 行动 计划 工程 任务 重点任务 举措 体系 板块 专项 专项行动 领域 重点领域 类 类别 平台 产业 战役 攻坚战 重点 案例 方面
         系统 中心 理念 目标 栏目 要素 环节 指标 项目 主题 专题 战略 模块 工作",
    )
});

/// 大 in these belongs to the next word.
pub(super) static LARGE_WORDS: List = LazyLock::new(|| {
    Words::new(
        "大家 大会 大队 大型 大人 大学 大量 大力 大众 大厅 大数据 大道 大街 大楼 大厦 大桥 大幅 大批",
    )
});

/// Lengths of time.
pub(super) static SPANS: List = LazyLock::new(|| {
    Words::new(
        "年 周年 年期 年间 个年头 个月 个季度 个小时 小时 个钟头 分钟 刻钟 秒 秒钟 毫秒 天 周 个周 星期 个星期 工作日 个工作日 自然日 个自然日
         日历天 交易日 个交易日 学年 个学年 个年度 载 昼夜 世纪 个世纪",
    )
});

/// 年, 天 and 周 in these begin another word.
pub(super) static NOT_SPANS: List = LazyLock::new(|| {
    Words::new("年级 年版 年龄 年轻 天然 天津 周边 周围 周岁 周年庆 秒杀 载体 载入")
});

/// Lengths after 个半 and 个多: 一个半小时.
pub(super) static HALF_SPANS: List =
    LazyLock::new(|| Words::new("小时 月 星期 世纪 钟头 工作日 学期 季度"));

/// 半 in these begins a word of its own.
pub(super) static HALF_WORDS: List =
    LazyLock::new(|| Words::new("半年 半数 半径 半月 半天 半小时 半日 半岛 半价 半程"));

/// Money of others; its value stays in its own unit.
pub(super) static FOREIGN: List = LazyLock::new(|| {
    Words::new(
        "美元 美金 美分 美刀 欧元 英镑 日元 日币 日圆 港元 港币 港幣 澳元 加元 台币 新台币 韩元 卢布 法郎 瑞士法郎 澳门元 泰铢 新加坡元 新元
         卢比 加拿大元 澳大利亚元 越南盾 比特币 印尼盾 马克 USD HKD EUR GBP JPY CNY RMB AUD CAD",
    )
});

/// What stands before a sum of money.
pub(super) static CURRENCY: List = LazyLock::new(|| {
    Words::new(
        "¥ $ € £ 人民币 RMB CNY 美元 美金 港币 港元 欧元 英镑 日元 新台币 台币 US$ A$ C$ HK$ NT$ USD HKD EUR GBP JPY AUD CAD",
    )
});

/// 元, 块 and the like in these are no money.
pub(super) static NOT_MONEY: List = LazyLock::new(|| {
    Words::new(
        "元旦 元素 元月 元宵 元年 元器件 元宇宙 元件 块牌 块展 块屏 块地 块电 块宣 块试 块硬 块短 块领 块内 角色 角度 角落 毛病",
    )
});

/// Shares and折 in these are other words.
pub(super) static NOT_SHARES: List = LazyLock::new(|| {
    Words::new(
        "成立 成功 成员 成果 成为 成本 成效 成绩 成长 成就 成品 成交 成都 成型 成熟 成套 成分 成人 成网 成片 折页 折叠 折子 折算 折射 折合
         折线 倍增 倍数 倍感 倍加",
    )
});

/// Words before a number that loosen it.
static BEFORE: LazyLock<[(Modifier, Words); 6]> = LazyLock::new(|| {
    [
        (
            Modifier::Above,
            Words::new("逾 超 超过 超过了 超出 已超 突破 突破了 高于 多于 大于 上 过 破 不止 不只 >"),
        ),
        (
            Modifier::Nearly,
            Words::new("近 接近 接近于 将近 近乎 约近"),
        ),
        (
            Modifier::Below,
            Words::new("不到 不足 不满 未满 未达 未到 低于 少于 小于 未足 <"),
        ),
        (
            Modifier::About,
            Words::new("约 约有 约为 约占 约合 大约 大约有 大约是 大概 大概有 大概是 大致 左右 约莫 差不多 大抵"),
        ),
        (
            Modifier::AtLeast,
            Words::new(
                "起码 少说 至少 至少有 至少是 最少 最少有 不少于 不得少于 不低于 不得低于 不小于 不下于 不下 大于等于 大于或等于 大于或者等于
                 ≥ >=",
            ),
        ),
        (
            Modifier::AtMost,
            Words::new(
                "顶多 至多 至多有 最多 最多有 最多为 不超过 不得超过 未超过 不超 不多于 不高于 不大于 小于等于 小于或等于 小于或者等于 ≤ <=",
            ),
        ),
    ]
});

/// Words that end like a modifier and are none: 最近3年, 预约3次, 网上百余个, 通过3个.
static NOT_BEFORE: List = LazyLock::new(|| {
    Words::new(
        "最近 附近 邻近 临近 靠近 就近 新近 相近 远近 预约 节约 签约 合约 公约 条约 违约 特约 邀约 相约 履约 解约 集约 制约 契约 网上
         线上 以上 天上 地上 身上 早上 晚上 会上 基本上 路上 实际上 原则上 通过 经过 超过过 不过 过过 打破 侦破 告破 攻破 冲破 爆破 识破 来过 去过 有过 到过 做过 办过 审过
         召开过 发生过 收到过 开展过 处理过 同比超",
    )
});

/// Words after a number and its unit that loosen it.
static AFTER: LazyLock<[(Modifier, Words); 5]> = LazyLock::new(|| {
    [
        (
            Modifier::Above,
            Words::new("以上 之上 开外 有余 出头 挂零 +"),
        ),
        (
            Modifier::AtLeast,
            Words::new("及以上 或以上 或者以上 或更多 或者更多"),
        ),
        (
            Modifier::AtMost,
            Words::new("以下 及以下 或以下 之下 以内 之内"),
        ),
        (Modifier::About, Words::new("左右 上下 许")),
        (Modifier::Below, Words::new("不到")),
    ]
});

/// The modifier at the end of a text, longest first, with its bytes.
pub(super) fn modifier_before(text: &str) -> Option<(usize, Modifier)> {
    if NOT_BEFORE.ends(text) {
        return None;
    }
    BEFORE
        .iter()
        .filter_map(|(modifier, words)| Some((words.end_of(text)?.len(), *modifier)))
        .max_by_key(|(len, _)| *len)
}

/// The modifier at the start of a text, longest first, with its bytes.
pub(super) fn modifier_after(text: &str) -> Option<(usize, Modifier)> {
    if [
        "许可",
        "许多",
        "许诺",
        "上下级",
        "以下简称",
        "以下几",
        "以上率",
    ]
    .iter()
    .any(|word| text.starts_with(word))
    {
        return None;
    }
    // 300元不到 closes; in 3件不到位 a word goes on.
    let goes_on = |c: char| is_chinese(c) || c.is_ascii_digit();
    if text
        .strip_prefix("不到")
        .is_some_and(|tail| tail.starts_with(goes_on))
    {
        return None;
    }
    let sum = |c: char| c.is_ascii_alphanumeric() || c == '(';
    if text
        .strip_prefix('+')
        .is_some_and(|tail| tail.starts_with(sum))
    {
        return None;
    }
    AFTER
        .iter()
        .filter_map(|(modifier, words)| Some((words.start_of(text)?.len(), *modifier)))
        .max_by_key(|(len, _)| *len)
}

/// Verbs of a rise, and the nouns made of them.
pub(super) static RISES: List = LazyLock::new(|| {
    Words::new(
        "增长 增加 增多 净增 净增加 上升 上涨 提高 提升 攀升 晋升 跃升 前进 前移 上移 扩大 增幅 增速 涨幅 升幅 同比 环比 增长率 增 多出
         递增 同比增 年均增长 上浮 ↑",
    )
});

/// Verbs of a fall.
pub(super) static FALLS: List = LazyLock::new(|| {
    Words::new(
        "减少 下降 降低 下滑 回落 后退 后移 下移 缩减 缩短 压缩 压减 精简 降幅 减幅 跌幅 净减 净减少 降 减 少了 递减 下浮 下跌 核减 ↓",
    )
});

/// Words that end like a verb of change and count what is there: 新增3件, 投资额增至.
pub(super) static NOT_CHANGES: List =
    LazyLock::new(|| Words::new("新增 新增加 倍增 新增长 加减 增减"));

/// Nouns of change, after which 为 says how much; after a verb it says what was reached: 增加为12件.
pub(super) static CHANGE_NOUNS: List = LazyLock::new(|| {
    Words::new("增幅 增速 涨幅 升幅 降幅 减幅 跌幅 同比 环比 增长率 增加值 下降率")
});

/// What may stand between a verb of change and its number.
pub(super) static AFTER_CHANGE: List = LazyLock::new(|| {
    Words::new("了 约 近 达 达到 率 率为 率达 幅度达 幅度为 高达 幅度 超 超过 逾 - +")
});

/// Fixed expressions with a numeral: names of policies, plans, meetings, systems.
pub(super) static TERMS: List = LazyLock::new(|| {
    Words::new(
        "三公 三公经费 五公开 四公开 双公示 三农 三保 六稳 六保 三会一课 三重一大 三严三实 两学一做 两个维护 两个确立 四个意识 四个自信
         四个全面 五位一体 三个代表 两个至上 八项规定 一带一路 一府两院 两微一端 两微一号 双随机一公开 一网通办 一网统管 一网通管 一网通
         一网协同 一站式 一窗式 一窗受理 一门式 一件事 一次办好 一次办成 一次不跑 一图读懂 一张图 一张表 一张蓝图 一号文件 一把手 一岗双责
         一体两翼 一企一策 一人一档 一事一议 一事一审 一文一解读 一对一 三定 三审三校 三审制 三级审核 三同步 三个同步 三到位 三统一 三结合
         三位一体 三大攻坚战 三全育人 三支一扶 四好农村路 四风 四史 五星级 四星级 三星级 五险一金 五五普法 六五普法 七五普法 八五普法 九五普法
         百强县 百强区 百强 五百强 500强 百强企业 十佳 一中全会 二中全会 三中全会 四中全会 五中全会 六中全会 七中全会 三安全一稳定 四化 五化
         三办 两办 两会 一码通 一卡通 一证通 三网融合 零距离 零跑腿 零接触 零容忍 零障碍 零差错 零突破 零报告 零成本 零门槛 零投诉 零延误 零误差
         零增长 零事故 零死角 零违规 三下乡 四议两公开 四下基层 一老一小 两不愁三保障 四个最严 五个一批 一票否决 第三产业 第二产业 第一产业
         三维 三通一平 三废 三无 三资 三乱 五保户 五保 一线城市 二线城市 三江源 三北 双一流 二十四节气 十二生肖 百日攻坚 百日行动 百日会战 千人计划
         万人计划 365天",
    )
});

/// Words that only contain a numeral and are no numeric expression at all.
pub(super) static WORDS: List = LazyLock::new(|| {
    Words::new(
        "进一步 下一步 统一 一致 一些 一定 一般 一律 一直 一旦 一时 一样 一同 一起 一道 一并 一切 一点 一下 一边 一面 一度 一流 一线 一手
         一体 一贯 一概 一再 一向 一经 一共 一举 一如 一系列 一方面 另一方面 一部分 一大批 一批 一步 一行 一把 一番 一齐 一应 一味 一心 一新
         一支笔 一家人 一口气 一席之地 一目了然 一如既往 一脉相承 一以贯之 一抓到底 一丝不苟 一视同仁 一帆风顺 一马当先 一锤定音 一条龙 一揽子
         一刀切 一盘棋 一竿子 一股脑 一杆 一次性 一体化 一张网 一网 一键 一站 一屏 一图 一窗 一照 一码 一件件 一个个 一项项 一条条 一次次 一天天
         一步步 一家家 一户户 一代代 一层层 一线 一年一度 一朝 一味 一统 一员 一隅 一角 一端 一环 一度 一半月
         唯一 单一 逐一 同一 任一 某一 每一 这一 那一 之一 万一 专一 合一 归一 新一轮 新一代 新一届 上一 下一 扫一扫 查一查 晒一晒 看一看 比一比
         第一时间 第一责任人 第一解读人 第一书记 第一要务 第一资源 第一线 第一议题 第一位的 第一手 第一品牌 第一把手 第三方 第三人 第三者 第二课堂
         万众 万千 万能 万象 万全 万里 万企 千方百计 千家万户 千差万别 千篇一律 成千上万 成百上千 千万不 千万别 亿万 百姓 百科 百货 百度 百花
         三类内部事务 四类过程性 百年 百日 百分比 百分数 百分位 百分制 千秋 千古 千言万语 千军万马 千头万绪 百般 百家 十万火急
         十足 十分 十全 十字 十堰 十指 四川 四周 四处 四季 四方 四面八方 四通八达 五湖四海 五花八门 五台山 五谷 五金 五官 五彩 六安 七台河 七夕
         八达岭 八卦 九江 九州 九寨沟 三门峡 三门县 三亚 三明 三峡 三角 三台县 三水区 三原县 三河市 三穗县 三江 五家渠 五河县 五峰 五华 五常市
         五指山 六合区 六盘水 六枝 七里河 八宿 八步区 九台区 九台市 九龙 两江新区 两当县 四平 四会市 万州 万宁 万年县 万载 万源 万山 百色 千阳
         千岛湖 十里 一二三产 三三两两 两两 一五一十 七上八下 三令五申 三番五次 再三 接二连三 不三不四 一一 二维码 二手 二次元 二次供水
         一次能源 三包 三通 两院 两山 第二次全国
         陆地 陆续 大陆 登陆 着陆 内陆 海陆 队伍 入伍 退伍 落伍 伍仁 收拾 拾取 拾起 拾到 放肆 肆意 肆无忌惮 零星 零散 零售 零部件 零碎 零花 清零 归零 三天两头
         零食 零用 零件加工 零件厂 零件制造 零件生产 零工 凋零
         星期一 星期二 星期三 星期四 星期五 星期六 周一 周二 周三 周四 周五 周六 礼拜一 礼拜二 礼拜三 礼拜四 礼拜五 礼拜六 大年初一 大年三十
         十一假期 十一期间 十一黄金周 十一长假 十一国庆 五一、十一 五一假期 五一劳动节 五四青年节 双十一 初一 初二 初三 高一 高二 高三",
    )
});

/// Words that make what follows in their clause an aim.
pub(super) static AIMS: List = LazyLock::new(|| {
    Words::new(
        "力争 争取在 争取于 争取到 争取达 争取实现 争取完成 争取年底 预计 力求 旨在 拟于 要求各 要求所有 要求全 要求其 要求每 原则上 目标为 目标是
         目标值 计划于 计划在 计划到 计划用 计划新 计划召开 计划开展 计划举办 计划完成 计划公开 计划实施 计划投资 计划培训 计划发布 计划组织
         计划建设 计划每 计划全年 计划年内",
    )
});

/// Words that make a share or a figure to be reached an aim, and no count of what was done: 确保办结率达到100%.
pub(super) static GUARDS: List = LazyLock::new(|| Words::new("确保 保证 务必 务求"));

/// What is reached under 确保.
pub(super) static REACHED: List =
    LazyLock::new(|| Words::new("达 达到 实现 完成 不低于 不少于 超过 率 在"));

/// Words that say it is done, and end an aim.
pub(super) static DONE: List =
    LazyLock::new(|| Words::new("确保了 保证了 共 已 累计 实际 完成了 收到 达到了 全年 截至 截止"));

/// Periods after 每 that make a rule.
pub(super) static PERIODS: List = LazyLock::new(|| {
    Words::new(
        "年 季度 季 月 周 天 日 半年 个月 个季度 星期 个星期 个工作日 工作日 旬 两年 三年 两个月 学期 年度 个单位 单位 个部门 部门 人 人每年 家 户",
    )
});

/// 计 in these is no rule of counting.
pub(super) static NOT_COUNTED: List = LazyLock::new(|| {
    Words::new("共计 总计 合计 累计 统计 小计 审计 设计 预计 估计 会计 约计 计计")
});
