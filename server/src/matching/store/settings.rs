//! The company's own presets and rules, the presets of teams, and the runs a draft is tried on.

use chrono::{DateTime, Utc};
use domain::ids::{AdvocateId, CompanyId, OpportunityId, TeamId, UserId};
use domain::matching::Rules;
use serde_json::Value as Json;

use crate::db::Tx;
use crate::error::Result;

pub struct PresetVersionRow {
    pub key: String,
    pub version: i32,
    pub weights: Json,
    pub saved_at: DateTime<Utc>,
    pub by: Option<String>,
}

/// The version of each preset that holds; one that was never saved has none.
pub async fn latest_presets(tx: &mut Tx) -> Result<Vec<PresetVersionRow>> {
    let rows = sqlx::query_as!(
        PresetVersionRow,
        r#"select distinct on (v.key) v.key, v.version, v.weights, v.saved_at, u.name as "by?"
           from match_preset_versions v
           left join users u on u.company_id = v.company_id and u.id = v.saved_by
           order by v.key, v.version desc"#
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

/// What one version held, and whether it was learnt.
pub async fn preset_version(tx: &mut Tx, key: &str, version: i32) -> Result<Option<(Json, bool)>> {
    let row = sqlx::query!(
        r#"select weights, cause = 'learnt' as "learnt!" from match_preset_versions where key = $1 and version = $2"#,
        key,
        version,
    );
    Ok(row.fetch_optional(&mut **tx).await?.map(|row| (row.weights, row.learnt)))
}

/// What a person chose last for a preset; nothing when nobody ever did.
pub async fn last_chosen(tx: &mut Tx, key: &str) -> Result<Option<Json>> {
    let weights = sqlx::query_scalar!(
        "select weights from match_preset_versions where key = $1 and cause <> 'learnt' order by version desc limit 1",
        key,
    );
    Ok(weights.fetch_optional(&mut **tx).await?)
}

/// A new version of a preset.
pub struct NewVersion<'a> {
    pub key: &'a str,
    pub version: i32,
    pub weights: Json,
    /// "saved", "undone" or "learnt".
    pub cause: &'static str,
    pub by: UserId,
    pub at: DateTime<Utc>,
}

pub async fn insert_version(tx: &mut Tx, company: CompanyId, version: &NewVersion<'_>) -> Result<()> {
    sqlx::query!(
        "insert into match_preset_versions (company_id, key, version, weights, cause, saved_by, saved_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        company as _,
        version.key,
        version.version,
        version.weights,
        version.cause,
        version.by as _,
        version.at,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The rules as the check at the moment of asking reads them; the row stays locked, so that two who save wait.
pub async fn lock_rules(tx: &mut Tx) -> Result<Rules> {
    let rules = sqlx::query_as!(
        Rules,
        "select monthly_cap, quarterly_cap, cool_down_days, renewal_window_days from companies for update"
    );
    Ok(rules.fetch_one(&mut **tx).await?)
}

pub async fn rules(tx: &mut Tx) -> Result<Rules> {
    let rules =
        sqlx::query_as!(Rules, "select monthly_cap, quarterly_cap, cool_down_days, renewal_window_days from companies");
    Ok(rules.fetch_one(&mut **tx).await?)
}

pub struct RulesVersionRow {
    pub version: i32,
    pub before: Json,
    pub saved_at: DateTime<Utc>,
    pub by: Option<String>,
}

pub async fn latest_rules(tx: &mut Tx) -> Result<Option<RulesVersionRow>> {
    let row = sqlx::query_as!(
        RulesVersionRow,
        r#"select v.version, v.before, v.saved_at, u.name as "by?"
           from matching_rule_versions v
           left join users u on u.company_id = v.company_id and u.id = v.saved_by
           order by v.version desc limit 1"#
    );
    Ok(row.fetch_optional(&mut **tx).await?)
}

/// Who changed the rules, from what to what.
pub struct RulesChange {
    pub version: i32,
    pub before: Rules,
    pub after: Rules,
    pub by: UserId,
    pub at: DateTime<Utc>,
}

pub async fn save_rules(tx: &mut Tx, company: CompanyId, change: &RulesChange) -> Result<()> {
    sqlx::query!(
        "insert into matching_rule_versions (company_id, version, before, after, saved_by, saved_at)
         values ($1, $2, $3, $4, $5, $6)",
        company as _,
        change.version,
        serde_json::to_value(change.before)?,
        serde_json::to_value(change.after)?,
        change.by as _,
        change.at,
    )
    .execute(&mut **tx)
    .await?;
    sqlx::query!(
        "update companies set monthly_cap = $2, quarterly_cap = $3, cool_down_days = $4, renewal_window_days = $5
         where id = $1",
        company as _,
        change.after.monthly_cap,
        change.after.quarterly_cap,
        change.after.cool_down_days,
        change.after.renewal_window_days,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub struct TeamRow {
    pub id: TeamId,
    pub name: String,
    pub people: i64,
    pub default_preset: Option<String>,
}

pub async fn teams(tx: &mut Tx) -> Result<Vec<TeamRow>> {
    let rows = sqlx::query_as!(
        TeamRow,
        r#"select t.id as "id: _", t.name, t.default_preset,
                  (select count(*) from users u
                   where u.company_id = t.company_id and u.team_id = t.id and u.disabled_at is null) as "people!"
           from teams t
           order by t.name, t.id"#
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

/// The preset of one team, locked; nothing when there is no such team.
pub async fn lock_team(tx: &mut Tx, team: TeamId) -> Result<Option<Option<String>>> {
    let preset = sqlx::query_scalar!("select default_preset from teams where id = $1 for update", team as _);
    Ok(preset.fetch_optional(&mut **tx).await?)
}

pub async fn choose_team_preset(tx: &mut Tx, team: TeamId, preset: Option<&str>) -> Result<()> {
    sqlx::query!("update teams set default_preset = $2 where id = $1", team as _, preset).execute(&mut **tx).await?;
    Ok(())
}

/// A kept run of a deal, without what it saw.
pub struct PastRunRow {
    pub opportunity: OpportunityId,
    pub deal: String,
    pub started_at: DateTime<Utc>,
    pub engine_version: i32,
    pub need: Json,
    pub snapshot_digest: Vec<u8>,
}

/// The last run of each of the deals that were matched last.
pub async fn recent_runs(tx: &mut Tx, limit: i64) -> Result<Vec<PastRunRow>> {
    let rows = sqlx::query_as!(
        PastRunRow,
        r#"select r.opportunity_id as "opportunity: _", o.name as deal, r.started_at, r.engine_version,
                  r.need, r.snapshot_digest
           from match_runs r
           join opportunities o on o.company_id = r.company_id and o.id = r.opportunity_id
           where not exists (
             select from match_runs later
             where later.company_id = r.company_id and later.opportunity_id = r.opportunity_id
               and (later.started_at, later.id) > (r.started_at, r.id))
           order by r.started_at desc, r.id desc
           limit $1"#,
        limit,
    );
    Ok(rows.fetch_all(&mut **tx).await?)
}

/// What runs of one moment saw.
pub async fn snapshot(tx: &mut Tx, digest: &[u8]) -> Result<Option<Vec<u8>>> {
    let body = sqlx::query_scalar!("select body from match_snapshots where digest = $1", digest);
    Ok(body.fetch_optional(&mut **tx).await?)
}

/// The names of those who are still there.
pub async fn names(tx: &mut Tx, advocates: &[AdvocateId]) -> Result<Vec<(AdvocateId, String)>> {
    let rows = sqlx::query!(
        r#"select id as "id: AdvocateId", name from advocates where id = any ($1) order by id"#,
        advocates as _,
    );
    Ok(rows.fetch_all(&mut **tx).await?.into_iter().map(|row| (row.id, row.name)).collect())
}
