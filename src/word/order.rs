//! The order in which the schema of Word files wants the children of an element.

use super::xml::{Element, Node};

const BOX: &str = "top left start bottom right end insideH insideV tl2br tr2bl between bar";

/// The children of an element, without their prefix, in order; nothing where any order will do or docx-rs keeps it.
fn children(name: &str) -> Option<&'static str> {
    Some(match name {
        "w:pPr" => {
            "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs \
             suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd \
             snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment \
             textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
        }
        "w:rPr" => {
            "ins del moveFrom moveTo rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint \
             noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText \
             vertAlign rtl cs em lang eastAsianLayout specVanish oMath rPrChange"
        }
        "w:sectPr" => {
            "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType \
             cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings sectPrChange"
        }
        "w:style" => {
            "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked \
             personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr"
        }
        "w:tblPr" => {
            "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd \
             tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange"
        }
        "w:trPr" => {
            "cnfStyle divId gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader tblCellSpacing jc hidden ins \
             del trPrChange"
        }
        "w:tcPr" => {
            "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark \
             headers cellIns cellDel cellMerge tcPrChange"
        }
        "w:tblBorders" | "w:tcBorders" | "w:tblCellMar" | "w:tcMar" | "w:pBdr" => BOX,
        _ => return None,
    })
}

/// Puts the children of one element in order; equal ones stay as they are.
pub(super) fn sort(element: &mut Element) {
    let Some(order) = children(&element.name) else {
        return;
    };
    element.nodes.sort_by_key(|node| match node {
        Node::Element(child) => order
            .split_ascii_whitespace()
            .position(|name| child.name.strip_prefix("w:") == Some(name))
            .unwrap_or(usize::MAX),
        Node::Text(_) => usize::MAX,
    });
}
