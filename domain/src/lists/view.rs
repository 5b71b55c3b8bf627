//! A list under a name.

use serde::{Deserialize, Serialize};

use super::{ListName, Query};
use crate::accounts::Permission;
use crate::ids::ListViewId;

/// The most letters of a view's name.
pub const VIEW_NAME_CHARS: usize = 60;
/// The most views of a list one person keeps, and the company shares.
pub const VIEWS_MOST: usize = 30;
/// The longest address that is kept.
pub const VIEW_QUERY_CHARS: usize = 2_000;

/// A saved view, as a tab of its list shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListView {
    pub id: ListViewId,
    pub name: String,
    pub query: Query,
    /// Everybody's who may see the list; else the reader's own.
    pub is_shared: bool,
    /// The reader may rename and delete it.
    pub may_change: bool,
}

/// The views of a list, and what the reader may add.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Views {
    pub list: ListName,
    pub views: Vec<ListView>,
    pub may_share: bool,
}

impl Views {
    /// The view that shows exactly this list.
    pub fn current(&self, query: &Query) -> Option<&ListView> {
        self.views.iter().find(|view| view.query.shows_the_same(query))
    }
}

impl ListName {
    /// What one needs to see the whole list.
    pub const fn permission(self) -> Permission {
        match self {
            Self::Advocates => Permission::ViewAdvocates,
            Self::Opportunities => Permission::ViewOpportunities,
            Self::Organisations => Permission::ViewAdvocates,
            Self::Requests => Permission::SubmitRequests,
            Self::Evidence => Permission::ViewAdvocates,
            Self::Nominations => Permission::ViewAdvocateNames,
            Self::Users => Permission::ManageCompany,
        }
    }
}
