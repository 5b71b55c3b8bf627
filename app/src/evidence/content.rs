//! What a piece shows outside, and the way to give it a file.

use domain::evidence::{EvidencePage, EvidenceState};
use leptos::prelude::*;

use crate::paths;
use crate::ui::{Button, Card, Field, Glyph, Icon, Size};

/// What somebody outside would see, and the file.
#[component]
pub fn Shown(page: EvidencePage) -> impl IntoView {
    let is_bare = page.body.is_empty() && page.url.is_none() && page.attachment.is_none();
    let (has_file, loses_approval) = (page.attachment.is_some(), page.state != EvidenceState::Draft);
    let file = page.attachment.map(|file| {
        view! {
            <div class="flex flex-wrap items-center gap-3 rounded-lg border border-line p-3.5">
                <Icon glyph=Glyph::FileText class="size-6 text-faint"/>
                <div class="min-w-0 flex-1">
                    <p class="text-sm font-medium break-words">{file.name}</p>
                    <p class="text-xs text-muted tnum">{file.line}</p>
                </div>
                <a
                    href=paths::evidence_file(page.id)
                    rel="external"
                    download=""
                    class="inline-flex h-7 items-center gap-1.5 rounded-md border border-line-strong bg-surface px-2.5 text-xs \
                    font-medium shadow-1 hover:bg-hover"
                >
                    <Icon glyph=Glyph::Download class="size-3.5"/>
                    "Save"
                </a>
            </div>
        }
    });
    view! {
        <Card id="shown" title="What is shown">
            <div class="space-y-4 p-4">
                {(!page.body.is_empty()).then(|| view! { <p class="text-base wrap-anywhere whitespace-pre-line">{page.body}</p> })}
                {page
                    .url
                    .map(|url| {
                        let address = url.clone();
                        view! {
                            <p class="text-sm break-all">
                                <a
                                    href=address
                                    rel="external noopener noreferrer"
                                    class="font-medium text-brand-ink underline-offset-2 hover:underline"
                                >
                                    {url}
                                </a>
                            </p>
                        }
                    })}
                {file}
                {is_bare.then(|| view! { <p class="text-sm text-muted">"Nothing so far: add a text or a link, or bring in a file."</p> })}
                {page.may_edit.then(|| view! { <Upload id=page.id has_file loses_approval/> })}
            </div>
        </Card>
    }
}

#[component]
fn Upload(id: domain::ids::EvidenceId, has_file: bool, loses_approval: bool) -> impl IntoView {
    let (label, button) = if has_file { ("Another file", "Replace file") } else { ("File", "Add file") };
    view! {
        <form
            method="post"
            action=paths::evidence_file(id)
            enctype="multipart/form-data"
            class="space-y-3 border-t border-line-faint pt-4"
        >
            <Field
                id="file"
                label
                hint="Image, PDF, PowerPoint, MP4, captions or text, up to 25 MB. Images are saved anew without their metadata".to_owned()
            >
                <input
                    id="file"
                    name="file"
                    type="file"
                    required
                    accept=".png,.jpg,.jpeg,.webp,.pdf,.pptx,.mp4,.vtt,.txt"
                    aria-describedby="file-hint"
                    class="block w-full rounded-md border border-line-control bg-surface p-2 text-sm file:mr-3 \
                    file:h-8 file:rounded-md file:border file:border-solid file:border-line-strong file:bg-surface file:px-3 file:text-sm \
                    file:font-medium file:text-ink"
                />
            </Field>
            {loses_approval
                .then(|| view! { <p class="text-xs text-muted">"Another file makes this a draft again, which has to be approved anew."</p> })}
            <Button size=Size::Small icon=Glyph::Upload submit=true>{button}</Button>
        </form>
    }
}
