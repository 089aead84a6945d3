//! A command line that clap refused, said in Chinese.

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

/// What is wrong, what it may have been meant to be, and where to read on.
pub(super) fn say(error: &Error) -> String {
    let told = |kind| error.get(kind).map(words).unwrap_or_default();
    let (argument, value) = (
        told(ContextKind::InvalidArg),
        told(ContextKind::InvalidValue),
    );
    let choices = told(ContextKind::ValidValue);
    let mut text = match error.kind() {
        ErrorKind::InvalidSubcommand => {
            format!("没有「{}」这个命令", told(ContextKind::InvalidSubcommand))
        }
        ErrorKind::UnknownArgument => format!("没有「{argument}」这个选项"),
        ErrorKind::MissingRequiredArgument => format!("缺少 {argument}"),
        ErrorKind::ArgumentConflict => match told(ContextKind::PriorArg) {
            other if other.is_empty() || other == argument => format!("{argument} 只能写一次"),
            other => format!("{argument} 和 {other} 不能同时用"),
        },
        ErrorKind::InvalidValue if value.is_empty() => format!("{argument} 后面缺少值"),
        ErrorKind::InvalidValue => format!("{argument} 不能是「{value}」"),
        ErrorKind::ValueValidation => {
            let why = std::error::Error::source(error).map(ToString::to_string);
            format!(
                "{argument} 不能是「{value}」（{}）",
                why.unwrap_or_default()
            )
        }
        ErrorKind::InvalidUtf8 => "命令行里有不是 UTF-8 的文字".to_owned(),
        ErrorKind::TooManyValues
        | ErrorKind::TooFewValues
        | ErrorKind::WrongNumberOfValues
        | ErrorKind::NoEquals => format!("{argument} 的值的个数不对"),
        _ => "命令行写得不对".to_owned(),
    };
    if !choices.is_empty() {
        text.push_str(&format!("；可用：{choices}"));
    }
    let near = [
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedArg,
        ContextKind::SuggestedValue,
    ];
    if let Some(near) = near.map(told).into_iter().find(|near| !near.is_empty()) {
        text.push_str(&format!("；是否想写 {near}？"));
    }
    if let Some(ContextValue::StyledStr(usage)) = error.get(ContextKind::Usage) {
        let usage = usage.to_string();
        let usage = usage.trim().trim_start_matches("Usage:").trim();
        text.push_str(&format!("\n用法：{usage}"));
    }
    text.push_str("\n加 --help 看说明");
    text
}

/// A context of a refusal as words.
fn words(value: &ContextValue) -> String {
    match value {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(texts) => texts.join("、"),
        ContextValue::Number(number) => number.to_string(),
        ContextValue::StyledStr(text) => text.to_string(),
        ContextValue::StyledStrs(texts) => texts
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join("、"),
        _ => String::new(),
    }
}
