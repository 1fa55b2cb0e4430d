//! The rules of the common workload, free of any engine: all integers, every draw from a stream of its owner.
//! `S` states, `I` injects, `Q` seats a state.
#![allow(
    unreachable_pub,
    missing_docs,
    dead_code,
    reason = "a module of two benches, each of which uses a part"
)]

use std::cmp::Reverse;
use std::collections::BinaryHeap;

const SECTORS: usize = 7;
const HORIZON: u64 = 259_200;
const SHARE_OFF: [usize; 8] = [1, 2, 3, 5, 8, 13, 21, 26];
const SPILL_OFF: [usize; 4] = [1, 2, 5, 11];
const G: u64 = 0x9E37_79B9_7F4A_7C15;
/// The first stamp that is not processed any more.
pub const END: u64 = HORIZON << 35;

const INJECT: u64 = 0;
const DELIVER: u64 = 1;
const DECIDE: u64 = 2;
const SHARE: u64 = 3;
const TICK: u64 = 4;
const SPILL: u64 = 5;
const EFFECT: u64 = 6;
const TIMER: u64 = 7;

/// `second << 35 | kind << 32 | target << 20 | from << 11 | inject`, and an argument below 1,024.
#[derive(Clone, Copy)]
pub struct Event {
    pub stamp: u64,
    pub arg: u32,
}

impl Event {
    fn new(sec: u64, kind: u64, target: usize, from: usize, inject: usize, arg: u32) -> Self {
        let stamp = sec << 35 | kind << 32 | (target as u64) << 20 | (from as u64) << 11 | inject as u64;
        Self { stamp, arg }
    }
}

/// Where a rule puts the events that follow from one.
pub trait Emit {
    fn emit(&mut self, event: Event);
}

#[derive(Debug, PartialEq, Eq)]
pub struct Outcome {
    pub events: u64,
    pub score: i64,
    pub checksum: u64,
}

fn mix(mut z: u64) -> u64 {
    z ^= z >> 30;
    z = z.wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z ^= z >> 27;
    z = z.wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ z >> 31
}

struct Stream(u64);

impl Stream {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(G);
        (mix(self.0) >> 33) % n
    }
}

/// As many as the inject of a stamp has values.
#[derive(Default)]
struct Bits([u64; 32]);

impl Bits {
    fn has(&self, i: usize) -> bool {
        self.0[i / 64] >> (i % 64) & 1 == 1
    }

    /// True where it was not set before.
    fn set(&mut self, i: usize) -> bool {
        let new = !self.has(i);
        self.0[i / 64] |= 1 << (i % 64);
        new
    }
}

struct State<const I: usize> {
    health: [u64; SECTORS],
    external: [u64; SECTORS],
    seen: Bits,
    decided: Bits,
    reported: Bits,
    first_at: [u64; I],
    counts: [u64; 8],
    attention: u64,
    doubled: u64,
    latency: u64,
    met: u64,
    missed: u64,
    spills: usize,
    dice: Stream,
    check: u64,
}

impl<const I: usize> State<I> {
    fn see(&mut self, inject: usize, sec: u64) -> bool {
        let new = self.seen.set(inject);
        if new {
            self.first_at[inject] = sec;
        }
        new
    }
}

pub struct World<const S: usize, const I: usize, const Q: usize> {
    states: Vec<State<I>>,
    director: Stream,
    director_check: u64,
    injects: u64,
}

fn stream(seed: u64, e: usize) -> Stream {
    Stream(mix(seed.wrapping_add((e as u64 + 1).wrapping_mul(G))))
}

fn fold(check: u64, value: u64) -> u64 {
    (check.rotate_left(5) ^ value).wrapping_mul(G)
}

