//! NumPy's scalar arithmetic to the bit and its texts to the character.

use verigrad::numpy::{Base, array_print, pow, repr, square};

use crate::golden::{self, Mismatches, from_bits, same};

#[test]
fn squares_of_scalars_are_the_c_librarys_powers() {
    let name = "numpy/square.csv";
    let mut mismatches = Mismatches::new(name);
    let mut differing = 0;
    for row in golden::read(name, ["argument", "power", "product"]) {
        let [argument, power, product] = row.fields.each_ref().map(|field| from_bits(field));
        mismatches.bits(row.line, "pow(x, 2.0)", pow(argument, 2.0), power);
        mismatches.bits(row.line, "the square", square(argument), power);
        mismatches.bits(row.line, "x * x", argument * argument, product);
        differing += usize::from(!same(power, product));
    }
    mismatches.finish();
    // Else a product would pass as well.
    assert!(differing >= 400, "only {differing} rows tell pow from the product");
}

#[test]
fn powers_are_pythons() {
    let name = "numpy/power.csv";
    let mut mismatches = Mismatches::new(name);
    let mut told_from_repeated_products = 0;
    for row in golden::read(name, ["base", "exponent", "power"]) {
        let [base, exponent, power] = &row.fields;
        let (base, power) = (from_bits(base), from_bits(power));
        let exponent: i32 = exponent.parse().expect("an integer");
        let exponent_f64 = f64::from(exponent);
        mismatches.bits(row.line, "power", pow(base, exponent_f64), power);
        mismatches.bits(row.line, "power of a base", Base::new(base).to(exponent_f64), power);
        let product = (0..exponent).fold(1.0, |product, _| product * base);
        told_from_repeated_products += usize::from(!same(product, power));
    }
    mismatches.finish();
    assert!(told_from_repeated_products > 500, "{told_from_repeated_products}");
}

#[test]
fn arrays_print_as_numpy_prints_them() {
    let name = "numpy/array_print.csv";
    let mut mismatches = Mismatches::new(name);
    for row in golden::read(name, ["first", "second", "text"]) {
        let [first, second, text] = &row.fields;
        let pair = [first, second].map(|field| from_bits(field));
        mismatches.text(row.line, &format!("{pair:?}"), &array_print(&pair), text);
    }
    mismatches.finish();
}

#[test]
fn floats_print_as_python_prints_them() {
    let name = "numpy/repr.csv";
    let mut mismatches = Mismatches::new(name);
    for row in golden::read(name, ["bits", "text"]) {
        let [bits, text] = &row.fields;
        let value = from_bits(bits);
        mismatches.text(row.line, &format!("{value:e}"), &repr(value), text);
        if !value.is_nan() {
            let read_back = text.parse().expect("a decimal");
            mismatches.bits(row.line, "read back", read_back, value);
        }
    }
    mismatches.finish();
}

/// By Python 3.11: of two equally near shortest decimals the even one. Rust's `{:?}` ends
/// the first two in 3.
#[test]
fn ties_are_printed_to_even() {
    let whole = [1_608_882_928_643_910.0, 67_108_864.0, 1_608_882_928_643_911.0];
    let rest = [0.25, 1.0 / 512.0, 0.75];
    let values: [f64; 3] = std::array::from_fn(|k| whole[k] + rest[k]);
    let expected = ["1608882928643910.2", "67108864.00195312", "1608882928643911.8"];
    assert_eq!(values.map(repr), expected);
}

/// At a power of two the neighbours are not equally far, and the nearest short decimal
/// need not read back.
#[test]
fn powers_of_two_read_back() {
    for exponent in -1074..=1023 {
        let power = 2.0_f64.powi(exponent);
        assert_eq!(repr(power).parse(), Ok(power), "2^{exponent}");
    }
}
