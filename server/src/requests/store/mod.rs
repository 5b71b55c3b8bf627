//! All SQL on `requests`, `request_guests`, `asks` and the ledger of touches. Pages are read in
//! `store/pages.rs` and, for the advocate, `store/portal.rs`.

mod pages;
mod portal;

pub use pages::*;
pub use portal::*;

use chrono::{DateTime, NaiveDate, Utc};
use domain::accounts::Scope;
use domain::advocates::ActivityType;
use domain::ids::{AdvocateId, AskId, CompanyId, ContactId, OpportunityId, RequestId, UserId};
use domain::requests::{AskState, DeclineReason, RequestState, SubmittedRequest};
use uuid::Uuid;

use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;

/// Whether this opportunity is within the reader's reach.
pub async fn may_see_opportunity(tx: &mut Tx, opportunity: OpportunityId, scope: Scope, user: UserId) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"select exists (
             select from opportunities o
             left join users u on u.company_id = o.company_id and u.id = o.owner_id
             left join organisations g on g.company_id = o.company_id and g.id = o.organisation_id
             where o.id = $1 and case $2::text
               when 'all' then true
               when 'own' then o.owner_id = $3
               when 'own_customers' then g.owner_id = $3
               when 'team' then o.owner_id = $3
                 or u.team_id = (select me.team_id from users me where me.id = $3)
               else false end) as "may!""#,
        opportunity as _,
        reach(scope),
        user as _
    )
    .fetch_one(&mut **tx)
    .await?)
}

/// The reach as the queries take it.
pub(super) fn reach(scope: Scope) -> &'static str {
    match scope {
        Scope::None => "none",
        Scope::Own => "own",
        Scope::OwnCustomers => "own_customers",
        Scope::Team => "team",
        Scope::All => "all",
    }
}

/// How many of these contacts belong to the deal.
pub async fn guests_of(tx: &mut Tx, opportunity: OpportunityId, guests: &[ContactId]) -> Result<usize> {
    let ids: Vec<Uuid> = guests.iter().map(|id| id.0).collect();
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!" from opportunity_contacts where opportunity_id = $1 and contact_id = any ($2)"#,
        opportunity as _,
        &ids
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok(usize::try_from(count).unwrap_or_default())
}

