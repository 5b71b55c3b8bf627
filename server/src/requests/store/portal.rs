//! What an advocate's pages about requests read: their own asks and what came of them.

use chrono::{DateTime, NaiveDate, Utc};
use domain::advocates::ActivityType;
use domain::ids::{AdvocateId, AskId, CallId, OrganisationId, RequestId};
use domain::requests::{AskState, RequestState};

use crate::db::Tx;
use crate::error::Result;

/// One ask in the advocate's own list.
pub struct OwnAsk {
    pub id: AskId,
    pub request: RequestId,
    pub state: AskState,
    pub request_state: RequestState,
    pub activity: ActivityType,
    pub share_company: bool,
    pub prospect: String,
    pub prospect_id: Option<OrganisationId>,
    pub duration_minutes: i32,
    pub needed_by: NaiveDate,
    pub asked_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub seen_at: Option<DateTime<Utc>>,
    /// The planned call, else the last one.
    pub call: Option<CallId>,
    pub call_at: Option<DateTime<Utc>>,
    /// It is planned and not over.
    pub call_comes: bool,
}

/// Which of an advocate's asks are wanted.
#[derive(Clone, Copy)]
pub enum Wanted {
    /// Those that wait for an answer, a booking or a call.
    Open,
    /// Those that are over, on from this one.
    Over {
        after: Option<(DateTime<Utc>, AskId)>,
        rows: i64,
    },
    One(AskId),
}

/// An advocate's asks, the latest first; of the open ones those that run out first.
pub async fn own_asks(tx: &mut Tx, advocate: AdvocateId, wanted: Wanted, now: DateTime<Utc>) -> Result<Vec<OwnAsk>> {
    let (open, one, after, rows) = match wanted {
        Wanted::Open => (Some(true), None, None, 200),
        Wanted::Over { after, rows } => (Some(false), None, after, rows),
        Wanted::One(ask) => (None, Some(ask), None, 1),
    };
    let (after_at, after_id) = after.unzip();
    Ok(sqlx::query_as!(
        OwnAsk,
        r#"select * from (
             select a.id as "id: AskId", a.request_id as "request: RequestId", a.state as "state: AskState",
                    r.state as "request_state: RequestState", r.activity as "activity: ActivityType", r.share_company,
                    coalesce(g.name, o.name) as "prospect!", o.organisation_id as "prospect_id: OrganisationId",
                    r.duration_minutes, r.needed_by, a.asked_at, a.expires_at, a.seen_at,
                    k.id as "call?: CallId", lower(k.during) as "call_at?",
                    coalesce(k.state = 'scheduled' and upper(k.during) > $2, false) as "call_comes!"
             from asks a
             join requests r on r.company_id = a.company_id and r.id = a.request_id
             join opportunities o on o.company_id = r.company_id and o.id = r.opportunity_id
             left join organisations g on g.company_id = o.company_id and g.id = o.organisation_id
             left join lateral (
               select c.id, c.during, c.state from reference_calls c
               where c.company_id = a.company_id and c.ask_id = a.id and c.state in ('scheduled', 'completed', 'missed')
               order by c.state = 'scheduled' desc, lower(c.during) desc limit 1) k on true
             where a.advocate_id = $1
               and ($4::uuid is null or a.id = $4)
               and ($3::boolean is null or $3 = (
                 a.state = 'sent' and a.expires_at > $2
                 or a.state = 'accepted' and (
                   k.state = 'scheduled' and upper(k.during) > $2 or r.state = 'missed'
                   or k.id is null and r.state = 'accepted')))
               and ($5::timestamptz is null or (a.asked_at, a.id) < ($5, $6::uuid))
             order by a.asked_at desc, a.id desc limit $7
           ) own
           order by case when $3 and own."state: AskState" = 'sent' then own.expires_at end, own.asked_at desc"#,
        advocate as _,
        now,
        open,
        one as Option<AskId>,
        after_at,
        after_id as Option<AskId>,
        rows
    )
    .fetch_all(&mut **tx)
    .await?)
}

/// How many asks wait for the advocate's answer.
pub async fn waiting(tx: &mut Tx, advocate: AdvocateId, now: DateTime<Utc>) -> Result<i64> {
    Ok(sqlx::query_scalar!(
        r#"select count(*) as "count!" from asks where advocate_id = $1 and state = 'sent' and expires_at > $2"#,
        advocate as _,
        now
    )
    .fetch_one(&mut **tx)
    .await?)
}

/// What an advocate reads of one ask.
pub struct OwnAskText {
    pub request: RequestId,
    pub message: String,
    pub topics: Vec<String>,
    pub avoid: String,
    pub rep_name: String,
    pub share_guests: bool,
    pub industry: Option<String>,
    pub city: String,
    pub employees: Option<i32>,
    pub answered_at: Option<DateTime<Utc>>,
}

pub async fn own_ask(tx: &mut Tx, ask: AskId, advocate: AdvocateId) -> Result<Option<OwnAskText>> {
    Ok(sqlx::query_as!(
        OwnAskText,
        r#"select r.id as "request: RequestId", r.message, r.topics, r.avoid, u.name as rep_name, r.share_guests,
                  g.industry as "industry?", coalesce(g.city, '') as "city!", g.employees as "employees?", a.answered_at
           from asks a
           join requests r on r.company_id = a.company_id and r.id = a.request_id
           join opportunities o on o.company_id = r.company_id and o.id = r.opportunity_id
           left join organisations g on g.company_id = o.company_id and g.id = o.organisation_id
           join users u on u.company_id = r.company_id and u.id = r.requested_by
           where a.id = $1 and a.advocate_id = $2"#,
        ask as _,
        advocate as _
    )
    .fetch_optional(&mut **tx)
    .await?)
}

/// Notes that the advocate saw the ask; the first time only.
pub async fn note_seen(tx: &mut Tx, ask: AskId, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!("update asks set seen_at = $2 where id = $1 and seen_at is null", ask as _, now)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// What an advocate gave, what came of it, and how much is asked of them this month.
pub struct Balance {
    pub conversations: i64,
    pub minutes: i64,
    pub first_on: Option<NaiveDate>,
    /// Deals that were won, and those still open, among the ones they spoke for.
    pub chose: i64,
    pub deciding: i64,
    pub asked_this_month: i64,
    pub monthly_cap: i32,
}

pub async fn balance(tx: &mut Tx, advocate: AdvocateId, now: DateTime<Utc>) -> Result<Balance> {
    Ok(sqlx::query_as!(
        Balance,
        r#"with held as (
             select opportunity_id, during from reference_calls where advocate_id = $1 and state = 'completed'
           )
           select (select count(*) from held) as "conversations!",
                  (select coalesce(sum(extract(epoch from upper(during) - lower(during)) / 60), 0)::bigint from held) as "minutes!",
                  (select min(lower(during))::date from held) as first_on,
                  count(*) filter (where s.is_won) as "chose!",
                  count(*) filter (where not s.is_closed) as "deciding!",
                  (select count(*) from touches t where t.advocate_id = $1 and t.kind = 'ask'
                     and t.at >= date_trunc('month', $2::timestamptz) and t.at <= $2) as "asked_this_month!",
                  (select least(coalesce(a.monthly_cap, c.monthly_cap), c.monthly_cap)
                   from advocates a join companies c on c.id = a.company_id where a.id = $1) as "monthly_cap!"
           from opportunities o
           join opportunity_stages s on s.company_id = o.company_id and s.id = o.stage_id
           where o.id in (select opportunity_id from held)"#,
        advocate as _,
        now
    )
    .fetch_one(&mut **tx)
    .await?)
}
