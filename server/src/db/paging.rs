//! Keyset paging: a page starts after the last row of the page before, never at an offset.
//!
//! A cursor is the sort value and id of that row, signed, so that nobody makes one up and an old or
//! foreign one is refused rather than misread.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::paging::{Count, Page};
use domain::problem::Problem;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use uuid::Uuid;

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

/// The same for an address that may say nothing, or name a page and leave it empty: that is the first one.
pub fn given<T: DeserializeOwned>(secrets: &Secrets, list: &str, cursor: Option<&str>) -> Result<Option<T>> {
    cursor.filter(|cursor| !cursor.is_empty()).map(|cursor| read(secrets, list, cursor)).transpose()
}

/// Where a row stands in a sorted list, and how many rows come before it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// The sort value as text, which only the list's own statement reads back; rows without one stand at the end.
    pub key: Option<String>,
    pub id: Uuid,
    pub at: u32,
}

/// Which page is wanted: the first, the one after a row, or the one before it.
///
/// A statement orders by "has no key", key and id, in the direction wanted, and takes one row more
/// than a page holds. Going back it reads the same list from its other end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Turn {
    position: Option<Position>,
    backwards: bool,
}

impl Turn {
    /// Reads what the address says; `list` names the list and its order.
    pub fn read(secrets: &Secrets, list: &str, after: Option<&str>, before: Option<&str>) -> Result<Self> {
        if let Some(position) = given(secrets, list, after)? {
            return Ok(Self { position: Some(position), backwards: false });
        }
        let position = given(secrets, list, before)?;
        Ok(Self { backwards: position.is_some(), position })
    }

    pub fn backwards(&self) -> bool {
        self.backwards
    }

    /// The place of the row in "has no key", seen from the end that is read from.
    pub fn void(&self) -> Option<i32> {
        self.position.as_ref().map(|position| i32::from(position.key.is_none() != self.backwards))
    }

    pub fn key(&self) -> &str {
        self.position.as_ref().and_then(|position| position.key.as_deref()).unwrap_or_default()
    }

    pub fn id(&self) -> Uuid {
        self.position.as_ref().map(|position| position.id).unwrap_or_default()
    }

    /// Makes the page of the rows that were read.
    pub fn page<R, T>(
        &self,
        secrets: &Secrets,
        list: &str,
        mut rows: Vec<R>,
        total: Count,
        place: impl Fn(&R) -> (Option<String>, Uuid),
        show: impl FnMut(R) -> T,
    ) -> Result<Page<T>> {
        let size = usize::try_from(PAGE_ROWS).unwrap_or(25);
        let more = rows.len() > size;
        rows.truncate(size);
        if self.backwards {
            rows.reverse();
        }
        let here = u32::try_from(rows.len()).unwrap_or(0);
        let before = match &self.position {
            Some(position) if !self.backwards => position.at + 1,
            Some(position) if more => position.at.saturating_sub(here),
            _ => 0,
        };
        let cursor = |row: Option<&R>, at: u32| {
            row.map(|row| {
                let (key, id) = place(row);
                sign(secrets, list, &Position { key, id, at })
            })
            .transpose()
        };
        let has_previous = if self.backwards { more } else { self.position.is_some() };
        let has_next = if self.backwards { true } else { more };
        let previous = cursor(rows.first().filter(|_| has_previous), before)?;
        let next = cursor(rows.last().filter(|_| has_next), (before + here).saturating_sub(1))?;
        Ok(Page { rows: rows.into_iter().map(show).collect(), before, total, previous, next })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a statement answers: the list in order, from either end, one row more than a page.
    fn read_list(list: &[(Option<String>, Uuid)], turn: &Turn) -> Vec<(Option<String>, Uuid)> {
        let place = |row: &(Option<String>, Uuid)| {
            (i32::from(row.0.is_none() != turn.backwards()), row.0.clone().unwrap_or_default(), row.1)
        };
        let mut rows = list.to_vec();
        rows.sort_by(|one, other| {
            let ((void, key, id), (other_void, other_key, other_id)) = (place(one), place(other));
            let inner = (key, id).cmp(&(other_key, other_id));
            void.cmp(&other_void).then(if turn.backwards() { inner.reverse() } else { inner })
        });
        let after = turn.void().map(|void| (void, turn.key().to_owned(), turn.id()));
        let beyond = |row: &(Option<String>, Uuid)| {
            let Some((at_void, at_key, at_id)) = &after else { return true };
            let (void, key, id) = place(row);
            let inner = (key, id).cmp(&(at_key.clone(), *at_id));
            void.cmp(at_void).then(if turn.backwards() { inner.reverse() } else { inner }).is_gt()
        };
        rows.into_iter().filter(beyond).take(usize::try_from(PAGE_ROWS).unwrap() + 1).collect()
    }

    #[test]
    fn paging_there_and_back_visits_every_row_once() {
        let secrets = Secrets::for_tests();
        for count in [0_u128, 1, 25, 26, 60, 100] {
            let list: Vec<_> =
                (0..count).map(|at| ((at % 3 > 0).then(|| format!("{:03}", at / 7)), Uuid::from_u128(at))).collect();
            let open = |turn: &Turn| {
                let total = Count::capped(100, 1_000);
                turn.page(&secrets, "l", read_list(&list, turn), total, Clone::clone, |row| row).unwrap()
            };

            let mut page = open(&Turn::default());
            let (mut forth, mut firsts) = (page.rows.clone(), vec![page.rows.clone()]);
            while let Some(next) = &page.next {
                page = open(&Turn::read(&secrets, "l", Some(next), None).unwrap());
                assert_eq!(usize::try_from(page.before).unwrap(), forth.len());
                forth.extend(page.rows.clone());
                firsts.push(page.rows.clone());
            }
            while let Some(previous) = &page.previous {
                firsts.pop();
                page = open(&Turn::read(&secrets, "l", None, Some(previous)).unwrap());
                assert_eq!(Some(&page.rows), firsts.last());
            }

            let mut seen: Vec<_> = forth.iter().map(|row| row.1).collect();
            seen.sort();
            seen.dedup();
            assert_eq!((forth.len(), seen.len()), (list.len(), list.len()));
            assert_eq!(page.before, 0);
        }
    }

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
