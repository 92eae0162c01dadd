//! What the study discloses, and what it does not state.

use maud::{Markup, html};

use super::coded;
use crate::methods::{Item, Standard, disclosure};
use crate::words::NOT_STATED;
use crate::{Book, print};

/// All items of both lists.
pub(super) fn section(book: &Book) -> Markup {
    let items = disclosure(book);
    html! {
        section #methods {
            h2 { "Methods" }
            @if book.methods.is_none() { p { "The tables were made without a description of the study (`study.toml`)." } }
            @for standard in [Standard::Aapor, Standard::EsomarWapor] {
                h3 { (standard.name()) }
                (list(items.iter().filter(|item| item.standard == standard)))
            }
            (countries(book))
        }
    }
}

fn list<'a>(items: impl Iterator<Item = &'a Item>) -> Markup {
    html! {
        ol.items {
            @for item in items {
                li {
                    strong { (item.title) }
                    dl {
                        @for part in &item.parts {
                            div {
                                dt { (part.what) }
                                dd {
                                    @match &part.says {
                                        Some(says) => bdi { (coded(says)) },
                                        None => span.unstated { (NOT_STATED) },
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The countries of the study with their quotas.
fn countries(book: &Book) -> Markup {
    let countries = book.methods.iter().flat_map(|methods| &methods.countries);
    html! {
        @if countries.clone().next().is_some() {
            h3 { "Countries" }
            table.countries {
                thead { tr { th scope="col" { "Country" } th scope="col" { "Code" } th scope="col" { "Quota" } } }
                tbody {
                    @for country in countries {
                        tr {
                            th scope="row" { bdi { (country.name) } }
                            td { (country.code.as_deref().unwrap_or(NOT_STATED)) }
                            td {
                                @match country.quota {
                                    Some(quota) => (print::spaced(Some(quota as f64))),
                                    None => (NOT_STATED),
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
