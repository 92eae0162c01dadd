//! Every layout of one invented book, as a person gets it.

mod invented;

use book::Book;
use calamine::Reader;

#[test]
fn markdown() {
    insta::assert_snapshot!(book::markdown::text(&invented::book().unwrap()));
}

#[test]
fn csv() {
    let text = book::csv::text(&invented::book().unwrap()).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    // Sixteen columns of eleven rows, and the head.
    assert_eq!(lines.len(), 1 + 16 * 11);
    // The whole first table, and a line of each other one.
    let shown = lines[..1 + 16 * 4].iter().chain(lines[1 + 16 * 4..].iter().step_by(16));
    insta::assert_snapshot!(shown.copied().collect::<Vec<_>>().join("\n"));
}

/// Figures that stand beside each other have a file of their own.
#[test]
fn csv_of_comparisons() {
    let text = book::csv::beside::text(&invented::book().unwrap()).unwrap();
    assert!(text.lines().count() == 1 + 9);
    insta::assert_snapshot!(text.replace('\r', ""));
}

#[test]
fn published_figures_as_csv() {
    let invented = invented::book().unwrap();
    insta::assert_snapshot!(book::csv::published(invented.published.as_ref().unwrap()).unwrap());
}

#[test]
fn csv_numbers_read_back_the_same_and_no_text_is_run() {
    let invented = invented::book().unwrap();
    let text = book::csv::text(&invented).unwrap();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let values: Vec<Option<f64>> = reader.records().map(|record| record.unwrap()[11].parse().ok()).collect();
    assert_eq!(values, figures(&invented));
    for record in csv::Reader::from_reader(text.as_bytes()).records() {
        for field in record.unwrap().iter().filter(|field| field.parse::<f64>().is_err()) {
            assert!(!field.starts_with(['=', '+', '-', '@']), "{field}");
        }
    }
}

/// The page without its style sheet, an element a line.
#[test]
fn html() {
    let page = book::html::page(&invented::book().unwrap());
    let (before, rest) = page.split_once("<style>").unwrap();
    let (_, after) = rest.split_once("</style>").unwrap();
    insta::assert_snapshot!(format!("{before}{after}").replace("><", ">\n<"));
}

/// Every text of the study is escaped, and nothing is loaded or run.
#[test]
fn a_page_holds_no_markup_of_others_and_loads_nothing() {
    let page = book::html::page(&invented::book().unwrap());
    for theirs in ["<script", "<stars>", "<1>", "<i>", "<b>", "onload", "javascript:", "src=", "url("] {
        assert!(!page.contains(theirs), "{theirs}");
    }
    let links: Vec<&str> = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(!links.is_empty());
    for link in links {
        let name = link.strip_prefix('#').expect("a link within the page");
        assert!(page.contains(&format!("id=\"{name}\"")), "{link}");
    }
}

/// What a sheet holds, by another's reader: a row a line, cells parted by bars.
#[test]
fn excel() {
    let bytes = book::excel::workbook(&invented::book().unwrap()).unwrap();
    let mut workbook: calamine::Xlsx<_> =
        calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
    assert_eq!(
        workbook.sheet_names(),
        ["Contents", "Published", "Planes", "T1", "T2", "T3", "C1", "Methods", "Figures"]
    );
    let mut shown = String::new();
    for name in workbook.sheet_names() {
        assert!(
            workbook.worksheet_formula(&name).unwrap().used_cells().next().is_none(),
            "a formula in {name}"
        );
        shown.push_str(&format!("== {name}\n"));
        let range = workbook.worksheet_range(&name).unwrap();
        let rows = range.rows().take(if name == "Figures" { 6 } else { usize::MAX });
        for row in rows {
            let cells: Vec<String> = row.iter().map(written).collect();
            shown.push_str(cells.join(" | ").trim_end_matches([' ', '|']));
            shown.push('\n');
        }
    }
    insta::assert_snapshot!(shown);
}

/// A cell, numbers to four decimals.
fn written(cell: &calamine::Data) -> String {
    match cell {
        calamine::Data::Float(number) => format!("#{}", (number * 1e4).round() / 1e4),
        other => other.to_string(),
    }
}

#[test]
fn the_same_book_gives_the_same_workbook() {
    let workbook = || book::excel::workbook(&invented::book().unwrap()).unwrap();
    assert!(workbook() == workbook());
}

