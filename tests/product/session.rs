//! Signing in over HTTP: what the form answers, and what the cookie is.

use http::{StatusCode, header};

use crate::world::{Ids, World};

const SIGN_IN: &str = "/_fn/accounts/sign_in";

#[tokio::test]
async fn the_ninth_attempt_in_a_row_is_asked_to_wait_and_told_how_long() {
    let world = World::new().await;
    let body = "email=juno%40quillstone.example&password=guess";
    for attempt in 1..=8 {
        let answer = world.call(SIGN_IN, body, None).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "attempt {attempt}: {}", answer.text);
    }

    let answer = world.call(SIGN_IN, body, None).await;

    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS, "{}", answer.text);
    let wait: i64 = answer.headers[header::RETRY_AFTER].to_str().unwrap().parse().unwrap();
    assert!((1..=60).contains(&wait), "{wait}");

    // After that time the right password is taken.
    world.test.clock.advance(chrono::Duration::seconds(wait));
    let password =
        format!("email=juno%40quillstone.example&password={}", server::story::DEMO_PASSWORD.replace(' ', "+"));
    let answer = world.call(SIGN_IN, &password, None).await;
    assert!(answer.headers.contains_key(header::SET_COOKIE), "{} {}", answer.status, answer.text);
}

#[tokio::test]
async fn a_plain_form_comes_back_with_the_cookie_or_with_what_was_typed() {
    let world = World::new().await;
    let form = |body: String| {
        let request = http::Request::post(SIGN_IN)
            .header(header::ACCEPT, "text/html")
            .header(header::REFERER, "http://localhost:3000/sign-in")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let world = &world;
        async move { world.send(request, &body, None).await }
    };

    let refused = form("email=juno%40quillstone.example&password=wrong".into()).await;
    assert_eq!((refused.status, refused.location()), (StatusCode::SEE_OTHER, "/sign-in"));
    let flash = refused.headers[header::SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned();
    let page = world.open("/sign-in", Some(&flash)).await;
    assert!(page.text.contains("juno@quillstone.example"), "the typed e-mail is kept");
    assert!(page.text.contains("do not go together"), "the page says what is wrong");
    assert!(!page.text.contains("wrong\""), "a password is never kept");

    let password = server::story::DEMO_PASSWORD.replace(' ', "+");
    let signed_in = form(format!("email=juno%40quillstone.example&password={password}")).await;
    assert_eq!((signed_in.status, signed_in.location()), (StatusCode::SEE_OTHER, "/"));
    let cookie = signed_in.headers[header::SET_COOKIE].to_str().unwrap();
    for attribute in ["pc=", "HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(cookie.contains(attribute), "{attribute} is missing in {cookie}");
    }
    let session = cookie.split(';').next().unwrap().to_owned();
    assert_eq!(world.open("/", Some(&session)).await.status, StatusCode::OK);

    let request = http::Request::post("/sign-out").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let signed_out = world.send(request, "", Some(&session)).await;
    assert_eq!((signed_out.status, signed_out.location()), (StatusCode::SEE_OTHER, "/sign-in"));
    assert_eq!(world.open("/", Some(&session)).await.status, StatusCode::SEE_OTHER, "the old cookie opens nothing");
}

#[tokio::test]
async fn nobody_is_sent_to_another_site_after_signing_in() {
    let world = World::new().await;
    let password = server::story::DEMO_PASSWORD.replace(' ', "+");
    for next in ["https%3A%2F%2Felsewhere.example", "%2F%2Felsewhere.example", "%2F%5Celsewhere.example"] {
        let body = format!("email=juno%40quillstone.example&password={password}&next={next}");
        let answer = world.call(SIGN_IN, &body, None).await;
        assert!(!answer.location().contains("elsewhere"), "{next} leads to {}", answer.location());
    }
}

#[tokio::test]
async fn a_colleague_with_an_advocates_link_is_led_to_the_call_as_the_company_sees_it() {
    let world = World::new().await;
    let juno = world.test.cookie("juno@quillstone.example").await;
    let call = world.fill("$call", Ids::Quillstones);

    for path in [format!("/portal/calls/{call}"), format!("/portal/calls/{call}/move")] {
        let answer = world.open(&path, Some(&juno)).await;
        assert_eq!(
            (answer.status, answer.location()),
            (StatusCode::SEE_OTHER, format!("/calls/{call}").as_str()),
            "{path}"
        );
    }
}
