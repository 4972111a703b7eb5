use punctual::every;

fn main() {
    let _ = every("10 minutes");
    let _ = every(1.5);
    let _ = every(10_i64);
    let _ = every(5..10);
    let _ = every(5..);
}
