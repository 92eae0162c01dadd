//! What the rules find in one record, on its own.

use lexicon::Lexicon;
use measure::oversharing::{KindFound, Oversharing, Writer};

use crate::check::writer;
use crate::export::Recognised;
use crate::kit::{Kit, Options};

/// Looks at single records through the very code that `check` runs over all of them.
pub struct Finder<'k> {
    kit: &'k Kit,
    writer: Writer,
}

impl<'k> Finder<'k> {
    /// For the exports of one person.
    pub fn new(recognised: &Recognised<'_>, kit: &'k Kit, options: &Options) -> Self {
        Self { kit, writer: writer(recognised, options) }
    }

    /// The rules that look.
    pub const fn lexicon(&self) -> &'k Lexicon {
        &self.kit.lexicon
    }

    /// The ids of the rules that find something in what `look` shows, each with the worst severity of it.
    pub fn find(&self, look: impl FnOnce(&mut Oversharing<'k>)) -> Vec<(&'k str, u8)> {
        let mut oversharing = Oversharing::new(&self.kit.lexicon, self.writer.clone());
        look(&mut oversharing);
        let found = oversharing.finish(&self.kit.oversharing, None);
        let rules = self.kit.lexicon.rules();
        let worst = |kind: &KindFound| kind.values.first().map_or(0, |value| value.finding.severity);
        let told =
            found.kinds.iter().filter_map(|kind| Some((rules.get(kind.rule)?.id.as_str(), worst(kind))));
        told.collect()
    }
}
