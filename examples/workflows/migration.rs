//! A table moved in batches: a cursor goes through the rows, each batch is written at once, and a batch that fails is halved.

use serde::{Deserialize, Serialize};
use sfn::{Shape, TaskError, state_machine, task};

/// A table to move.
#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
pub struct Table {
    name: String,
    batch: u64,
    #[serde(default)]
    resume_after: Option<u64>,
}

/// Rows of the old table, and where the next ones begin.
#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
pub struct Batch {
    rows: Vec<Row>,
    next: Option<u64>,
}

#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
pub struct Row {
    id: u64,
    text: String,
}

/// How far it came.
#[derive(Debug, Serialize, Deserialize, Shape)]
pub struct Moved {
    rows: usize,
    batches: u64,
    halved: u64,
}

#[derive(Debug, TaskError)]
pub enum TableError {
    TooLarge { most: u64 },
    NoSuchTable,
}

#[derive(Debug, TaskError)]
pub enum MigrationError {
    /// A row does not even fit alone. The rows before it have been moved.
    Stuck {
        after: Option<u64>,
        moved: usize,
    },
    Table(#[from] TableError),
}

/// Reads rows of the old table.
#[task]
pub async fn read_rows(table: &str, after: Option<u64>, count: u64) -> Result<Batch, TableError> {
    let last: u64 = match table {
        "small" => 3,
        "large" => 10,
        "broken" => 4,
        _ => return Err(TableError::NoSuchTable),
    };
    let first = after.map_or(1, |after| after + 1);
    let end = (first + count).min(last + 1);
    let rows: Vec<Row> = (first..end)
        .map(|id| Row {
            id,
            text: format!("{table} {id}"),
        })
        .collect();
    Ok(Batch {
        rows,
        next: (end <= last).then(|| end - 1),
    })
}

/// Writes rows into the new table, all or none.
#[task]
pub async fn write_rows(table: &str, rows: Vec<Row>) -> Result<usize, TableError> {
    let most = match rows.first() {
        Some(row) if table == "broken" && row.id == 3 => 0,
        Some(row) if row.id > 4 => 2,
        _ => 4,
    };
    if rows.len() as u64 > most {
        return Err(TableError::TooLarge { most });
    }
    Ok(rows.len())
}

/// Moves a table, batch by batch.
#[state_machine]
pub async fn migration(table: Table) -> Result<Moved, MigrationError> {
    let mut moved = Moved {
        rows: 0,
        batches: 0,
        halved: 0,
    };
    let mut size = table.batch;
    let mut after = table.resume_after;
    loop {
        let batch = read_rows(&table.name, after, size).await?;
        match write_rows(&table.name, batch.rows).await {
            Ok(written) => {
                moved.rows += written;
                moved.batches += 1;
            }
            Err(TableError::TooLarge { .. }) if size > 1 => {
                size /= 2;
                moved.halved += 1;
                continue;
            }
            Err(TableError::TooLarge { .. }) => {
                return Err(MigrationError::Stuck {
                    after,
                    moved: moved.rows,
                });
            }
            Err(other) => return Err(other.into()),
        }
        if batch.next.is_none() {
            return Ok(moved);
        }
        after = batch.next;
    }
}
