//! The contacts of a deal, as its form changes them.

use domain::ids::{ContactId, OpportunityId, OrganisationId};
use domain::opportunities::{CONTACT_ROWS, ContactDraft};
use domain::problem::{FieldProblems, Problem};

use super::store::{edit as store, workplace::ContactFacts};
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;

/// Whether the form says something else about the contacts it showed.
pub(super) fn differ(before: &[ContactFacts], drafts: &[ContactDraft]) -> bool {
    let shown = &before[..before.len().min(CONTACT_ROWS)];
    let same = |(known, draft): (&ContactFacts, &ContactDraft)| {
        Some(known.id) == draft.id
            && known.name == draft.name
            && known.email.as_deref().map(str::to_lowercase) == draft.email
            && known.role == draft.role
    };
    shown.len() != drafts.len() || !shown.iter().zip(drafts).all(same)
}

/// Keeps the contacts of the form; the first becomes the primary one. Those the form did not show
/// stay as they are.
pub(super) async fn save(
    tx: &mut Tx,
    ctx: &Ctx,
    id: OpportunityId,
    organisation: Option<OrganisationId>,
    before: &[ContactFacts],
    drafts: &[ContactDraft],
) -> Result<()> {
    let shown = &before[..before.len().min(CONTACT_ROWS)];
    let listed: Vec<ContactId> = shown.iter().map(|contact| contact.id).collect();
    store::unlink_contacts(tx, id, &listed).await?;
    let Some(organisation) = organisation else {
        return if drafts.is_empty() {
            Ok(())
        } else {
            Err(Problem::invalid("contact_1_name", "This deal has no prospect yet; contacts work for one.").into())
        };
    };
    let mut problems = FieldProblems::default();
    for (at, draft) in drafts.iter().enumerate() {
        // An id counts only for a contact the form showed; anything else in it was made up.
        let known = draft.id.filter(|id| listed.contains(id));
        let owner = match &draft.email {
            Some(email) => store::contact_with_email(tx, email).await?,
            None => None,
        };
        let contact = match (known, owner) {
            (Some(known), Some(owner)) if owner.id != known => {
                problems.add(&format!("contact_{}_email", at + 1), "Another contact has this address.");
                continue;
            }
            (Some(known), _) => {
                store::update_contact(tx, known, draft).await?;
                known
            }
            (None, Some(owner)) if owner.organisation != organisation => {
                problems
                    .add(&format!("contact_{}_email", at + 1), "A contact of another organisation has this address.");
                continue;
            }
            (None, Some(owner)) => {
                store::update_contact(tx, owner.id, draft).await?;
                owner.id
            }
            (None, None) => store::insert_contact(tx, ctx.company(), organisation, draft).await?,
        };
        store::link_contact(tx, ctx.company(), id, contact, &draft.role, at == 0).await?;
    }
    Ok(problems.check()?)
}
