//! People of an organisation who are no advocates: listed, added, changed, gone and back.

use domain::accounts::Viewer;
use domain::advocates::is_similar;
use domain::ids::{ContactId, OrganisationId};
use domain::organisations::{
    ContactDraft, ContactThere, ContactThereForm, ContactsTherePage, OrganisationField, PEOPLE_MOST,
};
use domain::problem::Problem;
use domain::time::{date_with_year, local, zones};

use super::edit::{editable, unchanged_since};
use super::relations::changed;
use super::store::contacts::{self as store, Row};
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::{OnConstraint as _, Result};

/// The contacts of one organisation, for whoever may change them.
pub async fn contacts(ctx: &Ctx, id: &str) -> Result<ContactsTherePage> {
    let id: OrganisationId = id.parse().map_err(|_| Problem::NotFound)?;
    let mut tx = ctx.begin().await?;
    let row = editable(&mut tx, ctx, id).await?;
    let known = store::of(&mut tx, id).await?;
    tx.commit().await?;
    let viewer = ctx.viewer()?;
    let contacts = known.into_iter().map(|row| shown(row, viewer, ctx)).collect();
    Ok(ContactsTherePage { organisation: id, name: row.name, version: row.version, contacts })
}

/// A contact as pages show them.
pub(super) fn shown(row: Row, viewer: &Viewer, ctx: &Ctx) -> ContactThere {
    let zone = zones::find(&viewer.time_zone).unwrap_or(chrono_tz::UTC);
    let today = zones::today(ctx.now(), zone);
    ContactThere {
        id: row.id,
        name: row.name,
        email: row.email.filter(|_| viewer.sees_contact_data()),
        title: row.title,
        deals: u32::try_from(row.deals).unwrap_or(u32::MAX),
        left: row.left_at.map(|at| {
            let day = date_with_year(local(at, &zone).date(), today);
            row.left_by.map_or(day.clone(), |who| [&day, ", ", &who].concat())
        }),
    }
}

/// Adds somebody, or changes whom the form names. An address has one person; a similar name is asked about first.
pub async fn save_contact(ctx: &Ctx, form: &ContactThereForm) -> Result<OrganisationId> {
    let id: OrganisationId = form.organisation.parse().map_err(|_| Problem::NotFound)?;
    let mut tx = ctx.begin().await?;
    editable(&mut tx, ctx, id).await?;
    unchanged_since(&mut tx, id, &form.version, OrganisationField::Contacts).await?;
    let known = store::of(&mut tx, id).await?;
    let before = match form.contact.as_str() {
        "" => None,
        contact => {
            let contact: ContactId = contact.parse().map_err(|_| Problem::NotFound)?;
            Some(known.iter().find(|one| one.id == contact).ok_or(Problem::NotFound)?)
        }
    };
    let person = form.check()?;
    if before.is_some_and(|before| is_same(before, &person)) {
        return Ok(id);
    }
    free(&mut tx, before.map(|before| before.id), &known, &person).await?;
    let taken = || Problem::invalid("email", "Another contact has this address.");
    match before {
        Some(before) => {
            store::update(&mut tx, before.id, &person).await.on_constraint("contacts_email_unique", taken())?
        }
        None if known.len() >= PEOPLE_MOST => {
            let words = format!("An organisation may have {PEOPLE_MOST} contacts at most.");
            return Err(Problem::refused("too_many", words).into());
        }
        None => {
            let added = store::insert(&mut tx, ctx.company(), id, ContactId::new(), &person).await;
            added.on_constraint("contacts_email_unique", taken())?;
        }
    }
    changed(&mut tx, ctx, id, OrganisationField::Contacts).await?;
    tx.commit().await?;
    Ok(id)
}

/// Whether the person is nobody who is there already.
async fn free(tx: &mut Tx, contact: Option<ContactId>, known: &[Row], person: &ContactDraft) -> Result<()> {
    if let Some(email) = &person.email
        && let Some(owner) = store::with_email(tx, email).await?
        && Some(owner) != contact
    {
        let words = match known.iter().find(|one| one.id == owner) {
            Some(there) if there.left_at.is_some() => {
                format!("{} has this address and is among those who left. Bring them back instead.", there.name)
            }
            Some(there) => format!("{} has this address already.", there.name),
            None => "A contact of another organisation has this address.".to_owned(),
        };
        return Err(Problem::invalid("email", words).into());
    }
    if person.is_another || contact.is_some() {
        return Ok(());
    }
    let same = known.iter().find(|one| is_similar(&one.name, &person.name));
    match same {
        Some(same) => {
            let words = format!("{} is a contact there already. Is this somebody else?", same.name);
            Err(Problem::invalid("is_another", words).into())
        }
        None => Ok(()),
    }
}

/// Notes that somebody works there no more. They stay on their deals and calls, and can be brought back.
pub async fn end_contact(ctx: &Ctx, id: OrganisationId, contact: ContactId, version: &str) -> Result<()> {
    let mut tx = ctx.begin().await?;
    editable(&mut tx, ctx, id).await?;
    unchanged_since(&mut tx, id, version, OrganisationField::Contacts).await?;
    if !store::leave(&mut tx, ctx, id, contact).await? {
        return Err(gone(&mut tx, id, contact, "It was noted already that they left.").await?.into());
    }
    changed(&mut tx, ctx, id, OrganisationField::Contacts).await?;
    tx.commit().await
}

/// They work there after all.
pub async fn bring_back_contact(ctx: &Ctx, id: OrganisationId, contact: ContactId) -> Result<()> {
    let mut tx = ctx.begin().await?;
    editable(&mut tx, ctx, id).await?;
    if !store::come_back(&mut tx, id, contact).await? {
        return Err(gone(&mut tx, id, contact, "They are among the contacts already.").await?.into());
    }
    changed(&mut tx, ctx, id, OrganisationField::Contacts).await?;
    tx.commit().await
}

/// Why nothing was done: they are not of this organisation, or somebody was quicker.
async fn gone(tx: &mut Tx, id: OrganisationId, contact: ContactId, quicker: &str) -> Result<Problem> {
    let is_there = store::of(tx, id).await?.iter().any(|one| one.id == contact);
    Ok(if is_there { Problem::refused("done_already", quicker) } else { Problem::NotFound })
}

fn is_same(before: &Row, person: &ContactDraft) -> bool {
    before.name == person.name
        && before.email.as_deref().map(str::to_lowercase) == person.email
        && before.title == person.title
}
