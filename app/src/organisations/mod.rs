//! Outside companies: the list, one of them with everything that hangs on it, and its form.

pub mod api;
mod edit;
mod hanging;
mod list;
mod page;
mod rows;

pub use edit::EditOrganisationPage;
pub use list::OrganisationsPage;
pub use page::OrganisationPage;
