//! Making and changing an opportunity.

use chrono::NaiveDate;
use domain::advocates::{ActivityType, Persona};
use domain::ids::{CompanyId, ContactId, OpportunityId, OrganisationId, UserId};
use domain::matching::Urgency;
use domain::opportunities::{ChosenStage, ContactDraft, Facts, Needs, OwnerChoice, Source};
use serde_json::Value as Json;
use uuid::Uuid;

use crate::accounts::Reach;
use crate::db::Tx;
use crate::error::Result;

#[derive(Clone)]
pub struct EditRow {
    pub version: i32,
    pub source: Source,
    pub name: String,
    pub organisation: Option<OrganisationId>,
    pub organisation_name: Option<String>,
    pub stage_id: Uuid,
    pub owner: Option<UserId>,
    pub amount_minor: Option<i64>,
    pub currency: String,
    pub closes_on: Option<NaiveDate>,
    pub use_cases: Vec<String>,
    pub products: Vec<String>,
    pub competitors: Vec<String>,
    pub objections: Vec<String>,
    pub topics: Vec<String>,
    pub language: String,
    pub urgency: Urgency,
    pub needed_by: Option<NaiveDate>,
    pub activity: ActivityType,
    pub persona: Option<Persona>,
    pub notes: String,
}

/// The row as the form needs it, locked until the transaction ends; nothing out of the reader's reach.
pub async fn lock(tx: &mut Tx, reach: &Reach, id: OpportunityId) -> Result<Option<EditRow>> {
    let row = sqlx::query_as!(
        EditRow,
        r#"select o.version, o.source as "source: Source", o.name, g.id as "organisation?: OrganisationId", g.name as "organisation_name?",
                  o.stage_id, o.owner_id as "owner: UserId", o.amount_minor, o.currency, o.closes_on, o.use_cases, o.products,
                  o.competitors, o.objections, o.topics, o.language, o.urgency as "urgency: Urgency", o.needed_by,
                  o.wished_activity as "activity: ActivityType", o.wished_persona as "persona: Persona", o.notes
           from opportunities o
           left join organisations g on g.company_id = o.company_id and g.id = o.organisation_id
           where o.id = $4 and ($1 or o.owner_id = any($2) or g.owner_id = $3)
           for update of o"#,
        reach.all,
        &reach.owners as _,
        reach.customers_of as _,
        id as _,
    );
    Ok(row.fetch_optional(&mut **tx).await?)
}

/// The stages of the pipeline in their order.
pub async fn stages(tx: &mut Tx) -> Result<Vec<ChosenStage>> {
    let rows = sqlx::query_as!(ChosenStage, "select id, name from opportunity_stages order by position, id");
    Ok(rows.fetch_all(&mut **tx).await?)
}

