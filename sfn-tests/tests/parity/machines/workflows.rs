//! The workflows of `examples/workflows`, as they stand there.

#[path = "../../../../examples/workflows/backup.rs"]
mod backup_program;
#[path = "../../../../examples/workflows/inbox.rs"]
mod inbox_program;
#[path = "../../../../examples/workflows/inventory.rs"]
mod inventory_program;
#[path = "../../../../examples/workflows/known_customer.rs"]
mod known_customer_program;
#[path = "../../../../examples/workflows/load.rs"]
mod load_program;
#[path = "../../../../examples/workflows/migration.rs"]
mod migration_program;
#[path = "../../../../examples/workflows/purchase.rs"]
mod purchase_program;
#[path = "../../../../examples/workflows/transcoding.rs"]
mod transcoding_program;
#[path = "../../../../examples/workflows/trip.rs"]
mod trip_program;
#[path = "../../../../examples/workflows/vote.rs"]
mod vote_program;

use backup_program::backup;
use inbox_program::inbox;
use inventory_program::inventory;
use known_customer_program::known_customer;
use load_program::load;
use migration_program::migration;
use purchase_program::purchase;
use transcoding_program::transcoding;
use trip_program::trip;
use vote_program::vote;

crate::harness::subjects!(
    backup,
    inbox,
    inventory,
    known_customer,
    load,
    migration,
    purchase,
    transcoding,
    trip,
    vote,
);
