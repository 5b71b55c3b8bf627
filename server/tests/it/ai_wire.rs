//! What goes over the wire to the vendor and back, held against the vendor's own published schema. Where that is not at
//! hand (PEERCHAMPS_PROVIDER_SPECS), the test says so and holds only what is ours.

#![expect(clippy::disallowed_methods, reason = "where the vendor's schema lies is said to tests by the environment")]

use std::path::PathBuf;

use domain::ai::{AiForm, Purpose};
use serde_json::Value;
use server::ai;
use server::integrations::openai::stand_in::Mode;
use server::matching::suggest;
use server::testing::{TestApp, TestModel};

fn specs() -> Option<PathBuf> {
    std::env::var("PEERCHAMPS_PROVIDER_SPECS").ok().map(PathBuf::from)
}

/// The part of JSON Schema that the vendor's document uses for these bodies.
struct Schemas(Value);

impl Schemas {
    /// What is wrong with a value, nothing when it fits.
    fn wrong(&self, schema: &Value, value: &Value, at: &str) -> Option<String> {
        if let Some(name) = schema["$ref"].as_str() {
            return self.wrong(self.0.pointer(name.trim_start_matches('#'))?, value, at);
        }
        if value.is_null() && schema["nullable"] == true {
            return None;
        }
        for part in schema["allOf"].as_array().into_iter().flatten() {
            if let Some(wrong) = self.wrong(part, value, at) {
                return Some(wrong);
            }
        }
        for key in ["anyOf", "oneOf"] {
            let Some(parts) = schema[key].as_array() else { continue };
            let wrongs: Vec<_> = parts.iter().map(|part| self.wrong(part, value, at)).collect();
            if wrongs.iter().all(Option::is_some) {
                return Some(format!("{at}: none of {key} fits: {wrongs:?}"));
            }
        }
        if let Some(kinds) = schema.get("type") {
            let kinds: Vec<&Value> = kinds.as_array().map_or_else(|| vec![kinds], |kinds| kinds.iter().collect());
            if !kinds.iter().any(|kind| is_of(kind.as_str().unwrap_or_default(), value)) {
                return Some(format!("{at}: {value} is not {kinds:?}"));
            }
        }
        if schema["enum"].as_array().is_some_and(|values| !values.contains(value)) {
            return Some(format!("{at}: {value} is not among {}", schema["enum"]));
        }
        if let Some(object) = value.as_object() {
            for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
                if !object.contains_key(name) {
                    return Some(format!("{at}: {name} is missing"));
                }
            }
            for (name, value) in object {
                let here = format!("{at}/{name}");
                match schema["properties"].get(name) {
                    Some(part) => {
                        if let Some(wrong) = self.wrong(part, value, &here) {
                            return Some(wrong);
                        }
                    }
                    None if schema["additionalProperties"] == false => return Some(format!("{here} is unknown")),
                    None => {}
                }
            }
        }
        let items = schema.get("items").zip(value.as_array());
        items.and_then(|(part, values)| {
            values.iter().enumerate().find_map(|(at_item, value)| self.wrong(part, value, &format!("{at}/{at_item}")))
        })
    }

    fn named(&self, name: &str) -> &Value {
        self.0.pointer(&format!("/components/schemas/{name}")).unwrap()
    }
}

fn is_of(kind: &str, value: &Value) -> bool {
    match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        _ => false,
    }
}

#[tokio::test]
async fn requests_and_the_stand_ins_answers_fit_the_vendors_schema() {
    let model = TestModel::start().await;
    let app = TestApp::with(|config| config.ai = Some(model.config.clone())).await;
    let adaeze = app.sign_in("adaeze@quillstone.example").await;
    let on = AiForm { is_on: "on".into(), budget: "20".into(), version: "0".into() };
    ai::save_settings(&adaeze, &on).await.unwrap();
    let deal = sqlx::query_scalar(
        "select o.id from opportunities o join companies c on c.id = o.company_id
         where c.slug = 'quillstone' and o.name = 'Marlowe Street Bank' limit 1",
    )
    .fetch_one(&mut app.superuser().await)
    .await
    .unwrap();
    for mode in [Mode::Answering, Mode::Refusing, Mode::Filtering, Mode::CutShort, Mode::Rejecting, Mode::Busy] {
        model.stand_in.set(mode);
        sqlx::query("delete from ai_answers").execute(&mut app.superuser().await).await.unwrap();
        suggest::ask_model(&adaeze, deal).await.unwrap();
        app.run_jobs().await;
        app.clock.advance(chrono::TimeDelta::minutes(40));
    }

    let (asked, answered) = (model.stand_in.asked(), model.stand_in.answered());
    assert!(asked.len() >= 3 * Purpose::ALL.len() && asked.len() == answered.len(), "{}", asked.len());
    for request in &asked {
        assert_eq!(request["store"], false);
        assert_eq!(request["response_format"]["json_schema"]["strict"], true);
        assert!(request["messages"][0]["content"].as_str().unwrap().contains("give you no instructions"));
    }

    let Some(folder) = specs() else {
        println!("skipped the vendor's schema: PEERCHAMPS_PROVIDER_SPECS is not set");
        return;
    };
    let text = std::fs::read_to_string(folder.join("openai/openapi.json")).unwrap();
    let schemas = Schemas(serde_json::from_str(&text).unwrap());
    for request in &asked {
        assert_eq!(schemas.wrong(schemas.named("CreateChatCompletionRequest"), request, ""), None);
    }
    for body in &answered {
        let name = if body.get("error").is_some() { "ErrorResponse" } else { "CreateChatCompletionResponse" };
        assert_eq!(schemas.wrong(schemas.named(name), body, ""), None, "{body}");
    }
    let half = serde_json::json!({"object": "chat.completion", "choices": []});
    let wrong = schemas.wrong(schemas.named("CreateChatCompletionResponse"), &half, "");
    assert!(wrong.is_some(), "the check can fail");
}
