//! All SQL on booking links, calls and an advocate's hours.

mod facts;
mod hours;
mod links;
mod rooms;

pub(super) use facts::*;
pub(super) use hours::*;
pub(super) use links::*;
pub(super) use rooms::*;

use chrono::{DateTime, Utc};
use domain::ids::{AdvocateId, AskId, CallId, CompanyId, RequestId};
use domain::scheduling::{Attendance, BookingDetails, CallState, Guests, Hold, Side, Slot};
use domain::time::TimeRange;
use uuid::Uuid;

use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;

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
    /// None while the prospect's zone is unknown.
    pub zone: Option<&'a str>,
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
    /// None while the prospect's zone is unknown.
    pub zone: Option<&'a str>,
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

/// Moves a planned call, and the prospect's zone where one is given; false when it changed in between.
pub(in crate::scheduling) async fn move_call(
    tx: &mut Tx,
    call: CallId,
    sequence: i32,
    during: TimeRange,
    zone: Option<&str>,
) -> Result<bool> {
    let moved = sqlx::query!(
        "update reference_calls set during = tstzrange($3, $4), prospect_time_zone = coalesce($5, prospect_time_zone),
                sequence = sequence + 1, version = version + 1
         where id = $1 and sequence = $2 and state = 'scheduled'",
        call as _,
        sequence,
        during.from,
        during.until,
        zone
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
    // After a missed call the prospect may book another time with the same link.
    let (from, to) = if planned { (vec!["accepted", "missed"], "scheduled") } else { (vec!["scheduled"], "accepted") };
    sqlx::query!(
        "update requests set state = $3, version = version + 1 where id = $1 and state = any($2)",
        request as _,
        &from as _,
        to
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The request follows what became of its call.
pub(in crate::scheduling) async fn request_attended(tx: &mut Tx, request: RequestId, took_place: bool) -> Result<()> {
    sqlx::query!(
        "update requests set state = $2, version = version + 1 where id = $1 and state in ('scheduled', 'missed')",
        request as _,
        if took_place { "completed" } else { "missed" }
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub(in crate::scheduling) async fn state_of(tx: &mut Tx, call: CallId) -> Result<Option<CallState>> {
    let state =
        sqlx::query_scalar!(r#"select state as "state: CallState" from reference_calls where id = $1"#, call as _);
    Ok(state.fetch_optional(&mut **tx).await?)
}

pub(in crate::scheduling) async fn record_attendance(
    tx: &mut Tx,
    ctx: &Ctx,
    call: CallId,
    attendance: Attendance,
) -> Result<()> {
    sqlx::query!(
        "update reference_calls
         set state = $2, attendance = $3, attended_at = $4, attended_by = $5, version = version + 1,
             completed_at = case when $2 = 'completed' then upper(during) end
         where id = $1",
        call as _,
        attendance.state() as _,
        attendance as _,
        ctx.now(),
        ctx.user() as _
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// A held call is a touch, from which the advocate's rest is counted.
pub(in crate::scheduling) async fn insert_call_touch(tx: &mut Tx, ctx: &Ctx, call: CallId) -> Result<()> {
    sqlx::query!(
        "insert into touches (company_id, id, advocate_id, kind, at, by_user, ask_id)
         select k.company_id, $2, k.advocate_id, 'call', lower(k.during), $3, k.ask_id
         from reference_calls k where k.id = $1
         on conflict do nothing",
        call as _,
        Uuid::now_v7(),
        ctx.user() as _
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
