//! The list as a file: the same rows in the same order, all of them.

use domain::accounts::Permission;
use domain::lists::{Cell, Column, Query, Sheet};
use domain::organisations::{Industry, Relation};

use super::list::Asked;
use super::{sight, store};
use crate::ctx::Ctx;
use crate::db::paging::Turn;
use crate::error::Result;

const COLUMNS: [Column; 17] = [
    Column::new("id", "PeerChamps ID"),
    Column::new("name", "Name"),
    Column::new("relations", "Relations"),
    Column::new("industry", "Industry"),
    Column::new("employees", "Employees"),
    Column::new("country", "Country"),
    Column::new("region", "Region"),
    Column::new("city", "City"),
    Column::new("website", "Website"),
    Column::new("products", "Products"),
    Column::new("tech_stack", "Systems in use"),
    Column::new("customer_since", "Customer since"),
    Column::new("renewal_on", "Renewal"),
    Column::new("advocates", "Advocates"),
    Column::new("open_deals", "Open opportunities"),
    Column::new("owner", "Success manager"),
    Column::new("source", "Source"),
];

/// At most `limit` organisations.
pub async fn sheet(ctx: &Ctx, query: &Query, limit: i64) -> Result<Sheet> {
    ctx.allow(Permission::ViewAdvocates)?;
    let mut tx = ctx.begin().await?;
    let sight = sight(&mut tx, ctx).await?;
    let most = usize::try_from(limit).unwrap_or(usize::MAX);
    let (_, rows) = Asked::of(query).pick(ctx, &mut tx, &sight, &Turn::default(), most).await?;
    tx.commit().await?;
    Ok(Sheet { columns: COLUMNS.to_vec(), rows: rows.into_iter().map(|(_, row)| cells(row)).collect() })
}

fn cells(row: store::ListRow) -> Vec<Cell> {
    let industry = row.industry.and_then(|key| key.parse::<Industry>().ok());
    vec![
        Cell::text(row.id.to_string()),
        Cell::text(row.name),
        Cell::List(row.relations.into_iter().map(|kind: Relation| kind.label().to_owned()).collect()),
        Cell::text(industry.map(Industry::path).unwrap_or_default()),
        row.employees.map_or_else(|| Cell::text(""), Cell::number),
        Cell::text(row.country.unwrap_or_default()),
        Cell::text(row.region.unwrap_or_default()),
        Cell::text(row.city),
        Cell::text(row.website),
        Cell::List(row.products),
        Cell::List(row.tech_stack),
        Cell::day(row.customer_since),
        Cell::day(row.renewal_on),
        Cell::number(row.advocates),
        Cell::number(row.open_deals),
        Cell::text(row.owner.unwrap_or_default()),
        Cell::text(row.source.label()),
    ]
}
