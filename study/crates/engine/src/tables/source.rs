//! One or several files that together are one data set.

use std::path::PathBuf;

use datafusion::arrow::datatypes::DataType;

use super::plan::Column;
use crate::EngineError;
use crate::kind::Kind;
use crate::store::File;

/// Files with the same columns, as far as they are asked for.
#[derive(Debug)]
pub struct Source {
    pub files: Vec<File>,
}

impl Source {
    pub fn open(paths: &[PathBuf]) -> Result<Self, EngineError> {
        if paths.is_empty() {
            return Err(EngineError::NoFiles);
        }
        Ok(Self { files: paths.iter().map(|path| File::open(path)).collect::<Result<_, _>>()? })
    }

    /// That every file has these columns, of the right kind.
    pub fn check(&self, columns: &[Column]) -> Result<(), EngineError> {
        for file in &self.files {
            for column in columns {
                let schema = file.schema();
                let path = || file.path().to_owned();
                let Ok(field) = schema.field_with_name(&column.name) else {
                    let columns = schema.fields().len();
                    return Err(EngineError::NoColumn { path: path(), column: column.name.clone(), columns });
                };
                let found = Kind::of(field.data_type());
                // A column of nothing but nulls is of any kind.
                let empty = *field.data_type() == DataType::Null;
                let wanted = column.kind.unwrap_or(if found == Kind::Other { Kind::Number } else { found });
                if found != wanted && !empty {
                    return Err(EngineError::WrongType {
                        path: path(),
                        column: column.name.clone(),
                        used: column.used,
                        found: found.words().into(),
                        expected: if column.kind.is_some() { wanted.words() } else { "numbers or text" },
                    });
                }
            }
        }
        Ok(())
    }
}
