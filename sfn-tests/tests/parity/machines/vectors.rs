//! Vectors: indexing, lengths, literals and loops over them.

use super::Never;
use serde::{Deserialize, Serialize};
use sfn::{Shape, state_machine, task};

#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
pub struct Row {
    cells: Vec<Vec<u64>>,
    names: Vec<Option<String>>,
}

#[task]
pub async fn same(rows: Vec<Vec<u64>>) -> Result<Vec<Vec<u64>>, Never> {
    Ok(rows)
}

#[task]
pub async fn options_of(names: Vec<Option<String>>) -> Result<Vec<Option<String>>, Never> {
    Ok(names)
}

#[state_machine]
pub async fn index(items: Vec<i64>, at: usize) -> Result<i64, Never> {
    Ok(items[at])
}

/// Arrays of arrays stay what they are, however they are reached.
#[state_machine]
pub async fn nested(row: Row, at: usize) -> Result<(Vec<Vec<u64>>, Vec<u64>, usize, bool), Never> {
    let rows = same(row.cells.clone()).await?;
    let inner = rows[at].clone();
    let direct = &row.cells[at];
    let both = vec![inner.clone(), direct.clone(), vec![], vec![7], vec![1, 2]];
    let held = same(both).await?;
    Ok((held, inner, direct.len(), row.cells[0].is_empty()))
}

/// Vectors of options keep their nulls.
#[state_machine]
pub async fn optional_items(
    names: Vec<Option<String>>,
) -> Result<(u32, Vec<Option<String>>), Never> {
    let kept = options_of(names).await?;
    let mut missing = 0;
    for name in &kept {
        match name {
            Some(name) if name.is_empty() => missing += 10,
            Some(_) => {}
            None => missing += 1,
        }
    }
    if kept.len() == 1 && kept[0].is_none() {
        missing += 100;
    }
    Ok((missing, kept))
}

/// Indices in a row, computed and not, with members between them.
#[state_machine]
pub async fn index_chain(
    rows: Vec<Row>,
    at: (usize, usize),
) -> Result<(u64, u64, u64, Option<String>), Never> {
    let (i, j) = at;
    let mut sum = 0;
    for row in &rows {
        for cells in &row.cells {
            sum += cells[j] * 10 + cells[0];
        }
    }
    let grid = vec![vec![vec![1, sum], vec![3]], vec![vec![5]]];
    Ok((
        rows[i].cells[j][i],
        grid[j][i][j] + grid[0][j][0],
        sum,
        rows[i].names[j].clone(),
    ))
}

/// Variables named like the functions that expressions call, like keywords and like locals of theirs.
#[state_machine]
pub async fn names_of_functions(items: Vec<u64>) -> Result<(usize, String, bool), Never> {
    let count = items.len();
    let string = format!("{count}");
    let exists = items[0];
    let floor = items[0] / 2;
    let error = floor - exists / 3;
    let not = !(error == 0);
    let r#in = 5u64;
    let _n = items[0] - 1;
    let n = _n - r#in / 5;
    let (_, __) = (n, 7u64);
    let states = items.is_empty();
    let and = format!("{string}{floor}{error}{n}{}{_n}", __);
    let größe = items.len() + count;
    Ok((größe, and, not && !states))
}

/// Tuples and vectors inside of expressions, where JSONata would flatten them.
#[state_machine]
pub async fn inside_expressions(
    list: Vec<u64>,
    flag: bool,
) -> Result<(Vec<Vec<u64>>, (Vec<u64>, u64), Vec<(u64, Vec<u64>)>), Never> {
    let grid = if flag {
        vec![list.clone(), vec![1], vec![]]
    } else {
        vec![list.clone()]
    };
    let pair = if flag { (list.clone(), 1) } else { (vec![], 2) };
    let pairs = if flag { vec![(1, list)] } else { vec![] };
    Ok((grid, pair, pairs))
}

/// The loop walks what the vector was when it began.
#[state_machine]
pub async fn assigned_in_loop(items: Vec<u64>) -> Result<(u64, Vec<u64>), Never> {
    let mut walked = items;
    let mut sum = 0;
    for item in walked.clone() {
        walked = vec![item, sum];
        sum += item + walked[0];
    }
    Ok((sum, walked))
}

/// Loops over literals, tuples, nested vectors and nothing.
#[state_machine]
pub async fn loops(pairs: Vec<(String, u64)>) -> Result<String, Never> {
    let mut text = String::new();
    for (name, count) in &pairs {
        text = format!("{text}{name}{count};");
    }
    for n in [1, 2, 3] {
        for inner in vec![vec![n], vec![], vec![n, n + 1]] {
            text = format!("{text}{}", inner.len());
            for n in inner {
                text = format!("{text}<{n}>");
            }
        }
    }
    let nothing: Vec<u64> = vec![];
    for n in nothing.iter() {
        text = format!("{text}{n}");
    }
    Ok(text)
}

/// One element, one array as the only element, one null.
#[state_machine]
pub async fn singletons(
    n: u64,
) -> Result<(Vec<u64>, Vec<Vec<u64>>, Vec<Option<u64>>, [u64; 1]), Never> {
    let one = vec![n];
    let nested = vec![one.clone()];
    let held = same(nested.clone()).await?;
    Ok((held[0].clone(), nested, vec![None], [n]))
}

crate::harness::subjects!(
    index,
    index_chain,
    inside_expressions,
    names_of_functions,
    nested,
    optional_items,
    assigned_in_loop,
    loops,
    singletons,
);
