//! Who may import, and the upload over HTTP.

use axum::body::Body;
use domain::problem::{Flash, Problem};
use http::{Request, StatusCode, header};
use tower::ServiceExt as _;

use super::*;

#[tokio::test]
async fn imports_are_for_those_who_may_and_of_their_own_company() {
    let t = TestApp::new().await;
    let lead = t.sign_in(PROGRAMME_LEAD).await;
    let id = imports::upload(&lead, Kind::Organisations, "x.csv", b"name\nIvy Import\n".to_vec()).await.unwrap();
    let rep = t.sign_in("juno@quillstone.example").await;
    let stranger = stranger(&t).await;
    let status = |outcome: server::error::Result<()>| outcome.unwrap_err().problem().map(Problem::status);

    assert_eq!(status(imports::columns_page(&rep, Kind::Organisations, id).await.map(drop)), Some(403));
    assert_eq!(status(imports::columns_page(&stranger, Kind::Organisations, id).await.map(drop)), Some(404));
    assert_eq!(status(imports::undo(&stranger, Kind::Organisations, id).await), Some(404));
    assert_eq!(status(imports::start(&stranger, Kind::Organisations, id).await), Some(404));
    assert_eq!(status(imports::problems_csv(&stranger, Kind::Organisations, id).await.map(drop)), Some(404));
    assert_eq!(
        status(imports::check_page(&lead, Kind::Opportunities, id, CheckRows::Problems, 0).await.map(drop)),
        Some(404)
    );
}

/// Posts a file like the upload page; gives status, location, and what the page there says of it.
async fn post_file(t: &TestApp, cookie: &str, name: &str, bytes: &[u8]) -> (StatusCode, String, String) {
    let router = server::http::wrap(server::http::edges(t.app.clone()), t.app.clone());
    let mut body =
        format!("--b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n").into_bytes();
    body.extend_from_slice(bytes);
    body.extend_from_slice(b"\r\n--b--\r\n");
    let request = Request::post("/import/organisations/file")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b")
        .header(header::COOKIE, cookie)
        .header("sec-fetch-site", "same-origin")
        .body(Body::from(body))
        .unwrap();
    let response = router.oneshot(request).await.unwrap();
    let status = response.status();
    let location = response.headers().get(header::LOCATION).map_or("", |value| value.to_str().unwrap()).to_owned();
    let cookies = response.headers().get_all(header::SET_COOKIE).iter().filter_map(|value| value.to_str().ok());
    let sealed = cookies.filter_map(|cookie| cookie.strip_prefix("pc_flash=")?.split(';').next()).next();
    let flash = sealed.and_then(|sealed| t.app.secrets().open("flash", sealed));
    let said = flash.map(|json| serde_json::from_slice::<Flash>(&json).unwrap().problem.to_string());
    (status, location, said.unwrap_or_default())
}

#[tokio::test]
async fn a_file_that_cannot_be_taken_leads_back_to_where_one_is_chosen_and_says_why() {
    let t = TestApp::new().await;
    let cookie = t.cookie(PROGRAMME_LEAD).await;

    let (status, location, _) = post_file(&t, &cookie, "ok.csv", b"name\nJay Import\n").await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert!(location.starts_with("/import/organisations/") && location.ends_with("/columns"), "{location}");
    let large = vec![b'a'; 50 * 1024 * 1024];
    let bad: [(&str, &[u8], &str); 3] =
        [("big.csv", &large, "20 MB"), ("book.xlsx", b"PK\x03\x04rest", "Excel"), ("", b"", "Choose a CSV file")];
    for (name, bytes, why) in bad {
        let (status, location, said) = post_file(&t, &cookie, name, bytes).await;
        assert_eq!((status, location.as_str()), (StatusCode::SEE_OTHER, "/import/organisations/upload"), "{name}");
        assert!(said.contains(why), "{name}: {said}");
    }
    let rep = t.cookie("juno@quillstone.example").await;
    let (status, _, _) = post_file(&t, &rep, "ok.csv", b"name\nJay Import\n").await;
    assert_eq!(status, StatusCode::FORBIDDEN);
}
