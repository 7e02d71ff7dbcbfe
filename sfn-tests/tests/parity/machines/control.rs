//! Branches and loops without steps.

use sfn::{TaskError, state_machine};

#[derive(Debug, TaskError)]
pub enum Rejected {
    Negative { value: i64 },
    TooLarge,
}

/// A chain of conditions, as statements and as a value.
#[state_machine]
pub async fn classify(value: i64) -> Result<String, Rejected> {
    if value < 0 {
        return Err(Rejected::Negative { value });
    } else if value > 1000 {
        return Err(Rejected::TooLarge);
    }
    let size = if value < 10 {
        "small"
    } else if value < 100 {
        "medium"
    } else {
        "large"
    };
    let parity = if value % 2 == 0 { "even" } else { "odd" };
    Ok(format!("{size} and {parity}"))
}

/// Nested loops with labels, `continue` and `break` with a value.
#[state_machine]
pub async fn primes(below: u64) -> Result<u64, Rejected> {
    let mut sum = 0;
    'candidates: for candidate in 2..below {
        let mut divisor = 2;
        while divisor * divisor <= candidate {
            if candidate % divisor == 0 {
                continue 'candidates;
            }
            divisor += 1;
        }
        sum += candidate;
    }
    let doubled = loop {
        if sum > 20 {
            break sum * 2;
        }
        sum += 7;
    };
    Ok(doubled)
}

/// Shadowing: an inner variable of the same name is another one.
#[state_machine]
pub async fn shadows(value: i64) -> Result<i64, Rejected> {
    let x = value + 1;
    let y = {
        let x = x * 10;
        x + 1
    };
    let x = x + y;
    let mut z = 0;
    for x in 0..3 {
        z += x;
    }
    if z > 1 {
        let x = 100;
        z += x;
    }
    Ok(x + z)
}

/// Assignments in one state read the values before any of them.
#[state_machine]
pub async fn fibonacci(count: u32) -> Result<u64, Rejected> {
    let mut a = 0;
    let mut b = 1u64;
    for _ in 0..count {
        let next = a + b;
        a = b;
        b = next;
    }
    Ok(a)
}

crate::harness::subjects!(classify, primes, shadows, fibonacci);
