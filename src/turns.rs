//! Cuts long work into turns: the pipeline is one `async` function that waits for nothing but its
//! caller, so that a thread which must stay responsive can do something else between two turns.

use std::future::{Future, poll_fn};
use std::mem::replace;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

/// Ends a turn: the caller goes on with the next one when it likes.
pub async fn turn() {
    let mut ended = false;
    poll_fn(|_| match replace(&mut ended, true) {
        true => Poll::Ready(()),
        false => Poll::Pending,
    })
    .await;
}

/// One turn of work; what comes of all of it after the last.
pub fn take_turn<F: Future + ?Sized>(work: std::pin::Pin<&mut F>) -> Option<F::Output> {
    match work.poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => Some(output),
        Poll::Pending => None,
    }
}

/// All turns in a row.
pub fn finish<F: Future>(work: F) -> F::Output {
    let mut work = pin!(work);
    loop {
        if let Some(output) = take_turn(work.as_mut()) {
            return output;
        }
    }
}
