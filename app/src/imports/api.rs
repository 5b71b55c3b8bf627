use domain::imports;
use leptos::prelude::*;

use crate::api::ApiResult;

/// The latest imports of a kind; of all kinds when it is blank.
#[server(endpoint = "imports/recent")]
pub async fn imports_page(kind: String) -> ApiResult<imports::ImportsPage> {
    let ctx = crate::api::ctx().await?;
    server::imports::imports_page(&ctx, &kind).await.map_err(crate::api::fail)
}

#[server(endpoint = "imports/columns")]
pub async fn columns_page(kind: String, id: String) -> ApiResult<imports::ColumnsPage> {
    let ctx = crate::api::ctx().await?;
    let (kind, id) = server::imports::address(&kind, &id).map_err(crate::api::fail)?;
    server::imports::columns_page(&ctx, kind, id).await.map_err(crate::api::fail)
}

/// Keeps which column is what, begins the check and goes there.
#[server(endpoint = "imports/save_columns")]
pub async fn save_columns(
    kind: String,
    id: String,
    #[server(default)] mapping: Vec<String>,
    #[server(default)] date_order: String,
    #[server(default)] currency: String,
    #[server(default)] revenue_unit: String,
    #[server(default)] relation: String,
) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    let (kind, id) = server::imports::address(&kind, &id).map_err(crate::api::fail)?;
    let chosen = server::imports::SaveColumns { mapping, date_order, currency, revenue_unit, relation };
    server::imports::save_columns(&ctx, kind, id, chosen).await.map_err(crate::api::fail)?;
    crate::api::redirect(&crate::paths::import_check(kind, id));
    Ok(())
}

/// What the import would do, from after a row on.
#[server(endpoint = "imports/check")]
pub async fn check_page(
    kind: String,
    id: String,
    shown: imports::CheckRows,
    after: i32,
) -> ApiResult<imports::CheckPage> {
    let ctx = crate::api::ctx().await?;
    let (kind, id) = server::imports::address(&kind, &id).map_err(crate::api::fail)?;
    server::imports::check_page(&ctx, kind, id, shown, after).await.map_err(crate::api::fail)
}

/// Chooses what becomes of unknown stages and checks again.
#[server(endpoint = "imports/choose_stages")]
pub async fn choose_stages(
    kind: String,
    id: String,
    #[server(default)] names: Vec<String>,
    #[server(default)] fates: Vec<String>,
) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    let (kind, id) = server::imports::address(&kind, &id).map_err(crate::api::fail)?;
    let chosen: Vec<(String, String)> = names.into_iter().zip(fates).collect();
    server::imports::choose_stages(&ctx, kind, id, &chosen).await.map_err(crate::api::fail)?;
    crate::api::redirect(&crate::paths::import_check(kind, id));
    Ok(())
}

/// Chooses what values mean that are not plain, and checks again.
#[server(endpoint = "imports/choose_values")]
pub async fn choose_values(
    kind: String,
    id: String,
    #[server(default)] fields: Vec<String>,
    #[server(default)] names: Vec<String>,
    #[server(default)] targets: Vec<String>,
) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    let (kind, id) = server::imports::address(&kind, &id).map_err(crate::api::fail)?;
    let chosen = fields.into_iter().zip(names).zip(targets).map(|((field, name), target)| (field, name, target));
    let chosen: Vec<(String, String, String)> = chosen.collect();
    server::imports::choose_values(&ctx, kind, id, &chosen).await.map_err(crate::api::fail)?;
    crate::api::redirect(&crate::paths::import_check(kind, id));
    Ok(())
}

/// Begins the import and goes to its progress.
#[server(endpoint = "imports/start")]
pub async fn start_import(kind: String, id: String) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    let (kind, id) = server::imports::address(&kind, &id).map_err(crate::api::fail)?;
    server::imports::start(&ctx, kind, id).await.map_err(crate::api::fail)?;
    crate::api::redirect(&crate::paths::import_run(kind, id));
    Ok(())
}

#[server(endpoint = "imports/run")]
pub async fn run_page(kind: String, id: String) -> ApiResult<imports::RunPage> {
    let ctx = crate::api::ctx().await?;
    let (kind, id) = server::imports::address(&kind, &id).map_err(crate::api::fail)?;
    server::imports::run_page(&ctx, kind, id).await.map_err(crate::api::fail)
}

/// Takes an import back.
#[server(endpoint = "imports/undo")]
pub async fn undo_import(kind: String, id: String) -> ApiResult<()> {
    let ctx = crate::api::ctx().await?;
    let (kind, id) = server::imports::address(&kind, &id).map_err(crate::api::fail)?;
    server::imports::undo(&ctx, kind, id).await.map_err(crate::api::fail)?;
    crate::api::redirect(&crate::paths::import_run(kind, id));
    Ok(())
}
