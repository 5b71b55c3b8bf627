//! A transaction that knows its tenant.

use std::ops::{Deref, DerefMut};

use domain::ids::{CompanyId, UserId};
use sqlx::{AssertSqlSafe, PgConnection, PgPool, Postgres, Transaction};
use uuid::Uuid;

use crate::error::Result;

/// A transaction in which row-level security shows one company only. `store` functions take
/// `&mut Tx` and nothing else, so a query without a tenant does not compile.
///
/// Dropping it rolls back.
#[derive(Debug)]
pub struct Tx(Transaction<'static, Postgres>);

impl Tx {
    /// Begins and names the tenant in one round trip. Only ids enter the text of the statement.
    pub(crate) async fn begin(pool: &PgPool, company: CompanyId, user: Option<UserId>, request: Uuid) -> Result<Self> {
        let user = user.map(|id| id.to_string()).unwrap_or_default();
        let sql = format!(
            "begin; select set_config('app.company', '{company}', true), \
             set_config('app.user', '{user}', true), set_config('app.request', '{request}', true)"
        );
        Ok(Self(pool.begin_with(AssertSqlSafe(sql)).await?))
    }

    /// Begins without a tenant: nothing is visible but what named functions or policies of the
    /// pool's role give. Each use names its reason, which is logged.
    pub(crate) async fn begin_system(pool: &PgPool, reason: &'static str) -> Result<Self> {
        tracing::debug!(reason, "system transaction");
        Ok(Self(pool.begin_with("begin; select set_config('app.company', '', true)").await?))
    }

    /// From here on every statement is planned for the values it is given. Where much of a statement is only for some of
    /// them, the one plan for all that Postgres settles on otherwise looks up what hardly anybody asks for.
    pub(crate) async fn plan_for_values(&mut self) -> Result<()> {
        sqlx::query("set local plan_cache_mode = force_custom_plan").execute(&mut *self.0).await?;
        Ok(())
    }

    /// Makes it last.
    pub async fn commit(self) -> Result<()> {
        Ok(self.0.commit().await?)
    }
}

impl Deref for Tx {
    type Target = PgConnection;
    fn deref(&self) -> &PgConnection {
        &self.0
    }
}

impl DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut PgConnection {
        &mut self.0
    }
}
