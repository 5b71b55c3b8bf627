//! The directory as a file: the same rows in the same order, all of them.

use domain::accounts::Permission;
use domain::lists::{Cell, Column, Query, Sheet};
use domain::organisations::Industry;

use super::directory::{self, Asked};
use super::store::directory as store;
use super::{fatigue, support};
use crate::ctx::Ctx;
use crate::db::paging::Turn;
use crate::error::Result;
use crate::roster;

const COLUMNS: [Column; 27] = [
    Column::new("id", "PeerChamps ID"),
    Column::new("name", "Name"),
    Column::new("title", "Title"),
    Column::new("organisation", "Organisation"),
    Column::new("industry", "Industry"),
    Column::new("country", "Country"),
    Column::new("city", "City"),
    Column::new("time_zone", "Time zone"),
    Column::new("languages", "Languages"),
    Column::new("speaks_about", "Speaks about"),
    Column::new("products", "Products"),
    Column::new("tags", "Tags"),
    Column::new("lifecycle", "Stage of the programme"),
    Column::new("status", "Status"),
    Column::new("returns_on", "Until"),
    Column::new("fatigue", "Fatigue"),
    Column::new("asked_this_month", "Asked this month"),
    Column::new("monthly_cap", "Monthly cap"),
    Column::new("asked_this_quarter", "Asked this quarter"),
    Column::new("quarterly_cap", "Quarterly cap"),
    Column::new("support", "Support"),
    Column::new("calls_12_months", "Calls, 12 months"),
    Column::new("last_call", "Last call"),
    Column::new("deals_won", "Deals won"),
    Column::new("deals_decided", "Deals decided"),
    Column::new("owner", "Success manager"),
    Column::new("email", "E-mail"),
];

/// At most `limit` advocates; names only for readers who may know no more, and without addresses
/// for those who see none.
pub async fn sheet(ctx: &Ctx, query: &Query, limit: i64) -> Result<Sheet> {
    if !ctx.viewer()?.may(Permission::ViewAdvocates) {
        return names(ctx, query, limit).await;
    }
    let (asked, most) = (Asked::of(query), usize::try_from(limit).unwrap_or(usize::MAX));
    let mut tx = ctx.begin().await?;
    let roster = roster::current(ctx, &mut tx).await?;
    let (picked, is_more) = asked.pick(&mut tx, ctx, &roster, &Turn::default(), most).await?;
    roster::all_found(is_more)?;
    let rows = directory::lines(&mut tx, ctx, picked.places).await?;
    tx.commit().await?;
    let shown = if ctx.viewer()?.sees_contact_data() { COLUMNS.len() } else { COLUMNS.len() - 1 };
    let rows = rows.into_iter().map(|(_, row)| {
        let mut cells = cells(row);
        cells.truncate(shown);
        cells
    });
    Ok(Sheet { columns: COLUMNS[..shown].to_vec(), rows: rows.collect() })
}

fn cells(row: store::DirectoryRow) -> Vec<Cell> {
    let industry = row.industry.and_then(|key| key.parse::<Industry>().ok());
    vec![
        Cell::text(row.id.to_string()),
        Cell::text(row.name),
        Cell::text(row.title),
        Cell::text(row.organisation_name),
        Cell::text(industry.map(Industry::path).unwrap_or_default()),
        Cell::text(row.country.unwrap_or_default()),
        Cell::text(row.city),
        Cell::text(row.time_zone),
        Cell::List(row.languages),
        Cell::List(row.use_cases),
        Cell::List(row.products),
        Cell::List(row.tags),
        Cell::text(row.lifecycle.as_str()),
        Cell::text(row.status.label()),
        Cell::day(row.returns_on),
        Cell::text(fatigue(row.load).label()),
        Cell::number(row.month_asks),
        Cell::number(row.monthly_cap),
        Cell::number(row.quarter_asks),
        Cell::number(row.quarterly_cap),
        Cell::text(support(row.shield_class, row.shield_closes).label()),
        Cell::number(row.calls),
        Cell::day(row.last_call),
        Cell::number(row.won),
        Cell::number(row.decided),
        Cell::text(row.owner_name.unwrap_or_default()),
        // The last one: left out for readers without contact data.
        Cell::text(row.email),
    ]
}

async fn names(ctx: &Ctx, query: &Query, limit: i64) -> Result<Sheet> {
    let most = usize::try_from(limit).unwrap_or(usize::MAX);
    let (rows, _) = directory::names_found(ctx, query, &Turn::default(), most).await?;
    let cells = |(_, row): (_, store::NameFacts)| {
        vec![Cell::text(row.id.to_string()), Cell::text(row.name), Cell::text(row.organisation_name)]
    };
    Ok(Sheet { columns: vec![COLUMNS[0], COLUMNS[1], COLUMNS[3]], rows: rows.into_iter().map(cells).collect() })
}
