//! The tenancy gate: reads the catalogue, so a new table cannot be forgotten. Runs at start, in
//! `doctor`, in `/health/ready` and in the tests.

use sqlx::PgPool;

use crate::error::Result;

/// Something the catalogue says that would let one company see another's rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub rule: &'static str,
    pub object: String,
}

impl std::fmt::Display for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.object, self.rule)
    }
}

/// Tables that belong to no company and are reachable through functions only.
const WITHOUT_TENANT: [&str; 3] = ["_sqlx_migrations", "logins", "rate_limits"];
/// Definer functions that may run before or across tenants; the list only grows by review.
const DEFINERS: [&str; 26] = [
    "auth_close_session",
    "auth_first_password",
    "auth_forget",
    "auth_invite",
    "auth_login",
    "auth_open_session",
    "demo_company",
    "give_back_token",
    "merge_move_ledgers",
    "merge_put_ledgers_back",
    "refresh_statistics",
    "resolve_ask_link",
    "resolve_booking_link",
    "resolve_evidence_link",
    "resolve_invitation",
    "resolve_session",
    "resolve_user_invitation",
    "search_advocates",
    "search_alike",
    "search_contacts",
    "search_evidence",
    "search_opportunities",
    "search_organisations",
    "search_profiles",
    "search_requests",
    "take_token",
];

/// Checks the role of this pool and the whole schema. Empty means safe.
pub async fn check(pool: &PgPool) -> Result<Vec<Finding>> {
    let rows: Vec<(String, String)> = sqlx::query_as(include_str!("gate.sql"))
        .bind(WITHOUT_TENANT.map(str::to_owned).to_vec())
        .bind(DEFINERS.map(str::to_owned).to_vec())
        .fetch_all(pool)
        .await?;
    Ok(rows.into_iter().map(|(rule, object)| Finding { rule: known(&rule), object }).collect())
}

/// The rules of `gate.sql`, as sentences.
fn known(rule: &str) -> &'static str {
    match rule {
        "role" => "the server's role must not be superuser, bypass row security or own tables",
        "rls" => "row-level security must be enabled and forced",
        "policy" => "a tenant table needs one policy on its company with using and with check",
        "stray_policy" => "only the listed roles may have a policy beside the tenant rule",
        "foreign_key" => "a key between tenant tables must carry company_id on both sides",
        "no_tenant" => "a table without company_id must be on the short list",
        "definer" => "a security definer function must be on the list and fix its search_path",
        _ => "a view must be security_invoker",
    }
}
