//! What one opportunity needs.

use chrono::NaiveDate;
use domain::accounts::Scope;
use domain::advocates::ActivityType;
use domain::ids::{AdvocateId, CompanyId, OpportunityId, OrganisationId, UserId};
use domain::matching::Urgency;

use crate::db::Tx;
use crate::error::Result;

/// The opportunity, its prospect, its conflicts and the company's rules.
pub struct NeedRow {
    pub name: String,
    pub organisation: Option<OrganisationId>,
    pub organisation_name: Option<String>,
    pub use_cases: Vec<String>,
    pub products: Vec<String>,
    pub competitors: Vec<String>,
    pub objections: Vec<String>,
    pub topics: Vec<String>,
    pub background: String,
    /// The latest notes that are not deleted.
    pub notes: Vec<String>,
    pub language: String,
    pub urgency: Urgency,
    pub needed_by: Option<NaiveDate>,
    pub activity: ActivityType,
    pub persona: Option<String>,
    pub industry: Option<String>,
    pub employees: Option<i32>,
    pub country: Option<String>,
    pub region: Option<String>,
    pub city: Option<String>,
    pub tech_stack: Option<Vec<String>>,
    pub time_zone: Option<String>,
    pub related: Vec<OrganisationId>,
    pub rivals: Vec<OrganisationId>,
    pub spoke_with: Vec<AdvocateId>,
    pub vetoed: Vec<AdvocateId>,
    pub asked: Vec<AdvocateId>,
    /// Share of the company's open deals that are not larger.
    pub amount_percentile: Option<i32>,
    pub monthly_cap: i32,
    pub quarterly_cap: i32,
    pub cool_down_days: i32,
    pub renewal_window_days: i32,
    /// The key of the preset of the owner's team.
    pub team_preset: Option<String>,
}

/// The company's rules for everybody.
pub struct PolicyRow {
    pub monthly_cap: i32,
    pub quarterly_cap: i32,
    pub cool_down_days: i32,
    pub renewal_window_days: i32,
}

pub async fn policy(tx: &mut Tx, company: CompanyId) -> Result<PolicyRow> {
    let row = sqlx::query_as!(
        PolicyRow,
        "select monthly_cap, quarterly_cap, cool_down_days, renewal_window_days from companies where id = $1",
        company as _,
    );
    Ok(row.fetch_one(&mut **tx).await?)
}

/// The need of an opportunity that lies within the reader's reach; nothing when it does not.
pub async fn load(
    tx: &mut Tx,
    opportunity: OpportunityId,
    reach: Scope,
    reader: UserId,
    today: NaiveDate,
) -> Result<Option<NeedRow>> {
    let row = sqlx::query_file_as!(
        NeedRow,
        "src/matching/store/need.sql",
        opportunity as _,
        reach == Scope::All,
        reach == Scope::Team,
        reach == Scope::OwnCustomers,
        reader as _,
        today,
    );
    Ok(row.fetch_optional(&mut **tx).await?)
}
