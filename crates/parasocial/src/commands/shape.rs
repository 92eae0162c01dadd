//! `parasocial shape`: what an export looks like, without any value in it.

use archive::Limits;
use host::InputProblem;
use person::Refused;

use super::{Ended, Problem};
use crate::arguments::Shape;
use crate::outcome::Speech;

pub fn run(shape: &Shape, speech: &Speech) -> Ended {
    let label = shape.path.display().to_string();
    let keys = crate::shape::KnownKeys::load(&data::Data::builtin());
    super::inputs::shut(std::slice::from_ref(&shape.path), &[], speech);
    let archives = host::open(&shape.path, &Limits::default()).map_err(|problem| {
        let refused = match problem {
            InputProblem::Io(kind) => Refused::unreadable(&label, kind),
            InputProblem::Archive(error) => Refused::unopened(&label, &error),
        };
        Problem::unusable(refused.to_string())
    })?;
    let text: String = archives.iter().map(|archive| crate::shape::describe(archive, &keys)).collect();
    Ok(speech.print(&text))
}
