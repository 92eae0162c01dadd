//! Conversations of an Instagram export, through Instagram's channels.

use archive::Frame;

use super::channels::*;
use crate::common::meta_messages::{self, Channels};
use crate::reading::{Out, Unreadable};

/// What conversations speak through.
pub static CHANNELS: Channels = Channels {
    message: &MESSAGE,
    group_message: &GROUP_MESSAGE,
    call: &CALL,
    group_call: &GROUP_CALL,
    reaction: &MESSAGE_REACTION,
    mention: &MENTION,
};

pub fn message(frame: &Frame<'_>, out: &mut Out<'_>) -> Result<(), Unreadable> {
    meta_messages::message(frame, out, &CHANNELS)
}

pub fn loose_message(frame: &Frame<'_>, out: &mut Out<'_>) -> Result<(), Unreadable> {
    meta_messages::loose_message(frame, out, &CHANNELS)
}
