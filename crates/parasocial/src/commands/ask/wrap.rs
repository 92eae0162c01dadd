//! Lines of a terminal.

/// Letters in a line.
const WIDTH: usize = 90;

/// Text broken into lines; each begins with the indent.
pub fn wrapped(text: &str, indent: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut line = indent.to_owned();
    let mut used = indent.chars().count();
    let mut is_empty = true;
    // Runs of blanks stand: they set choices apart.
    for word in text.split_inclusive(' ') {
        let letters = word.trim_end().chars().count();
        if !is_empty && used + letters > WIDTH {
            lines.push(line.trim_end().to_owned());
            line = indent.to_owned();
            used = indent.chars().count();
            is_empty = true;
        }
        line.push_str(word);
        used += word.chars().count();
        is_empty = is_empty && letters == 0;
    }
    lines.push(line.trim_end().to_owned());
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_broken_between_words() {
        let text = wrapped(&"word ".repeat(40), "   ");
        assert!(text.lines().all(|line| line.starts_with("   word") && line.chars().count() <= WIDTH));
        assert_eq!(text.split_whitespace().count(), 40);
        assert_eq!(wrapped("1  yes", "  "), "  1  yes");
    }
}
