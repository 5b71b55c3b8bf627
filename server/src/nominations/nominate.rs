//! A colleague names somebody.

use domain::accounts::Permission;
use domain::event::Event;
use domain::ids::NominationId;
use domain::nominations::NominationForm;
use domain::problem::Problem;

use super::store::{self, Known};
use crate::advocates;
use crate::ctx::Ctx;
use crate::error::{OnConstraint, Result};
use crate::events;

/// Keeps a nomination, unless the person is known: by address for certain, by name perhaps.
pub async fn nominate(ctx: &Ctx, form: &NominationForm) -> Result<NominationId> {
    ctx.allow(Permission::ViewAdvocateNames)?;
    let draft = form.check()?;
    let mut tx = ctx.begin().await?;
    if let Some(known) = store::known_address(&mut tx, &draft.email).await? {
        return Err(told(known).into());
    }
    let organisation = store::organisation_named(&mut tx, &draft.organisation).await?;
    if organisation.is_none()
        && !draft.is_another_customer
        && let Some(name) = advocates::customer_nearly_named(&mut tx, &draft.organisation).await?
    {
        let sentence = format!(
            "No customer is called {}, and {name} nearly is. Write it so, or say below that this is another one, and send it again.",
            draft.organisation
        );
        return Err(Problem::refused("maybe_customer", sentence).into());
    }
    if !draft.is_somebody_else
        && let Some(name) = store::alike(&mut tx, &draft.name, organisation, &draft.organisation).await?
    {
        let sentence = format!(
            "{name} at {} is known already and has nearly the same name. If this is somebody else, say so below and send it again.",
            draft.organisation
        );
        return Err(Problem::refused("maybe_known", sentence).into());
    }
    let id = NominationId::new();
    store::insert(&mut tx, ctx, id, &draft, organisation).await.on_constraint(
        "nominations_one_open_per_email",
        Problem::refused("known", "Somebody nominated this person a moment ago. The nomination waits for a decision."),
    )?;
    events::record(&mut tx, ctx, Event::NominationMade { nomination: id }).await?;
    tx.commit().await?;
    Ok(id)
}

fn told(known: Known) -> Problem {
    let sentence = match known {
        Known::Advocate(name) => format!("{name} is an advocate already, with this address."),
        Known::Nomination(by) => format!("{by} nominated this person already. The nomination waits for a decision."),
        Known::Colleague(name) => format!("This is the address of {name}, who works here. Customers are nominated."),
    };
    Problem::refused("known", sentence)
}
