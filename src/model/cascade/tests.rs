use super::*;

const ENERGY: usize = 0;
const HEALTH: usize = 1;
const TRANSPORT: usize = 2;
const DIGITAL: usize = 3;
const BANKING: usize = 4;
const PUBLIC: usize = 5;

/// The six sectors of the published example; D is .30, I is .10.
fn sectors(autonomy: Span) -> Network {
    let (d, i) = (Ppm(300_000), Ppm(100_000));
    let edges = [
        (HEALTH, ENERGY, d),
        (TRANSPORT, ENERGY, d),
        (DIGITAL, ENERGY, d),
        (BANKING, ENERGY, i),
        (PUBLIC, ENERGY, i),
        (BANKING, DIGITAL, d),
        (HEALTH, DIGITAL, d),
        (PUBLIC, DIGITAL, d),
        (ENERGY, DIGITAL, i),
        (TRANSPORT, DIGITAL, i),
        (HEALTH, TRANSPORT, d),
        (ENERGY, TRANSPORT, i),
    ];
    let edge = |(consumer, supplier, weight)| Edge { consumer, supplier, weight, autonomy };
    let service = Service { onset: Span::hours(8), recovery: Span::hours(8), ..Service::default() };
    Network::new(&[service; 6], &edges.map(edge)).unwrap()
}

/// Indirect over direct loss of an outage of energy by one half that lasts so long, followed until all is at rest.
fn ratio(network: &Network, outage: Span) -> f64 {
    let dt = Span::mins(5);
    let (mut state, mut direct, mut all) = (CascadeState::new(network), 0.0, 0.0);
    let shock = [Ppm(500_000)];
    for n in 0..(outage.0 / dt.0 + 4_000) {
        let now = n * dt.0 < outage.0;
        step(network, &mut state, if now { &shock } else { &[] }, dt);
        direct += if now { 0.5 } else { 0.0 };
        all += state.inoperability().iter().map(|q| q.as_f64()).sum::<f64>();
    }
    assert!(state.is_at_rest(), "{:?}", state.inoperability());
    (all - direct) / direct
}

#[test]
fn the_published_example_settles_where_it_should() {
    let network = sectors(Span::ZERO);
    assert!((network.spectral_radius() - 0.2669).abs() < 0.000_05, "{}", network.spectral_radius());
    let settled = network.equilibrium(&[Ppm(500_000)]).unwrap();
    let wanted = [5_336, 2_609, 1_761, 1_601, 1_014, 1_014];
    assert_eq!(settled.iter().map(|q| (q.0 + 50) / 100).collect::<Vec<_>>(), wanted);
    let mut state = CascadeState::new(&network);
    for _ in 0..12 * 100 {
        step(&network, &mut state, &[Ppm(500_000)], Span::mins(5));
    }
    for (stepped, settled) in state.inoperability().iter().zip(&settled) {
        assert!(stepped.0.abs_diff(settled.0) <= 2, "{stepped:?} {settled:?}");
    }
}

#[test]
fn without_buffers_others_lose_the_same_share_however_long_the_outage() {
    let network = sectors(Span::ZERO);
    let ratios = [4, 12, 24, 72].map(|h| ratio(&network, Span::hours(h)));
    for ratio in ratios {
        assert!((ratio - 1.667).abs() < 0.01, "{ratios:?}");
    }
}

#[test]
fn with_buffers_others_lose_more_for_each_hour_the_longer_the_outage() {
    let network = sectors(Span::hours(6));
    let ratios = [4, 12, 24, 72, 168].map(|h| ratio(&network, Span::hours(h)));
    assert!(ratios.is_sorted() && ratios[0] < 0.5 && ratios[4] > 1.4, "{ratios:?}");
    assert!(ratios.windows(2).all(|pair| pair[1] - pair[0] > 0.02), "{ratios:?}");
}

#[test]
fn a_consumer_holds_out_as_long_as_its_buffer_and_fills_it_again() {
    let edge = Edge { consumer: 1, supplier: 0, weight: Ppm::ONE, autonomy: Span::hours(2) };
    let network = Network::new(&[Service::default(); 2], &[edge]).unwrap();
    let mut state = CascadeState::new(&network);
    let mut run = |shock: &[Ppm], hours: u64| {
        for _ in 0..hours * 4 {
            step(&network, &mut state, shock, Span::mins(15));
        }
        state.inoperability()[1]
    };
    assert_eq!(
        run(&[Ppm::ONE], 2),
        Ppm::ZERO,
        "the first quarter of an hour passes before the supplier is seen"
    );
    assert_eq!(run(&[Ppm::ONE], 1), Ppm::ONE);
    assert_eq!(run(&[], 1), Ppm::ZERO);
    assert_eq!(run(&[Ppm::ONE], 1), Ppm::ZERO, "an hour was filled again");
    assert_eq!(run(&[Ppm::ONE], 1), Ppm::ONE);
}

