//! Decides to buy or to sell a stock, asks for approval, does it and reports.
//! <https://docs.aws.amazon.com/step-functions/latest/dg/sample-lambda-orchestration.html>

use std::convert::Infallible;

use serde::{Deserialize, Serialize};
use sfn::{Shape, state_machine, task};

#[derive(Clone, Serialize, Deserialize, Shape)]
#[serde(rename_all = "lowercase")]
pub enum Advice {
    Buy,
    Sell,
}

#[task(service_retry = false)]
pub async fn check_stock_price(stock: String) -> Result<u64, Infallible> {
    Ok(10 * stock.len() as u64)
}

#[task(service_retry = false)]
pub async fn advise(price: u64) -> Result<Advice, Infallible> {
    Ok(if price > 50 {
        Advice::Sell
    } else {
        Advice::Buy
    })
}

#[task(service_retry = false)]
pub async fn request_approval(advice: Advice) -> Result<Advice, Infallible> {
    Ok(advice)
}

#[task(service_retry = false)]
pub async fn buy_stock(price: u64) -> Result<String, Infallible> {
    Ok(format!("bought at {price}"))
}

#[task(service_retry = false)]
pub async fn sell_stock(price: u64) -> Result<String, Infallible> {
    Ok(format!("sold at {price}"))
}

#[task(service_retry = false)]
pub async fn report_result(result: String) -> Result<String, Infallible> {
    Ok(result.to_uppercase())
}

/// Trades a stock.
#[state_machine]
pub async fn stocks(stock: String) -> Result<String, Infallible> {
    let price = check_stock_price(stock).await?;
    let advice = advise(price).await?;
    let traded = match request_approval(advice).await? {
        Advice::Buy => buy_stock(price).await?,
        Advice::Sell => sell_stock(price).await?,
    };
    report_result(traded).await
}
