//! Writes what the fuzzer begins with: `seeds FOLDER` puts seeds and a dictionary there for each target.
//!
//! For each platform and each of its sections: members of invented people, as small as there are, and members of the
//! cases beside the sources. All of it is made anew each time and none of it is kept.

mod survey;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};

use archive::Archive;
use checks::format::{self, BETWEEN, MARK, Members};
use sources::{Listing, Source};
use synth::{Person, Request};

/// Seeds longer than this would slow the fuzzer down; what is longer is cut off.
const LONGEST: usize = 8 << 10;
/// Members that are kept of a platform, the smallest of each section.
const OF_ALL: usize = 100;
const PEOPLE: u64 = 60;

/// Files with their content.
type Files = Vec<(String, Vec<u8>)>;

fn main() {
    let folder = PathBuf::from(std::env::args().nth(1).expect("a folder to write to"));
    let exports = exports();
    let mut texts = BTreeSet::new();
    for source in sources::SOURCES {
        let found = members(source, &exports);
        let target = folder.join(source.platform.as_str());
        platform(source, &found, &target);
        texts.extend(found.into_values().flatten().take(60));
    }
    framing(&texts, &folder.join("framing"));
    containers(&folder.join("container"));
    survey::write(&folder);
    bundles(&folder.join("bundle"));
}

/// The small bundle that lies beside the crate, and its words.
fn bundles(target: &Path) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../crates/donation/testdata/small.json");
    let small = std::fs::read(path).expect("the small bundle");
    let text = String::from_utf8(small.clone()).expect("JSON");
    let words = text.split('"').skip(1).step_by(2).map(|word| format!("\"{word}\"").into_bytes());
    let named = text.replace("\"given\": false", "\"given\": true").replace(
        "\"coverage\"",
        "\"names\": [{ \"platform\": \"x\", \"name\": \"otter\", \"grade\": \"A\", \"verdict\": \"mutual\", \"parasocial\": true }], \"coverage\"",
    );
    put(target, &[small, named.into_bytes()], &words.chain([MARK.as_bytes().to_vec()]).collect());
    println!("bundle: a small one, with and without a name");
}

/// Exports of invented people, and the cases of the sources.
fn exports() -> Vec<Files> {
    let mut all = Vec::new();
    for seed in 0..PEOPLE {
        let person =
            Person::invent(&Request { weeks: 2, ..Request::from_seed(seed) }).expect("our own stock");
        let files = |export: synth::Export| export.members.into_iter().map(|one| (one.name, one.bytes));
        all.extend(person.exports().into_iter().map(|export| files(export).collect::<Files>()));
    }
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../crates/sources/src");
    for input in below(&sources).into_iter().filter(|path| path.is_dir() && path.ends_with("input")) {
        let name =
            |path: &Path| path.strip_prefix(&input).expect("it lies below").to_string_lossy().into_owned();
        let files = below(&input).into_iter().filter(|path| path.is_file());
        all.push(files.map(|path| (name(&path), std::fs::read(&path).expect("a case"))).collect());
    }
    all
}

/// All files and folders below a folder.
fn below(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder of the project") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            all.append(&mut below(&path));
        }
        all.push(path);
    }
    all.sort();
    all
}

/// For each section the smallest members that belong to it.
fn members(source: &'static Source, exports: &[Files]) -> BTreeMap<usize, Vec<Vec<u8>>> {
    let mut found: BTreeMap<usize, BTreeSet<(usize, Vec<u8>)>> = BTreeMap::new();
    for files in exports {
        let archive = Archive::folder("export", Box::new(Members::new(files.clone())));
        for unit in sources::plan(source, &Listing::new(vec![(0, &archive)])).units {
            let name = &archive.members()[unit.member as usize].name;
            let content = files.iter().find(|(known, _)| known == name).map(|(_, content)| content);
            let mut content = content.cloned().unwrap_or_default();
            content.truncate(LONGEST);
            // Nearly empty ones are all alike.
            if content.len() > 40 {
                found.entry(unit.section).or_default().insert((content.len(), content));
            }
        }
    }
    let of_each = (OF_ALL / source.sections.len()).max(4);
    let smallest =
        |all: BTreeSet<(usize, Vec<u8>)>| all.into_iter().take(of_each).map(|(_, content)| content);
    found.into_iter().map(|(section, all)| (section, smallest(all).collect())).collect()
}

