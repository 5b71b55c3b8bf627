//! Files of pieces: what is taken and who gets it.

use super::*;

/// Posts a file like the form of the page.
async fn upload(t: &TestApp, cookie: &str, id: EvidenceId, name: &str, bytes: &[u8]) -> (StatusCode, String, bool) {
    let mut body = format!(
        "--xx\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: image/png\r\n\r\n"
    )
    .into_bytes();
    body.extend_from_slice(bytes);
    body.extend_from_slice(b"\r\n--xx--\r\n");
    let request = Request::post(format!("/evidence/{id}/file"))
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=xx")
        .header(header::COOKIE, cookie)
        .header("sec-fetch-site", "same-origin");
    let response = router(t).oneshot(request.body(Body::from(body)).unwrap()).await.unwrap();
    let flash =
        response.headers().get_all(header::SET_COOKIE).iter().any(|value| value.as_bytes().starts_with(b"pc_flash="));
    let to =
        response.headers().get(header::LOCATION).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default();
    (response.status(), to, flash)
}

fn router(t: &TestApp) -> axum::Router {
    server::http::wrap(server::http::edges(t.app.clone()), t.app.clone())
}

#[tokio::test]
async fn forged_and_dangerous_files_are_refused_and_good_ones_only_leave_as_attachments() {
    let t = TestApp::new().await;
    let (adaeze, cookie) = (t.sign_in(ADAEZE).await, t.cookie(ADAEZE).await);
    let id = evidence::save(&adaeze, quote()).await.unwrap();
    let back = format!("/evidence/{id}");

    let bad: [(&str, &[u8]); 6] = [
        ("photo.png", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
        ("slides.pdf", b"<!doctype html><script>alert(1)</script>"),
        ("photo.png", b"\x89PNG\r\n\x1a\nnot a picture"),
        ("tool.txt", b"MZ\x90\x00\x03\x00"),
        ("empty.pdf", b""),
        ("old.ppt", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    ];
    for (name, bytes) in bad {
        let (status, to, flash) = upload(&t, &cookie, id, name, bytes).await;
        assert_eq!((status, to.as_str(), flash), (StatusCode::SEE_OTHER, back.as_str(), true), "{name}");
        assert_eq!(page(&adaeze, id).await.attachment, None, "{name}");
    }
    let large = vec![b'a'; 25 * 1024 * 1024 + 1];
    assert!(upload(&t, &cookie, id, "large.txt", &large).await.2);

    let (_, _, flash) = upload(&t, &cookie, id, "deck.html", b"%PDF-1.7 our deck").await;
    assert!(!flash);
    let attached = page(&adaeze, id).await.attachment.unwrap();
    assert_eq!((attached.name.as_str(), attached.line.as_str()), ("deck.pdf", "PDF, 17 bytes"));

    let request = Request::get(format!("/evidence/{id}/file")).header(header::COOKIE, &cookie);
    let response = router(&t).oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let headers = response.headers().clone();
    assert_eq!(headers[header::CONTENT_TYPE], "application/pdf");
    assert!(headers[header::CONTENT_DISPOSITION].to_str().unwrap().starts_with("attachment; filename=\"deck.pdf\""));
    assert_eq!(headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
    assert!(headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap().contains("sandbox"));
    assert_eq!(to_bytes(response.into_body(), 1_000).await.unwrap(), "%PDF-1.7 our deck");
}

#[tokio::test]
async fn a_file_is_given_to_those_who_see_its_piece_and_to_nobody_else() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    let id = evidence::save(&adaeze, quote()).await.unwrap();
    evidence::attach(&adaeze, &id.to_string(), "close.txt", b"Day four.".to_vec()).await.unwrap();
    let open = |cookie: String, path: String| {
        let router = router(&t);
        async move {
            let request = Request::get(path).header(header::COOKIE, cookie).header("sec-fetch-site", "none");
            router.oneshot(request.body(Body::empty()).unwrap()).await.unwrap().status()
        }
    };
    let path = format!("/evidence/{id}/file");

    assert_eq!(open(t.cookie(JUNO).await, path.clone()).await, StatusCode::OK);
    assert_eq!(open(t.cookie(SUNNIVA).await, path.clone()).await, StatusCode::FORBIDDEN);
    assert_eq!(
        open(t.cookie_at("quarrystone", "ottoline@quarrystone.example").await, path.clone()).await,
        StatusCode::NOT_FOUND
    );
    assert_eq!(open(String::new(), path).await, StatusCode::SEE_OTHER);

    evidence::submit(&adaeze, id).await.unwrap();
    evidence::approve(&adaeze, id).await.unwrap();
    let made = evidence::share(&adaeze, id, None, 30).await.unwrap();
    let shared = format!("/e/{}/file", token(&adaeze, id).await);
    assert_eq!(open(String::new(), shared.clone()).await, StatusCode::OK);
    assert_eq!(page(&adaeze, id).await.links[0].downloads, 1);
    evidence::revoke(&adaeze, made).await.unwrap();
    assert_eq!(open(String::new(), shared).await, StatusCode::GONE);
}

#[tokio::test]
async fn the_same_bytes_are_kept_once_and_another_company_keeps_its_own() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    let ottoline = t.sign_in_to("quarrystone", "ottoline@quarrystone.example").await;
    for ctx in [&adaeze, &adaeze, &ottoline] {
        let id = evidence::save(ctx, EvidenceForm { advocate: String::new(), ..quote() }).await.unwrap();
        evidence::attach(ctx, &id.to_string(), "close.txt", b"Day four.".to_vec()).await.unwrap();
    }

    let rows: i64 = sqlx::query_scalar("select count(*) from files where bytes = 9")
        .fetch_one(&mut t.superuser().await)
        .await
        .unwrap();

    assert_eq!(rows, 2);
}