/// Who may own a deal: people who sell.
pub async fn owners(tx: &mut Tx) -> Result<Vec<OwnerChoice>> {
    let rows = sqlx::query_as!(
        OwnerChoice,
        r#"select id as "id: UserId", name from users
           where disabled_at is null and roles && array['rep', 'sales_manager']
           order by name, id"#
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

/// One person, whatever their roles: the owner a deal has, or the reader.
pub async fn person(tx: &mut Tx, id: UserId) -> Result<Option<OwnerChoice>> {
    let row = sqlx::query_as!(OwnerChoice, r#"select id as "id: UserId", name from users where id = $1"#, id as _);
    Ok(row.fetch_optional(&mut **tx).await?)
}

pub async fn currency(tx: &mut Tx, company: CompanyId) -> Result<String> {
    let currency = sqlx::query_scalar!("select currency from companies where id = $1", company as _);
    Ok(currency.fetch_one(&mut **tx).await?)
}

/// Whether a stage ends the deal.
pub async fn is_closed(tx: &mut Tx, stage: Uuid) -> Result<bool> {
    let closed = sqlx::query_scalar!("select is_closed from opportunity_stages where id = $1", stage);
    Ok(closed.fetch_one(&mut **tx).await?)
}

/// The organisation of this name, whatever its case.
pub async fn organisation_named(tx: &mut Tx, name: &str) -> Result<Option<OrganisationId>> {
    let id = sqlx::query_scalar!(
        r#"select id as "id: OrganisationId" from organisations where name_key = lower($1) order by created_at, id limit 1"#,
        name,
    );
    Ok(id.fetch_optional(&mut **tx).await?)
}

pub async fn insert_prospect(tx: &mut Tx, company: CompanyId, name: &str, today: NaiveDate) -> Result<OrganisationId> {
    let id = OrganisationId::new();
    sqlx::query!("insert into organisations (company_id, id, name) values ($1, $2, $3)", company as _, id as _, name)
        .execute(&mut **tx)
        .await?;
    sqlx::query!(
        "insert into organisation_relations (company_id, organisation_id, kind, since) values ($1, $2, 'prospect', $3)",
        company as _,
        id as _,
        today,
    )
    .execute(&mut **tx)
    .await?;
    Ok(id)
}

pub async fn insert(tx: &mut Tx, company: CompanyId, id: OpportunityId, facts: &Facts, today: NaiveDate) -> Result<()> {
    sqlx::query!(
        "insert into opportunities (company_id, id, stage_id, name, opened_on) values ($1, $2, $3, $4, $5)",
        company as _,
        id as _,
        facts.stage,
        facts.name,
        today,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub async fn save_facts(
    tx: &mut Tx,
    id: OpportunityId,
    facts: &Facts,
    organisation: Option<OrganisationId>,
    closed: bool,
    now: chrono::DateTime<chrono::Utc>,
) -> Result<()> {
    sqlx::query!(
        "update opportunities set name = $2, organisation_id = $3, stage_id = $4, owner_id = $5, amount_minor = $6, currency = $7,
                closes_on = $8, closed_at = case when $9 then coalesce(closed_at, $10) end
         where id = $1",
        id as _,
        facts.name,
        organisation as _,
        facts.stage,
        facts.owner as _,
        facts.amount.as_ref().map(|amount| amount.minor),
        facts.currency,
        facts.closes_on,
        closed,
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub async fn save_needs(tx: &mut Tx, id: OpportunityId, needs: &Needs) -> Result<()> {
    sqlx::query!(
        "update opportunities set use_cases = $2, products = $3, competitors = $4, objections = $5, topics = $6, language = $7,
                urgency = $8, needed_by = $9, wished_activity = $10, wished_persona = $11, notes = $12
         where id = $1",
        id as _,
        &needs.use_cases,
        &needs.products,
        &needs.competitors,
        &needs.objections,
        &needs.topics,
        needs.language,
        needs.urgency as _,
        needs.needed_by,
        needs.activity as _,
        needs.persona as _,
        needs.notes,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Makes the next version and says which it is.
pub async fn raise_version(tx: &mut Tx, id: OpportunityId) -> Result<i32> {
    let version =
        sqlx::query_scalar!("update opportunities set version = version + 1 where id = $1 returning version", id as _);
    Ok(version.fetch_one(&mut **tx).await?)
}

/// Changes after a version, the latest first: who, and the event.
pub async fn changes_since(tx: &mut Tx, id: OpportunityId, version: i32) -> Result<Vec<(Option<String>, Json)>> {
    let rows = sqlx::query!(
        r#"select u.name as "name?", e.body
           from events e left join users u on u.company_id = e.company_id and u.id = e.actor_id
           where e.about_opportunity = $1 and e.kind = 'opportunity_changed' and (e.body ->> 'version')::int > $2
           order by e.seq desc"#,
        id as _,
        version,
    );
    Ok(rows.fetch_all(&mut **tx).await?.into_iter().map(|row| (row.name, row.body)).collect())
}

pub struct KnownContact {
    pub id: ContactId,
    pub organisation: OrganisationId,
}

/// Whoever has this address, anywhere in the company's records.
pub async fn contact_with_email(tx: &mut Tx, email: &str) -> Result<Option<KnownContact>> {
    let row = sqlx::query_as!(
        KnownContact,
        r#"select id as "id: ContactId", organisation_id as "organisation: OrganisationId" from contacts where email_key = lower($1)"#,
        email,
    );
    Ok(row.fetch_optional(&mut **tx).await?)
}

pub async fn insert_contact(
    tx: &mut Tx,
    company: CompanyId,
    organisation: OrganisationId,
    contact: &ContactDraft,
) -> Result<ContactId> {
    let id = ContactId::new();
    sqlx::query!(
        "insert into contacts (company_id, id, organisation_id, name, email) values ($1, $2, $3, $4, $5)",
        company as _,
        id as _,
        organisation as _,
        contact.name,
        contact.email,
    )
    .execute(&mut **tx)
    .await?;
    Ok(id)
}

pub async fn update_contact(tx: &mut Tx, id: ContactId, contact: &ContactDraft) -> Result<()> {
    sqlx::query!("update contacts set name = $2, email = $3 where id = $1", id as _, contact.name, contact.email)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Takes contacts off the deal; they stay with their organisation.
pub async fn unlink_contacts(tx: &mut Tx, id: OpportunityId, contacts: &[ContactId]) -> Result<()> {
    sqlx::query!(
        "delete from opportunity_contacts where opportunity_id = $1 and contact_id = any($2)",
        id as _,
        contacts as _
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub async fn link_contact(
    tx: &mut Tx,
    company: CompanyId,
    id: OpportunityId,
    contact: ContactId,
    role: &str,
    primary: bool,
) -> Result<()> {
    sqlx::query!(
        "insert into opportunity_contacts (company_id, opportunity_id, contact_id, role, is_primary) values ($1, $2, $3, $4, $5)
         on conflict (company_id, opportunity_id, contact_id) do update set role = excluded.role, is_primary = excluded.is_primary",
        company as _,
        id as _,
        contact as _,
        role,
        primary,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
