//! What the page shows instead of its content when the content cannot be had.

use domain::problem::Problem;
use leptos::prelude::*;

use super::badge::Tone;
use super::button::{ButtonKind, LinkButton};
use super::empty_state::EmptyState;
use super::icon::Glyph;
use crate::paths;

/// The designed state of a problem: what happened, and the way on.
#[component]
pub fn ProblemView(
    problem: Problem,
    /// Nothing else is on the page, so its title heads it.
    #[prop(optional)]
    heads_the_page: bool,
) -> impl IntoView {
    let (glyph, tone, title) = match &problem {
        Problem::SignedOut => (Glyph::Lock, Tone::Neutral, "Your session has ended"),
        Problem::Forbidden(_) => (Glyph::Lock, Tone::Neutral, "This one is not yours to do"),
        Problem::NotFound => (Glyph::Search, Tone::Neutral, "There is nothing at this address"),
        Problem::Gone(_) => (Glyph::Link, Tone::Neutral, "This link has done its job"),
        Problem::TooLarge(_) => (Glyph::Upload, Tone::Warning, "That is too large"),
        Problem::Invalid(_) => (Glyph::Alert, Tone::Warning, "Something in the address is not right"),
        Problem::Refused(_) => (Glyph::Alert, Tone::Warning, "That is not possible now"),
        Problem::Preparing(_) => (Glyph::Hourglass, Tone::Neutral, "One moment"),
        Problem::Busy { .. } => (Glyph::Hourglass, Tone::Warning, "Too many attempts"),
        Problem::Unavailable(_) => (Glyph::Plug, Tone::Warning, "A service does not answer"),
        Problem::Broken { .. } => (Glyph::Alert, Tone::Danger, "That did not work, and it is on us"),
    };
    let line = match &problem {
        Problem::SignedOut => "Sign in again and you are back where you were.".to_owned(),
        Problem::NotFound => "The record may have been merged or erased, or it is not yours to see.".to_owned(),
        Problem::Broken { request_id } => ["We have been told. Reference ", request_id, "."].concat(),
        other => other.to_string(),
    };
    view! {
        <EmptyState glyph tone title line heads_the_page>
            {way_on(&problem)}
        </EmptyState>
    }
}

fn way_on(problem: &Problem) -> AnyView {
    match problem {
        Problem::SignedOut => {
            view! { <LinkButton href=paths::sign_in() kind=ButtonKind::Primary>"Sign in"</LinkButton> }.into_any()
        }
        // The page that failed, once more.
        Problem::Preparing(_) | Problem::Busy { .. } | Problem::Unavailable(_) | Problem::Broken { .. } => view! {
            <LinkButton href="" kind=ButtonKind::Primary icon=Glyph::Refresh>"Try again"</LinkButton>
            <LinkButton href=paths::home()>"Go home"</LinkButton>
        }
        .into_any(),
        // Whoever holds a link that has had its time has no home here.
        Problem::Gone(_) => ().into_any(),
        _ => view! { <LinkButton href=paths::home()>"Go home"</LinkButton> }.into_any(),
    }
}
