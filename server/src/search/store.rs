//! Ids come from the definer functions of the migration "search"; the rows are read here, under the
//! policy of the company.
//!
//! Each function stands in a `materialized` expression, which makes it run once. Beside a table whose rows the planner
//! has not counted yet it may otherwise be the inner side of a loop, and be run again for every row of that table.

use domain::accounts::Viewer;
use domain::ids::UserId;
use uuid::Uuid;

use crate::accounts::Reach;
use crate::db::Tx;
use crate::error::Result;

/// A record that was found, whatever its kind.
pub struct Row {
    pub id: Uuid,
    pub name: String,
    pub line: String,
    pub aside: String,
    /// Whose sign stands before it, where that is not the record itself.
    pub face: Option<Uuid>,
    /// A deal a contact belongs to; an advocate of an organisation.
    pub within: Option<Uuid>,
    pub amount_minor: Option<i64>,
    pub currency: String,
}

pub async fn opportunities(tx: &mut Tx, text: &str, reach: &Reach, most: i32) -> Result<Vec<Row>> {
    Ok(sqlx::query_as!(
        Row,
        r#"with found as materialized (select id from search_opportunities($1, $2, $3, $4, $5))
           select o.id, o.name, coalesce(nullif(g.name, o.name) || ', ', '') || s.name as "line!", '' as "aside!",
                  o.organisation_id as face, null::uuid as within, o.amount_minor, o.currency
           from found f
           join opportunities o on o.id = f.id
           join opportunity_stages s on s.company_id = o.company_id and s.id = o.stage_id
           left join organisations g on g.company_id = o.company_id and g.id = o.organisation_id"#,
        text,
        reach.all,
        &reach.owners as _,
        reach.customers_of as _,
        most
    )
    .fetch_all(&mut **tx)
    .await?)
}

/// `in_full` says what they do; else name and organisation only.
pub async fn advocates(
    tx: &mut Tx,
    text: &str,
    customers_of: Option<UserId>,
    in_full: bool,
    most: i32,
) -> Result<Vec<Row>> {
    Ok(sqlx::query_as!(
        Row,
        r#"with found as materialized (select id from search_advocates($1, $2, $3, $5))
           select a.id, a.name, case when $4 and a.title <> '' then a.title || ', ' else '' end || g.name as "line!",
                  '' as "aside!", null::uuid as face, null::uuid as within, null::bigint as amount_minor, '' as "currency!"
           from found f
           join advocates a on a.id = f.id
           join organisations g on g.company_id = a.company_id and g.id = a.organisation_id"#,
        text,
        customers_of.is_none(),
        customers_of as _,
        in_full,
        most
    )
    .fetch_all(&mut **tx)
    .await?)
}

/// Each with the newest of their deals within reach.
pub async fn contacts(tx: &mut Tx, text: &str, reach: &Reach, most: i32) -> Result<Vec<Row>> {
    Ok(sqlx::query_as!(
        Row,
        r#"with found as materialized (select id from search_contacts($1, $2, $3, $4, $5))
           select c.id, c.name, case when c.title <> '' then c.title || ', ' else '' end || g.name as "line!", '' as "aside!",
                  null::uuid as face, d.id as "within?", null::bigint as amount_minor, '' as "currency!"
           from found f
           join contacts c on c.id = f.id
           join organisations g on g.company_id = c.company_id and g.id = c.organisation_id
           join lateral (
             select o.id from opportunity_contacts oc
             join opportunities o on o.company_id = oc.company_id and o.id = oc.opportunity_id
             left join organisations p on p.company_id = o.company_id and p.id = o.organisation_id
             where oc.company_id = c.company_id and oc.contact_id = c.id
               and ($2 or o.owner_id = any($3) or p.owner_id = $4)
             order by o.created_at desc, o.id limit 1) d on true"#,
        text,
        reach.all,
        &reach.owners as _,
        reach.customers_of as _,
        most
    )
    .fetch_all(&mut **tx)
    .await?)
}

/// `all_advocates`: the reader sees the advocates of every customer.
pub async fn organisations(
    tx: &mut Tx,
    text: &str,
    all_advocates: bool,
    reach: &Reach,
    viewer: &Viewer,
    most: i32,
) -> Result<Vec<Row>> {
    let customers_of = reach.customers_of.or((!all_advocates).then_some(viewer.user));
    Ok(sqlx::query_as!(
        Row,
        r#"with found as materialized (select id from search_organisations($1, $2, $3, $4, $5, $6))
           select g.id, g.name, g.city as line, '' as "aside!", null::uuid as face,
                  null::uuid as within,
                  null::bigint as amount_minor, '' as "currency!"
           from found f
           join organisations g on g.id = f.id"#,
        text,
        all_advocates,
        reach.all,
        &reach.owners as _,
        customers_of as _,
        most
    )
    .fetch_all(&mut **tx)
    .await?)
}

pub async fn requests(tx: &mut Tx, text: &str, reach: &Reach, reader: UserId, most: i32) -> Result<Vec<Row>> {
    Ok(sqlx::query_as!(
        Row,
        r#"with found as materialized (select id from search_requests($1, $2, $3, $4, $5, $6))
           select r.id, o.name, coalesce('Asked ' || v.name, 'Nobody asked yet') as "line!", r.state as aside,
                  o.organisation_id as face, null::uuid as within, null::bigint as amount_minor, '' as "currency!"
           from found f
           join requests r on r.id = f.id
           join opportunities o on o.company_id = r.company_id and o.id = r.opportunity_id
           left join lateral (
             select a.name from asks k
             join advocates a on a.company_id = k.company_id and a.id = k.advocate_id
             where k.company_id = r.company_id and k.request_id = r.id order by k.wave desc limit 1) v on true"#,
        text,
        reach.all,
        &reach.owners as _,
        reach.customers_of as _,
        reader as _,
        most
    )
    .fetch_all(&mut **tx)
    .await?)
}

pub async fn evidence(tx: &mut Tx, text: &str, customers_of: Option<UserId>, most: i32) -> Result<Vec<Row>> {
    Ok(sqlx::query_as!(
        Row,
        r#"with found as materialized (select id from search_evidence($1, $2))
           select e.id, e.title as name, coalesce(a.name || ', ', '') || g.name as "line!", '' as "aside!",
                  null::uuid as face, null::uuid as within, null::bigint as amount_minor, '' as "currency!"
           from found f
           join evidence e on e.id = f.id
           join organisations g on g.company_id = e.company_id and g.id = e.organisation_id
           left join advocates a on a.company_id = e.company_id and a.id = e.advocate_id
           where $3::uuid is null or g.owner_id = $3 or a.owner_id = $3"#,
        text,
        most,
        customers_of as _
    )
    .fetch_all(&mut **tx)
    .await?)
}
