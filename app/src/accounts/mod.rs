//! Signing in: the one page everybody sees first.

pub mod api;
mod sign_in;

pub use sign_in::SignInPage;
