//! `/programme/plan`: who is held for which open request, what that keeps, and what would be otherwise.
//! A page without a script: questions are a form and links, and their answer is in the address.

pub mod api;
mod curve;
mod page;
mod rows;
mod what_if;

pub use page::PlanPage;

/// The question of an address.
fn question(
    away: Option<String>,
    recruits: Option<String>,
    segment: Option<String>,
    request: Option<String>,
    take: Option<String>,
) -> server::plan::Question {
    let request = request.and_then(|id| id.parse().ok());
    let take = take.and_then(|id| id.parse().ok());
    server::plan::Question {
        away: away.and_then(|id| id.parse().ok()),
        recruits: recruits.and_then(|count| count.parse().ok()).unwrap_or(0),
        segment: segment.filter(|key| !key.is_empty()),
        take: request.zip(take),
    }
}
