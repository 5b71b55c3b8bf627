//! Reads for mails and lists: a call with everybody in it.

use chrono::{DateTime, Utc};
use domain::accounts::Scope;
use domain::ids::{AdvocateId, AskId, BookingLinkId, CallId, OpportunityId, RequestId, UserId};
use domain::scheduling::{Attendance, CallState, CallsTab, Side};
use domain::time::TimeRange;
use uuid::Uuid;

use crate::db::Tx;
use crate::error::Result;

/// Everything a mail or a page says about a call.
pub(in crate::scheduling) struct CallFacts {
    pub id: CallId,
    pub state: CallState,
    pub from: DateTime<Utc>,
    pub until: DateTime<Utc>,
    pub sequence: i32,
    pub changed_at: DateTime<Utc>,
    pub link: Option<BookingLinkId>,
    pub request: RequestId,
    pub meeting_url: String,
    pub note: String,
    pub booked_by_name: String,
    pub booked_by_email: String,
    pub prospect_zone: Option<String>,
    pub cancelled_at: Option<DateTime<Utc>>,
    pub cancelled_by: Option<Side>,
    pub cancel_reason: String,
    pub attendance: Option<Attendance>,
    pub colleague_name: Option<String>,
    pub colleague_email: Option<String>,
    pub goal: String,
    pub topics: Vec<String>,
    pub rep_joins: bool,
    pub company_name: String,
    pub advocate: AdvocateId,
    pub advocate_name: String,
    pub advocate_email: String,
    pub advocate_zone: String,
    pub organisation: String,
    pub rep_name: String,
    pub rep_email: String,
    pub rep_zone: String,
    pub opportunity: OpportunityId,
    pub opportunity_name: String,
    /// The prospect's organisation, or the deal's name where it is unknown.
    pub prospect: String,
}

impl CallFacts {
    pub fn during(&self) -> TimeRange {
        TimeRange { from: self.from, until: self.until }
    }

    /// Without a colleague who is the person who booked: a contact may stand among the guests as well.
    fn with_each_guest_once(mut self) -> Self {
        let booked_by = self.booked_by_email.to_lowercase();
        if self.colleague_email.as_ref().is_some_and(|email| email.to_lowercase() == booked_by) {
            (self.colleague_name, self.colleague_email) = (None, None);
        }
        self
    }
}

pub(in crate::scheduling) async fn call_facts(tx: &mut Tx, call: CallId) -> Result<Option<CallFacts>> {
    let facts = sqlx::query_as!(
        CallFacts,
        r#"select k.id as "id: CallId", k.state as "state: CallState", lower(k.during) as "from!",
                  upper(k.during) as "until!", k.sequence, k.updated_at as changed_at,
                  k.booking_link_id as "link: BookingLinkId", k.request_id as "request: RequestId", k.meeting_url,
                  k.prospect_note as note, k.booked_by_name, k.booked_by_email, k.prospect_time_zone as prospect_zone,
                  k.cancelled_at, k.cancelled_by as "cancelled_by: Side", k.cancel_reason,
                  k.attendance as "attendance: Attendance",
                  g.name as "colleague_name?", g.email as "colleague_email?",
                  r.goal, r.topics, r.rep_joins, c.name as company_name,
                  v.id as "advocate: AdvocateId", v.name as advocate_name, v.email as advocate_email,
                  v.time_zone as advocate_zone, o.name as organisation,
                  u.name as rep_name, u.email as rep_email, u.time_zone as rep_zone,
                  d.id as "opportunity: OpportunityId", d.name as opportunity_name,
                  coalesce(p.name, d.name) as "prospect!"
           from reference_calls k
           join companies c on c.id = k.company_id
           join requests r on r.company_id = k.company_id and r.id = k.request_id
           join users u on u.company_id = r.company_id and u.id = r.requested_by
           join advocates v on v.company_id = k.company_id and v.id = k.advocate_id
           join organisations o on o.company_id = v.company_id and o.id = v.organisation_id
           join opportunities d on d.company_id = k.company_id and d.id = k.opportunity_id
           left join organisations p on p.company_id = d.company_id and p.id = d.organisation_id
           left join call_guests g on g.company_id = k.company_id and g.call_id = k.id and g.position = 1
           where k.id = $1"#,
        call as _
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(facts.map(CallFacts::with_each_guest_once))
}

/// What the mail with the booking link says.
pub(in crate::scheduling) struct InvitationFacts {
    pub goal: String,
    pub minutes: i32,
    pub company_name: String,
    pub rep_name: String,
    pub advocate_name: String,
    pub advocate_title: String,
    pub organisation: String,
    pub guest_name: String,
    pub guest_email: Option<String>,
}

pub(in crate::scheduling) async fn invitation_facts(tx: &mut Tx, ask: AskId) -> Result<Option<InvitationFacts>> {
    Ok(sqlx::query_as!(
        InvitationFacts,
        r#"select r.goal, r.duration_minutes as minutes, c.name as company_name, u.name as rep_name,
                  v.name as advocate_name, v.title as advocate_title, o.name as organisation,
                  coalesce(guest.name, '') as "guest_name!", guest.email as "guest_email?"
           from asks a
           join companies c on c.id = a.company_id
           join requests r on r.company_id = a.company_id and r.id = a.request_id
           join users u on u.company_id = r.company_id and u.id = r.requested_by
           join advocates v on v.company_id = a.company_id and v.id = a.advocate_id
           join organisations o on o.company_id = v.company_id and o.id = v.organisation_id
           left join lateral (
             -- Who was named for the request comes first, then who leads the deal on their side.
             select n.name, n.email
             from (
               select g.contact_id, 0 as rank from request_guests g
               where g.company_id = r.company_id and g.request_id = r.id
               union all
               select k.contact_id, 1 from opportunity_contacts k
               where k.company_id = r.company_id and k.opportunity_id = r.opportunity_id
             ) as named
             join contacts n on n.company_id = r.company_id and n.id = named.contact_id and n.email is not null
             left join opportunity_contacts k on k.company_id = r.company_id
               and k.opportunity_id = r.opportunity_id and k.contact_id = n.id
             order by named.rank, coalesce(k.is_primary, false) desc, n.name, n.id
             limit 1
           ) as guest on true
           where a.id = $1"#,
        ask as _
    )
    .fetch_optional(&mut **tx)
    .await?)
}

/// Whether the advocate's yes still stands.
pub(in crate::scheduling) async fn ask_stands(tx: &mut Tx, ask: AskId) -> Result<bool> {
    let stands = sqlx::query_scalar!("select true from asks where id = $1 and state = 'accepted'", ask as _)
        .fetch_optional(&mut **tx)
        .await?;
    Ok(stands.is_some())
}

/// Whose calls are wanted: how far the viewer's roles reach, or one advocate's own.
#[derive(Clone, Copy)]
pub(in crate::scheduling) enum Whose {
    Staff(Scope, UserId),
    Advocate(AdvocateId),
}

impl Whose {
    const fn reach(self) -> &'static str {
        match self {
            Self::Staff(Scope::All, _) => "all",
            Self::Staff(Scope::Team, _) => "team",
            Self::Staff(Scope::Own, _) => "own",
            Self::Staff(Scope::OwnCustomers, _) => "own_customers",
            Self::Staff(Scope::None, _) => "none",
            Self::Advocate(_) => "advocate",
        }
    }

    const fn person(self) -> Uuid {
        match self {
            Self::Staff(_, user) => user.0,
            Self::Advocate(advocate) => advocate.0,
        }
    }
}

