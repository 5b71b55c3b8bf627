//! The fit print: a score drawn. A column is as wide as its weight and as high as its match, so the
//! filled area is the score. It never stands without the number.
//!
//! All columns of one tone share one path, in whole numbers: moving a slider redraws four attributes per row, and writing
//! fractions would take longer than computing them.

use leptos::prelude::*;

/// Tenths of what the design draws in.
const WIDTH: f64 = 2_400.0;
const HEIGHT: i32 = 400;
const GAP: f64 = 20.0;
/// From here a match is drawn in the full tone.
const FULL: f64 = 0.80;
/// From here in the lighter one; below, in the lightest.
const MIDDLE: f64 = 0.55;

/// One column: how much it counts, and how well it matches (0 to 1).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FitColumn {
    pub weight: f64,
    pub value: f64,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Shape {
    ground: String,
    full: String,
    middle: String,
    low: String,
}

impl Shape {
    fn of(columns: &[FitColumn]) -> Self {
        let columns: Vec<_> = columns.iter().filter(|column| column.weight > 0.0).collect();
        let total: f64 = columns.iter().map(|column| column.weight).sum();
        let gaps = GAP * columns.len().saturating_sub(1) as f64;
        let mut shape = Self::default();
        let mut x = 0.0;
        for column in columns {
            let wide = column.weight / total * (WIDTH - gaps);
            let (left, width) = (whole(x), whole(wide));
            let height = whole(column.value.clamp(0.0, 1.0) * f64::from(HEIGHT));
            shape.ground.push_str(&rectangle(left, width, HEIGHT));
            let tone = if column.value >= FULL {
                &mut shape.full
            } else if column.value >= MIDDLE {
                &mut shape.middle
            } else {
                &mut shape.low
            };
            tone.push_str(&rectangle(left, width, height));
            x += wide + GAP;
        }
        shape
    }
}

#[expect(clippy::cast_possible_truncation, reason = "nothing lies outside the picture")]
fn whole(length: f64) -> i32 {
    length.round() as i32
}

/// A rectangle that stands on the bottom edge.
fn rectangle(x: i32, width: i32, height: i32) -> String {
    format!("M{x} {HEIGHT}h{width}v-{height}h-{width}z")
}

/// The print. With `label` it is an image with that name; without, it is decorative.
#[component]
pub fn FitPrint(
    #[prop(into)] columns: Signal<Vec<FitColumn>>,
    #[prop(into, optional)] label: Option<TextProp>,
    #[prop(default = "h-10 w-full")] class: &'static str,
) -> impl IntoView {
    let shape = Memo::new(move |_| columns.with(|columns| Shape::of(columns)));
    let named = label.is_some();
    view! {
        <svg
            class=class
            viewBox="0 0 2400 400"
            preserveAspectRatio="none"
            role=named.then_some("img")
            aria-hidden=(!named).then_some("true")
            aria-label=move || label.as_ref().map(|label| label.get())
        >
            <path class="fill-brand-soft" d=move || shape.with(|shape| shape.ground.clone())></path>
            <path class="fill-chart-1" d=move || shape.with(|shape| shape.full.clone())></path>
            <path class="fill-chart-1/70" d=move || shape.with(|shape| shape.middle.clone())></path>
            <path class="fill-chart-1/45" d=move || shape.with(|shape| shape.low.clone())></path>
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_as_wide_as_its_weight_and_as_high_as_its_match() {
        let shape = Shape::of(&[FitColumn { weight: 3.0, value: 1.0 }, FitColumn { weight: 1.0, value: 0.5 }]);

        assert_eq!(shape.full, "M0 400h1785v-400h-1785z");
        assert_eq!(shape.low, "M1805 400h595v-200h-595z");
        assert_eq!(shape.middle, "");
    }

    #[test]
    fn tones_change_at_fifty_five_and_eighty_percent() {
        let tone = |value| {
            let shape = Shape::of(&[FitColumn { weight: 1.0, value }]);
            (!shape.low.is_empty(), !shape.middle.is_empty(), !shape.full.is_empty())
        };
        assert_eq!(tone(0.54), (true, false, false));
        assert_eq!(tone(0.55), (false, true, false));
        assert_eq!(tone(0.80), (false, false, true));
    }

    #[test]
    fn what_does_not_count_is_not_drawn() {
        assert_eq!(Shape::of(&[FitColumn { weight: 0.0, value: 1.0 }]), Shape::default());
    }
}
