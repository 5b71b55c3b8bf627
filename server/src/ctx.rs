//! The first argument of every use case: who asks, for which company, in which request.

use chrono::{DateTime, Utc};
use domain::accounts::{Permission, Scope, Viewer};
use domain::ids::{CompanyId, UserId};
use domain::problem::Problem;
use uuid::Uuid;

use crate::app::App;
use crate::db::Tx;
use crate::error::Result;

#[derive(Clone)]
pub struct Ctx {
    app: App,
    company: CompanyId,
    actor: Actor,
    request: Uuid,
}

/// On whose behalf something happens.
#[derive(Clone, Debug)]
pub enum Actor {
    /// Somebody signed in, staff or advocate.
    User(Box<Viewer>),
    /// Somebody with a link and no account.
    Prospect,
    /// A job.
    System,
}

impl Ctx {
    /// For somebody signed in.
    pub fn for_viewer(app: App, viewer: Viewer, request: Uuid) -> Self {
        Self { app, company: viewer.company, actor: Actor::User(Box::new(viewer)), request }
    }

    /// For a visitor whose link named the company.
    pub fn for_prospect(app: App, company: CompanyId, request: Uuid) -> Self {
        Self { app, company, actor: Actor::Prospect, request }
    }

    /// For a job of one company.
    pub fn for_job(app: App, company: CompanyId) -> Self {
        Self { app, company, actor: Actor::System, request: crate::app::new_request_id() }
    }

    pub fn app(&self) -> &App {
        &self.app
    }

    pub fn company(&self) -> CompanyId {
        self.company
    }

    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// The id of this request, for logs and `Problem::Broken`.
    pub fn request(&self) -> Uuid {
        self.request
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.app.now()
    }

    /// Who is signed in.
    pub fn viewer(&self) -> Result<&Viewer> {
        match &self.actor {
            Actor::User(viewer) => Ok(viewer),
            Actor::Prospect | Actor::System => Err(Problem::SignedOut.into()),
        }
    }

    /// The signed-in user, if there is one.
    pub fn user(&self) -> Option<UserId> {
        match &self.actor {
            Actor::User(viewer) => Some(viewer.user),
            Actor::Prospect | Actor::System => None,
        }
    }

    /// How far the viewer's roles reach; 403 with who may when they do not reach at all.
    pub fn allow(&self, permission: Permission) -> Result<Scope> {
        match self.viewer()?.scope(permission) {
            Scope::None => Err(Problem::Forbidden(permission.who_may()).into()),
            scope => Ok(scope),
        }
    }

    /// The only way to a transaction: it shows this company's rows and no other's.
    pub async fn begin(&self) -> Result<Tx> {
        Tx::begin(&self.app.pools().app, self.company, self.user(), self.request).await
    }
}
