//! Numbers at the limits of their types.

use super::Never;
use serde::{Deserialize, Serialize};
use sfn::{Shape, state_machine};

#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
pub struct Narrow {
    a: i8,
    b: i8,
    c: u8,
    d: u8,
    e: i16,
    f: u16,
}

#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
pub struct Wide {
    a: i32,
    b: i32,
    c: u32,
    d: u32,
}

/// One operator on `i8`, by its sign.
#[state_machine]
pub async fn on_i8(operator: String, pair: (i8, i8)) -> Result<i8, Never> {
    let (a, b) = pair;
    let result = match operator.as_str() {
        "+" => a + b,
        "-" => a - b,
        "*" => a * b,
        "/" => a / b,
        "%" => a % b,
        _ => -a,
    };
    Ok(result)
}

/// One operator on `u8`, by its sign.
#[state_machine]
pub async fn on_u8(operator: String, pair: (u8, u8)) -> Result<u8, Never> {
    let (a, b) = pair;
    let result = match operator.as_str() {
        "+" => a + b,
        "-" => a - b,
        "*" => a * b,
        "/" => a / b,
        _ => a % b,
    };
    Ok(result)
}

/// One operator on `i64`, by its sign.
#[state_machine]
pub async fn on_i64(operator: String, pair: (i64, i64)) -> Result<i64, Never> {
    let (a, b) = pair;
    let result = match operator.as_str() {
        "+" => a + b,
        "-" => a - b,
        "*" => a * b,
        "/" => a / b,
        "%" => a % b,
        _ => -a,
    };
    Ok(result)
}

/// One operator on `i32`, by its sign.
#[state_machine]
pub async fn on_i32(operator: String, pair: (i32, i32)) -> Result<i32, Never> {
    let (a, b) = pair;
    let result = match operator.as_str() {
        "+" => a + b,
        "-" => a - b,
        "*" => a * b,
        "/" => a / b,
        "%" => a % b,
        _ => -a,
    };
    Ok(result)
}

/// One operator on `u32`, by its sign.
#[state_machine]
pub async fn on_u32(operator: String, pair: (u32, u32)) -> Result<u32, Never> {
    let (a, b) = pair;
    let result = match operator.as_str() {
        "+" => a + b,
        "-" => a - b,
        "*" => a * b,
        "/" => a / b,
        _ => a % b,
    };
    Ok(result)
}

/// One operator on `f64`, by its sign.
#[state_machine]
pub async fn on_f64(operator: String, pair: (f64, f64)) -> Result<f64, Never> {
    let (a, b) = pair;
    let result = match operator.as_str() {
        "+" => a + b,
        "-" => a - b,
        "*" => a * b,
        "/" => a / b,
        "%" => a % b,
        _ => -a,
    };
    Ok(result)
}

/// Division and remainder by literals, and a divisor that is computed.
#[state_machine]
pub async fn by_literals(a: i64, b: u64) -> Result<Vec<i64>, Never> {
    let half = b / 2;
    let odd = b % 2;
    Ok(vec![
        a / 2,
        a % 2,
        a / 1,
        a / (1 + 2),
        a % -3,
        a / -3,
        -a / 2,
        if half > odd { 1 } else { 0 },
    ])
}

/// What zero prints as, after everything that might give a negative one.
#[state_machine]
pub async fn zeros(a: i64, b: i32) -> Result<String, Never> {
    let zero = a - a;
    Ok(format!(
        "{} {} {} {} {} {}",
        -zero,
        a / 1000000,
        a % 2,
        zero * -1,
        b / 1000000,
        -(b - b)
    ))
}

/// Compound assignments in a chain, with precedence and parentheses.
#[state_machine]
pub async fn compound(a: i64, b: i64) -> Result<(i64, bool), Never> {
    let mut x = a;
    x += b * 2;
    x -= (a - b) * 3 - 1;
    x *= 2 + 1;
    x /= 2;
    x %= 1000;
    let y = x - (a - (b - 1)) - -b;
    let z = (a + b) * (a - b) / 3 % 7;
    Ok((y + z, x > y && !(y >= z) || a <= b))
}

