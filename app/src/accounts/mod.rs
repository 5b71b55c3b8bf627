//! Signing in: the one page everybody sees first.

pub mod api;
// Without a script, so without a place in the browser build (see `layout::Elsewhere`).
#[cfg(feature = "ssr")]
mod sign_in;

#[cfg(not(feature = "ssr"))]
pub use crate::layout::Elsewhere as SignInPage;
#[cfg(feature = "ssr")]
pub use sign_in::SignInPage;
