//! One step for each item: a `Map` state.

use futures_util::future::{Join, Ready, join, ready};
use futures_util::stream::{FuturesUnordered, Stream};
use std::fmt;
use std::iter::Fuse;
use std::pin::Pin;
use std::task::{Context, Poll};

/// Runs a step for each item, side by side, and gives the results in the order of the items.
///
/// Items are started in order. The first failure ends all of it: the steps under way are dropped.
///
/// Where the step ends with `Ok(…)` and no call, say what it fails with: `async |item| -> Result<_, OrderError> { … }`.
///
/// ```
/// # async fn demo() -> Result<(), &'static str> {
/// let factor = 10;
/// let numbers = vec![1, 2, 3];
/// let step = async |number: &i32| -> Result<i32, &str> { Ok(number * factor) };
/// assert_eq!(sfn_core::plain::map(&numbers, step).concurrency(2).await?, [10, 20, 30]);
/// # Ok(()) }
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(demo()).unwrap();
/// ```
pub fn map<I, F, S, R, E>(items: I, step: F) -> Map<I::IntoIter, F>
where
    I: IntoIterator,
    F: Fn(I::Item) -> S,
    S: Future<Output = Result<R, E>>,
{
    Map {
        items: items.into_iter(),
        step,
        concurrency: 0,
    }
}

/// What [`map`] gives: await it.
///
/// ```
/// # async fn demo() {
/// let all = sfn_core::plain::map(["a", "b"], async |item| if item == "b" { Err(item) } else { Ok(()) });
/// assert_eq!(all.await, Err("b"));
/// # }
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(demo());
/// ```
#[must_use = "nothing runs until it is awaited"]
pub struct Map<I, F> {
    items: I,
    step: F,
    concurrency: usize,
}

impl<I, F> Map<I, F> {
    /// How many steps may run side by side (`MaxConcurrency`): 0, as where nothing is said, is any number.
    pub fn concurrency(self, concurrency: usize) -> Self {
        Self {
            concurrency,
            ..self
        }
    }
}

impl<I, F, S, R, E> IntoFuture for Map<I, F>
where
    I: Iterator,
    F: Fn(I::Item) -> S,
    S: Future<Output = Result<R, E>>,
{
    type Output = Result<Vec<R>, E>;
    type IntoFuture = MapFuture<I, F, S, R>;

    fn into_future(self) -> Self::IntoFuture {
        MapFuture {
            items: self.items.fuse(),
            step: self.step,
            limit: match self.concurrency {
                0 => usize::MAX,
                limit => limit,
            },
            running: FuturesUnordered::new(),
            results: Vec::new(),
        }
    }
}

/// The future of a [`Map`], named where it has to be stored.
///
/// ```
/// use sfn_core::plain::{MapFuture, map};
///
/// let future: MapFuture<_, _, _, i32> = map([1, 2], async |number| Err(number)).into_future();
/// # drop(future);
/// ```
///
/// Its type says whether it is `Send`, so that a plain workflow is where its steps are.
pub struct MapFuture<I, F, S: Future, R> {
    items: Fuse<I>,
    step: F,
    limit: usize,
    running: FuturesUnordered<Join<Ready<usize>, S>>,
    /// By the position of the item.
    results: Vec<Option<R>>,
}

/// Only the steps are pinned, and they are in boxes of their own.
impl<I, F, S: Future, R> Unpin for MapFuture<I, F, S, R> {}

impl<I, F, S, R, E> Future for MapFuture<I, F, S, R>
where
    I: Iterator,
    F: Fn(I::Item) -> S,
    S: Future<Output = Result<R, E>>,
{
    type Output = Result<Vec<R>, E>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.get_mut();
        loop {
            while this.running.len() < this.limit
                && let Some(item) = this.items.next()
            {
                let position = ready(this.results.len());
                this.results.push(None);
                this.running.push(join(position, (this.step)(item)));
            }
            match Pin::new(&mut this.running).poll_next(cx) {
                Poll::Ready(Some((position, Ok(result)))) => this.results[position] = Some(result),
                Poll::Ready(Some((_, Err(error)))) => {
                    this.running.clear();
                    return Poll::Ready(Err(error));
                }
                Poll::Ready(None) => {
                    let results = std::mem::take(&mut this.results);
                    return Poll::Ready(Ok(results.into_iter().flatten().collect()));
                }
                Poll::Pending => return Poll::Pending,
            }
        }
    }
}

impl<I, F> fmt::Debug for Map<I, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let concurrency = &self.concurrency;
        f.debug_struct("Map")
            .field("concurrency", concurrency)
            .finish_non_exhaustive()
    }
}

impl<I, F, S: Future, R> fmt::Debug for MapFuture<I, F, S, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let running = self.running.len();
        f.debug_struct("MapFuture")
            .field("running", &running)
            .finish_non_exhaustive()
    }
}
