//! The shape every mail has: a heading, a sentence, facts, at most one button, as text and as HTML.

use askama::Template;

use crate::error::Result;

#[derive(Clone, Debug, Template)]
#[template(path = "mail/letter.html")]
pub struct Letter {
    pub subject: String,
    pub heading: String,
    pub opening: String,
    pub facts: Vec<(String, String)>,
    /// What the button says, and where it leads.
    pub action: Option<(String, String)>,
    pub closing: String,
    pub company: String,
}

impl Letter {
    pub fn html(&self) -> Result<String> {
        Ok(self.render()?)
    }

    pub fn text(&self) -> String {
        let facts: Vec<String> = self
            .facts
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("{name}: {value}"))
            .collect();
        let action = self.action.as_ref().map(|(label, url)| format!("{label}: {url}")).unwrap_or_default();
        let end = format!("{}, with PeerChamps", self.company);
        [self.opening.clone(), facts.join("\n"), action, self.closing.clone(), end]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join("\n\n")
    }
}
