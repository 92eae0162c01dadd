//! Reads one member: frames its records, has each turned into events, repairs or reports what is broken.

use std::io::Read;

use archive::{Archive, Frame, FrameProblem, Limits, MemberError};
use event::{
    At, Channel, Direction, Event, Note, Origin, Party, PartyQuality, SectionRead, SectionState, Sink, Words,
};
use serde::Deserialize;

use crate::common::{mentions, repair};
use crate::context::{Context, Place};
use crate::cutter::Cutter;
use crate::messages;
use crate::parts::Parts;
use crate::second_look;
use crate::section::{Body, Map, MapContext, Next, Section, Unit};
use crate::source::Source;

/// What came of one unit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct UnitRead {
    /// Records seen, broken ones included.
    pub records: u64,
    pub skipped: u64,
    pub repaired: u64,
    /// Whether the member could not be read to its end.
    pub broke_off: bool,
    /// Whether something beside or between the records was passed over that cannot be read.
    pub damaged: bool,
}

impl UnitRead {
    /// What that means for the section.
    pub const fn state(&self) -> SectionState {
        match (self.broke_off || self.damaged || self.skipped > 0, self.records) {
            (true, _) => SectionState::Failed,
            (false, 0) => SectionState::Empty,
            (false, _) => SectionState::Read,
        }
    }
}

/// Why a record cannot be read. Says where, never what stands there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unreadable {
    pub kind: UnreadableKind,
    /// Byte in the record, from 1.
    pub column: u64,
}

/// In which way a record cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnreadableKind {
    /// It is no JSON.
    Syntax,
    /// It is JSON of another shape.
    Shape,
    /// It is a row with another number of fields than the header.
    Fields,
    /// It is HTML without the parts that are read.
    Markup,
}

/// Parses a record. The error of the JSON library quotes content, so only its place is kept.
pub fn parse<'r, T: Deserialize<'r>>(bytes: &'r [u8]) -> Result<T, Unreadable> {
    // To check all letters at once is faster than text by text. What is no UTF-8 may stand where nobody looks.
    let read = match std::str::from_utf8(bytes) {
        Ok(text) => serde_json::from_str(text),
        Err(_) => serde_json::from_slice(bytes),
    };
    read.map_err(|error| Unreadable {
        kind: if error.is_data() { UnreadableKind::Shape } else { UnreadableKind::Syntax },
        column: offset_of(bytes, error.line(), error.column()),
    })
}

fn offset_of(bytes: &[u8], line: usize, column: usize) -> u64 {
    let before: usize =
        bytes.split(|&byte| byte == b'\n').take(line.saturating_sub(1)).map(|l| l.len() + 1).sum();
    (before + column) as u64
}

/// Where a record's events go, and all that its mapping may know.
pub struct Out<'s> {
    sink: &'s mut dyn Sink,
    pub context: &'s Context,
    section: &'static Section,
    unit: &'s Unit,
    platform: event::Platform,
    record: u64,
    /// The item of the member's list that the record lies in.
    item: u64,
    /// A message came of which nobody knows which side the owner is on.
    sides_unknown: bool,
    /// Something came of the records, or nothing should.
    came: bool,
    /// What was said beside the records: a conversation's name, its participants.
    pub aside: Aside,
    parts: Parts,
}

/// What a member says beside its records. Forgotten with the next item of its list, and where the reader lost its
/// place.
#[derive(Debug, Clone, Default)]
pub struct Aside {
    pub conversation: Option<Words<'static>>,
    pub participants: Vec<Words<'static>>,
}

impl<'s> Out<'s> {
    /// Where the current record stands.
    pub const fn origin(&self) -> Origin {
        Origin { archive: self.unit.archive, member: self.unit.member, record: self.record }
    }

    /// The platform that is being read.
    pub const fn platform(&self) -> event::Platform {
        self.platform
    }

