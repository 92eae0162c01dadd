//! `baseline ZIP...`: reads exports of the fixed mix, and prints what was read.

fn main() {
    for path in std::env::args_os().skip(1) {
        let zip = std::fs::read(&path).expect("a file");
        println!("{:?}", baseline::parse(&zip));
    }
}
