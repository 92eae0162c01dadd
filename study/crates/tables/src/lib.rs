//! From a data set and a plan to a book of tables: what is asked of the engine, letters, tests, hidden cells.
