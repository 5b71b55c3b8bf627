//! What the lists keep in memory, read from the tables of advocates and organisations.
//!
//! Each statement reads either the whole company or, of the subjects of a change, what concerns them. They are planned
//! for the values they are given (`begin_reading`): a plan for both would read a whole table for one person.

mod facts;

pub use facts::read;

use chrono::{DateTime, NaiveDate, Utc};
use domain::advocates::{Limits, Mark, Span};
use domain::ids::{AdvocateId, OrganisationId, UserId};
use uuid::Uuid;

use crate::db::Tx;
use crate::error::Result;

/// Something that was read, as it goes into the roster.
pub enum Row {
    Organisation(OrganisationRow),
    Relation { organisation: OrganisationId, kind: String, since: NaiveDate, until: Option<NaiveDate> },
    Shield { organisation: OrganisationId, closes: bool, span: Span },
    Person(PersonRow),
    Agreed(AdvocateId, Span),
    Paused(AdvocateId, Span),
    RuledOut(AdvocateId, Span),
    Marked(AdvocateId, Mark),
}

pub struct OrganisationRow {
    pub id: OrganisationId,
    pub name_key: String,
    pub city: String,
    pub country: Option<String>,
    pub industry: Option<String>,
    pub region: Option<String>,
    pub employees: Option<i32>,
    pub owner: Option<UserId>,
    pub products: Vec<String>,
    pub renewal_on: Option<NaiveDate>,
}

pub struct PersonRow {
    pub id: AdvocateId,
    pub organisation: OrganisationId,
    pub owner: Option<UserId>,
    pub name_key: String,
    pub title: String,
    pub topics: String,
    pub languages: Vec<String>,
    pub products: Vec<String>,
    pub lifecycle: domain::advocates::Lifecycle,
    pub reference_status: domain::advocates::ReferenceStatus,
    pub monthly_cap: Option<i32>,
    pub quarterly_cap: Option<i32>,
    pub cool_down_days: Option<i32>,
}

/// The company's numbers that a status depends on.
pub async fn limits(tx: &mut Tx) -> Result<Limits> {
    let row = sqlx::query!("select monthly_cap, quarterly_cap, cool_down_days, renewal_window_days from companies");
    let row = row.fetch_one(&mut **tx).await?;
    let small = |number: i32| u16::try_from(number).unwrap_or(if number < 0 { 0 } else { u16::MAX });
    Ok(Limits {
        monthly_cap: small(row.monthly_cap),
        quarterly_cap: small(row.quarterly_cap),
        cool_down_days: small(row.cool_down_days),
        renewal_window_days: small(row.renewal_window_days),
    })
}

/// What the database shows at a moment, and that moment by its own clock.
#[derive(Clone, Debug)]
pub struct Snapshot {
    pub text: String,
    pub at: DateTime<Utc>,
}

/// The snapshot to ask changes since. From here to the end of the transaction every statement is planned for its
/// values, with room to sort and join a large company in memory.
pub async fn begin_reading(tx: &mut Tx) -> Result<Snapshot> {
    let row = sqlx::query!(
        r#"select pg_current_snapshot()::text as "text!", clock_timestamp() as "at!",
                  set_config('plan_cache_mode', 'force_custom_plan', true) as plans, set_config('work_mem', '64MB', true) as memory"#,
    );
    let row = row.fetch_one(&mut **tx).await?;
    Ok(Snapshot { text: row.text, at: row.at })
}

/// What was changed by transactions that a snapshot did not see.
#[derive(Debug, PartialEq, Eq)]
pub enum Changes {
    Nothing,
    /// Advocates and organisations.
    Of(Vec<Uuid>),
    /// So many, or so long ago, that everything is read again.
    Everything,
}

/// Kept changes are at least this young; older ones may be forgotten already.
const KEPT_HOURS: i32 = 23;

pub async fn changes_since(tx: &mut Tx, snapshot: &Snapshot) -> Result<Changes> {
    let rows = sqlx::query_scalar!(
        r#"select distinct subject as "subject!" from roster_changes
           where txid >= pg_snapshot_xmin($1::text::pg_snapshot)
             and not pg_visible_in_snapshot(txid, $1::text::pg_snapshot)
           union all
           select '00000000-0000-0000-0000-000000000000'::uuid where now() - $2::timestamptz > make_interval(hours => $3)"#,
        snapshot.text,
        snapshot.at,
        KEPT_HOURS,
    );
    let subjects = rows.fetch_all(&mut **tx).await?;
    Ok(if subjects.is_empty() {
        Changes::Nothing
    } else if subjects.iter().any(Uuid::is_nil) {
        Changes::Everything
    } else {
        Changes::Of(subjects)
    })
}

/// Changes older than a day: whoever keeps a company that long reads it anew.
pub async fn forget_old_changes(tx: &mut Tx) -> Result<()> {
    sqlx::query!("delete from roster_changes where at < now() - interval '1 day'").execute(&mut **tx).await?;
    Ok(())
}

/// Whose profile has the words, `most` of them.
pub async fn with_words(tx: &mut Tx, text: &str, most: i32) -> Result<Vec<AdvocateId>> {
    let ids = sqlx::query_scalar!(r#"select id as "id!: AdvocateId" from search_profiles($1, $2)"#, text, most);
    Ok(ids.fetch_all(&mut **tx).await?)
}

/// Whose name or organisation is like the text, `most` of them.
pub async fn alike(tx: &mut Tx, text: &str, most: i32) -> Result<Vec<AdvocateId>> {
    let ids = sqlx::query_scalar!(r#"select id as "id!: AdvocateId" from search_alike($1, $2)"#, text, most);
    Ok(ids.fetch_all(&mut **tx).await?)
}
