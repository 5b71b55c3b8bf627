//! The cells of a row, read one by one; what cannot be read is told with its column.

use chrono::NaiveDate;
use uuid::Uuid;

use super::{NAME_LENGTH, Parsed, RowReader, Strange};
use crate::imports::values::{WrittenDate, clean, email_flaw};
use crate::imports::{Field, Meaning, Reading, meaning, thousands};
use crate::lists::plain;
use crate::paging::counted;
use crate::problem::FieldProblems;
use crate::tags;

/// The cells of one row while they are read.
pub(super) struct Cells<'a, 'b> {
    reader: RowReader<'a>,
    cells: &'b [String],
    pub errors: Vec<String>,
    pub remarks: Vec<String>,
    pub strange: Vec<Strange>,
}

impl<'a, 'b> Cells<'a, 'b> {
    pub fn of(reader: RowReader<'a>, cells: &'b [String]) -> Self {
        let mut errors = Vec::new();
        let width = reader.columns.len();
        let overhang = cells.iter().skip(width).any(|cell| !cell.trim().is_empty());
        if cells.len() < width || overhang {
            let cells_here = counted(cells.len(), "cell", "cells");
            let hint = if cells.iter().any(|cell| cell.contains('\n')) {
                " One of them holds line breaks: a quote may be open since this row."
            } else {
                ""
            };
            errors.push(format!("This row has {cells_here} where the heading has {width}.{hint}"));
        }
        Self { reader, cells, errors, remarks: Vec::new(), strange: Vec::new() }
    }

    pub fn reading(&self) -> &'a Reading {
        self.reader.reading
    }

    pub fn parsed<T>(self, row: T) -> Parsed<T> {
        Parsed { row, errors: self.errors, remarks: self.remarks, strange: self.strange }
    }

    /// The column's name and the cell's text, unless it is blank or nothing fills the field.
    pub fn filled(&self, field: Field) -> Option<(&'a str, String)> {
        let place = self.reader.mapping.column(field)?;
        let text = plain(self.cells.get(place)?.trim());
        let column = self.reader.columns.get(place)?;
        (!text.is_empty()).then(|| (column.as_str(), text.to_owned()))
    }

    /// What the column of a field is called, or the field itself where nothing fills it.
    pub fn column(&self, field: Field) -> &'a str {
        let place = self.reader.mapping.column(field);
        place.and_then(|place| self.reader.columns.get(place)).map_or(field.label(), String::as_str)
    }

    pub fn error(&mut self, column: &str, value: &str, flaw: &str) {
        self.errors.push(sentence(column, value, flaw));
    }

    pub fn remark(&mut self, column: &str, value: &str, flaw: &str) {
        self.remarks.push(sentence(column, value, flaw));
    }

    pub fn text(&mut self, field: Field, longest: usize) -> Option<String> {
        let (column, text) = self.filled(field)?;
        let text = clean(&text);
        if text.chars().count() > longest {
            self.error(column, &text, &format!("is longer than {longest} characters"));
            return None;
        }
        Some(text)
    }

    /// A text that keeps its lines.
    pub fn lines(&mut self, field: Field, longest: usize) -> Option<String> {
        let (column, text) = self.filled(field)?;
        let text = text.replace("\r\n", "\n");
        if text.chars().count() > longest {
            self.error(column, &text, &format!("is longer than {} characters", thousands(longest)));
            return None;
        }
        Some(text)
    }

    /// Short entries in a row, each with its chosen meaning where somebody chose one.
    pub fn list(&mut self, field: Field) -> Vec<String> {
        let Some((column, text)) = self.filled(field) else { return Vec::new() };
        let mut problems = FieldProblems::default();
        let read = tags::read(&text, "list", &mut problems);
        if problems.check().is_err() {
            self.error(column, &text, "holds more than twenty entries, or one of more than 80 letters");
            return Vec::new();
        }
        let mut list = Vec::new();
        for entry in read {
            match self.reader.reading.chosen(field, &entry) {
                Some(chosen) => {
                    self.strange.push(Strange { field, text: entry, target: Some(chosen.to_owned()) });
                    list.extend(Some(chosen.to_owned()).filter(|chosen| !chosen.is_empty()));
                }
                None => list.push(entry),
            }
        }
        list
    }

    /// What the value of a field means; a remark where nobody knows, which ends with `gap`.
    pub fn meant(&mut self, field: Field, gap: &str) -> Option<String> {
        let (column, text) = self.filled(field)?;
        self.meaning_of(field, column, &text, gap)
    }

    /// The same for one entry of a list.
    pub fn meaning_of(&mut self, field: Field, column: &str, text: &str, gap: &str) -> Option<String> {
        let text = clean(text);
        if let Some(chosen) = self.reader.reading.chosen(field, &text) {
            self.strange.push(Strange { field, text, target: Some(chosen.to_owned()) });
            return Some(chosen.to_owned()).filter(|chosen| !chosen.is_empty());
        }
        let found = match meaning(field, &text, self.reader.is_zone) {
            Meaning::Plain(found) => return Some(found),
            Meaning::Guess(found) => Some(found),
            Meaning::Unknown => {
                self.remark(column, &text, gap);
                None
            }
        };
        self.strange.push(Strange { field, text, target: found.clone() });
        found
    }

    /// Our own id of the record, as our exports write it.
    pub fn peerchamps_id(&mut self) -> Option<Uuid> {
        let (column, text) = self.filled(Field::PeerchampsId)?;
        let id = Uuid::parse_str(&text).ok();
        if id.is_none() {
            self.error(column, &text, "is not an id of PeerChamps");
        }
        id
    }

    pub fn email(&mut self, field: Field) -> Option<String> {
        let (column, text) = self.filled(field)?;
        if let Some(flaw) = email_flaw(&text) {
            self.error(column, &text, flaw);
            return None;
        }
        Some(text)
    }

    pub fn required(&mut self, field: Field) -> String {
        let errors = self.errors.len();
        let text = self.text(field, NAME_LENGTH);
        if text.is_none() && self.errors.len() == errors {
            self.errors.push(format!("{} is blank; everybody needs one.", self.column(field)));
        }
        text.unwrap_or_default()
    }

    pub fn required_email(&mut self) -> String {
        if self.filled(Field::Email).is_none() {
            self.errors.push(format!("{} is blank; everybody needs one.", self.column(Field::Email)));
        }
        self.email(Field::Email).unwrap_or_default()
    }

    /// The meanings of the entries of a list, each once.
    pub fn meant_list(&mut self, field: Field, gap: &str) -> Vec<String> {
        let Some((column, text)) = self.filled(field) else { return Vec::new() };
        let mut keys: Vec<String> = Vec::new();
        for word in text.split([',', ';', '/', '|', '\n']).filter(|word| !word.trim().is_empty()) {
            let key = self.meaning_of(field, column, word, gap);
            keys.extend(key.filter(|key| !keys.contains(key)));
        }
        keys
    }

    pub fn date(&mut self, field: Field) -> Option<NaiveDate> {
        let (column, text) = self.filled(field)?;
        let date = WrittenDate::read(&text).and_then(|date| date.in_order(self.reader.reading.date_order(field)));
        if date.is_none() {
            self.error(column, &text, "is not a date we can read");
        }
        date
    }
}

/// "close_date “13/45/2017” is not a date we can read."
fn sentence(column: &str, value: &str, flaw: &str) -> String {
    let shown: String = value.chars().take(60).collect();
    let dots = if shown.len() < value.len() { "…" } else { "" };
    format!("{column} “{shown}{dots}” {flaw}.")
}
