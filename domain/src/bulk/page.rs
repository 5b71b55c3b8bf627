//! What became of the rows of a bulk edit, and the page that says it.

use serde::{Deserialize, Serialize};

use crate::ids::BulkEditId;
use crate::lists::ListName;

crate::text_enum! {
    /// What became of one row.
    pub enum RowOutcome {
        Changed => "changed",
        /// It had these values already.
        Unchanged => "unchanged",
        Refused => "refused",
        /// Its former values are back.
        Undone => "undone",
        /// The undo left it as it was.
        Kept => "kept",
    }
}

crate::text_enum! {
    /// Why a row was not changed, or not put back.
    pub enum WhyNot {
        Gone => "gone",
        NotYours => "not_yours",
        KeptByCrm => "kept_by_crm",
        TooManyTags => "too_many_tags",
        ChangedSince => "changed_since",
        GoneSince => "gone_since",
    }
}

impl WhyNot {
    /// After "3 were left as they are: ".
    pub const fn sentence(self, list: ListName) -> &'static str {
        match (self, list) {
            (Self::Gone, _) => "they do not exist any more, or are not yours to see.",
            (Self::NotYours, ListName::Advocates) => "you may see them and not change them.",
            (Self::NotYours, _) => "you may see these deals and not change them.",
            (Self::KeptByCrm, _) => "a CRM keeps the owner of these deals, so it is changed there.",
            (Self::TooManyTags, ListName::Advocates) => "they would have more than twenty tags.",
            (Self::TooManyTags, _) => "they would have more than twenty topics.",
            (Self::ChangedSince, _) => "somebody changed them after this bulk edit.",
            (Self::GoneSince, _) => "they do not exist any more.",
        }
    }
}

/// How many rows came to what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    pub changed: u32,
    pub unchanged: u32,
    pub refused: u32,
    pub undone: u32,
    pub kept: u32,
}

impl Counts {
    pub fn add(&mut self, outcome: RowOutcome, rows: u32) {
        let count = match outcome {
            RowOutcome::Changed => &mut self.changed,
            RowOutcome::Unchanged => &mut self.unchanged,
            RowOutcome::Refused => &mut self.refused,
            RowOutcome::Undone => &mut self.undone,
            RowOutcome::Kept => &mut self.kept,
        };
        *count += rows;
    }

    /// Every row that was chosen.
    pub const fn chosen(self) -> u32 {
        self.changed + self.unchanged + self.refused + self.undone + self.kept
    }

    /// Rows the bulk edit changed, whatever became of them since.
    pub const fn landed(self) -> u32 {
        self.changed + self.undone + self.kept
    }
}

/// A row by its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedRow {
    pub id: uuid::Uuid,
    pub name: String,
}

/// Rows that were left as they are, for one reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    pub why: WhyNot,
    pub rows: u32,
    /// The first of them, as far as they have a name for this reader.
    pub named: Vec<NamedRow>,
}

/// Everything the page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulkEditPage {
    pub id: BulkEditId,
    pub list: ListName,
    /// The address of the list it was made from.
    pub query: String,
    /// "Success manager: Tamsin Roe-Gullwick".
    pub what: String,
    /// "Thu 19 Nov, 10:24, by Adaeze".
    pub made: String,
    pub counts: Counts,
    pub left_out: Vec<LeftOut>,
    /// When and by whom it was taken back.
    pub undone: Option<String>,
    pub may_undo: bool,
}

impl BulkEditPage {
    /// "1 advocate", "12 opportunities".
    pub fn counted(&self, rows: u32) -> String {
        counted(self.list, rows)
    }
}

/// "1 advocate", "12 opportunities".
pub fn counted(list: ListName, rows: u32) -> String {
    let (one, many) = match list {
        ListName::Advocates => ("advocate", "advocates"),
        _ => ("opportunity", "opportunities"),
    };
    crate::paging::counted(rows, one, many)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_counted_once() {
        let mut counts = Counts::default();

        for (rows, outcome) in (1..).zip(RowOutcome::ALL) {
            counts.add(*outcome, rows);
        }

        assert_eq!((counts.chosen(), counts.landed()), (15, 1 + 4 + 5));
    }
}
