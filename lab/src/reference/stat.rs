//! Columns out of formulas, and estimates as JSON under the names that cases use.

use serde_json::{Map, Value, json};
use survey::Matrix;
use survey::design::Design;
use survey::estimates::Estimates;
use survey::matrix::{columns, complete};

use super::table::{Column, Table};
use super::words::Word;

/// Columns with their names.
pub struct Named {
    pub names: Vec<String>,
    pub x: Matrix,
}

/// The columns of a formula's terms: numbers as they are, words as one 0/1 column for each category, `I(...)` as 0/1.
pub fn model(table: &Table, terms: &[Word]) -> Result<Named, String> {
    let mut names = Vec::new();
    let mut parts: Vec<Vec<f64>> = Vec::new();
    for term in terms {
        match term {
            Word::Name(name) => {
                let column = table.column(name)?;
                match &column.numbers {
                    Some(numbers) => {
                        names.push(name.clone());
                        parts.push(numbers.clone());
                    }
                    None => categories(name, column, &mut names, &mut parts),
                }
            }
            other => {
                names.push("I()".to_owned());
                parts.push(truth(table, other)?);
            }
        }
    }
    let slices: Vec<&[f64]> = parts.iter().map(Vec::as_slice).collect();
    Ok(Named { names, x: columns(&slices).map_err(|error| error.to_string())? })
}

fn categories(name: &str, column: &Column, names: &mut Vec<String>, parts: &mut Vec<Vec<f64>>) {
    let (levels, codes) = column.codes();
    for (number, level) in levels.iter().enumerate() {
        names.push(format!("{name}{level}"));
        let is = |code: &u32| match *code as usize {
            code if code >= levels.len() => f64::NAN,
            code => f64::from(u8::from(code == number)),
        };
        parts.push(codes.iter().map(is).collect());
    }
}

/// A model matrix: ones, then the terms, words as 0/1 columns for all categories but the first.
pub fn design_matrix(table: &Table, terms: &[Word]) -> Result<Named, String> {
    let mut names = vec!["(Intercept)".to_owned()];
    let mut x = Matrix::from_element(table.rows, 1, 1.0);
    for term in terms {
        let named = model(table, std::slice::from_ref(term))?;
        let words = matches!(term, Word::Name(name) if table.column(name)?.numbers.is_none());
        let skip = usize::from(words);
        names.extend(named.names.iter().skip(skip).cloned());
        x = survey::matrix::beside(&x, &named.x.columns(skip, named.x.ncols() - skip).into_owned());
    }
    Ok(Named { names, x })
}

/// 1 where a comparison holds, 0 where it does not, NaN where it has no answer. A column of numbers is taken as it is.
pub fn truth(table: &Table, word: &Word) -> Result<Vec<f64>, String> {
    match word {
        Word::Call(name, arguments) if ["I", "as.numeric"].contains(&name.as_str()) => {
            truth(table, &arguments.first().ok_or("I() of nothing")?.1)
        }
        Word::Call(sign, arguments) if arguments.len() == 2 => {
            let Word::Name(name) = &arguments[0].1 else {
                return Err("a comparison without a column".to_owned());
            };
            let column = table.column(name)?;
            match &arguments[1].1 {
                Word::Text(text) => {
                    Ok(column.words.iter().map(|word| same(word.as_deref(), text, sign)).collect())
                }
                other => {
                    let bound = *other.numbers().first().ok_or("a comparison with nothing")?;
                    let numbers = table.numbers(name)?;
                    numbers.iter().map(|number| compared(*number, bound, sign)).collect()
                }
            }
        }
        Word::Name(name) => Ok(table.numbers(name)?.to_vec()),
        _ => Err("a term that is not known".to_owned()),
    }
}

fn same(word: Option<&str>, text: &str, sign: &str) -> f64 {
    word.map_or(f64::NAN, |word| f64::from(u8::from((word == text) == (sign == "=="))))
}

fn compared(number: f64, bound: f64, sign: &str) -> Result<f64, String> {
    if number.is_nan() {
        return Ok(f64::NAN);
    }
    let holds = match sign {
        ">" => number > bound,
        "<" => number < bound,
        ">=" => number >= bound,
        "<=" => number <= bound,
        "==" => number == bound,
        _ => return Err("a comparison that is not known".to_owned()),
    };
    Ok(f64::from(u8::from(holds)))
}

/// The design without rows that lack a value.
pub fn without_missing(design: &Design, x: &Matrix) -> Result<Design, String> {
    let complete = complete(x);
    if complete.iter().all(|complete| *complete) {
        return Ok(design.clone());
    }
    design.domain(&complete).map_err(|error| error.to_string())
}

/// Estimates under the names of a case: by normal and by t intervals, the latter with `df` where it says so.
pub fn described(
    names: &[String],
    estimates: &Estimates,
    df: Option<f64>,
) -> Result<Map<String, Value>, String> {
    let wrong = |error: survey::SurveyError| error.to_string();
    let normal = estimates.normal_intervals(0.95).map_err(wrong)?;
    let mut all = Map::new();
    all.insert("names".to_owned(), json!(names));
    all.insert("estimate".to_owned(), json!(estimates.values));
    all.insert("se".to_owned(), json!(estimates.errors()));
    all.insert("ci95_z_lower".to_owned(), json!(lower(&normal)));
    all.insert("ci95_z_upper".to_owned(), json!(upper(&normal)));
    if let Some(df) = df.or(Some(estimates.df)).filter(|df| *df > 0.0) {
        let student = Estimates { df, ..estimates.clone() }.student_intervals(0.95).map_err(wrong)?;
        all.insert("ci95_t_lower".to_owned(), json!(lower(&student)));
        all.insert("ci95_t_upper".to_owned(), json!(upper(&student)));
    }
    all.insert("cv".to_owned(), json!(estimates.variation()));
    all.insert("vcov".to_owned(), square(&estimates.covariance));
    Ok(all)
}

fn lower(pairs: &[(f64, f64)]) -> Vec<f64> {
    pairs.iter().map(|pair| pair.0).collect()
}

fn upper(pairs: &[(f64, f64)]) -> Vec<f64> {
    pairs.iter().map(|pair| pair.1).collect()
}

/// A matrix as rows.
pub fn square(matrix: &Matrix) -> Value {
    json!(matrix.row_iter().map(|row| row.iter().copied().collect::<Vec<f64>>()).collect::<Vec<_>>())
}
