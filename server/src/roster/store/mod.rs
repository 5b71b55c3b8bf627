//! What the lists keep in memory, read from the tables of advocates and organisations.
//!
//! Each statement reads either the whole company or, of the subjects of a change, what concerns them. They are planned
//! for the values they are given (`prepare_reading`): a plan for both would read a whole table for one person.

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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    pub text: String,
    pub at: DateTime<Utc>,
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
const KEPT_HOURS: i64 = 23;

/// The changes since a snapshot, and the snapshot to ask them since the next time: both by one statement, so that no
/// commit falls between the two.
pub async fn changes_since(tx: &mut Tx, snapshot: Option<&Snapshot>) -> Result<(Changes, Snapshot)> {
    let row = sqlx::query!(
        r#"select pg_current_snapshot()::text as "text!", clock_timestamp() as "at!",
                  array(
                    select distinct subject from roster_changes
                    where txid >= pg_snapshot_xmin($1::text::pg_snapshot)
                      and not pg_visible_in_snapshot(txid, $1::text::pg_snapshot)
                  ) as "subjects!: Vec<Uuid>""#,
        snapshot.map(|snapshot| snapshot.text.as_str()),
    );
    let row = row.fetch_one(&mut **tx).await?;
    let now = Snapshot { text: row.text, at: row.at };
    let is_known = snapshot.is_some_and(|snapshot| (now.at - snapshot.at).num_hours() < KEPT_HOURS);
    let changes = if !is_known || row.subjects.iter().any(Uuid::is_nil) {
        Changes::Everything
    } else if row.subjects.is_empty() {
        Changes::Nothing
    } else {
        Changes::Of(row.subjects)
    };
    Ok((changes, now))
}

/// From here to the end of the transaction every statement is planned for its values, with room to sort and join a large
/// company in memory. Refused where something was written: others would be shown what is not committed.
pub async fn prepare_reading(tx: &mut Tx) -> Result<()> {
    let is_untouched = sqlx::query_scalar!(
        r#"select pg_current_xact_id_if_assigned() is null
             and set_config('plan_cache_mode', 'force_custom_plan', true) <> '' and set_config('work_mem', '64MB', true) <> ''
             as "is_untouched!""#,
    );
    if !is_untouched.fetch_one(&mut **tx).await? {
        return Err(anyhow::anyhow!("the lists in memory are asked for after this transaction wrote").into());
    }
    Ok(())
}

/// Whether the company has more rows than these.
pub async fn is_larger(tx: &mut Tx, most: i64) -> Result<bool> {
    let is_larger = sqlx::query_scalar!(
        r#"select count(*) > $1::bigint as "is_larger!" from (
             (select from advocates limit $1::bigint + 1) union all (select from organisations limit $1::bigint + 1)
           ) counted"#,
        most,
    );
    Ok(is_larger.fetch_one(&mut **tx).await?)
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
