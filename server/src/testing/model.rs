//! The stand-in of the model, listening on this machine for as long as a test runs.

use std::time::Duration;

use domain::ai::Prices;
use tokio::net::TcpListener;

use crate::config::AiConfig;
use crate::integrations::openai::stand_in::StandIn;

/// A stand-in of its own for one test.
pub struct TestModel {
    pub stand_in: StandIn,
    pub config: AiConfig,
    server: tokio::task::JoinHandle<()>,
}

impl TestModel {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let stand_in = StandIn::default();
        let router = stand_in.router();
        #[expect(clippy::disallowed_methods, reason = "the vendor of a test is no work of the product")]
        let server = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        let config = AiConfig {
            key: "sk-stand-in".into(),
            url: format!("http://{address}/v1"),
            model: "gpt-test".into(),
            timeout: Duration::from_millis(1_500),
            day_budget_micros: 5_000_000,
            prices: Prices { prompt: 150_000, completion: 600_000 },
        };
        Self { stand_in, config, server }
    }

    /// Nobody is at the address any more.
    pub fn vanish(&self) {
        self.server.abort();
    }
}

impl Drop for TestModel {
    fn drop(&mut self) {
        self.server.abort();
    }
}
