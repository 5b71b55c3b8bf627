//! Colleagues by name or e-mail address.

use std::collections::HashMap;

use domain::imports::name_key;
use uuid::Uuid;

use crate::imports::store::Colleague;

/// Who a text can mean.
#[derive(Debug)]
pub struct People {
    by_email: HashMap<String, Known>,
    /// `None` where several share a name.
    by_name: HashMap<String, Option<Known>>,
    names: HashMap<Uuid, String>,
}

#[derive(Clone, Debug)]
struct Known {
    id: Uuid,
    name: String,
    is_suspended: bool,
    is_success: bool,
}

impl People {
    pub fn of(colleagues: &[Colleague]) -> Self {
        let known = |colleague: &Colleague| Known {
            id: colleague.id,
            name: colleague.name.clone(),
            is_suspended: colleague.is_suspended,
            is_success: colleague.is_success,
        };
        let mut by_name: HashMap<String, Option<Known>> = HashMap::new();
        for colleague in colleagues.iter().filter(|colleague| !colleague.is_suspended) {
            by_name
                .entry(name_key(&colleague.name))
                .and_modify(|found| *found = None)
                .or_insert(Some(known(colleague)));
        }
        for colleague in colleagues.iter().filter(|colleague| colleague.is_suspended) {
            by_name.entry(name_key(&colleague.name)).or_insert(Some(known(colleague)));
        }
        let by_email = colleagues.iter().map(|colleague| (name_key(&colleague.email), known(colleague))).collect();
        let names = colleagues.iter().map(|colleague| (colleague.id, colleague.name.clone())).collect();
        Self { by_email, by_name, names }
    }

    /// The colleague a cell names as the owner, or a remark on why nobody is.
    pub fn owner(&self, text: &str) -> Result<Uuid, String> {
        self.find(text, "owner").map(|known| known.id)
    }

    /// The same as the success manager, who has to be somebody that looks after customers.
    pub fn success_manager(&self, text: &str) -> Result<Uuid, String> {
        let known = self.find(text, "success manager")?;
        if known.is_success {
            return Ok(known.id);
        }
        Err(format!("“{}” does not look after customers; the success manager stays as it is.", known.name))
    }

    /// What somebody is called.
    pub fn name(&self, id: &Uuid) -> String {
        self.names.get(id).cloned().unwrap_or_else(|| "somebody who left".to_owned())
    }

    /// Whose address this is.
    pub fn with_email(&self, email: &str) -> Option<&str> {
        self.by_email.get(&name_key(email)).map(|known| known.name.as_str())
    }

    fn find(&self, text: &str, what: &str) -> Result<&Known, String> {
        let key = name_key(text);
        let known = match (self.by_email.get(&key), self.by_name.get(&key)) {
            (Some(known), _) | (None, Some(Some(known))) => known,
            (None, Some(None)) => {
                return Err(format!(
                    "Several colleagues are called “{text}”; the {what} stays as it is. Use the e-mail address."
                ));
            }
            (None, None) => return Err(format!("Nobody here is called “{text}”; the {what} stays as it is.")),
        };
        if known.is_suspended {
            return Err(format!("“{}” is suspended here; the {what} stays as it is.", known.name));
        }
        Ok(known)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colleague(id: u128, name: &str, email: &str) -> Colleague {
        Colleague {
            id: Uuid::from_u128(id),
            name: name.to_owned(),
            email: email.to_owned(),
            is_suspended: name.starts_with("Gone"),
            is_success: email.starts_with("lee"),
        }
    }

    #[test]
    fn a_colleague_is_found_by_address_or_by_a_name_nobody_shares() {
        let people = People::of(&[
            colleague(1, "Juno Vale", "juno@q.example"),
            colleague(2, "Ann Lee", "ann@q.example"),
            colleague(3, "Ann Lee", "lee@q.example"),
            colleague(4, "Gone Away", "gone@q.example"),
        ]);

        assert_eq!(people.owner(" juno  vale"), Ok(Uuid::from_u128(1)));
        assert_eq!(people.owner("LEE@q.example"), Ok(Uuid::from_u128(3)));
        assert!(people.owner("Ann Lee").unwrap_err().contains("Several"));
        assert!(people.owner("Moses Frase").unwrap_err().contains("Nobody"));
        assert!(people.owner("gone@q.example").unwrap_err().contains("suspended"));
        assert!(people.success_manager("juno@q.example").unwrap_err().contains("look after"));
        assert_eq!(people.success_manager("lee@q.example"), Ok(Uuid::from_u128(3)));
    }
}
