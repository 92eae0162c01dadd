//! DDI-Codebook 2.5: the description of a data set that archives take.
//!
//! Element order and attributes follow <https://ddialliance.org/Specification/DDI-Codebook/2.5/>. It is written and not read.

use std::io::Write;

use microdata::{Column, Dictionary, Error, Kind, Measure, Rows, SetKind, Value, Variable};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesStart, BytesText, Event};

/// How often each declared code stands in its column.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Frequencies {
    pub rows: u64,
    /// For each variable, its codes.
    pub variables: Vec<Vec<Frequency>>,
}

/// How often one code stands in its column.
#[derive(Debug, Clone, PartialEq)]
pub struct Frequency {
    pub value: Value,
    pub unweighted: u64,
    /// Sum of weights; `None` without a weight.
    pub weighted: Option<f64>,
}

impl Frequencies {
    /// Counts answers and missing codes over all rows, weighted by the dictionary's weight. Memory grows with declared codes.
    ///
    /// # Errors
    /// Those of reading.
    pub fn count(rows: &mut dyn Rows) -> Result<Frequencies, Error> {
        let weight = rows.dictionary().weight.as_deref().and_then(|name| rows.dictionary().position(name));
        let mut all =
            Frequencies { rows: 0, variables: rows.dictionary().variables.iter().map(zeros).collect() };
        if weight.is_some() {
            all.variables.iter_mut().flatten().for_each(|code| code.weighted = Some(0.0));
        }
        while let Some(chunk) = rows.next()? {
            all.rows += chunk.rows() as u64;
            let weights = match weight.map(|at| &chunk.columns[at]) {
                Some(Column::Numbers(weights)) => Some(&weights[..]),
                _ => None,
            };
            for (codes, column) in all.variables.iter_mut().zip(&chunk.columns) {
                count(codes, column, weights);
            }
        }
        Ok(all)
    }
}

/// In order, so that a code is found fast.
fn zeros(variable: &Variable) -> Vec<Frequency> {
    let answers = variable.categories.iter().map(|category| &category.value);
    let values = answers.chain(variable.missing.codes.iter().map(|code| &code.value));
    let mut codes: Vec<Frequency> =
        values.map(|value| Frequency { value: value.clone(), unweighted: 0, weighted: None }).collect();
    codes.sort_by(|a, b| a.value.order(&b.value));
    codes
}

fn count(codes: &mut [Frequency], column: &Column, weights: Option<&[f64]>) {
    if codes.is_empty() {
        return;
    }
    for row in 0..column.len() {
        let found = match column {
            Column::Numbers(numbers) => {
                codes.binary_search_by(|code| code.value.order(&Value::Number(numbers[row] + 0.0)))
            }
            Column::Texts(texts) => {
                let text = texts[row].as_deref().unwrap_or_default();
                codes.binary_search_by(|code| code.value.text().unwrap_or_default().cmp(text))
            }
        };
        if let Some(code) = found.ok().and_then(|at| codes.get_mut(at)) {
            code.unweighted += 1;
            // A missing weight counts for nothing.
            let weight = weights.map_or(0.0, |weights| weights[row]);
            code.weighted = code.weighted.map(|sum| sum + if weight.is_nan() { 0.0 } else { weight });
        }
    }
}

/// Writes the codebook.
///
/// # Errors
/// If the dictionary makes no sense, frequencies are of another data set, or writing fails.
pub fn write(out: impl Write, dictionary: &Dictionary, frequencies: &Frequencies) -> Result<(), Error> {
    dictionary.check()?;
    if frequencies.variables.len() != dictionary.variables.len() {
        return Err(Error::new("frequencies of each variable were expected"));
    }
    let mut xml = Xml(Writer::new_with_indent(out, b' ', 1));
    xml.0.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let root = [("xmlns", "ddi:codebook:2_5".to_owned()), ("version", "2.5".to_owned())];
    xml.inside("codeBook", &root, |xml| {
        study(xml, dictionary)?;
        file(xml, dictionary, frequencies)?;
        xml.inside("dataDscr", &[], |xml| {
            sets(xml, dictionary)?;
            for (at, variable) in dictionary.variables.iter().enumerate() {
                self::variable(xml, dictionary, variable, at, &frequencies.variables[at])?;
            }
            Ok(())
        })
    })?;
    xml.0.get_mut().write_all(b"\n")?;
    Ok(())
}

/// Elements with attributes and text; what XML does not take is left out.
struct Xml<W: Write>(Writer<W>);

