//! The kit, rendered to HTML: names, roles, states, and text that stays text.

use domain::problem::Problem;
use leptos::prelude::*;
use uuid::Uuid;

use super::*;

fn html<V: IntoView>(render: impl FnOnce() -> V) -> String {
    Owner::new().with(|| render().to_html())
}

#[test]
fn text_from_people_is_escaped_wherever_the_kit_shows_it() {
    let nasty = "<script>alert('x')</script> \"quoted\"";
    let pages = [
        html(|| view! { <TextInput id="a" name="a" label=nasty value=nasty hint=nasty error=nasty/> }),
        html(|| view! { <Select id="a" name="a" label="L" choices=vec![Choice::new(nasty, nasty)]/> }),
        html(|| view! { <Chip label=nasty remove="/x"/> }),
        html(|| view! { <Banner tone=Tone::Danger fact=nasty line=nasty/> }),
        html(|| view! { <EmptyState glyph=Glyph::Search title=nasty line=nasty/> }),
        html(|| view! { <Breadcrumbs above=vec![("/x".into(), nasty.into())] here=nasty/> }),
        html(|| view! { <IconButton glyph=Glyph::X label=nasty/> }),
        html(|| view! { <ProblemView problem=Problem::Forbidden(nasty.into())/> }),
    ];
    for page in pages {
        assert!(!page.contains("<script"), "{page}");
    }
}

#[test]
fn nothing_in_the_kit_needs_a_style_attribute_or_an_inline_handler() {
    let page = html(|| {
        view! {
            <Slider id="s" name="s" label="Industry" max=40 value=22 share="22%".to_owned()/>
            <Meter percent=66 label="66%"/>
            <FitPrint columns={vec![FitColumn { weight: 1.0, value: 0.5 }]}/>
            <Menu id="m" label="Actions">
                <MenuLink href="/x" glyph=Glyph::Target label="Match again"/>
            </Menu>
            <ThemeToggle action="/theme" back="/".to_owned()/>
        }
    });
    assert!(!page.contains("style="), "{page}");
    assert!(!page.contains(" on"), "{page}");
}

#[test]
fn a_field_says_what_is_wrong_and_how_it_belongs_together() {
    let page = html(|| view! { <TextInput id="due" name="due" label="Needed by" error="November has 30 days"/> });

    assert!(page.contains("<label for=\"due\""), "{page}");
    assert!(page.contains("aria-describedby=\"due-error\""), "{page}");
    assert!(page.contains("aria-invalid=\"true\""), "{page}");
    assert!(page.contains("<p id=\"due-error\""), "{page}");
}

#[test]
fn a_hint_gives_way_to_the_error() {
    let hinted = html(|| view! { <TextInput id="a" name="a" label="A" hint="As in the CRM"/> });
    let wrong = html(|| view! { <TextInput id="a" name="a" label="A" hint="As in the CRM" error="Too long"/> });

    assert!(hinted.contains("aria-describedby=\"a-hint\"") && !hinted.contains("aria-invalid"), "{hinted}");
    assert!(!wrong.contains("As in the CRM"), "{wrong}");
}

#[test]
fn a_busy_button_says_so_and_cannot_be_pressed() {
    let page = html(|| view! { <Button busy=true busy_label="Sending">"Send"</Button> });

    assert!(page.contains("aria-busy=\"true\"") && page.contains("disabled"), "{page}");
    assert!(page.contains("Sending"), "{page}");
}

#[test]
fn an_idle_button_is_neither_busy_nor_disabled() {
    let page = html(|| view! { <Button submit=true>"Send"</Button> });

    assert!(page.contains("type=\"submit\""), "{page}");
    assert!(!page.contains("aria-busy=") && !page.contains(" disabled"), "{page}");
}

#[test]
fn an_icon_button_has_a_name_and_the_same_tooltip() {
    let page = html(|| view! { <IconButton glyph=Glyph::More label="Actions for Gullwing Air"/> });

    assert!(page.contains("aria-label=\"Actions for Gullwing Air\""), "{page}");
    assert!(page.contains("title=\"Actions for Gullwing Air\""), "{page}");
}

#[test]
fn a_sorted_head_says_its_order_and_leads_to_the_next() {
    let page = html(|| {
        view! {
            <table>
                <thead>
                    <tr>
                        <Th label="Amount" numeric=true sort=("?sort=amount".to_owned(), Sorted::Descending)/>
                        <Th label="Stage" sort=("?sort=stage".to_owned(), Sorted::No)/>
                    </tr>
                </thead>
            </table>
        }
    });

    assert_eq!(page.matches("aria-sort=").count(), 1, "{page}");
    assert!(page.contains("aria-sort=\"descending\""), "{page}");
    assert!(page.contains("href=\"?sort=amount\""), "{page}");
}

#[test]
fn the_current_tab_is_marked_for_everybody() {
    let page = html(
        || view! { <Tabs label="Views" tabs=vec![Tab::new("/a", "Mine", true).count(8), Tab::new("/b", "All", false)]/> },
    );

    assert_eq!(page.matches("aria-current=\"page\"").count(), 1, "{page}");
    assert!(page.contains("<nav aria-label=\"Views\""), "{page}");
}

#[test]
fn a_switch_is_a_switch_with_a_name_and_a_state() {
    let page = html(
        || view! { <Switch id="s" label="Pause new requests" checked=true locked=true line="Set by your company"/> },
    );

    assert!(page.contains("role=\"switch\"") && page.contains("aria-checked=\"true\""), "{page}");
    assert!(page.contains("aria-disabled=\"true\"") && page.contains("aria-describedby=\"s-line\""), "{page}");
}

#[test]
fn a_picture_is_hidden_unless_it_has_a_name() {
    let named =
        html(|| view! { <FitPrint columns={vec![FitColumn { weight: 1.0, value: 1.0 }]} label="Fit 92 of 100"/> });
    let plain = html(|| view! { <Avatar name="Ingrid Thistlewood" id=Uuid::nil()/> });

    assert!(named.contains("role=\"img\"") && named.contains("aria-label=\"Fit 92 of 100\""), "{named}");
    assert!(!named.contains("aria-hidden"), "{named}");
    assert!(plain.contains("aria-hidden=\"true\"") && plain.contains("IT"), "{plain}");
}

#[test]
fn steps_say_which_is_current_and_which_are_done() {
    let page = html(|| view! { <Stepper steps=vec!["Upload", "Check", "Import"] current=1/> });

    assert_eq!(page.matches("aria-current=\"step\"").count(), 1, "{page}");
    assert_eq!(page.matches(", done").count(), 1, "{page}");
}

#[test]
fn each_problem_has_its_own_state_and_never_offers_a_dead_way() {
    let gone = html(|| view! { <ProblemView problem=Problem::Gone("This link was used.".into())/> });
    let broken = html(|| view! { <ProblemView problem=Problem::Broken { request_id: "7F3-C21".into() }/> });

    assert!(gone.contains("This link was used.") && !gone.contains("<a "), "{gone}");
    assert!(
        broken.contains("Reference 7F3-C21.") && broken.contains("href=\"\"") && broken.contains("Try again"),
        "{broken}"
    );
}
