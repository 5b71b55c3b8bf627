//! All SQL on `evidence`, `evidence_moves` and `evidence_links`. The list is read in `store/list.rs`, links in
//! `store/links.rs`.

mod links;
mod list;
mod proof;

pub use links::*;
pub use list::*;
pub use proof::*;

use chrono::{DateTime, NaiveDate, Utc};
use domain::evidence::{EvidenceDraft, EvidenceKind, EvidenceState};
use domain::files::FileKind;
use domain::ids::{AdvocateId, EvidenceId, FileId, OrganisationId, UserId};
use uuid::Uuid;

use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;

/// A piece about to be changed.
pub struct LockedPiece {
    pub id: EvidenceId,
    pub version: i32,
    pub kind: EvidenceKind,
    pub state: EvidenceState,
    pub advocate: Option<AdvocateId>,
    pub advocate_name: Option<String>,
    pub expires_on: Option<NaiveDate>,
    /// Whether it has a text, a link or a file.
    pub shows_something: bool,
}

/// The piece, if the reader reaches it.
pub async fn lock(tx: &mut Tx, id: EvidenceId, customers_of: Option<UserId>) -> Result<Option<LockedPiece>> {
    let row = sqlx::query_as!(
        LockedPiece,
        r#"select e.id as "id: EvidenceId", e.version, e.kind as "kind: EvidenceKind", e.state as "state: EvidenceState",
                  e.advocate_id as "advocate: AdvocateId", a.name as "advocate_name?", e.expires_on,
                  (e.body <> '' or e.url is not null or e.file_id is not null) as "shows_something!"
           from evidence e
           join organisations g on g.company_id = e.company_id and g.id = e.organisation_id
           left join advocates a on a.company_id = e.company_id and a.id = e.advocate_id
           where e.id = $1 and ($2::uuid is null or g.owner_id = $2 or a.owner_id = $2)
           for update of e"#,
        id as _,
        customers_of as Option<UserId>
    );
    Ok(row.fetch_optional(&mut **tx).await?)
}

/// Everything of one piece.
pub struct PieceRow {
    pub version: i32,
    pub kind: EvidenceKind,
    pub state: EvidenceState,
    pub title: String,
    pub body: String,
    pub url: Option<String>,
    pub file: Option<FileId>,
    pub file_name: String,
    pub file_kind: Option<FileKind>,
    pub file_bytes: Option<i64>,
    pub language: String,
    pub use_cases: Vec<String>,
    pub products: Vec<String>,
    pub competitors: Vec<String>,
    pub expires_on: Option<NaiveDate>,
    pub consent_until: Option<NaiveDate>,
    pub organisation: OrganisationId,
    pub organisation_name: String,
    pub industry: Option<String>,
    pub country: Option<String>,
    pub advocate: Option<AdvocateId>,
    pub advocate_name: Option<String>,
    pub advocate_title: Option<String>,
    pub creator: Option<String>,
    pub created_at: DateTime<Utc>,
}

impl PieceRow {
    /// The last day on which it may be shown: its own, or that of the consent it was approved under.
    pub fn until(&self) -> Option<NaiveDate> {
        match (self.expires_on, self.consent_until) {
            (Some(own), Some(consent)) => Some(own.min(consent)),
            (own, consent) => own.or(consent),
        }
    }
}

pub async fn piece(tx: &mut Tx, id: EvidenceId, customers_of: Option<UserId>) -> Result<Option<PieceRow>> {
    let row = sqlx::query_as!(
        PieceRow,
        r#"select e.version, e.kind as "kind: EvidenceKind", e.state as "state: EvidenceState",
                  e.title, e.body, e.url, e.file_id as "file: FileId", e.file_name, f.kind as "file_kind?: FileKind",
                  f.bytes as "file_bytes?", e.language, e.use_cases, e.products, e.competitors, e.expires_on, e.consent_until,
                  g.id as "organisation: OrganisationId", g.name as organisation_name, g.industry, g.country,
                  a.id as "advocate?: AdvocateId", a.name as "advocate_name?", a.title as "advocate_title?",
                  u.name as "creator?", e.created_at
           from evidence e
           join organisations g on g.company_id = e.company_id and g.id = e.organisation_id
           left join advocates a on a.company_id = e.company_id and a.id = e.advocate_id
           left join files f on f.company_id = e.company_id and f.id = e.file_id
           left join users u on u.company_id = e.company_id and u.id = e.created_by
           where e.id = $1 and ($2::uuid is null or g.owner_id = $2 or a.owner_id = $2)"#,
        id as _,
        customers_of as Option<UserId>
    );
    Ok(row.fetch_optional(&mut **tx).await?)
}

/// The customer of this name; of several the oldest.
pub async fn organisation_named(
    tx: &mut Tx,
    name: &str,
    customers_of: Option<UserId>,
) -> Result<Option<OrganisationId>> {
    let id = sqlx::query_scalar!(
        r#"select id as "id: OrganisationId" from organisations
           where name_key = lower($1) and ($2::uuid is null or owner_id = $2 or exists (
             select from advocates a where a.company_id = organisations.company_id and a.organisation_id = organisations.id and a.owner_id = $2))
           order by created_at, id limit 1"#,
        name,
        customers_of as Option<UserId>
    );
    Ok(id.fetch_optional(&mut **tx).await?)
}

