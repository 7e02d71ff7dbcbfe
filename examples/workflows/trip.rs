//! A saga: what was booked is cancelled in reverse when a later booking fails. The ways to fail share their tails.

use serde::{Deserialize, Serialize};
use sfn::{Shape, TaskError, state_machine, task};

/// A journey to book.
#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
pub struct Journey {
    to: String,
    nights: u64,
    with_car: bool,
}

/// What was booked.
#[derive(Debug, Serialize, Deserialize, Shape)]
pub struct Booked {
    flight: String,
    hotel: String,
    car: Option<String>,
}

#[derive(Debug, TaskError)]
pub enum BookingError {
    SoldOut { what: String },
    Closed,
}

#[derive(Debug, TaskError)]
pub enum TripError {
    /// Nothing is left booked.
    NotBooked {
        why: String,
    },
    Booking(#[from] BookingError),
}

/// Books one thing and gives its number.
#[task(retry(errors = [BookingError::Closed], attempts = 1, interval = "1h"))]
pub async fn book(what: &str, to: &str) -> Result<String, BookingError> {
    match (what, to) {
        (_, "Nowhere") | ("hotel", "Antarctica") | ("car", "Venice") => {
            Err(BookingError::SoldOut {
                what: what.to_owned(),
            })
        }
        ("car", "Pitcairn") => Err(BookingError::Closed),
        _ => Ok(format!("{what}-{to}")),
    }
}

/// Gives a booking back.
#[task(retry(attempts = 5))]
pub async fn cancel(number: &str) -> Result<(), BookingError> {
    match number {
        "" => Err(BookingError::Closed),
        _ => Ok(()),
    }
}

/// Books a flight, a hotel and perhaps a car, or nothing at all.
#[state_machine]
pub async fn trip(journey: Journey) -> Result<Booked, TripError> {
    let flight = book("flight", &journey.to).await?;
    let why = 'flight: {
        let hotel = match book("hotel", &journey.to).await {
            Ok(hotel) => hotel,
            Err(BookingError::SoldOut { what }) => break 'flight format!("no {what}"),
            Err(BookingError::Closed) => break 'flight "no hotel answers".to_owned(),
        };
        let why = 'hotel: {
            if !journey.with_car {
                return Ok(Booked {
                    flight,
                    hotel,
                    car: None,
                });
            }
            match book("car", &journey.to).await {
                Ok(car) => {
                    return Ok(Booked {
                        flight,
                        hotel,
                        car: Some(car),
                    });
                }
                Err(BookingError::SoldOut { what }) => break 'hotel format!("no {what}"),
                Err(BookingError::Closed) => break 'hotel "no rental is open".to_owned(),
            }
        };
        cancel(&hotel).await?;
        why
    };
    cancel(&flight).await?;
    Err(TripError::NotBooked { why })
}
