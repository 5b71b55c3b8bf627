//! Bringing files in: a CSV becomes organisations, opportunities, advocates or colleagues, row by row, and can be
//! taken back.
//!
//! Upload stores the rows; the columns page maps them; a check says for every row what would happen, and which fields of a
//! record that is there would change from what to what; the import does it in one transaction, so that a crash leaves
//! nothing half-written; undo puts every touched record back exactly, unless somebody changed or used it since.
//!
//! Tables: `imports`, `import_rows`, and what was chosen before in `import_headers`, `import_meanings`; writes `organisations`, `organisation_relations`, `opportunities`,
//! `opportunity_stages`, `contacts`, `opportunity_contacts`, `advocates`, `advocate_outcomes`, `users`, `teams` in sets, and refusals
//! (never consent) to `consents`.
//! Invariants: one landing per company at a time; the same file again changes nothing; a row lands
//! whole or is named with its reason; records kept by a CRM are never touched.
//! Events: `ImportUploaded`, `ImportBegun`, `ImportFinished`, `ImportUndone`. What is chosen before an import begins is a
//! draft and no event. An advocate that is changed has an `AdvocateChanged` of its own, for whoever has the form open.

mod choices;
mod downloads;
mod file;
mod jobs;
mod memory;
mod plan;
pub mod routes;
mod store;
mod undo;
mod values;

pub use choices::{SaveColumns, choose_stages, choose_values, columns_page, save_columns};
pub use downloads::{changes_csv, problems_csv};
pub use jobs::{CheckFile, LandFile};
pub use undo::undo;

use chrono::{DateTime, Timelike, Utc};
use domain::accounts::Permission;
use domain::event::Event;
use domain::ids::ImportId;
use domain::imports::{
    CheckPage, CheckRows, FileFacts, ImportsPage, Kind, MAX_BYTES, Mapping, Reading, RevenueUnit, RowView, RunPage,
    State,
};
use domain::problem::Problem;

use self::store::{CheckedRow, Import, NewImport};
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;

/// Rows of the check page.
const PAGE_ROWS: i64 = 50;
/// Rows stored at once.
const STORE_ROWS: usize = 2_000;
/// Below this a column of revenues is taken to be in millions until somebody says otherwise.
const SMALL_REVENUE: i64 = 1_000_000;

/// Keeps a file's rows and what its columns show. Nothing else is written yet.
pub async fn upload(ctx: &Ctx, kind: Kind, file_name: &str, bytes: Vec<u8>) -> Result<ImportId> {
    allow(ctx, kind)?;
    if bytes.len() > MAX_BYTES {
        return Err(too_large().into());
    }
    let table = tokio::task::spawn_blocking(move || file::read(&bytes)).await??;
    let file_name: String = file_name.chars().filter(|c| !c.is_control()).take(200).collect();
    let mut tx = ctx.begin().await?;
    let mut reading = Reading::in_currency(&store::company_currency(&mut tx, ctx.company()).await?);
    reading.revenue_unit = guessed_unit(kind, &table);
    let id = ImportId::new();
    let new =
        NewImport { id, kind, file_name: &file_name, table: &table, reading: &reading, created_by: ctx.viewer()?.user };
    store::insert(&mut tx, ctx.company(), &new).await?;
    for rows in table.rows.chunks(STORE_ROWS) {
        store::insert_rows(&mut tx, ctx.company(), id, rows).await?;
    }
    crate::events::record(&mut tx, ctx, Event::ImportUploaded { import: id }).await?;
    tx.commit().await?;
    tracing::info!(import.id = %id, rows = table.rows.len(), "a file to import arrived");
    Ok(id)
}

/// What a file beyond the limit is answered with.
pub(crate) fn too_large() -> Problem {
    Problem::TooLarge(
        "This file is larger than 20 MB, which is the most one import takes. Split it and import the parts.".to_owned(),
    )
}

