//! How cells look. Numbers stay numbers; their formats write them as the other layouts do.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use crate::RowKind;

/// As [`crate::print::percent`] writes: `-` is zero, `*` rounds to 0.
const PERCENT: &str = "[=0]\"-\";[<0.005]\"*\";0%";
const MEAN: &str = "0.00";
const WHOLE: &str = "#,##0";
const FAINT: Color = Color::RGB(0x5D_6472);
const HEAD: Color = Color::RGB(0xF5_F1E9);

/// Formats of a workbook.
pub(super) struct Style {
    pub title: Format,
    pub heading: Format,
    pub warning: Format,
    /// Text of the study or of ours.
    pub text: Format,
    pub wrapped: Format,
    pub wording: Format,
    pub strong: Format,
    pub unstated: Format,
    pub group: Format,
    pub column: Format,
    /// The head of a column of words.
    pub words: Format,
    pub letter: Format,
    pub label: Format,
    pub net: Format,
    pub base_label: Format,
    pub base: Format,
    pub mark: Format,
    /// Marks that may be longer than their column.
    pub marks: Format,
    /// A number of the long form.
    pub number: Format,
}

impl Style {
    pub(super) fn new() -> Self {
        let text = Format::new().set_quote_prefix().set_align(FormatAlign::Top);
        let head = text.clone().set_background_color(HEAD);
        let faint = text.clone().set_font_color(FAINT);
        let right = |format: Format| format.set_align(FormatAlign::Right).set_indent(1);
        Self {
            title: text.clone().set_bold().set_font_size(16),
            heading: text.clone().set_bold().set_font_size(13),
            warning: text.clone().set_bold().set_font_color(Color::RGB(0xB8_430F)),
            wrapped: text.clone().set_text_wrap(),
            wording: faint.clone().set_italic(),
            strong: text.clone().set_bold(),
            unstated: faint.clone().set_italic(),
            group: head.clone().set_bold(),
            words: head.clone().set_text_wrap().set_align(FormatAlign::Bottom),
            column: right(head.clone()).set_text_wrap().set_align(FormatAlign::Bottom),
            letter: right(head).set_bold().set_border_bottom(FormatBorder::Thin),
            label: text.clone().set_text_wrap(),
            net: text.clone().set_text_wrap().set_bold(),
            base_label: faint.clone(),
            base: right(Format::new().set_font_color(FAINT))
                .set_align(FormatAlign::Top)
                .set_num_format(WHOLE),
            mark: right(faint.clone()).set_italic(),
            marks: right(faint).set_italic().set_text_wrap(),
            number: Format::new().set_num_format("0.0000"),
            text,
        }
    }

    /// The format of a figure.
    pub(super) fn figure(kind: RowKind, small: bool) -> Format {
        let format = Format::new().set_align(FormatAlign::Right).set_align(FormatAlign::Top).set_indent(1);
        let format = if small { format.set_italic() } else { format };
        match kind {
            RowKind::Category => format.set_num_format(PERCENT),
            RowKind::Net => format.set_num_format(PERCENT).set_bold(),
            RowKind::Mean => format.set_num_format(MEAN).set_bold(),
        }
    }
}

/// The same with a line to its left, where a group of columns begins.
pub(super) fn edged(format: &Format, edge: bool) -> Format {
    if edge { format.clone().set_border_left(FormatBorder::Thin) } else { format.clone() }
}
