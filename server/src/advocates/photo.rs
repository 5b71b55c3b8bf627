//! Portraits: a small square of our own drawing, changed by those who may edit the advocate.

use domain::accounts::Permission;
use domain::event::Event;
use domain::ids::AdvocateId;
use domain::problem::Problem;

use super::store::photo as store;
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;
use crate::limits::{self, Action};
use crate::storage::{self, Kept};
use crate::{accounts::Reach, events};

/// Gives an advocate a face, in place of the one before.
pub async fn set_photo(ctx: &Ctx, id: &str, bytes: Vec<u8>) -> Result<()> {
    let id: AdvocateId = id.parse().map_err(|_| Problem::NotFound)?;
    let user = ctx.viewer()?.user;
    limits::check(ctx.app(), Action::UploadByPerson, &user.to_string()).await?;
    // Asked before the bytes are looked at, and again once they are kept.
    let mut tx = ctx.begin().await?;
    editable(&mut tx, ctx, id).await?;
    tx.commit().await?;
    let portrait = storage::draw(ctx, move || storage::portrait(&bytes)).await?;
    storage::keep(ctx, &portrait).await?;

    let mut tx = ctx.begin().await?;
    editable(&mut tx, ctx, id).await?;
    let file = storage::record(&mut tx, ctx, &portrait).await?;
    store::set(&mut tx, id, file).await?;
    events::record(&mut tx, ctx, Event::AdvocatePhotoChanged { advocate: id }).await?;
    tx.commit().await
}

/// The portrait of an advocate, for those who may know the name.
pub async fn photo(ctx: &Ctx, id: &str) -> Result<Kept> {
    let id: AdvocateId = id.parse().map_err(|_| Problem::NotFound)?;
    ctx.allow(Permission::ViewAdvocateNames)?;
    let mut tx = ctx.begin().await?;
    let file = store::find(&mut tx, id).await?.ok_or(Problem::NotFound)?;
    tx.commit().await?;
    storage::read(ctx, file).await
}

/// Where the portrait is to be had, if there is one; and whether the reader may change it.
pub(super) async fn face(tx: &mut Tx, ctx: &Ctx, id: AdvocateId) -> Result<(Option<String>, bool)> {
    let file = store::find(tx, id).await?;
    let viewer = ctx.viewer()?;
    let reach = Reach::of(tx, viewer, viewer.scope(Permission::EditAdvocates)).await?;
    let may_edit = viewer.may(Permission::EditAdvocates) && store::reaches(tx, id, &reach).await?;
    // The address changes with the picture, so that no browser shows the one before.
    Ok((file.map(|file| format!("/advocates/{id}/photo?v={file}")), may_edit))
}

/// 404 when the reader does not see the advocate, 403 when they see and may not edit.
async fn editable(tx: &mut Tx, ctx: &Ctx, id: AdvocateId) -> Result<()> {
    let viewer = ctx.viewer()?;
    if !viewer.may(Permission::ViewAdvocateNames) || !super::store::directory::exists(tx, id).await? {
        return Err(Problem::NotFound.into());
    }
    let scope = ctx.allow(Permission::EditAdvocates)?;
    let reach = Reach::of(tx, viewer, scope).await?;
    if store::reaches(tx, id, &reach).await? {
        return Ok(());
    }
    // A success manager sees only their own customers' advocates.
    Err(if viewer.scope(Permission::ViewAdvocates) == scope {
        Problem::NotFound
    } else {
        Problem::Forbidden(Permission::EditAdvocates.who_may())
    }
    .into())
}