impl<W: Write> Xml<W> {
    fn inside(
        &mut self,
        name: &str,
        attributes: &[(&str, String)],
        content: impl FnOnce(&mut Xml<W>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let start = BytesStart::new(name);
        let attributes: Vec<(&str, String)> =
            attributes.iter().map(|(key, value)| (*key, clean(value))).collect();
        let start = start.with_attributes(attributes.iter().map(|(key, value)| (*key, value.as_str())));
        let end = start.to_end().into_owned();
        self.0.write_event(Event::Start(start.borrow()))?;
        content(self)?;
        self.0.write_event(Event::End(end))?;
        Ok(())
    }

    /// An element with attributes only.
    fn empty(&mut self, name: &str, attributes: &[(&str, String)]) -> Result<(), Error> {
        let attributes: Vec<(&str, String)> =
            attributes.iter().map(|(key, value)| (*key, clean(value))).collect();
        let start = BytesStart::new(name);
        let start = start.with_attributes(attributes.iter().map(|(key, value)| (*key, value.as_str())));
        Ok(self.0.write_event(Event::Empty(start))?)
    }

    /// An element with a text; none if there is no text.
    fn text(&mut self, name: &str, attributes: &[(&str, String)], text: &str) -> Result<(), Error> {
        if text.is_empty() {
            return Ok(());
        }
        self.inside(name, attributes, |xml| {
            Ok(xml.0.write_event(Event::Text(BytesText::new(&clean(text))))?)
        })
    }
}

/// Without the characters that XML 1.0 forbids.
fn clean(text: &str) -> String {
    let allowed = |c: &char| !c.is_control() || matches!(c, '\n' | '\t' | '\r' | '\u{80}'..='\u{9f}');
    text.chars().filter(|c| allowed(c) && !matches!(c, '\u{fffe}' | '\u{ffff}')).collect()
}

fn study<W: Write>(xml: &mut Xml<W>, dictionary: &Dictionary) -> Result<(), Error> {
    let title = if dictionary.title.is_empty() { "Untitled" } else { &dictionary.title };
    xml.inside("stdyDscr", &[], |xml| {
        xml.inside("citation", &[], |xml| xml.inside("titlStmt", &[], |xml| xml.text("titl", &[], title)))?;
        if dictionary.synthetic {
            xml.text("notes", &[], "Synthetic data: the people in it are invented.")?;
        }
        dictionary.notes.iter().try_for_each(|note| xml.text("notes", &[], note))
    })
}

fn file<W: Write>(xml: &mut Xml<W>, dictionary: &Dictionary, frequencies: &Frequencies) -> Result<(), Error> {
    xml.inside("fileDscr", &[], |xml| {
        xml.inside("fileTxt", &[], |xml| {
            xml.inside("dimensns", &[], |xml| {
                xml.text("caseQnty", &[], &frequencies.rows.to_string())?;
                xml.text("varQnty", &[], &dictionary.variables.len().to_string())
            })
        })
    })
}

fn id(at: usize) -> String {
    format!("V{}", at + 1)
}

fn sets<W: Write>(xml: &mut Xml<W>, dictionary: &Dictionary) -> Result<(), Error> {
    for (at, set) in dictionary.sets.iter().enumerate() {
        let ids: Vec<String> =
            set.variables.iter().filter_map(|name| dictionary.position(name).map(id)).collect();
        let attributes = [
            ("ID", format!("G{}", at + 1)),
            ("type", "multipleResp".to_owned()),
            ("name", set.name.clone()),
            ("var", ids.join(" ")),
        ];
        xml.inside("varGrp", &attributes, |xml| {
            xml.text("labl", &[], &set.label)?;
            match &set.kind {
                SetKind::Dichotomy { counted } => {
                    xml.text("notes", &[], &format!("chosen where the code is {counted}"))
                }
                SetKind::Categories => Ok(()),
            }
        })?;
    }
    Ok(())
}

fn variable<W: Write>(
    xml: &mut Xml<W>,
    dictionary: &Dictionary,
    variable: &Variable,
    at: usize,
    frequencies: &[Frequency],
) -> Result<(), Error> {
    let mut attributes = vec![("ID", id(at)), ("name", variable.name.clone())];
    if dictionary.weight.as_ref() == Some(&variable.name) {
        attributes.push(("wgt", "wgt".to_owned()));
    } else if let Some(weight) = dictionary.weight.as_deref().and_then(|name| dictionary.position(name)) {
        attributes.push(("wgt-var", id(weight)));
    }
    if let Kind::Number { decimals } = variable.kind {
        attributes.push(("dcml", decimals.to_string()));
    }
    let discrete = !variable.categories.is_empty() || variable.is_text();
    attributes.push(("intrvl", if discrete { "discrete" } else { "contin" }.to_owned()));
    let nature = match variable.measure {
        Measure::Unknown => None,
        Measure::Nominal => Some("nominal"),
        Measure::Ordinal => Some("ordinal"),
        Measure::Scale => Some("interval"),
    };
    attributes.extend(nature.map(|nature| ("nature", nature.to_owned())));
    xml.inside("var", &attributes, |xml| {
        xml.text("labl", &[], &variable.label)?;
        if !variable.question.is_empty() {
            xml.inside("qstn", &[], |xml| xml.text("qstnLit", &[], &variable.question))?;
        }
        invalid(xml, variable)?;
        xml.text("universe", &[], &variable.universe)?;
        categories(xml, variable, frequencies)?;
        let format = if variable.is_text() { "character" } else { "numeric" };
        let category = match variable.kind {
            Kind::Date | Kind::DateTime => "date",
            Kind::Time => "time",
            Kind::Number { .. } | Kind::Text => "other",
        };
        xml.empty("varFormat", &[("type", format.to_owned()), ("category", category.to_owned())])
    })
}

/// Codes that stand for no answer.
fn invalid<W: Write>(xml: &mut Xml<W>, variable: &Variable) -> Result<(), Error> {
    if variable.missing.is_empty() {
        return Ok(());
    }
    xml.inside("invalrng", &[], |xml| {
        if let Some(range) = variable.missing.range {
            let ends = [("min", range.low), ("max", range.high)];
            let ends: Vec<_> =
                ends.into_iter().filter_map(|(key, end)| Some((key, end?.to_string()))).collect();
            xml.empty("range", &ends)?;
        }
        let mut codes = variable.missing.codes.iter();
        codes.try_for_each(|code| xml.empty("item", &[("VALUE", code.value.to_string())]))
    })
}

fn categories<W: Write>(
    xml: &mut Xml<W>,
    variable: &Variable,
    frequencies: &[Frequency],
) -> Result<(), Error> {
    let answers = variable.categories.iter().map(|category| (&category.value, &category.label, false));
    let missing = variable.missing.codes.iter().map(|code| (&code.value, &code.label, true));
    for (value, label, missing) in answers.chain(missing) {
        let attributes: &[_] = if missing { &[("missing", "Y".to_owned())] } else { &[] };
        xml.inside("catgry", attributes, |xml| {
            xml.text("catValu", &[], &value.to_string())?;
            xml.text("labl", &[], label)?;
            let Some(found) = frequencies.iter().find(|one| one.value == *value) else { return Ok(()) };
            xml.text("catStat", &[("type", "freq".to_owned())], &found.unweighted.to_string())?;
            let weighted = [("type", "freq".to_owned()), ("wgtd", "wgtd".to_owned())];
            found.weighted.map_or(Ok(()), |sum| xml.text("catStat", &weighted, &shown(sum)))
        })?;
    }
    Ok(())
}

/// Rounded from 12 significant digits, so that the order of sums does not show.
fn shown(sum: f64) -> String {
    let digits: f64 = format!("{sum:.11e}").parse().unwrap_or(sum);
    digits.to_string()
}

#[cfg(test)]
mod tests {
    use microdata::{Category, Chunk, Memory, MissingCode};

