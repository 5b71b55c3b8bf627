//! The portrait of an advocate.

use domain::ids::{AdvocateId, FileId};

use crate::accounts::Reach;
use crate::db::Tx;
use crate::error::Result;

pub async fn find(tx: &mut Tx, id: AdvocateId) -> Result<Option<FileId>> {
    let found = sqlx::query_scalar!(r#"select photo_id as "photo: FileId" from advocates where id = $1"#, id as _);
    Ok(found.fetch_optional(&mut **tx).await?.flatten())
}

pub async fn set(tx: &mut Tx, id: AdvocateId, file: FileId) -> Result<()> {
    sqlx::query!("update advocates set photo_id = $2, version = version + 1 where id = $1", id as _, file as _)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Whether somebody's reach covers this advocate.
pub async fn reaches(tx: &mut Tx, id: AdvocateId, reach: &Reach) -> Result<bool> {
    let found = sqlx::query_scalar!(
        r#"select exists (
             select from advocates a join organisations g on g.company_id = a.company_id and g.id = a.organisation_id
             where a.id = $1 and ($2 or a.owner_id = $3 or g.owner_id = $3)) as "found!""#,
        id as _,
        reach.all,
        reach.customers_of as _,
    );
    Ok(found.fetch_one(&mut **tx).await?)
}
