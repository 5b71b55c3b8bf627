//! Stored words as people read them.

use domain::advocates::ActivityType;

/// Inside a sentence: "declined: too busy".
pub(super) fn decline_reason(text: &str) -> Option<&'static str> {
    match text {
        "too_busy" => Some("too busy"),
        "not_the_right_fit" => Some("not the right fit"),
        "not_this_company" => Some("not this company"),
        "product_problem" => Some("a problem with the product"),
        _ => None,
    }
}

/// Where consent was given, after "Given on …".
pub(super) fn consent_source(text: &str) -> &'static str {
    match text {
        "portal" => " in the portal",
        "contract" => " in the contract",
        "email" => " by e-mail",
        "import" => " in an imported file",
        _ => ", noted by staff",
    }
}

/// "a reference call", "recording".
pub(super) fn purpose(text: &str) -> &'static str {
    match (text.parse::<ActivityType>(), text) {
        (Ok(activity), _) => activity.in_words(),
        (Err(_), "recording") => "recording",
        (Err(_), _) => "analysis by a model",
    }
}
