//! All SQL on `nominations` and `advocate_invitations`. What a newcomer writes is in `store/newcomer.rs`.

mod list;
mod mails;
mod newcomer;

pub use list::*;
pub use mails::*;
pub use newcomer::*;

use chrono::{DateTime, Utc};
use domain::ids::{AdvocateId, CompanyId, InvitationId, NominationId, OrganisationId, UserId};
use domain::nominations::{NominationDraft, NominationState};
use uuid::Uuid;

use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;

/// Who has an address already.
pub enum Known {
    Advocate(String),
    /// By whom they were nominated.
    Nomination(String),
    Colleague(String),
}

pub async fn known_address(tx: &mut Tx, email: &str) -> Result<Option<Known>> {
    let row = sqlx::query!(
        r#"select 'advocate' as "kind!", name as "name!" from advocates where id = advocate_with_email($1)
           union all
           select 'nomination', u.name from nominations n join users u on u.company_id = n.company_id and u.id = n.nominated_by
           where n.email_key = $1 and n.state = 'open'
           union all
           select 'colleague', name from users where email_key = $1 and roles <> array['advocate']
           limit 1"#,
        email
    );
    Ok(row.fetch_optional(&mut **tx).await?.map(|row| match row.kind.as_str() {
        "advocate" => Known::Advocate(row.name),
        "nomination" => Known::Nomination(row.name),
        _ => Known::Colleague(row.name),
    }))
}

/// The organisation of this name; of several the oldest.
pub async fn organisation_named(tx: &mut Tx, name: &str) -> Result<Option<OrganisationId>> {
    let id = sqlx::query_scalar!(
        r#"select id as "id: OrganisationId" from organisations where name_key = lower($1) order by created_at, id limit 1"#,
        name
    );
    Ok(id.fetch_optional(&mut **tx).await?)
}

/// Somebody of nearly this name at the same organisation: an advocate, or an open nomination. The trigrams are counted
/// over the few people of one organisation, which its index finds.
pub async fn alike(
    tx: &mut Tx,
    name: &str,
    organisation: Option<OrganisationId>,
    organisation_name: &str,
) -> Result<Option<String>> {
    let found = sqlx::query_scalar!(
        r#"select name as "name!" from (
             select a.name, similarity(a.name_key, lower($1)) as likeness from advocates a where a.organisation_id = $2
             union all
             select n.name, similarity(n.name_key, lower($1)) from nominations n
             where n.state = 'open' and (n.organisation_id = $2 or lower(n.organisation_name) = lower($3))
           ) people
           where likeness >= 0.4 order by likeness desc, name limit 1"#,
        name,
        organisation as Option<OrganisationId>,
        organisation_name
    );
    Ok(found.fetch_optional(&mut **tx).await?)
}

