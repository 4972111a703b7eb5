use punctual::every;

fn main() {
    let _ = every(1).hour().run(|| true);
    let _ = every(1).hour().run(|| Some("done"));
    let _ = every(1).hour().run(|| async { println!("awaited by nobody") });
}
