//! What the pages about requests read for those who work in the company.

use chrono::{DateTime, NaiveDate, Utc};
use domain::accounts::Scope;
use domain::ids::{AdvocateId, AskId, CallId, ContactId, OpportunityId, OrganisationId, RequestId, UserId};
use domain::requests::{AskState, DeclineReason, GuestChoice, RequestLine, RequestState, RequestTab};
use uuid::Uuid;

use super::reach;
use crate::db::Tx;
use crate::error::Result;

/// The deal of a draft.
pub struct DraftDeal {
    pub name: String,
    pub organisation: Option<OrganisationId>,
    pub prospect: String,
    pub industry: Option<String>,
    pub city: String,
    pub employees: Option<i32>,
    pub use_cases: Vec<String>,
    pub topics: Vec<String>,
    pub competitors: Vec<String>,
    pub needed_by: Option<NaiveDate>,
}

pub async fn deal(tx: &mut Tx, id: OpportunityId) -> Result<Option<DraftDeal>> {
    Ok(sqlx::query_as!(
        DraftDeal,
        r#"select o.name, o.organisation_id as "organisation: OrganisationId", coalesce(g.name, o.name) as "prospect!",
                  g.industry as "industry?", coalesce(g.city, '') as "city!", g.employees as "employees?", o.use_cases, o.topics,
                  o.competitors, o.needed_by
           from opportunities o
           left join organisations g on g.company_id = o.company_id and g.id = o.organisation_id
           where o.id = $1"#,
        id as _
    )
    .fetch_optional(&mut **tx)
    .await?)
}

/// The advocate of a draft.
pub struct DraftAdvocate {
    pub name: String,
    pub title: String,
    pub organisation: OrganisationId,
    pub organisation_name: String,
    pub success_manager: Option<String>,
}

pub async fn advocate(tx: &mut Tx, id: AdvocateId) -> Result<Option<DraftAdvocate>> {
    Ok(sqlx::query_as!(
        DraftAdvocate,
        r#"select a.name, a.title, a.organisation_id as "organisation: OrganisationId", g.name as organisation_name,
                  u.name as "success_manager?"
           from advocates a
           join organisations g on g.company_id = a.company_id and g.id = a.organisation_id
           left join users u on u.company_id = a.company_id and u.id = a.owner_id
           where a.id = $1"#,
        id as _
    )
    .fetch_optional(&mut **tx)
    .await?)
}

/// What was asked in a request so far, for the advocate who comes next.
pub struct Round {
    pub request: RequestId,
    pub state: RequestState,
    pub last_asked: String,
    pub duration_minutes: i32,
    pub needed_by: NaiveDate,
    pub topics: Vec<String>,
    pub avoid: String,
    pub message: String,
    pub share_company: bool,
    pub share_guests: bool,
    pub rep_joins: bool,
    pub guests: Vec<Uuid>,
}

/// This request of the deal or, where none is named, the newest that found nobody.
pub async fn last_round(tx: &mut Tx, opportunity: OpportunityId, request: Option<RequestId>) -> Result<Option<Round>> {
    Ok(sqlx::query_as!(
        Round,
        r#"select r.id as "request: RequestId", r.state as "state: RequestState", r.duration_minutes, r.needed_by, r.topics, r.avoid,
                  r.message, r.share_company, r.share_guests, r.rep_joins,
                  coalesce((select v.name from asks a
                            join advocates v on v.company_id = a.company_id and v.id = a.advocate_id
                            where a.company_id = r.company_id and a.request_id = r.id
                            order by a.wave desc limit 1), '') as "last_asked!",
                  array(select g.contact_id from request_guests g
                        where g.company_id = r.company_id and g.request_id = r.id) as "guests!"
           from requests r
           where r.opportunity_id = $1 and (r.id = $2 or ($2::uuid is null and r.state in ('declined', 'expired')))
           order by r.created_at desc limit 1"#,
        opportunity as _,
        request as Option<RequestId>
    )
    .fetch_optional(&mut **tx)
    .await?)
}

pub async fn guest_choices(tx: &mut Tx, opportunity: OpportunityId) -> Result<Vec<GuestChoice>> {
    Ok(sqlx::query_as!(
        GuestChoice,
        r#"select c.id as "id: ContactId", c.name, c.title, c.email is not null as "has_email!", k.is_primary
           from opportunity_contacts k join contacts c on c.company_id = k.company_id and c.id = k.contact_id
           where k.opportunity_id = $1 order by k.is_primary desc, c.name"#,
        opportunity as _
    )
    .fetch_all(&mut **tx)
    .await?)
}

