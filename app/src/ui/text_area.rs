//! Several lines of text, with their label. The only place in the product that may write `<textarea`.
//!
//! Leptos 0.8 does not escape the children of a text area on the server, so `</textarea><script>`
//! in somebody's note would run in somebody else's browser. Here the text goes in as escaped inner
//! HTML, which both the parser of a page and `innerHTML` of a text area read back as plain text.

use leptos::prelude::*;

use super::field::{CONTROL, Field, described_by, edge, has_error};

/// A labelled text area. `value` is what it starts with; listen with `on_input`.
#[component]
pub fn TextArea(
    #[prop(into)] id: String,
    #[prop(into)] name: String,
    #[prop(into)] label: TextProp,
    #[prop(optional)] label_hidden: bool,
    #[prop(into, optional)] value: String,
    #[prop(default = 3)] rows: u32,
    /// 14 px and more room, for guests.
    #[prop(optional)]
    large: bool,
    #[prop(optional)] optional: bool,
    #[prop(optional)] required: bool,
    #[prop(optional)] maxlength: Option<u32>,
    #[prop(into, optional)] hint: Option<String>,
    #[prop(into, optional)] error: MaybeProp<String>,
    #[prop(into, optional)] placeholder: Option<String>,
    #[prop(default = "")] class: &'static str,
    #[prop(into, optional)] on_input: Option<Callback<String>>,
) -> impl IntoView {
    let edge = edge(error);
    let describedby = described_by(&id, hint.is_some(), error);
    let space = if large { "px-3 py-2.5 text-base" } else { "px-2.5 py-2 text-sm" };

    view! {
        <Field id=id.clone() label label_hidden optional hint error class>
            <textarea
                id=id
                name=name
                rows=rows
                class=move || [CONTROL, "block bg-surface", edge(), space].join(" ")
                required=required
                maxlength=maxlength
                placeholder=placeholder
                aria-describedby=describedby
                aria-invalid=move || has_error(error).then_some("true")
                on:input:target=move |event| {
                    if let Some(heard) = on_input {
                        heard.run(event.target().value());
                    }
                }
                inner_html=escaped(&value)
            ></textarea>
        </Field>
    }
}

/// The text as the content of a text area. The parser of a page drops one leading line break, so
/// on the server one more is given away.
fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + 8);
    if cfg!(feature = "ssr") && text.starts_with('\n') {
        html.push('\n');
    }
    for letter in text.chars() {
        match letter {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            _ => html.push(letter),
        }
    }
    html
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    fn rendered(value: &'static str) -> String {
        Owner::new().with(|| view! { <TextArea id="note" name="note" label="Note" value/> }.to_html())
    }

    #[test]
    fn what_somebody_typed_cannot_leave_the_text_area() {
        let html = rendered("</textarea><script>alert(1)</script>");

        assert!(html.contains("&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt;"), "{html}");
        assert_eq!(html.matches("</textarea>").count(), 1, "{html}");
        assert!(!html.contains("<script"), "{html}");
    }

    #[test]
    fn entities_that_somebody_typed_come_back_as_typed() {
        assert!(rendered("a &lt; b & c").contains("a &amp;lt; b &amp; c"));
    }

    #[test]
    fn a_leading_line_break_survives_the_parser() {
        assert!(rendered("\nsecond line").contains(">\n\nsecond line</textarea>"));
    }

    #[test]
    fn an_empty_text_area_is_empty() {
        assert!(rendered("").contains("></textarea>"));
    }
}
