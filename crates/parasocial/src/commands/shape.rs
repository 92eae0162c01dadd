//! `parasocial shape`: what an export looks like, without any value in it.

use super::{Ended, inputs};
use crate::arguments::Shape;
use crate::outcome::{Outcome, Speech};

pub fn run(shape: &Shape, speech: &Speech) -> Ended {
    let keys = crate::shape::KnownKeys::load(&data::Data::builtin());
    let paths = std::slice::from_ref(&shape.path);
    inputs::shut(paths, &[], speech);
    let (archives, refused) = inputs::opened(paths);
    let text: String = archives.iter().map(|archive| crate::shape::describe(archive, &keys)).collect();
    refused.iter().for_each(|refused| speech.error(refused));
    let printed = speech.print(&text);
    Ok(if refused.is_empty() { printed } else { Outcome::Unusable })
}
