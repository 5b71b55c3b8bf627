//! The list as a file: the same rows in the same order, all of them.

use chrono_tz::Tz;
use domain::accounts::Permission;
use domain::lists::{Cell, Column, Query, Sheet};
use domain::money::Money;
use domain::organisations::Industry;
use domain::time::local;

use super::list::Asked;
use super::store::list as store;
use super::{reach, today};
use crate::ctx::Ctx;
use crate::db::paging::Turn;
use crate::error::Result;

const COLUMNS: [Column; 15] = [
    Column::new("id", "PeerChamps ID"),
    Column::new("name", "Name"),
    Column::new("organisation", "Organisation"),
    Column::new("industry", "Industry"),
    Column::new("country", "Country"),
    Column::new("products", "Products"),
    Column::new("stage", "Stage"),
    Column::new("amount", "Amount"),
    Column::new("currency", "Currency"),
    Column::new("closes_on", "Close date"),
    Column::new("needed_by", "Reference needed by"),
    Column::new("reference", "Reference"),
    Column::new("best_match", "Best match"),
    Column::new("best_match_on", "Best match as of"),
    Column::new("owner", "Owner"),
];

/// At most `limit` opportunities, as far as the reader reaches.
pub async fn sheet(ctx: &Ctx, query: &Query, limit: i64) -> Result<Sheet> {
    let scope = ctx.allow(Permission::ViewOpportunities)?;
    let viewer = ctx.viewer()?;
    let (zone, today) = today(viewer, ctx.now());
    let mut tx = ctx.begin().await?;
    let (asked, start) = (Asked::of(query, scope, today, &store::stages(&mut tx).await?), Turn::default());
    let reach = reach(&mut tx, viewer, Permission::ViewOpportunities).await?;
    let rows = store::list(&mut tx, &reach, viewer.user, &asked.wanted(&start, limit)).await?;
    tx.commit().await?;
    Ok(Sheet { columns: COLUMNS.to_vec(), rows: rows.into_iter().map(|row| cells(row, zone)).collect() })
}

fn cells(row: store::ListRow, zone: Tz) -> Vec<Cell> {
    let industry = row.industry.and_then(|key| key.parse::<Industry>().ok());
    let (amount, currency) = match row.amount_minor {
        Some(minor) => (Cell::Money(Money::new(minor, row.currency.clone())), Cell::text(row.currency)),
        None => (Cell::Empty, Cell::Empty),
    };
    vec![
        Cell::text(row.id.to_string()),
        Cell::text(row.name),
        Cell::text(row.organisation_name.unwrap_or_default()),
        Cell::text(industry.map(Industry::path).unwrap_or_default()),
        Cell::text(row.country.unwrap_or_default()),
        Cell::List(row.products),
        Cell::text(row.stage),
        amount,
        currency,
        Cell::day(row.closes_on),
        Cell::day(row.needed_by),
        Cell::text(row.reference.label()),
        Cell::text(row.best_name.unwrap_or_default()),
        Cell::day(row.best_at.map(|at| local(at, &zone).date())),
        Cell::text(row.owner_name.unwrap_or_default()),
    ]
}
