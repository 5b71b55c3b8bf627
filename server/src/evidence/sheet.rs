//! The library as a file: the same pieces in the same order, all of them. Nothing that lets anybody in: no link is in it.

use domain::lists::{Cell, Column, Query, Sheet};
use domain::organisations::Industry;

use super::list::Asked;
use super::{sees, store};
use crate::ctx::Ctx;
use crate::db::paging::Turn;
use crate::error::Result;

const COLUMNS: [Column; 14] = [
    Column::new("id", "PeerChamps ID"),
    Column::new("title", "Title"),
    Column::new("kind", "Kind"),
    Column::new("state", "State"),
    Column::new("until", "May be shown until"),
    Column::new("organisation", "Customer"),
    Column::new("advocate", "Person"),
    Column::new("industry", "Industry"),
    Column::new("products", "Products"),
    Column::new("use_cases", "Use cases"),
    Column::new("language", "Language"),
    Column::new("links", "Links made"),
    Column::new("views", "Views"),
    Column::new("added_on", "Added"),
];

/// At most `limit` pieces.
pub async fn sheet(ctx: &Ctx, query: &Query, limit: i64) -> Result<Sheet> {
    sees(ctx)?;
    let mut tx = ctx.begin().await?;
    let rows = Asked::of(query).rows(ctx, &mut tx, &Turn::default(), limit, (false, false)).await?;
    tx.commit().await?;
    Ok(Sheet { columns: COLUMNS.to_vec(), rows: rows.into_iter().map(cells).collect() })
}

fn cells(row: store::ListRow) -> Vec<Cell> {
    let industry = row.industry.and_then(|key| key.parse::<Industry>().ok());
    vec![
        Cell::text(row.id.to_string()),
        Cell::text(row.title),
        Cell::text(row.kind.label()),
        Cell::text(row.state.label()),
        Cell::day(row.until),
        Cell::text(row.organisation_name),
        Cell::text(row.advocate_name.unwrap_or_default()),
        Cell::text(industry.map(Industry::path).unwrap_or_default()),
        Cell::List(row.products),
        Cell::List(row.use_cases),
        Cell::text(row.language),
        Cell::number(row.uses),
        Cell::number(row.views),
        Cell::day(Some(row.created_at.date_naive())),
    ]
}
