//! Rows, in chunks of columns.

use crate::{Dictionary, Error};

/// Rows in a full chunk of a data set that is not wider than 1,024 variables.
pub const CHUNK_ROWS: usize = 4096;

/// Cells in a full chunk: 32 MiB of numbers. Wider data sets have shorter chunks.
const CHUNK_CELLS: usize = CHUNK_ROWS * 1024;

/// One column of a chunk.
#[derive(Debug, Clone, PartialEq)]
pub enum Column {
    /// NaN is a blank cell.
    Numbers(Vec<f64>),
    /// `None` is a blank cell.
    Texts(Vec<Option<String>>),
}

impl Column {
    /// An empty column for a variable.
    pub fn of(variable: &crate::Variable) -> Column {
        if variable.is_text() { Column::Texts(Vec::new()) } else { Column::Numbers(Vec::new()) }
    }

    pub fn len(&self) -> usize {
        match self {
            Column::Numbers(numbers) => numbers.len(),
            Column::Texts(texts) => texts.len(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Some rows, a column for each variable of the dictionary, all of one length.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Chunk {
    pub columns: Vec<Column>,
}

impl Chunk {
    /// A chunk without rows.
    pub fn of(dictionary: &Dictionary) -> Chunk {
        Chunk { columns: dictionary.variables.iter().map(Column::of).collect() }
    }

    /// Rows of a full chunk of that dictionary: [`CHUNK_ROWS`], or fewer if it is wide; at least 1.
    pub fn most_rows(dictionary: &Dictionary) -> usize {
        CHUNK_ROWS.min(CHUNK_CELLS / dictionary.variables.len().max(1)).max(1)
    }

    /// Rows in it; 0 without columns.
    pub fn rows(&self) -> usize {
        self.columns.first().map_or(0, Column::len)
    }

    /// Whether it has the columns of the dictionary, of the right kind and of one length.
    ///
    /// # Errors
    /// Names the first column that does not fit: whoever hands over such a chunk has a fault.
    pub fn check(&self, dictionary: &Dictionary) -> Result<(), Error> {
        if self.columns.len() != dictionary.variables.len() {
            let expected = dictionary.variables.len();
            return Err(Error::new(format!("rows with {expected} columns were expected"))
                .found(format!("{} columns", self.columns.len())));
        }
        for (column, variable) in self.columns.iter().zip(&dictionary.variables) {
            let fits = matches!(column, Column::Texts(_)) == variable.is_text();
            if !fits || column.len() != self.rows() {
                let what = format!("the column of `{}` does not fit its dictionary", variable.name);
                return Err(Error::new(what).found("another type, or another number of rows"));
            }
        }
        Ok(())
    }
}

/// What a reader left out, and where. It holds no values.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Faults {
    /// Rows that could not be read and are in no chunk.
    pub rows: u64,
    /// The first of them, and other things that a person should know, each in a line. At most [`Faults::MOST`].
    pub said: Vec<String>,
}

impl Faults {
    /// So many are said, however many there are.
    pub const MOST: usize = 20;

    /// A row that is kept out.
    pub fn row(&mut self, what: impl Into<String>) {
        self.rows += 1;
        self.say(what);
    }

    /// Something to know that costs no row.
    pub fn say(&mut self, what: impl Into<String>) {
        if self.said.len() < Faults::MOST {
            self.said.push(what.into());
        }
    }

    pub fn is_empty(&self) -> bool {
        self.rows == 0 && self.said.is_empty()
    }
}

/// A data set that is read a chunk at a time.
pub trait Rows {
    /// What the columns are. It does not change while rows are read.
    fn dictionary(&self) -> &Dictionary;

    /// The next rows, at least one and at most [`Chunk::most_rows`]; `None` at the end.
    ///
    /// # Errors
    /// Where the file cannot be read on. Rows that can be left out are [`Rows::faults`] instead.
    fn next(&mut self) -> Result<Option<Chunk>, Error>;

    /// What was left out so far.
    fn faults(&self) -> &Faults;
}

/// A data set that is written a chunk at a time. Whoever makes one hands over the dictionary.
pub trait WriteRows {
    /// Appends rows.
    ///
    /// # Errors
    /// If the chunk does not fit the dictionary, or writing fails.
    fn write(&mut self, chunk: &Chunk) -> Result<(), Error>;

    /// Writes what follows the rows. A file without it is not whole.
    ///
    /// # Errors
    /// If writing fails.
    fn finish(self: Box<Self>) -> Result<Lost, Error>;
}

/// What a format could not hold, each in a line for a person, said once for each variable.
pub type Lost = Vec<String>;

/// A data set in memory: small tables and tests.
#[derive(Debug, Clone, Default)]
pub struct Memory {
    dictionary: Dictionary,
    chunks: std::collections::VecDeque<Chunk>,
    faults: Faults,
}

impl Memory {
    /// # Errors
    /// If a chunk does not fit the dictionary.
    pub fn new(dictionary: Dictionary, chunks: Vec<Chunk>) -> Result<Memory, Error> {
        chunks.iter().try_for_each(|chunk| chunk.check(&dictionary))?;
        let chunks = chunks.into_iter().filter(|chunk| chunk.rows() > 0).collect();
        Ok(Memory { dictionary, chunks, faults: Faults::default() })
    }
}

impl Rows for Memory {
    fn dictionary(&self) -> &Dictionary {
        &self.dictionary
    }

    fn next(&mut self) -> Result<Option<Chunk>, Error> {
        Ok(self.chunks.pop_front())
    }

    fn faults(&self) -> &Faults {
        &self.faults
    }
}
