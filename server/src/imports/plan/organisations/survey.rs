//! What the whole file has to say before one of its rows can be judged.

use std::collections::{HashMap, HashSet};

use domain::imports::{Parsed, RowReader, name_key};

use super::key_of;
use crate::db::Tx;
use crate::error::Result;
use crate::imports::plan::{Batches, FirstSeen};
use crate::imports::store::Import;
use crate::imports::store::organisations;

/// What has to be known of the whole file before its first row can be judged.
pub struct Survey {
    pub first_seen: FirstSeen,
    /// How many organisations of this name are in the database or will come by this file.
    pub names: HashMap<String, usize>,
    /// Names that would stand above themselves.
    pub circular: HashSet<String>,
}

impl Survey {
    pub async fn of(tx: &mut Tx, import: &Import, reader: RowReader<'_>) -> Result<Self> {
        let mut first_seen = FirstSeen::default();
        let mut coming: HashMap<String, HashSet<String>> = HashMap::new();
        let mut parent_of: HashMap<String, String> = HashMap::new();
        let mut batches = Batches::of(import);
        loop {
            let rows = batches.next(tx).await?;
            if rows.is_empty() {
                break;
            }
            for row in rows {
                let Parsed { row: read, errors, .. } = reader.organisation(&row.cells.0);
                let key = key_of(&read);
                first_seen.note(key.clone(), row.row_number);
                if errors.is_empty() {
                    let name = name_key(&read.name);
                    coming.entry(name.clone()).or_default().insert(key);
                    if let Some(parent) = read.parent {
                        parent_of.entry(name).or_insert_with(|| name_key(&parent));
                    }
                }
            }
        }
        let parents: Vec<String> = parent_of.values().cloned().collect::<HashSet<_>>().into_iter().collect();
        let mut names: HashMap<String, usize> = coming.iter().map(|(name, keys)| (name.clone(), keys.len())).collect();
        for (name, count) in organisations::name_counts(tx, &parents).await? {
            let count = usize::try_from(count).unwrap_or(usize::MAX);
            // A coming organisation of a known name is that one.
            names.entry(name).and_modify(|coming| *coming = (*coming).max(count)).or_insert(count);
        }
        // The file's word on a parent goes before what is stored.
        for (child, parent) in organisations::ancestry(tx, &parents).await? {
            parent_of.entry(name_key(&child)).or_insert_with(|| name_key(&parent));
        }
        let circular = coming.keys().filter(|name| stands_above_itself(name, &parent_of)).cloned().collect();
        Ok(Self { first_seen, names, circular })
    }
}

fn stands_above_itself(name: &str, parent_of: &HashMap<String, String>) -> bool {
    let mut seen = HashSet::new();
    let mut here = name;
    while let Some(parent) = parent_of.get(here) {
        if parent == name {
            return true;
        }
        if !seen.insert(parent.as_str()) {
            return false;
        }
        here = parent;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_circle_of_parents_is_seen_from_every_place_on_it() {
        let pairs = [("a", "b"), ("b", "c"), ("c", "a"), ("d", "a"), ("e", "f")];
        let parent_of = pairs.iter().map(|(child, parent)| ((*child).to_owned(), (*parent).to_owned())).collect();

        for (name, circular) in [("a", true), ("b", true), ("c", true), ("d", false), ("e", false)] {
            assert_eq!(stands_above_itself(name, &parent_of), circular, "{name}");
        }
    }
}
