//! A questionnaire as JSON that people can read: keys in the order in which one thinks of them, short things on one line.

use serde_json::Value as Json;

/// What comes first in an object, in this order; the rest follows by name.
const FIRST: &[&str] = &[
    "type",
    "default",
    "value",
    "name",
    "title",
    "text",
    "description",
    "locale",
    "isRequired",
    "visible",
    "visibleIf",
    "inputType",
    "min",
    "max",
    "columns",
    "rows",
    "choices",
    "elements",
    "pages",
];

/// Characters of a line that is not broken.
const WIDEST: usize = 130;

/// The JSON as text, with a line break at the end.
pub fn pretty(json: &Json) -> String {
    let mut out = String::new();
    write(json, 0, &mut out);
    out + "\n"
}

fn write(json: &Json, depth: usize, out: &mut String) {
    let line = on_one_line(json);
    // Plain values cannot be broken.
    if depth + line.chars().count() <= WIDEST || parts(json).is_empty() {
        out.push_str(&line);
        return;
    }
    let indent = |out: &mut String, depth: usize| {
        out.push('\n');
        out.extend(std::iter::repeat_n(' ', depth));
    };
    let (open, close) = if json.is_array() { ('[', ']') } else { ('{', '}') };
    out.push(open);
    for (at, (key, value)) in parts(json).into_iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        indent(out, depth + 1);
        if let Some(key) = key {
            out.push_str(&format!("{}: ", Json::from(key)));
        }
        write(value, depth + 1, out);
    }
    indent(out, depth);
    out.push(close);
}

fn on_one_line(json: &Json) -> String {
    let parts: Vec<String> = parts(json)
        .into_iter()
        .map(|(key, value)| match key {
            Some(key) => format!("{}: {}", Json::from(key), on_one_line(value)),
            None => on_one_line(value),
        })
        .collect();
    match json {
        Json::Array(_) => format!("[{}]", parts.join(", ")),
        Json::Object(_) => format!("{{{}}}", parts.join(", ")),
        plain => plain.to_string(),
    }
}

/// What is inside, in order; nothing for plain values.
fn parts(json: &Json) -> Vec<(Option<&str>, &Json)> {
    match json {
        Json::Array(items) => items.iter().map(|item| (None, item)).collect(),
        Json::Object(items) => {
            let mut parts: Vec<_> = items.iter().map(|(key, value)| (Some(key.as_str()), value)).collect();
            let rank =
                |key: Option<&str>| FIRST.iter().position(|first| Some(*first) == key).unwrap_or(FIRST.len());
            parts.sort_by_key(|(key, _)| rank(*key));
            parts
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Map, Value as Json, json};

    fn some_json() -> impl Strategy<Value = Json> {
        let leaf = prop_oneof![
            Just(Json::Null),
            any::<bool>().prop_map(Json::from),
            any::<i64>().prop_map(Json::from),
            ".{0,200}".prop_map(Json::from)
        ];
        leaf.prop_recursive(4, 60, 6, |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..6).prop_map(Json::from),
                proptest::collection::btree_map("[a-z]{1,8}", inner, 0..6)
                    .prop_map(|map| Json::Object(map.into_iter().collect::<Map<_, _>>()))
            ]
        })
    }

    proptest! {
        #[test]
        fn what_is_printed_is_the_same_json(json in some_json()) {
            prop_assert_eq!(serde_json::from_str::<Json>(&super::pretty(&json)).unwrap(), json);
        }
    }

    #[test]
    fn long_things_are_broken_and_keys_are_in_order() {
        let json = json!({"name": "q", "type": "text", "rows": ["x".repeat(80), "y".repeat(80)]});
        let expected = format!(
            "{{\n \"type\": \"text\",\n \"name\": \"q\",\n \"rows\": [\n  \"{}\",\n  \"{}\"\n ]\n}}\n",
            "x".repeat(80),
            "y".repeat(80)
        );
        assert_eq!(super::pretty(&json), expected);
    }
}
