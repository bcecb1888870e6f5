//! A new migration file is compiled in only when cargo is told to look for it.
fn main() {
    println!("cargo:rerun-if-changed=../migrations");
    println!("cargo:rerun-if-changed=build.rs");
}
