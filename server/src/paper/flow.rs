//! Lines and pages: where everything stands. Nothing is drawn here, so that the number of pages is known first.

use super::letters::{Letters, Look};
use super::{Block, Line, Paper, Table};

/// A4 in points, with its margins.
pub(super) const WIDTH: f32 = 595.3;
pub(super) const HEIGHT: f32 = 841.9;
pub(super) const SIDE: f32 = 48.0;
const TOP: f32 = 48.0;
const BOTTOM: f32 = HEIGHT - 60.0;
/// The space between columns.
const GUTTER: f32 = 10.0;
/// Above and below the text of a row.
const PAD: f32 = 3.5;

const TITLE: Look = Look::strong(17.0);
const HEADING: Look = Look::strong(11.5);
const TEXT: Look = Look::plain(9.5);
const NOTE: Look = Look::quiet(8.5);
const CELL: Look = Look::plain(9.0);
const FIGURE: Look = Look { is_figure: true, ..CELL };
const TOTAL: Look = Look::strong(9.0);
const TOTAL_FIGURE: Look = Look { is_figure: true, ..TOTAL };
const HEAD: Look = Look::quiet(8.0);

/// What a piece of the sheet is, for those who listen to it. Numbers are those of its leaves.
#[derive(Debug)]
pub(super) enum Part {
    Heading { level: u16, leaf: usize },
    Paragraph(usize),
    Table { head: Vec<usize>, rows: Vec<Vec<usize>> },
}

/// A line of text on a page. One without a leaf is for the eye only: a head that is repeated.
#[derive(Debug)]
pub(super) struct Set {
    pub text: String,
    pub look: Look,
    pub x: f32,
    /// Where its letters stand.
    pub y: f32,
    pub leaf: Option<usize>,
}

#[derive(Debug, Default)]
pub(super) struct Page {
    pub lines: Vec<Set>,
    /// Rules across the page.
    pub rules: Vec<f32>,
}

#[derive(Debug, Default)]
pub(super) struct Pages {
    pub pages: Vec<Page>,
    pub parts: Vec<Part>,
    pub leaves: usize,
}

pub(super) fn lay_out(paper: &Paper, letters: &Letters) -> Pages {
    let mut flow =
        Flow { letters, done: Pages { pages: vec![Page::default()], ..Pages::default() }, y: TOP, is_fresh: true };
    for (at, block) in paper.blocks.iter().enumerate() {
        flow.block(block, paper.blocks.get(at + 1));
    }
    flow.done
}

struct Flow<'a> {
    letters: &'a Letters,
    done: Pages,
    y: f32,
    /// Whether nothing stands on the page yet.
    is_fresh: bool,
}

/// A cell in lines.
struct Cell {
    lines: Vec<String>,
    look: Look,
    x: f32,
    width: f32,
}

