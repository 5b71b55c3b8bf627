//! All SQL on booking links, calls and an advocate's hours.

mod facts;
mod hours;

pub(super) use facts::*;
pub(super) use hours::*;

use chrono::{DateTime, Utc};
use domain::ids::{AdvocateId, AskId, BookingLinkId, CallId, CompanyId, OpportunityId, RequestId};
use domain::scheduling::{BookingDetails, CallState, Guests, Hold, Side, Slot};
use domain::time::TimeRange;
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
                  (a.state = 'accepted' and r.state in ('accepted', 'scheduled')) as "stands!",
                  r.duration_minutes as minutes, r.goal, r.topics, r.rep_joins,
                  c.name as company_name, c.meeting_rooms,
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

/// A call of a link: the planned one, or the form in progress, or the last that was cancelled.
pub(in crate::scheduling) struct LinkCall {
    pub id: CallId,
    pub state: CallState,
    pub from: DateTime<Utc>,
    pub until: DateTime<Utc>,
    pub held_until: Option<DateTime<Utc>>,
    pub booked_by_name: String,
    pub booked_by_email: String,
    pub colleague_email: Option<String>,
    pub note: String,
    pub zone: Option<String>,
    pub meeting_url: String,
    pub sequence: i32,
    pub cancelled_by: Option<Side>,
}

impl LinkCall {
    pub fn during(&self) -> TimeRange {
        TimeRange { from: self.from, until: self.until }
    }

    pub fn slot(&self) -> Slot {
        let minutes = (self.until - self.from).num_minutes();
        Slot { starts_at: self.from, minutes: u16::try_from(minutes).unwrap_or(30) }
    }

    pub fn hold(&self) -> Option<Hold> {
        Some(Hold { slot: self.slot(), expires_at: self.held_until? })
    }

    pub fn typed(&self) -> BookingDetails {
        BookingDetails {
            name: self.booked_by_name.clone(),
            email: self.booked_by_email.clone(),
            colleague: self.colleague_email.clone().unwrap_or_default(),
            note: self.note.clone(),
        }
    }
}

/// Every call of the ask a link belongs to, newest change first.
pub(in crate::scheduling) async fn calls_of_ask(tx: &mut Tx, ask: AskId) -> Result<Vec<LinkCall>> {
    Ok(sqlx::query_as!(
        LinkCall,
        r#"select k.id as "id: CallId", k.state as "state: CallState", lower(k.during) as "from!",
                  upper(k.during) as "until!", k.held_until, k.booked_by_name, k.booked_by_email,
                  g.email as "colleague_email?", k.prospect_note as note, k.prospect_time_zone as zone,
                  k.meeting_url, k.sequence, k.cancelled_by as "cancelled_by: Side"
           from reference_calls k
           left join call_guests g on g.company_id = k.company_id and g.call_id = k.id and g.position = 1
           where k.ask_id = $1
           order by k.updated_at desc, k.id desc"#,
        ask as _
    )
    .fetch_all(&mut **tx)
    .await?)
}

/// Everybody who changes an advocate's board waits for the one before, so that limits hold.
pub(in crate::scheduling) async fn lock_board(tx: &mut Tx, advocate: AdvocateId) -> Result<()> {
    sqlx::query!("select pg_advisory_xact_lock(hashtextextended($1::uuid::text, 0))", advocate as _)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Gives back times whose reservation ran out.
pub(in crate::scheduling) async fn release_expired(
    tx: &mut Tx,
    advocate: AdvocateId,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "update reference_calls set state = 'released', held_until = null, version = version + 1
         where advocate_id = $1 and state = 'held' and held_until <= $2",
        advocate as _,
        now
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// What a new or moved hold says.
pub(in crate::scheduling) struct NewHold<'a> {
    pub link: &'a Link,
    pub hold: Hold,
    pub zone: &'a str,
    pub typed: &'a BookingDetails,
}

/// Holds a slot: moves the link's form in progress there, or starts one.
pub(in crate::scheduling) async fn put_hold(
    tx: &mut Tx,
    company: CompanyId,
    draft: Option<CallId>,
    new: NewHold<'_>,
) -> Result<CallId> {
    let during = new.hold.slot.during();
    if let Some(id) = draft {
        sqlx::query!(
            "update reference_calls set state = 'held', during = tstzrange($2, $3), held_until = $4,
                    prospect_time_zone = $5, version = version + 1
             where id = $1",
            id as _,
            during.from,
            during.until,
            new.hold.expires_at,
            new.zone
        )
        .execute(&mut **tx)
        .await?;
        return Ok(id);
    }
    let id = CallId::new();
    sqlx::query!(
        "insert into reference_calls (company_id, id, request_id, ask_id, advocate_id, opportunity_id, booking_link_id,
                                      state, during, held_until, prospect_time_zone)
         values ($1, $2, $3, $4, $5, $6, $7, 'held', tstzrange($8, $9), $10, $11)",
        company as _,
        id as _,
        new.link.request as _,
        new.link.ask as _,
        new.link.advocate as _,
        new.link.opportunity as _,
        new.link.id as _,
        during.from,
        during.until,
        new.hold.expires_at,
        new.zone
    )
    .execute(&mut **tx)
    .await?;
    keep_typed(tx, company, id, new.typed).await?;
    Ok(id)
}

