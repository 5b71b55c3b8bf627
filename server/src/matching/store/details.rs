//! What is shown of the few who are looked at closely.

use chrono::{DateTime, Utc};
use domain::ids::AdvocateId;

use crate::db::Tx;
use crate::error::Result;

/// What came of an advocate's calls, and what they do not talk about.
pub struct CloseRow {
    pub advocate: AdvocateId,
    /// In their own words.
    pub leaves_out: String,
    pub calls: i64,
    pub deals_closed: i64,
    pub deals_won: i64,
    pub rating: Option<f64>,
}

/// These advocates: the calls they held, and how the deals went that had one.
pub async fn closely(tx: &mut Tx, advocates: &[AdvocateId]) -> Result<Vec<CloseRow>> {
    let rows = sqlx::query_as!(
        CloseRow,
        r#"select a.id as "advocate: _", a.avoid as leaves_out, count(rc.id) as "calls!",
                  count(distinct o.id) filter (where s.is_closed) as "deals_closed!",
                  count(distinct o.id) filter (where s.is_won) as "deals_won!",
                  avg(rc.prospect_rating)::float8 as rating
           from advocates a
           left join reference_calls rc
             on rc.company_id = a.company_id and rc.advocate_id = a.id and rc.state = 'completed'
           left join opportunities o on o.company_id = rc.company_id and o.id = rc.opportunity_id
           left join opportunity_stages s on s.company_id = o.company_id and s.id = o.stage_id
           where a.id = any ($1)
           group by a.company_id, a.id"#,
        advocates as _,
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

/// When the calls of an advocate begin that are booked.
pub async fn booked_calls(tx: &mut Tx, advocate: AdvocateId, now: DateTime<Utc>) -> Result<Vec<DateTime<Utc>>> {
    let rows = sqlx::query_scalar!(
        r#"select lower(during) as "at!" from reference_calls
           where advocate_id = $1 and state = 'scheduled' and lower(during) > $2
           order by lower(during)"#,
        advocate as _,
        now,
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}
