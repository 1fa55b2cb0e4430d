//! Services, products, defences, the campaign: what the simulated world is made of.

use std::collections::BTreeMap;

use crate::base::{Cents, Id, Ppm, Span, Table, Text};
use crate::model::cascade::{Edge, Network, NetworkError, Service};
use crate::model::recovery::Recovery;
use crate::scenario::schema::{self, Name, Reaches, Recovers, ScenarioFile};
use crate::scenario::script::{
    DefenceId, DefenceSpec, Need, ProductId, ProductSpec, Reach, Script, SeatId, ServiceId, ServiceSpec,
    StageSpec,
};
use crate::scenario::words::{DefenceKind, Sector, Strikes};

use super::times::{moment, span};

/// Time from full outage to normal where nothing is said.
const RECOVERY: Span = Span::hours(8);
/// Time that a defence takes where nothing is said.
const DEFENCE: Span = Span::mins(30);
/// The widest spread of recovery times that may be written: the standard deviation of their logarithm.
pub const WIDEST: f64 = 3.0;
/// Mean time to self-detection of an infection where nothing is said.
pub const DETECTION: Span = Span::hours(24);

/// Gives every thing of the world its number, so that they may name one another.
pub(super) fn names(file: &ScenarioFile, script: &mut Script) {
    for (n, service) in file.services.iter().enumerate() {
        script.names.services.insert(service.id.value.clone(), ServiceId::at(n));
    }
    for product in &file.products {
        let id = product_id(script, &product.id, product.name.as_ref());
        let maker = product.maker.as_ref().and_then(|path| script.names.orgs.get(path.as_str()).copied());
        if let Some(spec) = script.products.get_mut(id) {
            spec.maker = maker;
        }
    }
    for (n, defence) in file.defences.iter().enumerate() {
        script.names.defences.insert(defence.id.value.clone(), DefenceId::at(n));
    }
    for (n, stage) in stages(file).enumerate() {
        script.names.stages.insert(stage.id.value.clone(), Id::at(n));
    }
}

fn stages(file: &ScenarioFile) -> impl Iterator<Item = &schema::Stage> {
    file.campaign.iter().flat_map(|c| &c.stages)
}

fn product_id(script: &mut Script, id: &str, name: Option<&Text>) -> ProductId {
    if let Some(&known) = script.names.products.get(id) {
        return known;
    }
    let name = name.cloned().unwrap_or_else(|| Text::plain(id));
    let number = script.products.push(ProductSpec { id: id.to_owned(), name, maker: None });
    script.names.products.insert(id.to_owned(), number);
    number
}

pub(super) fn compile(file: &ScenarioFile, script: &mut Script) {
    for service in &file.services {
        let service = service_spec(service, script);
        script.services.push(service);
    }
    script.network = network(&script.services, &BTreeMap::new()).unwrap_or_default();
    let enabled: Vec<&str> = file.intel.iter().flat_map(|i| &i.enables).map(|n| n.as_str()).collect();
    for defence in &file.defences {
        script.defences.push(DefenceSpec {
            id: defence.id.value.clone(),
            name: defence.name.clone().unwrap_or_else(|| Text::plain(defence.id.as_str())),
            kind: defence.kind,
            takes: span(defence.takes.as_ref(), DEFENCE),
            disrupts: share(defence.disrupts.as_ref().map(|d| **d).or(off(defence.kind))),
            needs_knowledge: enabled.contains(&defence.id.as_str()),
            destroys_evidence: defence.destroys_evidence,
        });
    }
    for stage in stages(file) {
        if let Some(stage) = stage_spec(stage, script) {
            script.stages.push(stage);
        }
    }
}

/// What is switched off does nothing, where nothing else is said.
fn off(kind: DefenceKind) -> Option<f64> {
    (kind == DefenceKind::SwitchOff).then_some(1.0)
}

fn share(of: Option<f64>) -> Ppm {
    Ppm::from_f64(of.unwrap_or(0.0))
}

fn service_spec(service: &schema::Service, script: &mut Script) -> ServiceSpec {
    let needs = service.needs.iter().filter_map(|need| {
        Some(Need {
            service: *script.names.services.get(need.service.as_str())?,
            weight: share(Some(*need.weight)),
            autonomy: span(need.autonomy.as_ref(), Span::ZERO),
        })
    });
    let needs = needs.collect();
    let uses = service.uses.iter().map(|product| product_id(script, product, None)).collect();
    ServiceSpec {
        id: service.id.value.clone(),
        name: service.name.clone().unwrap_or_else(|| Text::plain(service.id.as_str())),
        state: script.names.states.get(service.state.as_str()).copied().unwrap_or(Id::at(0)),
        sector: service.sector,
        operator: match &service.operator {
            Some(seat) => script.names.seats.get(seat.as_str()).copied(),
            None => usual_operator(script, &service.state, service.sector),
        },
        users: service.users,
        loss_per_hour: Cents(service.loss_per_hour.saturating_mul(100)),
        recovery: span(service.recovery.as_ref(), RECOVERY),
        recovers: recovers(service.recovers.as_ref()),
        fallback: share(service.fallback.as_ref().map(|f| **f)),
        needs,
        uses,
        records: service.records,
        loss_per_record: Cents(service.loss_per_record.saturating_mul(100)),
        kept_by: service.kept_by.as_ref().and_then(|id| script.names.services.get(id.as_str()).copied()),
        tells_after: span(service.tells_after.as_ref(), Span::ZERO),
    }
}