impl Flow<'_> {
    fn block(&mut self, block: &Block, next: Option<&Block>) {
        match block {
            Block::Title(text) => self.heading(1, text, "", TITLE, 0.0),
            Block::Heading { text, figure } => {
                self.space(14.0);
                // A heading does not stay behind alone.
                let company = if next.is_some() { 3.0 * TEXT.leading() } else { 0.0 };
                self.heading(2, text, figure, HEADING, company);
            }
            Block::Text(text) => self.paragraph(text, TEXT),
            Block::Note(text) => self.paragraph(text, NOTE),
            Block::Table(table) => self.table(table),
        }
    }

    fn leaf(&mut self) -> usize {
        self.done.leaves += 1;
        self.done.leaves - 1
    }

    fn space(&mut self, height: f32) {
        if !self.is_fresh {
            self.y += height;
        }
    }

    /// Goes on to the next page when so much no longer fits this one.
    fn need(&mut self, height: f32) -> bool {
        let is_full = !self.is_fresh && self.y + height > BOTTOM;
        if is_full {
            self.done.pages.push(Page::default());
            self.y = TOP;
            self.is_fresh = true;
        }
        is_full
    }

    /// How many lines of a cell still fit the page; one always does.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "lines of one page")]
    fn room(&self) -> usize {
        (((BOTTOM - self.y) / CELL.leading()) as usize).max(1)
    }

    fn set(&mut self, text: String, look: Look, x: f32, leaf: Option<usize>) {
        let y = self.y + look.size;
        if let Some(page) = self.done.pages.last_mut() {
            page.lines.push(Set { text, look, x, y, leaf });
        }
        self.is_fresh = false;
    }

    fn rule(&mut self) {
        if let Some(page) = self.done.pages.last_mut() {
            page.rules.push(self.y);
        }
    }

    fn heading(&mut self, level: u16, text: &str, figure: &str, look: Look, company: f32) {
        let leaf = self.leaf();
        let aside = self.letters.width(figure, look);
        let lines = self.letters.lines(text, look, WIDTH - 2.0 * SIDE - aside - GUTTER);
        let last = lines.len().saturating_sub(1);
        for (at, line) in lines.into_iter().enumerate() {
            self.need(look.leading() + if at == last { company } else { 0.0 });
            let has_figure = at == 0 && !figure.is_empty();
            let line = if has_figure { [line.as_str(), " "].concat() } else { line };
            self.set(line, look, SIDE, Some(leaf));
            if has_figure {
                self.set(figure.to_owned(), look, WIDTH - SIDE - aside, Some(leaf));
            }
            self.y += look.leading();
        }
        self.y += 3.0;
        self.done.parts.push(Part::Heading { level, leaf });
    }

    fn paragraph(&mut self, text: &str, look: Look) {
        let leaf = self.leaf();
        for line in self.letters.lines(text, look, WIDTH - 2.0 * SIDE) {
            self.need(look.leading());
            self.set(line, look, SIDE, Some(leaf));
            self.y += look.leading();
        }
        self.y += 4.0;
        self.done.parts.push(Part::Paragraph(leaf));
    }

    fn table(&mut self, table: &Table) {
        let has_head = table.columns.iter().any(|column| !column.label.is_empty());
        let mut head = Vec::new();
        if has_head {
            head = table.columns.iter().map(|_| self.leaf()).collect();
            self.need(HEAD.leading() + 2.0 * PAD + 2.0 * CELL.leading());
            self.head(table, Some(&head));
        }
        let rows = table.rows.iter().map(|row| self.row(table, row, has_head)).collect();
        self.y += 4.0;
        self.done.parts.push(Part::Table { head, rows });
    }

    /// The labels of the columns; on a later page only for the eye.
    fn head(&mut self, table: &Table, leaves: Option<&[usize]>) {
        for (at, (column, (x, width))) in table.columns.iter().zip(places(table)).enumerate() {
            let label = column.label.to_owned();
            let aside = if column.is_figure { width - self.letters.width(&label, HEAD) } else { 0.0 };
            self.set(label, HEAD, x + aside, leaves.map(|leaves| leaves[at]));
        }
        self.y += HEAD.leading() + PAD;
        self.rule();
    }

    fn row(&mut self, table: &Table, row: &Line, has_head: bool) -> Vec<usize> {
        let leaves: Vec<usize> = row.cells.iter().map(|_| self.leaf()).collect();
        let cells: Vec<Cell> = table
            .columns
            .iter()
            .zip(places(table))
            .zip(&row.cells)
            .map(|((column, place), text)| {
                let look = match (row.is_total, column.is_figure) {
                    (false, false) => CELL,
                    (false, true) => FIGURE,
                    (true, false) => TOTAL,
                    (true, true) => TOTAL_FIGURE,
                };
                let lines = text.iter().flat_map(|paragraph| self.letters.lines(paragraph, look, place.1));
                Cell { lines: lines.collect(), look, x: place.0, width: place.1 }
            })
            .collect();
        let most = cells.iter().map(|cell| cell.lines.len()).max().unwrap_or(0);
        // A row stays whole if it can; one longer than a few lines may go on overleaf.
        #[expect(clippy::cast_precision_loss, reason = "a few lines")]
        let kept = most.min(8) as f32 * CELL.leading() + 2.0 * PAD;
        if self.need(kept) && has_head {
            self.head(table, None);
        }
        self.y += PAD;
        let mut from = 0;
        while from < most {
            if self.need(CELL.leading()) {
                if has_head {
                    self.head(table, None);
                }
                self.y += PAD;
            }
            let until = most.min(from + self.room());
            // One cell after the other: so it is read, and so it is copied.
            let top = self.y;
            for (cell, leaf) in cells.iter().zip(&leaves) {
                self.y = top;
                for line in cell.lines.iter().take(until).skip(from) {
                    let wide = || self.letters.width(line.trim_end(), cell.look);
                    let aside = if cell.look.is_figure { cell.width - wide() } else { 0.0 };
                    self.set(line.clone(), cell.look, cell.x + aside, Some(*leaf));
                    self.y += CELL.leading();
                }
            }
            #[expect(clippy::cast_precision_loss, reason = "lines of one page")]
            {
                self.y = top + (until - from) as f32 * CELL.leading();
            }
            from = until;
        }
        self.y += PAD;
        self.rule();
        leaves
    }
}

/// Where each column begins and how wide it is.
fn places(table: &Table) -> Vec<(f32, f32)> {
    let parts: u16 = table.columns.iter().map(|column| column.part).sum();
    let gutters = GUTTER * f32::from(u16::try_from(table.columns.len().saturating_sub(1)).unwrap_or(0));
    let unit = (WIDTH - 2.0 * SIDE - gutters) / f32::from(parts.max(1));
    let mut x = SIDE;
    let place = |column: &super::Column| {
        let width = unit * f32::from(column.part);
        let place = (x, width);
        x += width + GUTTER;
        place
    };
    table.columns.iter().map(place).collect()
}
