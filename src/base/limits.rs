//! A limit on everything, in one place. Each says what it protects.

use super::time::Span;

/// Bytes of one scenario file. The largest exercise known (28,000 injects) is about 14 MB.
pub const FILE_BYTES: usize = 32 << 20;
/// Bytes of a scenario with all its includes.
pub const SCENARIO_BYTES: usize = 64 << 20;
/// Files of a scenario, includes counted.
pub const INCLUDES: usize = 256;
/// Nesting of brackets; deeper is no scenario but an attack on the stack.
pub const NESTING: usize = 64;
/// Values of one scenario file, so that a file of nothing but commas does not fill the memory. The largest exercise known has under a million.
pub const NODES: usize = 4 << 20;
/// Findings shown for one file; the rest is counted.
pub const FINDINGS: usize = 500;

/// Seats of an exercise.
pub const SEATS: usize = 10_000;
/// Injects of an exercise, after `for_each` is laid out.
pub const INJECTS: usize = 200_000;
/// Services of the simulated world.
pub const SERVICES: usize = 10_000;

/// Lines that `dependencies: default` lays out.
pub const DEPENDENCIES: usize = 200_000;

/// Length of an exercise.
pub const EXERCISE: Span = Span::hours(24 * 2_000);
/// Records that one instant may set off one from the other; then the cascade is cut, with a fact.
pub const CASCADE: u32 = 64;
/// Characters of a text that a player sends.
pub const PLAYER_TEXT: usize = 20_000;
/// Answers to a questionnaire.
pub const ANSWERS: usize = 64;
/// Characters of an answer to a questionnaire.
pub const ANSWER_TEXT: usize = 4_000;
/// People of one seat, over all shifts: each keeps their number.
pub const PEOPLE: u16 = 64;
/// Clients that the people of one seat order with, over all shifts.
pub const KEYS: usize = 4_096;
/// Drafts of one seat that wait.
pub const DRAFTS: usize = 64;
/// Recipients of one message of a player.
pub const RECIPIENTS: usize = 1_000;
/// Runs of one sweep: their figures are all kept until the summary.
pub const BATCH_RUNS: usize = 100_000;
/// Threads of one sweep.
pub const BATCH_THREADS: usize = 256;

/// Bytes of one frame from a client: the longest text that a player may send, written with escapes, and its fields.
pub const WIRE_UP: usize = 256 << 10;
/// Bytes of the first frame of a client: a secret, a name, two numbers and a hash, written with escapes. Whoever sends it is a stranger.
pub const WIRE_FIRST: usize = 8 << 10;
/// Bytes of a frame that count as one frame more: long ones are kept, and told to others.
pub const FRAME_BYTES: usize = 2 << 10;
/// Values in one order of a seat, so that a list of nothing but names does not fill the memory.
pub const WIRE_VALUES: usize = 4_096;
/// Bytes of texts in one frame to a desk, give or take one of them: what is not read is kept.
pub const WIRE_DOWN: usize = 256 << 10;
/// Frames that a seat may send at once, all its desks together.
pub const SEAT_BURST: f64 = 200.0;
/// Frames that a seat may send in a second, in the long run.
pub const SEAT_RATE: f64 = 20.0;
