//! The settings of where calls meet.

use domain::accounts::Permission;
use domain::event::Event;
use domain::problem::Problem;
use domain::scheduling::{MeetingRoomsForm, MeetingRoomsPage};

use super::store;
use crate::ctx::Ctx;
use crate::error::Result;
use crate::events;

/// Shown in place of a call's code: the shape is right, the room belongs to nobody.
const EXAMPLE_CODE: &str = "k3xm9wq2h7tdp4za";

/// Where the company's calls meet, for whoever runs the company.
pub async fn meeting_rooms(ctx: &Ctx) -> Result<MeetingRoomsPage> {
    ctx.allow(Permission::ManageCompany)?;
    let mut tx = ctx.begin().await?;
    let rooms = store::rooms(&mut tx, ctx.company()).await?;
    tx.commit().await?;
    Ok(MeetingRoomsPage { example: rooms.room(EXAMPLE_CODE), rooms })
}

/// From now on calls are booked into these rooms. Calls that are planned keep theirs: the address stands in everybody's
/// calendar.
pub async fn save_meeting_rooms(ctx: &Ctx, form: &MeetingRoomsForm) -> Result<()> {
    ctx.allow(Permission::ManageCompany)?;
    let rooms = form.check()?;
    let mut tx = ctx.begin().await?;
    let stored = store::rooms(&mut tx, ctx.company()).await?;
    if stored.address != form.before {
        let message = format!("Somebody else changed the rooms to {} in the meantime.", stored.address);
        return Err(Problem::refused("rooms_changed", message).into());
    }
    if stored != rooms {
        store::save_rooms(&mut tx, ctx.company(), &rooms).await?;
        events::record(&mut tx, ctx, Event::MeetingRoomsChanged).await?;
    }
    tx.commit().await?;
    Ok(())
}