    /// The folder that the member lies in.
    pub fn folder(&self) -> Option<Words<'s>> {
        self.unit.folder.as_deref().map(Words::from)
    }

    /// Where a conversation in this member stands that has a folder of its own.
    pub(crate) fn place_in_folder(&self) -> Place {
        Place { folder: self.folder().map(Words::into_owned), alone: None }
    }

    /// Where the conversation stands that this record belongs to, in a member that holds one or several.
    pub(crate) const fn place_alone(&self) -> Place {
        Place { folder: None, alone: Some((self.unit.archive, self.unit.member, self.item)) }
    }

    /// Says that the record is understood, though nothing comes of it.
    pub const fn nothing_to_tell(&mut self) {
        self.came = true;
    }

    /// An event of the current record.
    pub const fn event<'e>(&self, channel: &'static Channel, direction: Direction, at: At) -> Event<'e> {
        Event::new(channel, direction, at, self.origin())
    }

    /// Sends an event on. What the owner does to their own account is their own act.
    pub fn send(&mut self, event: Event<'_>) {
        let mut event = Event { owner: self.context.owner.account(), ..event };
        self.sides_unknown |= event.direction == Direction::Unknown;
        self.came = true;
        if event.direction == Direction::Outgoing
            && event.party.as_ref().is_some_and(|party| self.is_owner(party))
        {
            event.direction = Direction::Own;
            event.party = None;
        }
        self.sink.event(&event);
    }

    /// Sends an event on, and one more for each account that its text mentions (see `docs/events.md`).
    pub fn send_with_mentions(&mut self, event: Event<'_>, channel: &'static Channel) {
        let found: Vec<String> = match event.own_words() {
            Some(words) => mentions::in_text(words, self.platform),
            None => Vec::new(),
        };
        if found.is_empty() {
            return self.send(event);
        }
        let party = event.party.clone();
        let base = Event { text: None, party: None, duration_s: None, ..event.clone() };
        self.send(event);
        for handle in found {
            let is_party =
                party.as_ref().is_some_and(|party| party.name.expose().eq_ignore_ascii_case(&handle));
            if is_party || self.context.is_owner_handle(&handle) {
                continue;
            }
            let party = Party { name: handle.into(), quality: PartyQuality::Inferred };
            self.send(Event { channel, direction: Direction::Outgoing, party: Some(party), ..base.clone() });
        }
    }

    /// Whether that party is the owner.
    pub fn is_owner(&self, party: &Party<'_>) -> bool {
        let name = party.name.expose();
        match party.quality {
            PartyQuality::Id => self.context.is_owner_id(name),
            PartyQuality::DisplayName => self.context.is_owner_name(name),
            _ => self.context.is_owner_handle(name),
        }
    }

    /// The sink, for what stands beside the events.
    pub fn sink(&mut self) -> &mut dyn Sink {
        self.came = true;
        self.sink
    }

    /// Reports a field that does not hold what it should; the rest of the record is read.
    pub fn odd_field(&mut self, field: &'static str, expected: &'static str, found: &'static str) {
        let note = messages::odd_field(field, expected, found);
        self.note(note.at_record(self.record));
    }

    pub(crate) fn note(&mut self, note: Note) {
        self.sink.note(note.on(self.platform).in_pattern(self.section.id()));
    }
}

/// Reads the context that a member gives. Problems are not reported here: the member is read again as a unit.
pub fn read_context(source: &Source, unit: &Unit, archive: &Archive, limits: &Limits, context: &mut Context) {
    let section = &source.sections[unit.section];
    let Some(take) = section.context else { return };
    let Ok(reader) = archive.read(unit.member as usize) else { return };
    let Some(mut frames) = Cutter::new(reader, &section.body, limits) else { return };
    context.reading.folder = unit.folder().map(|folder| folder.to_owned().into());
    while let Some(frame) = frames.next() {
        let item = frame.as_ref().map_or(0, |frame| frame.item);
        let place = Some((unit.archive, unit.member, item));
        if context.reading.alone != place {
            context.reading.alone = place;
            context.met.clear();
        }
        match frame.map(|frame| take_context(take, &frame, context)) {
            Ok(Next::Stop) => return,
            Ok(Next::Continue) => {}
            Err(problem) if problem.problem.goes_on() => {}
            Err(_) => return,
        }
    }
}

