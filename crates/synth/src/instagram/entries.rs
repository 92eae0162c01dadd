//! The two dialects of records (FORMATS.md, section 1.3).

use crate::dice::Dice;
use crate::json::{Json, object};

/// A record with `string_list_data`.
pub fn list(title: &str, entries: Vec<Json>) -> Json {
    object! { "title" => title, "media_list_data" => Vec::new(), "string_list_data" => entries }
}

/// One entry of `string_list_data`; what is `None` is not there at all.
pub fn entry(href: Option<&str>, value: Option<&str>, timestamp: i64) -> Json {
    object! {}.with_some("href", href).with_some("value", value).with("timestamp", timestamp)
}

/// A record with `string_map_data`, with everything around it that older exports have.
pub fn map(title: &str, entries: Vec<(&str, Json)>) -> Json {
    object! {
        "title" => title,
        "media_map_data" => object! {},
        "string_map_data" => named(entries),
    }
}

/// A record with `string_map_data` and nothing around it, as newer exports write what was seen.
pub fn bare_map(entries: Vec<(&str, Json)>) -> Json {
    object! { "string_map_data" => named(entries) }
}

fn named(entries: Vec<(&str, Json)>) -> Json {
    Json::object(entries.into_iter().map(|(label, entry)| (label.to_owned(), entry)))
}

/// A full entry of a map that holds a text.
pub fn text(value: &str) -> Json {
    object! { "href" => "", "value" => value, "timestamp" => 0_i64 }
}

/// A full entry of a map that holds a time.
pub fn time(timestamp: i64) -> Json {
    object! { "href" => "", "value" => "", "timestamp" => timestamp }
}

/// A full entry of a map that holds an address.
pub fn address(href: &str, timestamp: i64) -> Json {
    object! { "href" => href, "value" => "", "timestamp" => timestamp }
}

/// A record of the newer dialect.
pub fn labelled(timestamp: i64, labels: Vec<Json>, dice: &mut Dice) -> Json {
    object! {
        "timestamp" => timestamp,
        "media" => Vec::new(),
        "label_values" => labels,
        "fbid" => format!("17{}", dice.digits(15)),
    }
}

/// One value of it.
pub fn value(label: &str, value: &str) -> Json {
    object! { "label" => label, "value" => value }
}

/// One value of it that is an address.
pub fn link(label: &str, href: &str) -> Json {
    object! { "label" => label, "value" => href, "href" => href }
}