fn recovers(said: Option<&Recovers>) -> Recovery {
    match said {
        None | Some(Recovers::Exponential) => Recovery::Exponential,
        Some(Recovers::Steady) => Recovery::Steady,
        // No share: the standard deviation of a logarithm may be more than one.
        Some(Recovers::Lognormal(spread)) => {
            Recovery::Lognormal(Ppm((spread.value.clamp(0.0, WIDEST) * 1e6 + 0.5) as u32))
        }
    }
}

/// The seat of the operator that the state has for the sector, if one sits there.
fn usual_operator(script: &Script, state: &str, sector: Sector) -> Option<SeatId> {
    let path = format!("{state}/operator/{}", sector.word());
    let org = script.names.orgs.get(&path)?;
    script.seats.iter().find(|(_, seat)| seat.org == *org).map(|(id, _)| id)
}

fn stage_spec(stage: &schema::Stage, script: &mut Script) -> Option<StageSpec> {
    let services = |script: &Script, names: &[Name]| {
        names.iter().filter_map(|n| script.names.services.get(n.as_str()).copied()).collect::<Vec<_>>()
    };
    let (reach, seeds) = match &stage.reaches {
        Reaches::Contagion { through, doubling, from, detection, dormancy, by_hand } => {
            let reach = Reach::Contagion {
                through: product_id(script, through, None),
                doubling: Span::parse(doubling).ok()?,
                detection: span(detection.as_ref(), DETECTION),
                dormancy: span(dormancy.as_ref(), Span::ZERO),
                by_hand: by_hand.as_ref().and_then(|by| Some((by.hops.value, Span::parse(&by.hop).ok()?))),
            };
            (reach, services(script, from))
        }
        Reaches::CommonCause { through, exposure, over } => {
            let through = product_id(script, through, None);
            let over = span(over.as_ref(), Span::ZERO);
            (Reach::CommonCause { through, exposure: share(Some(**exposure)), over }, Vec::new())
        }
        Reaches::Wherever { stage, strikes } => {
            let stage = *script.names.stages.get(stage.as_str())?;
            (Reach::Wherever { stage, strikes: strikes.unwrap_or(Strikes::Infected) }, Vec::new())
        }
        Reaches::Services(names) => (Reach::Direct(services(script, names)), Vec::new()),
    };
    let at_once = (!stage.hidden).then_some(Span::ZERO);
    Some(StageSpec {
        id: stage.id.value.clone(),
        technique: stage.technique.value.clone(),
        at: stage.at.as_ref().and_then(|at| moment(script.clock, at)),
        reach,
        seeds,
        impact: share(Some(*stage.impact)),
        lasts: span(stage.lasts.as_ref(), Span(script.endex.0)),
        stopped_by: stage
            .stopped_by
            .iter()
            .filter_map(|d| script.names.defences.get(d.as_str()).copied())
            .collect(),
        hidden: stage.hidden,
        malicious: stage.malicious.unwrap_or(true),
        steals: share(stage.steals.as_ref().map(|s| **s)),
        seen_after: stage.seen_after.as_ref().map_or(at_once, |text| Span::parse(text).ok()),
        about: stage.about.as_ref().and_then(|id| script.names.incidents.get(id.as_str()).copied()),
    })
}

/// The cascade's network, some services recovering faster by a share.
///
/// # Errors
/// Where a service depends on itself by the whole; checks find that before.
pub fn network(
    services: &Table<ServiceId, ServiceSpec>,
    faster: &BTreeMap<ServiceId, Ppm>,
) -> Result<Network, NetworkError> {
    let recovery = |id: ServiceId, time: Span| {
        let faster = faster.get(&id).map_or(0, |b| u64::from(b.0));
        Span(time.0.saturating_mul(1_000_000) / (1_000_000 + faster))
    };
    let nodes: Vec<Service> = services
        .iter()
        .map(|(id, s)| Service {
            onset: Span::ZERO,
            recovery: recovery(id, s.recovery),
            recovers: s.recovers,
        })
        .collect();
    let edges: Vec<Edge> = services
        .iter()
        .flat_map(|(id, s)| {
            s.needs.iter().map(move |need| Edge {
                consumer: id.index(),
                supplier: need.service.index(),
                weight: need.weight,
                autonomy: need.autonomy,
            })
        })
        .collect();
    Network::new(&nodes, &edges)
}
