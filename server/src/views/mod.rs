//! Saved views: a list under a name, one's own or shared with everybody who may see the list.
//!
//! Table: `list_views`. Invariants: a view holds an address, never rows, so it shows no more than its
//! reader may see; what a later version of a list does not know in it is named on the page and left
//! out; only programme leads and administrators share, rename and delete shared views.
//! Events: `ListViewSaved`, `ListViewDeleted`.

mod store;

use domain::accounts::Permission;
use domain::event::Event;
use domain::ids::ListViewId;
use domain::lists::{ListName, ListView, Query, VIEW_NAME_CHARS, VIEW_QUERY_CHARS, VIEWS_MOST, Views};
use domain::problem::Problem;

use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::{OnConstraint as _, Result};
use crate::events;

/// The views of a list for this reader: the shared ones first, both by name.
pub async fn of(tx: &mut Tx, ctx: &Ctx, list: ListName) -> Result<Views> {
    let viewer = ctx.viewer()?;
    let may_share = viewer.may(Permission::ShareViews);
    let rows = store::of(tx, list, viewer.user).await?;
    let views = rows.into_iter().map(|row| ListView {
        id: row.id,
        name: row.name,
        query: Query::parse(&row.query),
        is_shared: row.is_shared,
        may_change: !row.is_shared || may_share,
    });
    Ok(Views { list, views: views.collect(), may_share })
}

/// Keeps the list at this address under a name.
pub async fn save(ctx: &Ctx, list: ListName, name: &str, query: &str, shared: bool) -> Result<ListViewId> {
    ctx.allow(list.permission())?;
    // Its page has two filters and no views.
    if list == ListName::Users {
        return Err(Problem::NotFound.into());
    }
    if shared {
        ctx.allow(Permission::ShareViews)?;
    }
    let name = readable(name)?;
    let query = Query::parse(query).first_page();
    // The list itself refuses such an address: its view would never open.
    if query.pairs().any(|(name, value)| name.contains('\0') || value.contains('\0')) {
        let message = "This list is filtered by a character that no text can hold. Take the filter away.";
        return Err(Problem::invalid("name", message).into());
    }
    let query = query.to_string();
    if query.chars().count() > VIEW_QUERY_CHARS {
        return Err(Problem::invalid("name", "This list has more filters than a view can keep. Take some away.").into());
    }
    let owner = (!shared).then_some(ctx.viewer()?.user);
    let id = ListViewId::new();
    let mut tx = ctx.begin().await?;
    if usize::try_from(store::count(&mut tx, list, owner).await?).unwrap_or(usize::MAX) >= VIEWS_MOST {
        return Err(
            Problem::refused("too_many_views", "There are 30 views of this list already. Delete one first.").into()
        );
    }
    let new = store::NewView { id, list, owner, name, query: &query, created_by: ctx.viewer()?.user };
    store::insert(&mut tx, ctx.company(), &new).await.on_constraint("list_views_name", taken())?;
    events::record(&mut tx, ctx, Event::ListViewSaved { view: id }).await?;
    tx.commit().await?;
    Ok(id)
}

/// Gives a view another name.
pub async fn rename(ctx: &Ctx, id: ListViewId, name: &str) -> Result<()> {
    let mut tx = ctx.begin().await?;
    changeable(&mut tx, ctx, id).await?;
    let name = readable(name)?;
    store::rename(&mut tx, id, name).await.on_constraint("list_views_name", taken())?;
    events::record(&mut tx, ctx, Event::ListViewSaved { view: id }).await?;
    tx.commit().await
}

/// Forgets a view; the list itself stays as it is.
pub async fn delete(ctx: &Ctx, id: ListViewId) -> Result<()> {
    let mut tx = ctx.begin().await?;
    changeable(&mut tx, ctx, id).await?;
    store::delete(&mut tx, id).await?;
    events::record(&mut tx, ctx, Event::ListViewDeleted { view: id }).await?;
    tx.commit().await
}

/// Somebody else's own view does not exist; a shared one is for those who may share.
async fn changeable(tx: &mut Tx, ctx: &Ctx, id: ListViewId) -> Result<()> {
    let viewer = ctx.viewer()?;
    let row = store::lock(tx, id).await?.ok_or(Problem::NotFound)?;
    match row.owner {
        Some(owner) if owner == viewer.user => Ok(()),
        None if viewer.may(row.list.permission()) => ctx.allow(Permission::ShareViews).map(|_| ()),
        _ => Err(Problem::NotFound.into()),
    }
}

fn readable(name: &str) -> Result<&str, Problem> {
    let name = name.trim();
    let fits = !name.is_empty() && name.chars().count() <= VIEW_NAME_CHARS && !name.contains(char::is_control);
    fits.then_some(name).ok_or_else(|| Problem::invalid("name", "Choose a name of at most 60 characters."))
}

fn taken() -> Problem {
    Problem::invalid("name", "There is a view of this name already. Choose another name.")
}
