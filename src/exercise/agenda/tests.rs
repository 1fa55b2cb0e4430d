use proptest::prelude::*;

use super::*;

/// What may be done to an agenda.
#[derive(Clone, Debug)]
enum Act {
    Push { delay: u64, class: u8 },
    Pop { wait: u64 },
    Cancel { which: usize },
    SaveAndRestore,
}

fn act() -> impl Strategy<Value = Act> {
    let delay = prop_oneof![0..4_u64, 0..5_000_u64, 0..100_000_000_u64, Just(u64::MAX)];
    prop_oneof![
        5 => (delay, 0..3_u8).prop_map(|(delay, class)| Act::Push { delay, class }),
        4 => prop_oneof![0..10_u64, 0..100_000_u64, Just(1 << 40)].prop_map(|wait| Act::Pop { wait }),
        1 => (0..1_000_usize).prop_map(|which| Act::Cancel { which }),
        1 => Just(Act::SaveAndRestore),
    ]
}

/// The same by the plainest means: a vector that is sorted again and again.
#[derive(Default)]
struct Plain(Vec<(Key, u32)>);

impl Plain {
    fn pop_due(&mut self, until: At) -> Option<(Key, u32)> {
        self.0.sort_unstable();
        (self.0.first()?.0.at <= until).then(|| self.0.remove(0))
    }
}

/// Plays the acts on both and compares every answer; at the end both are emptied.
fn play(acts: &[Act]) {
    let (mut agenda, mut plain, mut now, mut keys) = (Agenda::new(), Plain::default(), At(0), Vec::new());
    for (n, act) in (0..).zip(acts) {
        match *act {
            Act::Push { delay, class } => {
                let key = agenda.push(At(now.0.saturating_add(delay)), class, n);
                plain.0.push((key, n));
                keys.push(key);
            }
            Act::Pop { wait } => {
                let until = At(now.0.saturating_add(wait));
                let popped = agenda.pop_due(until);
                assert_eq!(popped, plain.pop_due(until));
                now = popped.map_or(now, |(key, _)| now.max(key.at));
            }
            Act::Cancel { which } if which < keys.len() => {
                let at = plain.0.iter().position(|(key, _)| *key == keys[which]);
                assert_eq!(agenda.cancel(keys[which]), at.map(|at| plain.0.remove(at).1));
            }
            Act::Cancel { .. } => {}
            Act::SaveAndRestore => {
                let saved = postcard::to_stdvec(&agenda).unwrap();
                let restored = postcard::from_bytes(&saved).unwrap();
                assert_eq!(agenda, restored);
                agenda = restored;
            }
        }
        assert_eq!(agenda.len(), plain.0.len());
        assert_eq!(agenda.peek(), plain.0.iter().map(|(key, _)| *key).min());
    }
    plain.0.sort_unstable();
    assert!(agenda.iter().map(|(key, n)| (key, *n)).eq(plain.0.iter().copied()));
    let rest: Vec<_> = std::iter::from_fn(|| agenda.pop_due(At::NEVER)).collect();
    assert_eq!(rest, plain.0);
    assert!(agenda.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn it_pops_what_a_sorted_list_would(acts in proptest::collection::vec(act(), 0..400)) {
        play(&acts);
    }
}

#[test]
fn a_long_run_stays_in_order_while_the_pace_changes() {
    // Each round is a thousand times slower or faster than the one before, so that the wheel is laid out anew.
    let mut acts = Vec::new();
    for round in 0..6_u64 {
        let pace = if round % 2 == 0 { 7 } else { 7_000 };
        for n in 0..1_500 {
            acts.push(Act::Push { delay: n * 31 % 97 * pace, class: (n % 3) as u8 });
            acts.push(Act::Pop { wait: pace * 200 });
        }
    }
    play(&acts);
}

#[test]
fn a_burst_in_one_instant_is_popped_by_class_then_by_age() {
    let mut agenda = Agenda::new();
    agenda.push(At(5), 0, 0);
    assert!(agenda.pop_due(At(5)).is_some());
    for n in 0..10_000_u64 {
        agenda.push(At(5), (n % 2) as u8, n);
    }
    let popped: Vec<u64> = std::iter::from_fn(|| agenda.pop_due(At(5)).map(|(_, n)| n)).collect();
    let wanted: Vec<u64> = (0..10_000).step_by(2).chain((1..10_000).step_by(2)).collect();
    assert_eq!(popped, wanted);
}

#[test]
fn nothing_is_popped_before_it_is_due() {
    let mut agenda = Agenda::new();
    let key = agenda.push(At(1_000), 0, "inject");
    assert_eq!(agenda.pop_due(At(999)), None);
    assert_eq!(agenda.peek(), Some(key));
    assert_eq!(agenda.pop_due(At(1_000)), Some((key, "inject")));
    assert_eq!(agenda.cancel(key), None);
}

#[test]
fn a_snapshot_that_lies_about_its_numbers_is_refused() {
    let mut agenda = Agenda::new();
    agenda.push(At(1), 0, 1_u8);
    let mut saved = postcard::to_stdvec(&agenda).unwrap();
    saved[0] = 0;
    assert!(postcard::from_bytes::<Agenda<u8>>(&saved).is_err());
}
