//! One organisation and what hangs on it.

use chrono::{DateTime, NaiveDate, Utc};
use domain::advocates::{Lifecycle, ReferenceStatus};
use domain::evidence::{EvidenceKind, EvidenceState};
use domain::ids::{AdvocateId, EvidenceId, OpportunityId, OrganisationId, UserId};
use domain::opportunities::Source;
use serde_json::Value as Json;

use super::super::Sight;
use crate::db::Tx;
use crate::error::Result;

pub struct OrganisationFactsRow {
    pub name: String,
    pub source: Source,
    pub website: String,
    pub industry: Option<String>,
    pub employees: Option<i32>,
    pub annual_revenue_minor: Option<i64>,
    pub currency: Option<String>,
    pub country: Option<String>,
    pub region: Option<String>,
    pub city: String,
    pub tech_stack: Vec<String>,
    pub products: Vec<String>,
    pub founded_year: Option<i32>,
    pub customer_since: Option<NaiveDate>,
    pub renewal_on: Option<NaiveDate>,
    pub owner: Option<UserId>,
    pub owner_name: Option<String>,
}

/// The organisation, if the reader sees it.
pub async fn facts(tx: &mut Tx, id: OrganisationId, sight: &Sight) -> Result<Option<OrganisationFactsRow>> {
    let row = sqlx::query_as!(
        OrganisationFactsRow,
        r#"select g.name, g.source as "source: Source", g.website, g.industry, g.employees, g.annual_revenue_minor, g.currency,
                  g.country, g.region, g.city, g.tech_stack, g.products, g.founded_year, g.customer_since, g.renewal_on,
                  g.owner_id as "owner: UserId", u.name as "owner_name?"
           from organisations g
           left join users u on u.company_id = g.company_id and u.id = g.owner_id
           where g.id = $1
             and ($2 or g.owner_id = $4
               or exists (select from advocates a
                          where a.company_id = g.company_id and a.organisation_id = g.id and ($5 or a.owner_id = $4))
               or exists (select from opportunities o
                          where o.company_id = g.company_id and o.organisation_id = g.id and o.owner_id = any($3)))"#,
        id as _,
        sight.deals.all,
        &sight.deals.owners as _,
        sight.customers_of as _,
        sight.all_advocates,
    );
    Ok(row.fetch_optional(&mut **tx).await?)
}

pub struct RelatedFacts {
    pub id: OrganisationId,
    pub name: String,
    pub how: String,
}

