//! Adding an advocate: a person at a customer, who is not there already.

use domain::accounts::{Permission, Scope};
use domain::advocates::{NewAdvocateForm, NewAdvocatePage, is_similar};
use domain::event::Event;
use domain::ids::{AdvocateId, UserId};
use domain::problem::Problem;

use super::edit::{is_zone, zones_of};
use super::store::edit as store;
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::{OnConstraint, Result};
use crate::events;

/// So many customers are offered while typing; any other can be typed in full.
const OFFERED: i64 = 500;
/// As much alike a name is offered in place of one that no customer has.
const LIKE: f32 = 0.3;
/// As much alike it is asked about, although there may be a customer of the other name, too.
const NEARLY: f32 = 0.5;

/// Whose customers the reader may add people to; nothing when all.
fn customers_of(ctx: &Ctx) -> Result<Option<UserId>> {
    let scope = ctx.allow(Permission::EditAdvocates)?;
    Ok((scope != Scope::All).then_some(ctx.viewer()?.user))
}

/// What the form offers.
pub async fn new_advocate(ctx: &Ctx) -> Result<NewAdvocatePage> {
    let customers_of = customers_of(ctx)?;
    let mut tx = ctx.begin().await?;
    let customers = store::customers(&mut tx, customers_of, OFFERED).await?;
    tx.commit().await?;
    Ok(NewAdvocatePage { zones: zones_of(ctx), time_zone: ctx.viewer()?.time_zone.clone(), customers })
}

/// The customer with nearly this name, of all customers.
pub(crate) async fn customer_nearly_named(tx: &mut Tx, name: &str) -> Result<Option<String>> {
    store::customer_like(tx, name, None, NEARLY).await
}

/// Adds somebody as a candidate. The same address is the same person; a similar name at the same
/// customer is asked about first.
pub async fn add_advocate(ctx: &Ctx, form: &NewAdvocateForm) -> Result<AdvocateId> {
    let customers_of = customers_of(ctx)?;
    let newcomer = form.check(is_zone)?;
    let mut tx = ctx.begin().await?;
    let Some((organisation, owner)) = store::customer_named(&mut tx, &newcomer.organisation, customers_of).await?
    else {
        let like = store::customer_like(&mut tx, &newcomer.organisation, customers_of, LIKE).await?;
        let words = match (like, customers_of) {
            (Some(like), _) => format!("No customer has this name. Do you mean {like}?"),
            (None, None) => "No customer has this name. Add or import the customer first.".to_owned(),
            (None, Some(_)) => "None of your customers has this name.".to_owned(),
        };
        return Err(Problem::invalid("organisation", words).into());
    };
    let taken = || Problem::invalid("email", "There is an advocate with this address already.");
    if let Some(known) = store::with_email(&mut tx, &newcomer.email).await? {
        // Who they are is told only to those who see everybody.
        let told = || Problem::invalid("email", format!("{} has this address already.", known.name));
        return Err(if customers_of.is_none() { told() } else { taken() }.into());
    }
    if !newcomer.is_another {
        let colleagues = store::colleagues(&mut tx, organisation).await?;
        if let Some(known) = colleagues.into_iter().find(|known| is_similar(&known.name, &newcomer.name)) {
            let words = format!("{} works there and is in the programme. Is this somebody else?", known.name);
            return Err(Problem::invalid("is_another", words).into());
        }
    }

    let id = AdvocateId::new();
    let owner = owner.or(customers_of);
    let added = store::insert(&mut tx, ctx.company(), id, organisation, owner, &newcomer).await;
    added.on_constraint("advocates_email_unique", taken())?;
    events::record(&mut tx, ctx, Event::AdvocateCreated { advocate: id }).await?;
    tx.commit().await?;
    Ok(id)
}
