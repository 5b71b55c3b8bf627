//! Outside companies: customers, prospects, competitors, partners.
//!
//! For staff who see advocates: the list with its filters, the page of one organisation with everybody and everything
//! that hangs on it as far as the reader reaches, its form, its relations and contacts, the list as a file.
//!
//! Tables: `organisations`, `organisation_relations`, `organisation_rivalries`; writes `contacts`; reads advocates, opportunities, evidence,
//! calls. Invariants: an organisation outside the reader's reach does not exist for them, also when they ask for its id;
//! facts a CRM keeps are changed there; two people in the form at once are told of each other; two relations of a kind
//! share no day; nothing belongs to itself, however far around.
//!
//! Event: `OrganisationChanged`.

mod activity;
mod contacts;
mod edit;
mod list;
mod page;
mod relations;
mod sheet;
mod store;

pub use contacts::{bring_back_contact, contacts, end_contact, save_contact};
pub use edit::{form, save};
pub use list::list;
pub use page::page;
pub use relations::{add_part, relations, release_part, remove_relation, save_parent, save_relation};
pub use sheet::sheet;

use domain::accounts::{Permission, Scope};

use crate::accounts::Reach;
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;

/// How far somebody reaches among organisations: their own customers, customers with advocates, prospects of their
/// deals. The same rule as in the search (`search_organisations`).
pub(crate) struct Sight {
    /// Whose deals they see.
    pub deals: Reach,
    /// Whether they see the advocates of every customer.
    pub all_advocates: bool,
    /// Whose customers they see; else only the advocates and evidence of these.
    pub customers_of: Option<domain::ids::UserId>,
}

async fn sight(tx: &mut Tx, ctx: &Ctx) -> Result<Sight> {
    let viewer = ctx.viewer()?;
    let deals = Reach::of(tx, viewer, viewer.scope(Permission::ViewOpportunities)).await?;
    let all_advocates = viewer.scope(Permission::ViewAdvocates) == Scope::All;
    let customers_of = deals.customers_of.or((!all_advocates).then_some(viewer.user));
    Ok(Sight { deals, all_advocates, customers_of })
}
