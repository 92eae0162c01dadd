//! Answers as Parquet, and survey tables over them in one pass.
