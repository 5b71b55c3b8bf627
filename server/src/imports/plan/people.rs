//! Owners by name or e-mail address.

use std::collections::HashMap;

use domain::imports::name_key;
use uuid::Uuid;

use crate::imports::store::Colleague;

/// Who a text can mean.
#[derive(Debug)]
pub struct People {
    by_email: HashMap<String, Uuid>,
    /// `None` where several share a name.
    by_name: HashMap<String, Option<Uuid>>,
}

impl People {
    pub fn of(colleagues: &[Colleague]) -> Self {
        let mut by_name: HashMap<String, Option<Uuid>> = HashMap::new();
        for colleague in colleagues {
            by_name.entry(name_key(&colleague.name)).and_modify(|found| *found = None).or_insert(Some(colleague.id));
        }
        let by_email = colleagues.iter().map(|colleague| (name_key(&colleague.email), colleague.id)).collect();
        Self { by_email, by_name }
    }

    /// The colleague a cell names, or a remark on why nobody is.
    pub fn find(&self, text: &str) -> Result<Uuid, String> {
        let key = name_key(text);
        if let Some(id) = self.by_email.get(&key) {
            return Ok(*id);
        }
        match self.by_name.get(&key) {
            Some(Some(id)) => Ok(*id),
            Some(None) => {
                Err(format!("Several colleagues are called “{text}”; the owner stays blank. Use the e-mail address."))
            }
            None => Err(format!("Nobody here is called “{text}”; the owner stays blank.")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colleague(id: u128, name: &str, email: &str) -> Colleague {
        Colleague { id: Uuid::from_u128(id), name: name.to_owned(), email: email.to_owned() }
    }

    #[test]
    fn a_colleague_is_found_by_address_or_by_a_name_nobody_shares() {
        let people = People::of(&[
            colleague(1, "Juno Vale", "juno@q.example"),
            colleague(2, "Ann Lee", "ann@q.example"),
            colleague(3, "Ann Lee", "lee@q.example"),
        ]);

        assert_eq!(people.find(" juno  vale"), Ok(Uuid::from_u128(1)));
        assert_eq!(people.find("LEE@q.example"), Ok(Uuid::from_u128(3)));
        assert!(people.find("Ann Lee").unwrap_err().contains("Several"));
        assert!(people.find("Moses Frase").unwrap_err().contains("Nobody"));
    }
}
