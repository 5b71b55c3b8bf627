//! Signing in.

pub mod api;
