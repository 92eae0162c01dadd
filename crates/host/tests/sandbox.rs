//! Each layer of the sandbox bites: the same things are tried without it, where they work, and behind it, where they do not.
//!
//! A case is a process of its own (this program called again with the name of the case), because what is shut in a process
//! stays shut. Where the kernel has no such layer, its cases are skipped and that is said.

#![allow(clippy::disallowed_types, clippy::disallowed_methods, clippy::print_stdout, clippy::unwrap_used)] // tries the forbidden

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

/// How a case ends, as an exit code.
const DONE: u8 = 0;
const REFUSED: u8 = 10;
const OTHERWISE: u8 = 11;
const NO_SUCH_LAYER: u8 = 12;

/// What is tried. The folder holds `in/export.zip`, `in/sub/a.txt`, `elsewhere/secret.txt` and `out/`.
type Attempt = fn(&Path) -> std::io::Result<()>;

const ATTEMPTS: &[(&str, Attempt)] = &[
    ("read an input", |desk| std::fs::read(desk.join("in/export.zip")).map(drop)),
    ("read below an input folder", |desk| std::fs::read(desk.join("in/sub/a.txt")).map(drop)),
    ("write the report", |desk| {
        host::write_new(&desk.join("out/report.html"), b"report", true).map_err(|problem| match problem {
            host::OutputProblem::Exists => ErrorKind::AlreadyExists.into(),
            host::OutputProblem::Io(kind) => kind.into(),
        })
    }),
    ("read another file", |desk| std::fs::read(desk.join("elsewhere/secret.txt")).map(drop)),
    ("list another folder", |desk| std::fs::read_dir(desk.join("elsewhere")).map(drop)),
    ("write into an input", |desk| std::fs::write(desk.join("in/export.zip"), b"changed")),
    ("write elsewhere", |desk| std::fs::write(desk.join("elsewhere/new.txt"), b"x")),
    ("make a link out of the output folder", |desk| {
        std::os::unix::fs::symlink(desk.join("elsewhere"), desk.join("out/link"))
    }),
    ("open a socket", |_| std::net::TcpListener::bind("127.0.0.1:0").map(drop)),
    ("open a datagram socket", |_| std::net::UdpSocket::bind("127.0.0.1:0").map(drop)),
    ("open a pair of sockets", |_| std::os::unix::net::UnixStream::pair().map(drop)),
    ("start another program", |_| Command::new("/bin/true").status().map(drop)),
    ("be traced", |_| nix::sys::ptrace::traceme().map_err(std::io::Error::from)),
    ("look into memory from outside", |_| std::fs::File::open("/proc/self/mem").map(drop)),
];

/// Which layers go up, and the attempts that have to be refused then. All others have to work.
const SETTINGS: &[(&str, &[&str])] = &[
    ("nothing", &[]),
    (
        "files",
        &[
            "read another file",
            "list another folder",
            "write into an input",
            "write elsewhere",
            "make a link out of the output folder",
            "start another program",
            "look into memory from outside",
        ],
    ),
    (
        "calls",
        &[
            "open a socket",
            "open a datagram socket",
            "open a pair of sockets",
            "start another program",
            "be traced",
        ],
    ),
    (
        "all",
        &[
            "read another file",
            "list another folder",
            "write into an input",
            "write elsewhere",
            "make a link out of the output folder",
            "open a socket",
            "open a datagram socket",
            "open a pair of sockets",
            "start another program",
            "be traced",
            "look into memory from outside",
        ],
    ),
];

fn main() -> ExitCode {
    if let Ok(case) = std::env::var("SANDBOX_CASE") {
        let desk = PathBuf::from(std::env::var_os("SANDBOX_DESK").unwrap());
        let (setting, attempt) = case.split_once('/').unwrap();
        return ExitCode::from(run_case(setting, attempt, &desk));
    }
    if !cfg!(target_os = "linux") {
        println!(
            "no sandbox on this system\n0 passed, 0 failed, {} skipped",
            SETTINGS.len() * ATTEMPTS.len()
        );
        return ExitCode::SUCCESS;
    }
    let (mut passed, mut failed, mut skipped) = (0, 0, 0);
    for (setting, refused) in SETTINGS {
        for (attempt, _) in ATTEMPTS {
            let expected = if refused.contains(attempt) { REFUSED } else { DONE };
            match try_case(setting, attempt) {
                NO_SUCH_LAYER => skipped += 1,
                // Newer kernels let Landlock shut this too.
                REFUSED if (*setting, *attempt) == ("files", "open a socket") => passed += 1,
                ended if ended == expected => passed += 1,
                ended => {
                    failed += 1;
                    println!("{setting}: {attempt}: expected {expected}, ended with {ended}");
                }
            }
        }
    }
    match limits_hold() {
        true => passed += 1,
        false => {
            failed += 1;
            println!("no core dumps: the limit is not 0");
        }
    }
    println!("sandbox: {passed} passed, {failed} failed, {skipped} skipped");
    if failed == 0 && passed > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Runs a case in a process and a folder of its own.
fn try_case(setting: &str, attempt: &str) -> u8 {
    let desk = tempfile::tempdir().unwrap();
    for folder in ["in/sub", "out", "elsewhere"] {
        std::fs::create_dir_all(desk.path().join(folder)).unwrap();
    }
    std::fs::write(desk.path().join("in/export.zip"), b"zip").unwrap();
    std::fs::write(desk.path().join("in/sub/a.txt"), b"a").unwrap();
    std::fs::write(desk.path().join("elsewhere/secret.txt"), b"secret").unwrap();
    let status = again(&format!("{setting}/{attempt}"), desk.path()).status().unwrap();
    status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(OTHERWISE)
}

fn again(case: &str, desk: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.env("SANDBOX_CASE", case).env("SANDBOX_DESK", desk);
    command
}

fn run_case(setting: &str, attempt: &str, desk: &Path) -> u8 {
    use host::sandbox::{Layer, no_core_dumps, restrict_calls, restrict_files};
    let (input, output) = (desk.join("in"), desk.join("out"));
    let layer = match setting {
        "files" => restrict_files(&[&input], &[&output]),
        "calls" => restrict_calls(),
        "limits" => no_core_dumps(),
        "all" => {
            let sandbox = host::Sandbox::enter(&[&input], &[&output]);
            if sandbox.is_whole() { Layer::On } else { Layer::Off }
        }
        _ => Layer::On,
    };
    if layer == Layer::Off {
        return NO_SUCH_LAYER;
    }
    if attempt == "limits" {
        let limits = std::fs::read_to_string("/proc/self/limits").unwrap_or_default();
        let core = limits.lines().find(|line| line.starts_with("Max core file size")).unwrap_or_default();
        let zero = core.split_whitespace().filter(|word| *word == "0").count() == 2;
        return if zero { DONE } else { OTHERWISE };
    }
    let Some((_, try_it)) = ATTEMPTS.iter().find(|(name, _)| *name == attempt) else { return OTHERWISE };
    match try_it(desk) {
        Ok(()) => DONE,
        Err(error) if error.kind() == ErrorKind::PermissionDenied => REFUSED,
        Err(_) => OTHERWISE,
    }
}

fn limits_hold() -> bool {
    let desk = tempfile::tempdir().unwrap();
    again("limits/limits", desk.path()).status().unwrap().code() == Some(0)
}
