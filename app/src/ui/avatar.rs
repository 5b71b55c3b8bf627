//! Faces: a portrait where there is one, else initials on a tint that is chosen from the id, so it never changes.

use leptos::prelude::*;
use uuid::Uuid;

/// 20, 24, 28, 32, 36, 40, 48, 56 or 80 px.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FaceSize {
    S20,
    #[default]
    S24,
    S28,
    S32,
    S36,
    S40,
    S48,
    S56,
    S80,
}

impl FaceSize {
    const fn round(self) -> &'static str {
        match self {
            Self::S20 => "size-5 text-[0.5625rem]",
            Self::S24 => "size-6 text-[0.625rem]",
            Self::S28 => "size-7 text-[0.625rem]",
            Self::S32 => "size-8 text-2xs",
            Self::S36 => "size-9 text-xs",
            Self::S40 => "size-10 text-sm",
            Self::S48 => "size-12 text-base",
            Self::S56 => "size-14 text-md",
            Self::S80 => "size-20 text-xl",
        }
    }

    const fn tile(self) -> &'static str {
        match self {
            Self::S20 => "size-5 rounded-xs text-[0.5625rem]",
            Self::S24 => "size-6 rounded-xs text-[0.625rem]",
            Self::S28 => "size-7 rounded-sm text-2xs",
            Self::S32 => "size-8 rounded-md text-xs",
            Self::S36 => "size-9 rounded-md text-xs",
            Self::S40 => "size-10 rounded-md text-sm",
            Self::S48 => "size-12 rounded-lg text-base",
            Self::S56 => "size-14 rounded-lg text-md",
            Self::S80 => "size-20 rounded-xl text-xl",
        }
    }

    const fn corner(self) -> &'static str {
        match self {
            Self::S56 | Self::S80 => "size-5 rounded-xs text-[0.5625rem]",
            _ => "size-4 rounded-xs text-[0.5rem]",
        }
    }
}

const TINTS: [&str; 8] = [
    "bg-tint-1 text-tint-1-ink",
    "bg-tint-2 text-tint-2-ink",
    "bg-tint-3 text-tint-3-ink",
    "bg-tint-4 text-tint-4-ink",
    "bg-tint-5 text-tint-5-ink",
    "bg-tint-6 text-tint-6-ink",
    "bg-tint-7 text-tint-7-ink",
    "bg-tint-8 text-tint-8-ink",
];

const TILES: [&str; 8] = [
    "bg-logo-1 text-white",
    "bg-logo-2 text-white",
    "bg-logo-3 text-white",
    "bg-logo-4 text-white",
    "bg-logo-5 text-white",
    "bg-logo-6 text-white",
    "bg-logo-7 text-white",
    "bg-logo-8 text-white",
];

/// The last byte of a version 7 id is random, so neighbours differ.
fn pick(classes: &[&'static str; 8], id: Uuid) -> &'static str {
    classes[usize::from(id.as_bytes()[15] & 7)]
}

/// The first letters of the first and the last word: "Ingrid Thistlewood" gives "IT".
fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(|word| word.chars().find(|letter| letter.is_alphanumeric()));
    let first = words.next();
    let last = words.next_back();
    first.into_iter().chain(last).flat_map(char::to_uppercase).collect()
}

/// A person. Hidden from screen readers: the name stands beside it. `organisation` puts a
/// customer's tile in the corner.
#[component]
pub fn Avatar(
    #[prop(into)] name: String,
    #[prop(into)] id: Uuid,
    #[prop(optional)] size: FaceSize,
    #[prop(optional)] organisation: Option<(Uuid, String)>,
    /// The address of a portrait, in place of the initials.
    #[prop(optional_no_strip)]
    photo: Option<String>,
) -> impl IntoView {
    const FACE: &str = "inline-flex shrink-0 items-center justify-center rounded-full font-semibold";
    let face = match photo {
        Some(photo) => {
            view! { <img src=photo alt="" class=["shrink-0 rounded-full object-cover ", size.round()].concat()/> }
                .into_any()
        }
        None => view! {
            <span class=[FACE, size.round(), pick(&TINTS, id)].join(" ") aria-hidden="true">
                {initials(&name)}
            </span>
        }
        .into_any(),
    };
    match organisation {
        None => face.into_any(),
        Some((id, name)) => {
            let corner = [
                "absolute -right-1 -bottom-1 inline-flex items-center justify-center font-semibold ring-2 ring-surface",
                size.corner(),
                pick(&TILES, id),
            ]
            .join(" ");
            view! {
                <span class="relative inline-flex h-fit shrink-0">
                    {face}
                    <span class=corner aria-hidden="true">
                        {initials(&name).chars().take(1).collect::<String>()}
                    </span>
                </span>
            }
            .into_any()
        }
    }
}

/// An organisation without a logo: its initials on a tile. Hidden from screen readers.
#[component]
pub fn OrgLogo(#[prop(into)] name: String, #[prop(into)] id: Uuid, #[prop(optional)] size: FaceSize) -> impl IntoView {
    const TILE: &str = "inline-flex shrink-0 items-center justify-center font-semibold";
    view! {
        <span class=[TILE, size.tile(), pick(&TILES, id)].join(" ") aria-hidden="true">
            {initials(&name)}
        </span>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_the_first_and_the_last_word() {
        for (name, expected) in [
            ("Ingrid Thistlewood", "IT"),
            ("Marlowe Street Bank", "MB"),
            ("Quillstone", "Q"),
            ("émile “Zed” östlund", "ÉÖ"),
            ("  ", ""),
        ] {
            assert_eq!(initials(name), expected);
        }
    }

    #[test]
    fn the_same_id_keeps_its_tint() {
        let id = Uuid::from_u128(0x0198_0000_0000_7000_8000_0000_0000_0005);
        assert_eq!(pick(&TINTS, id), "bg-tint-6 text-tint-6-ink");
    }
}
