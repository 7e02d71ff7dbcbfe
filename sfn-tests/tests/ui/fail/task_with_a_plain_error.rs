use sfn::task;

#[task]
async fn work() -> Result<(), String> {
    Ok(())
}

fn main() {}
