#![deny(unused_must_use)]

fn main() {
    punctual::every(10);
    punctual::every(10).minutes();
}
