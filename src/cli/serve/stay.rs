//! How long it serves: beyond ENDEX, so that the debrief of those who are far away is not cut off, until the lead has
//! signed it off and people had time to read what they may see then.

use std::time::{Duration, Instant};

use crate::exercise::fact::Phase;
use crate::host::Host;
use crate::net::server::{Exercise, Server, Standing};

use super::super::Failure;
use super::super::print::say;

/// Between two looks at how the exercise stands.
const LOOK: Duration = Duration::from_millis(200);
/// What was said last needs so long to arrive.
const FAREWELL: Duration = Duration::from_secs(2);

/// Until the debrief is signed off and nobody is there any more, or until somebody ends the program.
pub(super) fn wait(host: &Host, server: &Server, linger_minutes: u64) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|why| Failure::usage(format!("signals cannot be heard: {why}")))?;
    let linger = Duration::from_secs(60 * linger_minutes);
    runtime.block_on(async {
        let mut look = tokio::time::interval(LOOK);
        let stop = stopped();
        tokio::pin!(stop);
        let (mut ended, mut signed_off) = (false, None);
        loop {
            tokio::select! {
                () = &mut stop => return,
                _ = look.tick() => {}
            }
            let Ok(standing) = host.standing() else { continue };
            if !ended && standing.clock.phase == Phase::Ended {
                say!("startex: ENDEX; it serves on until the debrief is signed off");
                ended = true;
            }
            signed_off = since(&standing, signed_off);
            let Some(since) = signed_off else { continue };
            let gone = server.desks() == 0 && since.elapsed() >= FAREWELL;
            if gone || since.elapsed() >= linger.max(FAREWELL) {
                say!("startex: the debrief is signed off");
                return;
            }
        }
    });
    Ok(())
}

/// Since when the debrief is signed off; a sign-off may be taken back.
fn since(standing: &Standing, before: Option<Instant>) -> Option<Instant> {
    let done = standing.clock.phase == Phase::Ended && standing.signed_off;
    done.then(|| before.unwrap_or_else(Instant::now))
}

#[cfg(unix)]
async fn stopped() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut end) = signal(SignalKind::terminate()) else { return std::future::pending().await };
    tokio::select! {
        _ = end.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}

#[cfg(not(unix))]
async fn stopped() {
    // Where it cannot be heard, the journal holds what was acknowledged.
    let _ = tokio::signal::ctrl_c().await;
}
