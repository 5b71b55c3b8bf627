//! Links, before and after the company is known.

use chrono::{DateTime, Utc};
use domain::ids::{CompanyId, EvidenceId, EvidenceLinkId, OpportunityId, UserId};

use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;

/// Company and link of a token, those whose time is over too.
pub async fn resolve_link(tx: &mut Tx, token_hash: &[u8]) -> Result<Option<(CompanyId, EvidenceLinkId)>> {
    let row = sqlx::query!(
        r#"select company_id as "company!: CompanyId", link_id as "link!: EvidenceLinkId" from resolve_evidence_link($1)"#,
        token_hash
    );
    Ok(row.fetch_optional(&mut **tx).await?.map(|row| (row.company, row.link)))
}

pub async fn insert_link(
    tx: &mut Tx,
    ctx: &Ctx,
    id: EvidenceLinkId,
    evidence: EvidenceId,
    opportunity: Option<OpportunityId>,
    token_hash: &[u8],
    expires_at: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "insert into evidence_links (company_id, id, evidence_id, opportunity_id, token_hash, created_by, expires_at, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        ctx.company() as _,
        id as _,
        evidence as _,
        opportunity as Option<OpportunityId>,
        token_hash,
        ctx.user() as _,
        expires_at,
        ctx.now()
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The links of these pieces for one deal that still lead there, the newest of each.
pub async fn live_links_for(
    tx: &mut Tx,
    evidence: &[EvidenceId],
    opportunity: OpportunityId,
    now: DateTime<Utc>,
) -> Result<Vec<(EvidenceId, EvidenceLinkId)>> {
    let rows = sqlx::query!(
        r#"select distinct on (evidence_id) evidence_id as "evidence: EvidenceId", id as "id: EvidenceLinkId"
           from evidence_links
           where evidence_id = any($1) and opportunity_id = $2 and revoked_at is null and expires_at > $3
           order by evidence_id, created_at desc, id desc"#,
        evidence as _,
        opportunity as _,
        now
    );
    Ok(rows.fetch_all(&mut **tx).await?.into_iter().map(|row| (row.evidence, row.id)).collect())
}

pub struct LinkFacts {
    pub id: EvidenceLinkId,
    pub by: String,
    pub created_by: UserId,
    pub created_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub revoked_at: Option<DateTime<Utc>>,
    pub opportunity: Option<OpportunityId>,
    pub opportunity_name: Option<String>,
    pub views: i32,
    pub downloads: i32,
    pub last_viewed_at: Option<DateTime<Utc>>,
}

pub async fn links(tx: &mut Tx, evidence: EvidenceId) -> Result<Vec<LinkFacts>> {
    let rows = sqlx::query_as!(
        LinkFacts,
        r#"select l.id as "id: EvidenceLinkId", u.name as by, l.created_by as "created_by: UserId", l.created_at, l.expires_at,
                  l.revoked_at, o.id as "opportunity?: OpportunityId", o.name as "opportunity_name?", l.views, l.downloads,
                  l.last_viewed_at
           from evidence_links l
           join users u on u.company_id = l.company_id and u.id = l.created_by
           left join opportunities o on o.company_id = l.company_id and o.id = l.opportunity_id
           where l.evidence_id = $1 order by l.created_at desc, l.id desc limit 200"#,
        evidence as _
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

/// A link with what decides whether it may be revoked.
pub struct LockedLink {
    pub evidence: EvidenceId,
    pub created_by: UserId,
    pub revoked_at: Option<DateTime<Utc>>,
}

pub async fn lock_link(tx: &mut Tx, id: EvidenceLinkId) -> Result<Option<LockedLink>> {
    let row = sqlx::query_as!(
        LockedLink,
        r#"select evidence_id as "evidence: EvidenceId", created_by as "created_by: UserId", revoked_at
           from evidence_links where id = $1 for update"#,
        id as _
    );
    Ok(row.fetch_optional(&mut **tx).await?)
}

pub async fn revoke_link(tx: &mut Tx, ctx: &Ctx, id: EvidenceLinkId) -> Result<()> {
    sqlx::query!(
        "update evidence_links set revoked_at = $2, revoked_by = $3 where id = $1",
        id as _,
        ctx.now(),
        ctx.user() as _
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// What a link leads to, and until when.
pub struct OpenedLink {
    pub evidence: EvidenceId,
    pub expires_at: DateTime<Utc>,
    pub revoked_at: Option<DateTime<Utc>>,
    pub by: String,
    pub company_name: String,
}

pub async fn opened(tx: &mut Tx, id: EvidenceLinkId) -> Result<Option<OpenedLink>> {
    let row = sqlx::query_as!(
        OpenedLink,
        r#"select l.evidence_id as "evidence: EvidenceId", l.expires_at, l.revoked_at, u.name as by, c.name as company_name
           from evidence_links l
           join users u on u.company_id = l.company_id and u.id = l.created_by
           join companies c on c.id = l.company_id
           where l.id = $1"#,
        id as _
    );
    Ok(row.fetch_optional(&mut **tx).await?)
}

pub async fn count_view(tx: &mut Tx, id: EvidenceLinkId, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!("update evidence_links set views = views + 1, last_viewed_at = $2 where id = $1", id as _, now)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

pub async fn count_download(tx: &mut Tx, id: EvidenceLinkId, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "update evidence_links set downloads = downloads + 1, last_viewed_at = $2 where id = $1",
        id as _,
        now
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
