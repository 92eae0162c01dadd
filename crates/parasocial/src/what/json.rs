//! The same as one JSON document.

use person::what::{Found, FoundExport, Seen, What};
use serde_json::{Value, json};
use sources::Source;

/// A list of inputs.
pub fn as_json(found: &[Found]) -> String {
    let inputs: Vec<Value> = found.iter().map(input).collect();
    // The text of a value never fails.
    format!("{:#}\n", Value::Array(inputs))
}

fn input(found: &Found) -> Value {
    let mut value = match &found.what {
        What::Exports(exports) => json!({
            "is": "export",
            "exports": exports.iter().map(export).collect::<Vec<_>>(),
        }),
        What::PartOf(sources) => json!({
            "is": "part",
            "platforms": names(sources),
        }),
        What::File(kind, called_so) => json!({
            "is": "file",
            "kind": kind.title,
            "by": by(kind.seen),
            "called_as_files_of": names(called_so),
        }),
        What::Refused(refused) => json!({
            "is": "refused",
            "reason": refused.reason,
            "found": refused.found,
            "hint": refused.hint,
        }),
    };
    value["input"] = json!(found.label);
    value["form"] = json!(found.form.map(|form| format!("{form:?}").to_lowercase()));
    value["readable"] = json!(found.is_readable());
    value["notes"] = json!(found.notes.iter().map(ToString::to_string).collect::<Vec<_>>());
    value
}

fn names(sources: &[&'static Source]) -> Vec<&'static str> {
    sources.iter().map(|source| source.platform.as_str()).collect()
}

const fn by(seen: Seen) -> &'static [&'static str] {
    match seen {
        Seen::NameAndBytes => &["name", "bytes"],
        Seen::Bytes => &["bytes"],
        Seen::Name => &["name"],
        Seen::Nowhere => &[],
    }
}

fn export(export: &FoundExport) -> Value {
    let sure = &export.sure;
    json!({
        "platform": export.source.platform.as_str(),
        "variant": export.variant,
        "sure": {
            "by_name_and_bytes": sure.names_and_bytes,
            "by_bytes": sure.bytes,
            "by_name": sure.names,
            "or": sure.or,
        },
        "holds": export.held.iter().map(|(section, files)| json!({
            "section": section.id(), "yields": section.yields, "files": files,
        })).collect::<Vec<_>>(),
        "missing": export.missing.iter().map(|section| section.id()).collect::<Vec<_>>(),
        "kinds_not_read": export.unread,
        "files_not_known": export.unknown,
        "how_to_get": export.source.how_to_get,
    })
}
