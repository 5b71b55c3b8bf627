//! Where the calls of a company meet.

use domain::ids::CompanyId;
use domain::scheduling::MeetingRooms;

use crate::db::Tx;
use crate::error::Result;

/// The rooms, locked until the commit: they are read on a page that hardly anybody opens, or to be changed.
pub(in crate::scheduling) async fn rooms(tx: &mut Tx, company: CompanyId) -> Result<MeetingRooms> {
    let row = sqlx::query_as!(
        MeetingRooms,
        r#"select meeting_rooms as address, room_per_call as per_call from companies where id = $1 for update"#,
        company as _
    );
    Ok(row.fetch_one(&mut **tx).await?)
}

pub(in crate::scheduling) async fn save_rooms(tx: &mut Tx, company: CompanyId, rooms: &MeetingRooms) -> Result<()> {
    sqlx::query!(
        "update companies set meeting_rooms = $2, room_per_call = $3 where id = $1",
        company as _,
        rooms.address,
        rooms.per_call
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
