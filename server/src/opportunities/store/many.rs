//! Many deals at once.

use domain::bulk::DealValues;
use domain::ids::{OpportunityId, UserId};
use domain::matching::Urgency;
use domain::opportunities::Source;
use serde::Serialize;
use sqlx::types::Json;

use crate::accounts::Reach;
use crate::db::Tx;
use crate::error::Result;

pub struct Kept {
    pub id: OpportunityId,
    pub source: Source,
    pub values: DealValues,
    /// Who owns the relation to the prospect.
    customers_owner: Option<UserId>,
}

impl Kept {
    /// Whether somebody reaches this deal, as statements ask it.
    pub fn is_within(&self, reach: &Reach) -> bool {
        reach.all
            || self.values.owner.is_some_and(|owner| reach.owners.contains(&owner))
            || (reach.customers_of.is_some() && reach.customers_of == self.customers_owner)
    }
}

/// These rows, locked until the transaction ends; always in the same order, so that two bulk edits
/// wait for each other instead of for ever.
pub async fn lock(tx: &mut Tx, ids: &[OpportunityId]) -> Result<Vec<Kept>> {
    let rows = sqlx::query!(
        r#"select o.id as "id: OpportunityId", o.source as "source: Source", o.owner_id as "owner: UserId",
                  o.needed_by, o.urgency as "urgency: Urgency", o.topics, g.owner_id as "customers_owner?: UserId"
           from opportunities o
           left join organisations g on g.company_id = o.company_id and g.id = o.organisation_id
           where o.id = any($1)
           order by o.id
           for update of o"#,
        ids as _,
    )
    .fetch_all(&mut **tx)
    .await?;
    let kept = rows.into_iter().map(|row| Kept {
        id: row.id,
        source: row.source,
        values: DealValues { owner: row.owner, needed_by: row.needed_by, urgency: row.urgency, topics: row.topics },
        customers_owner: row.customers_owner,
    });
    Ok(kept.collect())
}

/// The values a deal gets.
#[derive(Serialize)]
pub struct NewValues<'a> {
    pub id: OpportunityId,
    #[serde(flatten)]
    pub values: &'a DealValues,
}

/// Saves the values and makes the next version of each.
pub async fn save(tx: &mut Tx, rows: &[NewValues<'_>]) -> Result<Vec<(OpportunityId, i32)>> {
    let saved = sqlx::query!(
        r#"update opportunities o set owner_id = n.owner, needed_by = n.needed_by, urgency = n.urgency, topics = n.topics,
                  version = o.version + 1
           from jsonb_to_recordset($1) as n (id uuid, owner uuid, needed_by date, urgency text, topics text[])
           where o.id = n.id
           returning o.id as "id: OpportunityId", o.version"#,
        Json(rows) as _,
    );
    Ok(saved.fetch_all(&mut **tx).await?.into_iter().map(|row| (row.id, row.version)).collect())
}

/// What these are called, in the order of the ids.
pub async fn called(tx: &mut Tx, ids: &[OpportunityId]) -> Result<Vec<(OpportunityId, String)>> {
    let rows = sqlx::query!(
        r#"select id as "id: OpportunityId", name from opportunities where id = any($1) order by array_position($1, id)"#,
        ids as _,
    );
    Ok(rows.fetch_all(&mut **tx).await?.into_iter().map(|row| (row.id, row.name)).collect())
}
