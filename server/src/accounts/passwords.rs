//! Password hashing: argon2id with the crate's defaults (19 MiB, two passes), off the async threads
//! and at most four at a time, so that a burst of sign-ins cannot take all memory.

use anyhow::anyhow;
use argon2::{Argon2, PasswordHash, PasswordHasher, PasswordVerifier};
use tokio::sync::Semaphore;

use crate::error::Result;

/// Where passwords are checked, a few at a time.
#[derive(Debug)]
pub struct PasswordShelf {
    places: Semaphore,
}

impl Default for PasswordShelf {
    fn default() -> Self {
        Self { places: Semaphore::new(4) }
    }
}

/// The hash of a random password nobody knows: checked when the e-mail is unknown, so that the
/// answer takes as long.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXRoaW5ncmFuZG9t$Jc6vlkpA0bSWqMbUlp7H7pCtGUKDsRW3Zv0Kz9EyU6E";

impl PasswordShelf {
    /// Whether the password fits the hash; `None` costs the same and never fits.
    pub async fn verify(&self, password: &str, hash: Option<String>) -> Result<bool> {
        let _place = self.places.acquire().await.map_err(|_| anyhow!("the server is stopping"))?;
        let password = password.to_owned();
        let fits = tokio::task::spawn_blocking(move || {
            let known = hash.is_some();
            let hash = hash.as_deref().unwrap_or(NOBODY);
            let parsed = PasswordHash::new(hash).map_err(|error| anyhow!("stored password hash: {error}"))?;
            anyhow::Ok(Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok() && known)
        })
        .await??;
        Ok(fits)
    }
}

/// The PHC string to store for a password. Takes some 20 ms of one core.
pub fn hash_password(password: &str) -> Result<String> {
    Ok(Argon2::default()
        .hash_password(password.as_bytes())
        .map_err(|error| anyhow!("hashing a password: {error}"))?
        .to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_right_password_fits_and_an_unknown_account_never_does() {
        let shelf = PasswordShelf::default();
        let hash = hash_password("a long enough pass phrase").unwrap();

        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(shelf.verify("a long enough pass phrase", Some(hash.clone())).await.unwrap());
        assert!(!shelf.verify("A long enough pass phrase", Some(hash)).await.unwrap());
        assert!(!shelf.verify("", None).await.unwrap());
    }
}
