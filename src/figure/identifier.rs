//! Numbers that name a thing and count nothing: web addresses, telephones, postcodes, versions.

use std::sync::LazyLock;

use regex::Regex;

use super::Class;
use super::lexicon::{CURRENCY, UNITS, is_counted, unit_at};
use super::place::{Found, Place, Reading};

/// A pattern of ours, which is right by construction.
pub(super) fn pattern(source: &str) -> Regex {
    Regex::new(source).expect("a pattern of this program is well formed")
}

static URL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"^(?:(?i:https?|ftps?) ?: ?/ ?/ ?[!-~]+",
        r"|[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+",
        r"|(?:[A-Za-z0-9-]+\.)+(?i:com|cn|gov|org|net|edu|info|mil|int|top|xyz|vip|io|ai|ly|ms|si|aws|academy|pm|am|au)",
        r"(?::[0-9]+)?(?:/[!-~]*)?)"
    ))
});

static IP: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:(?:25[0-5]|2[0-4][0-9]|[01]?[0-9]?[0-9])\.){3}(?:25[0-5]|2[0-4][0-9]|[01]?[0-9]?[0-9])(?:/[0-9]{1,2})?(?::[0-9]{1,5})?",
    )
});

static IP6: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:(?:[0-9A-Fa-f]{1,4}:){7}[0-9A-Fa-f]{1,4}|(?:[0-9A-Fa-f]{1,4}:){0,6}[0-9A-Fa-f]{0,4}::(?:[0-9A-Fa-f]{1,4})?(?::[0-9A-Fa-f]{1,4}){0,6})",
    )
});

/// A web or mail address, or that of a machine. One without any digit is no numeric expression and is passed over.
pub(super) fn url(place: &Place) -> Option<Reading> {
    let latin = |c: char| c.is_ascii_alphanumeric() || matches!(c, '@' | '.' | '_' | '-' | '+');
    if place.previous().is_some_and(latin) {
        return None;
    }
    let rest = place.rest();
    let len = if let Some(hit) = URL.find(rest) {
        hit.as_str()
            .trim_end_matches([',', ';', '.', ')', '>', '!', '?', '\'', '"', ']'])
            .len()
    } else {
        let hit = IP
            .find(rest)
            .or_else(|| IP6.find(rest).filter(|hit| hit.len() > 2))?;
        if rest[hit.end()..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == ':')
            || rest[hit.end()..].starts_with('.')
                && rest[hit.end() + 1..].starts_with(|c: char| c.is_ascii_digit())
        {
            return None;
        }
        hit.end()
    };
    if rest[len..].starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    let end = place.at + len;
    if rest[..len].contains(|c: char| c.is_ascii_digit()) {
        Some(Reading::Figure(Found::plain(place.at..end, Class::Url)))
    } else {
        Some(Reading::Passed(end))
    }
}

/// Words that a telephone number follows.
const PHONE_WORDS: &[&str] = &[
    "电话",
    "传真",
    "热线",
    "手机",
    "电话号码",
    "号码",
    "电话号",
    "手机号",
    "拨打",
    "致电",
    "联系方式",
    "Tel",
    "TEL",
    "tel",
    "Fax",
    "FAX",
    "座机",
    "专线",
    "总机",
    "小灵通",
    "办公电话",
];

static PHONE_AFTER_WORD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^[+(]{0,2}[0-9](?:[0-9 ()./\-—*]{1,24}[0-9])?(?: ?(?:ext\.?|EXT|[xX]|转|分机) ?[0-9]{1,6})?",
    )
});

static PHONE_ALONE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"^(?:(?:(?:00|\+)86[ -]?)?(?:\(0[0-9]{2,3}\) ?|0[0-9]{2,3} ?[-—] ?)[0-9]{3,4} ?-?[0-9]{4}(?:[-—转][0-9]{1,6})?",
        r"|(?:(?:00|\+)?86[ -]?)?1[3-9][0-9](?:[ -]?[0-9]{4}){2}",
        r"|0(?:10|2[0-9])[0-9]{8}|0[3-9][0-9]{2}[0-9]{7,8}",
        r"|[48]00-?[0-9]{3,4}-?[0-9]{3,4}",
        r"|[0-9]{2,5}(?:-[0-9]{2,8}){3,5}",
        r"|\+[0-9]{1,3}[ -]?[0-9(][0-9 ()-]{5,16}[0-9]",
        r"|[(]?[0-9]{3}[).]? ?[.-]?[0-9]{3}[ .-][0-9]{4})"
    ))
});