fn take_context(take: MapContext, frame: &Frame<'_>, context: &mut Context) -> Next {
    take(frame, context)
        .or_else(|error| match frame.header {
            [] => repair::with_repaired(frame, |frame| take(frame, context)),
            _ => repair::with_letters(frame, error, |frame| take(frame, context)),
        })
        .unwrap_or(Next::Continue)
}

/// What has to be said of an export as a whole.
pub fn remark_on(source: &Source, context: &Context) -> Option<Note> {
    let open = source.platform == event::Platform::Facebook && !context.encrypted;
    (open && !context.conversations.is_empty()).then(|| messages::encrypted_missing().on(source.platform))
}

/// Reads one unit into the sink. The rest is still read when a record is broken; the notes say what was not.
pub fn read_unit(
    source: &Source,
    unit: &Unit,
    archive: &Archive,
    limits: &Limits,
    context: &Context,
    sink: &mut dyn Sink,
) -> UnitRead {
    let section = &source.sections[unit.section];
    let mut out = Out {
        sink,
        context,
        section,
        unit,
        platform: source.platform,
        record: 0,
        item: 0,
        sides_unknown: false,
        came: false,
        aside: Aside::default(),
        parts: Parts::of(section),
    };
    let mut read = UnitRead::default();
    match archive.read(unit.member as usize) {
        Err(error) => broke_off(&mut out, &mut read, error),
        Ok(reader) => match &section.body {
            Body::Json { frames, map } => {
                read_records(Cutter::json(reader, *frames, limits), *map, &mut out, &mut read);
                if read == UnitRead::default()
                    && let Ok(again) = archive.read(unit.member as usize)
                {
                    second_look::look_again(again, frames, limits, *map, &mut out, &mut read);
                }
            }
            Body::Csv { map } => {
                read_records(Cutter::csv(reader, limits), *map, &mut out, &mut read);
            }
            Body::Html { begins, map } => {
                read_records(Cutter::html(reader, begins, limits), *map, &mut out, &mut read);
            }
            Body::Media => {
                let name = archive.members().get(unit.member as usize).map(|member| member.name.as_str());
                crate::common::media_file::read(reader, name.unwrap_or_default(), &mut out, &mut read);
            }
        },
    }
    if read.records > read.skipped && !out.came {
        out.note(messages::nothing_came());
    }
    if out.sides_unknown {
        out.note(messages::owner_unknown());
    }
    let file = SectionRead {
        platform: source.platform,
        section: section.id(),
        channels: section.channels,
        state: read.state(),
        records: read.records,
        skipped: read.skipped,
        broke_off: read.broke_off,
    };
    if section.parts.is_empty() {
        out.sink.section(&file);
    }
    out.parts.tell(&file, section, out.sink);
    read
}

pub(crate) fn read_records(mut frames: Cutter<impl Read>, map: Map, out: &mut Out<'_>, read: &mut UnitRead) {
    while let Some(next) = frames.next() {
        let before = *read;
        match next {
            Ok(frame) => read_record(&frame, map, out, read),
            Err(problem) => read_problem(problem, out, read),
        }
        if let Some(frames) = frames.as_json() {
            out.parts.add(frames, before, *read);
        }
    }
    if let Some(frames) = frames.as_json() {
        out.parts.find(frames);
    }
}

fn read_problem(problem: FrameProblem, out: &mut Out<'_>, read: &mut UnitRead) {
    if let archive::Problem::Member(error) = problem.problem {
        return broke_off(out, read, error);
    }
    read.records = problem.number.unwrap_or(read.records);
    read.broke_off |= !problem.problem.goes_on();
    read.damaged |= problem.number.is_none();
    read.skipped += u64::from(problem.number.is_some());
    // Behind a broken record the next one may belong to another conversation.
    if out.item > 0 {
        out.aside = Aside::default();
    }
    out.note(messages::frame_problem(problem));
}

