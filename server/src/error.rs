//! What can go wrong on the server: something to tell the user, or something to log.

use domain::problem::{FieldProblem, Problem};

/// `Problem` reaches the user as it is. `Internal` is logged once, where it is handled, and the user
/// sees `Problem::Broken` with the request id.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Problem(#[from] Problem),
    #[error("{0:#}")]
    Internal(anyhow::Error),
}

pub type Result<T, E = Error> = std::result::Result<T, E>;

macro_rules! internal {
    ($($source:ty),+ $(,)?) => {$(
        impl From<$source> for Error {
            fn from(source: $source) -> Self {
                Self::Internal(source.into())
            }
        }
    )+};
}

internal!(serde_json::Error, std::io::Error, tokio::task::JoinError, askama::Error);

/// What Postgres answers to a NUL in a text, and to one in JSON. No form of ours can make one, but a request can.
const NUL: [&str; 2] = ["22021", "22P05"];

impl From<sqlx::Error> for Error {
    fn from(source: sqlx::Error) -> Self {
        let code = source.as_database_error().and_then(|error| error.code());
        if code.is_some_and(|code| NUL.contains(&code.as_ref())) {
            let message = "There is a character in it that no text can hold. Type it again.".to_owned();
            return Self::Problem(Problem::Invalid(vec![FieldProblem { field: String::new(), message }]));
        }
        Self::Internal(source.into())
    }
}

impl From<anyhow::Error> for Error {
    /// A `Problem` that travelled inside an anyhow chain comes out as a problem again.
    fn from(source: anyhow::Error) -> Self {
        match source.downcast::<Problem>() {
            Ok(problem) => Self::Problem(problem),
            Err(source) => Self::Internal(source),
        }
    }
}

impl Error {
    /// The problem, if this is one.
    pub fn problem(&self) -> Option<&Problem> {
        match self {
            Self::Problem(problem) => Some(problem),
            Self::Internal(_) => None,
        }
    }
}

/// Turns a violated constraint into what the user is told, where it happens.
pub trait OnConstraint<T> {
    fn on_constraint(self, name: &str, problem: impl Into<Problem>) -> Result<T>;
}

impl<T, E: Into<Error>> OnConstraint<T> for Result<T, E> {
    fn on_constraint(self, name: &str, problem: impl Into<Problem>) -> Result<T> {
        self.map_err(|source| {
            let error = source.into();
            match &error {
                Error::Internal(cause) if violated(cause) == Some(name) => Error::Problem(problem.into()),
                _ => error,
            }
        })
    }
}

fn violated(cause: &anyhow::Error) -> Option<&str> {
    cause.downcast_ref::<sqlx::Error>()?.as_database_error()?.constraint()
}
