//! What the check found, to take home: as CSVs that no spreadsheet executes.

use domain::ids::ImportId;
use domain::imports::{CheckRows, Kind, Mapping};
use domain::lists::harmless;

use super::store::{self, Import};
use super::{allow, find, row_view};
use crate::ctx::Ctx;
use crate::error::Result;

/// Rows read at once.
const CSV_ROWS: i64 = 5_000;

/// Rows with a reason to look at them.
pub async fn problems_csv(ctx: &Ctx, kind: Kind, id: ImportId) -> Result<(String, Vec<u8>)> {
    allow(ctx, kind)?;
    let mut tx = ctx.begin().await?;
    let import = find(&mut tx, kind, id).await?;
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    let heading = ["Row", "Result", "Reason"]
        .map(str::to_owned)
        .into_iter()
        .chain(import.columns.iter().map(|name| harmless(name)));
    writer.write_record(heading).map_err(anyhow::Error::from)?;
    let mut after = 0;
    loop {
        let rows = store::checked_rows(&mut tx, id, CheckRows::Problems, after, CSV_ROWS).await?;
        let Some(last) = rows.last() else { break };
        after = last.row_number;
        for row in &rows {
            let told = [row.row_number.to_string(), row.outcome.label().to_owned(), row.reasons.join(" ")];
            let cells = row.cells.0.iter().map(|cell| harmless(cell));
            writer.write_record(told.iter().map(|cell| harmless(cell)).chain(cells)).map_err(anyhow::Error::from)?;
        }
    }
    let bytes = writer.into_inner().map_err(|error| anyhow::anyhow!("csv: {error}"))?;
    Ok((stem(&import), bytes))
}

/// Every field that a row changes of a record that is there.
pub async fn changes_csv(ctx: &Ctx, kind: Kind, id: ImportId) -> Result<(String, Vec<u8>)> {
    allow(ctx, kind)?;
    let mut tx = ctx.begin().await?;
    let import = find(&mut tx, kind, id).await?;
    let unmapped = Mapping::default();
    let mapping = import.mapping.as_ref().map_or(&unmapped, |mapping| &mapping.0);
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["Row", "Name", "Field", "From", "To"]).map_err(anyhow::Error::from)?;
    let mut after = 0;
    loop {
        let rows = store::checked_rows(&mut tx, id, CheckRows::Changes, after, CSV_ROWS).await?;
        let Some(last) = rows.last() else { break };
        after = last.row_number;
        for row in rows {
            let row = row_view(row, kind, mapping);
            for change in &row.changes {
                let number = row.number.to_string();
                let cells = [&number, &row.title, &change.field, &change.from, &change.to];
                writer.write_record(cells.map(|cell| harmless(cell))).map_err(anyhow::Error::from)?;
            }
        }
    }
    let bytes = writer.into_inner().map_err(|error| anyhow::anyhow!("csv: {error}"))?;
    Ok((stem(&import), bytes))
}

/// The name of the file without its ending.
fn stem(import: &Import) -> String {
    import.file_name.rsplit_once('.').map_or(import.file_name.as_str(), |(stem, _)| stem).to_owned()
}
