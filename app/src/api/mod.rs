//! The seam to the server: what a server function may answer, and how it gets its context.

#[cfg(feature = "ssr")]
mod ssr;
#[cfg(feature = "ssr")]
pub use ssr::{ctx, ctx_if_signed_in, evidence_visit, fail, id, identity, redirect, server_app, set_cookie, visit};

use domain::problem::Problem;
use leptos::server_fn::codec::JsonEncoding;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};

/// What a server function answers.
pub type ApiResult<T> = Result<T, ApiError>;

/// Why a call brought nothing: the server said so, or the way to it failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum ApiError {
    #[error(transparent)]
    Problem(#[from] Problem),
    /// The server could not be reached, or its answer could not be read.
    #[error("The connection failed. Check it and try again.")]
    Transport,
}

impl From<ApiError> for Problem {
    fn from(error: ApiError) -> Self {
        match error {
            ApiError::Problem(problem) => problem,
            ApiError::Transport => Self::Unavailable("The server".to_owned()),
        }
    }
}

impl FromServerFnError for ApiError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            // Only a request nobody's page made has arguments that cannot be read.
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) | ServerFnErrorErr::Deserialization(_) => {
                let problem = Problem::invalid("request", "This request could not be read.");
                #[cfg(feature = "ssr")]
                ssr::set_status(&problem);
                Self::Problem(problem)
            }
            _ => Self::Transport,
        }
    }
}