pub async fn insert_request(tx: &mut Tx, ctx: &Ctx, id: RequestId, asked: &SubmittedRequest, by: UserId) -> Result<()> {
    sqlx::query!(
        "insert into requests (company_id, id, opportunity_id, requested_by, match_run_id, duration_minutes, needed_by, topics, avoid,
                               message, share_company, share_guests, rep_joins, state, submitted_at, created_at)
         values ($1, $2, $3, $4,
                 (select m.id from match_runs m where m.opportunity_id = $3 order by m.started_at desc limit 1),
                 $5, $6, $7, $8, $9, $10, $11, $12, 'outreach', $13, $13)",
        ctx.company() as _,
        id as _,
        asked.opportunity as _,
        by as _,
        asked.duration_minutes,
        asked.needed_by,
        &asked.topics,
        asked.avoid,
        asked.message,
        asked.share_company,
        asked.share_guests,
        asked.rep_joins,
        ctx.now()
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub async fn insert_guests(tx: &mut Tx, company: CompanyId, request: RequestId, guests: &[ContactId]) -> Result<()> {
    let ids: Vec<Uuid> = guests.iter().map(|id| id.0).collect();
    sqlx::query!(
        "insert into request_guests (company_id, request_id, contact_id) select $1, $2, guest from unnest($3::uuid[]) as guest",
        company as _,
        request as _,
        &ids
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub struct LockedRequest {
    pub opportunity: OpportunityId,
    pub requested_by: UserId,
    pub state: RequestState,
}

pub async fn lock_request(tx: &mut Tx, id: RequestId) -> Result<Option<LockedRequest>> {
    Ok(sqlx::query_as!(
        LockedRequest,
        r#"select opportunity_id as "opportunity: OpportunityId", requested_by as "requested_by: UserId", state as "state: RequestState"
           from requests where id = $1 for update"#,
        id as _
    )
    .fetch_optional(&mut **tx)
    .await?)
}

/// The guests as the form names them now.
pub async fn replace_guests(tx: &mut Tx, company: CompanyId, request: RequestId, guests: &[ContactId]) -> Result<()> {
    sqlx::query!("delete from request_guests where request_id = $1", request as _).execute(&mut **tx).await?;
    insert_guests(tx, company, request, guests).await
}

/// The same request with new words, for the next advocate.
pub async fn renew_request(tx: &mut Tx, id: RequestId, state: RequestState, asked: &SubmittedRequest) -> Result<()> {
    sqlx::query!(
        "update requests set state = $2, duration_minutes = $3, needed_by = $4, topics = $5, avoid = $6, message = $7,
                share_company = $8, share_guests = $9, rep_joins = $10, version = version + 1,
                match_run_id = (select m.id from match_runs m where m.opportunity_id = requests.opportunity_id
                                order by m.started_at desc limit 1)
         where id = $1",
        id as _,
        state as RequestState,
        asked.duration_minutes,
        asked.needed_by,
        &asked.topics,
        asked.avoid,
        asked.message,
        asked.share_company,
        asked.share_guests,
        asked.rep_joins
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub async fn move_request(tx: &mut Tx, id: RequestId, state: RequestState) -> Result<()> {
    sqlx::query!("update requests set state = $2, version = version + 1 where id = $1", id as _, state as RequestState)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

pub async fn cancel_request(tx: &mut Tx, id: RequestId, by: UserId, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "update requests set state = 'cancelled', cancelled_at = $3, cancelled_by = $2, version = version + 1 where id = $1",
        id as _,
        by as _,
        now
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub async fn advocate_name(tx: &mut Tx, id: AdvocateId) -> Result<Option<String>> {
    Ok(sqlx::query_scalar!("select name from advocates where id = $1", id as _).fetch_optional(&mut **tx).await?)
}

/// Fails by the named constraints where the ledger or the state says no.
pub async fn insert_ask(
    tx: &mut Tx,
    ctx: &Ctx,
    id: AskId,
    request: RequestId,
    advocate: AdvocateId,
    expires_at: DateTime<Utc>,
    token_hash: &[u8],
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into asks (company_id, id, request_id, advocate_id, wave, state, asked_by, asked_at, expires_at, token_hash)
         values ($1, $2, $3, $4, 1 + (select count(*)::int from asks before where before.request_id = $3), 'sent', $5, $6, $7, $8)",
        ctx.company() as _,
        id as _,
        request as _,
        advocate as _,
        ctx.user() as _,
        ctx.now(),
        expires_at,
        token_hash
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub async fn insert_touch(tx: &mut Tx, ctx: &Ctx, advocate: AdvocateId, ask: AskId) -> Result<()> {
    sqlx::query!(
        "insert into touches (company_id, id, advocate_id, kind, at, by_user, ask_id) values ($1, $2, $3, 'ask', $4, $5, $6)",
        ctx.company() as _,
        Uuid::now_v7(),
        advocate as _,
        ctx.now(),
        ctx.user() as _,
        ask as _
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub struct LockedAsk {
    pub id: AskId,
    pub request: RequestId,
    pub advocate: AdvocateId,
    pub state: AskState,
    pub expires_at: DateTime<Utc>,
    pub request_state: RequestState,
}

pub async fn lock_ask(tx: &mut Tx, id: AskId) -> Result<Option<LockedAsk>> {
    Ok(sqlx::query_as!(
        LockedAsk,
        r#"select a.id as "id: AskId", a.request_id as "request: RequestId", a.advocate_id as "advocate: AdvocateId",
                  a.state as "state: AskState", a.expires_at, r.state as "request_state: RequestState"
           from asks a join requests r on r.company_id = a.company_id and r.id = a.request_id
           where a.id = $1 for update"#,
        id as _
    )
    .fetch_optional(&mut **tx)
    .await?)
}

pub async fn answer(
    tx: &mut Tx,
    ask: &LockedAsk,
    state: AskState,
    reason: Option<DeclineReason>,
    again_after: Option<NaiveDate>,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "update asks set state = $2, answered_at = $3, decline_reason = $4, ask_again_after = $5 where id = $1",
        ask.id as _,
        state as AskState,
        now,
        reason as Option<DeclineReason>,
        again_after
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub async fn expire(tx: &mut Tx, ask: &LockedAsk) -> Result<()> {
    sqlx::query!("update asks set state = 'expired' where id = $1", ask.id as _).execute(&mut **tx).await?;
    Ok(())
}

/// What an advocate was asked for this activity and is not over, locked: requests before asks and calls,
/// as whoever withdraws a request locks them.
pub async fn lock_open_asks(
    tx: &mut Tx,
    advocate: AdvocateId,
    activity: ActivityType,
    now: DateTime<Utc>,
) -> Result<Vec<LockedAsk>> {
    Ok(sqlx::query_as!(
        LockedAsk,
        r#"select a.id as "id: AskId", a.request_id as "request: RequestId", a.advocate_id as "advocate: AdvocateId",
                  a.state as "state: AskState", a.expires_at, r.state as "request_state: RequestState"
           from requests r join asks a on a.company_id = r.company_id and a.request_id = r.id
           where a.advocate_id = $1 and r.activity = $2
             and (a.state = 'sent' and r.state = 'outreach'
               or a.state = 'accepted' and (r.state in ('accepted', 'missed') or r.state = 'scheduled' and exists (
                 select from reference_calls k
                 where k.company_id = a.company_id and k.ask_id = a.id and k.state = 'scheduled' and upper(k.during) > $3)))
           order by r.id for update"#,
        advocate as _,
        activity as ActivityType,
        now
    )
    .fetch_all(&mut **tx)
    .await?)
}

/// Ends one ask without an answer.
pub async fn withdraw_ask(tx: &mut Tx, ask: AskId) -> Result<()> {
    sqlx::query!("update asks set state = 'withdrawn', answered_at = null where id = $1", ask as _)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Withdraws the open ask and takes an accepted one back; gives whom to tell.
pub async fn withdraw_asks(tx: &mut Tx, request: RequestId) -> Result<Vec<(AskId, AdvocateId)>> {
    let rows = sqlx::query!(
        r#"update asks set state = 'withdrawn', answered_at = null
           where request_id = $1 and state in ('sent', 'accepted')
           returning id as "id: AskId", advocate_id as "advocate: AdvocateId""#,
        request as _
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.advocate)).collect())
}

/// When an ask that still waits runs out; nothing when it does not wait.
pub async fn waits_until(tx: &mut Tx, ask: AskId) -> Result<Option<DateTime<Utc>>> {
    Ok(sqlx::query_scalar!("select expires_at from asks where id = $1 and state = 'sent'", ask as _)
        .fetch_optional(&mut **tx)
        .await?)
}

/// What a mail about an ask says.
pub struct MailFacts {
    pub request: RequestId,
    pub state: AskState,
    pub decline_reason: Option<DeclineReason>,
    pub expires_at: DateTime<Utc>,
    pub advocate_name: String,
    pub advocate_email: String,
    pub advocate_zone: String,
    pub rep_name: String,
    pub rep_email: String,
    pub company: String,
    pub prospect: String,
    pub duration_minutes: i32,
    pub needed_by: NaiveDate,
    pub topics: Vec<String>,
    pub avoid: String,
    pub message: String,
    pub share_company: bool,
    pub activity: ActivityType,
}

pub async fn mail_facts(tx: &mut Tx, ask: AskId) -> Result<Option<MailFacts>> {
    Ok(sqlx::query_as!(
        MailFacts,
        r#"select a.request_id as "request: RequestId", a.state as "state: AskState",
                  a.decline_reason as "decline_reason: DeclineReason", a.expires_at,
                  v.name as advocate_name, v.email as advocate_email, v.time_zone as advocate_zone,
                  u.name as rep_name, u.email as rep_email, c.name as company,
                  coalesce(g.name, o.name) as "prospect!", r.duration_minutes, r.needed_by, r.topics, r.avoid, r.message,
                  r.share_company, r.activity as "activity: ActivityType"
           from asks a
           join requests r on r.company_id = a.company_id and r.id = a.request_id
           join opportunities o on o.company_id = r.company_id and o.id = r.opportunity_id
           left join organisations g on g.company_id = o.company_id and g.id = o.organisation_id
           join advocates v on v.company_id = a.company_id and v.id = a.advocate_id
           join users u on u.company_id = r.company_id and u.id = r.requested_by
           join companies c on c.id = a.company_id
           where a.id = $1"#,
        ask as _
    )
    .fetch_optional(&mut **tx)
    .await?)
}
