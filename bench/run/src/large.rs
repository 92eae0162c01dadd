//! Exports that are larger than memory: X, Instagram and TikTok, written to files a member at a time.
//!
//! What is done comes in sittings, as in a life; a few of the accounts are met most of the time.

use std::fs::File;
use std::io::{BufWriter, Write};

use crate::mix::{BEGIN, Dice, OWNER, Pen, Time, comment, conversation, liked, seen, talk, tweet};

/// Bytes of one member of X and of Instagram's comments, about: real archives split theirs too.
const MEMBER_BYTES: usize = 60_000_000;
const OWNER_OF_INSTAGRAM: &str = "{\n  \"profile_user\": [\n    {\n      \"title\": \"User Information\",\n      \"string_map_data\": {\n        \"Username\": {\n          \"href\": \"\",\n          \"value\": \"quiet.heron\",\n          \"timestamp\": 0\n        },\n        \"Name\": {\n          \"href\": \"\",\n          \"value\": \"Ida Heron\",\n          \"timestamp\": 0\n        }\n      }\n    }\n  ]\n}";

/// A zip on its way to a file.
struct Zip {
    pen: Pen,
    file: rawzip::ZipArchiveWriter<BufWriter<File>>,
    bytes: u64,
}

impl Zip {
    fn new(path: &str, seed: u64, accounts: usize) -> Self {
        let pen = Pen { dice: Dice::new(seed), accounts, time: Time::Sittings(BEGIN), text_bytes: 0 };
        let file = BufWriter::new(File::create(path).expect("a folder"));
        let mut new = Self { pen, file: rawzip::ZipArchiveWriter::new(file), bytes: 0 };
        new.member("SYNTHETIC.txt", |_, out| write(out, "invented for a benchmark; no real person\n"));
        new
    }

    /// A member; `fill` writes it and says how many bytes it was.
    fn member(&mut self, name: &str, fill: impl FnOnce(&mut Pen, &mut dyn Write) -> usize) {
        let file = self.file.new_file(name).compression_method(rawzip::CompressionMethod::DEFLATE);
        let (mut entry, config) = file.start().expect("disk");
        let encoder = flate2::write::DeflateEncoder::new(&mut entry, flate2::Compression::new(1));
        let mut writer = config.wrap(encoder);
        self.bytes += fill(&mut self.pen, &mut writer) as u64;
        let (encoder, descriptor) = writer.finish().expect("disk");
        encoder.finish().expect("disk");
        entry.finish(descriptor).expect("disk");
    }

    fn finish(self) -> u64 {
        self.file.finish().expect("disk").flush().expect("disk");
        self.bytes
    }
}

fn write(out: &mut dyn Write, text: &str) -> usize {
    out.write_all(text.as_bytes()).expect("disk");
    text.len()
}

/// Writes a list, until there is no more or the member holds `most` bytes.
fn list(
    out: &mut dyn Write,
    most: usize,
    [begin, end]: [&str; 2],
    mut next: impl FnMut() -> Option<String>,
) -> usize {
    let mut bytes = write(out, begin);
    let mut between = "";
    while bytes < most {
        let Some(record) = next() else { break };
        bytes += write(out, between) + write(out, &record);
        between = ",\n";
    }
    bytes + write(out, end)
}

/// Writes three exports with so many events and accounts in all; gives the bytes of their members.
pub fn write_all(folder: &str, events: usize, accounts: usize) -> u64 {
    let accounts = accounts / 2; // X and Instagram know other people
    let path = |name: &str| format!("{folder}/{name}-SYNTHETIC.zip");
    x(&path("x"), events * 4 / 10, accounts)
        + instagram(&path("instagram"), events * 4 / 10, accounts)
        + tiktok(&path("tiktok"), events * 2 / 10)
}

fn x(path: &str, events: usize, accounts: usize) -> u64 {
    let mut zip = Zip::new(path, 11, accounts);
    let owner = format!(
        "window.YTD.account.part0 = [{{\"account\": {{\"username\": \"quiet_heron\", \"accountId\": \"{OWNER}\", \"accountDisplayName\": \"Ida Heron\", \"createdAt\": \"2019-01-02T03:04:05.000Z\"}}}}]"
    );
    zip.member("data/account.js", |_, out| write(out, &owner));
    let name = |name: &str, part: usize| match part {
        0 => format!("data/{name}.js"),
        _ => format!("data/{name}-part{part}.js"),
    };
    let (mut tweets, mut part) = (events * 4 / 10, 0);
    while tweets > 0 {
        let begin = format!("window.YTD.tweets.part{part} = [\n");
        zip.member(&name("tweets", part), |pen, out| {
            list(out, MEMBER_BYTES, [&begin, "\n]"], || {
                tweets = tweets.checked_sub(1)?;
                Some(tweet(pen))
            })
        });
        part += 1;
    }
    let (mut messages, mut part) = (events * 6 / 10, 0);
    while messages > 0 {
        let begin = format!("window.YTD.direct_messages.part{part} = [\n");
        zip.member(&name("direct-messages", part), |pen, out| {
            list(out, MEMBER_BYTES, [&begin, "\n]"], || {
                let lines = messages.min(5 + pen.dice.below(200) as usize);
                messages -= lines;
                (lines > 0).then(|| talk(pen, lines))
            })
        });
        part += 1;
    }
    zip.finish()
}

fn instagram(path: &str, events: usize, accounts: usize) -> u64 {
    let mut zip = Zip::new(path, 12, accounts);
    zip.member("personal_information/personal_information/personal_information.json", |_, out| {
        write(out, OWNER_OF_INSTAGRAM)
    });
    // Likes are in one file, however many; comments are not.
    let mut likes = events * 3 / 10;
    zip.member("your_instagram_activity/likes/liked_posts.json", |pen, out| {
        list(out, usize::MAX, ["[\n", "\n]"], || {
            likes = likes.checked_sub(1)?;
            Some(liked(pen))
        })
    });
    let (mut comments, mut part) = (events * 3 / 10, 1);
    while comments > 0 {
        zip.member(&format!("your_instagram_activity/comments/post_comments_{part}.json"), |pen, out| {
            list(out, MEMBER_BYTES, ["[\n", "\n]"], || {
                comments = comments.checked_sub(1)?;
                Some(comment(pen))
            })
        });
        part += 1;
    }
    let (mut messages, mut number) = ((events * 4 / 10) as u64, 0);
    while messages > 0 {
        let folder = format!("your_instagram_activity/messages/inbox/user{number}_1725580637");
        zip.member(&format!("{folder}/message_1.json"), |pen, out| {
            let lines = messages.min(50 + pen.dice.below(3000));
            messages -= lines;
            write(out, &conversation(pen, number, lines))
        });
        number += 1;
    }
    zip.finish()
}

fn tiktok(path: &str, mut events: usize) -> u64 {
    let mut zip = Zip::new(path, 13, 1);
    let begin = "{\n  \"Profile\": {\n    \"Profile Info\": {\n      \"ProfileMap\": {\n        \"userName\": \"quiet.heron\"\n      }\n    }\n  },\n  \"Your Activity\": {\n    \"Watch History\": {\n      \"VideoList\": [\n";
    zip.member("user_data_tiktok.json", |pen, out| {
        let mut bytes = write(out, begin);
        while events > 0 {
            events -= 1;
            bytes += write(out, &seen(pen)) + write(out, if events > 0 { ",\n" } else { "" });
        }
        bytes + write(out, "\n      ]\n    }\n  }\n}")
    });
    zip.finish()
}
