//! How far a search came, and what it found.

use chrono::{DateTime, Utc};
use domain::duplicates::{DuplicateKind, Found, Key, LeftOut};
use serde_json::json;
use uuid::Uuid;

use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;

/// Where a search goes on.
pub struct Progress {
    pub kind: DuplicateKind,
    pub search: Uuid,
    pub step: i32,
    /// Nothing until all records were counted.
    pub survey: Option<Vec<u8>>,
    pub part: i32,
    pub parts: i32,
    pub after_key: Option<i64>,
}

impl Progress {
    pub fn after(&self) -> Option<Key> {
        self.after_key.map(i64::cast_unsigned)
    }
}

/// Begins a search, unless one is under way: that one is told to begin again if something else asks for it.
pub async fn begin(tx: &mut Tx, ctx: &Ctx, cause: &str) -> Result<()> {
    let kinds: Vec<String> = DuplicateKind::ALL.iter().map(|kind| kind.as_str().to_owned()).collect();
    sqlx::query!(
        "with going_on as (update duplicate_progress set again = again or cause <> $3)
         insert into duplicate_progress (company_id, kind, search_id, cause, began_at)
         select $1, kind, $2, $3, $4 from unnest($5::text[]) kind
         where not exists (select from duplicate_progress)
         on conflict do nothing",
        ctx.company() as _,
        Uuid::now_v7(),
        cause,
        ctx.now(),
        &kinds
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The first kind that is not done, in the order of the kinds.
pub async fn next(tx: &mut Tx) -> Result<Option<Progress>> {
    let kinds: Vec<String> = DuplicateKind::ALL.iter().map(|kind| kind.as_str().to_owned()).collect();
    let row = sqlx::query_as!(
        Progress,
        r#"select kind as "kind: DuplicateKind", search_id as search, step, survey, part, parts, after_key
           from duplicate_progress order by array_position($1::text[], kind) limit 1"#,
        &kinds
    );
    Ok(row.fetch_optional(&mut **tx).await?)
}

/// How far the search of a kind came, in parts; nothing when none is under way.
pub async fn parts(tx: &mut Tx, kind: DuplicateKind) -> Result<Option<(i32, i32)>> {
    let row = sqlx::query!("select part, parts from duplicate_progress where kind = $1", kind as DuplicateKind);
    Ok(row.fetch_optional(&mut **tx).await?.map(|row| (row.part, row.parts)))
}

/// Notes what the pass over all records counted, or that the keys are to be divided into more parts. Like everything
/// below that notes a step: nothing is written, and false comes back, when somebody else took it meanwhile.
pub async fn surveyed(tx: &mut Tx, at: &Progress, survey: &[u8], parts: u32) -> Result<bool> {
    let done = sqlx::query!(
        "update duplicate_progress
         set step = step + 1, survey = $4, part = 0, parts = $5, after_key = null, shared = 0, parts_of_names = 0
         where kind = $1 and search_id = $2 and step = $3",
        at.kind as DuplicateKind,
        at.search,
        at.step,
        survey,
        whole(parts)
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Notes that the holders of all keys up to this one were compared; of all of the part, without one.
pub async fn compared(tx: &mut Tx, at: &Progress, until: Option<Key>, left_out: LeftOut) -> Result<bool> {
    let done = sqlx::query!(
        "update duplicate_progress
         set step = step + 1, part = part + case when $4::bigint is null then 1 else 0 end, after_key = $4,
           shared = shared + $5, parts_of_names = parts_of_names + $6
         where kind = $1 and search_id = $2 and step = $3",
        at.kind as DuplicateKind,
        at.search,
        at.step,
        until.map(u64::cast_signed),
        whole(left_out.shared),
        whole(left_out.parts_of_names)
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Keeps what a search found; what somebody said are two stays so.
pub async fn keep(tx: &mut Tx, ctx: &Ctx, at: &Progress, found: &[Found]) -> Result<()> {
    let rows: Vec<serde_json::Value> = found
        .iter()
        .map(|found| {
            json!({ "one_id": found.one, "other_id": found.other, "score": found.judged.score, "reasons": found.judged.reasons })
        })
        .collect();
    sqlx::query!(
        "insert into duplicate_pairs (company_id, kind, one_id, other_id, score, reasons, found_at, seen_in)
         select $1, $4, f.one_id, f.other_id, f.score, f.reasons, $3, $5
         from jsonb_to_recordset($2) as f (one_id uuid, other_id uuid, score int, reasons jsonb)
         order by f.one_id, f.other_id
         on conflict (company_id, kind, one_id, other_id)
           do update set score = excluded.score, reasons = excluded.reasons, seen_in = excluded.seen_in
           where duplicate_pairs.different_at is null",
        ctx.company() as _,
        serde_json::Value::from(rows),
        ctx.now(),
        at.kind as DuplicateKind,
        at.search
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// How the search of a kind ended.
pub struct Finished {
    /// Somebody asked meanwhile.
    pub again: bool,
}

/// Ends the search of a kind: forgets what it did not find and what nobody spoke about, and notes what it left out.
pub async fn finish(tx: &mut Tx, ctx: &Ctx, at: &Progress, records: u64) -> Result<Option<Finished>> {
    let ended = sqlx::query!(
        "delete from duplicate_progress where kind = $1 and search_id = $2 and step = $3
         returning again, shared, parts_of_names",
        at.kind as DuplicateKind,
        at.search,
        at.step
    )
    .fetch_optional(&mut **tx)
    .await?;
    let Some(ended) = ended else { return Ok(None) };
    sqlx::query!(
        "delete from duplicate_pairs where kind = $1 and different_at is null and seen_in is distinct from $2",
        at.kind as DuplicateKind,
        at.search
    )
    .execute(&mut **tx)
    .await?;
    sqlx::query!(
        "insert into duplicate_searches (company_id, kind, looked_at, records, shared, parts_of_names)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (company_id, kind) do update set looked_at = excluded.looked_at, records = excluded.records,
           shared = excluded.shared, parts_of_names = excluded.parts_of_names",
        ctx.company() as _,
        at.kind as DuplicateKind,
        ctx.now(),
        i64::try_from(records).unwrap_or(i64::MAX),
        ended.shared,
        ended.parts_of_names
    )
    .execute(&mut **tx)
    .await?;
    Ok(Some(Finished { again: ended.again }))
}

/// How many pairs a search found.
pub async fn found(tx: &mut Tx, search: Uuid) -> Result<i64> {
    Ok(sqlx::query_scalar!(r#"select count(*) as "count!" from duplicate_pairs where seen_in = $1"#, search)
        .fetch_one(&mut **tx)
        .await?)
}

/// What the last search of a kind says of itself.
pub struct Looked {
    pub looked_at: DateTime<Utc>,
    pub records: i64,
    pub shared: i32,
    pub parts_of_names: i32,
}

pub async fn looked(tx: &mut Tx, kind: DuplicateKind) -> Result<Option<Looked>> {
    let row = sqlx::query_as!(
        Looked,
        "select looked_at, records, shared, parts_of_names from duplicate_searches where kind = $1",
        kind as DuplicateKind
    );
    Ok(row.fetch_optional(&mut **tx).await?)
}

/// Whether more records than this were compared last, of any kind.
pub async fn is_larger(tx: &mut Tx, than: i64) -> Result<bool> {
    let found =
        sqlx::query_scalar!(r#"select exists (select from duplicate_searches where records > $1) as "found!""#, than);
    Ok(found.fetch_one(&mut **tx).await?)
}

/// Ids of a kind in their order, after this one.
pub async fn ids(tx: &mut Tx, kind: DuplicateKind, after: Uuid, limit: i64) -> Result<Vec<Uuid>> {
    Ok(match kind {
        DuplicateKind::Organisation => {
            sqlx::query_scalar!("select id from organisations where id > $1 order by id limit $2", after, limit)
                .fetch_all(&mut **tx)
                .await?
        }
        DuplicateKind::Advocate => {
            sqlx::query_scalar!("select id from advocates where id > $1 order by id limit $2", after, limit)
                .fetch_all(&mut **tx)
                .await?
        }
        DuplicateKind::Contact => {
            sqlx::query_scalar!("select id from contacts where id > $1 order by id limit $2", after, limit)
                .fetch_all(&mut **tx)
                .await?
        }
    })
}

fn whole(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}