pub(crate) fn read_record(frame: &Frame<'_>, map: Map, out: &mut Out<'_>, read: &mut UnitRead) {
    if frame.item != out.item {
        out.item = frame.item;
        out.aside = Aside::default();
    }
    out.record = frame.number;
    // What stands beside the records has the number of the one before it.
    let counted = frame.number > read.records;
    read.records = frame.number;
    map_record(frame, counted, map, out, read);
}

fn map_record(frame: &Frame<'_>, counted: bool, map: Map, out: &mut Out<'_>, read: &mut UnitRead) {
    let Err(unreadable) = map(frame, out) else { return };
    let json = matches!(out.section.body, Body::Json { .. });
    let repaired = if json {
        repair::with_repaired(frame, |frame| map(frame, out))
    } else {
        repair::with_letters(frame, unreadable, |frame| map(frame, out))
    };
    if repaired.is_ok() {
        read.repaired += u64::from(counted);
        let note = if json { messages::repaired() } else { messages::letters_replaced() };
        out.note(note.at_record(frame.number));
    } else {
        read.skipped += u64::from(counted);
        read.damaged |= !counted;
        out.note(messages::unreadable(unreadable).at_record(frame.number));
    }
}

fn broke_off(out: &mut Out<'_>, read: &mut UnitRead, error: MemberError) {
    read.broke_off = true;
    out.note(messages::member(error));
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use data::Data;
    use event::Collected;

    use super::*;
    use crate::{Labels, Listing, plan};

    fn read(name: &str, file: &str) -> UnitRead {
        let (source, limits) = (&crate::x::SOURCE, Limits::default());
        let archive = Archive::open(name, Arc::new(file.as_bytes().to_vec()), &limits).unwrap();
        let plan = plan(source, &Listing::new(vec![(0, &archive)]));
        let context = Context::new(Labels::load(&Data::builtin()).unwrap(), &[]);
        read_unit(source, &plan.units[0], &archive, &limits, &context, &mut Collected::default())
    }

    /// What stands between or beside records is none of them: those before it were read and stay so. The file is not whole.
    #[test]
    fn records_that_were_read_are_not_skipped_for_what_is_wrong_behind_them() {
        let likes = |rest: &str| {
            read("like.js", &format!("window.YTD.like.part0 = [{{\"like\":{{\"tweetId\":\"1\"}}}}{rest}"))
        };
        let one = UnitRead { records: 1, ..UnitRead::default() };
        assert_eq!(likes("]"), one);
        assert_eq!(likes(", "), UnitRead { broke_off: true, damaged: true, ..one });
        assert_eq!(likes("}]"), UnitRead { damaged: true, ..one });
        let again = r#" {"like":{"tweetId":"2"}}]"#;
        assert_eq!(likes(again), UnitRead { records: 2, damaged: true, ..one });
        assert_eq!(
            likes(r#",{"like":{"tweetId":"2}}]"#),
            UnitRead { records: 2, skipped: 1, broke_off: true, ..one }
        );
        assert_eq!(UnitRead { damaged: true, ..one }.state(), SectionState::Failed);
    }

    #[test]
    fn what_tells_the_conversation_is_no_message_though_it_cannot_be_read() {
        let message = r#"{"messageCreate":{"senderId":"1","recipientId":"2","text":"a","createdAt":"2024-01-02T03:04:05.000Z"}}"#;
        let talk = |id: &str| {
            let file = format!(
                r#"window.YTD.direct_messages.part0 = [{{"dmConversation":{{"conversationId":{id},"messages":[{message}]}}}}]"#
            );
            read("direct-messages.js", &file)
        };
        let one = UnitRead { records: 1, ..UnitRead::default() };
        assert_eq!(talk("\"1-2\""), one);
        assert_eq!(talk("[]"), UnitRead { damaged: true, ..one });
    }
}
