//! The list as a file: the same nominations in the same order, all of them. Addresses only for who sees them on the page.

use domain::accounts::Permission;
use domain::lists::{Cell, Column, Query, Sheet};

use super::list::{Asked, word};
use super::store::ListRow;
use crate::ctx::Ctx;
use crate::db::paging::Turn;
use crate::error::Result;

const COLUMNS: [Column; 13] = [
    Column::new("id", "PeerChamps ID"),
    Column::new("name", "Name"),
    Column::new("email", "E-mail"),
    Column::new("title", "Role"),
    Column::new("organisation", "Customer"),
    Column::new("why", "Why"),
    Column::new("topics", "Topics"),
    Column::new("state", "State"),
    Column::new("nominated_by", "Nominated by"),
    Column::new("nominated_at", "Nominated"),
    Column::new("decided_by", "Decided by"),
    Column::new("decided_at", "Decided"),
    Column::new("standing", "Where they stand"),
];

/// At most `limit` nominations.
pub async fn sheet(ctx: &Ctx, query: &Query, limit: i64) -> Result<Sheet> {
    ctx.allow(Permission::ViewAdvocateNames)?;
    let viewer = ctx.viewer()?;
    let (me, sees_addresses) = (viewer.user, viewer.sees_contact_data());
    let mut tx = ctx.begin().await?;
    let rows = Asked::of(query).rows(ctx, &mut tx, &Turn::default(), limit, (false, false)).await?;
    tx.commit().await?;
    let lines = rows.into_iter().map(|row| {
        let has_address = sees_addresses || row.nominator == me;
        cells(row, has_address)
    });
    Ok(Sheet { columns: COLUMNS.to_vec(), rows: lines.collect() })
}

fn cells(row: ListRow, has_address: bool) -> Vec<Cell> {
    vec![
        Cell::text(row.id.to_string()),
        Cell::text(row.name),
        if has_address { Cell::text(row.email) } else { Cell::Empty },
        Cell::text(row.title),
        Cell::text(row.organisation_name),
        Cell::text(row.why),
        Cell::List(row.topics),
        Cell::text(row.state.label()),
        Cell::text(row.nominated_by),
        Cell::moment(Some(row.nominated_at)),
        Cell::text(row.decided_by.unwrap_or_default()),
        Cell::moment(row.decided_at),
        Cell::text(row.lifecycle.map(word).unwrap_or_default()),
    ]
}
