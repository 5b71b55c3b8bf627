//! The list, and how many stand in each state.

use chrono::{DateTime, Utc};
use domain::advocates::Lifecycle;
use domain::ids::{AdvocateId, NominationId, OrganisationId, UserId};
use domain::nominations::NominationState;
use uuid::Uuid;

use crate::db::Tx;
use crate::db::paging::{PAGE_ROWS, Turn};
use crate::error::Result;

pub struct ListRow {
    pub id: NominationId,
    pub key: Option<String>,
    pub total: i64,
    pub state: NominationState,
    pub name: String,
    pub email: String,
    pub title: String,
    pub organisation: Option<OrganisationId>,
    pub organisation_name: String,
    pub owner: Option<UserId>,
    pub why: String,
    pub topics: Vec<String>,
    pub nominator: UserId,
    pub nominated_by: String,
    pub nominated_at: DateTime<Utc>,
    pub decided_by: Option<String>,
    pub decided_at: Option<DateTime<Utc>>,
    pub decline_reason: String,
    pub advocate: Option<AdvocateId>,
    pub lifecycle: Option<Lifecycle>,
}

pub async fn list(
    tx: &mut Tx,
    sees_all: bool,
    me: UserId,
    decides: bool,
    state: Option<NominationState>,
    turn: &Turn,
) -> Result<Vec<ListRow>> {
    let rows = sqlx::query_file_as!(
        ListRow,
        "src/nominations/store/list.sql",
        sees_all,
        me as _,
        decides,
        state as Option<NominationState>,
        turn.backwards(),
        turn.void().map(|_| turn.id()) as Option<Uuid>,
        turn.key(),
        PAGE_ROWS + 1,
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

pub async fn counts(tx: &mut Tx, sees_all: bool, me: UserId, decides: bool) -> Result<Vec<(NominationState, i64)>> {
    let rows = sqlx::query!(
        r#"select n.state as "state: NominationState", count(*) as "number!"
           from nominations n
           left join organisations g on g.company_id = n.company_id and g.id = n.organisation_id
           where $1 or n.nominated_by = $2 or ($3 and g.owner_id = $2)
           group by n.state"#,
        sees_all,
        me as _,
        decides
    );
    Ok(rows.fetch_all(&mut **tx).await?.into_iter().map(|row| (row.state, row.number)).collect())
}
