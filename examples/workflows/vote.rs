//! A quorum: all voters are asked at once, and so many of them have to agree.

use serde::{Deserialize, Serialize};
use sfn::{Shape, TaskError, state_machine, task};

/// What is voted on.
#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
pub struct Proposal {
    title: String,
    voters: Vec<String>,
    needed: usize,
}

/// What a voter says.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, Shape)]
#[serde(rename_all = "lowercase")]
pub enum Ballot {
    Yes,
    No,
    Abstain,
}

/// How the vote ended.
#[derive(Debug, Serialize, Deserialize, Shape)]
pub struct Tally {
    yes: usize,
    no: usize,
    abstained: usize,
}

#[derive(Debug, TaskError)]
pub enum VoterError {
    Unreachable { voter: String },
}

#[derive(Debug, TaskError)]
pub enum VoteError {
    NoVoters,
    NoQuorum { yes: usize, needed: usize },
}

/// Asks a voter.
#[task(timeout = "1d")]
pub async fn ask_voter(voter: String, title: &str) -> Result<Ballot, VoterError> {
    match voter.as_str() {
        "ada" | "bob" | "cleo" => Ok(Ballot::Yes),
        "dan" if title.contains("boat") => Ok(Ballot::Yes),
        "eve" => Ok(Ballot::Abstain),
        "ghost" => Err(VoterError::Unreachable { voter }),
        _ => Ok(Ballot::No),
    }
}

/// Accepts a proposal once enough voters agree. Whoever cannot be reached abstains.
#[state_machine]
pub async fn vote(proposal: Proposal) -> Result<Tally, VoteError> {
    if proposal.voters.is_empty() {
        return Err(VoteError::NoVoters);
    }
    let ballots = sfn::map(&proposal.voters, async |voter| {
        match ask_voter(voter.clone(), &proposal.title).await {
            Ok(ballot) => Ok(ballot),
            Err(VoterError::Unreachable { .. }) => Ok(Ballot::Abstain),
        }
    })
    .await?;

    let mut tally = Tally {
        yes: 0,
        no: 0,
        abstained: 0,
    };
    for ballot in &ballots {
        match ballot {
            Ballot::Yes => tally.yes += 1,
            Ballot::No => tally.no += 1,
            Ballot::Abstain => tally.abstained += 1,
        }
    }
    if tally.yes < proposal.needed {
        return Err(VoteError::NoQuorum {
            yes: tally.yes,
            needed: proposal.needed,
        });
    }
    Ok(tally)
}
