//! The server functions of duplicates.

use std::collections::BTreeMap;

use domain::duplicates::{
    ComparePage, ContactField, DuplicateKind, DuplicatesPage, MergeField, MergedPage, PersonField, Pick,
};
use domain::lists::Query;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

use crate::api::ApiResult;

/// The pairs the address asks for.
#[server(endpoint = "duplicates/list", input = Json)]
pub async fn list(query: Query) -> ApiResult<DuplicatesPage> {
    let ctx = crate::api::ctx().await?;
    server::duplicates::list(&ctx, &query).await.map_err(crate::api::fail)
}

/// Says that two records are not the same.
#[server(endpoint = "duplicates/tell_apart")]
pub async fn tell_apart(of: DuplicateKind, one: String, other: String) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    let (one, other) = (crate::api::id(&one)?, crate::api::id(&other)?);
    server::duplicates::tell_apart(&ctx, of, one, other).await.map_err(crate::api::fail)?;
    crate::api::redirect(&crate::paths::duplicates_of(of));
    Ok(())
}

/// Takes that back.
#[server(endpoint = "duplicates/take_back")]
pub async fn take_back(of: DuplicateKind, one: String, other: String) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    let (one, other) = (crate::api::id(&one)?, crate::api::id(&other)?);
    server::duplicates::take_back(&ctx, of, one, other).await.map_err(crate::api::fail)?;
    crate::api::redirect(&crate::paths::duplicates_told_apart(of));
    Ok(())
}

/// Two organisations side by side. The ids are text: what is no id does not exist.
#[server(endpoint = "duplicates/compare", input = Json)]
pub async fn compare(one: String, other: String, keep: Option<String>) -> ApiResult<ComparePage> {
    let ctx = crate::api::ctx().await?;
    server::duplicates::compare(&ctx, &one, &other, keep.as_deref()).await.map_err(crate::api::fail)
}

/// Makes one of two, and shows what was merged.
#[server(endpoint = "duplicates/merge")]
pub async fn merge(
    kept: String,
    other: String,
    kept_version: i64,
    other_version: i64,
    #[server(default)] picks: BTreeMap<MergeField, Pick>,
) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    let (kept, other) = (crate::api::id(&kept)?, crate::api::id(&other)?);
    let make = server::duplicates::MakeOne { kept, other, kept_version, other_version, picks };
    server::duplicates::merge(&ctx, &make).await.map_err(crate::api::fail)?;
    crate::api::redirect(crate::paths::merged());
    Ok(())
}

/// Two people side by side.
#[server(endpoint = "duplicates/compare_people", input = Json)]
pub async fn compare_people(one: String, other: String, keep: Option<String>) -> ApiResult<ComparePage> {
    let ctx = crate::api::ctx().await?;
    server::duplicates::people::compare(&ctx, &one, &other, keep.as_deref()).await.map_err(crate::api::fail)
}

/// Makes one of two people, and shows what was merged.
#[server(endpoint = "duplicates/merge_people")]
pub async fn merge_people(
    kept: String,
    other: String,
    kept_version: i64,
    other_version: i64,
    #[server(default)] picks: BTreeMap<PersonField, Pick>,
) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    let (kept, other) = (crate::api::id(&kept)?, crate::api::id(&other)?);
    let make = server::duplicates::people::MakePersonOne { kept, other, kept_version, other_version, picks };
    server::duplicates::people::merge(&ctx, &make).await.map_err(crate::api::fail)?;
    crate::api::redirect(&crate::paths::merged_of(DuplicateKind::Advocate));
    Ok(())
}

/// Two contacts side by side.
#[server(endpoint = "duplicates/compare_contacts", input = Json)]
pub async fn compare_contacts(one: String, other: String, keep: Option<String>) -> ApiResult<ComparePage> {
    let ctx = crate::api::ctx().await?;
    server::duplicates::contacts::compare(&ctx, &one, &other, keep.as_deref()).await.map_err(crate::api::fail)
}

/// Makes one of two contacts, and shows what was merged.
#[server(endpoint = "duplicates/merge_contacts")]
pub async fn merge_contacts(
    kept: String,
    other: String,
    kept_version: i64,
    other_version: i64,
    #[server(default)] picks: BTreeMap<ContactField, Pick>,
) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    let (kept, other) = (crate::api::id(&kept)?, crate::api::id(&other)?);
    let make = server::duplicates::contacts::MakeContactOne { kept, other, kept_version, other_version, picks };
    server::duplicates::contacts::merge(&ctx, &make).await.map_err(crate::api::fail)?;
    crate::api::redirect(&crate::paths::merged_of(DuplicateKind::Contact));
    Ok(())
}

/// What was made one, the latest first.
#[server(endpoint = "duplicates/merged", input = Json)]
pub async fn merged(query: Query) -> ApiResult<MergedPage> {
    let ctx = crate::api::ctx().await?;
    server::duplicates::merged(&ctx, &query).await.map_err(crate::api::fail)
}

/// Makes two of one again.
#[server(endpoint = "duplicates/undo")]
pub async fn undo(merge: String) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    let kind = server::duplicates::undo(&ctx, crate::api::id(&merge)?).await.map_err(crate::api::fail)?;
    crate::api::redirect(&crate::paths::merged_of(kind));
    Ok(())
}
