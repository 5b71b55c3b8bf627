//! What an organisation is to the company, and to whom it belongs. Each change is one act with one event.

use domain::event::Event;
use domain::ids::OrganisationId;
use domain::organisations::{OrganisationField, Other, ParentForm, RelationForm, RelationsPage};
use domain::problem::Problem;

use super::edit::{editable, unchanged_since};
use super::store::{self, relations as dated};
use super::{Sight, sight};
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;
use crate::events;

/// So many names are offered while typing; any other can be typed in full.
const OFFERED: i64 = 500;

/// Relations, parent and parts of one organisation, for whoever may change them.
pub async fn relations(ctx: &Ctx, id: &str) -> Result<RelationsPage> {
    let id: OrganisationId = id.parse().map_err(|_| Problem::NotFound)?;
    let mut tx = ctx.begin().await?;
    let row = editable(&mut tx, ctx, id).await?;
    let sight = sight(&mut tx, ctx).await?;
    let relations = dated::of(&mut tx, id).await?;
    let (parent, parts) = dated::family(&mut tx, id, &sight).await?;
    let names = dated::names(&mut tx, &sight, id, OFFERED).await?;
    tx.commit().await?;
    let today = ctx.now().date_naive();
    Ok(RelationsPage { id, name: row.name, version: row.version, today, relations, parent, parts, names })
}

/// Notes another relation, or changes the days or the kind of one.
pub async fn save_relation(ctx: &Ctx, form: &RelationForm) -> Result<OrganisationId> {
    let id: OrganisationId = form.organisation.parse().map_err(|_| Problem::NotFound)?;
    let mut tx = ctx.begin().await?;
    editable(&mut tx, ctx, id).await?;
    unchanged_since(&mut tx, id, &form.version, OrganisationField::Relations).await?;
    let mut others = dated::of(&mut tx, id).await?;
    let was = match form.was.as_str() {
        "" => None,
        key => {
            let place = others.iter().position(|relation| relation.key() == key).ok_or(Problem::NotFound)?;
            Some(others.remove(place))
        }
    };
    let relation = form.check(&others, ctx.now().date_naive())?;
    if was == Some(relation) {
        return Ok(id);
    }
    if let Some(was) = was {
        dated::remove(&mut tx, id, &was).await?;
    }
    dated::insert(&mut tx, ctx.company(), id, &relation).await?;
    changed(&mut tx, ctx, id, OrganisationField::Relations).await?;
    tx.commit().await?;
    Ok(id)
}

/// Takes a relation away that never was; one that was is ended by its last day.
pub async fn remove_relation(ctx: &Ctx, id: OrganisationId, was: &str, version: &str) -> Result<()> {
    let mut tx = ctx.begin().await?;
    editable(&mut tx, ctx, id).await?;
    unchanged_since(&mut tx, id, version, OrganisationField::Relations).await?;
    let relation = dated::of(&mut tx, id).await?.into_iter().find(|relation| relation.key() == was);
    dated::remove(&mut tx, id, &relation.ok_or(Problem::NotFound)?).await?;
    changed(&mut tx, ctx, id, OrganisationField::Relations).await?;
    tx.commit().await
}

/// Says to whom it belongs.
pub async fn save_parent(ctx: &Ctx, form: &ParentForm) -> Result<OrganisationId> {
    let id: OrganisationId = form.organisation.parse().map_err(|_| Problem::NotFound)?;
    let mut tx = ctx.begin().await?;
    dated::lock_tree(&mut tx, ctx.company()).await?;
    editable(&mut tx, ctx, id).await?;
    unchanged_since(&mut tx, id, &form.version, OrganisationField::Parent).await?;
    let parent = match form.parent.trim() {
        "" => None,
        name => Some(named(&mut tx, ctx, name, "parent").await?),
    };
    adopt(&mut tx, ctx, id, parent.as_ref(), "parent").await?;
    tx.commit().await?;
    Ok(id)
}

/// Makes the organisation of this name a part of `id`. It is that one which changes, so it is that one which the reader
/// has to be allowed to change.
pub async fn add_part(ctx: &Ctx, id: OrganisationId, name: &str) -> Result<()> {
    let mut tx = ctx.begin().await?;
    dated::lock_tree(&mut tx, ctx.company()).await?;
    let row = editable(&mut tx, ctx, id).await?;
    if name.trim().is_empty() {
        return Err(Problem::invalid("part", "Say what it is called.").into());
    }
    let part = named(&mut tx, ctx, name, "part").await?;
    editable(&mut tx, ctx, part.id).await?;
    adopt(&mut tx, ctx, part.id, Some(&Other { id, name: row.name }), "part").await?;
    tx.commit().await
}

/// Lets a part belong to nobody.
pub async fn release_part(ctx: &Ctx, id: OrganisationId, part: OrganisationId) -> Result<()> {
    let mut tx = ctx.begin().await?;
    dated::lock_tree(&mut tx, ctx.company()).await?;
    editable(&mut tx, ctx, id).await?;
    editable(&mut tx, ctx, part).await?;
    if dated::parent(&mut tx, part).await? != Some(id) {
        let words = "It does not belong to this organisation any more.";
        return Err(Problem::refused("changed_meanwhile", words).into());
    }
    adopt(&mut tx, ctx, part, None, "part").await?;
    tx.commit().await
}

/// The one organisation of this name among those the reader sees.
async fn named(tx: &mut Tx, ctx: &Ctx, name: &str, field: &str) -> Result<Other> {
    let sight: Sight = sight(tx, ctx).await?;
    let found = dated::named(tx, name.trim(), &sight).await?;
    let words = match found.as_slice() {
        [only] => return Ok(only.clone()),
        [] => "No organisation has this name. Add or import it first.",
        _ => "Several organisations have this name. Give one of them another, or make them one.",
    };
    Err(Problem::invalid(field, words).into())
}

/// Writes the parent of `child`. Nothing may belong to itself, however far around; the tree is locked before any of its
/// rows, so that of two who close a circle from both ends at once the second sees the first.
async fn adopt(tx: &mut Tx, ctx: &Ctx, child: OrganisationId, parent: Option<&Other>, field: &str) -> Result<()> {
    if dated::parent(tx, child).await? == parent.map(|parent| parent.id) {
        return Ok(());
    }
    if let Some(parent) = parent {
        if parent.id == child {
            return Err(Problem::invalid(field, "An organisation cannot belong to itself.").into());
        }
        if dated::above(tx, parent.id).await?.contains(&child) {
            let name = store::lock(tx, child).await?.map(|row| row.name).unwrap_or_default();
            let words = format!("{} belongs to {name} already, so {name} cannot belong to it.", parent.name);
            return Err(Problem::invalid(field, words).into());
        }
    }
    dated::set_parent(tx, child, parent.map(|parent| parent.id)).await?;
    changed(tx, ctx, child, OrganisationField::Parent).await
}

/// Makes the next version and tells of it.
pub(super) async fn changed(tx: &mut Tx, ctx: &Ctx, id: OrganisationId, field: OrganisationField) -> Result<()> {
    let version = dated::raise_version(tx, id).await?;
    let event = Event::OrganisationChanged { organisation: id, version, fields: vec![field] };
    events::record(tx, ctx, event).await?;
    Ok(())
}
