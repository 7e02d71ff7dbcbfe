//! Know your customer: three checks side by side, whose results are merged into one decision.

use serde::{Deserialize, Serialize};
use sfn::{Shape, TaskError, state_machine, task};

/// Somebody who wants an account.
#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
#[serde(rename_all = "camelCase")]
pub struct Applicant {
    name: String,
    country: String,
    passport: Option<String>,
    monthly_cents: u64,
}

/// What the register of persons says.
#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
#[serde(rename_all = "camelCase")]
pub struct Identity {
    confirmed: bool,
    born_in: u64,
}

/// How dangerous it is to have somebody as a customer.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, Shape)]
#[serde(rename_all = "UPPERCASE")]
pub enum Risk {
    Low,
    Medium,
    High,
}

/// The whole file of an applicant.
#[derive(Debug, Serialize, Deserialize, Shape)]
#[serde(rename_all = "camelCase")]
pub struct File {
    name: String,
    #[serde(flatten)]
    identity: Identity,
    hits: usize,
    risk: Risk,
    decision: Decision,
}

#[derive(Debug, Serialize, Deserialize, Shape)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum Decision {
    Accept { limit_cents: u64 },
    Review { why: String },
    Reject,
}

#[derive(Debug, TaskError)]
pub enum CheckError {
    NoPassport,
    /// A register is closed.
    #[error(name = "Register.Closed")]
    Closed {
        register: String,
    },
}

/// Looks a passport up.
#[task]
pub async fn find_identity(name: &str, passport: Option<String>) -> Result<Identity, CheckError> {
    let Some(passport) = passport else {
        return Err(CheckError::NoPassport);
    };
    Ok(Identity {
        confirmed: passport.contains(name),
        born_in: 1990,
    })
}

/// Looks for a name on the lists of sanctions.
#[task]
pub async fn find_sanctions(name: &str, country: &str) -> Result<Vec<String>, CheckError> {
    match (name, country) {
        (_, "Atlantis") => Err(CheckError::Closed {
            register: "sanctions".to_owned(),
        }),
        ("Dr No", _) => Ok(vec!["EU".to_owned(), "UN".to_owned()]),
        _ => Ok(vec![]),
    }
}

/// Rates an income.
#[task]
pub async fn rate_income(monthly_cents: u64) -> Result<Risk, CheckError> {
    Ok(match monthly_cents {
        0..100_000 => Risk::High,
        100_000..500_000 => Risk::Medium,
        _ => Risk::Low,
    })
}

/// Decides whether somebody may become a customer.
#[state_machine(name = "know-your-customer")]
pub async fn known_customer(applicant: Applicant) -> Result<File, CheckError> {
    let (identity, sanctions, risk) = sfn::try_join!(
        find_identity(&applicant.name, applicant.passport),
        find_sanctions(&applicant.name, &applicant.country),
        rate_income(applicant.monthly_cents),
    )?;
    let hits = sanctions.len();
    let decision = match (identity.confirmed, hits, risk) {
        (_, 1.., _) => Decision::Reject,
        (true, 0, Risk::Low) => Decision::Accept {
            limit_cents: applicant.monthly_cents * 3,
        },
        (true, 0, Risk::Medium) => Decision::Accept {
            limit_cents: applicant.monthly_cents,
        },
        (true, _, _) => Decision::Review {
            why: "income".to_owned(),
        },
        (false, _, _) => Decision::Review {
            why: format!("passport of {}", applicant.name),
        },
    };
    Ok(File {
        name: applicant.name,
        identity,
        hits,
        risk,
        decision,
    })
}
