//! The lists kept in memory say what the records say: on every day, after every kind of write, on every instance, for
//! every company.

mod days;
mod instances;
mod plain;
mod random;
mod tables;
mod writes;

use domain::lists::Query;
use server::app::App;
use server::ctx::Ctx;
use server::roster;
use server::testing::TestApp;
use uuid::Uuid;

const ADAEZE: &str = "adaeze@quillstone.example";

/// The same reader, asking another instance of the server.
fn at(app: &App, reader: &Ctx) -> Ctx {
    Ctx::for_viewer(app.clone(), reader.viewer().unwrap().clone(), Uuid::now_v7())
}

/// Two instances of the server that have both read the company before anything is written.
struct Watch {
    t: TestApp,
    adaeze: Ctx,
    elsewhere: Ctx,
}

impl Watch {
    async fn new() -> Self {
        let t = TestApp::new().await;
        let adaeze = t.sign_in(ADAEZE).await;
        let watch = Self { elsewhere: at(&t.another(), &adaeze), adaeze, t };
        watch.agrees("nothing").await;
        watch
    }

    /// Holds both instances to what plain statements say, and to what somebody reads who comes new.
    async fn agrees(&self, after: &str) {
        for reader in [&self.adaeze, &self.elsewhere] {
            for query in ["", "sort=last_call", "sort=fatigue&status=can_be_asked"] {
                plain::advocates_agree(&self.t, reader, &Query::parse(query), after).await;
            }
            plain::organisations_agree(&self.t, reader, &Query::parse("sort=advocates"), after).await;
            follows(reader, after).await;
        }
    }
}

/// What was patched together change by change is what is read anew.
async fn follows(ctx: &Ctx, after: &str) {
    let kept = roster::testing::kept(ctx).await.unwrap();
    let anew = roster::testing::read_anew(ctx).await.unwrap();
    for (kept, anew) in kept.iter().zip(&anew) {
        assert_eq!(kept, anew, "after {after}");
    }
    assert_eq!(kept.len(), anew.len(), "after {after}");
}
