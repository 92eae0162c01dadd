//! Exports as people have them: in more zips than they came in, in fewer, a folder deeper, without the pictures.

use std::collections::BTreeMap;

use archive::Archive;
use event::Platform;
use synth::{Export, Member};

use crate::acts::Acts;
use crate::exports::{archive, zipped};
use crate::people::for_everybody;

fn zip(name: &str, members: &[Member]) -> Archive {
    archive(name, synth::to_zip(members).unwrap())
}

/// Each export of several files in two zips, its files dealt out in turn.
fn split(exports: &[Export]) -> Vec<Archive> {
    let mut zips = Vec::new();
    for export in exports {
        if export.members.len() < 5 {
            zips.push(zipped(export));
            continue;
        }
        let name = export.file_name.trim_end_matches(".zip");
        for part in 0..2 {
            let members: Vec<Member> = export.members.iter().skip(part).step_by(2).cloned().collect();
            zips.push(zip(&format!("{name}-{}.zip", part + 1), &members));
        }
    }
    zips
}

/// All zips of a platform unpacked over each other and packed together.
fn merged(exports: &[Export]) -> Vec<Archive> {
    let mut of_platform: BTreeMap<Platform, (&str, Vec<Member>)> = BTreeMap::new();
    for export in exports {
        let (_, members) = of_platform.entry(export.platform).or_insert((&export.file_name, Vec::new()));
        let is_new = |member: &&Member| !members.iter().any(|known| known.name == member.name);
        let new: Vec<Member> = export.members.iter().filter(is_new).cloned().collect();
        members.extend(new);
    }
    of_platform.values().map(|(name, members)| zip(name, members)).collect()
}

/// Each export unpacked into a folder, and the folder packed again.
fn deeper(exports: &[Export]) -> Vec<Archive> {
    let rezip = |export: &Export| {
        let deeper = |member: &Member| Member { name: format!("my data/{}", member.name), ..member.clone() };
        zip(&export.file_name, &export.members.iter().map(deeper).collect::<Vec<_>>())
    };
    exports.iter().map(rezip).collect()
}

/// Each export without its pictures and films.
fn without_media(exports: &[Export]) -> Vec<Archive> {
    let is_medium =
        |name: &str| [".jpg", ".mp4", ".heic", ".png"].iter().any(|ending| name.ends_with(ending));
    let leave_out = |export: &Export| {
        let left = export.members.iter().filter(|member| !is_medium(&member.name));
        zipped(&Export { members: left.cloned().collect(), ..export.clone() })
    };
    exports.iter().map(leave_out).collect()
}

type Form = (&'static str, fn(&[Export]) -> Vec<Archive>);

const FORMS: [Form; 4] =
    [("split", split), ("merged", merged), ("a folder deeper", deeper), ("without media", without_media)];

#[test]
fn two_hundred_people_come_back_in_whatever_form_their_exports_are() {
    for_everybody(|seed, person| {
        let exports = person.exports();
        let as_they_came = Acts::read(&exports.iter().map(zipped).collect::<Vec<_>>());
        for (name, form) in FORMS {
            let found = Acts::read(&form(&exports));
            let same = found.done == as_they_came.done && found.standing == as_they_came.standing;
            let missing: Vec<&String> = as_they_came
                .done
                .iter()
                .chain(&as_they_came.standing)
                .filter(|(line, count)| found.done.get(*line).or(found.standing.get(*line)) != Some(count))
                .map(|(line, _)| line)
                .take(4)
                .collect();
            assert!(same, "seed {seed}, {name}: not as they came, such as {missing:#?}");
        }
    });
}