static HOTLINE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(?:1(?:2345|23[0-9]{2}|0[0-9]{3}|1[0-9]|2[0-2])|9[56][0-9]{3,4}|[0-9]{3,8})")
});

/// What follows the number of a hotline within a few characters.
const HOTLINE_AFTER: &[&str] = &["热线", "专线", "市民", "便民", "联动", "报警"];

/// How many characters those are.
const HOTLINE_REACH: usize = 8;

/// Hotlines that everybody knows by their number.
const KNOWN_HOTLINES: &[&str] = &[
    "12345", "12315", "12348", "12333", "12366", "12388", "12369", "12318", "12320", "12329",
    "12331", "12365", "12380", "12371",
];

/// A telephone or fax number.
pub(super) fn phone(place: &Place) -> Option<Reading> {
    let rest = place.rest();
    let previous = place.previous();
    if previous
        .is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '#' | '.' | '+' | '*' | '='))
    {
        return None;
    }
    if previous == Some('-') && !place.before(2).starts_with(['#', '-', ' ', ')']) {
        return None;
    }
    let starts = rest.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '(' | '+'));
    if !starts {
        return None;
    }
    let len = named_phone(place)
        .or_else(|| hotline(rest))
        .or_else(|| phone_alone(place))?;
    let tail = &rest[len..];
    let counted = unit_at(tail).is_some_and(|unit| !unit.is_ascii())
        || tail.starts_with(['余', '多', '来', '万', '亿', '%', '元', '年']);
    (!counted).then(|| Reading::Figure(Found::plain(place.at..place.at + len, Class::Phone)))
}

/// A number that has the form of a telephone number and nothing that counts beside it.
fn phone_alone(place: &Place) -> Option<usize> {
    let rest = place.rest();
    let len = PHONE_ALONE.find(rest)?.end();
    let tail = &rest[len..];
    let clean = tail.starts_with(". ")
        || !tail.starts_with(|c: char| {
            c.is_ascii_alphanumeric()
                || matches!(c, '.' | '=' | '%' | '元' | '万' | '亿' | '余' | '多')
        });
    let said = place.previous().is_some_and(|c| {
        matches!(
            c,
            '共' | '约' | '达' | '近' | '逾' | '超' | '为' | '过' | '计'
        )
    });
    (clean && !said).then_some(len)
}

/// After 电话, or after another number in a list of them.
fn named_phone(place: &Place) -> Option<usize> {
    let head = place.before(24);
    let bare = head.trim_end_matches(|c: char| {
        matches!(
            c,
            ' ' | ':' | '为' | '是' | '“' | '"' | '(' | ')' | '号' | '码' | '至'
        )
    });
    let named = PHONE_WORDS
        .iter()
        .any(|word| bare.ends_with(word) || head.ends_with(word));
    let listed = place.last.is_some_and(|last| {
        last.class == Class::Phone
            && matches!(
                place.text[last.range.end..place.at].trim(),
                "、" | "," | "/" | "或" | "和" | ";" | "及"
            )
    });
    if !(named || listed) {
        return None;
    }
    let rest = place.rest();
    let hit = PHONE_AFTER_WORD.find(rest)?;
    let text = hit.as_str();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let short = digits < 5 && !matches!(text, "110" | "112" | "114" | "119" | "120" | "122");
    let whole = !rest[hit.end()..].starts_with(|c: char| c.is_ascii_alphanumeric());
    (!short && whole).then_some(hit.end())
}

