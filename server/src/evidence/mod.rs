//! The evidence library: proof that is shown before a person is asked.
//!
//! For staff: the library with its filters, one piece from draft to approval, links that show it outside. For whoever
//! has a link: the piece on a plain page. For the matching page: the few approved pieces that fit a deal.
//!
//! Tables: `evidence`, `evidence_moves`, `evidence_links`; reads consents, organisations, advocates. Invariants: nothing
//! is approved without the advocate's consent to that activity, read from the ledger in the transaction that approves;
//! a withdrawn consent withdraws what stands on it in its own transaction (a trigger holds that, whoever writes the
//! ledger); any change of what is shown makes it a draft again; a link shows a piece only while it is approved and its
//! last day is not over.
//!
//! Events: `EvidenceAdded`, `EvidenceChanged`, `EvidenceMoved`, `EvidenceShared`, `EvidenceLinkRevoked`. Readers: the job
//! here that lets a piece expire.

mod change;
pub mod jobs;
mod links;
mod list;
mod page;
mod proof;
pub mod routes;
mod shared;
mod sheet;
mod steps;
mod store;

pub use change::{attach, form, save};
pub use links::{Visit, open_link, revoke, share};
pub use list::list;
pub use page::page;
pub use proof::proof;
pub use shared::{download, shared};
pub use sheet::sheet;
pub use steps::{approve, expire, send_back, submit, withdraw};

use chrono::NaiveDate;
use domain::accounts::{Permission, Scope, Viewer};
use domain::ids::{EvidenceId, UserId};
use domain::problem::Problem;

use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;

/// Whose customers' evidence the reader is kept to; nothing when they see all.
fn customers_of(viewer: &Viewer, permission: Permission) -> Option<UserId> {
    (viewer.scope(permission) != Scope::All).then_some(viewer.user)
}

/// The piece, locked: 404 when the reader does not see it, 403 when they see it and may not change it.
async fn editable(tx: &mut Tx, ctx: &Ctx, id: EvidenceId) -> Result<store::LockedPiece> {
    let viewer = ctx.viewer()?;
    sees(ctx)?;
    let seen = store::lock(tx, id, customers_of(viewer, Permission::ViewAdvocates)).await?.ok_or(Problem::NotFound)?;
    ctx.allow(Permission::EditAdvocates)?;
    match customers_of(viewer, Permission::EditAdvocates) {
        None => Ok(seen),
        some => Ok(store::lock(tx, id, some)
            .await?
            .ok_or_else(|| Problem::Forbidden(Permission::EditAdvocates.who_may()))?),
    }
}

/// Whoever may not see advocates sees no evidence either.
fn sees(ctx: &Ctx) -> Result<()> {
    ctx.allow(Permission::ViewAdvocates).map(|_| ())
}

/// Who may let a piece out: those whose reach is everybody. A success manager puts forward and does not approve alone.
fn may_approve(viewer: &Viewer) -> bool {
    viewer.scope(Permission::EditAdvocates) == Scope::All
}

fn today(ctx: &Ctx) -> NaiveDate {
    ctx.now().date_naive()
}
