//! Polling until ready, in two branches at once: each branch asks its job again until it is done, and one failed job ends both.

use serde::{Deserialize, Serialize};
use sfn::{Shape, TaskError, state_machine, task};
use std::time::Duration;

/// A film to prepare for the web.
#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
#[serde(rename_all = "camelCase")]
pub struct Film {
    title: String,
    /// How often a job has to be asked until it is done.
    video_laps: u64,
    subtitle_laps: u64,
}

/// Where a job stands.
#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum Progress {
    Running { percent: u64 },
    Done { url: String },
    Broken { reason: String },
}

/// The film, ready to be shown.
#[derive(Debug, Serialize, Deserialize, Shape)]
pub struct Stream {
    video: String,
    subtitles: String,
    minutes: u64,
}

#[derive(Debug, TaskError)]
pub enum TranscodingError {
    Broken { reason: String },
    TooSlow { job: String },
}

/// Begins a job and gives its name.
#[task]
pub async fn begin_job(kind: &str, title: &str) -> Result<String, TranscodingError> {
    Ok(format!("{kind} of {title}"))
}

/// Asks how far a job is.
#[task]
pub async fn job_progress(job: &str, asked: u64, laps: u64) -> Result<Progress, TranscodingError> {
    if job.ends_with("Nosferatu") && asked == 1 {
        return Ok(Progress::Broken {
            reason: "the reel burns".to_owned(),
        });
    }
    if asked < laps {
        return Ok(Progress::Running {
            percent: 100 * asked / laps,
        });
    }
    Ok(Progress::Done {
        url: format!("https://films.example/{job}").replace(' ', "-"),
    })
}

/// Makes the video and the subtitles side by side.
#[state_machine]
pub async fn transcoding(film: Film) -> Result<Stream, TranscodingError> {
    let ((video, waited), subtitles) = sfn::try_join!(
        async {
            let job = begin_job("video", &film.title).await?;
            let mut asked = 0;
            loop {
                match job_progress(&job, asked, film.video_laps).await? {
                    Progress::Done { url } => return Ok((url, asked)),
                    Progress::Broken { reason } => return Err(TranscodingError::Broken { reason }),
                    Progress::Running { .. } if asked >= 5 => {
                        return Err(TranscodingError::TooSlow { job });
                    }
                    Progress::Running { .. } => {
                        asked += 1;
                        sfn::sleep(Duration::from_mins(1)).await;
                    }
                }
            }
        },
        async {
            let job = begin_job("subtitles", &film.title).await?;
            let mut asked = 0;
            while let Progress::Running { .. } =
                job_progress(&job, asked, film.subtitle_laps).await?
            {
                asked += 1;
                sfn::sleep(Duration::from_secs(10)).await;
            }
            Ok(job)
        },
    )?;
    Ok(Stream {
        video,
        subtitles,
        minutes: waited,
    })
}
