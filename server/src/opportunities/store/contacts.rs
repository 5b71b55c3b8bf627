//! Who takes part in a deal, one at a time.

use domain::ids::{CompanyId, ContactId, OpportunityId, OrganisationId};
use domain::opportunities::Person;

use crate::db::Tx;
use crate::error::Result;

pub async fn insert(
    tx: &mut Tx,
    company: CompanyId,
    organisation: OrganisationId,
    id: ContactId,
    person: &Person,
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

pub async fn update(tx: &mut Tx, id: ContactId, person: &Person) -> Result<()> {
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

/// Nobody is the primary contact until the next is named.
pub async fn clear_primary(tx: &mut Tx, opportunity: OpportunityId) -> Result<()> {
    sqlx::query!(
        "update opportunity_contacts set is_primary = false where opportunity_id = $1 and is_primary",
        opportunity as _
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Names the one who has been there longest, when nobody is the primary contact.
pub async fn name_primary(tx: &mut Tx, opportunity: OpportunityId) -> Result<()> {
    sqlx::query!(
        "update opportunity_contacts set is_primary = true
         where opportunity_id = $1
           and contact_id = (
             select oc.contact_id from opportunity_contacts oc
             where oc.opportunity_id = $1 order by oc.created_at, oc.contact_id limit 1)
           and not exists (select from opportunity_contacts oc where oc.opportunity_id = $1 and oc.is_primary)",
        opportunity as _,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
