//! Runs the program in a folder of its own.

use std::path::Path;
use std::process::{Command, Output};

use synth::Member;

/// A folder that goes away, with files in it.
pub struct Desk(tempfile::TempDir);

impl Desk {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// Puts a file there.
    pub fn with(self, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
        self
    }

    /// Runs the program there.
    pub fn run(&self, arguments: &str) -> Output {
        self.run_with(&arguments.split_whitespace().collect::<Vec<_>>())
    }

    /// The same where an argument holds a blank.
    pub fn run_with(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_parasocial"))
            .args(arguments)
            .current_dir(self.path())
            .env("NO_COLOR", "1")
            .env("COLUMNS", "100")
            .output()
            .unwrap()
    }

    /// What a person sees of a run, as one text: the command, its exit code, both outputs.
    pub fn seen(&self, arguments: &str) -> String {
        let output = self.run(arguments);
        let code = output.status.code().unwrap();
        format!(
            "$ parasocial {arguments}\nexit code {code}\n--- standard output\n{}--- standard error\n{}",
            told(&output.stdout),
            told(&output.stderr)
        )
    }
}

/// What was printed, but for what the kernel gave: that is not the same on every machine.
pub fn told(bytes: &[u8]) -> String {
    let is_told = |line: &&str| !line.starts_with("sandbox: ");
    String::from_utf8_lossy(bytes).split_inclusive('\n').filter(is_told).collect()
}

/// A zip of these files.
pub fn zip(files: &[(&str, &str)]) -> Vec<u8> {
    let members: Vec<Member> = files
        .iter()
        .map(|(name, text)| Member { name: (*name).into(), bytes: text.as_bytes().to_vec() })
        .collect();
    synth::to_zip(&members).unwrap()
}

/// An account of X, without which messages have no direction.
pub const ACCOUNT: (&str, &str) = (
    "data/account.js",
    r#"window.YTD.account.part0 = [ { "account" : { "username" : "quiet_heron", "accountId" : "41", "accountDisplayName" : "Ida Heron", "createdAt" : "2019-01-02T03:04:05.000Z" } } ]"#,
);

/// A part of X: `window.YTD.<name>.part0 = [...]`.
pub fn ytd(name: &str, records: &[String]) -> String {
    format!("window.YTD.{name}.part0 = [ {} ]", records.join(",\n"))
}

/// A post on X.
pub fn tweet(id: usize, day: usize, text: &str) -> String {
    let text = serde_json::to_string(text).unwrap();
    // January 2024 began on a Monday.
    let weekday = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][day % 28 % 7];
    let day = 1 + day % 28;
    format!(
        r#"{{ "tweet" : {{ "id_str" : "{id}", "created_at" : "{weekday} Jan {day:02} 14:02:11 +0000 2024", "full_text" : {text} }} }}"#
    )
}