fn hotline(rest: &str) -> Option<usize> {
    let hit = HOTLINE.find(rest)?;
    let tail = &rest[hit.end()..];
    if tail.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '.' || c == ',') {
        return None;
    }
    let said = tail.trim_start_matches(['”', '"', '’', '」']);
    let known = KNOWN_HOTLINES.contains(&hit.as_str())
        && said
            .chars()
            .next()
            .is_none_or(|c| !matches!(c, '万' | '亿' | '元' | '%' | '年'));
    let near: String = said.chars().take(HOTLINE_REACH).collect();
    let near = near
        .split([',', '。', ';', '、'])
        .next()
        .unwrap_or_default();
    let named = hit.len() <= 6 && HOTLINE_AFTER.iter().any(|word| near.contains(word));
    (known || named).then_some(hit.end())
}

/// Six digits after 邮编.
pub(super) fn postcode(place: &Place) -> Option<Reading> {
    let rest = place.rest();
    let run = rest.bytes().take_while(u8::is_ascii_digit).count();
    let head = place.before(12).trim_end_matches([' ', ':', '为', '是']);
    let named = ["邮编", "邮政编码", "邮编号码"]
        .iter()
        .any(|word| head.ends_with(word));
    (named && (4..=6).contains(&run))
        .then(|| Reading::Figure(Found::plain(place.at..place.at + run, Class::Postcode)))
}

static STANDARD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:GB|DB|DA|GA|JT|JR|YD|SJ|ISO|IEC|GBZ|WS|CJJ?|HJ|DL|QB|LY|NY|TB|T)[0-9A-Z]{0,6}(?: ?/ ?[A-Z]{1,6})? ?[0-9]{1,6}(?:\.[0-9]{1,3})?(?: ?[-—–]{1,2} ?(?:19|20)?[0-9]{2})?",
    )
});

static LATIN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^[A-Za-z][A-Za-z+]{0,20}[-.]?[0-9]{1,8}(?:[.\-/][0-9A-Za-z]+)*[A-Za-z]{0,8}")
});

static NUMBERED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}(?:版本?|时代|升级版)|[1-9]\.0|[0-9]{4}版本?|[0-9]{1,2}[A-Z]{1,2}|[0-9]{1,2}(?:\.[0-9]{1,3}){2,3})",
    )
});

/// GB/T 15835-2011, V2.0, 5G, IPv6, 2.0版.
pub(super) fn version(place: &Place) -> Option<Reading> {
    let rest = place.rest();
    let previous = place.previous();
    if previous.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-')) {
        return None;
    }
    let figure = |len: usize| {
        Some(Reading::Figure(Found::plain(
            place.at..place.at + len,
            Class::Version,
        )))
    };
    if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
        if let Some(word) = CURRENCY.start_of(rest)
            && rest[word.len()..].starts_with(|c: char| c.is_ascii_digit())
        {
            // USD100
            return None;
        }
        if let Some(hit) = STANDARD.find(rest) {
            return figure(hit.end());
        }
        let hit = LATIN.find(rest)?;
        let tail = &rest[hit.end()..];
        let counted = unit_at(tail)
            .is_some_and(|unit| !unit.is_ascii() && !tail.starts_with("页面"))
            || tail.starts_with(['%', '万', '亿', '年', '月', '余', '多']);
        return if counted { None } else { figure(hit.end()) };
    }
    let hit = NUMBERED.find(rest)?;
    let tail = &rest[hit.end()..];
    let letters = hit
        .as_str()
        .trim_start_matches(|c: char| c.is_ascii_digit());
    // 3GB, 50MW count; 5G and 4K name.
    let small = hit.as_str().len() == 2;
    let measured = letters.is_ascii() && UNITS.has(letters) && !small;
    // 阅读量10W+
    let scaled = letters == "W" && tail.starts_with('+');
    let wrong = measured
        || scaled
        || hit.as_str().ends_with(".0")
            && (is_counted(tail)
                || tail.starts_with(['%', '‰', '万', '亿', '元', '倍', '成', '个', '年', '小']))
        || tail.starts_with(|c: char| c.is_ascii_alphanumeric())
        || tail.starts_with(['面', '块', '权', '主', '图']);
    if wrong { None } else { figure(hit.end()) }
}
