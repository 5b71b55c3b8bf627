//! Moving an advocate through their life in the programme: each move is a dated fact with who and
//! why, and what follows from the station (who may be asked) follows at once.

use chrono_tz::Tz;
use domain::accounts::{Permission, Scope, Viewer};
use domain::advocates::{LifeCard, MoveForm};
use domain::event::Event;
use domain::ids::AdvocateId;
use domain::problem::Problem;
use domain::time::zones;

use super::edit::editable;
use super::store::edit as store;
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;
use crate::events;

/// Moves somebody on, if the table of moves allows it from where they are now.
pub async fn move_advocate(ctx: &Ctx, form: &MoveForm) -> Result<AdvocateId> {
    let id: AdvocateId = form.advocate.parse().map_err(|_| Problem::NotFound)?;
    let mut tx = ctx.begin().await?;
    let row = editable(&mut tx, ctx, id).await?;
    if form.from != row.lifecycle.as_str() {
        let latest = store::latest_moves(&mut tx, id).await?;
        let who = latest.into_iter().find(|made| made.axis == "lifecycle").and_then(|made| made.moved_by);
        let who = who.unwrap_or_else(|| "Somebody".to_owned());
        let words = format!("{who} moved {} to “{}” after you opened the page.", row.name, row.lifecycle.label());
        return Err(Problem::refused("changed_meanwhile", words).into());
    }
    let made = form.check(row.lifecycle)?;

    store::set_lifecycle(&mut tx, id, made.to, ctx.now().date_naive()).await?;
    let noted = store::NewMove {
        axis: "lifecycle",
        from: made.from.as_str(),
        to: made.to.as_str(),
        reason: &made.reason,
        at: ctx.now(),
        by: ctx.user(),
    };
    store::note_move(&mut tx, ctx.company(), id, &noted).await?;
    events::record(&mut tx, ctx, Event::AdvocateMoved { advocate: id, from: made.from, to: made.to }).await?;
    tx.commit().await?;
    Ok(id)
}

/// Where somebody stands and since when, for their profile.
pub(super) async fn life_card(tx: &mut Tx, viewer: &Viewer, id: AdvocateId) -> Result<LifeCard> {
    let states = store::states(tx, id).await?;
    let latest = store::latest_moves(tx, id).await?;
    let zone = zones::find(&viewer.time_zone).unwrap_or(Tz::UTC);
    let of = |axis: &str| latest.iter().find(|made| made.axis == axis);
    let why = |made: &store::LatestMove| match (&made.moved_by, made.reason.as_str()) {
        (Some(who), "") => who.clone(),
        (Some(who), why) => format!("{who}: {why}"),
        (None, why) => why.to_owned(),
    };
    let life = of("lifecycle");
    let moves = if may_edit(tx, viewer, id).await? { states.lifecycle.moves().to_vec() } else { Vec::new() };
    Ok(LifeCard {
        advocate: id,
        lifecycle: states.lifecycle,
        since: life.map(|made| zones::today(made.moved_at, zone)),
        why: life.map(why).filter(|why| !why.is_empty()),
        reference_status: states.reference_status,
        status_why: of("reference_status").map(why).filter(|why| !why.is_empty()),
        moves,
    })
}

/// Whether the reader, who sees this advocate, may change them.
pub(super) async fn may_edit(tx: &mut Tx, viewer: &Viewer, id: AdvocateId) -> Result<bool> {
    Ok(match viewer.scope(Permission::EditAdvocates) {
        Scope::None => false,
        Scope::All => true,
        _ => store::is_looked_after_by(tx, id, viewer.user).await?,
    })
}
