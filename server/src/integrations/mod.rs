//! Services outside: one folder per vendor. Ports live with the features that need them; here they are built, each in
//! one place, from the configuration.

mod http;
pub mod openai;

use std::sync::Arc;

use crate::ai::LanguageModel;
use crate::config::Config;

/// The model of this installation; nothing without a key.
pub fn language_model(config: &Config) -> Option<Arc<dyn LanguageModel>> {
    let ai = config.ai.as_ref()?;
    match openai::OpenAi::new(ai) {
        Ok(model) => Some(Arc::new(model)),
        Err(error) => {
            tracing::error!(error = format!("{error:#}"), "AI stays off: its client could not be built");
            None
        }
    }
}
