//! Tables of Markdown.

/// Rows of cells below a head. A `|` in a cell would end it.
pub fn of(head: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut text = row(&head.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>());
    text += &row(&vec!["---".to_owned(); head.len()]);
    rows.into_iter().for_each(|cells| text += &row(&cells));
    text
}

fn row(cells: &[String]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| cell.replace('|', "\\|")).collect();
    format!("| {} |\n", cells.join(" | "))
}

/// A name of a file or a list as it is written.
pub fn code(name: &str) -> String {
    format!("`{name}`")
}