/// Revenues below a million for every organisation are written in millions.
fn guessed_unit(kind: Kind, table: &file::Table) -> RevenueUnit {
    let suggested = domain::imports::suggest(kind, &table.columns);
    let place =
        suggested.iter().position(|found| found.is_some_and(|(field, _)| field == domain::imports::Field::Revenue));
    match place.and_then(|place| table.facts[place].largest) {
        Some(largest) if largest < SMALL_REVENUE => RevenueUnit::Millions,
        _ => RevenueUnit::Ones,
    }
}

/// Whether the viewer may bring this kind in, look at such an import, or take it back.
pub(crate) fn allow(ctx: &Ctx, kind: Kind) -> Result<()> {
    ctx.allow(Permission::Import)?;
    ctx.allow(kind.permission())?;
    Ok(())
}

/// Reads the kind and id of an address; one that cannot be read leads nowhere.
pub fn address(kind: &str, id: &str) -> Result<(Kind, ImportId)> {
    match (kind.parse(), id.parse()) {
        (Ok(kind), Ok(id)) => Ok((kind, id)),
        _ => Err(Problem::NotFound.into()),
    }
}

/// The latest imports of a kind; of all kinds when it is blank.
pub async fn imports_page(ctx: &Ctx, kind: &str) -> Result<ImportsPage> {
    ctx.allow(Permission::Import)?;
    let viewer = ctx.viewer()?;
    let kind: Option<Kind> = if kind.is_empty() { None } else { Some(kind.parse().map_err(|_| Problem::NotFound)?) };
    if let Some(kind) = kind {
        allow(ctx, kind)?;
    }
    let kinds: Vec<Kind> = Kind::ALL.iter().copied().filter(|kind| viewer.may(kind.permission())).collect();
    let of = kind.map_or_else(|| kinds.clone(), |kind| vec![kind]);
    let mut tx = ctx.begin().await?;
    Ok(ImportsPage { kind, kinds, recent: store::recent(&mut tx, &of, &viewer.time_zone).await? })
}

/// What the import would do, row by row, from after a row on.
pub async fn check_page(ctx: &Ctx, kind: Kind, id: ImportId, shown: CheckRows, after: i32) -> Result<CheckPage> {
    allow(ctx, kind)?;
    let mut tx = ctx.begin().await?;
    let import = find(&mut tx, kind, id).await?;
    let counts = import.counts.map(|counts| counts.0).unwrap_or_default();
    let mut rows = match import.state {
        State::Uploaded | State::Checking => Vec::new(),
        _ => store::checked_rows(&mut tx, id, shown, after, PAGE_ROWS + 1).await?,
    };
    let has_more = rows.len() > usize::try_from(PAGE_ROWS).unwrap_or(usize::MAX);
    rows.truncate(usize::try_from(PAGE_ROWS).unwrap_or(usize::MAX));
    let unmapped = Mapping::default();
    let mapping = import.mapping.as_ref().map_or(&unmapped, |mapping| &mapping.0);
    let (values, more_values, offers) = values::shown(&mut tx, &import.strange_values.0).await?;
    Ok(CheckPage {
        values,
        more_values,
        offers,
        progress: count(import.progress),
        counts,
        shown,
        more_after: rows.last().filter(|_| has_more).map(|row| row.row_number),
        is_first: after <= 0,
        rows: rows.into_iter().map(|row| row_view(row, kind, mapping)).collect(),
        stages: import.stages.0.clone(),
        known_stages: if import.stages.0.is_empty() { Vec::new() } else { store::stages(&mut tx).await? },
        file: file_facts(&import),
    })
}

/// Begins the import. The work is a job; its page can be left and come back to.
pub async fn start(ctx: &Ctx, kind: Kind, id: ImportId) -> Result<()> {
    allow(ctx, kind)?;
    let mut tx = ctx.begin().await?;
    store::lock(&mut tx, id).await?;
    let import = find(&mut tx, kind, id).await?;
    match import.state {
        State::Checked | State::Failed => {}
        // A second press of the button finds the first one's work.
        State::Running | State::Done => return Ok(()),
        _ => return Err(Problem::refused("not_checked", "Check the rows first; the import follows the check.").into()),
    }
    let landing = import.counts.as_ref().map_or(0, |counts| counts.0.landing());
    if landing == 0 {
        return Err(Problem::refused(
            "nothing_to_import",
            "There is nothing to import: no row is new or changes anything.",
        )
        .into());
    }
    let turn = store::begin_run(&mut tx, id).await?;
    crate::events::record(&mut tx, ctx, Event::ImportBegun { import: id }).await?;
    crate::jobs::enqueue(&mut tx, ctx, &LandFile { import: id, turn }, ctx.now()).await?;
    tx.commit().await
}

