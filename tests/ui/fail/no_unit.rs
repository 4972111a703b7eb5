use punctual::every;

fn main() {
    let _ = every(10).at(":17");
    let _ = every(10).build();
    let _ = every(5..=10).at(":17");
    let _ = every(5..=10).days();
}
