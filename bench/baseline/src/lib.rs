//! The baseline: what any program has to do that reads an export in bounded memory, and nothing more. Inflate a member,
//! cut its records out of the stream, parse each into a typed struct that borrows from the buffer, fold it to a checksum.
//!
//! **Frozen.** It knows none of our crates and is not to be changed: numbers of different years are compared through it.

mod cut;
mod records;

use std::io::Read;

use flate2::bufread::DeflateDecoder;

use cut::Cutter;
use records::{
    Comment, Conversation, Impression, Labelled, Like, Message, Record, TikTokComment, Tweet, Watched,
};

const BUFFER: usize = 64 << 10;

/// What was read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sum {
    pub bytes: u64,
    pub records: u64,
    pub checksum: u64,
}

impl Sum {
    fn add(&mut self, other: Self) {
        self.bytes += other.bytes;
        self.records += other.records;
        self.checksum = self.checksum.wrapping_add(other.checksum);
    }
}

/// Inflates every member and looks at no byte of it. As the zip libraries do, checksums of members are checked.
pub fn inflate(zip: &[u8]) -> Sum {
    members(zip, |_, reader| {
        let (mut buffer, mut sum) = (vec![0; BUFFER], Sum::default());
        loop {
            let count = reader.read(&mut buffer).expect("a whole member");
            if count == 0 {
                return sum;
            }
            sum.bytes += count as u64;
        }
    })
}

/// Inflates every member, cuts its records and parses them.
pub fn parse(zip: &[u8]) -> Sum {
    members(zip, |name, reader| {
        let mut cutter = Cutter::new(reader);
        let mut sum = Sum::default();
        if name.contains("/tweets") {
            list::<Tweet<'_>>(&mut cutter, b"[", &mut sum);
        } else if name.contains("/like") && name.ends_with(".js") {
            list::<Like<'_>>(&mut cutter, b"[", &mut sum);
        } else if name.contains("/direct-messages") {
            while list::<Conversation<'_>>(&mut cutter, b"\"messages\" : [", &mut sum) {}
        } else if name.contains("/ad-impressions") {
            while list::<Impression<'_>>(&mut cutter, b"\"impressions\" : [", &mut sum) {}
        } else if name.ends_with("liked_posts.json") {
            list::<Labelled<'_>>(&mut cutter, b"[", &mut sum);
        } else if name.contains("post_comments") {
            list::<Comment<'_>>(&mut cutter, b"[", &mut sum);
        } else if name.contains("/message_") {
            list::<Message<'_>>(&mut cutter, b"\"messages\": [", &mut sum);
        } else if name.ends_with("user_data_tiktok.json") {
            list::<TikTokComment<'_>>(&mut cutter, b"\"CommentsList\": [", &mut sum);
            list::<Watched<'_>>(&mut cutter, b"\"VideoList\": [", &mut sum);
        }
        cutter.pass_rest();
        sum.bytes = cutter.bytes();
        sum
    })
}

/// The records of the next list that begins with these bytes; false if there is none.
fn list<'c, T: for<'r> Kind<'r>>(cutter: &mut Cutter<'c>, begins: &[u8], sum: &mut Sum) -> bool {
    if !cutter.seek(begins) {
        return false;
    }
    while let Some(bytes) = cutter.next() {
        let record: <T as Kind<'_>>::Read = serde_json::from_slice(bytes).expect("a record of its kind");
        sum.records += 1;
        sum.checksum = sum.checksum.wrapping_add(record.fold());
    }
    true
}

/// A kind of record, whatever it borrows from.
trait Kind<'r> {
    type Read: serde::Deserialize<'r> + Record;
}

macro_rules! kinds {
    ($($name:ident),*) => { $(impl<'r> Kind<'r> for $name<'_> { type Read = $name<'r>; })* };
}
kinds!(Tweet, Like, Conversation, Impression, Labelled, Comment, Message, TikTokComment, Watched);

fn members(zip: &[u8], mut read: impl FnMut(&str, &mut dyn Read) -> Sum) -> Sum {
    let archive = rawzip::ZipArchive::from_slice(zip).expect("a zip");
    let mut entries = archive.entries();
    let mut sum = Sum::default();
    while let Some(record) = entries.next_entry().expect("a whole listing") {
        let name = String::from_utf8_lossy(record.file_path().as_bytes()).into_owned();
        let entry = archive.get_entry(record.wayfinder()).expect("a member");
        let inflated = DeflateDecoder::new(entry.data());
        sum.add(read(&name, &mut entry.verifying_reader(inflated)));
    }
    sum
}