/// What a service lacks so many hours after an outage of a day, where it takes ten hours to come back on a course.
fn lacks(recovers: Recovery, hours: u64) -> f64 {
    let service = Service { onset: Span::ZERO, recovery: Span::hours(10), recovers };
    let network = Network::new(&[service], &[]).unwrap();
    let mut state = CascadeState::new(&network);
    step(&network, &mut state, &[Ppm::ONE], Span::hours(24));
    for _ in 0..hours * 12 {
        step(&network, &mut state, &[], Span::mins(5));
    }
    state.inoperability()[0].as_f64()
}

#[test]
fn a_service_comes_back_on_its_own_course_and_is_whole_in_the_end() {
    for course in [Recovery::Exponential, Recovery::Steady, Recovery::Lognormal(Ppm(800_000))] {
        for hours in [1, 5, 10, 15] {
            let (is, wanted) = (lacks(course, hours), course.left(hours as f64 / 10.0));
            assert!((is - wanted).abs() < 1e-4, "{course:?} after {hours} h: {is}, {wanted}");
        }
        assert_eq!(lacks(course, 400), 0.0, "{course:?}");
    }
}

#[test]
fn a_new_blow_begins_the_way_back_anew() {
    let service = Service { onset: Span::ZERO, recovery: Span::hours(10), recovers: Recovery::Steady };
    let network = Network::new(&[service], &[]).unwrap();
    let mut state = CascadeState::new(&network);
    let mut go = |shock: &[Ppm], hours: u64| {
        (0..hours * 12).for_each(|_| step(&network, &mut state, shock, Span::mins(5)));
        (state.inoperability()[0].as_f64() * 1e3).round() / 1e3
    };
    assert_eq!([go(&[Ppm::ONE], 1), go(&[], 5)], [1.0, 0.505]);
    assert_eq!([go(&[Ppm(800_000)], 1), go(&[], 5)], [0.8, 0.404]);
}

#[test]
fn the_radius_is_that_of_the_circles_only() {
    let edge = |consumer, supplier, weight| Edge { consumer, supplier, weight, autonomy: Span::ZERO };
    let chain: Vec<Edge> = (1..40).map(|i| edge(i, i - 1, Ppm::ONE)).collect();
    let network = Network::new(&[Service::default(); 40], &chain).unwrap();
    assert_eq!(network.spectral_radius(), 0.0);
    let pair = [edge(0, 1, Ppm(500_000)), edge(1, 0, Ppm(500_000))];
    let network = Network::new(&[Service::default(); 2], &pair).unwrap();
    assert!((network.spectral_radius() - 0.5).abs() < 1e-9);
    let hopeless = [edge(0, 1, Ppm::ONE), edge(1, 0, Ppm::ONE)];
    let network = Network::new(&[Service::default(); 2], &hopeless).unwrap();
    assert!(network.spectral_radius() >= 1.0);
    assert_eq!(network.equilibrium(&[Ppm(1)]), None);
}

#[test]
fn an_edge_to_nowhere_and_a_service_that_needs_itself_are_refused() {
    let edge = |consumer, supplier| Edge { consumer, supplier, weight: Ppm::ONE, autonomy: Span::ZERO };
    let refusal = Network::new(&[Service::default()], &[edge(0, 1)]).err();
    assert_eq!(refusal, Some(NetworkError::NoSuchService { edge: 0, service: 1, services: 1 }));
    let refusal = Network::new(&[Service::default()], &[edge(0, 0)]).err();
    assert_eq!(refusal, Some(NetworkError::NeedsItself { service: 0 }));
}

#[test]
fn the_step_is_pinned_so_that_old_journals_stay_true() {
    let network = sectors(Span::hours(1));
    let mut state = CascadeState::new(&network);
    for n in 0..40 {
        step(&network, &mut state, if n < 20 { &[Ppm(700_000)] } else { &[] }, Span::mins(15));
    }
    let q: Vec<u32> = state.inoperability().iter().map(|q| q.0).collect();
    assert_eq!(q, [56_297, 107_846, 59_421, 50_406, 43_850, 43_850]);
}
