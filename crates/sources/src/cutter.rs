//! A member cut into records, whatever its form.

use std::io::Read;

use archive::{Blocks, CsvFrames, Frame, FrameProblem, Frames, JsonFrames, Limits};

use crate::section::Body;

/// The records of one member, one after the other.
pub enum Cutter<R> {
    Json(Box<JsonFrames<R>>),
    Csv(Box<CsvFrames<R>>),
    Html(Box<Blocks<R>>),
}

impl<R: Read> Cutter<R> {
    /// The records of a file of that kind; nothing for pictures and films.
    pub fn new(reader: R, body: &Body, limits: &Limits) -> Option<Self> {
        Some(match body {
            Body::Json { frames, .. } => Self::json(reader, *frames, limits),
            Body::Csv { .. } => Self::csv(reader, limits),
            Body::Html { begins, .. } => Self::html(reader, begins, limits),
            Body::Media => return None,
        })
    }

    pub fn json(reader: R, frames: Frames, limits: &Limits) -> Self {
        Self::Json(Box::new(JsonFrames::new(reader, frames, limits)))
    }

    pub fn csv(reader: R, limits: &Limits) -> Self {
        Self::Csv(Box::new(CsvFrames::new(reader, limits)))
    }

    pub fn html(reader: R, begins: &'static [u8], limits: &Limits) -> Self {
        Self::Html(Box::new(Blocks::new(reader, begins, limits)))
    }

    /// The frames of a file of JSON.
    pub const fn as_json(&self) -> Option<&JsonFrames<R>> {
        match self {
            Self::Json(frames) => Some(frames),
            Self::Csv(_) | Self::Html(_) => None,
        }
    }

    /// The next record, or what is wrong with it; nothing behind the last.
    // Not an iterator: a record is lent out of a buffer.
    #[allow(clippy::should_implement_trait)]
    pub fn next(&mut self) -> Option<Result<Frame<'_>, FrameProblem>> {
        match self {
            Self::Json(frames) => frames.next(),
            Self::Csv(frames) => frames.next(),
            Self::Html(frames) => frames.next(),
        }
    }
}
