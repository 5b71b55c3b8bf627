//! The pages as a PDF, with the structure of what stands on them.

use std::num::NonZeroU16;

use anyhow::Context as _;
use chrono::{Datelike as _, Timelike as _};
use krilla::color::rgb;
use krilla::geom::{PathBuilder, Point};
use krilla::metadata::{DateTime, Metadata};
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, SpanTag, TableHeaderScope, Tag, TagGroup, TagKind, TagTree,
};
use krilla::{Document, SerializeSettings};

use super::Paper;
use super::flow::{HEIGHT, Page, Pages, Part, SIDE, Set, WIDTH};
use super::letters::{Letters, Look};

const INK: (u8, u8, u8) = (24, 24, 32);
const QUIET: (u8, u8, u8) = (92, 92, 104);
const LINE: (u8, u8, u8) = (214, 214, 222);
const FOOT: Look = Look::quiet(8.0);
const LANGUAGE: &str = "en-GB";

pub(super) fn draw(paper: &Paper, letters: &Letters, pages: &Pages) -> anyhow::Result<Vec<u8>> {
    let mut document = Document::new_with(SerializeSettings::default());
    document.set_metadata(metadata(paper));
    let settings = PageSettings::from_wh(WIDTH, HEIGHT).context("a page without a size")?;
    let mut leaves: Vec<Vec<Identifier>> = vec![Vec::new(); pages.leaves];
    let count = pages.pages.len();
    for (at, page) in pages.pages.iter().enumerate() {
        let mut sheet = document.start_page_with(settings.clone());
        let mut surface = sheet.surface();
        rules(&mut surface, page);
        for line in &page.lines {
            let tag = match line.leaf {
                Some(_) => ContentTag::Span(SpanTag::empty()),
                None => ContentTag::Artifact(Artifact::with_kind(ArtifactType::PaginationOther)),
            };
            let identifier = surface.start_tagged(tag);
            text(&mut surface, letters, line);
            surface.end_tagged();
            if let Some(leaf) = line.leaf.and_then(|leaf| leaves.get_mut(leaf)) {
                leaf.push(identifier);
            }
        }
        foot(&mut surface, letters, &paper.foot, &format!("Page {} of {count}", at + 1));
        surface.finish();
        sheet.finish();
    }
    document.set_tag_tree(tree(&pages.parts, leaves));
    document.finish().map_err(|error| anyhow::anyhow!("the sheet could not be written: {error:?}"))
}

fn metadata(paper: &Paper) -> Metadata {
    let made = paper.made_at.naive_utc();
    let small = |number: u32| u8::try_from(number).unwrap_or(0);
    let moment = DateTime::new(u16::try_from(made.year()).unwrap_or(0))
        .month(small(made.month()))
        .day(small(made.day()))
        .hour(small(made.hour()))
        .minute(small(made.minute()))
        .second(small(made.second()))
        .utc_offset_hour(0)
        .utc_offset_minute(0);
    Metadata::new()
        .title(paper.title.clone())
        .language(LANGUAGE.to_owned())
        .creator("PeerChamps".to_owned())
        .creation_date(moment)
}

fn fill((red, green, blue): (u8, u8, u8)) -> Fill {
    Fill { paint: rgb::Color::new(red, green, blue).into(), ..Fill::default() }
}

fn text(surface: &mut Surface<'_>, letters: &Letters, line: &Set) {
    surface.set_fill(Some(fill(if line.look.is_quiet { QUIET } else { INK })));
    let glyphs = letters.shape(&line.text, line.look);
    let font = letters.font(line.look.weight);
    surface.draw_glyphs(Point::from_xy(line.x, line.y), &glyphs, font, &line.text, line.look.size, false);
}

fn rules(surface: &mut Surface<'_>, page: &Page) {
    let (red, green, blue) = LINE;
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
    surface.set_fill(None);
    surface.set_stroke(Some(Stroke {
        paint: rgb::Color::new(red, green, blue).into(),
        width: 0.5,
        ..Stroke::default()
    }));
    for y in &page.rules {
        let mut path = PathBuilder::new();
        path.move_to(SIDE, *y);
        path.line_to(WIDTH - SIDE, *y);
        if let Some(path) = path.finish() {
            surface.draw_path(&path);
        }
    }
    surface.set_stroke(None);
    surface.end_tagged();
}

/// Whose sheet it is on the left, which page on the right.
fn foot(surface: &mut Surface<'_>, letters: &Letters, whose: &str, number: &str) {
    let y = HEIGHT - 32.0;
    let aside = letters.width(number, FOOT);
    let whose = letters.lines(whose, FOOT, WIDTH - 2.0 * SIDE - aside - 20.0).into_iter().next().unwrap_or_default();
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::PaginationOther)));
    for (text_of, x) in [(whose, SIDE), (number.to_owned(), WIDTH - SIDE - aside)] {
        text(surface, letters, &Set { text: text_of, look: FOOT, x, y, leaf: None });
    }
    surface.end_tagged();
}

fn tree(parts: &[Part], leaves: Vec<Vec<Identifier>>) -> TagTree {
    let group = |kind: TagKind, leaf: usize| {
        let mut group = TagGroup::new(kind);
        for identifier in leaves.get(leaf).into_iter().flatten() {
            group.push(*identifier);
        }
        group
    };
    let mut tree = TagTree::new().with_lang(Some(LANGUAGE.to_owned()));
    for part in parts {
        match part {
            Part::Heading { level, leaf } => {
                let level = NonZeroU16::new(*level).unwrap_or(NonZeroU16::MIN);
                tree.push(group(Tag::Hn(level, None).into(), *leaf));
            }
            Part::Paragraph(leaf) => tree.push(group(Tag::P.into(), *leaf)),
            Part::Table { head, rows } => {
                let mut table = TagGroup::new(Tag::Table);
                if !head.is_empty() {
                    let mut row = TagGroup::new(Tag::TR);
                    for leaf in head {
                        row.push(group(Tag::TH(TableHeaderScope::Column).into(), *leaf));
                    }
                    table.push(row);
                }
                for cells in rows {
                    let mut row = TagGroup::new(Tag::TR);
                    for (at, leaf) in cells.iter().enumerate() {
                        let kind = if at == 0 { Tag::TH(TableHeaderScope::Row).into() } else { Tag::TD.into() };
                        row.push(group(kind, *leaf));
                    }
                    table.push(row);
                }
                tree.push(table);
            }
        }
    }
    tree
}
