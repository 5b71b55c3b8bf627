//! What stands in the way of taking an import back.

use domain::problem::Problem;

use super::*;

#[tokio::test]
async fn undo_is_refused_once_a_record_was_changed() {
    let t = TestApp::new().await;
    let ctx = t.sign_in(PROGRAMME_LEAD).await;
    let (id, _) = land(&t, &ctx, Kind::Organisations, b"name\nGorse Import\nHazel Import\n").await;
    sqlx::raw_sql("update organisations set city = 'Bath' where name = 'Gorse Import'")
        .execute(&mut t.superuser().await)
        .await
        .unwrap();
    let before = digests(&t).await;

    let error = imports::undo(&ctx, Kind::Organisations, id).await.unwrap_err();

    assert_eq!(error.problem().and_then(Problem::refusal_code), Some("changed_since"));
    assert!(error.to_string().contains("Gorse Import") && !error.to_string().contains("Hazel"), "{error}");
    assert_eq!(digests(&t).await, before);
}

#[tokio::test]
async fn every_foreign_key_to_an_imported_record_is_asked_before_undo() {
    let t = TestApp::new().await;
    let mut keys: Vec<String> = sqlx::query_scalar(
        "select distinct conrelid::regclass || ' -> ' || confrelid::regclass from pg_constraint
         where contype = 'f' and confrelid in ('organisations'::regclass, 'advocates'::regclass, 'opportunities'::regclass, 'contacts'::regclass, 'opportunity_stages'::regclass)",
    )
    .fetch_all(&mut t.superuser().await)
    .await
    .unwrap();
    keys.sort();

    // A new key belongs here and into `store/undo`, or undo would remove what hangs on it.
    let asked = [
        "advocate_hours -> advocates",
        "advocate_invitations -> advocates",
        "advocate_moves -> advocates",
        "advocate_outcomes -> advocates",
        "advocate_pauses -> advocates",
        "advocates -> organisations",
        "ai_answers -> opportunities",
        "ai_calls -> opportunities",
        "ai_facet_decisions -> opportunities",
        // Goes with its deal, like everything a model wrote.
        "ai_wordings -> opportunities",
        "asks -> advocates",
        "availability_exceptions -> advocates",
        "consents -> advocates",
        "contacts -> organisations",
        "evidence -> advocates",
        "evidence -> organisations",
        "evidence_links -> opportunities",
        // How a run went; the run itself, when somebody asked for it, stands in the way.
        "match_progress -> opportunities",
        "match_runs -> opportunities",
        "nominations -> advocates",
        "nominations -> organisations",
        "opportunities -> opportunity_stages",
        "opportunities -> organisations",
        "opportunity_contacts -> contacts",
        "opportunity_contacts -> opportunities",
        "opportunity_notes -> opportunities",
        "organisation_relations -> organisations",
        "organisation_rivalries -> organisations",
        "organisations -> organisations",
        "reference_calls -> advocates",
        "reference_calls -> opportunities",
        "request_guests -> contacts",
        "requests -> opportunities",
        "shields -> organisations",
        "touches -> advocates",
        "vetoes -> advocates",
        "vetoes -> opportunities",
    ];
    assert_eq!(keys, asked);
}
