//! Booking links: signed, expiring, revocable. The token is made from the link's id and a MAC, so
//! that a later mail can carry it again although only its hash is kept.

use chrono::{DateTime, Utc};
use domain::ids::{AskId, BookingLinkId};
use domain::problem::Problem;
use uuid::Uuid;

use super::store;
use crate::app::App;
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;
use crate::limits::{self, Action};
use crate::secrets::{Secrets, hash_token};

const PURPOSE: &str = "booking-link";

/// Somebody who came with a link that is or was real.
#[derive(Clone)]
pub struct Visit {
    pub(super) ctx: Ctx,
    pub(super) link: BookingLinkId,
    pub(super) token: String,
}

/// Opens a link. A tampered or unknown token is a 404; what an expired one may still do is decided
/// by each use case, because a booked call can be seen and changed until it is over.
pub async fn open_link(app: &App, request: Uuid, address: &str, token: &str) -> Result<Visit> {
    limits::check(app, Action::LinkByAddress, address).await?;
    if !is_signed(app.secrets(), token) {
        return Err(Problem::NotFound.into());
    }
    let mut tx = app.begin_system("resolve a booking link").await?;
    let found = store::resolve_link(&mut tx, &hash_token(token)).await?;
    tx.commit().await?;
    let (company, link) = found.ok_or(Problem::NotFound)?;
    Ok(Visit { ctx: Ctx::for_prospect(app.clone(), company, request), link, token: token.to_owned() })
}

/// The link of an accepted ask, made once and then the same until it expires. Returns its path.
pub async fn invite(tx: &mut Tx, ctx: &Ctx, ask: AskId) -> Result<String> {
    let link = match store::live_link(tx, ask, ctx.now()).await? {
        Some(link) => link,
        None => {
            let link = BookingLinkId::new();
            let hash = hash_token(&token(ctx.app().secrets(), link));
            store::insert_link(tx, ctx.company(), link, ask, &hash, ctx.now()).await?;
            link
        }
    };
    Ok(path(ctx.app().secrets(), link))
}

/// The address of a link.
pub(super) fn path(secrets: &Secrets, link: BookingLinkId) -> String {
    format!("/b/{}", token(secrets, link))
}

/// Refuses a link whose time is over or that was taken back.
pub(super) fn check_usable(link: &store::Link, now: DateTime<Utc>) -> Result<()> {
    if link.revoked_at.is_some() || !link.stands {
        let sentence =
            format!("This invitation was withdrawn. Please write to {} if you did not expect that.", link.rep_name);
        return Err(Problem::Gone(sentence).into());
    }
    if link.expires_at <= now {
        let sentence =
            format!("This invitation has expired. {} at {} can send you a new one.", link.rep_name, link.company_name);
        return Err(Problem::Gone(sentence).into());
    }
    Ok(())
}

fn token(secrets: &Secrets, link: BookingLinkId) -> String {
    secrets.link_key(PURPOSE, link.0)
}

fn is_signed(secrets: &Secrets, token: &str) -> bool {
    secrets.is_link_key(PURPOSE, token)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_with_one_letter_changed_is_no_token() {
        let secrets = Secrets::for_tests();
        let token = token(&secrets, BookingLinkId(Uuid::from_u128(42)));

        assert!(is_signed(&secrets, &token));
        assert!(!is_signed(&Secrets::new([8; 32]), &token));
        for place in 0..token.len() {
            let mut letters: Vec<char> = token.chars().collect();
            letters[place] = if letters[place] == 'A' { 'B' } else { 'A' };
            assert!(!is_signed(&secrets, &letters.into_iter().collect::<String>()), "letter {place}");
        }
        for odd in ["", "A", "….", &token[..token.len() - 2]] {
            assert!(!is_signed(&secrets, odd));
        }
    }
}