/// A number that is unused and whose computation fails.
#[state_machine]
pub async fn unused(a: u32, b: u32) -> Result<u32, Never> {
    let _ = a - b;
    let _unused = b / a;
    let _ = a * 1000000;
    Ok(1)
}

/// An assignment is overwritten before anybody reads it; it fails all the same.
#[state_machine]
pub async fn overwritten(a: u32, b: u32) -> Result<u32, Never> {
    let mut x = a - b;
    if b < 100 {
        x = 5;
        let (y, _) = (x, a / b);
        return Ok(y);
    }
    Ok(x)
}

/// An assignment is overwritten in the same state.
#[allow(unused_assignments)]
#[state_machine]
pub async fn rewritten(a: u32, b: u32) -> Result<u32, Never> {
    let mut x = a - b;
    x = b;
    x = x + 1;
    x = x * 2;
    Ok(x)
}

/// Only the side that is taken may fail.
#[state_machine]
pub async fn lazy(a: u32, b: u32) -> Result<u32, Never> {
    let quotient = if b == 0 { 0 } else { a / b };
    let close = b != 0 && a / b == 1 || a == 7;
    let more = if close { quotient + 1 } else { quotient };
    Ok(more)
}

/// Every width in one place.
#[state_machine]
pub async fn mixed(narrow: Narrow, wide: Wide) -> Result<(Narrow, Wide), Never> {
    Ok((
        Narrow {
            a: narrow.a + narrow.b,
            b: -narrow.b,
            c: narrow.c - narrow.d,
            d: narrow.d * 2,
            e: narrow.e - 1,
            f: narrow.f + 1,
        },
        Wide {
            a: wide.a * wide.b,
            b: wide.b - 1,
            c: wide.c + wide.d,
            d: wide.d * 2,
        },
    ))
}

/// As deep as an expression may be: sixty arms one below the other, and conditions in conditions.
#[state_machine]
pub async fn deep_values(all: Vec<u64>, n: u64) -> Result<(Vec<u64>, u64), Never> {
    let found = all
        .iter()
        .map(|n| match n {
            0 => 0,
            1 => 7,
            2 => 14,
            3 => 21,
            4 => 28,
            5 => 35,
            6 => 42,
            7 => 49,
            8 => 6,
            9 => 13,
            10 => 20,
            11 => 27,
            12 => 34,
            13 => 41,
            14 => 48,
            15 => 5,
            16 => 12,
            17 => 19,
            18 => 26,
            19 => 33,
            20 => 40,
            21 => 47,
            22 => 4,
            23 => 11,
            24 => 18,
            25 => 25,
            26 => 32,
            27 => 39,
            28 => 46,
            29 => 3,
            30 => 10,
            31 => 17,
            32 => 24,
            33 => 31,
            34 => 38,
            35 => 45,
            36 => 2,
            37 => 9,
            38 => 16,
            39 => 23,
            40 => 30,
            41 => 37,
            42 => 44,
            43 => 1,
            44 => 8,
            45 => 15,
            46 => 22,
            47 => 29,
            48 => 36,
            49 => 43,
            50 => 0,
            51 => 7,
            52 => 14,
            53 => 21,
            54 => 28,
            55 => 35,
            56 => 42,
            57 => 49,
            58 => 6,
            59 => 13,
            _ => 0,
        })
        .collect();
    let sum = if n > 1 {
        n + if n > 2 {
            n + if n > 3 {
                n + if n > 4 {
                    n + if n > 5 {
                        n + if n > 6 {
                            n + if n > 7 {
                                n + if n > 8 {
                                    n + if n > 9 { n + n } else { 9 }
                                } else {
                                    8
                                }
                            } else {
                                7
                            }
                        } else {
                            6
                        }
                    } else {
                        5
                    }
                } else {
                    4
                }
            } else {
                3
            }
        } else {
            2
        }
    } else {
        1
    };
    Ok((found, sum))
}

