//! Who is signed in, and what a refused form left behind.
//!
//! Both belong to the request whose page is rendered; an island is told what it needs.

use domain::accounts::Viewer;
use domain::problem::{Flash, Problem};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use server::http::cookies;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Session {
    pub viewer: Option<Viewer>,
    flash: Option<Flash>,
    keys_off: bool,
}

/// Puts the session into the context. Once, at the root.
pub fn provide_session() {
    provide_context(StoredValue::new(of_this_request()));
}

/// Who is signed in.
pub fn use_viewer() -> Option<Viewer> {
    use_context::<StoredValue<Session>>().and_then(|session| session.with_value(|session| session.viewer.clone()))
}

/// Whether the keys of a single letter are switched off in this browser.
pub fn keys_are_off() -> bool {
    use_context::<StoredValue<Session>>().is_some_and(|session| session.with_value(|session| session.keys_off))
}

/// What a form of function `F` left behind when it was refused without JavaScript.
pub fn use_flash<F: ServerFn>() -> FormFlash {
    use_flash_of(F::PATH)
}

/// The same for a form that posts to no function: an upload.
pub fn use_flash_of(form: &str) -> FormFlash {
    let flash = use_context::<StoredValue<Session>>()
        .and_then(|session| session.with_value(|session| session.flash.clone()))
        .filter(|flash| flash.action == form);
    FormFlash(flash)
}

/// Whether a form waits, unsaved, for somebody to sign in again.
pub fn form_waits() -> bool {
    let waits = |flash: &Flash| flash.problem.refusal_code() == Some(server::http::forms::NOT_SAVED);
    use_context::<StoredValue<Session>>()
        .is_some_and(|session| session.with_value(|session| session.flash.as_ref().is_some_and(waits)))
}

/// Problem and typed values of one form; empty when nothing was refused.
#[derive(Clone, Debug, Default)]
pub struct FormFlash(Option<Flash>);

impl FormFlash {
    pub fn problem(&self) -> Option<Problem> {
        self.0.as_ref().map(|flash| flash.problem.clone())
    }

    /// What was typed into this field.
    pub fn value(&self, field: &str) -> Option<String> {
        self.0.as_ref().and_then(|flash| flash.values.get(field).cloned())
    }

    /// What was typed, else what the page says.
    pub fn value_or(&self, field: &str, otherwise: &str) -> String {
        self.value(field).unwrap_or_else(|| otherwise.to_owned())
    }

    /// What a form that changes something knows of the state it was opened in (`version`, `opened`): as sent, so that a
    /// refused form still meets what others changed since. Once they are named, what the page shows now: saving again
    /// is a decision.
    pub fn known(&self, field: &str, now: &str) -> String {
        let is_named = self.problem().is_some_and(|problem| problem.refusal_code() == Some("changed_meanwhile"));
        if is_named { now.to_owned() } else { self.value_or(field, now) }
    }
}

fn of_this_request() -> Session {
    let Some(parts) = use_context::<http::request::Parts>() else { return Session::default() };
    Session {
        viewer: parts.extensions.get::<server::http::Identity>().and_then(|identity| identity.viewer.clone()),
        flash: parts.extensions.get::<Flash>().cloned(),
        keys_off: cookies::read(&parts.headers, cookies::KEYS) == Some(cookies::KEYS_OFF),
    }
}