    use super::*;

    #[test]
    fn a_codebook_for_archives() {
        let trust = Variable {
            label: "Trust & <news>".into(),
            question: "Do you \u{1}trust?".into(),
            universe: "All".into(),
            measure: Measure::Ordinal,
            categories: vec![Category::new(1.0, "Yes"), Category::new(0.0, "No")],
            missing: vec![MissingCode::new(9.0, "Don't know")].into(),
            ..Variable::number("trust")
        };
        let land = Variable { categories: vec![Category::new("DE", "Germany")], ..Variable::text("land") };
        let dictionary = Dictionary {
            title: "Invented people".into(),
            synthetic: true,
            weight: Some("w".into()),
            variables: vec![
                trust,
                land,
                Variable { kind: Kind::Number { decimals: 1 }, ..Variable::number("w") },
            ],
            sets: vec![microdata::MultipleResponse {
                name: "one".into(),
                label: "A set".into(),
                kind: SetKind::Dichotomy { counted: Value::Number(1.0) },
                variables: vec!["trust".into()],
            }],
            ..Dictionary::default()
        };
        let text = |text: &str| Some(text.to_owned());
        let columns = vec![
            Column::Numbers(vec![1.0, 1.0, 9.0, f64::NAN, -0.0]),
            Column::Texts(vec![text("DE"), text("FR"), None, text("DE"), None]),
            Column::Numbers(vec![0.1, 0.2, 1.0, f64::NAN, 3.0]),
        ];
        let mut rows = Memory::new(dictionary.clone(), vec![Chunk { columns }]).unwrap();
        let frequencies = Frequencies::count(&mut rows).unwrap();
        let mut out = Vec::new();
        write(&mut out, &dictionary, &frequencies).unwrap();
        insta::assert_snapshot!(String::from_utf8(out).unwrap());
    }
}
