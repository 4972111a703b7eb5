//! The schedule language, in both its forms.

mod builder;