pub async fn guests(tx: &mut Tx, request: RequestId) -> Result<Vec<GuestChoice>> {
    Ok(sqlx::query_as!(
        GuestChoice,
        r#"select c.id as "id: ContactId", c.name, c.title, c.email is not null as "has_email!", false as "is_primary!"
           from request_guests g join contacts c on c.company_id = g.company_id and c.id = g.contact_id
           where g.request_id = $1 order by c.name"#,
        request as _
    )
    .fetch_all(&mut **tx)
    .await?)
}

/// Which requests a reader's list holds.
#[derive(Clone, Copy)]
pub struct Reader {
    pub scope: Scope,
    pub user: UserId,
    /// By the clock of UTC, as the plan counts days.
    pub today: NaiveDate,
}

/// One page of the list, newest first; `one` narrows it to a single request.
pub async fn lines(
    tx: &mut Tx,
    reader: Reader,
    tab: RequestTab,
    one: Option<RequestId>,
    opportunity: Option<OpportunityId>,
    after: Option<(DateTime<Utc>, RequestId)>,
    limit: i64,
) -> Result<Vec<RequestLine>> {
    let (after_at, after_id) = after.unzip();
    Ok(sqlx::query_file_as!(
        RequestLine,
        "src/requests/store/lines.sql",
        reach(reader.scope),
        reader.user as _,
        tab.states() as _,
        one as Option<RequestId>,
        opportunity as Option<OpportunityId>,
        after_at,
        after_id as Option<RequestId>,
        limit,
        tab.needed_since(reader.today)
    )
    .fetch_all(&mut **tx)
    .await?)
}

/// How many requests a tab holds, at most 100.
pub async fn count(tx: &mut Tx, reader: Reader, tab: RequestTab) -> Result<i64> {
    Ok(sqlx::query_file_scalar!(
        "src/requests/store/count.sql",
        reach(reader.scope),
        reader.user as _,
        tab.states() as _,
        100,
        tab.needed_since(reader.today)
    )
    .fetch_one(&mut **tx)
    .await?)
}

/// The words of a request.
pub struct RequestText {
    pub duration_minutes: i32,
    pub topics: Vec<String>,
    pub avoid: String,
    pub message: String,
}

pub async fn text(tx: &mut Tx, request: RequestId) -> Result<Option<RequestText>> {
    Ok(sqlx::query_as!(
        RequestText,
        "select duration_minutes, topics, avoid, message from requests where id = $1",
        request as _
    )
    .fetch_optional(&mut **tx)
    .await?)
}

/// One ask with its times.
pub struct AskRow {
    pub id: AskId,
    pub advocate: AdvocateId,
    pub advocate_name: String,
    pub organisation: String,
    pub organisation_id: OrganisationId,
    pub state: AskState,
    pub asked_by: String,
    pub asked_at: DateTime<Utc>,
    pub seen_at: Option<DateTime<Utc>>,
    pub answered_at: Option<DateTime<Utc>>,
    pub expires_at: DateTime<Utc>,
    pub decline_reason: Option<DeclineReason>,
    pub ask_again_after: Option<NaiveDate>,
}

pub async fn asks(tx: &mut Tx, request: RequestId) -> Result<Vec<AskRow>> {
    Ok(sqlx::query_as!(
        AskRow,
        r#"select a.id as "id: AskId", a.advocate_id as "advocate: AdvocateId", v.name as advocate_name, g.name as organisation,
                  v.organisation_id as "organisation_id: OrganisationId", a.state as "state: AskState", u.name as asked_by,
                  a.asked_at, a.seen_at, a.answered_at, a.expires_at, a.decline_reason as "decline_reason: DeclineReason",
                  a.ask_again_after
           from asks a
           join advocates v on v.company_id = a.company_id and v.id = a.advocate_id
           join organisations g on g.company_id = v.company_id and g.id = v.organisation_id
           join users u on u.company_id = a.company_id and u.id = a.asked_by
           where a.request_id = $1 order by a.wave desc"#,
        request as _
    )
    .fetch_all(&mut **tx)
    .await?)
}

/// The planned or last call of a request.
pub struct CallRow {
    pub id: CallId,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    pub meeting_url: String,
    pub is_planned: bool,
}

pub async fn call_of(tx: &mut Tx, request: RequestId) -> Result<Option<CallRow>> {
    Ok(sqlx::query_as!(
        CallRow,
        r#"select id as "id: CallId", lower(during) as "starts_at!", upper(during) as "ends_at!", meeting_url, state = 'scheduled' as "is_planned!"
           from reference_calls where request_id = $1 and state in ('scheduled', 'completed', 'missed')
           order by state = 'scheduled' desc, lower(during) desc limit 1"#,
        request as _
    )
    .fetch_optional(&mut **tx)
    .await?)
}
