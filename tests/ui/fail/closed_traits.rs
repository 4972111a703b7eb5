struct Moon;

impl punctual::Cadence for Moon {
    type Builder = punctual::JobBuilder;
}

impl punctual::accept::IntoZone for Moon {}

fn main() {}
