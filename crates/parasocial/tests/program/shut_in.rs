//! What the program says of how it shut itself in.

use crate::runs::{ACCOUNT, Desk, zip};

/// Every command that reads an export, on one that can be read and on one that cannot.
const READING: &[&str] = &[
    "check x.zip --force",
    "check letter.pdf --force",
    "diff x.zip x.zip --force",
    "diff x.zip letter.pdf --force",
    "events x.zip",
    "events letter.pdf",
    "shape x.zip",
    "shape not-there.zip",
    "what x.zip",
    "what letter.pdf",
];

#[test]
fn whatever_reads_an_export_says_what_the_kernel_gave() {
    let desk = Desk::new().with("x.zip", zip(&[ACCOUNT])).with("letter.pdf", "%PDF-1.7");
    for arguments in READING {
        let told = |more: &str| {
            let output = desk.run(&format!("{arguments} {more}"));
            let stderr = String::from_utf8(output.stderr).unwrap();
            let lines: Vec<String> = stderr.lines().map(str::to_owned).collect();
            lines
                .into_iter()
                .enumerate()
                .filter(|(_, line)| line.starts_with("sandbox: "))
                .collect::<Vec<_>>()
        };
        let lines = told("");
        let [(0, line)] = &lines[..] else { panic!("{arguments}: {lines:?}") };
        let layers: Vec<&str> = line.trim_start_matches("sandbox: ").split("; ").collect();
        assert_eq!(layers.len(), 3, "{line}");
        for layer in layers {
            let (_, answer) = layer.rsplit_once(": ").unwrap();
            assert!(["yes", "partly", "no"].contains(&answer), "{line}");
        }
        assert_eq!(told("--quiet"), [], "{arguments}");
    }
}
