//! When things happen: awaits inside expressions, and variables that change between operands.

use super::Never;
use serde::{Deserialize, Serialize};
use sfn::{Shape, state_machine, task};

#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
pub struct Pair {
    left: i64,
    right: i64,
}

#[task]
pub async fn add(a: i64, b: i64) -> Result<i64, Never> {
    Ok(a + b)
}

#[task]
pub async fn positive(n: i64) -> Result<bool, Never> {
    Ok(n > 0)
}

/// An operand keeps the value that it had when it was evaluated.
#[state_machine]
pub async fn operands(start: i64) -> Result<Vec<i64>, Never> {
    let mut x = start;
    let first = x + {
        x = 2;
        x
    };
    let second = add(x, {
        x = 10;
        x
    })
    .await?;
    let third = Pair {
        left: x,
        right: {
            x += 1;
            x
        },
    };
    x += {
        x = 100;
        1
    };
    let fourth = [
        x,
        {
            x = 7;
            x
        },
        x,
    ];
    Ok(vec![
        first,
        second,
        third.left,
        third.right,
        fourth[0],
        fourth[1],
        fourth[2],
        x,
    ])
}

/// Awaits as operands, arguments, members, and in `format!`.
#[state_machine]
pub async fn awaited_operands(a: i64, b: i64) -> Result<(i64, Pair, String, Vec<i64>), Never> {
    let sum = add(a, 1).await? * add(b, 2).await? - a;
    let nested = add(add(a, b).await?, add(b, a).await? + 1).await?;
    let pair = Pair {
        left: add(sum, 0).await?,
        right: nested,
    };
    let text = format!("{} and {}", add(a, a).await?, add(b, b).await?);
    let list = vec![add(1, 1).await?, a, add(2, 2).await?];
    Ok((sum, pair, text, list))
}

/// Awaits in conditions, with short circuits.
#[state_machine]
pub async fn awaited_conditions(a: i64, b: i64) -> Result<String, Never> {
    let mut text = String::new();
    if positive(a).await? && positive(b).await? {
        text = text + "both ";
    } else if positive(a).await? || positive(b).await? {
        text = text + "one ";
    }
    let mut n = a;
    while positive(n).await? && n < 100 {
        n = add(n, b).await?;
        if n % 2 == 0 {
            continue;
        }
        text = format!("{text}{n};");
    }
    let late = b == 0 || add(a, b).await? / b > 1;
    let sign = match add(a, b).await? {
        0 => "zero",
        n if n < 0 => "negative",
        _ => "positive",
    };
    Ok(format!("{text}{n} {sign} {late} {}", !positive(n).await?))
}

/// Blocks, `if` and `match` as operands and arguments.
#[state_machine]
pub async fn nested_values(n: i64, flag: bool) -> Result<i64, Never> {
    let a = add(
        if flag { n } else { -n },
        match n {
            0 => 100,
            n if n > 10 => {
                let doubled = n * 2;
                doubled + 1
            }
            other => other,
        },
    )
    .await?;
    let b = {
        let inner = add(a, 1).await?;
        if inner > 50 {
            return Ok(-1);
        }
        inner
    };
    let c = if flag { add(b, 1).await? } else { b } + if b > 3 { 1 } else { 2 };
    let d = -(if c > 0 { c } else { add(c, 1).await? });
    Ok(a * 1000 + b * 100 + c * 10 + d)
}

crate::harness::subjects!(
    operands,
    awaited_operands,
    awaited_conditions,
    nested_values
);
