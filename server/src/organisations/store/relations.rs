//! Relations of organisations, and who belongs to whom.

use chrono::NaiveDate;
use domain::ids::{CompanyId, OrganisationId};
use domain::organisations::{Dated, Other, Relation};

use super::super::Sight;
use crate::db::Tx;
use crate::error::Result;

/// All relations, those that hold first, the latest first.
pub async fn of(tx: &mut Tx, id: OrganisationId) -> Result<Vec<Dated>> {
    let rows = sqlx::query_as!(
        Dated,
        r#"select kind as "kind: Relation", since, until from organisation_relations
           where organisation_id = $1 order by until desc nulls first, since desc, kind"#,
        id as _,
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

pub async fn insert(tx: &mut Tx, company: CompanyId, id: OrganisationId, relation: &Dated) -> Result<()> {
    sqlx::query!(
        "insert into organisation_relations (company_id, organisation_id, kind, since, until) values ($1, $2, $3, $4, $5)",
        company as _,
        id as _,
        relation.kind as Relation,
        relation.since,
        relation.until as Option<NaiveDate>,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub async fn remove(tx: &mut Tx, id: OrganisationId, relation: &Dated) -> Result<()> {
    sqlx::query!(
        "delete from organisation_relations where organisation_id = $1 and kind = $2 and since = $3",
        id as _,
        relation.kind as Relation,
        relation.since,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// To whom it belongs, and what belongs to it, as far as the reader sees them.
pub async fn family(tx: &mut Tx, id: OrganisationId, sight: &Sight) -> Result<(Option<Other>, Vec<Other>)> {
    let rows = super::related(tx, id, sight).await?;
    let mut parent = None;
    let mut parts = Vec::new();
    for row in rows {
        let other = Other { id: row.id, name: row.name };
        match row.how.as_str() {
            "parent" => parent = Some(other),
            "part" => parts.push(other),
            _ => {}
        }
    }
    Ok((parent, parts))
}

/// Names of organisations the reader sees, but for `id`.
pub async fn names(tx: &mut Tx, sight: &Sight, id: OrganisationId, most: i64) -> Result<Vec<String>> {
    let rows = sqlx::query_scalar!(
        r#"select g.name from organisations g
           where g.id <> $1
             and ($2 or g.owner_id = $4
               or exists (select from advocates a
                          where a.company_id = g.company_id and a.organisation_id = g.id and ($5 or a.owner_id = $4))
               or exists (select from opportunities o
                          where o.company_id = g.company_id and o.organisation_id = g.id and o.owner_id = any($3)))
           order by g.name_key, g.id limit $6"#,
        id as _,
        sight.deals.all,
        &sight.deals.owners as _,
        sight.customers_of as _,
        sight.all_advocates,
        most,
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

/// Those with this name whom the reader sees; two are enough to say that there are several.
pub async fn named(tx: &mut Tx, name: &str, sight: &Sight) -> Result<Vec<Other>> {
    let rows = sqlx::query_as!(
        Other,
        r#"select g.id as "id: OrganisationId", g.name from organisations g
           where g.name_key = lower($1)
             and ($2 or g.owner_id = $4
               or exists (select from advocates a
                          where a.company_id = g.company_id and a.organisation_id = g.id and ($5 or a.owner_id = $4))
               or exists (select from opportunities o
                          where o.company_id = g.company_id and o.organisation_id = g.id and o.owner_id = any($3)))
           order by g.id limit 2"#,
        name,
        sight.deals.all,
        &sight.deals.owners as _,
        sight.customers_of as _,
        sight.all_advocates,
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

/// Holds all changes of who belongs to whom until the transaction ends.
pub async fn lock_tree(tx: &mut Tx, company: CompanyId) -> Result<()> {
    sqlx::query!("select pg_advisory_xact_lock(hashtextextended('organisation_tree/' || $1, 0))", company.to_string())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

pub async fn parent(tx: &mut Tx, id: OrganisationId) -> Result<Option<OrganisationId>> {
    let row = sqlx::query_scalar!(
        r#"select parent_id as "parent: OrganisationId" from organisations where id = $1"#,
        id as _
    );
    Ok(row.fetch_optional(&mut **tx).await?.flatten())
}

/// Everybody above an organisation.
pub async fn above(tx: &mut Tx, id: OrganisationId) -> Result<Vec<OrganisationId>> {
    let rows = sqlx::query_scalar!(
        r#"with recursive above as (
             select o.company_id, o.parent_id from organisations o where o.id = $1
             union
             select p.company_id, p.parent_id
             from above a join organisations p on p.company_id = a.company_id and p.id = a.parent_id
           )
           select parent_id as "id!: OrganisationId" from above where parent_id is not null"#,
        id as _
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

pub async fn set_parent(tx: &mut Tx, id: OrganisationId, parent: Option<OrganisationId>) -> Result<()> {
    sqlx::query!("update organisations set parent_id = $2 where id = $1", id as _, parent as _)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Makes the next version, for what hangs on an organisation and is changed from its pages.
pub async fn raise_version(tx: &mut Tx, id: OrganisationId) -> Result<i32> {
    let version =
        sqlx::query_scalar!("update organisations set version = version + 1 where id = $1 returning version", id as _);
    Ok(version.fetch_one(&mut **tx).await?)
}
