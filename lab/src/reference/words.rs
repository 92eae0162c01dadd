//! The few forms of R calls that cases are written in: names, numbers, strings, calls with named arguments, formulas.

/// A call, read.
#[derive(Debug, Clone, PartialEq)]
pub enum Word {
    Number(f64),
    Text(String),
    Name(String),
    /// A function with its arguments, some of them named. Operators are functions too.
    Call(String, Vec<(Option<String>, Self)>),
}

impl Word {
    /// The function that is called.
    pub fn function(&self) -> &str {
        match self {
            Self::Call(name, _) => name,
            _ => "",
        }
    }

    /// The first call of a function, here or in any argument.
    pub fn find(&self, function: &str) -> Option<&Self> {
        if self.function() == function {
            return Some(self);
        }
        let Self::Call(_, arguments) = self else { return None };
        arguments.iter().find_map(|(_, word)| word.find(function))
    }

    /// Its arguments without a name, in order.
    pub fn plain(&self) -> Vec<&Self> {
        match self {
            Self::Call(_, arguments) => {
                arguments.iter().filter(|(name, _)| name.is_none()).map(|(_, word)| word).collect()
            }
            _ => Vec::new(),
        }
    }

    /// An argument by name.
    pub fn named(&self, wanted: &str) -> Option<&Self> {
        let Self::Call(_, arguments) = self else { return None };
        arguments.iter().find(|(name, _)| name.as_deref() == Some(wanted)).map(|(_, word)| word)
    }

    /// The text of an argument by name.
    pub fn text(&self, wanted: &str) -> Option<&str> {
        match self.named(wanted)? {
            Self::Text(text) | Self::Name(text) => Some(text),
            _ => None,
        }
    }

    /// A number, or those of `c(...)`.
    pub fn numbers(&self) -> Vec<f64> {
        match self {
            Self::Number(number) => vec![*number],
            Self::Call(name, arguments) if name == "c" => {
                arguments.iter().flat_map(|(_, word)| word.numbers()).collect()
            }
            Self::Call(name, arguments) if name == "-" && arguments.len() == 1 => {
                arguments[0].1.numbers().into_iter().map(|number| -number).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The terms of a formula's right side, added up: `~a+b+c`; `q01+..+q14` names those between too.
    pub fn terms(&self) -> Vec<Self> {
        match self {
            Self::Call(tilde, arguments) if tilde == "~" => {
                arguments.last().map(|(_, right)| right.terms()).unwrap_or_default()
            }
            Self::Call(plus, arguments) if plus == "+" && arguments.len() == 2 => {
                let mut terms = arguments[0].1.terms();
                let dots = terms.last() == Some(&Self::Name("..".to_owned()));
                if dots {
                    terms.pop();
                    between(&mut terms, &arguments[1].1);
                }
                terms.extend(arguments[1].1.terms());
                terms
            }
            other => vec![other.clone()],
        }
    }

    /// The left side of a formula.
    pub fn response(&self) -> Option<&Self> {
        match self {
            Self::Call(tilde, arguments) if tilde == "~" && arguments.len() == 2 => Some(&arguments[0].1),
            _ => None,
        }
    }
}

/// Fills in the names between the last of `terms` and `last`, by their number.
fn between(terms: &mut Vec<Word>, last: &Word) {
    let split = |word: &Word| match word {
        Word::Name(name) => {
            let end = name.trim_end_matches(|letter: char| letter.is_ascii_digit()).len();
            name[end..].parse::<usize>().ok().map(|number| (name[..end].to_owned(), number, name.len() - end))
        }
        _ => None,
    };
    if let (Some((stem, first, width)), Some((_, last, _))) = (terms.last().and_then(split), split(last)) {
        terms.extend((first + 1..last).map(|number| Word::Name(format!("{stem}{number:0width$}"))));
    }
}

/// Reads a call from the beginning of a text.
pub fn read_call(text: &str) -> Option<Word> {
    let letters: Vec<char> = text.chars().collect();
    let mut reader = Reader { letters: &letters, at: 0 };
    reader.expression(0)
}

struct Reader<'a> {
    letters: &'a [char],
    at: usize,
}

/// Operators with how strongly they bind.
const OPERATORS: &[(&str, u8)] = &[
    ("~", 1),
    ("==", 3),
    (">=", 3),
    ("<=", 3),
    (">", 3),
    ("<", 3),
    ("+", 4),
    ("-", 4),
    ("*", 5),
    ("/", 5),
    (":", 6),
    ("^", 7),
];

impl Reader<'_> {
    fn skip(&mut self) {
        while self.letters.get(self.at).is_some_and(|letter| letter.is_whitespace()) {
            self.at += 1;
        }
    }

    fn take(&mut self, token: &str) -> bool {
        self.skip();
        let found =
            token.chars().enumerate().all(|(i, letter)| self.letters.get(self.at + i) == Some(&letter));
        if found {
            self.at += token.len();
        }
        found
    }

    fn expression(&mut self, floor: u8) -> Option<Word> {
        let mut left = self.operand()?;
        loop {
            self.skip();
            let here = self.at;
            let found = OPERATORS.iter().find(|(sign, _)| {
                let found = self.take(sign);
                self.at = here;
                found
            });
            let Some((sign, strength)) = found.filter(|(_, strength)| *strength > floor) else {
                return Some(left);
            };
            self.take(sign);
            let right = self.expression(*strength)?;
            left = Word::Call((*sign).to_owned(), vec![(None, left), (None, right)]);
        }
    }

    fn operand(&mut self) -> Option<Word> {
        self.skip();
        let first = *self.letters.get(self.at)?;
        if first == '~' || first == '-' {
            self.at += 1;
            let floor = if first == '~' { 1 } else { 5 };
            return Some(Word::Call(first.to_string(), vec![(None, self.expression(floor)?)]));
        }
        if first == '(' {
            self.at += 1;
            let inside = self.expression(0)?;
            return self.take(")").then_some(inside);
        }
        if first == '\'' || first == '"' {
            let from = self.at + 1;
            let length = self.letters[from..].iter().position(|letter| *letter == first)?;
            self.at = from + length + 1;
            return Some(Word::Text(self.letters[from..from + length].iter().collect()));
        }
        let from = self.at;
        while self
            .letters
            .get(self.at)
            .is_some_and(|letter| letter.is_alphanumeric() || "._".contains(*letter))
        {
            self.at += 1;
        }
        let word: String = self.letters[from..self.at].iter().collect();
        if word.is_empty() {
            return None;
        }
        if let Ok(number) = word.parse::<f64>()
            && !word.starts_with(char::is_alphabetic)
        {
            return Some(Word::Number(number));
        }
        // `package::name` is called by its name.
        if self.take("::") {
            return self.operand();
        }
        if !self.take("(") {
            return Some(Word::Name(word));
        }
        Some(Word::Call(word, self.arguments()?))
    }

    fn arguments(&mut self) -> Option<Vec<(Option<String>, Word)>> {
        let mut arguments = Vec::new();
        while !self.take(")") {
            let word = self.expression(0)?;
            let named = self.take("=");
            arguments.push(match word {
                Word::Name(name) if named => (Some(name), self.expression(0)?),
                word => (None, word),
            });
            if !self.take(",") && self.letters.get(self.at) != Some(&')') {
                return None;
            }
        }
        Some(arguments)
    }
}
