//! All desks of a load.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use crate::exercise::order::Act;
use crate::net::JoinLink;
use crate::net::remote::Way;

use super::DESKS;
use super::board::Board;
use super::desk::Desk;

/// Desks that join at once: fewer than the strangers that a server bears.
const AT_ONCE: usize = 256;

/// Desks that have joined.
pub struct Crowd {
    desks: Vec<Desk>,
    way: Way,
    key: u64,
    /// What they saw.
    pub board: Arc<Board>,
}

impl Crowd {
    /// Nobody yet. They all come the same way, and each has a key of its own from `key` on. Texts may be marked with
    /// numbers below `marks`.
    pub fn new(way: Way, key: u64, marks: usize) -> Self {
        Self { desks: Vec::new(), way, key, board: Arc::new(Board::new(marks)) }
    }

    /// So many more desks join, one after the other with each of the links; gives how long it took.
    ///
    /// # Errors
    /// Why one of them could not.
    pub async fn join(&mut self, links: &[JoinLink], count: usize) -> Result<Duration, String> {
        if links.is_empty() || self.desks.len() + count > DESKS {
            return Err(format!("a load has links, and {DESKS} desks at most"));
        }
        let first = self.desks.len();
        // Each desk stands for a machine of its own.
        let comers = (first..first + count)
            .map(|n| (self.way.of_another(), links[(n - first) % links.len()].clone(), self.key + n as u64));
        let board = Arc::clone(&self.board);
        let began = Instant::now();
        let joined = at_once(comers, move |(way, link, client)| {
            let board = Arc::clone(&board);
            async move { Desk::join(way, link, client, &board).await }
        });
        self.desks.extend(joined.await?);
        Ok(began.elapsed())
    }

    /// The lines of these desks are cut at once, and all come back; gives how long that took until the exercise had said
    /// hello to the last.
    ///
    /// # Errors
    /// Why one of them could not.
    pub async fn come_back(&mut self, count: usize) -> Result<Duration, String> {
        let gone = self.desks.split_off(self.desks.len().saturating_sub(count));
        let board = Arc::clone(&self.board);
        let began = Instant::now();
        let back = at_once(gone.into_iter(), move |desk: Desk| {
            let board = Arc::clone(&board);
            async move { desk.come_back(&board).await }
        });
        self.desks.extend(back.await?);
        Ok(began.elapsed())
    }

    /// A desk gives an order; they are counted in the order in which they joined, over and over.
    pub fn order(&self, desk: usize, act: Act) {
        if let Some(desk) = self.desks.get(desk % self.desks.len().max(1)) {
            desk.order(act);
        }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.desks.len()
    }
}

/// What comes of all of them, in the order in which they are done.
async fn at_once<T, D, F>(
    all: impl Iterator<Item = T>,
    each: impl Fn(T) -> F + Clone + Send + 'static,
) -> Result<Vec<D>, String>
where
    T: Send + 'static,
    D: Send + 'static,
    F: Future<Output = Result<D, String>> + Send + 'static,
{
    let room = Arc::new(Semaphore::new(AT_ONCE));
    let mut tasks = JoinSet::new();
    for one in all {
        let (room, each) = (Arc::clone(&room), each.clone());
        tasks.spawn(async move {
            let _place = room.acquire().await.map_err(|why| why.to_string())?;
            each(one).await
        });
    }
    let mut done = Vec::new();
    while let Some(one) = tasks.join_next().await {
        done.push(one.map_err(|why| why.to_string())??);
    }
    Ok(done)
}
