//! Bundles as data sets: one row for each donor, and one for each donor and kind of act that their exports show.

use donation::Coverage;
use donation::traced::{Cell, Holds, RESPONDENT, WITHDRAWAL, columns, respondent, row};
use microdata::{Category, Chunk, Column, Dictionary, Error, Kind, Measure, Memory, State, Variable};

use crate::folder::Found;

/// Rows of a chunk.
const ROWS: usize = 1024;

/// One row for each bundle, with the traced columns of [`donation::traced`]. A blank is unknown.
///
/// # Errors
/// Never, unless columns do not fit their dictionary.
pub fn table(bundles: &[Found]) -> Result<Memory, Error> {
    let columns = columns();
    let mut dictionary = dictionary(bundles, "Donated measures");
    dictionary.variables = columns.iter().map(variable).collect();
    dictionary.design.id = Some(RESPONDENT.into());
    let rows: Vec<Vec<Option<Cell>>> = bundles.iter().map(|one| row(&one.bundle)).collect();
    memory(dictionary, &rows)
}

/// One row for each bundle and each kind of act that its exports show: no column alone tells rows apart, so none is named as their id.
///
/// # Errors
/// As [`table`].
pub fn coverage(bundles: &[Found]) -> Result<Memory, Error> {
    let mut dictionary = dictionary(bundles, "What donated exports show");
    let texts = [
        (RESPONDENT, "Respondent"),
        (WITHDRAWAL, "Hash of the withdrawal code"),
        ("traced_platform", "Platform"),
        ("traced_kind", "Kind of act"),
        ("traced_mode", "How it came to be: log, snapshot, recent, aggregate"),
        ("traced_reverse", "Whether an answer would be seen"),
        ("traced_state", "What became of it: read, empty, failed"),
        ("traced_from", "First month"),
        ("traced_to", "Last month"),
    ];
    let numbers = [
        ("traced_events", "Acts"),
        ("traced_undated", "Part without a time"),
        ("traced_party_known", "Part that says with whom"),
    ];
    let labelled = |variable: Variable, label: &str| Variable { label: label.into(), ..variable };
    dictionary.variables.extend(texts.map(|(name, label)| labelled(Variable::text(name), label)));
    dictionary.variables.extend(numbers.map(|(name, label)| {
        let decimals = if name == "traced_events" { 0 } else { 3 };
        let kind = Kind::Number { decimals };
        Variable {
            kind,
            measure: Measure::Scale,
            blank: State::NotAnswered,
            ..labelled(Variable::number(name), label)
        }
    }));
    let rows: Vec<Vec<Option<Cell>>> = bundles
        .iter()
        .flat_map(|one| {
            let ids = [respondent(&one.bundle).to_owned(), one.bundle.withdrawal.to_string()];
            one.bundle.coverage.iter().map(move |row| shown(&ids, row))
        })
        .collect();
    memory(dictionary, &rows)
}

fn shown(ids: &[String; 2], row: &Coverage) -> Vec<Option<Cell>> {
    let text = |text: &dyn ToString| Some(Cell::Text(text.to_string()));
    vec![
        text(&ids[0]),
        text(&ids[1]),
        text(&row.platform),
        text(&row.kind),
        text(&row.mode),
        text(&row.reverse),
        text(&row.state),
        row.from.map(|month| Cell::Text(month.to_string())),
        row.to.map(|month| Cell::Text(month.to_string())),
        Some(Cell::Number(row.events as f64)),
        row.undated.map(|share| Cell::Number(share.get())),
        row.party_known.map(|share| Cell::Number(share.get())),
    ]
}

fn dictionary(bundles: &[Found], title: &str) -> Dictionary {
    Dictionary {
        title: title.into(),
        synthetic: bundles.iter().any(|one| one.bundle.synthetic),
        notes: vec![
            "From bundles that people gave. A blank is unknown: not in their exports, or taken out by them. It is never 0.".into(),
        ],
        ..Dictionary::default()
    }
}

