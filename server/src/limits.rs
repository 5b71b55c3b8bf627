//! What may be done how often. Buckets live in Postgres, so they hold across instances.

use domain::problem::Problem;
use sha2::{Digest, Sha256};

use crate::app::App;
use crate::error::Result;

/// A limited action. Each has its own buckets, one per subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Password attempts on one account.
    SignInByAccount,
    /// Password attempts from one address.
    SignInByAddress,
    /// Opening links of mails from one address: guards the guessing of tokens.
    LinkByAddress,
    /// Opening and taking up invitations from one address: guards the guessing of tokens.
    JoinByAddress,
    /// Writing to one colleague, over and over.
    InvitationToPerson,
    /// Writing to colleagues of one company.
    InvitationByCompany,
    /// Holding and booking slots with one link.
    BookingByLink,
    /// Opening shared evidence from one address: guards the guessing of tokens.
    EvidenceByAddress,
    /// Files taken from one link.
    DownloadByLink,
    /// Files brought in by one person.
    UploadByPerson,
    /// Files of whole lists, by one person.
    ExportByUser,
}

struct Rate {
    burst: f64,
    per_minute: f64,
}

impl Action {
    const fn name(self) -> &'static str {
        match self {
            Self::SignInByAccount => "sign_in_by_account",
            Self::SignInByAddress => "sign_in_by_address",
            Self::LinkByAddress => "link_by_address",
            Self::JoinByAddress => "join_by_address",
            Self::InvitationToPerson => "invitation_to_person",
            Self::InvitationByCompany => "invitation_by_company",
            Self::BookingByLink => "booking_by_link",
            Self::EvidenceByAddress => "evidence_by_address",
            Self::DownloadByLink => "download_by_link",
            Self::UploadByPerson => "upload_by_person",
            Self::ExportByUser => "export_by_user",
        }
    }

    const fn rate(self) -> Rate {
        match self {
            Self::SignInByAccount => Rate { burst: 8.0, per_minute: 1.0 },
            Self::SignInByAddress => Rate { burst: 60.0, per_minute: 20.0 },
            Self::LinkByAddress => Rate { burst: 120.0, per_minute: 60.0 },
            Self::JoinByAddress => Rate { burst: 60.0, per_minute: 20.0 },
            // Three at once, and one more every eight hours.
            Self::InvitationToPerson => Rate { burst: 3.0, per_minute: 1.0 / 480.0 },
            Self::InvitationByCompany => Rate { burst: 500.0, per_minute: 10.0 },
            Self::BookingByLink => Rate { burst: 30.0, per_minute: 10.0 },
            Self::EvidenceByAddress => Rate { burst: 120.0, per_minute: 60.0 },
            Self::DownloadByLink => Rate { burst: 30.0, per_minute: 6.0 },
            Self::UploadByPerson => Rate { burst: 30.0, per_minute: 10.0 },
            Self::ExportByUser => Rate { burst: 20.0, per_minute: 6.0 },
        }
    }
}

/// Takes one token, or says how long to wait. Fails closed: no database, no attempt.
pub async fn check(app: &App, action: Action, subject: &str) -> Result<()> {
    let key = bucket(action, subject);
    let Rate { burst, per_minute } = action.rate();
    let mut tx = app.begin_system("rate limit").await?;
    let wait = sqlx::query_scalar!("select take_token($1, $2, $3, $4)", key, burst, per_minute / 60.0, app.now())
        .fetch_one(&mut *tx)
        .await?;
    tx.commit().await?;
    match wait {
        None => Ok(()),
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a few minutes at most, never negative"
        )]
        Some(seconds) => Err(Problem::Busy { retry_after_seconds: seconds.ceil().max(1.0) as u32 }.into()),
    }
}

/// Gives the token of a `check` back: the attempt was a rightful one and does not count.
pub async fn give_back(app: &App, action: Action, subject: &str) -> Result<()> {
    let mut tx = app.begin_system("rate limit").await?;
    sqlx::query!("select give_back_token($1, $2)", bucket(action, subject), action.rate().burst)
        .execute(&mut *tx)
        .await?;
    tx.commit().await?;
    Ok(())
}

fn bucket(action: Action, subject: &str) -> Vec<u8> {
    Sha256::new().chain_update(action.name()).chain_update([0]).chain_update(subject).finalize().to_vec()
}
