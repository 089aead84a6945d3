//! The command line — with `refusal` the only file that knows clap. Doc comments are the help.

mod refusal;

use std::fmt::Display;
use std::path::PathBuf;
use std::str::FromStr;

use anyhow::{Result, anyhow};

use clap::error::ErrorKind;
use clap::{Args, Parser, Subcommand, ValueEnum};

/// 核稿：一个 TOML 文件 → 存档用的 PDF + 可修改的 Word + 正文数字与统计表的核对
///
/// hegao turns one TOML file into the official copies of a government-information-disclosure annual report and holds
/// every figure of the narrative against the statistics tables. It works offline.
///
/// 常用：
///   hegao check 报告.toml            只核对，不生成文件
///   hegao build 报告.toml            核对无误后，在 out/ 里生成 PDF 和 Word
///   hegao build --draft 报告.toml    有错也生成，文件里注明「草稿」
///   hegao explain figure-mismatch    说明一种问题
///
/// 退出状态：0 没有错误（可有警告、提示）；1 报告或数据文件有错误；2 没能运行（文件不存在、没有权限、命令写错）。
#[derive(Debug, Parser)]
#[command(
    name = "hegao",
    version,
    verbatim_doc_comment,
    max_term_width = 100,
    disable_help_subcommand = true
)]
pub struct Cli {
    /// 做什么
    #[command(subcommand)]
    pub command: Command,
    /// 颜色 (colour)
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub color: Color,
    /// 终端把 “ ” — … 画成几格宽 (columns that ambiguous characters take)
    #[arg(long, global = true, default_value_t = 1, value_name = "1|2", value_parser = |text: &str| within(text, 1_u8, 2))]
    pub ambiguous_width: u8,
}

impl Cli {
    /// The command line of this process; help and version are printed at once.
    ///
    /// # Errors
    /// What is wrong with it, in Chinese.
    pub fn of_process() -> Result<Self> {
        match Self::try_parse() {
            Ok(cli) => Ok(cli),
            // Help, version, or a command line without a command, which gets the help.
            Err(shown)
                if !shown.use_stderr()
                    || shown.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand =>
            {
                shown.exit()
            }
            Err(error) => Err(anyhow!("{}", refusal::say(&error))),
        }
    }
}

/// A whole number within the bounds that help names.
fn within<N: Copy + FromStr + PartialOrd + Display>(
    text: &str,
    least: N,
    most: N,
) -> Result<N, String> {
    let number = text.parse().ok();
    let number = number.filter(|number| (&least..=&most).contains(&number));
    number.ok_or_else(|| format!("要写 {least} 到 {most} 之间的整数"))
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// 终端里用
    Auto,
    /// 总用
    Always,
    /// 不用
    Never,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// 核对，再生成 PDF 和 Word (check, then write the PDF and the Word file)
    Build(Build),
    /// 只核对 (the findings only)
    Check(Check),
    /// 列出正文里的每一处数字，它是什么、对到哪里 (the ledger of every figure)
    Figures(Figures),
    /// 把各单位的表加总到汇总的表里 (adds up the tables of departments and counties)
    Collect(Collect),
    /// 列出每种字体角色由哪个字体担任 (which face plays each role)
    Fonts(Fonts),
    /// 新建一个待填的 TOML 文件 (a data file to fill in)
    New(New),
    /// 把 Word 或纯文本的报告导入成 TOML 文件 (makes a data file of what an office has)
    Import(Import),
    /// 说明一种问题 (what a finding means)
    Explain(Explain),
    /// 字体和程序库的许可证 (notices of the faces and libraries inside)
    Licenses,
}

