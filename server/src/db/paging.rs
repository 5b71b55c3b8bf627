//! Keyset paging: a page starts after the last row of the page before, never at an offset.
//!
//! A cursor is the sort value and id of that row, signed, so that nobody makes one up and an old or
//! foreign one is refused rather than misread.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::problem::Problem;
use serde::{Serialize, de::DeserializeOwned};

use crate::error::Result;
use crate::secrets::Secrets;

/// Rows on a page unless the page says otherwise.
pub const PAGE_ROWS: i64 = 25;

/// Signs a cursor. `list` names the list and its sort, so that a cursor fits nothing else.
pub fn sign<T: Serialize>(secrets: &Secrets, list: &str, position: &T) -> Result<String> {
    let body = serde_json::to_vec(position)?;
    let mut bytes = secrets.mac("cursor", &[list.as_bytes(), &body])[..12].to_vec();
    bytes.extend_from_slice(&body);
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

/// Reads a cursor back; a tampered, old-format or foreign one is `Invalid`.
pub fn read<T: DeserializeOwned>(secrets: &Secrets, list: &str, cursor: &str) -> Result<T> {
    let refused = || Problem::invalid("after", "This page address is not valid any more. Start from the first page.");
    let bytes = URL_SAFE_NO_PAD.decode(cursor).map_err(|_| refused())?;
    let (mac, body) = bytes.split_at_checked(12).ok_or_else(refused)?;
    if !secrets.verify_prefix("cursor", &[list.as_bytes(), body], mac) {
        return Err(refused().into());
    }
    Ok(serde_json::from_slice(body).map_err(|_| refused())?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_fits_its_own_list_only_and_cannot_be_changed() {
        let secrets = Secrets::for_tests();
        let cursor = sign(&secrets, "advocates/name", &("Ingrid", 7)).unwrap();

        assert_eq!(read::<(String, i32)>(&secrets, "advocates/name", &cursor).unwrap(), ("Ingrid".into(), 7));
        for (list, text) in [
            ("advocates/title", cursor.clone()),
            ("advocates/name", format!("{}A", &cursor[..cursor.len() - 1])),
            ("advocates/name", "§".into()),
            ("advocates/name", String::new()),
        ] {
            let error = read::<(String, i32)>(&secrets, list, &text).unwrap_err();
            assert_eq!(error.problem().map(Problem::status), Some(422), "{list} {text}");
        }
    }
}
