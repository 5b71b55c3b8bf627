//! Facts with their days are judged in memory as the lines of the directory are judged in SQL, whatever the day.

use std::collections::BTreeMap;

use chrono::Duration;
use domain::advocates::{AdvocateRow, Directory};
use domain::lists::Query;
use server::ctx::Ctx;
use server::testing::TestApp;
use server::{advocates, roster};

use super::ADAEZE;

/// Every line of the directory, judged in SQL.
async fn lines(ctx: &Ctx) -> Vec<AdvocateRow> {
    let (mut query, mut rows) = (Query::default(), Vec::new());
    loop {
        let Directory::Full { page, .. } = advocates::directory(ctx, &query).await.unwrap() else {
            panic!("the full directory expected")
        };
        rows.extend(page.rows);
        match page.next {
            Some(next) => query = query.turned("after", &next),
            None => return rows,
        }
    }
}

#[tokio::test]
async fn everybody_stands_in_memory_where_their_line_says_on_every_day() {
    let t = TestApp::new().await;
    let adaeze = t.sign_in(ADAEZE).await;
    let mut met = BTreeMap::new();
    // Over months, quarters, the fading of touches and the year in which calls count.
    for days in [0, 1, 2, 3, 5, 8, 11, 13, 20, 29, 30, 31, 42, 59, 60, 61, 90, 121, 250, 364, 366] {
        t.clock.set(server::testing::story_now() + Duration::days(days));

        let standings = roster::testing::standings(&adaeze).await.unwrap();
        let lines = lines(&adaeze).await;

        assert_eq!(standings.len(), lines.len());
        for (id, judged, last_call) in standings {
            let line = lines.iter().find(|line| line.id == id).unwrap();
            let load = domain::matching::Load::of(std::iter::once((0, u32::from(judged.load))));
            assert_eq!(judged.status, line.status, "{} after {days} days", line.name);
            assert_eq!(load.fatigue(), line.fatigue, "{} after {days} days", line.name);
            assert_eq!(u32::from(judged.calls), line.calls, "{} after {days} days", line.name);
            assert_eq!(last_call, line.last_call, "{} after {days} days", line.name);
            *met.entry(judged.status).or_insert(0) += 1;
        }
    }
    assert!(met.len() >= 7, "the story meets too few of the rules: {met:?}");
}