/// Each member on its own, and behind the one that tells who the owner is.
fn platform(source: &'static Source, found: &BTreeMap<usize, Vec<Vec<u8>>>, folder: &Path) {
    let first_name = |section: usize| -> usize {
        source.sections[..section].iter().map(|section| format::names_in(section).len()).sum()
    };
    let owner =
        source.sections.iter().position(|section| section.is_context_only() || section.context.is_some());
    let owner = owner.and_then(|at| Some((first_name(at), found.get(&at)?.first()?)));
    let (mut seeds, mut words) = (Vec::new(), BTreeSet::new());
    for (index, section) in source.sections.iter().enumerate() {
        let at = first_name(index);
        let empty = [b"[]".to_vec(), b"{}".to_vec()];
        for content in found.get(&index).map_or(&empty[..], |found| &found[..]) {
            words.append(&mut keys(content));
            seeds.push(format::input(&[(at, content)]));
            if let Some((owner, told)) = &owner {
                seeds.push(format::input(&[(*owner, told), (at, content)]));
            }
        }
        // Every other name of the section, once.
        let content = found.get(&index).and_then(|found| found.first()).unwrap_or(&empty[0]);
        let names = format::names_in(section).len();
        seeds.extend((1..names).map(|name| format::input(&[(at + name, content)])));
        let signs = section.signs.iter().copied().flatten().chain(section.hints).copied();
        words.extend(signs.chain(section.keys()).map(|word| word.as_bytes().to_vec()));
    }
    words.extend(VALUES.iter().map(|word| word.to_vec()));
    words.extend([BETWEEN.to_vec(), MARK.as_bytes().to_vec()]);
    put(folder, &seeds, &words);
    println!(
        "{}: {} seeds, {} of {} sections",
        source.platform,
        seeds.len(),
        found.len(),
        source.sections.len()
    );
}

/// Values at the edges of what a reader takes.
const VALUES: &[&[u8]] = &[
    b"null",
    b"true",
    b"18446744073709551615",
    b"-9223372036854775808",
    b"1e999",
    b"-0.0",
    b"253402300800",
    b"\"\"",
    b"\\ud800",
    b"\\u0000",
    b"\xe2\x80\xae",
    b"\"2024-02-30T25:61:61Z\"",
    b"\"9999-12-31T23:59:60+99:99\"",
    b"\"-009999-01-01\"",
    b"[[[[[[[[",
    b"}]}",
    b"&#x110000;",
    b"&nbsp;",
    b"https://www.youtube.com/watch?v=",
    b"@",
];

/// What stands in quotes with a colon behind it.
fn keys(content: &[u8]) -> BTreeSet<Vec<u8>> {
    let parts: Vec<&[u8]> = content.split(|byte| *byte == b'"').collect();
    let key = |pair: &[&[u8]]| pair[1].trim_ascii_start().starts_with(b":").then(|| pair[0].to_vec());
    parts.windows(2).filter_map(key).filter(|key| (2..40).contains(&key.len())).collect()
}