/// Options of `build`.
#[derive(Debug, Args)]
pub struct Build {
    /// 数据文件 (data files)
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// 放在哪个文件夹 (output folder)
    #[arg(long, default_value = "out", value_name = "DIR")]
    pub out: PathBuf,
    /// 有错也生成，文件里注明「草稿」 (write both files in spite of errors, marked as a draft)
    #[arg(long)]
    pub draft: bool,
    /// PDF 里附带什么：data 报告数据；source 原文件和核对结果；none 不附 (what the PDF carries)
    #[arg(long, value_enum, default_value_t = Attach::Data, value_name = "WHAT")]
    pub attach: Attach,
    /// 本单位的字体文件夹，其中的字体优先 (an office's own faces, which win)
    #[arg(long, env = "HEGAO_FONTS", value_name = "DIR")]
    pub fonts: Option<PathBuf>,
    /// 上一年度的数据文件，用来核对结转、增幅和旧稿 (last year's data file)
    #[arg(long, value_name = "FILE")]
    pub previous: Option<PathBuf>,
    /// 把核对结果写成 Word 批注 (findings as Word comments)
    #[arg(long)]
    pub comments: bool,
    /// 覆盖别人改过的文件 (overwrite files that somebody has edited)
    #[arg(long)]
    pub force: bool,
    /// 同时处理几份报告；默认与处理器核数相同 (reports at a time)
    #[arg(long, value_name = "N", value_parser = |text: &str| within(text, 1_u16, 256))]
    pub jobs: Option<u16>,
}

/// What a PDF carries inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Attach {
    /// 报告数据（规范写法，不含注释和 check 部分）
    Data,
    /// 原文件和核对结果，供本单位存档
    Source,
    /// 不附
    None,
}

/// Options of `check`.
#[derive(Debug, Args)]
pub struct Check {
    /// 数据文件 (data files)
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// 上一年度的数据文件，用来核对结转、增幅和旧稿 (last year's data file)
    #[arg(long, value_name = "FILE")]
    pub previous: Option<PathBuf>,
    /// 本单位的字体文件夹，用来核对缺字 (an office's own faces, to look for characters that none has)
    #[arg(long, env = "HEGAO_FONTS", value_name = "DIR")]
    pub fonts: Option<PathBuf>,
    /// 输出格式 (output format)
    #[arg(long, value_enum, default_value_t = Format::Human, value_name = "FORMAT")]
    pub format: Format,
}

/// Forms of findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// 带原文和指示
    Human,
    /// 一个问题一行
    Short,
    /// JSON
    Json,
    /// SARIF 2.1.0
    Sarif,
}

/// Options of `figures`.
#[derive(Debug, Args)]
pub struct Figures {
    /// 数据文件 (data file)
    #[arg(
        required_unless_present = "text",
        conflicts_with = "text",
        value_name = "FILE"
    )]
    pub file: Option<PathBuf>,
    /// 改读纯文本，一行一段；- 为标准输入 (plain text, one passage a line; - is standard input)
    #[arg(long, value_name = "TEXT")]
    pub text: Option<PathBuf>,
    /// 纯文本按哪张表对 (the form that plain text is linked by)
    #[arg(long, default_value = "2014", value_name = "FORM", requires = "text")]
    pub form: String,
    /// 输出格式 (output format)
    #[arg(long, value_enum, default_value_t = LedgerFormat::Human, value_name = "FORMAT")]
    pub format: LedgerFormat,
}

/// Forms of a ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LedgerFormat {
    /// 一处一行
    Human,
    /// JSON
    Json,
}

/// Options of `collect`.
#[derive(Debug, Args)]
pub struct Collect {
    /// 各单位的数据文件或统计表（.xlsx、.csv 等），文件名就是单位名；不写则用上次汇总的记录 (the units' data files or tables; without any, the record of the last time)
    #[arg(value_name = "UNIT")]
    pub files: Vec<PathBuf>,
    /// 汇总到哪份报告 (the report of the aggregate table)
    #[arg(long, value_name = "FILE")]
    pub into: PathBuf,
    /// 汇总表的口径 (scope of the aggregate table)
    #[arg(long, default_value = "全市", value_name = "SCOPE")]
    pub scope: String,
    /// 报告里的这张表也算一个单位，如 本级 (a table of the report that counts as a unit)
    #[arg(long, value_name = "SCOPE")]
    pub own: Option<String>,
    /// 应报单位的名单，一行一个 (the units expected, one a line)
    #[arg(long, value_name = "LIST")]
    pub units: Option<PathBuf>,
    /// 有的单位未填的，当作 0 (cells that a unit left blank count as 0)
    #[arg(long)]
    pub blank_as_zero: bool,
    /// 只说明某一格由哪些单位加成 (what each unit contributed to a cell)
    #[arg(long, value_name = "CELL")]
    pub explain: Option<String>,
    /// 写进文件；不写这一项只列出会改的格 (write the file; otherwise only say what would change)
    #[arg(long)]
    pub write: bool,
    /// 另写一份，不动原来的文件 (write to another file)
    #[arg(long, short, conflicts_with = "write", value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// 另写的文件已存在也覆盖 (overwrite)
    #[arg(long)]
    pub force: bool,
}