/// The import under way, done, or undone.
pub async fn run_page(ctx: &Ctx, kind: Kind, id: ImportId) -> Result<RunPage> {
    allow(ctx, kind)?;
    let mut tx = ctx.begin().await?;
    let import = find(&mut tx, kind, id).await?;
    let stages = if import.created_stages.is_empty() { Vec::new() } else { store::stages(&mut tx).await? };
    let teams = if import.created_teams.is_empty() { Vec::new() } else { store::users::teams(&mut tx).await? };
    let new_stages =
        stages.into_iter().filter(|stage| import.created_stages.contains(&stage.id)).map(|stage| stage.name);
    let zone = &ctx.viewer()?.time_zone;
    let undone_by = import.undone_by.as_deref().unwrap_or("somebody who left");
    Ok(RunPage {
        progress: count(import.progress),
        counts: import.counts.as_ref().map(|counts| counts.0).unwrap_or_default(),
        finished: import.finished_at.map(|at| format!("{}, by {}", moment(at, zone), import.created_by)),
        undone: import.undone_at.map(|at| format!("{}, by {undone_by}", moment(at, zone))),
        new_stages: new_stages.collect(),
        new_teams: teams
            .into_iter()
            .filter(|(id, _)| import.created_teams.contains(id))
            .map(|(_, name)| name)
            .collect(),
        file: file_facts(&import),
    })
}

/// The import of this kind, or nothing: also when it is another company's.
async fn find(tx: &mut Tx, kind: Kind, id: ImportId) -> Result<Import> {
    let import = store::import(tx, id).await?.filter(|import| import.kind == kind);
    Ok(import.ok_or(Problem::NotFound)?)
}

fn file_facts(import: &Import) -> FileFacts {
    FileFacts {
        id: import.id,
        kind: import.kind,
        state: import.state,
        name: import.file_name.clone(),
        rows: count(import.row_count),
        columns: import.columns.len(),
        encoding: import.encoding.clone(),
        delimiter: import.delimiter.clone(),
    }
}

fn row_view(row: CheckedRow, kind: Kind, mapping: &Mapping) -> RowView {
    use domain::imports::Field;
    let cell =
        |field| mapping.column(field).and_then(|place| row.cells.0.get(place)).map(|cell| cell.trim().to_owned());
    let filled = |field| cell(field).filter(|cell| !cell.is_empty());
    let (title, line) = match kind {
        Kind::Organisations => (filled(Field::Name), [filled(Field::Industry), filled(Field::Country)]),
        Kind::Opportunities => (
            filled(Field::Name).or_else(|| filled(Field::ExternalId)),
            [filled(Field::Account), filled(Field::Product)],
        ),
        Kind::Advocates => (filled(Field::Name), [filled(Field::Account), filled(Field::Email)]),
        Kind::Users => (filled(Field::Name), [filled(Field::Email), filled(Field::Roles)]),
    };
    RowView {
        number: row.row_number,
        title: title.unwrap_or_else(|| "(blank)".to_owned()),
        line: line.into_iter().flatten().collect::<Vec<_>>().join(", "),
        outcome: row.outcome,
        reasons: row.reasons,
        changes: row.changes.0,
    }
}

fn count(number: i32) -> usize {
    usize::try_from(number).unwrap_or(0)
}

/// "Sat 21 Nov, 14:02 GMT", in the viewer's zone.
fn moment(at: DateTime<Utc>, zone: &str) -> String {
    let zone = domain::time::zones::find(zone).unwrap_or(chrono_tz::UTC);
    let local = at.with_timezone(&zone);
    let clock = local.time().with_second(0).unwrap_or(local.time());
    format!("{}, {} {}", domain::time::date_short(local.date_naive()), domain::time::clock(clock), local.format("%Z"))
}
