//! A folder of files, wherever it is.

use std::io::{self, Read};

/// A folder that has been listed: `host` makes one from the file system, a browser from what was dropped on a page.
pub trait Folder: Send + Sync {
    /// The files below the folder with their sizes: names relative to it, with `/` between parts, in order.
    fn files(&self) -> &[(String, u64)];

    /// How many folders below it, or files, could not even be listed.
    fn unreadable(&self) -> u64 {
        0
    }

    /// Opens the file at that position of [`Folder::files`].
    ///
    /// # Errors
    /// Those of the file system.
    fn open(&self, index: usize) -> io::Result<Box<dyn Read + '_>>;
}
