//! The owner's profile on Threads.

use archive::Frame;

use crate::common::meta::{Flat, MetaRecord};
use crate::common::profile_labels::{learn_owner, send_fields};
use crate::context::Context;
use crate::reading::{Out, Unreadable, parse};
use crate::section::Next;

/// Who the owner is, and whether the account is private.
pub fn owner(frame: &Frame<'_>, context: &mut Context) -> Result<Next, Unreadable> {
    learn_owner(&parse::<MetaRecord<'_>>(frame.bytes)?.into(), context);
    Ok(Next::Continue)
}

pub fn profile(frame: &Frame<'_>, out: &mut Out<'_>) -> Result<(), Unreadable> {
    let flat = Flat::from(parse::<MetaRecord<'_>>(frame.bytes)?);
    send_fields(&flat, out);
    Ok(())
}
