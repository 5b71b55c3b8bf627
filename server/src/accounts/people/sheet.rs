//! The list as a file: the same rows in the same order, all of them. Its columns are those an import of colleagues reads.

use domain::accounts::{Permission, Role, Standing};
use domain::lists::{Cell, Column, Query, Sheet};

use super::list::TEXT_CHARS;
use super::store;
use crate::ctx::Ctx;
use crate::db::paging::Turn;
use crate::error::Result;

const COLUMNS: [Column; 7] = [
    Column::new("id", "PeerChamps ID"),
    Column::new("name", "Name"),
    Column::new("email", "E-mail"),
    Column::new("title", "Job title"),
    Column::new("roles", "Roles"),
    Column::new("team", "Team"),
    Column::new("standing", "Standing"),
];

/// At most `limit` of those who work in the company, narrowed as the address says.
pub async fn sheet(ctx: &Ctx, query: &Query, limit: i64) -> Result<Sheet> {
    ctx.allow(Permission::ManageCompany)?;
    let text: String = query.one("q").unwrap_or_default().trim().chars().take(TEXT_CHARS).collect();
    let standing = query.one("standing").and_then(|standing| standing.parse::<Standing>().ok());
    let mut tx = ctx.begin().await?;
    let rows = store::list(&mut tx, &text, standing, ctx.now(), &Turn::default(), limit).await?;
    tx.commit().await?;
    Ok(Sheet { columns: COLUMNS.to_vec(), rows: rows.into_iter().map(cells).collect() })
}

fn cells(row: store::ListRow) -> Vec<Cell> {
    // Who is an advocate as well is that by their profile, not by a file.
    let roles = row.roles.into_iter().filter(|role| Role::COLLEAGUES.contains(role));
    vec![
        Cell::text(row.id.to_string()),
        Cell::text(row.name),
        Cell::text(row.email),
        Cell::text(row.title),
        Cell::List(roles.map(|role| role.label().to_owned()).collect()),
        Cell::text(row.team.unwrap_or_default()),
        Cell::text(row.standing.label()),
    ]
}