/// Which tab a list shows, and after which row it goes on.
#[derive(Clone, Copy)]
pub(in crate::scheduling) struct Place {
    pub tab: CallsTab,
    pub now: DateTime<Utc>,
    pub after: Option<(DateTime<Utc>, Uuid)>,
    pub rows: i64,
}

/// A row of a list of calls.
pub(in crate::scheduling) struct CallRow {
    pub id: CallId,
    pub state: CallState,
    pub starts_at: DateTime<Utc>,
    pub advocate: AdvocateId,
    pub advocate_name: String,
    pub organisation: String,
    pub opportunity: OpportunityId,
    pub opportunity_name: String,
    pub prospect: String,
}

/// Calls the viewer may see: planned ones from now on, soonest first; or what is over, latest first.
pub(in crate::scheduling) async fn calls(tx: &mut Tx, whose: Whose, place: Place) -> Result<Vec<CallRow>> {
    let after = place.after.unzip();
    Ok(sqlx::query_file_as!(
        CallRow,
        "src/scheduling/store/calls.sql",
        whose.reach(),
        whose.person(),
        place.tab == CallsTab::Planned,
        place.now,
        after.0,
        after.1,
        place.rows,
        Option::<Uuid>::None,
        place.tab == CallsTab::ToRecord,
    )
    .fetch_all(&mut **tx)
    .await?)
}

/// Whether the viewer may see this call.
pub(in crate::scheduling) async fn may_see(
    tx: &mut Tx,
    whose: Whose,
    call: CallId,
    now: DateTime<Utc>,
) -> Result<bool> {
    let found = sqlx::query_file_as!(
        CallRow,
        "src/scheduling/store/calls.sql",
        whose.reach(),
        whose.person(),
        true,
        now,
        Option::<DateTime<Utc>>::None,
        Option::<Uuid>::None,
        1_i64,
        Some(call.0) as Option<Uuid>,
        false
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(!found.is_empty())
}

/// A planned call on the portal's home.
pub(in crate::scheduling) struct PlannedRow {
    pub id: CallId,
    pub from: DateTime<Utc>,
    pub until: DateTime<Utc>,
    pub prospect: String,
    pub booked_by_name: String,
    pub booked_by_title: Option<String>,
    pub colleague_name: Option<String>,
    pub meeting_url: String,
}

/// An advocate's planned calls that are not over, the next first.
pub(in crate::scheduling) async fn planned(
    tx: &mut Tx,
    advocate: AdvocateId,
    now: DateTime<Utc>,
) -> Result<Vec<PlannedRow>> {
    Ok(sqlx::query_as!(
        PlannedRow,
        r#"select k.id as "id: CallId", lower(k.during) as "from!", upper(k.during) as "until!",
                  coalesce(p.name, d.name) as "prospect!", k.booked_by_name, n.title as "booked_by_title?",
                  g.name as "colleague_name?", k.meeting_url
           from reference_calls k
           join opportunities d on d.company_id = k.company_id and d.id = k.opportunity_id
           left join organisations p on p.company_id = d.company_id and p.id = d.organisation_id
           left join contacts n on n.company_id = k.company_id and n.email_key = lower(k.booked_by_email)
           left join call_guests g on g.company_id = k.company_id and g.call_id = k.id and g.position = 1
             and lower(g.email) <> lower(k.booked_by_email)
           where k.advocate_id = $1 and k.state = 'scheduled' and upper(k.during) > $2
           order by lower(k.during), k.id
           limit 20"#,
        advocate as _,
        now
    )
    .fetch_all(&mut **tx)
    .await?)
}
