//! Names with words between their halves, or before who was trained, that make them of another field.

use std::ops::Range;
use std::sync::LazyLock;

use super::clause::{CONNECTIVES, Clauses};
use super::doubt::{LEADS, VERBS};
use crate::words::Words;

impl Clauses {
    /// 收到补正后重新提交的申请214件: whether what stands between the halves of a name narrows it.
    pub(super) fn is_padded(&self, name: &Range<usize>) -> bool {
        let named = &self.text[name.clone()];
        let opens = |words: &[&str]| words.iter().any(|word| named.starts_with(word));
        if !VERBS.starts(named) && !opens(&["培训", "组织", "开展"]) {
            return false;
        }
        if named.ends_with("申请") {
            return named.contains("各类") && !named.contains("公开")
                || APPLICATION.without(named).chars().count() > 1;
        }
        // 举办校长培训班6期, 召开安全生产工作会议8次: of another field.
        let event = ["培训班", "培训", "会议"]
            .iter()
            .any(|event| named.ends_with(event));
        // 培训校长482人次: of those that another field trains.
        if let Some(trained) = named.strip_prefix("培训") {
            let trained = trained.split(|c: char| c.is_ascii_digit()).next();
            return TRAINED.without(trained.unwrap_or_default()).chars().count() > 1;
        }
        event && EVENT.without(named).chars().count() > 1
    }
}

/// What narrows nothing within the name of an application.
static APPLICATION: LazyLock<Words> = LazyLock::new(|| Words::joined(&[&PLAIN, &LEADS, &VERBS]));

/// What may stand in the name of an application and narrows nothing.
static PLAIN: LazyLock<Words> = LazyLock::new(|| {
    Words::new(
        "政府信息公开 信息公开 政务公开 依申请公开 依申请 公开 有效 群众 公众 社会 公民 法人 其他组织 其它组织 \
         自然人 提出 提交 或者",
    )
});

/// What may stand in the name of a training or a meeting and narrows nothing.
static EVENT: LazyLock<Words> = LazyLock::new(|| {
    let event = Words::new("培训班 培训 会议 业务 专题 工作 各类 领导小组 推进 部署 联席");
    Words::joined(&[&PLAIN, &LEADS, &VERBS, &event])
});

/// Who is trained for disclosure.
static TRAINED: LazyLock<Words> = LazyLock::new(|| {
    let trained = Words::new(
        "人员 干部 职工 工作 机关 相关 有关 业务 骨干 信息员 联络员 专兼职 专职 兼职 政府信息公开 政务公开 信息公开 \
         达 约 近 人次 公务员",
    );
    Words::joined(&[&CONNECTIVES, &LEADS, &trained])
});
