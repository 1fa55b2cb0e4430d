//! `unknown-product`: a product that is not there.

use super::{Check, Context};
use crate::scenario::finding::{Severity, Sink};
use crate::scenario::walk::Role;

pub(super) const CHECK: Check = Check {
    code: "unknown-product",
    severity: Severity::Error,
    cause: "A product is named that is not under `products`, or, without such a list, that no service uses",
    mend: "Correct the name, or add what it should name",
    run,
};

fn run(cx: &Context<'_>, sink: &mut Sink) {
    cx.unknown(Role::Product, CHECK.code, "product", sink);
}

#[cfg(test)]
mod tests {
    use crate::scenario::checks::fixture::{clean, found};

    #[test]
    fn a_name_of_no_product_is_found_where_it_stands() {
        found("unknown-product", &[(r#"uses("remote-hands")"#, r#"uses(§"remote-hand")"#)]);
        clean("unknown-product", &[(r#"    products: [
        (id: "remote-hands", name: "Remote Hands, a maintenance tool"),
    ],
"#, r#""#)]);
    }
}
