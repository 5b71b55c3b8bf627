//! Booking links, before and after the company is known.

use chrono::{DateTime, Utc};
use domain::ids::{AdvocateId, AskId, BookingLinkId, CompanyId, OpportunityId, RequestId};
use uuid::Uuid;

use crate::db::Tx;
use crate::error::Result;

/// A booking link with what it is about.
pub(in crate::scheduling) struct Link {
    pub id: BookingLinkId,
    pub ask: AskId,
    pub request: RequestId,
    pub advocate: AdvocateId,
    pub opportunity: OpportunityId,
    pub time_zone: Option<String>,
    pub expires_at: DateTime<Utc>,
    pub revoked_at: Option<DateTime<Utc>>,
    /// Whether the advocate still stands by their yes and the rep by the request.
    pub stands: bool,
    pub minutes: i32,
    pub goal: String,
    pub topics: Vec<String>,
    pub rep_joins: bool,
    pub company_name: String,
    pub meeting_rooms: String,
    pub room_per_call: bool,
    pub advocate_name: String,
    pub advocate_title: String,
    pub advocate_zone: String,
    pub organisation: String,
    pub organisation_id: Uuid,
    pub rep_name: String,
}

pub(in crate::scheduling) async fn link(tx: &mut Tx, id: BookingLinkId) -> Result<Option<Link>> {
    Ok(sqlx::query_as!(
        Link,
        r#"select b.id as "id: BookingLinkId", b.ask_id as "ask: AskId", a.request_id as "request: RequestId",
                  a.advocate_id as "advocate: AdvocateId", r.opportunity_id as "opportunity: OpportunityId",
                  b.time_zone, b.expires_at, b.revoked_at,
                  (a.state = 'accepted' and r.state in ('accepted', 'scheduled', 'missed', 'completed')) as "stands!",
                  r.duration_minutes as minutes, r.goal, r.topics, r.rep_joins,
                  c.name as company_name, c.meeting_rooms, c.room_per_call,
                  v.name as advocate_name, v.title as advocate_title, v.time_zone as advocate_zone,
                  o.name as organisation, o.id as organisation_id, u.name as rep_name
           from booking_links b
           join companies c on c.id = b.company_id
           join asks a on a.company_id = b.company_id and a.id = b.ask_id
           join requests r on r.company_id = a.company_id and r.id = a.request_id
           join advocates v on v.company_id = a.company_id and v.id = a.advocate_id
           join organisations o on o.company_id = v.company_id and o.id = v.organisation_id
           join users u on u.company_id = r.company_id and u.id = r.requested_by
           where b.id = $1"#,
        id as _
    )
    .fetch_optional(&mut **tx)
    .await?)
}

/// The link of a token's hash, before the company is known.
pub(in crate::scheduling) async fn resolve_link(
    tx: &mut Tx,
    token_hash: &[u8],
) -> Result<Option<(CompanyId, BookingLinkId)>> {
    let row = sqlx::query!(
        r#"select company_id as "company!: CompanyId", link_id as "link!: BookingLinkId" from resolve_booking_link($1)"#,
        token_hash
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.map(|row| (row.company, row.link)))
}

pub(in crate::scheduling) async fn insert_link(
    tx: &mut Tx,
    company: CompanyId,
    id: BookingLinkId,
    ask: AskId,
    token_hash: &[u8],
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        r#"insert into booking_links (company_id, id, ask_id, token_hash, time_zone, expires_at)
           select $1, $2, $3, $4,
                  (select c.time_zone from request_guests g
                   join contacts c on c.company_id = g.company_id and c.id = g.contact_id
                   where g.company_id = a.company_id and g.request_id = a.request_id and c.time_zone is not null
                   order by g.created_at, c.id limit 1),
                  -- Two weeks, or as long as the answer is still of use.
                  greatest($5::timestamptz + interval '14 days', r.needed_by + interval '1 day')
           from asks a join requests r on r.company_id = a.company_id and r.id = a.request_id
           where a.id = $3"#,
        company as _,
        id as _,
        ask as _,
        token_hash,
        now
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The newest link of an ask that can still be used.
pub(in crate::scheduling) async fn live_link(
    tx: &mut Tx,
    ask: AskId,
    now: DateTime<Utc>,
) -> Result<Option<BookingLinkId>> {
    Ok(sqlx::query_scalar!(
        r#"select id as "id: BookingLinkId" from booking_links
           where ask_id = $1 and revoked_at is null and expires_at > $2 order by created_at desc, id desc limit 1"#,
        ask as _,
        now
    )
    .fetch_optional(&mut **tx)
    .await?)
}

/// The people the request names, first the one the link is for.
pub(in crate::scheduling) async fn expected_guests(tx: &mut Tx, request: RequestId) -> Result<Vec<(String, String)>> {
    let rows = sqlx::query!(
        r#"select c.name, coalesce(c.email, '') as "email!"
           from request_guests g
           join requests r on r.company_id = g.company_id and r.id = g.request_id
           join contacts c on c.company_id = g.company_id and c.id = g.contact_id
           left join opportunity_contacts k on k.company_id = g.company_id
             and k.opportunity_id = r.opportunity_id and k.contact_id = g.contact_id
           where g.request_id = $1
           order by coalesce(k.is_primary, false) desc, c.name, c.id"#,
        request as _
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(|row| (row.name, row.email)).collect())
}