impl<const S: usize, const I: usize, const Q: usize> World<S, I, Q> {
    /// The world at the start, its first events emitted.
    pub fn new(seed: u64, out: &mut impl Emit) -> Self {
        let step = HORIZON / I as u64;
        for i in 0..I {
            let sec = i as u64 * step + mix(G ^ i as u64) % step;
            out.emit(Event::new(sec, INJECT, S * SECTORS, 0, i, 0));
        }
        let mut states = Vec::with_capacity(S);
        for s in 0..S {
            let mut dice = stream(seed, s);
            for k in 0..SECTORS {
                out.emit(Event::new(1 + dice.below(2_400), TICK, s * SECTORS + k, 0, 0, 0));
            }
            states.push(State {
                health: [1_000; SECTORS],
                external: [0; SECTORS],
                seen: Bits::default(),
                decided: Bits::default(),
                reported: Bits::default(),
                first_at: [0; I],
                counts: [0; 8],
                attention: 0,
                doubled: 0,
                latency: 0,
                met: 0,
                missed: 0,
                spills: 0,
                dice,
                check: 0,
            });
        }
        Self { states, director: stream(seed, S), director_check: 0, injects: 0 }
    }

    /// Does what an event does.
    #[inline]
    pub fn handle(&mut self, event: Event, out: &mut impl Emit) {
        let Event { stamp, arg } = event;
        let (sec, kind) = (stamp >> 35, stamp >> 32 & 7);
        let (target, from, inject) =
            ((stamp >> 20 & 0xfff) as usize, (stamp >> 11 & 0x1ff) as usize, (stamp & 0x7ff) as usize);
        let word = stamp ^ u64::from(arg) << 53;
        if kind == INJECT {
            self.injects += 1;
            self.director_check = fold(self.director_check, word);
            return inject_all::<S, Q>(inject, sec, &mut self.director, out);
        }
        let (s, k) = match kind {
            TICK | SPILL | EFFECT => (target / SECTORS, target % SECTORS),
            _ => (target, inject % SECTORS),
        };
        let state = &mut self.states[s];
        state.counts[kind as usize] += 1;
        state.check = fold(state.check, word);
        match kind {
            DELIVER => deliver(state, s, from, inject, u64::from(arg), sec, out),
            DECIDE => decide::<S, I>(state, s, inject, sec, out),
            SHARE => share(state, s, inject, sec, out),
            TICK => tick::<S, I>(state, s, k, sec, out),
            SPILL => state.external[k] = (state.external[k] + u64::from(arg)).min(2_000),
            EFFECT => {
                state.health[k] = (state.health[k] + [20, 200, 400][arg as usize]).min(1_000);
                state.external[k] /= 2;
                if inject.is_multiple_of(5) && state.dice.below(8) != 0 {
                    state.reported.set(inject);
                }
            }
            _ if state.reported.has(inject) => state.met += 1,
            _ => state.missed += 1,
        }
    }

    /// Folds the state of all.
    pub fn outcome(&self) -> Outcome {
        let (mut events, mut score, mut checksum) = (self.injects, 0, 0);
        for state in &self.states {
            let health: u64 = state.health.iter().sum();
            let tail = [state.attention, state.doubled, state.latency, state.met, state.missed];
            let values = state.health.iter().chain(&state.external).chain(&state.counts).chain(&tail);
            checksum = fold(checksum, values.fold(state.check, |check, v| fold(check, *v)));
            events += state.counts.iter().sum::<u64>();
            let gain = 10 * state.counts[DECIDE as usize] + 20 * state.met + health / 10;
            score += gain as i64 - (50 * state.missed + state.latency / 600) as i64;
        }
        Outcome { events, score, checksum: fold(checksum, self.director_check) }
    }
}

fn inject_all<const S: usize, const Q: usize>(i: usize, sec: u64, dice: &mut Stream, out: &mut impl Emit) {
    let severity = 100 + mix(0x5EED ^ i as u64) % 300;
    for j in 0..3 {
        let s = (i * 7 + j * 9 + i / 27) % S;
        for q in 0..Q {
            out.emit(Event::new(sec + 1 + dice.below(30), DELIVER, s, q, i, severity as u32));
        }
    }
}

