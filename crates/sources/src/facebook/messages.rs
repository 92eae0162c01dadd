//! Conversations: whole only where the encrypted ones lie beside them.

use archive::Frame;

use super::channels::*;
use crate::common::meta_messages::{self, Channels};
use crate::context::Context;
use crate::reading::{Out, Unreadable};

static WHOLE: Channels = Channels {
    message: &MESSAGE,
    group_message: &GROUP_MESSAGE,
    call: &CALL,
    group_call: &GROUP_CALL,
    reaction: &MESSAGE_REACTION,
    mention: &TAG,
};

static OPEN: Channels = Channels { message: &OPEN_MESSAGE, call: &OPEN_CALL, ..WHOLE };

/// What conversations speak through: that nobody answered can be seen only where nothing is missing.
pub fn channels(context: &Context) -> &'static Channels {
    if context.encrypted { &WHOLE } else { &OPEN }
}

pub fn message(frame: &Frame<'_>, out: &mut Out<'_>) -> Result<(), Unreadable> {
    let channels = channels(out.context);
    meta_messages::message(frame, out, channels)
}