fn variable(column: &donation::traced::Column) -> Variable {
    let label = column.label.clone();
    // Everybody in the table gave a bundle; what it does not say is missing, and not a question that was skipped.
    let blank = State::NotAnswered;
    match &column.holds {
        Holds::Id => Variable { label, ..Variable::text(&column.name) },
        Holds::Amount(decimals) => {
            let kind = Kind::Number { decimals: *decimals };
            Variable { label, kind, measure: Measure::Scale, blank, ..Variable::number(&column.name) }
        }
        Holds::YesNo => {
            let categories = vec![Category::new(1.0, "Yes"), Category::new(0.0, "No")];
            Variable { label, categories, measure: Measure::Nominal, blank, ..Variable::number(&column.name) }
        }
        Holds::Codes(codes) => {
            let categories = codes.iter().map(|(code, label)| Category::new(*code, label.as_str())).collect();
            Variable { label, categories, blank, ..Variable::text(&column.name) }
        }
    }
}

fn memory(dictionary: Dictionary, rows: &[Vec<Option<Cell>>]) -> Result<Memory, Error> {
    dictionary.check()?;
    let chunk = |rows: &[Vec<Option<Cell>>]| {
        let mut chunk = Chunk::of(&dictionary);
        for row in rows {
            for (column, cell) in chunk.columns.iter_mut().zip(row) {
                match (column, cell) {
                    (Column::Numbers(numbers), Some(Cell::Number(number))) => numbers.push(*number),
                    (Column::Numbers(numbers), _) => numbers.push(f64::NAN),
                    (Column::Texts(texts), Some(Cell::Text(text))) => texts.push(Some(text.clone())),
                    (Column::Texts(texts), _) => texts.push(None),
                }
            }
        }
        chunk
    };
    let chunks = rows.chunks(ROWS).map(chunk).collect();
    Memory::new(dictionary, chunks)
}

#[cfg(test)]
mod tests {
    use microdata::Rows;

    use super::*;
    use crate::testing::found;

    #[test]
    fn one_row_for_each_donor_with_blanks_for_what_is_unknown() {
        let all = [found("a", Some("P-1"), "2027-01-01", 1), found("b", None, "2027-01-01", 2)];
        let mut rows = table(&all).unwrap();
        assert!(rows.dictionary().synthetic);
        let of = |name: &str| columns().iter().position(|column| column.name == name).unwrap();
        let chunk = rows.next().unwrap().unwrap();
        assert_eq!(chunk.rows(), 2);
        let Column::Texts(respondents) = &chunk.columns[of("respondent")] else { panic!() };
        assert_eq!(respondents[0].as_deref(), Some("P-1"));
        assert_eq!(respondents[1].as_deref(), Some("02".repeat(16).as_str()));
        let Column::Numbers(messages) = &chunk.columns[of("traced_messages")] else { panic!() };
        assert!(messages.iter().all(|number| number.is_nan()));
        assert_eq!(chunk.columns[of("traced_hours_low")], Column::Numbers(vec![0.52; 2]));
    }

    #[test]
    fn what_exports_show_is_a_table_of_its_own() {
        let mut rows = coverage(&[found("a", Some("P-1"), "2027-01-01", 1)]).unwrap();
        let chunk = rows.next().unwrap().unwrap();
        let first = |column: &Column| match column {
            Column::Texts(texts) => texts[0].clone().unwrap(),
            Column::Numbers(numbers) => numbers[0].to_string(),
        };
        let row: Vec<String> = chunk.columns.iter().map(first).collect();
        assert_eq!(row[2..], ["x", "message", "log", "full", "read", "2024-01", "2027-02", "211", "0", "1"]);
    }

    #[test]
    fn no_bundle_is_a_table_without_rows() {
        assert_eq!(table(&[]).unwrap().next().unwrap(), None);
    }
}
