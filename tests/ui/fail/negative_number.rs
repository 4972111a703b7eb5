use punctual::every;

fn main() {
    let _ = every(-3).minutes();
}
