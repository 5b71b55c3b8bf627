//! Contacts of an organisation.

use chrono::{DateTime, Utc};
use domain::ids::{CompanyId, ContactId, OrganisationId};
use domain::organisations::ContactDraft;

use super::super::Sight;
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;

pub struct Row {
    pub id: ContactId,
    pub name: String,
    pub email: Option<String>,
    pub title: String,
    pub deals: i64,
    pub left_at: Option<DateTime<Utc>>,
    pub left_by: Option<String>,
}

/// All of them, those who left last.
pub async fn of(tx: &mut Tx, id: OrganisationId) -> Result<Vec<Row>> {
    let rows = sqlx::query_as!(
        Row,
        r#"select c.id as "id: ContactId", c.name, c.email, c.title, c.left_at, u.name as "left_by?",
                  (select count(*) from opportunity_contacts x where x.company_id = c.company_id and x.contact_id = c.id) as "deals!"
           from contacts c left join users u on u.company_id = c.company_id and u.id = c.left_by
           where c.organisation_id = $1
           order by c.left_at is not null, c.name_key, c.id"#,
        id as _,
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

/// Those who are there now and whom the reader meets: of every deal, of their own customer, or on a deal within reach.
pub async fn met(tx: &mut Tx, id: OrganisationId, sight: &Sight, everybody: bool) -> Result<Vec<Row>> {
    let rows = sqlx::query_as!(
        Row,
        r#"select c.id as "id: ContactId", c.name, c.email, c.title, c.left_at, null::text as left_by,
                  (select count(*) from opportunity_contacts x where x.company_id = c.company_id and x.contact_id = c.id) as "deals!"
           from contacts c
           where c.organisation_id = $1 and c.left_at is null
             and ($2 or exists (
               select from opportunity_contacts x
               join opportunities o on o.company_id = x.company_id and o.id = x.opportunity_id
               where x.company_id = c.company_id and x.contact_id = c.id and o.owner_id = any($3)))
           order by c.name_key, c.id limit 100"#,
        id as _,
        everybody || sight.deals.all,
        &sight.deals.owners as _,
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

/// Who has this address, wherever they work.
pub async fn with_email(tx: &mut Tx, email: &str) -> Result<Option<ContactId>> {
    let row = sqlx::query_scalar!(r#"select id as "id: ContactId" from contacts where email_key = lower($1)"#, email);
    Ok(row.fetch_optional(&mut **tx).await?)
}

pub async fn insert(
    tx: &mut Tx,
    company: CompanyId,
    organisation: OrganisationId,
    id: ContactId,
    person: &ContactDraft,
) -> Result<()> {
    sqlx::query!(
        "insert into contacts (company_id, id, organisation_id, name, email, title) values ($1, $2, $3, $4, $5, $6)",
        company as _,
        id as _,
        organisation as _,
        person.name,
        person.email,
        person.title,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub async fn update(tx: &mut Tx, id: ContactId, person: &ContactDraft) -> Result<()> {
    sqlx::query!(
        "update contacts set name = $2, email = $3, title = $4 where id = $1",
        id as _,
        person.name,
        person.email,
        person.title,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// False when they left before, or work elsewhere.
pub async fn leave(tx: &mut Tx, ctx: &Ctx, organisation: OrganisationId, id: ContactId) -> Result<bool> {
    let done = sqlx::query!(
        "update contacts set left_at = $3, left_by = $4 where id = $1 and organisation_id = $2 and left_at is null",
        id as _,
        organisation as _,
        ctx.now(),
        ctx.user() as _,
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// False when they are there, or work elsewhere.
pub async fn come_back(tx: &mut Tx, organisation: OrganisationId, id: ContactId) -> Result<bool> {
    let done = sqlx::query!(
        "update contacts set left_at = null, left_by = null where id = $1 and organisation_id = $2 and left_at is not null",
        id as _,
        organisation as _,
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}