/// More arms than an expression could have: in a loop they are the rules of one Choice.
#[state_machine]
pub async fn many_arms(all: Vec<u64>) -> Result<u64, Never> {
    let mut total = 0;
    for n in all {
        match n {
            0 => total += 0,
            1 => total += 7,
            2 => total += 14,
            3 => total += 21,
            4 => total += 28,
            5 => total += 35,
            6 => total += 42,
            7 => total += 49,
            8 => total += 6,
            9 => total += 13,
            10 => total += 20,
            11 => total += 27,
            12 => total += 34,
            13 => total += 41,
            14 => total += 48,
            15 => total += 5,
            16 => total += 12,
            17 => total += 19,
            18 => total += 26,
            19 => total += 33,
            20 => total += 40,
            21 => total += 47,
            22 => total += 4,
            23 => total += 11,
            24 => total += 18,
            25 => total += 25,
            26 => total += 32,
            27 => total += 39,
            28 => total += 46,
            29 => total += 3,
            30 => total += 10,
            31 => total += 17,
            32 => total += 24,
            33 => total += 31,
            34 => total += 38,
            35 => total += 45,
            36 => total += 2,
            37 => total += 9,
            38 => total += 16,
            39 => total += 23,
            40 => total += 30,
            41 => total += 37,
            42 => total += 44,
            43 => total += 1,
            44 => total += 8,
            45 => total += 15,
            46 => total += 22,
            47 => total += 29,
            48 => total += 36,
            49 => total += 43,
            50 => total += 0,
            51 => total += 7,
            52 => total += 14,
            53 => total += 21,
            54 => total += 28,
            55 => total += 35,
            56 => total += 42,
            57 => total += 49,
            58 => total += 6,
            59 => total += 13,
            60 => total += 20,
            61 => total += 27,
            62 => total += 34,
            63 => total += 41,
            64 => total += 48,
            65 => total += 5,
            66 => total += 12,
            67 => total += 19,
            68 => total += 26,
            69 => total += 33,
            70 => total += 40,
            71 => total += 47,
            72 => total += 4,
            73 => total += 11,
            74 => total += 18,
            75 => total += 25,
            76 => total += 32,
            77 => total += 39,
            78 => total += 46,
            79 => total += 3,
            80 => total += 10,
            81 => total += 17,
            82 => total += 24,
            83 => total += 31,
            84 => total += 38,
            85 => total += 45,
            86 => total += 2,
            87 => total += 9,
            88 => total += 16,
            89 => total += 23,
            90 => total += 30,
            91 => total += 37,
            92 => total += 44,
            93 => total += 1,
            94 => total += 8,
            95 => total += 15,
            96 => total += 22,
            97 => total += 29,
            98 => total += 36,
            99 => total += 43,
            100 => total += 0,
            101 => total += 7,
            102 => total += 14,
            103 => total += 21,
            104 => total += 28,
            105 => total += 35,
            106 => total += 42,
            107 => total += 49,
            108 => total += 6,
            109 => total += 13,
            110 => total += 20,
            111 => total += 27,
            112 => total += 34,
            113 => total += 41,
            114 => total += 48,
            115 => total += 5,
            116 => total += 12,
            117 => total += 19,
            118 => total += 26,
            119 => total += 33,
            _ => total += 1000,
        }
    }
    Ok(total)
}

crate::harness::subjects!(
    many_arms,
    deep_values,
    on_i8,
    on_u8,
    on_i64,
    on_i32,
    on_u32,
    on_f64,
    by_literals,
    zeros,
    compound,
    unused,
    overwritten,
    rewritten,
    lazy,
    mixed,
);
