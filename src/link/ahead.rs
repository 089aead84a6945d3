//! Plans: where a text turns from what was done to what is to be done.

use std::sync::LazyLock;

use crate::words::Words;

/// Where a text turns to what is to come, in bytes of the shadow. `improves`: its heading tells of problems and how they
/// are to be mended, and what is wanted there is said in fewer words.
pub(super) fn turn(text: &str, year: Option<i32>, improves: bool) -> Option<usize> {
    let mut start = 0;
    for sentence in text.split_inclusive(['。', ';']) {
        let promises = improves && PROMISES.are_in(sentence);
        let will = WILL.are_in(sentence);
        let carries = sentence.contains("结转");
        for clause in sentence.split_inclusive([',', ':', '!', '?']) {
            let words =
                clause.trim_start_matches(|c: char| "(一二三四五六七八九十)、是.".contains(c));
            let later = || is_later(words.trim_start_matches(['到', '至', '在']), year);
            let mends = || {
                MEASURES.starts(words)
                    || words.starts_with("针对") && (will || sentence.contains("措施"))
            };
            let wanted = promises
                || AHEAD.starts(words)
                || (improves || will) && !carries && later()
                || improves && mends();
            if wanted {
                return Some(start);
            }
            start += clause.len();
        }
    }
    None
}

/// Whether words begin with a year after the report's.
fn is_later(words: &str, year: Option<i32>) -> bool {
    let named = words.get(..4).and_then(|digits| digits.parse::<i32>().ok());
    let is_a_year = words.get(4..).is_some_and(|rest| rest.starts_with('年'));
    is_a_year && named.zip(year).is_some_and(|(named, year)| named > year)
}

/// Words that open what is to come.
static AHEAD: LazyLock<Words> =
    LazyLock::new(|| Words::new("下一步 下步 今后 下阶段 下一阶段 明年 来年 新的一年"));

static WILL: LazyLock<Words> = LazyLock::new(|| Words::new("将 计划 打算 力争 拟"));

/// What is done about problems.
static MEASURES: LazyLock<Words> = LazyLock::new(|| {
    Words::new("改进措施 整改措施 工作措施 改进方向 努力方向 工作打算 工作思路 改进意见")
});

static PROMISES: LazyLock<Words> =
    LazyLock::new(|| Words::new("将采取 将从 将重点 将着力 将进一步 将继续 将围绕 将以"));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plans_begin_where_they_are_announced() {
        fn at(text: &str, improves: bool) -> Option<&str> {
            turn(text, Some(2017), improves).map(|at| &text[at..])
        }
        let text = "解读62篇。下一步,举办培训班2期";
        assert_eq!(at(text, false), Some("下一步,举办培训班2期"));
        let text = "为下一步打下基础,举办培训班2期";
        assert_eq!(at(text, false), None);
        let text = "2018年,我局将抓好以下工作:培训2期";
        assert_eq!(at(text, false), Some(text));
        let text = "(二)改进措施。一是培训2期";
        assert_eq!(at(text, true), Some(text));
        assert_eq!(at(text, false), None);
        assert_eq!(at("结转2018年办理3件", true), None);
        assert_eq!(at("2017年培训2期", true), None);
    }
}
