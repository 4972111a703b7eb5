//! What people bring with them, from where they come.
