//! What goes on with people, and may stand in the way of making them one.

use chrono::{DateTime, Utc};
use domain::advocates::Purpose;
use uuid::Uuid;

use crate::db::Tx;
use crate::error::Result;

/// Something of a person that goes on under a consent.
pub struct GoesOn {
    pub advocate: Uuid,
    pub purpose: Purpose,
    pub is_open_ask: bool,
    pub deal: String,
}

/// Asks that wait for an answer or for their call, and calls that are planned.
pub async fn goes_on(tx: &mut Tx, ids: &[Uuid], now: DateTime<Utc>) -> Result<Vec<GoesOn>> {
    let rows = sqlx::query_as!(
        GoesOn,
        r#"select k.advocate_id as advocate, q.activity as "purpose: Purpose", k.state = 'sent' as "is_open_ask!", o.name as deal
           from asks k
           join requests q on q.company_id = k.company_id and q.id = k.request_id
           join opportunities o on o.company_id = q.company_id and o.id = q.opportunity_id
           where k.advocate_id = any($1)
             and ((k.state = 'sent' and k.expires_at > $2)
               or (k.state = 'accepted' and q.state in ('accepted', 'scheduled')))
           order by k.asked_at, k.id"#,
        ids,
        now
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

/// The deal of a request for which both were asked.
pub async fn one_request(tx: &mut Tx, one: Uuid, other: Uuid) -> Result<Option<String>> {
    let deal = sqlx::query_scalar!(
        "select o.name from asks a
         join asks b on b.company_id = a.company_id and b.request_id = a.request_id and b.advocate_id = $2
         join requests q on q.company_id = a.company_id and q.id = a.request_id
         join opportunities o on o.company_id = q.company_id and o.id = q.opportunity_id
         where a.advocate_id = $1 order by a.asked_at limit 1",
        one,
        other
    );
    Ok(deal.fetch_optional(&mut **tx).await?)
}

/// The deals of two calls at one time.
pub async fn overlapping_calls(tx: &mut Tx, one: Uuid, other: Uuid) -> Result<Option<(String, String)>> {
    let row = sqlx::query!(
        "select o.name as one, p.name as other from reference_calls a
         join reference_calls b on b.company_id = a.company_id and b.advocate_id = $2 and b.during && a.during
           and b.state in ('held', 'scheduled')
         join opportunities o on o.company_id = a.company_id and o.id = a.opportunity_id
         join opportunities p on p.company_id = b.company_id and p.id = b.opportunity_id
         where a.advocate_id = $1 and a.state in ('held', 'scheduled') order by lower(a.during) limit 1",
        one,
        other
    );
    Ok(row.fetch_optional(&mut **tx).await?.map(|row| (row.one, row.other)))
}

/// A piece of evidence that is not withdrawn: whose, of which kind, its title.
pub async fn standing_evidence(tx: &mut Tx, ids: &[Uuid]) -> Result<Vec<(Uuid, String, String)>> {
    let rows = sqlx::query!(
        r#"select advocate_id as "advocate!", kind, title from evidence
           where advocate_id = any($1) and state <> 'withdrawn' order by created_at, id"#,
        ids
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(|row| (row.advocate, row.kind, row.title)).collect())
}
