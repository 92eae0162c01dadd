//! Lists the files of `data/`, so that adding one is all it takes to ship it.

#![allow(clippy::disallowed_methods, clippy::expect_used, clippy::print_stdout)] // a build script lives outside the program

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

fn main() {
    let folder = Path::new(&std::env::var("CARGO_MANIFEST_DIR").expect("cargo sets it"))
        .join("../../data")
        .canonicalize();
    let folder = folder.expect("the data folder lies beside the crates");
    let mut files = Vec::new();
    collect(&folder, &mut files);
    let name = |file: &PathBuf| {
        file.strip_prefix(&folder).expect("below the folder").to_string_lossy().replace('\\', "/")
    };
    // By name, not by path: `Path` orders part by part, and the crate searches by name.
    files.sort_by_key(name);
    let mut list = String::from("static FILES: &[(&str, &[u8])] = &[\n");
    for file in &files {
        let (name, path) = (name(file), file.to_string_lossy());
        writeln!(list, "    ({name:?}, include_bytes!({path:?})),").expect("to a string");
    }
    list.push_str("];\n");
    let out = Path::new(&std::env::var("OUT_DIR").expect("cargo sets it")).join("files.rs");
    std::fs::write(out, list).expect("cargo's own folder");
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    // Watching the folders too makes cargo notice new files.
    println!("cargo::rerun-if-changed={}", folder.display());
    for entry in std::fs::read_dir(folder).expect("the data folder can be read") {
        let path = entry.expect("the data folder can be read").path();
        if path.is_dir() {
            collect(&path, files);
        } else {
            files.push(path);
        }
    }
}
