//! Nothing that reads an export can reach a network.

use std::path::Path;

/// Crates that open sockets, speak a protocol, or bring a runtime made for that.
const REACHING: &[&str] = &[
    "actix-web",
    "async-io",
    "async-net",
    "async-std",
    "attohttpc",
    "awc",
    "axum",
    "curl",
    "curl-sys",
    "h2",
    "hickory-resolver",
    "http",
    "hyper",
    "hyper-util",
    "isahc",
    "lettre",
    "mio",
    "minreq",
    "native-tls",
    "openssl",
    "openssl-sys",
    "quinn",
    "reqwest",
    "rustls",
    "smol",
    "socket2",
    "surf",
    "tiny_http",
    "tokio",
    "tonic",
    "trust-dns-resolver",
    "tungstenite",
    "ureq",
    "warp",
    "webpki",
    "websocket",
    "wasi-http",
];

/// What is built, and with it what measures it and what feeds it hostile input.
const LOCKS: &[&str] = &["Cargo.lock", "bench/Cargo.lock", "fuzz/Cargo.lock"];

/// Kinds of `std::net` (and sockets of files) that clippy has to refuse.
const BANNED: &[&str] = &[
    "std::net::TcpStream",
    "std::net::TcpListener",
    "std::net::UdpSocket",
    "std::os::unix::net::UnixStream",
    "std::os::unix::net::UnixListener",
    "std::os::unix::net::UnixDatagram",
];

pub fn broken(root: &Path) -> Vec<String> {
    let read = |name: &str| std::fs::read_to_string(root.join(name)).unwrap_or_default();
    let mut broken = Vec::new();
    for lock in LOCKS {
        let table: toml::Table = read(lock).parse().unwrap_or_default();
        let packages = table.get("package").and_then(toml::Value::as_array).cloned().unwrap_or_default();
        if packages.is_empty() {
            broken.push(format!("- {lock} cannot be read, so nobody knows whether a network crate is in it"));
        }
        for name in packages.iter().filter_map(|package| package.get("name").and_then(toml::Value::as_str)) {
            if REACHING.contains(&name) {
                broken.push(format!(
                    "- {lock} holds `{name}`, which reaches a network: people trust this program with exports because it cannot; find another crate, or put the feature into study/"
                ));
            }
        }
    }
    let clippy = read("clippy.toml");
    for path in BANNED.iter().filter(|path| !clippy.contains(&format!("\"{path}\""))) {
        broken.push(format!("- clippy.toml no longer bans `{path}`: put it back"));
    }
    broken
}