/// Books without tables, rows, columns or figures, with numbers that are none, and a long one.
#[test]
fn odd_books_are_laid_out_too() {
    let whole = invented::book().unwrap();
    let with = |change: fn(&mut Book)| {
        let mut book = whole.clone();
        change(&mut book);
        book
    };
    let cases = [
        ("no tables", with(|book| book.tables.clear())),
        ("no methods", with(|book| book.methods = None)),
        ("nothing published", with(|book| book.published = None)),
        (
            "no numbers published",
            with(|book| {
                for line in book.published.iter_mut().flat_map(|published| &mut published.lines) {
                    (line.published, line.difference) = (f64::NAN, Some(f64::NAN));
                    no_number(&mut line.estimate);
                }
            }),
        ),
        ("no rows", with(|book| book.tables.iter_mut().for_each(|table| table.rows.clear()))),
        ("no columns", with(no_columns)),
        ("all hidden", with(|book| cells(book, |cell| *cell = book::Cell::SmallBase))),
        ("no numbers", with(|book| cells(book, no_number))),
        ("nothing beside", with(|book| book.comparisons.clear())),
        ("figures only", with(|book| (book.tables, book.planes) = (Vec::new(), Vec::new()))),
        ("no numbers beside", with(no_number_beside)),
        ("a flat plane", with(|book| book.planes[0].across.to = book.planes[0].across.from)),
        (
            "long",
            with(|book| {
                book.tables = (0..40).flat_map(|_| book.tables.clone()).enumerate().map(numbered).collect()
            }),
        ),
    ];
    for (case, book) in cases {
        let page = book::html::page(&book);
        assert!(page.ends_with("</html>"), "{case}");
        let drawn = page.split("<svg").skip(1).filter_map(|svg| svg.split("</title>").nth(1));
        assert!(drawn.filter(|svg| svg.contains("=\"NaN") || svg.contains("=\"inf")).count() == 0, "{case}");
        assert!(book::excel::workbook(&book).is_ok(), "{case}");
        assert!(book::json::text(&book).is_ok(), "{case}");
        assert!(book::csv::text(&book).is_ok(), "{case}");
        assert!(book::markdown::text(&book).contains("## Methods"), "{case}");
    }
}

fn no_columns(book: &mut Book) {
    book.banner.clear();
    for table in &mut book.tables {
        table.bases.clear();
        table.tests.clear();
        table.rows.iter_mut().for_each(|row| row.cells.clear());
    }
}

fn cells(book: &mut Book, change: fn(&mut book::Cell)) {
    book.tables.iter_mut().flat_map(|table| &mut table.rows).flat_map(|row| &mut row.cells).for_each(change);
}

fn no_number(cell: &mut book::Cell) {
    if let book::Cell::Shown(figure) = cell {
        figure.value = f64::NAN;
        figure.interval = Some((f64::NEG_INFINITY, f64::INFINITY));
    }
}

fn no_number_beside(book: &mut Book) {
    for line in
        book.comparisons.iter_mut().flat_map(|chapter| &mut chapter.parts).flat_map(|part| &mut part.lines)
    {
        let interval = Some((f64::NEG_INFINITY, f64::INFINITY));
        line.estimate = book::beside::Estimate::Shown { value: f64::NAN, error: f64::NAN, interval };
    }
}

fn numbered((at, mut table): (usize, book::Table)) -> book::Table {
    table.number = at + 1;
    table
}

/// The value of each cell, none for hidden ones.
fn figures(book: &Book) -> Vec<Option<f64>> {
    let rows = book.tables.iter().flat_map(|table| &table.rows);
    rows.flat_map(|row| &row.cells)
        .map(|cell| if let book::Cell::Shown(figure) = cell { Some(figure.value) } else { None })
        .collect()
}

#[test]
fn json() {
    let text = book::json::text(&invented::book().unwrap()).unwrap();
    let document: serde_json::Value = serde_json::from_str(&text).unwrap();
    // Of the tables one row, of the rest all.
    let mut shown = document.clone();
    for table in shown["tables"].as_array_mut().unwrap() {
        table["rows"].as_array_mut().unwrap().truncate(1);
    }
    insta::assert_snapshot!(serde_json::to_string_pretty(&shown).unwrap());

    let schema: serde_json::Value = serde_json::from_str(&book::json::schema().unwrap()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> =
        validator.iter_errors(&document).map(|error| error.instance_path().to_string()).collect();
    assert!(errors.is_empty(), "{errors:?}");
    let mut wrong = document;
    wrong["tables"][0]["rows"][0]["cells"][0]["state"] = "seen".into();
    assert!(!validator.is_valid(&wrong));
}

/// The file that is published is the schema of what is written.
#[test]
fn the_published_schema_is_the_one_in_use() {
    let published = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../docs/tables.schema.json");
    let schema = book::json::schema().unwrap();
    if std::env::var_os("PARASOCIAL_GOLDEN").is_some() {
        std::fs::write(&published, &schema).unwrap();
    }
    let known = std::fs::read_to_string(&published).unwrap_or_default();
    assert!(
        known == schema,
        "docs/tables.schema.json is not the schema in use: set PARASOCIAL_GOLDEN=1 and run this test again"
    );
}
