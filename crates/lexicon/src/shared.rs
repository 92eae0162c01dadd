//! What patterns have in common: fragments, contexts and shields, from any of the rule files.

use std::collections::BTreeMap;

use crate::lazy::LazyRegex;

use crate::problems::Problems;
use crate::syntax::{ContextSyntax, ShieldSyntax};
use event::named;

/// How deep fragments may lie in fragments. More is a circle.
const FRAGMENT_DEPTH: usize = 8;

/// What classes of characters mean in rule files. The languages of the rules are written with Latin letters, and
/// classes that hold every script make a pattern a hundred times as large.
const CLASSES: [(&str, &str); 5] = [
    (r"\d", "[0-9]"),
    (r"\w", "[0-9A-Za-z_À-ɏ]"),
    (r"\p{L}", "[A-Za-zÀ-ɏ]"),
    (r"\p{Lu}", r"[\p{Lu}&&[A-ZÀ-ɏ]]"),
    (r"\p{N}", "[0-9]"),
];

/// Named pieces that rules refer to.
#[derive(Debug, Default)]
pub(crate) struct Shared {
    /// Patterns are compiled as they come, so that what is wrong with them is found.
    pub eager: bool,
    pub fragments: BTreeMap<String, String>,
    pub contexts: Vec<Context>,
    pub shields: Vec<Shield>,
}

/// Words that change what a match in their sentence means.
#[derive(Debug)]
pub(crate) struct Context {
    pub name: String,
    pub within: Within,
    pub words: LazyRegex,
}

named! {
    /// Where in the sentence of a match the words have to stand.
    pub(crate) enum Within {
        Before = "before",
        After = "after",
        Sentence = "sentence",
    }
}

/// Stretches of a text that are hidden from rules.
#[derive(Debug)]
pub(crate) struct Shield {
    pub name: String,
    /// Without one of these in the text, there is nothing to hide.
    pub anchors: Vec<String>,
    pub regexes: Vec<LazyRegex>,
}

impl Shared {
    pub(crate) fn add_fragment(&mut self, name: &str, pattern: &str, problems: &mut Problems<'_>) {
        if self.fragments.insert(name.to_owned(), pattern.to_owned()).is_some() {
            problems.within(name).add("there is another fragment of this name");
        }
    }

    pub(crate) fn add_context(&mut self, syntax: &ContextSyntax, problems: &mut Problems<'_>) {
        let mut problems = problems.within(&syntax.name);
        if self.contexts.iter().any(|context| context.name == syntax.name) {
            problems.add("there is another context of this name");
        }
        let within = problems.known("place", &syntax.within, Within::from_name(&syntax.within), Within::ALL);
        let words = self.any_of("patterns", &syntax.patterns, &mut problems);
        if let (Some(within), Some(words)) = (within, words) {
            self.contexts.push(Context { name: syntax.name.clone(), within, words });
        }
    }

    pub(crate) fn add_shield(&mut self, syntax: &ShieldSyntax, problems: &mut Problems<'_>) {
        let mut problems = problems.within(&syntax.name);
        if self.shields.iter().any(|shield| shield.name == syntax.name) {
            problems.add("there is another shield of this name");
        }
        let compiled = syntax.patterns.iter().map(|pattern| self.compile(pattern));
        match compiled.collect() {
            Ok(regexes) => {
                let (name, anchors) = (syntax.name.clone(), syntax.anchors.clone());
                self.shields.push(Shield { name, anchors, regexes });
            }
            Err(why) => problems.add(format!("bad pattern: {why}")),
        }
    }

    /// One regex for a list of phrases, each of which has to stand as words of its own.
    pub(crate) fn any_of(
        &self,
        field: &str,
        phrases: &[String],
        problems: &mut Problems<'_>,
    ) -> Option<LazyRegex> {
        if phrases.is_empty() {
            return None;
        }
        // `(?:^|...)` instead of a Unicode `\b`, which would throw the regex engine off its fast path.
        let joined = format!(r"(?:^|[^\p{{L}}\p{{N}}])(?:{})(?:[^\p{{L}}\p{{N}}]|$)", phrases.join("|"));
        self.compile(&joined).map_err(|why| problems.add(format!("bad `{field}`: {why}"))).ok()
    }

    /// A regex that ignores case, with its fragments put in.
    pub(crate) fn compile(&self, pattern: &str) -> Result<LazyRegex, String> {
        let mut whole = self.expand(pattern, FRAGMENT_DEPTH)?;
        for (class, meaning) in CLASSES {
            whole = whole.replace(class, meaning);
        }
        if self.eager { LazyRegex::eager(whole) } else { Ok(LazyRegex::lazy(whole)) }
    }

    fn expand(&self, pattern: &str, depth: usize) -> Result<String, String> {
        let mut whole = String::with_capacity(pattern.len());
        let mut rest = pattern;
        while let Some((before, after)) = rest.split_once("<<") {
            let (name, after) =
                after.split_once(">>").ok_or("a fragment that begins with `<<` does not end")?;
            let inner = self.fragments.get(name).ok_or_else(|| format!("unknown fragment `{name}`"))?;
            if depth == 0 {
                return Err(format!("fragment `{name}` contains itself"));
            }
            whole.push_str(before);
            whole.push_str("(?:");
            whole.push_str(&self.expand(inner, depth - 1)?);
            whole.push(')');
            rest = after;
        }
        whole.push_str(rest);
        Ok(whole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fragments_are_put_in_and_circles_are_noticed() {
        let mut shared = Shared { eager: true, ..Shared::default() };
        shared.fragments.insert("day".into(), r"\d{1,2}".into());
        shared.fragments.insert("date".into(), "<<day>> may".into());
        shared.fragments.insert("round".into(), "<<round>>".into());
        let found = shared.compile("on <<date>>!").map(|regex| regex.get().unwrap().as_str().to_owned());
        assert_eq!(found.as_deref(), Ok(r"on (?:(?:[0-9]{1,2}) may)!"));
        assert_eq!(shared.compile("<<x>>").err().as_deref(), Some("unknown fragment `x`"));
        assert_eq!(shared.compile("<<round>>").err().as_deref(), Some("fragment `round` contains itself"));
        assert_eq!(shared.compile("a(").err().as_deref(), Some("unclosed group"));
    }
}
