//! The list of requests as a file: the same rows in the same order, all of them.

use domain::lists::{Cell, Column, Query, Sheet};
use domain::requests::{RequestLine, RequestTab};

use super::pages::reader;
use super::store;
use crate::ctx::Ctx;
use crate::error::Result;

const COLUMNS: [Column; 10] = [
    Column::new("id", "PeerChamps ID"),
    Column::new("opportunity", "Opportunity"),
    Column::new("organisation", "Organisation"),
    Column::new("state", "State"),
    Column::new("advocate", "Advocate"),
    Column::new("advocate_organisation", "Advocate's organisation"),
    Column::new("needed_by", "Needed by"),
    Column::new("requested_by", "Asked by"),
    Column::new("call_at", "Call (UTC)"),
    Column::new("created_at", "Created (UTC)"),
];

/// At most `limit` requests of the tab the address names, newest first.
pub async fn sheet(ctx: &Ctx, query: &Query, limit: i64) -> Result<Sheet> {
    let reader = reader(ctx)?;
    let tab = query.one("tab").and_then(|tab| tab.parse().ok()).unwrap_or(RequestTab::Open);
    let mut tx = ctx.begin().await?;
    let rows = store::lines(&mut tx, reader, tab, None, None, None, limit).await?;
    tx.commit().await?;
    Ok(Sheet { columns: COLUMNS.to_vec(), rows: rows.into_iter().map(cells).collect() })
}

fn cells(row: RequestLine) -> Vec<Cell> {
    let state = row.label();
    vec![
        Cell::text(row.id.to_string()),
        Cell::text(row.opportunity_name),
        Cell::text(row.prospect),
        Cell::text(state),
        Cell::text(row.advocate_name),
        Cell::text(row.advocate_organisation),
        Cell::Day(row.needed_by),
        Cell::text(row.requested_by),
        Cell::moment(row.call_at),
        Cell::Moment(row.created_at),
    ]
}
