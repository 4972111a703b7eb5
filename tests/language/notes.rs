//! What is right but may surprise.
