//! What the program cannot do, even if a hostile export got it to try.
//!
//! Three layers of the Linux kernel, each on its own: **files** (Landlock: read the inputs, write in the output folder, nothing
//! else), **calls** (seccomp: no socket, no other program, no look into another process) and **no core dumps**. They go up
//! after the arguments are understood and the inputs are opened, before any thread starts, and never come down. Elsewhere,
//! and on kernels without them, the program runs without and says so.

#[cfg(target_os = "linux")]
mod calls;
#[cfg(target_os = "linux")]
mod files;

use std::fmt;
use std::path::Path;

/// What became of one layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layer {
    /// It holds.
    On,
    /// The kernel gave a part of it.
    Partly,
    /// The kernel does not have it, or refused.
    Off,
}

/// What the kernel gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sandbox {
    pub files: Layer,
    pub calls: Layer,
    pub no_core_dumps: Layer,
}

impl Sandbox {
    /// No layer at all.
    pub const NONE: Self = Self { files: Layer::Off, calls: Layer::Off, no_core_dumps: Layer::Off };

    /// Puts all layers up. `read` may be read from now on (folders with all below them), in the folders of `write` files may
    /// be made, written and removed.
    pub fn enter(read: &[&Path], write: &[&Path]) -> Self {
        // The order matters to nobody but the reader: each layer leaves the others' doors open.
        Self { no_core_dumps: no_core_dumps(), files: restrict_files(read, write), calls: restrict_calls() }
    }

    /// Whether every layer holds.
    pub fn is_whole(self) -> bool {
        [self.files, self.calls, self.no_core_dumps] == [Layer::On; 3]
    }
}

impl fmt::Display for Sandbox {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let says = |layer: Layer| match layer {
            Layer::On => "yes",
            Layer::Partly => "partly",
            Layer::Off => "no",
        };
        write!(
            out,
            "other files closed (Landlock): {}; network and other programs closed (seccomp): {}; no core dumps: {}",
            says(self.files),
            says(self.calls),
            says(self.no_core_dumps)
        )
    }
}

/// From now on, no file but these can be reached by its name.
#[cfg(target_os = "linux")]
pub fn restrict_files(read: &[&Path], write: &[&Path]) -> Layer {
    files::restrict(read, write).unwrap_or(Layer::Off)
}

/// From now on, no socket, no other program, no look into another process.
#[cfg(target_os = "linux")]
pub fn restrict_calls() -> Layer {
    match calls::restrict() {
        Ok(()) => Layer::On,
        Err(_) => Layer::Off,
    }
}

/// From now on, the memory of this process is not written to disk when it crashes, nor can others of the same user look
/// into it.
#[cfg(target_os = "linux")]
pub fn no_core_dumps() -> Layer {
    use rustix::process::{DumpableBehavior, Resource, Rlimit, set_dumpable_behavior, setrlimit};
    let limit = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
    let dumpable = set_dumpable_behavior(DumpableBehavior::NotDumpable);
    if limit.is_ok() && dumpable.is_ok() { Layer::On } else { Layer::Off }
}

#[cfg(not(target_os = "linux"))]
pub fn restrict_files(_read: &[&Path], _write: &[&Path]) -> Layer {
    Layer::Off
}

#[cfg(not(target_os = "linux"))]
pub fn restrict_calls() -> Layer {
    Layer::Off
}

#[cfg(not(target_os = "linux"))]
pub fn no_core_dumps() -> Layer {
    Layer::Off
}
