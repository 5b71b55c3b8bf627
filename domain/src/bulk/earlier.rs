//! The bulk edits of a list so far.

use serde::{Deserialize, Serialize};

use crate::ids::BulkEditId;
use crate::lists::{ListName, Query};
use crate::paging::Page;

/// One of them, as the list shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarlierEdit {
    pub id: BulkEditId,
    /// "Tags added: “Board”"
    pub what: String,
    /// "Thu 19 Nov, 10:24 GMT, by Adaeze"
    pub made: String,
    /// Rows it changed, whatever became of them since.
    pub changed: u32,
    /// When and by whom it was taken back.
    pub undone: Option<String>,
    /// Rows that were put back.
    pub put_back: u32,
}

impl EarlierEdit {
    pub const fn may_undo(&self) -> bool {
        self.undone.is_none() && self.changed > 0
    }
}

/// Everything the page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarlierEdits {
    pub list: ListName,
    /// The lists of which the viewer may change rows.
    pub lists: Vec<ListName>,
    pub here: Query,
    /// The viewer sees only what they did themselves.
    pub only_own: bool,
    pub page: Page<EarlierEdit>,
}
