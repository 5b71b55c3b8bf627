//! Dialog decides, drawer looks closer. Both are the browser's own `<dialog>`: it keeps the focus
//! inside, gives it back, and closes on Esc.
//!
//! A dialog opens when `open` turns true, or, without any script, by a button with
//! `attr:command="show-modal"` and `attr:commandfor=<id>`.

use leptos::html;
use leptos::prelude::*;

use super::button::{IconButton, Size};
use super::icon::Glyph;

/// How wide a dialog may get.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DialogWidth {
    /// 368 px: a decision.
    #[default]
    Narrow,
    /// 1000 px: a comparison.
    Wide,
}

/// A question over the page. Put the buttons into `DialogActions`, the primary one last.
#[component]
pub fn Dialog(
    #[prop(into)] id: String,
    #[prop(into)] title: TextProp,
    /// One line under the title.
    #[prop(into, optional)]
    line: Option<TextProp>,
    #[prop(optional)] width: DialogWidth,
    open: RwSignal<bool>,
    children: Children,
) -> impl IntoView {
    let class = match width {
        DialogWidth::Narrow => "max-w-92",
        DialogWidth::Wide => "max-w-250",
    };
    let frame = "m-auto w-full rounded-xl border border-line bg-raised p-5 text-ink shadow-4 open:animate-rise \
        max-sm:mb-0 max-sm:max-w-full max-sm:rounded-b-none";
    view! { <Modal id title line class=[frame, class].join(" ") open children/> }
}

/// A closer look from the right edge; it fills a phone from below.
#[component]
pub fn Drawer(
    #[prop(into)] id: String,
    #[prop(into)] title: TextProp,
    #[prop(into, optional)] line: Option<TextProp>,
    open: RwSignal<bool>,
    children: Children,
) -> impl IntoView {
    let class = "my-0 mr-0 ml-auto h-dvh max-h-dvh w-full max-w-100 overflow-y-auto border-l border-line bg-raised \
        p-5 text-ink shadow-4 open:animate-rise max-sm:mt-auto max-sm:h-auto max-sm:max-h-[92dvh] max-sm:max-w-full \
        max-sm:rounded-t-xl max-sm:border-t max-sm:border-l-0"
        .to_owned();
    view! { <Modal id title line class open children/> }
}

/// The buttons of a dialog: right, primary last.
#[component]
pub fn DialogActions(children: Children) -> impl IntoView {
    view! { <div class="mt-4 flex flex-wrap justify-end gap-2">{children()}</div> }
}

#[component]
fn Modal(
    id: String,
    title: TextProp,
    line: Option<TextProp>,
    class: String,
    open: RwSignal<bool>,
    children: Children,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let title_id = [&id, "-title"].concat();
    let line_id = [&id, "-line"].concat();
    let described = line.is_some().then(|| line_id.clone());

    Effect::new(move || {
        let wanted = open.get();
        if let Some(dialog) = dialog.get() {
            if wanted && !dialog.open() {
                // Fails only when the element has left the page; then there is nothing to show.
                let _ = dialog.show_modal();
            } else if !wanted && dialog.open() {
                dialog.close();
            }
        }
    });

    view! {
        <dialog
            id=id
            node_ref=dialog
            class=class
            closedby="any"
            aria-labelledby=title_id
            aria-describedby=described
            on:close=move |_| open.set(false)
        >
            <div class="flex items-start justify-between gap-3">
                <h2 id=title_id.clone() class="text-md font-semibold">
                    {move || title.get()}
                </h2>
                <form method="dialog">
                    <IconButton glyph=Glyph::X label="Close" size=Size::Small submit=true/>
                </form>
            </div>
            {line
                .map(|line| view! { <p id=line_id class="mt-1 text-sm text-muted">{move || line.get()}</p> })}
            {children()}
        </dialog>
    }
}
