//! What may be shown, and under which consent.

use chrono::NaiveDate;
use domain::evidence::EvidenceKind;
use domain::ids::{AdvocateId, EvidenceId, OrganisationId, UserId};

use crate::db::Tx;
use crate::error::Result;

/// The consent ledger's last word on an activity.
pub struct ConsentRow {
    pub is_granted: bool,
    pub expires_on: Option<NaiveDate>,
}

pub async fn consent(tx: &mut Tx, advocate: AdvocateId, activity: &str) -> Result<Option<ConsentRow>> {
    let row = sqlx::query_as!(
        ConsentRow,
        r#"select decision = 'granted' as "is_granted!", expires_on from consents
           where advocate_id = $1 and activity = $2 order by decided_at desc, id desc limit 1"#,
        advocate as _,
        activity
    );
    Ok(row.fetch_optional(&mut **tx).await?)
}

/// Nobody approves a piece of this advocate while the ledger is being written for them.
pub async fn lock_advocate(tx: &mut Tx, advocate: AdvocateId) -> Result<()> {
    sqlx::query!("select id from advocates where id = $1 for update", advocate as _).fetch_optional(&mut **tx).await?;
    Ok(())
}

/// What matching is told of a piece, and what its offer shows.
pub struct ProofPiece {
    pub id: EvidenceId,
    pub kind: EvidenceKind,
    pub title: String,
    pub until: Option<NaiveDate>,
    pub organisation: OrganisationId,
    pub organisation_name: String,
    pub advocate_name: Option<String>,
    pub industry: Option<String>,
    pub employees: Option<i32>,
    pub language: String,
    pub use_cases: Vec<String>,
    pub products: Vec<String>,
    pub competitors: Vec<String>,
}

/// All that may be shown today; of a very large library the newest.
pub async fn usable(tx: &mut Tx, customers_of: Option<UserId>, today: NaiveDate) -> Result<Vec<ProofPiece>> {
    let rows = sqlx::query_as!(
        ProofPiece,
        r#"select e.id as "id: EvidenceId", e.kind as "kind: EvidenceKind", e.title,
                  least(e.expires_on, e.consent_until) as until, g.id as "organisation: OrganisationId",
                  g.name as organisation_name, a.name as "advocate_name?", g.industry, g.employees, e.language, e.use_cases,
                  e.products, e.competitors
           from evidence e
           join organisations g on g.company_id = e.company_id and g.id = e.organisation_id
           left join advocates a on a.company_id = e.company_id and a.id = e.advocate_id
           where e.state = 'approved' and (e.expires_on is null or e.expires_on >= $2)
             and (e.consent_until is null or e.consent_until >= $2)
             and ($1::uuid is null or g.owner_id = $1 or a.owner_id = $1)
           order by e.id desc limit 5000"#,
        customers_of as Option<UserId>,
        today
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}
