//! Exports: a list as a file, exactly as filtered and sorted on the page.
//!
//! CSV (with or without a byte order mark), an Excel workbook, or JSON. Tables: none of its own; each
//! list's feature reads its rows with the reach of whoever asks, and leaves out contact data for
//! those who may not see it. Invariants: no cell of a spreadsheet computes anything; a file holds
//! everything that was asked for or is refused, never a part. Event: `ListExported`.

mod files;
pub mod routes;

use domain::event::Event;
use domain::lists::{Format, ListName, Query, Sheet};
use domain::problem::Problem;

use crate::ctx::Ctx;
use crate::error::Result;
use crate::limits::{self, Action};
use crate::{accounts, advocates, events, evidence, nominations, opportunities, organisations, requests};

/// The most rows a file holds; they are in memory while it is written.
pub const MOST_ROWS: u32 = 50_000;

/// The file of a list.
pub async fn export(ctx: &Ctx, list: ListName, format: Format, query: &Query) -> Result<Vec<u8>> {
    let limit = i64::from(MOST_ROWS) + 1;
    // Each list asks for its own permission.
    let sheet = match list {
        ListName::Advocates => advocates::sheet(ctx, query, limit).await?,
        ListName::Opportunities => opportunities::sheet(ctx, query, limit).await?,
        ListName::Organisations => organisations::sheet(ctx, query, limit).await?,
        ListName::Requests => requests::sheet(ctx, query, limit).await?,
        ListName::Evidence => evidence::sheet(ctx, query, limit).await?,
        ListName::Nominations => nominations::sheet(ctx, query, limit).await?,
        ListName::Users => accounts::sheet(ctx, query, limit).await?,
    };
    let rows = within(&sheet, MOST_ROWS)?;
    limits::check(ctx.app(), Action::ExportByUser, &ctx.viewer()?.user.to_string()).await?;
    let bytes = tokio::task::spawn_blocking(move || files::write(list, format, sheet)).await??;
    let mut tx = ctx.begin().await?;
    events::record(&mut tx, ctx, Event::ListExported { list, format, rows }).await?;
    tx.commit().await?;
    Ok(bytes)
}

/// How many rows there are, if a file may hold them.
fn within(sheet: &Sheet, most: u32) -> Result<u32, Problem> {
    u32::try_from(sheet.rows.len()).ok().filter(|rows| *rows <= most).ok_or_else(|| {
        Problem::refused(
            "too_many_rows",
            format!(
                "This list has more than {} rows, the most a file holds. Filter it first, then export.",
                domain::paging::grouped(most.into())
            ),
        )
    })
}

#[cfg(test)]
mod tests {
    use domain::lists::{Cell, Column};

    use super::*;

    #[test]
    fn a_list_that_is_too_long_is_refused_whole() {
        let sheet = |rows: i64| Sheet {
            columns: vec![Column::new("n", "N")],
            rows: (0..rows).map(|n| vec![Cell::Number(n)]).collect(),
        };

        assert_eq!(within(&sheet(3), 3), Ok(3));
        assert_eq!(within(&sheet(4), 3).unwrap_err().refusal_code(), Some("too_many_rows"));
    }
}
