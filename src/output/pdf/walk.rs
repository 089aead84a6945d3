//! What stands where on the laid-out pages, and the text in reading order.

use std::collections::{BTreeMap, HashMap};

use typst::foundations::{Content, Smart, Value};
use typst::introspection::{Location, MetadataElem, Tag};
use typst::layout::{Abs, Em, Frame, FrameItem, Point, Transform};
use typst::model::{ParElem, TableCell, TableElem};
use typst::pdf::ArtifactElem;
use typst::text::TextItem;
use typst_layout::PagedDocument;

/// What the template says where the end of the report begins.
const TAIL: &str = "tail";

/// A page as laid out; lengths in pt from its top left corner.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
    /// Its text, in the order in which it is drawn.
    pub text: Vec<Glyphs>,
    /// Left, top, width and height of its pictures.
    pub pictures: Vec<[f64; 4]>,
}

/// Characters of one face on one line.
#[derive(Clone, Debug)]
pub struct Glyphs {
    /// Where they begin.
    pub x: f64,
    /// Their baseline.
    pub y: f64,
    /// How wide they are, without what a justified line adds after the last of them.
    pub width: f64,
    /// The size of the type.
    pub size: f64,
    /// The family of the face, as its file names it.
    pub family: String,
    /// The characters.
    pub text: String,
    /// They repeat on pages: page numbers, 草稿, headers of tables said again.
    pub artifact: bool,
}

/// What was seen on a walk over the pages.
pub(super) struct Seen {
    /// The text in reading order, a line feed at the end of each line.
    pub(super) text: String,
    /// Every page.
    pub(super) pages: Vec<Page>,
    /// The lines of the last paragraph before the end of the report: the page of each, from 0, and its characters.
    pub(super) last_lines: Vec<(usize, String)>,
    /// The page on which the end of the report (附件说明, 署名, QR code) begins.
    pub(super) tail_page: Option<usize>,
}

/// Walks over the pages in reading order.
pub(super) fn walk(document: &PagedDocument) -> Seen {
    let mut walker = Walker::default();
    for page in document.pages() {
        let size = page.frame.size();
        walker.pages.push(Page {
            width: size.x.to_pt(),
            height: size.y.to_pt(),
            text: Vec::new(),
            pictures: Vec::new(),
        });
        walker.end_line();
        walker.frame(&page.frame, Transform::identity());
    }
    walker.end_line();
    Seen {
        text: walker.text,
        pages: walker.pages,
        last_lines: walker.last_lines,
        tail_page: walker.tail_page,
    }
}

fn width(item: &TextItem) -> Abs {
    let Some(last) = item.glyphs.last() else {
        return Abs::zero();
    };
    let natural = item.font.x_advance(last.id).unwrap_or(last.x_advance);
    let beyond = (last.x_advance - natural).max(Em::zero());
    item.width() - beyond.at(item.size)
}

/// An element whose text is going by.
struct Open {
    location: Location,
    kind: Kind,
}

enum Kind {
    /// What repeats on pages.
    Artifact,
    /// A table: cells are read row by row, however they are drawn.
    Table(BTreeMap<(usize, usize), String>),
    /// A cell of the table around it, by row and column.
    Cell(usize, usize),
    /// A part of a cell that has been met before.
    Part,
}

#[derive(Default)]
struct Walker {
    pages: Vec<Page>,
    text: String,
    open: Vec<Open>,
    /// Row and column of every cell so far.
    cells: HashMap<Location, (usize, usize)>,
    baseline: Option<Abs>,
    last_lines: Vec<(usize, String)>,
    in_tail: bool,
    tail_page: Option<usize>,
}

