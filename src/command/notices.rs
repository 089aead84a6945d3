//! `licenses`: the notices of the faces and libraries inside the binary.

use super::Said;

/// Prints every notice.
pub(super) fn run() -> Said {
    let faces = [
        ("GW Kai SC", include_str!("../../fonts/gw/OFL-GWKai.txt")),
        (
            "GW Song SC, GW Title Song SC, GW Hei SC",
            include_str!("../../fonts/gw/OFL-GWSong-GWTitleSong-GWHei.txt"),
        ),
        (
            "Zhuque Fangsong (technical preview)",
            include_str!("../../fonts/zhuque/OFL.txt"),
        ),
        (
            "Liberation Serif",
            include_str!("../../fonts/liberation/LICENSE-OFL.txt"),
        ),
    ];
    let mut out = format!(
        "hegao {}\n\n{}\n",
        env!("CARGO_PKG_VERSION"),
        include_str!("../../LICENSE")
    );
    for (name, text) in faces {
        out += &format!("==== {name} ====\n\n{}\n\n", text.trim());
    }
    out += include_str!("../../data/notices.txt");
    Said {
        out,
        ..Said::default()
    }
}
