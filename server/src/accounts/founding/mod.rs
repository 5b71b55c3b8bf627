//! A company comes into being: itself, its stages, and its first administrator with a password. Said at the terminal by
//! whoever runs the server, who is the owner of the database.

mod store;

use anyhow::Context;
use chrono::{DateTime, Utc};
use domain::accounts::password_mistake;
use domain::ids::CompanyId;
use sqlx::Connection as _;
use sqlx::postgres::PgConnection;

/// What has to be said to begin.
#[derive(Clone, Debug)]
pub struct NewCompany {
    pub name: String,
    pub admin_email: String,
    pub admin_name: String,
    /// By name, `Europe/London`: the company's and the administrator's.
    pub time_zone: String,
}

/// Makes the company as a whole or not at all. Mistakes are named all at once.
pub async fn found(owner_url: &str, new: &NewCompany, password: &str, now: DateTime<Utc>) -> anyhow::Result<CompanyId> {
    let new = NewCompany {
        name: new.name.trim().to_owned(),
        admin_email: new.admin_email.trim().to_owned(),
        admin_name: new.admin_name.trim().to_owned(),
        time_zone: new.time_zone.trim().to_owned(),
    };
    let slug = slug(&new.name);
    let mistakes = mistakes(&new, &slug, password);
    anyhow::ensure!(mistakes.is_empty(), "No company was made:\n  {}", mistakes.join("\n  "));
    let owned = password.to_owned();
    let hash = tokio::task::spawn_blocking(move || super::hash_password(&owned)).await??;
    let mut connection = PgConnection::connect(owner_url).await.context("connecting as owner")?;
    let company = store::insert(&mut connection, &new, &slug, &hash, now).await;
    connection.close().await?;
    company
}

fn mistakes(new: &NewCompany, slug: &str, password: &str) -> Vec<String> {
    let mut mistakes = Vec::new();
    if new.name.is_empty() || new.name.chars().count() > 80 || slug.len() < 2 {
        mistakes.push(
            "The name of the company needs at least two letters or digits, and 80 characters at most.".to_owned(),
        );
    }
    if new.admin_name.is_empty() || new.admin_name.chars().count() > 120 {
        mistakes.push("The administrator needs a name, of 120 characters at most.".to_owned());
    }
    if !domain::mail::is_address(&new.admin_email) {
        mistakes.push("The administrator's e-mail looks like name@company.example.".to_owned());
    }
    if domain::time::zones::find(&new.time_zone).is_none() {
        mistakes.push("The time zone is a name such as Europe/London.".to_owned());
    }
    mistakes.extend(password_mistake(password));
    mistakes
}

/// The name as an address would write it.
fn slug(name: &str) -> String {
    let mut slug = String::new();
    for c in name.to_lowercase().chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(40);
    slug.trim_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_is_made_of_letters_digits_and_single_dashes() {
        let table = [("Aster & Co. Ltd", "aster-co-ltd"), ("  Ärzte 24  ", "rzte-24"), ("3M", "3m"), ("…", "")];
        for (name, expected) in table {
            assert_eq!(slug(name), expected, "{name}");
        }
        assert!(slug(&"long name ".repeat(20)).len() <= 40);
    }

    #[test]
    fn all_mistakes_are_named_at_once() {
        let new = NewCompany {
            name: "…".into(),
            admin_email: "nobody".into(),
            admin_name: String::new(),
            time_zone: "Atlantis".into(),
        };

        assert_eq!(mistakes(&new, "", "too short").len(), 5);
    }
}