/// Its parent, its parts and its rivals, those the reader sees.
pub async fn related(tx: &mut Tx, id: OrganisationId, sight: &Sight) -> Result<Vec<RelatedFacts>> {
    let rows = sqlx::query_as!(
        RelatedFacts,
        r#"select g.id as "id!: OrganisationId", g.name as "name!", x.how as "how!"
           from (
             select parent_id as id, 'parent' as how from organisations where id = $1 and parent_id is not null
             union select id, 'part' from organisations where parent_id = $1
             union select case when one_id = $1 then other_id else one_id end, 'rival'
                   from organisation_rivalries where one_id = $1 or other_id = $1) x
           join organisations g on g.id = x.id
           where $2 or g.owner_id = $4
             or exists (select from advocates a
                        where a.company_id = g.company_id and a.organisation_id = g.id and ($5 or a.owner_id = $4))
             or exists (select from opportunities o
                        where o.company_id = g.company_id and o.organisation_id = g.id and o.owner_id = any($3))
           order by x.how, g.name_key, g.id limit 100"#,
        id as _,
        sight.deals.all,
        &sight.deals.owners as _,
        sight.customers_of as _,
        sight.all_advocates,
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

pub struct AdvocateFacts {
    pub id: AdvocateId,
    pub name: String,
    pub title: String,
    pub lifecycle: Lifecycle,
    pub reference_status: ReferenceStatus,
}

/// The advocates there; only of their own customers for `customers_of`.
pub async fn advocates(tx: &mut Tx, id: OrganisationId, customers_of: Option<UserId>) -> Result<Vec<AdvocateFacts>> {
    let rows = sqlx::query_as!(
        AdvocateFacts,
        r#"select a.id as "id: AdvocateId", a.name, a.title, a.lifecycle as "lifecycle: Lifecycle",
                  a.reference_status as "reference_status: ReferenceStatus"
           from advocates a join organisations g on g.company_id = a.company_id and g.id = a.organisation_id
           where a.organisation_id = $1 and ($2::uuid is null or a.owner_id = $2 or g.owner_id = $2)
           order by a.name_key, a.id limit 100"#,
        id as _,
        customers_of as _,
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

pub struct DealFacts {
    pub id: OpportunityId,
    pub name: String,
    pub stage: String,
    pub is_closed: bool,
    pub amount_minor: Option<i64>,
    pub currency: String,
    pub closes_on: Option<NaiveDate>,
    pub owner: Option<String>,
}

/// Its deals within reach, the open ones first; `is_own` says that it is a customer of the reader's.
pub async fn deals(tx: &mut Tx, id: OrganisationId, sight: &Sight, is_own: bool) -> Result<Vec<DealFacts>> {
    let rows = sqlx::query_as!(
        DealFacts,
        r#"select o.id as "id: OpportunityId", o.name, s.name as stage, s.is_closed, o.amount_minor, o.currency, o.closes_on,
                  u.name as "owner?"
           from opportunities o
           join opportunity_stages s on s.company_id = o.company_id and s.id = o.stage_id
           left join users u on u.company_id = o.company_id and u.id = o.owner_id
           where o.organisation_id = $1 and ($2 or $4 or o.owner_id = any($3))
           order by s.is_closed, o.closes_on desc nulls last, o.id limit 100"#,
        id as _,
        sight.deals.all,
        &sight.deals.owners as _,
        is_own,
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

pub struct EvidenceFacts {
    pub id: EvidenceId,
    pub title: String,
    pub kind: EvidenceKind,
    pub state: EvidenceState,
}

pub async fn evidence(
    tx: &mut Tx,
    id: OrganisationId,
    customers_of: Option<UserId>,
    today: NaiveDate,
) -> Result<Vec<EvidenceFacts>> {
    let rows = sqlx::query_as!(
        EvidenceFacts,
        r#"select e.id as "id: EvidenceId", e.title, e.kind as "kind: EvidenceKind",
                  case when e.state = 'approved' and least(e.expires_on, e.consent_until) < $3 then 'expired' else e.state end
                    as "state!: EvidenceState"
           from evidence e
           join organisations g on g.company_id = e.company_id and g.id = e.organisation_id
           left join advocates a on a.company_id = e.company_id and a.id = e.advocate_id
           where e.organisation_id = $1 and ($2::uuid is null or g.owner_id = $2 or a.owner_id = $2)
           order by e.created_at desc, e.id limit 100"#,
        id as _,
        customers_of as _,
        today,
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

pub struct HappenedFacts {
    pub at: DateTime<Utc>,
    pub what: String,
    pub name: String,
    pub who: Option<String>,
    pub body: Option<Json>,
}

pub async fn activity(
    tx: &mut Tx,
    id: OrganisationId,
    sight: &Sight,
    is_own: bool,
    customers_of: Option<UserId>,
    now: DateTime<Utc>,
) -> Result<Vec<HappenedFacts>> {
    let rows = sqlx::query_file_as!(
        HappenedFacts,
        "src/organisations/store/activity.sql",
        id as _,
        sight.deals.all,
        &sight.deals.owners as _,
        is_own,
        customers_of as _,
        now,
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

/// What the organisation became: another, when it was merged.
pub async fn survivor(tx: &mut Tx, id: OrganisationId) -> Result<OrganisationId> {
    Ok(sqlx::query_scalar!(r#"select survivor_of($1) as "survivor!: OrganisationId""#, id as _)
        .fetch_one(&mut **tx)
        .await?)
}

pub struct PerhapsFacts {
    pub id: OrganisationId,
    pub name: String,
    pub reasons: Json,
}

/// Which others are perhaps the same, the surest first.
pub async fn perhaps(tx: &mut Tx, id: OrganisationId) -> Result<Vec<PerhapsFacts>> {
    let rows = sqlx::query_as!(
        PerhapsFacts,
        r#"select g.id as "id: OrganisationId", g.name, p.reasons
           from duplicate_pairs p
           join organisations g on g.company_id = p.company_id
             and g.id = case when p.one_id = $1 then p.other_id else p.one_id end
           where p.kind = 'organisation' and p.different_at is null and (p.one_id = $1 or p.other_id = $1)
           order by p.score desc, g.id limit 5"#,
        id as _,
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}