fn framing(texts: &BTreeSet<Vec<u8>>, folder: &Path) {
    let (mut seeds, mut words) = (Vec::new(), BTreeSet::new());
    for (number, text) in texts.iter().enumerate() {
        let kinds: &[u8] = match text.iter().find(|byte| !byte.is_ascii_whitespace()) {
            Some(b'[') => &[0, 5],
            Some(b'{') => &[1, 2, 3, 4, 6],
            Some(b'<') => &[8],
            _ => &[7, 1],
        };
        let seed = |kind: &u8| {
            [&[*kind, number as u8, number as u8 % 8][..], &text[..text.len().min(2000)]].concat()
        };
        seeds.extend(kinds.iter().map(seed));
    }
    let shapes: [(u8, &str); 5] = [
        (
            5,
            r#"[{"talk":{"id":"7","messages":[{"a":1},{"a":2}]}},{"talk":{"id":"8","messages":[{"a":"x"y"}]}}]"#,
        ),
        (
            6,
            r#"{"Activity":{"likes":[{"d":1}],"Talks":{"History":{"with a":[{"t":1},{"t":2}],"b":[{"t":["}]}}}}"#,
        ),
        (1, r#"window.YTD.like.part0 = {"likes" : [ {"a":"\"},{"} , {"a":2} ] , "title":1}"#),
        (7, "\u{feff}a,b\r\n1,\"x, \"\"y\"\"\r\nz\"\r\n\r\n,\r\n2,\"lost\n3,\"z\"\n"),
        (8, r#"<html><div class="outer">1</div><div class="outer">2</div></html>"#),
    ];
    for flags in [0, 1, 2, 3, 4, 7, 0xf8, 0xfd] {
        seeds.extend(shapes.iter().map(|(kind, text)| [&[*kind, 9, flags], text.as_bytes()].concat()));
    }
    for word in
        ["<div class=\"outer\">", "<html", "</html", "\u{feff}", "\"talk\":{", "\"id\":", "\"messages\":["]
    {
        words.insert(word.as_bytes().to_vec());
    }
    for word in [
        "\"Activity\":{",
        "\"Like List\":[",
        "\"Talks\":{",
        "\"History\":{",
        "\"title\":",
        "\"likes\":[",
        "\"\"",
        "\\\"",
    ] {
        words.insert(word.as_bytes().to_vec());
    }
    put(folder, &seeds, &words);
    println!("framing: {} seeds", seeds.len());
}

fn containers(folder: &Path) {
    let files: Files = vec![
        ("data/like.js".into(), b"window.YTD.like.part0 = []".to_vec()),
        ("data/a b.txt".into(), b"text".to_vec()),
        ("data/S\u{fc}\u{df}/big.json".into(), b"[1,2,3,4]".repeat(300)),
        ("empty.json".into(), Vec::new()),
    ];
    let (packed, stored, tar) = (zip(&files, true), zip(&files, false), tar(&files));
    let twice = zip(&[files.clone(), files[..1].to_vec()].concat(), true);
    let zeros = vec![("zeros.json".to_owned(), vec![b' '; 1 << 20])];
    let mut seeds = vec![
        gzip(&tar),
        gzip(&[&tar[..tar.len() - 1024], &tar[..]].concat()),
        gzip(&long_name(3 << 20)),
        long_name(3000),
        wide(&stored),
        zip(&zeros, true),
        gzip(&self::tar(&zeros)),
        zip(&[("export.zip".to_owned(), packed.clone())], false),
        b"window.YTD.like.part0 = []".to_vec(),
    ];
    for whole in [&packed, &stored, &twice, &tar, &gzip(&tar)] {
        seeds.push(whole.clone());
        seeds.extend(
            [1, 30, whole.len() / 2, whole.len() - 60].map(|less| whole[..whole.len() - less].to_vec()),
        );
    }
    let words: [&[u8]; 14] = [
        b"PK\x01\x02",
        b"PK\x03\x04",
        b"PK\x05\x06",
        b"PK\x06\x06",
        b"PK\x06\x07",
        b"PK\x07\x08",
        b"ustar",
        b"\x1f\x8b\x08",
        b"\x01\x00\x10\x00",
        b"\xff\xff\xff\xff",
        b"././@LongLink",
        b"path=",
        b"size=",
        b"__MACOSX/",
    ];
    put(folder, &seeds, &words.map(<[u8]>::to_vec).into());
    println!("container: {} seeds", seeds.len());
}

fn zip(files: &[(String, Vec<u8>)], packed: bool) -> Vec<u8> {
    if packed {
        let member =
            |(name, bytes): &(String, Vec<u8>)| synth::Member { name: name.clone(), bytes: bytes.clone() };
        return synth::to_zip(&files.iter().map(member).collect::<Vec<_>>()).expect("a small zip");
    }
    let mut archive = rawzip::ZipArchiveWriter::new(Vec::new());
    for (name, bytes) in files {
        let builder = archive.new_file(name.as_str()).compression_method(rawzip::CompressionMethod::STORE);
        let (mut entry, config) = builder.start().expect("a small zip");
        let mut writer = config.wrap(&mut entry);
        writer.write_all(bytes).expect("memory takes everything");
        let (_, descriptor) = writer.finish().expect("a small zip");
        entry.finish(descriptor).expect("a small zip");
    }
    archive.finish().expect("a small zip")
}

/// The same zip with its table of contents found through the records of zip64 (APPNOTE.TXT 4.3.14, 4.3.15).
fn wide(zip: &[u8]) -> Vec<u8> {
    let (body, end) = zip.split_at(zip.len() - 22);
    let field = |at: usize, len: usize| {
        let mut wide = [0; 8];
        wide[..len].copy_from_slice(&end[at..at + len]);
        wide
    };
    let (count, size, offset) = (field(10, 2), field(12, 4), field(16, 4));
    let mut all = body.to_vec();
    let record = all.len() as u64;
    all.extend(b"PK\x06\x06");
    all.extend(44_u64.to_le_bytes());
    all.extend([45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    all.extend([count, count, size, offset].concat());
    all.extend(b"PK\x06\x07\0\0\0\0");
    all.extend(record.to_le_bytes());
    all.extend([1, 0, 0, 0]);
    all.extend(b"PK\x05\x06\0\0\0\0");
    all.extend([0xff; 12]);
    all.extend([0, 0]);
    all
}

fn tar(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut tar = tar::Builder::new(Vec::new());
    for (name, bytes) in files {
        let mut header = tar::Header::new_ustar();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o600);
        tar.append_data(&mut header, name, &bytes[..]).expect("memory takes everything");
    }
    tar.into_inner().expect("memory takes everything")
}

/// A tar with a member whose name, in GNU's way of writing long ones, has that many bytes.
fn long_name(length: usize) -> Vec<u8> {
    let mut tar = tar::Builder::new(Vec::new());
    let mut header = tar::Header::new_gnu();
    header.set_entry_type(tar::EntryType::GNULongName);
    header.set_size(length as u64);
    header.set_cksum();
    tar.append(&header, &vec![b'n'; length][..]).expect("memory takes everything");
    let mut header = tar::Header::new_gnu();
    header.set_size(2);
    header.set_cksum();
    tar.append(&header, &b"[]"[..]).expect("memory takes everything");
    tar.into_inner().expect("memory takes everything")
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).expect("memory takes everything");
    encoder.finish().expect("memory takes everything")
}

/// Writes seeds, and words in the form that libFuzzer reads.
pub(crate) fn put(folder: &Path, seeds: &[Vec<u8>], words: &BTreeSet<Vec<u8>>) {
    let seeds_in = folder.join("seeds");
    let _ = std::fs::remove_dir_all(&seeds_in);
    std::fs::create_dir_all(&seeds_in).expect("a folder to write to");
    for (number, seed) in seeds.iter().enumerate() {
        std::fs::write(seeds_in.join(format!("{number:05}")), seed).expect("a folder to write to");
    }
    let escaped = |word: &Vec<u8>| word.iter().map(|byte| format!("\\x{byte:02x}")).collect::<String>();
    let lines: String =
        words.iter().filter(|word| word.len() < 60).map(|word| format!("\"{}\"\n", escaped(word))).collect();
    std::fs::write(folder.join("dictionary"), lines).expect("a folder to write to");
}
