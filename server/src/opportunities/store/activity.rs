//! The events around one deal.

use chrono::{DateTime, Utc};
use domain::ids::{OpportunityId, UserId};
use serde_json::Value as Json;

use crate::db::Tx;
use crate::error::Result;

pub struct EventRow {
    pub seq: i64,
    pub body: Json,
    pub actor: Option<UserId>,
    pub actor_name: Option<String>,
    pub advocate_name: Option<String>,
    pub occurred_at: DateTime<Utc>,
}

/// What happened to the deal, its requests and its calls before `before`, newest first.
pub async fn activity(tx: &mut Tx, id: OpportunityId, before: Option<i64>, rows: i64) -> Result<Vec<EventRow>> {
    let rows = sqlx::query_as!(
        EventRow,
        r#"select e.seq as "seq!", e.body as "body!", u.id as "actor?: UserId", u.name as "actor_name?", a.name as "advocate_name?",
                  e.occurred_at as "occurred_at!"
           from (
             select * from events where about_opportunity = $1 and ($2::bigint is null or seq < $2)
             union all
             select e.* from requests r
             join events e on e.company_id = r.company_id and e.about_request = r.id and e.about_opportunity is null
             where r.opportunity_id = $1 and ($2::bigint is null or e.seq < $2)
             union all
             select e.* from reference_calls c
             join events e on e.company_id = c.company_id and e.about_call = c.id and e.about_opportunity is null
               and e.about_request is null
             where c.opportunity_id = $1 and ($2::bigint is null or e.seq < $2)
           ) e
           left join users u on u.company_id = e.company_id and u.id = e.actor_id
           left join reference_calls c on c.company_id = e.company_id and c.id = e.about_call
           left join advocates a on a.company_id = e.company_id
             and a.id = coalesce((e.body ->> 'advocate')::uuid, c.advocate_id)
           order by e.seq desc
           limit $3"#,
        id as _,
        before,
        rows,
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}
