//! How far a reader reaches, as a statement can use it.

use domain::accounts::{Scope, Viewer};
use domain::ids::UserId;

use super::store;
use crate::db::Tx;
use crate::error::Result;

/// Whose records a reader may see: `all`, or those owned by `owners`, or those of customers that
/// `customers_of` looks after. Statements say it in one line:
/// `($1 or o.owner_id = any($2) or g.owner_id = $3)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reach {
    pub all: bool,
    pub owners: Vec<UserId>,
    pub customers_of: Option<UserId>,
    /// The reader and everybody of their team.
    pub team: Vec<UserId>,
}

impl Reach {
    /// Of this reader, for a permission that reaches as far as `scope`.
    pub async fn of(tx: &mut Tx, viewer: &Viewer, scope: Scope) -> Result<Self> {
        let team = match scope {
            Scope::Team | Scope::All => store::team_of(tx, viewer.user).await?,
            Scope::None | Scope::Own | Scope::OwnCustomers => vec![viewer.user],
        };
        Ok(Self {
            all: scope == Scope::All,
            owners: match scope {
                Scope::Own => vec![viewer.user],
                Scope::Team => team.clone(),
                Scope::None | Scope::OwnCustomers | Scope::All => Vec::new(),
            },
            customers_of: (scope == Scope::OwnCustomers).then_some(viewer.user),
            team,
        })
    }
}
