//! Bringing files in: which fields there are, how a column is read, and what a row becomes.
//!
//! A row lands whole or not at all. A value that cannot be read where it matters (a date, an amount,
//! an account nobody knows) keeps its row out and is named with its column; one that only leaves a
//! gap (an unknown industry, owner or country) is a remark on a row that lands. A blank cell never
//! empties what is already known.

mod change;
mod column;
mod country;
mod field;
mod mapping;
mod meaning;
mod pages;
mod reading;
mod row;
mod stage;
mod values;

pub use change::Change;
pub use column::ColumnFacts;
pub use country::{country_code, country_name};
pub use field::{Field, Fit, suggest};
pub use mapping::{Mapping, field_name};
pub use meaning::{IsZone, Meaning, ValueChoice, ValueOffer, choices, is_meant, main_zone, meaning, zone_choice};
pub use pages::{
    CheckPage, CheckRows, ColumnView, ColumnsPage, FileFacts, ImportsPage, RecentImport, RowView, RunPage, StageChoice,
};
pub use reading::{DateOrder, DecimalMark, Reading, Relation, RevenueUnit, StageFate};
pub use row::{
    AdvocateRow, Agreed, Contact, OpportunityRow, OrganisationRow, Parsed, RowReader, Strange, UserRow, lacks_heading,
};
pub use stage::{KnownStage, fate_of_stage};
pub use values::{name_key, spelling_key};

use serde::{Deserialize, Serialize};

use crate::accounts::Permission;
use crate::paging::{counted, grouped};
use crate::text_enum;

/// The most a file may weigh.
pub const MAX_BYTES: usize = 20 * 1024 * 1024;
/// The most rows a file may hold below its heading.
pub const MAX_ROWS: usize = 100_000;
/// The most columns a file may hold.
pub const MAX_COLUMNS: usize = 200;

text_enum! {
    /// What a file brings.
    pub enum Kind {
        Organisations => "organisations",
        Opportunities => "opportunities",
        Advocates => "advocates",
        Users => "users",
    }
}

impl Kind {
    /// "organisations", within a sentence.
    pub const fn plural(self) -> &'static str {
        match self {
            Self::Organisations => "organisations",
            Self::Opportunities => "opportunities",
            Self::Advocates => "advocates",
            Self::Users => "colleagues",
        }
    }

    /// What it takes beside the right to import: colleagues are the company's own affair.
    pub const fn permission(self) -> Permission {
        match self {
            Self::Organisations | Self::Opportunities | Self::Advocates => Permission::Import,
            Self::Users => Permission::ManageCompany,
        }
    }

    /// "organisation", within a sentence.
    pub const fn singular(self) -> &'static str {
        match self {
            Self::Organisations => "organisation",
            Self::Opportunities => "opportunity",
            Self::Advocates => "advocate",
            Self::Users => "colleague",
        }
    }

    /// "1 organisation", "85 organisations".
    pub fn counted(self, count: usize) -> String {
        counted(count, self.singular(), self.plural())
    }
}

text_enum! {
    /// How far an import has come.
    pub enum State {
        Uploaded => "uploaded",
        Checking => "checking",
        Checked => "checked",
        Running => "running",
        Done => "done",
        Undone => "undone",
        Failed => "failed",
    }
}

impl State {
    pub const fn label(self) -> &'static str {
        match self {
            Self::Uploaded => "Columns to match",
            Self::Checking => "Being checked",
            Self::Checked => "Ready to import",
            Self::Running => "Being imported",
            Self::Done => "Imported",
            Self::Undone => "Undone",
            Self::Failed => "Stopped",
        }
    }
}

text_enum! {
    /// What becomes of a row: first as the check foresees it, then as it happened.
    pub enum Outcome {
        Create => "create",
        Update => "update",
        Unchanged => "unchanged",
        Error => "error",
        Created => "created",
        Updated => "updated",
    }
}

impl Outcome {
    pub const fn label(self) -> &'static str {
        match self {
            Self::Create => "New",
            Self::Update => "Changes what you have",
            Self::Unchanged => "Nothing to change",
            Self::Error => "Cannot be imported",
            Self::Created => "Created",
            Self::Updated => "Updated",
        }
    }
}

/// How many rows came to each outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    pub created: usize,
    pub updated: usize,
    pub unchanged: usize,
    pub errors: usize,
    /// Rows that land with a remark.
    pub remarked: usize,
    /// Rows that say somebody agreed, which a file cannot say for them.
    #[serde(default)]
    pub agreed: usize,
}

impl Counts {
    pub fn add(&mut self, outcome: Outcome, has_reasons: bool) {
        match outcome {
            Outcome::Create | Outcome::Created => self.created += 1,
            Outcome::Update | Outcome::Updated => self.updated += 1,
            Outcome::Unchanged => self.unchanged += 1,
            Outcome::Error => self.errors += 1,
        }
        if has_reasons && outcome != Outcome::Error {
            self.remarked += 1;
        }
    }

    /// Rows the import writes.
    pub fn landing(&self) -> usize {
        self.created + self.updated
    }

    /// Rows with a reason to look at them.
    pub fn problems(&self) -> usize {
        self.errors + self.remarked
    }

    pub fn total(&self) -> usize {
        self.created + self.updated + self.unchanged + self.errors
    }
}

/// "8,800".
pub fn thousands(number: usize) -> String {
    grouped(number as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_counted_once_and_remarks_beside_it() {
        let mut counts = Counts::default();

        counts.add(Outcome::Create, true);
        counts.add(Outcome::Error, true);
        counts.add(Outcome::Unchanged, false);

        assert_eq!(counts.total(), 3);
        assert_eq!(counts.remarked, 1);
        assert_eq!(counts.problems(), 2);
    }
}
