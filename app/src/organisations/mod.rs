//! Outside companies: the list, one of them with everything that hangs on it, and its forms.

pub mod api;
mod contacts;
mod edit;
mod hanging;
mod list;
mod page;
mod person_fields;
mod relations;
mod rows;

pub use contacts::OrganisationContactsPage;
pub use edit::EditOrganisationPage;
pub use list::OrganisationsPage;
pub use page::OrganisationPage;
pub use person_fields::PersonFields;
pub use relations::RelationsPage;