/// Keeps what was typed with the form in progress, fit to be shown again.
pub(in crate::scheduling) async fn keep_typed(
    tx: &mut Tx,
    company: CompanyId,
    call: CallId,
    typed: &BookingDetails,
) -> Result<()> {
    let short = |text: &str, length: usize| text.chars().filter(|c| *c != '\0').take(length).collect::<String>();
    sqlx::query!(
        "update reference_calls set booked_by_name = $2, booked_by_email = $3, prospect_note = $4
         where id = $1 and state in ('held', 'released')",
        call as _,
        short(&typed.name, 400),
        short(&typed.email, 400),
        short(&typed.note, 4000)
    )
    .execute(&mut **tx)
    .await?;
    put_colleague(tx, company, call, &short(&typed.colleague, 400), "").await
}

async fn put_colleague(tx: &mut Tx, company: CompanyId, call: CallId, email: &str, name: &str) -> Result<()> {
    sqlx::query!("delete from call_guests where call_id = $1 and position = 1", call as _).execute(&mut **tx).await?;
    if !email.is_empty() {
        sqlx::query!(
            "insert into call_guests (company_id, call_id, position, name, email) values ($1, $2, 1, $3, $4)",
            company as _,
            call as _,
            name,
            email
        )
        .execute(&mut **tx)
        .await?;
    }
    Ok(())
}

/// A call that becomes planned.
pub(in crate::scheduling) struct Planned<'a> {
    pub call: CallId,
    pub during: TimeRange,
    pub guests: &'a Guests,
    pub zone: &'a str,
    pub meeting_url: &'a str,
    pub now: DateTime<Utc>,
}

/// Turns the form in progress into a planned call, with its guests.
pub(in crate::scheduling) async fn plan(tx: &mut Tx, company: CompanyId, planned: Planned<'_>) -> Result<()> {
    let Guests { booked_by, colleague, note } = planned.guests;
    sqlx::query!(
        "update reference_calls set state = 'scheduled', held_until = null, during = tstzrange($2, $3), booked_at = $4,
                booked_by_name = $5, booked_by_email = $6, prospect_note = $7, prospect_time_zone = $8,
                meeting_url = $9, version = version + 1
         where id = $1",
        planned.call as _,
        planned.during.from,
        planned.during.until,
        planned.now,
        booked_by.name,
        booked_by.email,
        note,
        planned.zone,
        planned.meeting_url
    )
    .execute(&mut **tx)
    .await?;
    sqlx::query!(
        "insert into call_guests (company_id, call_id, position, name, email) values ($1, $2, 0, $3, $4)
         on conflict (company_id, call_id, position) do update set name = excluded.name, email = excluded.email",
        company as _,
        planned.call as _,
        booked_by.name,
        booked_by.email
    )
    .execute(&mut **tx)
    .await?;
    let (email, name) = colleague.as_ref().map_or(("", ""), |guest| (&guest.email, &guest.name));
    put_colleague(tx, company, planned.call, email, name).await
}

/// Moves a planned call; false when it changed in between.
pub(in crate::scheduling) async fn move_call(
    tx: &mut Tx,
    call: CallId,
    sequence: i32,
    during: TimeRange,
) -> Result<bool> {
    let moved = sqlx::query!(
        "update reference_calls set during = tstzrange($3, $4), sequence = sequence + 1, version = version + 1
         where id = $1 and sequence = $2 and state = 'scheduled'",
        call as _,
        sequence,
        during.from,
        during.until
    )
    .execute(&mut **tx)
    .await?;
    Ok(moved.rows_affected() == 1)
}

/// Cancels a planned call; false when it changed in between.
pub(in crate::scheduling) async fn cancel(
    tx: &mut Tx,
    call: CallId,
    sequence: i32,
    by: Side,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<bool> {
    let cancelled = sqlx::query!(
        "update reference_calls set state = 'cancelled', cancelled_at = $3, cancelled_by = $4, cancel_reason = $5,
                sequence = sequence + 1, version = version + 1
         where id = $1 and sequence = $2 and state = 'scheduled'",
        call as _,
        sequence,
        now,
        by as _,
        reason
    )
    .execute(&mut **tx)
    .await?;
    Ok(cancelled.rows_affected() == 1)
}

/// The request follows its call in the same commit; every other move of a request is made by `requests`.
pub(in crate::scheduling) async fn request_follows(tx: &mut Tx, request: RequestId, planned: bool) -> Result<()> {
    let (from, to) = if planned { ("accepted", "scheduled") } else { ("scheduled", "accepted") };
    sqlx::query!(
        "update requests set state = $3, version = version + 1 where id = $1 and state = $2",
        request as _,
        from,
        to
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The planned call of a request, if there is one.
pub(in crate::scheduling) async fn planned_call(tx: &mut Tx, request: RequestId) -> Result<Option<(CallId, i32)>> {
    let row = sqlx::query!(
        r#"select id as "id: CallId", sequence from reference_calls where request_id = $1 and state = 'scheduled'"#,
        request as _
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.map(|row| (row.id, row.sequence)))
}

/// Gives back the slots held for a request.
pub(in crate::scheduling) async fn release_holds(tx: &mut Tx, request: RequestId) -> Result<()> {
    sqlx::query!(
        "update reference_calls set state = 'released', held_until = null, version = version + 1
         where request_id = $1 and state = 'held'",
        request as _
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