impl Walker {
    fn frame(&mut self, frame: &Frame, transform: Transform) {
        for (position, item) in frame.items() {
            let at = transform.pre_concat(Transform::translate(position.x, position.y));
            match item {
                FrameItem::Group(group) => {
                    // A part of a cell that runs over several pages says which cell it is of.
                    if let Some(parent) = &group.parent {
                        self.end_line();
                        self.open.push(Open {
                            location: parent.location,
                            kind: Kind::Part,
                        });
                    }
                    self.frame(&group.frame, at.pre_concat(group.transform));
                    if group.parent.is_some() {
                        self.end_line();
                        self.open.pop();
                    }
                }
                FrameItem::Tag(Tag::Start(element, _)) => self.start(element),
                FrameItem::Tag(Tag::End(location, ..)) => self.end(*location),
                FrameItem::Text(item) => {
                    let artifact = self
                        .open
                        .iter()
                        .any(|open| matches!(open.kind, Kind::Artifact));
                    let origin = Point::zero().transform(at);
                    let page = self.pages.last_mut().expect("a page is being walked");
                    page.text.push(Glyphs {
                        x: origin.x.to_pt(),
                        y: origin.y.to_pt(),
                        width: width(item).to_pt(),
                        size: item.size.to_pt(),
                        family: item.font.font().info().family.clone(),
                        text: item.text.to_string(),
                        artifact,
                    });
                    if !artifact {
                        self.mark(&item.text, self.baseline != Some(origin.y));
                        if self.baseline != Some(origin.y) {
                            self.end_line();
                            self.baseline = Some(origin.y);
                        }
                        self.sink().push_str(&item.text);
                    }
                }
                FrameItem::Image(_, size, _) => {
                    let corner = Point::zero().transform(at);
                    let page = self.pages.last_mut().expect("a page is being walked");
                    let [x, y] = [corner.x.to_pt(), corner.y.to_pt()];
                    page.pictures.push([x, y, size.x.to_pt(), size.y.to_pt()]);
                }
                FrameItem::Shape(..) | FrameItem::Link(..) => {}
            }
        }
    }

    /// Keeps in mind where the last paragraph and the end of the report stand.
    fn mark(&mut self, text: &str, new_line: bool) {
        let page = self.pages.len() - 1;
        if self.in_tail {
            self.tail_page.get_or_insert(page);
            return;
        }
        match self.last_lines.last_mut() {
            Some((_, line)) if !new_line => line.push_str(text),
            _ => self.last_lines.push((page, text.to_owned())),
        }
    }

    fn start(&mut self, element: &Content) {
        if element.is::<ParElem>() && !self.in_tail {
            self.last_lines.clear();
            self.baseline = None;
        }
        if let Some(mark) = element.to_packed::<MetadataElem>()
            && mark.value == Value::Str(TAIL.into())
        {
            self.in_tail = true;
        }
        let kind = if element.is::<ArtifactElem>() {
            Kind::Artifact
        } else if element.is::<TableElem>() {
            self.end_line();
            Kind::Table(BTreeMap::new())
        } else if let Some(cell) = element.to_packed::<TableCell>() {
            let place = |field: &Option<Smart<usize>>| match field {
                Some(Smart::Custom(at)) => *at,
                _ => 0,
            };
            if cell.is_repeated.as_option() == &Some(true) {
                Kind::Artifact
            } else {
                Kind::Cell(place(cell.y.as_option()), place(cell.x.as_option()))
            }
        } else {
            return;
        };
        self.baseline = None;
        let location = element
            .location()
            .expect("an element between tags has a location");
        if let Kind::Cell(y, x) = kind {
            self.cells.insert(location, (y, x));
        }
        self.open.push(Open { location, kind });
    }

    fn end(&mut self, location: Location) {
        let Some(at) = self.open.iter().rposition(|open| open.location == location) else {
            return;
        };
        self.end_line();
        if let Kind::Table(cells) = self.open.remove(at).kind {
            for text in cells.into_values() {
                let sink = self.sink();
                sink.push_str(&text);
                sink.push('\n');
            }
        }
    }

    fn end_line(&mut self) {
        self.baseline = None;
        let sink = self.sink();
        if !sink.is_empty() && !sink.ends_with('\n') {
            sink.push('\n');
        }
    }

    /// Where text goes: the innermost open cell, else the whole.
    fn sink(&mut self) -> &mut String {
        let cells = &self.cells;
        let cell = self.open.iter().rev().find_map(|open| match open.kind {
            Kind::Cell(y, x) => Some((y, x)),
            Kind::Part => cells.get(&open.location).copied(),
            _ => None,
        });
        let table = self
            .open
            .iter_mut()
            .rev()
            .find_map(|open| match &mut open.kind {
                Kind::Table(cells) => Some(cells),
                _ => None,
            });
        match (cell, table) {
            (Some(cell), Some(table)) => table.entry(cell).or_default(),
            _ => &mut self.text,
        }
    }
}
