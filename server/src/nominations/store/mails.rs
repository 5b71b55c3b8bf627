//! What the mails about a nomination say.

use chrono::{DateTime, Utc};
use domain::ids::{AdvocateId, InvitationId, NominationId};
use domain::nominations::NominationState;

use crate::db::Tx;
use crate::error::Result;

/// What the invitation says.
pub struct InvitationFacts {
    pub invitation: InvitationId,
    pub advocate: AdvocateId,
    pub expires_at: DateTime<Utc>,
    pub name: String,
    pub email: String,
    pub topics: Vec<String>,
    pub nominated_by: String,
    pub company: String,
}

/// Nothing once the link is over, or was used.
pub async fn invitation_facts(tx: &mut Tx, id: NominationId, now: DateTime<Utc>) -> Result<Option<InvitationFacts>> {
    let row = sqlx::query_as!(
        InvitationFacts,
        r#"select i.id as "invitation: InvitationId", v.id as "advocate: AdvocateId", i.expires_at, v.name, v.email, n.topics,
                  u.name as nominated_by, c.name as company
           from nominations n
           join advocates v on v.company_id = n.company_id and v.id = n.advocate_id
           join advocate_invitations i on i.company_id = v.company_id and i.advocate_id = v.id
             and i.revoked_at is null and i.accepted_at is null and i.expires_at > $2
           join users u on u.company_id = n.company_id and u.id = n.nominated_by
           join companies c on c.id = n.company_id
           where n.id = $1 order by i.created_at desc limit 1"#,
        id as _,
        now
    );
    Ok(row.fetch_optional(&mut **tx).await?)
}

/// What the nominator is told.
pub struct DecisionFacts {
    pub state: NominationState,
    pub name: String,
    pub reason: String,
    pub decided_by: String,
    pub nominator: String,
    pub nominator_email: String,
    pub company: String,
}

pub async fn decision_facts(tx: &mut Tx, id: NominationId) -> Result<Option<DecisionFacts>> {
    let row = sqlx::query_as!(
        DecisionFacts,
        r#"select n.state as "state: NominationState", n.name, n.decline_reason as reason,
                  coalesce(d.name, 'A colleague') as "decided_by!", u.name as nominator, u.email as nominator_email, c.name as company
           from nominations n
           join users u on u.company_id = n.company_id and u.id = n.nominated_by
           left join users d on d.company_id = n.company_id and d.id = n.decided_by
           join companies c on c.id = n.company_id
           where n.id = $1"#,
        id as _
    );
    Ok(row.fetch_optional(&mut **tx).await?)
}
