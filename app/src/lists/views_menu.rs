//! Saved views: tabs over the list, and the menu that keeps, renames and deletes them. Links and
//! plain forms: they work before and without any script.

use domain::lists::{ListView, Query, Views};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::api::{DeleteView, RenameView, SaveView};
use super::menu_button;
use crate::session::use_flash;
use crate::ui::{Banner, Button, Checkbox, Glyph, Menu, MenuButton, MenuLine, Size, Tab, TextInput, Tone};

/// The saved views of a list as tabs.
pub fn view_tabs(views: &Views, path: &str, query: &Query) -> Vec<Tab> {
    let current = views.current(query).map(|view| view.id);
    views.views.iter().map(|view| Tab::new(view.query.at(path), view.name.clone(), Some(view.id) == current)).collect()
}

/// The button "Views".
#[component]
pub fn ViewsMenu(views: Views, query: Query) -> impl IntoView {
    let open = views.current(&query).filter(|view| view.may_change).cloned();
    let typed = use_flash::<SaveView>().value_or("name", "");
    let may_share = views.may_share;
    view! {
        <Menu id="views" label="Saved views of this list" trigger=menu_button(Glyph::Bookmark, "Views") class=super::BUTTON>
            <form method="post" action=SaveView::PATH class="space-y-2 p-2">
                <input type="hidden" name="list" value=views.list.as_str()/>
                <input type="hidden" name="query" value=query.first_page().to_string()/>
                <TextInput
                    id="view-name"
                    name="name"
                    label="Keep this list as"
                    size=Size::Small
                    value=typed
                    required=true
                    maxlength=60
                />
                {may_share
                    .then(|| view! { <Checkbox id="view-shared" name="shared" label="For everybody who sees this list"/> })}
                <Button size=Size::Small icon=Glyph::Bookmark submit=true>
                    "Save view"
                </Button>
            </form>
            {open.map(|view| view! { <OpenView view/> })}
        </Menu>
    }
}

/// Rename and delete the view that is open.
#[component]
fn OpenView(view: ListView) -> impl IntoView {
    let (id, delete) = (view.id.to_string(), ["Delete “", &view.name, "”"].concat());
    let label = if view.is_shared { "Name of this shared view" } else { "Name of this view" };
    view! {
        <MenuLine/>
        <form method="post" action=RenameView::PATH class="space-y-2 p-2">
            <input type="hidden" name="view" value=id.clone()/>
            <TextInput id="view-rename" name="name" label size=Size::Small value=view.name required=true maxlength=60/>
            <Button size=Size::Small submit=true>
                "Rename"
            </Button>
        </form>
        <form method="post" action=DeleteView::PATH>
            <input type="hidden" name="view" value=id/>
            <MenuButton glyph=Glyph::Trash label=delete submit=true danger=true/>
        </form>
    }
}

/// What was wrong with a view, above the list: the menu closed with the page.
#[component]
pub fn ViewProblem() -> impl IntoView {
    let problem = use_flash::<SaveView>()
        .problem()
        .or_else(|| use_flash::<RenameView>().problem())
        .or_else(|| use_flash::<DeleteView>().problem());
    problem.map(|problem| {
        view! {
            <div class="px-4 pb-3 lg:px-6">
                <Banner tone=Tone::Warning fact="The view was not saved." line=problem.to_string()/>
            </div>
        }
    })
}
