//! What is wrong with a form file, in the words of the people who write one.

use std::ops::Range;

/// A fault of a form file, with its place in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where.
    pub range: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

impl Fault {
    pub(super) fn new(range: Range<usize>, message: impl Into<String>) -> Self {
        Self {
            range,
            message: message.into(),
            help: None,
        }
    }

    /// A fault at the last place where the file writes `name` as a text, or at its first line.
    pub(super) fn named(text: &str, name: &str, message: impl Into<String>) -> Self {
        let quoted = [format!("\"{name}\""), format!("'{name}'")];
        let at = quoted.iter().find_map(|quoted| text.rfind(quoted.as_str()));
        let first = text.find(['\r', '\n']).unwrap_or(text.len());
        let range = at.map_or(0..first, |at| at + 1..at + 1 + name.len());
        Self::new(range, message)
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The complaint of the parser about a file that is TOML, but no form.
    pub(super) fn of_toml(error: &toml::de::Error, text: &str) -> Self {
        let range = error.span().unwrap_or(0..0);
        let message = error.message();
        let ticked: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
        let told = |message: String| Self::new(range.clone(), message);
        if let (true, [unknown, known @ ..]) =
            (message.starts_with("unknown field"), ticked.as_slice())
        {
            let near = known.iter().max_by(|a, b| {
                let score = |known: &str| strsim::normalized_damerau_levenshtein(known, unknown);
                score(a).total_cmp(&score(b))
            });
            let near =
                near.filter(|near| strsim::normalized_damerau_levenshtein(near, unknown) >= 0.5);
            let help = match near {
                Some(near) => format!("是否想写「{near}」？"),
                None => format!("可用的键：{}", known.join("、")),
            };
            return told(format!("表式文件里没有「{unknown}」这个键")).help(help);
        }
        if let (true, [missing, ..]) = (message.starts_with("missing field"), ticked.as_slice()) {
            return told(format!("这里缺少 {missing}")).help(format!("补上 {missing} = …"));
        }
        if let (true, [unknown, known @ ..]) =
            (message.starts_with("unknown variant"), ticked.as_slice())
        {
            let known: Vec<_> = known.iter().map(|name| format!("\"{name}\"")).collect();
            return told(format!("不能写「{unknown}」"))
                .help(format!("可用：{}", known.join("、")));
        }
        if message.starts_with("invalid type") || message.starts_with("invalid value") {
            let wanted = message.rsplit("expected ").next().unwrap_or_default();
            let wanted = match wanted {
                w if w.contains("string") => "一段文字：\"…\"",
                w if w.contains("sequence") => "一个数组：[…]，或每个另起一行写 [[…]]",
                w if w.contains("bool") => "true 或 false",
                w if w.contains("map") || w.contains("struct") => "一个表：{ … }",
                w if w.contains("usize") || w.contains('i') => "一个整数",
                _ => "别的写法",
            };
            let words = text.get(range.clone()).unwrap_or_default();
            let shown: String = words
                .lines()
                .next()
                .unwrap_or_default()
                .chars()
                .take(20)
                .collect();
            return told(format!("「{shown}」的类型不对")).help(format!("这里应当写{wanted}"));
        }
        told("表式文件的写法有误".to_owned()).help(format!("TOML：{message}"))
    }
}
