//! Sheets to print and to send: what a page says, as a PDF.
//!
//! A feature describes its sheet as a list of [`Block`]s; this module breaks lines and pages, embeds the letters that
//! are used of Inter (Latin, Greek, Cyrillic) and marks headings, paragraphs and tables for those who listen to it.
//! Text stays text, so that it can be searched and copied. Letters of other scripts stand as boxes, their text is in
//! the file all the same, and the sheet says so.

mod draw;
mod flow;
mod letters;

use chrono::{DateTime, Utc};

/// A sheet, from its first line to its last.
#[derive(Clone, Debug)]
pub struct Paper {
    pub title: String,
    /// Whose sheet it is and of when: at the foot of every page, beside its number.
    pub foot: String,
    pub made_at: DateTime<Utc>,
    pub blocks: Vec<Block>,
}

/// What stands below each other.
#[derive(Clone, Debug)]
pub enum Block {
    /// The title of the sheet, once.
    Title(String),
    /// A part, with the figure it ends up at.
    Heading {
        text: String,
        figure: String,
    },
    Text(String),
    /// What explains and need not be read.
    Note(String),
    Table(Table),
}

#[derive(Clone, Debug)]
pub struct Table {
    pub columns: Vec<Column>,
    pub rows: Vec<Line>,
}

#[derive(Clone, Debug)]
pub struct Column {
    /// No column has a label in a table of two: the first one names, the second one says.
    pub label: &'static str,
    /// Its part of the width; the parts of a table need no particular sum.
    pub part: u16,
    pub is_figure: bool,
}

/// A row of a table: the paragraphs of each cell.
#[derive(Clone, Debug)]
pub struct Line {
    pub cells: Vec<Vec<String>>,
    /// Whether it is the sum of those above.
    pub is_total: bool,
}

impl Table {
    /// Names with their figures, without a head.
    pub fn pairs(lines: impl IntoIterator<Item = (String, String)>) -> Self {
        let column = |part, is_figure| Column { label: "", part, is_figure };
        let rows =
            lines.into_iter().map(|(what, figure)| Line { cells: vec![vec![what], vec![figure]], is_total: false });
        Self { columns: vec![column(3, false), column(2, true)], rows: rows.collect() }
    }
}

/// The sheet as the bytes of a PDF.
pub fn write(mut paper: Paper) -> anyhow::Result<Vec<u8>> {
    let letters = letters::Letters::load()?;
    if paper.texts().any(|text| !letters.covers(text)) {
        paper.blocks.insert(1.min(paper.blocks.len()), Block::Note(UNCOVERED.to_owned()));
    }
    let pages = flow::lay_out(&paper, &letters);
    draw::draw(&paper, &letters, &pages)
}

/// Said on a sheet with letters that its typeface does not have.
pub const UNCOVERED: &str = "Some letters here belong to a script that this sheet is not set in; they stand as boxes. \
                             Copied from here, or read on the page, they are whole.";

impl Paper {
    fn texts(&self) -> impl Iterator<Item = &str> {
        let of_blocks = self.blocks.iter().flat_map(|block| -> Vec<&str> {
            match block {
                Block::Title(text) | Block::Text(text) | Block::Note(text) => vec![text],
                Block::Heading { text, figure } => vec![text, figure],
                Block::Table(table) => {
                    table.rows.iter().flat_map(|row| &row.cells).flatten().map(String::as_str).collect()
                }
            }
        });
        of_blocks.chain([self.foot.as_str()])
    }
}
