//! Programs that a compiler by tokens is likely to get wrong.

use super::Never;
use sfn::{TaskError, state_machine, task};

#[derive(Debug, TaskError)]
pub enum Odd {
    Odd { n: u64 },
}

#[task]
pub async fn only_even(n: u64) -> Result<u64, Odd> {
    if n % 2 == 0 {
        Ok(n)
    } else {
        Err(Odd::Odd { n })
    }
}

/// Variables named like the functions and local names of expressions, inside closures too.
#[state_machine]
pub async fn named_like_functions(
    count: Vec<u64>,
    string: String,
) -> Result<(u64, Vec<u64>, String), Never> {
    let _v = 7;
    let _x = 8;
    let exists = count.len() as u64;
    let map = count.iter().map(|append| append + _v).collect::<Vec<_>>();
    let filter: Vec<u64> = map
        .iter()
        .filter(|error| **error > _x)
        .map(|_s| _s * exists)
        .collect();
    let sum = count.first().copied().unwrap_or(_x) + filter.iter().sum::<u64>();
    let lookup = if string.contains("a") {
        string.replace("a", "$0$1\\")
    } else {
        format!("{string}{_v}")
    };
    let states = sum + map.len() as u64;
    Ok((states, filter, lookup))
}

/// One name again and again: in closures in closures, in arms, in blocks.
#[state_machine]
pub async fn one_name(x: Vec<u64>) -> Result<(Vec<u64>, u64, u64), Never> {
    let y = x
        .iter()
        .map(|x| {
            let x = x + 1;
            let x = x * 2;
            x
        })
        .collect::<Vec<_>>();
    let x = {
        let x = x
            .iter()
            .map(|a| y.iter().filter(|x| **x > *a).map(|x| x + a).sum::<u64>())
            .sum::<u64>();
        x + 1
    };
    let z = match x {
        x if x > 100 => x - 100,
        x => {
            let x = x + 1;
            x * 2
        }
    };
    let x = x + z;
    Ok((y, x, z))
}

/// A place is read before what comes after it changes it.
#[state_machine]
pub async fn read_before_changed(
    mut a: u64,
    mut list: Vec<u64>,
) -> Result<(Vec<u64>, u64, u64), Odd> {
    let b =
        a + {
            a += 2;
            only_even(a).await?
        } + a;
    let kept = match a {
        n => {
            a *= 2;
            n
        }
    };
    let mut i = 0;
    list[i] = {
        i = 1;
        a
    };
    list[i] += {
        i = 0;
        list[1]
    };
    let c = (
        a,
        {
            a = 1;
            a
        },
        a,
    );
    for x in list.clone() {
        list.push(x + c.0);
        a += x;
    }
    let mut n = 3;
    for i in 0..n {
        n -= 1;
        a += i * n;
    }
    let swapped = (list.len() as u64, b);
    let (b, d) = (swapped.1, swapped.0);
    Ok((list, b + d + kept + i as u64, a + c.1 + c.2))
}

/// A variable of the arm holds what the failure held, also where its name is that of another.
#[state_machine]
pub async fn caught_names(n: u64, m: u64) -> Result<(u64, u64), Odd> {
    let mut total = n;
    let n = match only_even(m).await {
        Ok(m) => m + n,
        Err(Odd::Odd { n }) if n > 10 => n * 100 + total,
        Err(Odd::Odd { n: m }) => {
            total += m;
            m + n
        }
    };
    let m = match only_even(total).await {
        Ok(total) => total + m,
        Err(Odd::Odd { n: total }) => total + n,
    };
    Ok((n, m + total))
}

/// Text that looks like something else.
#[state_machine]
pub async fn odd_texts(
    text: String,
) -> Result<(Vec<String>, String, bool, String, Vec<String>), Never> {
    let parts = text
        .split(",")
        .map(|part| part.trim().to_owned())
        .collect::<Vec<_>>();
    let quoted = format!("{{%{text}%}} \"{}\" \\ {{}}", text);
    let is_plain = text == "{% 1 + 1 %}" || text.starts_with("$") || text.ends_with(".");
    let replaced = text
        .replace(".", "$$")
        .replace("$", "\\1")
        .replace("[a]", "b");
    let letters = text
        .chars()
        .rev()
        .map(|letter| letter.to_string())
        .collect();
    Ok((parts, quoted, is_plain, replaced, letters))
}

/// Digits as text, and back.
#[state_machine]
pub async fn odd_digits(
    text: String,
) -> Result<(Option<u64>, Option<i64>, Option<u8>, bool), Never> {
    let unsigned = text.parse::<u64>().ok();
    let signed = text.parse::<i64>().ok();
    let small = text.parse::<u8>().ok();
    Ok((unsigned, signed, small, text.parse::<i32>().is_ok()))
}

sfn_tests::subjects![
    named_like_functions,
    one_name,
    read_before_changed,
    caught_names,
    odd_texts,
    odd_digits,
];