fn deliver<const I: usize>(
    state: &mut State<I>,
    s: usize,
    q: usize,
    i: usize,
    severity: u64,
    sec: u64,
    out: &mut impl Emit,
) {
    let k = i % SECTORS;
    if q > 0 {
        state.attention += 1;
        if state.dice.below(8) == 0 {
            state.health[k] = (state.health[k] + 5).min(1_000);
        }
        return;
    }
    state.health[k] -= state.health[k].min(severity);
    state.see(i, sec);
    if state.decided.set(i) {
        out.emit(Event::new(sec + 300 + state.dice.below(1_500), DECIDE, s, 0, i, 0));
    }
    if i.is_multiple_of(5) {
        out.emit(Event::new(sec + 86_400, TIMER, s, 0, i, 0));
        out.emit(Event::new(sec + 259_200, TIMER, s, 1, i, 0));
    }
}

fn decide<const S: usize, const I: usize>(
    state: &mut State<I>,
    s: usize,
    i: usize,
    sec: u64,
    out: &mut impl Emit,
) {
    let k = i % SECTORS;
    state.latency += sec - state.first_at[i];
    let need = 1_000 - state.health[k] + state.external[k] / 2;
    let (act, delay) = match need {
        501.. => (2, 1_800 + state.dice.below(3_600)),
        201.. => (1, 600 + state.dice.below(1_200)),
        _ => (0, 60 + state.dice.below(60)),
    };
    out.emit(Event::new(sec + delay, EFFECT, s * SECTORS + k, 0, i, act));
    for o in SHARE_OFF {
        out.emit(Event::new(sec + 5 + state.dice.below(120), SHARE, (s + o) % S, s, i, 0));
    }
}

fn share<const I: usize>(state: &mut State<I>, s: usize, i: usize, sec: u64, out: &mut impl Emit) {
    if !state.see(i, sec) {
        state.doubled += 1;
    } else if state.dice.below(4) == 0 {
        state.decided.set(i);
        out.emit(Event::new(sec + 600 + state.dice.below(3_000), DECIDE, s, 0, i, 0));
    }
}

fn tick<const S: usize, const I: usize>(
    state: &mut State<I>,
    s: usize,
    k: usize,
    sec: u64,
    out: &mut impl Emit,
) {
    let lack = |k: usize| 1_000 - state.health[k % SECTORS];
    let load = lack(k + 1) + lack(k + 3) + state.external[k];
    let damage = load * (50 + state.dice.below(100)) / 1_400;
    state.health[k] = (state.health[k].saturating_sub(damage) + 10).min(1_000);
    state.external[k] -= state.external[k] / 4;
    if state.health[k] < 850 && state.dice.below(3) == 0 {
        let amount = (1_000 - state.health[k]) / 8;
        for o in SPILL_OFF {
            let target = (s + o) % S * SECTORS + k;
            let sequence = state.spills & 2_047;
            state.spills += 1;
            out.emit(Event::new(sec + 60 + state.dice.below(600), SPILL, target, s, sequence, amount as u32));
        }
    }
    out.emit(Event::new(sec + 1_200 + state.dice.below(2_400), TICK, s * SECTORS + k, 0, 0, 0));
}

/// The queue of the floor.
struct Plain(BinaryHeap<Reverse<(u64, u32)>>);

impl Emit for Plain {
    #[inline]
    fn emit(&mut self, event: Event) {
        self.0.push(Reverse((event.stamp, event.arg)));
    }
}

/// The floor: a plain binary heap in plain Rust.
pub fn on_a_plain_heap<const S: usize, const I: usize, const Q: usize>(seed: u64) -> Outcome {
    let mut queue = Plain(BinaryHeap::new());
    let mut world = World::<S, I, Q>::new(seed, &mut queue);
    while let Some(Reverse((stamp, arg))) = queue.0.pop() {
        if stamp >= END {
            break;
        }
        world.handle(Event { stamp, arg }, &mut queue);
    }
    world.outcome()
}
