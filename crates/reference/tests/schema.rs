//! The published schema is the one in use.

#![allow(clippy::unwrap_used, clippy::disallowed_methods)] // a test, which reads and writes a file of the project

#[test]
fn the_published_schema_is_the_one_in_use() {
    let published = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/reference.schema.json");
    let schema = reference::schema().unwrap();
    if std::env::var_os("PARASOCIAL_GOLDEN").is_some() {
        std::fs::write(&published, &schema).unwrap();
    }
    assert_eq!(
        std::fs::read_to_string(&published).unwrap_or_default(),
        schema,
        "docs/reference.schema.json is not the schema in use: set PARASOCIAL_GOLDEN=1 and run this test again"
    );
}

#[test]
fn what_makes_no_sense_is_refused() {
    let file = |share: &str, base: u32| {
        format!(
            r#"{{"schema": "parasocial-reference/1", "synthetic": true, "title": "T",
              "rules": {{"level": 0.95, "least_base": 30, "small_base": 100, "least_people": 10}},
              "groups": [{{"measures": [{{"id": "hours", "label": "Hours", "evidence": "asked",
                "base": {{"unweighted": {base}, "effective": 40.5, "small": true}},
                "shares": [{{"label": "1", "share": {share}, "low": 0.1, "high": 0.9}}]}}]}}]}}"#
        )
    };
    assert!(reference::Reference::read(file("0.5", 50).as_bytes()).is_ok());
    for broken in [file("1.5", 50), file("0.5", 20), file("0.5", 50).replace("/1", "/2"), "{".into()] {
        assert!(reference::Reference::read(broken.as_bytes()).is_err());
    }
}