pub async fn insert(
    tx: &mut Tx,
    ctx: &Ctx,
    id: NominationId,
    draft: &NominationDraft,
    organisation: Option<OrganisationId>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into nominations (company_id, id, name, email, title, organisation_id, organisation_name, why, topics, nominated_by,
                                  nominated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        ctx.company() as _,
        id as _,
        draft.name,
        draft.email,
        draft.title,
        organisation as Option<OrganisationId>,
        draft.organisation,
        draft.why,
        &draft.topics,
        ctx.user() as _,
        ctx.now()
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// A nomination about to be decided.
pub struct LockedNomination {
    pub state: NominationState,
    pub name: String,
    pub email: String,
    pub title: String,
    pub topics: Vec<String>,
    pub organisation: Option<OrganisationId>,
    pub organisation_name: String,
    /// Who looks after the customer.
    pub owner: Option<UserId>,
    pub nominated_by: UserId,
}

pub async fn lock(tx: &mut Tx, id: NominationId) -> Result<Option<LockedNomination>> {
    let row = sqlx::query_as!(
        LockedNomination,
        r#"select n.state as "state: NominationState", n.name, n.email, n.title, n.topics, g.id as "organisation?: OrganisationId",
                  n.organisation_name, g.owner_id as "owner?: UserId", n.nominated_by as "nominated_by: UserId"
           from nominations n
           left join organisations g on g.company_id = n.company_id and g.id = n.organisation_id
           where n.id = $1 for update of n"#,
        id as _
    );
    Ok(row.fetch_optional(&mut **tx).await?)
}

pub async fn decide(
    tx: &mut Tx,
    ctx: &Ctx,
    id: NominationId,
    state: NominationState,
    reason: &str,
    advocate: Option<AdvocateId>,
) -> Result<()> {
    sqlx::query!(
        "update nominations set state = $2, decided_by = $3, decided_at = $4, decline_reason = $5, advocate_id = $6 where id = $1",
        id as _,
        state as NominationState,
        ctx.user() as _,
        ctx.now(),
        reason,
        advocate as Option<AdvocateId>
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The sign-in of an address, made where there is none.
pub async fn login_of(tx: &mut Tx, email: &str, new: Uuid) -> Result<Uuid> {
    Ok(sqlx::query_scalar!(r#"select auth_invite($1, $2) as "id!""#, new, email).fetch_one(&mut **tx).await?)
}

/// The membership of a sign-in as an advocate; somebody who was here before becomes one, too.
pub async fn user_of(tx: &mut Tx, ctx: &Ctx, login: Uuid, name: &str, email: &str) -> Result<UserId, sqlx::Error> {
    sqlx::query_scalar!(
        r#"insert into users (company_id, id, login_id, name, email, roles, time_zone)
           select $1, $2, $3, $4, $5, array['advocate'], c.time_zone from companies c where c.id = $1
           on conflict on constraint users_login_once do update
             set roles = case when 'advocate' = any(users.roles) then users.roles else users.roles || array['advocate'] end
           returning id as "id: UserId""#,
        ctx.company() as _,
        UserId::new() as _,
        login,
        name,
        email
    )
    .fetch_one(&mut **tx)
    .await
}

pub async fn insert_customer(tx: &mut Tx, ctx: &Ctx, name: &str) -> Result<OrganisationId> {
    let id = OrganisationId::new();
    sqlx::query!(
        "insert into organisations (company_id, id, name) values ($1, $2, $3)",
        ctx.company() as _,
        id as _,
        name
    )
    .execute(&mut **tx)
    .await?;
    sqlx::query!(
        "insert into organisation_relations (company_id, organisation_id, kind, since) values ($1, $2, 'customer', $3)",
        ctx.company() as _,
        id as _,
        ctx.now().date_naive()
    )
    .execute(&mut **tx)
    .await?;
    Ok(id)
}

pub async fn insert_advocate(
    tx: &mut Tx,
    ctx: &Ctx,
    id: AdvocateId,
    row: &LockedNomination,
    organisation: OrganisationId,
    user: UserId,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into advocates (company_id, id, organisation_id, user_id, owner_id, name, email, title, expertise, time_zone, lifecycle)
         select $1, $2, $3, $4, $5, $6, $7, $8, $9, c.time_zone, 'nominated' from companies c where c.id = $1",
        ctx.company() as _,
        id as _,
        organisation as _,
        user as _,
        row.owner as Option<UserId>,
        row.name,
        row.email,
        row.title,
        &row.topics
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Who came of this nomination and has not been on the portal yet.
pub async fn invited(tx: &mut Tx, id: NominationId) -> Result<Option<AdvocateId>> {
    let advocate = sqlx::query_scalar!(
        r#"select v.id as "id: AdvocateId" from nominations n
           join advocates v on v.company_id = n.company_id and v.id = n.advocate_id
           where n.id = $1 and n.state = 'approved' and v.lifecycle in ('nominated', 'invited')"#,
        id as _
    );
    Ok(advocate.fetch_optional(&mut **tx).await?)
}

/// Earlier links lead nowhere any more.
pub async fn revoke_invitations(tx: &mut Tx, id: AdvocateId, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "update advocate_invitations set revoked_at = $2 where advocate_id = $1 and accepted_at is null and revoked_at is null",
        id as _,
        now
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub async fn insert_invitation(
    tx: &mut Tx,
    ctx: &Ctx,
    id: InvitationId,
    advocate: AdvocateId,
    token_hash: &[u8],
    expires_at: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "insert into advocate_invitations (company_id, id, advocate_id, token_hash, expires_at, created_by, created_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        ctx.company() as _,
        id as _,
        advocate as _,
        token_hash,
        expires_at,
        ctx.user() as _,
        ctx.now()
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Company and user of a personal link that is still good.
pub async fn resolve_invitation(
    tx: &mut Tx,
    token_hash: &[u8],
    now: DateTime<Utc>,
) -> Result<Option<(CompanyId, UserId)>> {
    let row = sqlx::query!(
        r#"select company_id as "company!: CompanyId", user_id as "user!: UserId" from resolve_invitation($1, $2)"#,
        token_hash,
        now
    );
    Ok(row.fetch_optional(&mut **tx).await?.map(|row| (row.company, row.user)))
}
