//! The table `list_views`.

use domain::ids::{CompanyId, ListViewId, UserId};
use domain::lists::ListName;

use crate::db::Tx;
use crate::error::Result;

pub struct ViewRow {
    pub id: ListViewId,
    pub name: String,
    pub query: String,
    pub is_shared: bool,
}

/// The shared ones and this person's own.
pub async fn of(tx: &mut Tx, list: ListName, user: UserId) -> Result<Vec<ViewRow>> {
    let rows = sqlx::query_as!(
        ViewRow,
        r#"select id as "id: ListViewId", name, query, user_id is null as "is_shared!" from list_views
           where list = $1 and (user_id is null or user_id = $2)
           order by user_id is null desc, lower(name), id"#,
        list as _,
        user as _,
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

/// How many this person keeps of the list, or are shared.
pub async fn count(tx: &mut Tx, list: ListName, owner: Option<UserId>) -> Result<i64> {
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!" from list_views where list = $1 and user_id is not distinct from $2"#,
        list as _,
        owner as _,
    );
    Ok(count.fetch_one(&mut **tx).await?)
}

pub struct NewView<'a> {
    pub id: ListViewId,
    pub list: ListName,
    /// Nothing: shared.
    pub owner: Option<UserId>,
    pub name: &'a str,
    pub query: &'a str,
    pub created_by: UserId,
}

pub async fn insert(tx: &mut Tx, company: CompanyId, new: &NewView<'_>) -> Result<()> {
    sqlx::query!(
        "insert into list_views (company_id, id, list, user_id, name, query, created_by) values ($1, $2, $3, $4, $5, $6, $7)",
        company as _,
        new.id as _,
        new.list as _,
        new.owner as _,
        new.name,
        new.query,
        new.created_by as _,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub struct Owned {
    pub list: ListName,
    pub owner: Option<UserId>,
}

pub async fn lock(tx: &mut Tx, id: ListViewId) -> Result<Option<Owned>> {
    let row = sqlx::query_as!(
        Owned,
        r#"select list as "list: ListName", user_id as "owner: UserId" from list_views where id = $1 for update"#,
        id as _,
    );
    Ok(row.fetch_optional(&mut **tx).await?)
}

pub async fn rename(tx: &mut Tx, id: ListViewId, name: &str) -> Result<()> {
    sqlx::query!("update list_views set name = $2 where id = $1", id as _, name).execute(&mut **tx).await?;
    Ok(())
}

pub async fn delete(tx: &mut Tx, id: ListViewId) -> Result<()> {
    sqlx::query!("delete from list_views where id = $1", id as _).execute(&mut **tx).await?;
    Ok(())
}
