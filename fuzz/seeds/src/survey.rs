//! Survey files to begin with: those that lie beside the readers' tests, and small ones of every sort.

use std::collections::BTreeSet;
use std::path::Path;

use checks::format::{BETWEEN, MARK};

use crate::put;

pub fn write(folder: &Path) {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../study/crates/formats/tests/fixtures");
    let files = |ends: &[&str]| -> Vec<Vec<u8>> {
        let entries =
            std::fs::read_dir(&fixtures).expect("fixtures").map(|entry| entry.expect("an entry").path());
        let fits = |path: &std::path::PathBuf| {
            ends.iter().any(|end| path.extension().is_some_and(|one| one == *end))
        };
        entries.filter(fits).map(|path| std::fs::read(path).expect("a fixture")).collect()
    };
    let words = |words: &[&[u8]]| -> BTreeSet<Vec<u8>> {
        words.iter().map(|word| word.to_vec()).chain([MARK.as_bytes().to_vec()]).collect()
    };
    put(&folder.join("sav"), &files(&["sav", "zsav"]), &words(SAV));
    put(&folder.join("dta"), &files(&["dta"]), &words(DTA));
    let csv: Vec<Vec<u8>> = CSV.iter().map(|text| text.as_bytes().to_vec()).collect();
    put(
        &folder.join("csv"),
        &csv,
        &words(&[b"\"", b"\"\"", b"\r\n", b";", b"\t", b"NA", b"1e9", b"2024-02-29", b"18:30"]),
    );
    let results: Vec<Vec<u8>> = [QUESTIONNAIRE.as_bytes(), RESULTS.as_bytes()].map(<[u8]>::to_vec).into();
    let seeds = [
        results.join(BETWEEN),
        results[1].clone(),
        [results[0].clone(), b"{}\n{\"a\":1}\n".to_vec()].join(BETWEEN),
    ];
    put(&folder.join("surveyjs"), &seeds, &words(JSON));
    let steps: Vec<u8> = (0..120_u8).map(|step| step.wrapping_mul(7)).collect();
    let asked = [QUESTIONNAIRE, HIDDEN].map(|one| [one.as_bytes(), &steps].join(BETWEEN));
    put(&folder.join("questionnaire"), &asked, &words(JSON));
    println!("sav, dta, csv, surveyjs, questionnaire: fixtures and small files");
}

const SAV: &[&[u8]] = &[
    b"\x02\0\0\0\xff\xff\xff\xff",
    b"\x03\0\0\0\x01\0\0\0",
    b"\x04\0\0\0\x01\0\0\0",
    b"\x06\0\0\0\x01\0\0\0",
    b"\x07\0\0\0\x07\0\0\0\x01\0\0\0",
    b"\x07\0\0\0\x12\0\0\0\x01\0\0\0",
    b"\x07\0\0\0\x15\0\0\0\x01\0\0\0",
    b"\xe7\x03\0\0\0\0\0\0",
    b"\xff\xff\xff\x7f",
    b"$a=D1 1 2 ab V1 V2\n",
    b"$b=C 2 ab V1 V2\n",
    b"$c=E 1 1 1 2 ab V1 V2\n",
    b"V1:Question('x'\n)/",
    b"V1=00300\0\t",
];

const DTA: &[&[u8]] = &[
    b"<lbl>",
    b"</lbl>",
    b"GSO",
    b"<strls>",
    b"<data>",
    b"117",
    b"118",
    b"119",
    b"MSF",
    b"LSF",
    b"\xff\xff\xff\x7f",
];

const CSV: &[&str] = &[
    "a,b\n1,x\n2,\"y, z\"\n",
    "a;b;c\n1,5;2024-02-29;x\n-0,25;2024-03-01;\"two\nlines\"\n",
    "\u{feff}a\tb\r\n1\tNA\r\n.\t2\r\n",
    "\"\",\"x\"\n\"1\",NA\n\"2\",3\n",
    "a,b\n1,\"lost\n2,3\n4,5,6\n",
    "t,d\n18:30,2024-02-29T18:30:00\n01:02:03.5,1969-12-31 00:00\n",
];

const QUESTIONNAIRE: &str = r#"{"title":"T","pages":[{"elements":[{"type":"radiogroup","name":"a","choices":[1,{"value":2,"text":"B"}],"showOtherItem":true,"showRefuseItem":true},{"type":"checkbox","name":"m","choices":["x","y"],"visibleIf":"{a} = 1 and ({m} notempty or !({a} anyof [1,'2']))"},{"type":"panel","name":"p","elements":[{"type":"matrix","name":"g","columns":[1,2],"rows":["r","s"]},{"type":"rating","name":"n"},{"type":"boolean","name":"o"},{"type":"text","name":"d","inputType":"date"},{"type":"multipletext","name":"f","items":[{"name":"u"}]},{"type":"paneldynamic","name":"k"}]}]}]}"#;

const HIDDEN: &str = r#"{"locale":"de","title":{"default":"T","de":"U"},"pages":[{"name":"p","elements":[{"type":"text","name":"accounts","visible":false},{"type":"matrix","name":"t","visibleIf":"{accounts} > 0","columns":[1,0],"rows":[{"value":1,"text":"{account_1}"},{"value":2,"visibleIf":"{accounts} > 1"}]},{"type":"text","inputType":"number","min":1,"max":200,"name":"n","validators":[{"type":"numeric","minValue":3}]},{"type":"checkbox","name":"m","choices":[1,2],"showNoneItem":true,"maxSelectedChoices":1,"visibleIf":"{n} > 9"}]}],"calculatedValues":[{"name":"g","expression":"iif({n} empty, '', iif({n} < 35, 'a', 'b'))","includeIntoResult":true}]}"#;

const RESULTS: &str = r#"[{"a":1,"m":["x"],"g":{"r":2},"n":3,"o":true,"d":"2000-02-29","f":{"u":"v"},"k":[{"z":1}],"a-Comment":"c"},{"a":"other","e":7},{}]"#;

const JSON: &[&[u8]] = &[
    b"\xff\xff",
    b"\"visibleIf\":\"{a} = 1\"",
    b"\"type\":\"checkbox\"",
    b"\"type\":\"matrix\"",
    b"\"choices\":[1,2]",
    b"\"rateMax\":9",
    b"\"valueTrue\":",
    b" contains ",
    b"{a.r}",
    b"iif(",
    b"\"calculatedValues\":[",
    b"\"showNoneItem\":true",
    b"\"maxSelectedChoices\":1",
    b" notempty",
    b"-Comment",
];
