//! A pair of records that are perhaps the same.

use uuid::Uuid;

use super::judge::Judged;

/// Two records that may be one; the smaller id first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub one: Uuid,
    pub other: Uuid,
    pub judged: Judged,
}

/// The two ids as a pair is kept: the smaller first.
pub fn pair(one: Uuid, other: Uuid) -> (Uuid, Uuid) {
    if one <= other { (one, other) } else { (other, one) }
}