/// Options of `fonts`.
#[derive(Debug, Args)]
pub struct Fonts {
    /// 数据文件：列出其中没有字形的字 (a data file whose characters are looked up)
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// 本单位的字体文件夹，其中的字体优先 (an office's own faces, which win)
    #[arg(long, env = "HEGAO_FONTS", value_name = "DIR")]
    pub fonts: Option<PathBuf>,
}

/// Options of `new`.
#[derive(Debug, Args)]
pub struct New {
    /// 用哪张表 (the form)
    #[arg(long, value_name = "FORM")]
    pub form: String,
    /// 报告年度；默认为该表适用的第一年 (report year)
    #[arg(long, value_name = "YEAR", value_parser = |text: &str| within(text, 1990, 2099))]
    pub year: Option<i32>,
    /// 写到哪个文件；不写则输出到屏幕 (output file; standard output if absent)
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// 文件已存在也覆盖 (overwrite)
    #[arg(long)]
    pub force: bool,
}

/// Options of `import`.
#[derive(Debug, Args)]
pub struct Import {
    /// 正文：Word 文件 .docx (the narrative, a Word file)
    #[arg(
        long,
        required_unless_present = "text",
        conflicts_with = "text",
        value_name = "FILE"
    )]
    pub docx: Option<PathBuf>,
    /// 正文：纯文本，UTF-8 或 GBK (the narrative, plain text)
    #[arg(long, value_name = "FILE")]
    pub text: Option<PathBuf>,
    /// 统计表：.xlsx、.xls、.ods 或 .csv，可写明口径，如 全市=表.xlsx；可重复 (tables, with their scope; repeatable)
    #[arg(long, value_name = "[SCOPE=]FILE")]
    pub cells: Vec<String>,
    /// 用哪张表，可以是本单位的格式文件；默认按报告年度 (the form, or the file of one; by the report year if absent)
    #[arg(long, value_name = "FORM")]
    pub form: Option<String>,
    /// 报告年度；默认从文中找 (report year; as the text says if absent)
    #[arg(long, value_name = "YEAR", value_parser = |text: &str| within(text, 1990, 2099))]
    pub year: Option<i32>,
    /// 标题 (title)
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// 地名 (place)
    #[arg(long, value_name = "TEXT")]
    pub place: Option<String>,
    /// 署名 (the office that signs)
    #[arg(long, value_name = "TEXT")]
    pub organ: Option<String>,
    /// 成文日期，如 2019-02-28 (date)
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,
    /// 文末二维码的网址 (address for the QR code)
    #[arg(long, value_name = "URL")]
    pub url: Option<String>,
    /// 把中文里的半角标点改成全角 (full-width marks in Chinese prose)
    #[arg(long)]
    pub restore_punctuation: bool,
    /// Word 文件里有修订时：accept 接受，reject 拒绝 (what to do with tracked changes)
    #[arg(long, value_enum, value_name = "WHAT")]
    pub changes: Option<Changes>,
    /// 写到哪个文件；不写则输出到屏幕 (output file; standard output if absent)
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// 文件已存在也覆盖 (overwrite)
    #[arg(long)]
    pub force: bool,
}

/// What becomes of tracked changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Changes {
    /// 接受修订
    Accept,
    /// 拒绝修订
    Reject,
}

/// Options of `explain`.
#[derive(Debug, Args)]
pub struct Explain {
    /// 问题的代号，如 figure-mismatch；不写则列出全部 (a code; all are listed if absent)
    #[arg(value_name = "CODE")]
    pub code: Option<String>,
}
