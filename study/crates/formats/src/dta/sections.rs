//! Sections of a `.dta` file as bytes.

use microdata::Dictionary;

use super::layout::{LABEL, Layout};
use crate::names::cut;

/// Everything up to the first row, with the places of the sections for the map.
pub fn before(dictionary: &Dictionary, layout: &Layout, rows: u64) -> (Vec<u8>, Vec<u64>) {
    let mut out = Vec::new();
    let title: String = dictionary.title.chars().take(LABEL).collect();
    out.extend(b"<stata_dta><header><release>118</release><byteorder>LSF</byteorder><K>");
    out.extend((layout.slots.len() as u16).to_le_bytes());
    out.extend(b"</K><N>");
    out.extend(rows.to_le_bytes());
    out.extend(b"</N><label>");
    out.extend((title.len() as u16).to_le_bytes());
    out.extend(title.as_bytes());
    // The same rows make the same bytes: no time of today.
    out.extend(b"</label><timestamp>\0</timestamp></header>");
    let mut map = vec![0, out.len() as u64];
    out.extend(b"<map>");
    out.extend([0; 14 * 8]);
    out.extend(b"</map>");
    let types = layout.slots.iter().flat_map(|slot| slot.storage.code().to_le_bytes()).collect();
    section(&mut out, &mut map, "variable_types", types);
    let names: Vec<&str> = layout.slots.iter().map(|slot| slot.name.as_str()).collect();
    section(&mut out, &mut map, "varnames", texts(&names, 129));
    section(&mut out, &mut map, "sortlist", vec![0; (layout.slots.len() + 1) * 2]);
    let formats: Vec<&str> = layout.slots.iter().map(|slot| slot.format.as_str()).collect();
    section(&mut out, &mut map, "formats", texts(&formats, 57));
    let sets: Vec<&str> = layout
        .slots
        .iter()
        .map(|slot| if slot.labels.is_empty() { "" } else { slot.name.as_str() })
        .collect();
    section(&mut out, &mut map, "value_label_names", texts(&sets, 129));
    let labels: Vec<String> =
        dictionary.variables.iter().map(|variable| variable.label.chars().take(LABEL).collect()).collect();
    let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
    section(&mut out, &mut map, "variable_labels", texts(&labels, 321));
    section(&mut out, &mut map, "characteristics", vec![]);
    map.push(out.len() as u64);
    out.extend(b"<data>");
    (out, map)
}

fn section(out: &mut Vec<u8>, map: &mut Vec<u64>, name: &str, content: Vec<u8>) {
    map.push(out.len() as u64);
    out.extend(format!("<{name}>").as_bytes());
    out.extend(content);
    out.extend(format!("</{name}>").as_bytes());
}

/// Texts of one length, filled with zeros, at least one.
fn texts(all: &[&str], width: usize) -> Vec<u8> {
    let mut out = Vec::new();
    for text in all {
        let text = cut(text, width - 1);
        out.extend(text.as_bytes());
        out.resize(out.len() + width - text.len(), 0);
    }
    out
}

/// A set of labels for each variable that has some, under its name.
pub fn value_labels(layout: &Layout) -> Vec<u8> {
    let mut out = b"<value_labels>".to_vec();
    for slot in layout.slots.iter().filter(|slot| !slot.labels.is_empty()) {
        // Stata looks codes up in order.
        let mut labels: Vec<(i32, &str)> =
            slot.labels.iter().map(|(code, label)| (*code, cut(label, 32_000))).collect();
        labels.sort_unstable();
        let (mut offsets, mut codes, mut content) = (Vec::new(), Vec::new(), Vec::new());
        for (code, label) in &labels {
            offsets.extend((content.len() as i32).to_le_bytes());
            codes.extend(code.to_le_bytes());
            content.extend(label.as_bytes());
            content.push(0);
        }
        let counts = [labels.len() as i32, content.len() as i32].map(i32::to_le_bytes).concat();
        let table = [counts, offsets, codes, content].concat();
        out.extend(b"<lbl>");
        out.extend((table.len() as i32).to_le_bytes());
        out.extend(texts(&[&slot.name], 129));
        out.extend([0; 3]);
        out.extend(table);
        out.extend(b"</lbl>");
    }
    out.extend(b"</value_labels>");
    out
}
