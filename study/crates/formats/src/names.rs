//! Names of variables that a format takes.

use std::collections::BTreeSet;

/// What a format takes as a name.
pub struct Rules {
    /// Bytes in UTF-8.
    pub most: usize,
    pub first: fn(char) -> bool,
    pub rest: fn(char) -> bool,
    /// Words that are no names, in upper case.
    pub reserved: &'static [&'static str],
    /// Whether `a` and `A` are one name.
    pub fold: bool,
}

/// SPSS: 64 bytes; a letter or `@` first.
pub const SPSS: Rules = Rules {
    most: 64,
    first: |c| c.is_alphabetic() || c == '@',
    rest: |c| c.is_alphanumeric() || matches!(c, '_' | '.' | '$' | '#' | '@'),
    reserved: &["ALL", "AND", "BY", "EQ", "GE", "GT", "LE", "LT", "NE", "NOT", "OR", "TO", "WITH"],
    fold: true,
};

/// Stata: 32 characters, of which ours have at most 4 bytes; we stay within 32 bytes. A letter or `_` first.
pub const STATA: Rules = Rules {
    most: 32,
    first: |c| c.is_ascii_alphabetic() || c == '_',
    rest: |c| c.is_ascii_alphanumeric() || c == '_',
    reserved: &[
        "_ALL", "_B", "BYTE", "_COEF", "_CONS", "DOUBLE", "FLOAT", "IF", "IN", "INT", "LONG", "_N", "_PI",
        "_PRED", "_RC", "_SKIP", "STRL", "USING", "WITH",
    ],
    fold: false,
};

/// Names by the rules, one for each of `names` and all different, and a line for each that had to change.
pub fn fit(names: &[&str], rules: &Rules) -> (Vec<String>, Vec<String>) {
    let key = |name: &str| if rules.fold { name.to_lowercase() } else { name.to_owned() };
    // Names that need no change are taken first, so that they keep what is theirs.
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let keeps: Vec<bool> =
        names.iter().map(|name| fitted(name, rules) == **name && taken.insert(key(name))).collect();
    let (mut fit, mut lost) = (Vec::new(), Vec::new());
    for (name, keeps) in names.iter().zip(keeps) {
        if keeps {
            fit.push((*name).to_owned());
            continue;
        }
        let base = fitted(name, rules);
        let numbered = |number: usize| {
            let end = format!("_{number}");
            format!("{}{end}", cut(&base, rules.most - end.len()))
        };
        let mut new = base.clone();
        let mut number = 2;
        while !taken.insert(key(&new)) {
            new = numbered(number);
            number += 1;
        }
        lost.push(format!("`{name}` is not a name here and is called `{new}`"));
        fit.push(new);
    }
    (fit, lost)
}

fn fitted(name: &str, rules: &Rules) -> String {
    let mut new = String::new();
    for c in name.chars() {
        if new.is_empty() && !(rules.first)(c) {
            new.push(if (rules.first)('_') { '_' } else { '@' });
        }
        new.push(if (rules.rest)(c) { c } else { '_' });
    }
    if new.is_empty() || new == "_" {
        new = "v".to_owned();
    }
    let mut new = cut(&new, rules.most).trim_end_matches('.').to_owned();
    if rules.reserved.contains(&new.to_uppercase().as_str()) {
        new.push('_');
    }
    new
}

/// As much of a text as fits into so many bytes.
pub fn cut(text: &str, most: usize) -> &str {
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
    &text[..ends.take_while(|end| *end <= most).last().unwrap_or(0)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fit_and_stay_different() {
        let names = ["q1", "Q1", "1a", "a b", "a_b", "with", "", "ü.", "$x"];
        let (spss, _) = fit(&names, &SPSS);
        assert_eq!(spss, ["q1", "Q1_2", "@1a", "a_b_2", "a_b", "with_", "v", "ü", "@$x"]);
        let (stata, lost) = fit(&names, &STATA);
        assert_eq!(stata, ["q1", "Q1", "_1a", "a_b_2", "a_b", "with_", "v", "___", "__x"]);
        assert_eq!(lost.len(), 6);
    }

    proptest::proptest! {
        #[test]
        fn any_names_fit(names in proptest::collection::vec("\\PC{0,40}", 0..8)) {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            for rules in [SPSS, STATA] {
                let (fit, _) = fit(&names, &rules);
                let different: BTreeSet<_> = fit.iter().map(|name| name.to_lowercase()).collect();
                proptest::prop_assert!(!rules.fold || different.len() == names.len());
                proptest::prop_assert!(fit.iter().all(|name| !name.is_empty() && name.len() <= rules.most));
            }
        }
    }
}