/// The advocate of this name at an organisation.
pub async fn advocate_named(tx: &mut Tx, organisation: OrganisationId, name: &str) -> Result<Option<AdvocateId>> {
    let id = sqlx::query_scalar!(
        r#"select id as "id: AdvocateId" from advocates where organisation_id = $1 and name_key = lower($2) order by created_at, id limit 1"#,
        organisation as _,
        name
    );
    Ok(id.fetch_optional(&mut **tx).await?)
}

/// Name and customer of an advocate, to begin a form with.
pub async fn advocate_and_customer(
    tx: &mut Tx,
    id: AdvocateId,
    customers_of: Option<UserId>,
) -> Result<Option<(String, String)>> {
    let row = sqlx::query!(
        "select a.name, g.name as organisation
         from advocates a join organisations g on g.company_id = a.company_id and g.id = a.organisation_id
         where a.id = $1 and ($2::uuid is null or a.owner_id = $2 or g.owner_id = $2)",
        id as _,
        customers_of as Option<UserId>
    );
    Ok(row.fetch_optional(&mut **tx).await?.map(|row| (row.name, row.organisation)))
}

pub async fn insert(
    tx: &mut Tx,
    ctx: &Ctx,
    id: EvidenceId,
    draft: &EvidenceDraft,
    organisation: OrganisationId,
    advocate: Option<AdvocateId>,
) -> Result<()> {
    sqlx::query!(
        "insert into evidence (company_id, id, kind, organisation_id, advocate_id, title, body, url, language, use_cases, products,
                               competitors, expires_on, created_by, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
        ctx.company() as _,
        id as _,
        draft.kind as EvidenceKind,
        organisation as _,
        advocate as Option<AdvocateId>,
        draft.title,
        draft.body,
        draft.url,
        draft.language,
        &draft.use_cases,
        &draft.products,
        &draft.competitors,
        draft.expires_on,
        ctx.user() as _,
        ctx.now()
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub async fn update(
    tx: &mut Tx,
    id: EvidenceId,
    draft: &EvidenceDraft,
    organisation: OrganisationId,
    advocate: Option<AdvocateId>,
) -> Result<i32> {
    let version = sqlx::query_scalar!(
        "update evidence set kind = $2, organisation_id = $3, advocate_id = $4, title = $5, body = $6, url = $7, language = $8,
                use_cases = $9, products = $10, competitors = $11, expires_on = $12, version = version + 1
         where id = $1 returning version",
        id as _,
        draft.kind as EvidenceKind,
        organisation as _,
        advocate as Option<AdvocateId>,
        draft.title,
        draft.body,
        draft.url,
        draft.language,
        &draft.use_cases,
        &draft.products,
        &draft.competitors,
        draft.expires_on
    );
    Ok(version.fetch_one(&mut **tx).await?)
}

pub async fn set_file(tx: &mut Tx, id: EvidenceId, file: FileId, name: &str) -> Result<i32> {
    let version = sqlx::query_scalar!(
        "update evidence set file_id = $2, file_name = $3, version = version + 1 where id = $1 returning version",
        id as _,
        file as _,
        name
    );
    Ok(version.fetch_one(&mut **tx).await?)
}

/// Comes into a state, with who and when. `consent_until` belongs to the approval.
pub async fn set_state(
    tx: &mut Tx,
    ctx: &Ctx,
    id: EvidenceId,
    state: EvidenceState,
    reason: &str,
    consent_until: Option<NaiveDate>,
) -> Result<()> {
    sqlx::query!(
        "update evidence set state = $2, consent_until = $3, version = version + 1 where id = $1",
        id as _,
        state as EvidenceState,
        consent_until
    )
    .execute(&mut **tx)
    .await?;
    insert_move(tx, ctx, id, state, reason).await
}

pub async fn insert_move(tx: &mut Tx, ctx: &Ctx, id: EvidenceId, state: EvidenceState, reason: &str) -> Result<()> {
    sqlx::query!(
        "insert into evidence_moves (company_id, id, evidence_id, state, moved_at, moved_by, reason) values ($1, $2, $3, $4, $5, $6, $7)",
        ctx.company() as _,
        Uuid::now_v7(),
        id as _,
        state as EvidenceState,
        ctx.now(),
        ctx.user() as _,
        reason
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub struct MoveFacts {
    pub state: EvidenceState,
    pub at: DateTime<Utc>,
    pub by: Option<String>,
    pub reason: String,
}

/// Its history, the latest first.
pub async fn moves(tx: &mut Tx, id: EvidenceId) -> Result<Vec<MoveFacts>> {
    let rows = sqlx::query_as!(
        MoveFacts,
        r#"select m.state as "state: EvidenceState", m.moved_at as at, u.name as "by?", m.reason
           from evidence_moves m left join users u on u.company_id = m.company_id and u.id = m.moved_by
           where m.evidence_id = $1 order by m.moved_at desc, m.id desc limit 100"#,
        id as _
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}
