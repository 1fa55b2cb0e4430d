use super::*;

const STEP: Span = Span::mins(3);

/// The source of the published runs does not give its parameters: these were fitted to its figures.
fn strain(spread_per_hour: f64) -> Strain {
    Strain {
        spread: Rate((spread_per_hour * 1e6) as u32),
        mixing: Ppm(500_000),
        detection: Ppm(30_000),
        dormancy: Rate(0),
        waking: Rate(0),
        remediation: Rate(0),
        aware_remediation: Rate(400_000),
        protection: Ppm::ONE,
        learning: Rate(100_000),
    }
}

/// 27 services, one of them struck; all are informed so many minutes after the first has noticed.
/// What share of all was ever infected, in per cent.
fn outbreak(strain: &Strain, shared_after_mins: Option<u64>) -> f64 {
    let mut class = [Estate::default(); 27];
    class[0].infect(Ppm(10_000));
    let mut noticed = None;
    for n in 0..20 * 24 * 60 {
        step(strain, &mut class, STEP);
        if noticed.is_none() && class.iter().any(Estate::is_informed) {
            noticed = Some(n);
        }
        if let (Some(noticed), Some(after)) = (noticed, shared_after_mins)
            && n >= noticed + after / 3
        {
            class.iter_mut().for_each(Estate::inform);
        }
    }
    let all: u64 = class.iter().map(|estate| u64::from(estate.ever_infected().0)).sum();
    all as f64 / 27.0 / 1e4
}

/// Runs without sharing and with sharing so many minutes after the first notice, each near its published figure.
fn check(spread_per_hour: f64, alone: f64, shared: [(u64, f64); 3]) {
    let runs = [(None, alone), (Some(shared[0].0), shared[0].1), (Some(shared[1].0), shared[1].1)];
    for (after, published) in runs.into_iter().chain([(Some(shared[2].0), shared[2].1)]) {
        let found = outbreak(&strain(spread_per_hour), after);
        assert!((found - published).abs() < 4.0, "shared after {after:?} min: {found} %, not {published} %");
    }
    let late = outbreak(&strain(spread_per_hour), Some(shared[2].0));
    assert!((late - outbreak(&strain(spread_per_hour), None)).abs() < 0.1, "too late to help");
}

#[test]
fn sharing_helps_against_a_fast_worm_only_in_the_first_hours() {
    check(1.2, 97.6, [(30, 81.2), (240, 97.6), (480, 97.6)]);
}

#[test]
fn against_a_slow_campaign_sharing_helps_for_hours_but_not_for_a_day() {
    check(0.18, 6.5, [(60, 1.4), (480, 2.1), (1_440, 6.5)]);
    let [alone, late, soon] = [None, Some(480), Some(60)].map(|after| outbreak(&strain(0.18), after));
    assert!(soon < late && late < alone / 2.0, "{soon} {late} {alone}");
}

#[test]
fn an_outbreak_without_a_cure_takes_everything_at_the_rate_of_its_doubling() {
    let strain = Strain { spread: Rate::doubling(Span::hours(2)), mixing: Ppm::ONE, ..Strain::default() };
    let mut class = [Estate::default(); 4];
    class.iter_mut().for_each(|estate| estate.infect(Ppm(100)));
    let mut run = |hours: u64| {
        for _ in 0..hours * 20 {
            step(&strain, &mut class, STEP);
        }
        class[3].infected()
    };
    let doubled_thrice = run(6);
    assert!((780..=805).contains(&doubled_thrice.0), "{doubled_thrice:?}");
    assert_eq!(run(100), Ppm::ONE);
}

#[test]
fn what_is_dormant_neither_shows_nor_spreads_until_it_wakes() {
    let mut sleeper = Strain { spread: Rate(0), dormancy: Rate(2_000_000), ..strain(0.0) };
    sleeper.remediation = Rate(0);
    sleeper.aware_remediation = Rate(0);
    let mut class = [Estate::default(); 2];
    class[0].infect(Ppm(20_000));
    for _ in 0..20 * 24 {
        step(&sleeper, &mut class, STEP);
    }
    assert_eq!((class[0].infected(), class[0].dormant()), (Ppm::ZERO, Ppm(20_000)));
    assert!(!is_over(&class));
    sleeper.waking = Rate(1_000_000);
    sleeper.dormancy = Rate(0);
    for _ in 0..20 * 6 {
        step(&sleeper, &mut class, STEP);
    }
    assert!(class[0].infected() > Ppm(19_000));
}

#[test]
fn shares_always_sum_to_one_whole_and_what_dies_out_is_gone() {
    let mut class = [Estate::default(); 3];
    class[1].infect(Ppm(400_000));
    let strain =
        Strain { dormancy: Rate(300_000), waking: Rate(100_000), remediation: Rate(50_000), ..strain(0.6) };
    for _ in 0..20 * 24 * 40 {
        step(&strain, &mut class, STEP);
        for e in class {
            assert_eq!(e.susceptible + e.infected + e.dormant + e.recovered, WHOLE);
        }
    }
    assert!(is_over(&class), "{class:?}");
}

#[test]
fn what_is_rebuilt_from_an_infected_base_is_open_again_and_falls_again() {
    let strain = Strain { spread: Rate::doubling(Span::hours(1)), mixing: Ppm::ONE, ..Strain::default() };
    let mut class = [Estate::default()];
    class[0].clean();
    class[0].restore(Ppm(20_000));
    assert_eq!(class[0].infected(), Ppm(20_000));
    for _ in 0..20 * 12 {
        step(&strain, &mut class, STEP);
    }
    assert!(class[0].infected() > Ppm(900_000), "{:?}", class[0]);
}

#[test]
fn what_sleeps_and_is_woken_is_as_much_as_before_and_skill_cleans_faster() {
    let strain = Strain { remediation: Rate::mean(Span::hours(8)), ..Strain::default() };
    let mut class = [Estate::default(); 2];
    class.iter_mut().for_each(|e| e.infect(Ppm(500_000)));
    class[0].sleep();
    assert!(class[0].is_carrier() && class[0].infected() == Ppm::ZERO);
    class[0].wake();
    assert_eq!(class[0], class[1]);
    class[0].set_skill(Ppm(2_000_000));
    for _ in 0..20 * 4 {
        step(&strain, &mut class, STEP);
    }
    assert!(class[0].infected() < class[1].infected());
    class[0].reopen();
    assert!(class[0].ever_infected() == class[0].infected());
}
