//! The contacts of a deal one by one: added, changed, taken off. A deal with contacts has one primary
//! contact, whom invitations go to.

use domain::accounts::Permission;
use domain::event::Event;
use domain::ids::{ContactId, OpportunityId, OrganisationId};
use domain::opportunities::{CONTACTS, ContactForm, ContactsPage, Field, Person};
use domain::organisations;
use domain::problem::Problem;

use super::edit::editable;
use super::store::{contacts as store, edit, workplace};
use super::workplace::contact_rows;
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;
use crate::events;

/// The contacts of a deal, for whoever may change them.
pub async fn contacts(ctx: &Ctx, id: &str) -> Result<ContactsPage> {
    ctx.allow(Permission::ViewOpportunities)?;
    let id: OpportunityId = id.parse().map_err(|_| Problem::NotFound)?;
    let mut tx = ctx.begin().await?;
    let row = editable(&mut tx, ctx, id).await?;
    let known = workplace::contacts(&mut tx, id).await?;
    tx.commit().await?;
    Ok(ContactsPage {
        opportunity: id,
        opportunity_name: row.name,
        organisation: row.organisation_name,
        version: row.version,
        contacts: contact_rows(known, ctx.viewer()?.sees_contact_data()),
    })
}

/// Adds somebody, or changes whom the form names.
pub async fn save_contact(ctx: &Ctx, form: &ContactForm) -> Result<OpportunityId> {
    let id: OpportunityId = form.opportunity.parse().map_err(|_| Problem::NotFound)?;
    let mut tx = ctx.begin().await?;
    let row = editable(&mut tx, ctx, id).await?;
    let known = workplace::contacts(&mut tx, id).await?;
    let before = match form.contact.as_str() {
        "" => None,
        contact => {
            let contact: ContactId = contact.parse().map_err(|_| Problem::NotFound)?;
            Some(known.iter().find(|one| one.id == contact).ok_or(Problem::NotFound)?)
        }
    };
    let person = form.check()?;
    let organisation = row.organisation.ok_or_else(|| {
        Problem::refused("no_prospect", "Name the prospect of this deal first: its contacts work for one.")
    })?;
    unchanged_since(&mut tx, id, &form.version).await?;
    if before.is_some_and(|before| before.is_primary && !person.primary) {
        let words = "A deal with contacts has a primary one: make somebody else the primary contact instead.";
        return Err(Problem::invalid("primary", words).into());
    }
    if before.is_some_and(|before| is_same(before, &person)) {
        return Ok(id);
    }
    if before.is_none() && known.len() >= CONTACTS {
        return Err(Problem::refused("too_many", "A deal may have fifty contacts at most.").into());
    }

    let contact = keep(&mut tx, ctx, organisation, before.map(|before| before.id), &person).await?;
    let primary = person.primary || known.is_empty() || before.is_some_and(|before| before.is_primary);
    if primary {
        store::clear_primary(&mut tx, id).await?;
    }
    edit::link_contact(&mut tx, ctx.company(), id, contact, &person.role, primary).await?;
    store::name_primary(&mut tx, id).await?;
    changed(&mut tx, ctx, id).await?;
    tx.commit().await?;
    Ok(id)
}

/// Takes somebody off the deal. They stay with their organisation.
pub async fn remove_contact(ctx: &Ctx, id: OpportunityId, contact: ContactId, version: &str) -> Result<()> {
    let mut tx = ctx.begin().await?;
    editable(&mut tx, ctx, id).await?;
    let known = workplace::contacts(&mut tx, id).await?;
    if !known.iter().any(|one| one.id == contact) {
        return Err(Problem::NotFound.into());
    }
    unchanged_since(&mut tx, id, version).await?;
    edit::unlink_contacts(&mut tx, id, &[contact]).await?;
    store::name_primary(&mut tx, id).await?;
    changed(&mut tx, ctx, id).await?;
    tx.commit().await
}

/// Keeps the person and says under which id. Somebody of the same organisation with this address is
/// that person.
async fn keep(
    tx: &mut Tx,
    ctx: &Ctx,
    organisation: OrganisationId,
    contact: Option<ContactId>,
    person: &Person,
) -> Result<ContactId> {
    let owner = match &person.email {
        Some(email) => edit::contact_with_email(tx, email).await?,
        None => None,
    };
    let id = match (contact, owner) {
        (Some(contact), Some(owner)) if owner.id != contact => {
            return Err(Problem::invalid("email", "Another contact has this address.").into());
        }
        (None, Some(owner)) if owner.organisation != organisation => {
            return Err(Problem::invalid("email", "A contact of another organisation has this address.").into());
        }
        (Some(id), _) => id,
        (None, Some(owner)) => owner.id,
        (None, None) => {
            let id = ContactId::new();
            store::insert(tx, ctx.company(), organisation, id, person).await?;
            return Ok(id);
        }
    };
    store::update(tx, id, person).await?;
    Ok(id)
}

fn is_same(before: &workplace::ContactFacts, person: &Person) -> bool {
    before.name == person.name
        && before.email.as_deref().map(str::to_lowercase) == person.email
        && before.title == person.title
        && before.role == person.role
        && before.is_primary == person.primary
}

/// Two people may work on one deal; only a change of its contacts stands in the way of another.
async fn unchanged_since(tx: &mut Tx, id: OpportunityId, version: &str) -> Result<()> {
    let mut who: Vec<String> = Vec::new();
    for (name, body) in edit::changes_since(tx, id, version.parse().unwrap_or(0)).await? {
        if let Ok(Event::OpportunityChanged { fields, .. }) = serde_json::from_value(body)
            && fields.contains(&Field::Contacts)
        {
            let name = name.unwrap_or_else(|| "The system".to_owned());
            if !who.contains(&name) {
                who.push(name);
            }
        }
    }
    if who.is_empty() {
        return Ok(());
    }
    let who = organisations::and_list(&who);
    let words = format!("{who} changed the contacts after you opened this page. Check them and save again.");
    Err(Problem::refused("changed_meanwhile", words).into())
}

async fn changed(tx: &mut Tx, ctx: &Ctx, id: OpportunityId) -> Result<()> {
    let version = edit::raise_version(tx, id).await?;
    let event = Event::OpportunityChanged { opportunity: id, version, fields: vec![Field::Contacts], moved: None };
    events::record(tx, ctx, event).await?;
    Ok(())
}
