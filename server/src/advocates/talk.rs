//! What an advocate talks about, for pages of other features; read in the caller's transaction.

use domain::ids::AdvocateId;
use domain::problem::Problem;

use super::store::profile as store;
use crate::db::Tx;
use crate::error::Result;

/// What somebody talks about, and what they do not.
pub struct Talk {
    pub topics: Vec<String>,
    pub avoid: String,
}

pub async fn talk(tx: &mut Tx, id: AdvocateId) -> Result<Talk> {
    let (topics, avoid) = store::talk(tx, id).await?.ok_or(Problem::NotFound)?;
    Ok(Talk { topics, avoid })
}
