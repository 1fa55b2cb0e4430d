//! Who speaks to whom, measured: density, reciprocity, centralisation, fragmentation, and how near it is to
//! the network that doctrine asks for.

use std::collections::{BTreeSet, VecDeque};

use crate::base::Ppm;

/// A directed graph of messages between `0..nodes`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Graph {
    nodes: usize,
    /// From, to. No loops.
    arcs: BTreeSet<(usize, usize)>,
}

impl Graph {
    /// A graph of so many nodes; arcs to oneself or outside are left out, doubled ones count once.
    pub fn new(nodes: usize, arcs: impl IntoIterator<Item = (usize, usize)>) -> Self {
        let fits = |&(from, to): &(usize, usize)| from != to && from < nodes && to < nodes;
        Self { nodes, arcs: arcs.into_iter().filter(fits).collect() }
    }

    /// Pairs of nodes, counted both ways.
    fn ordered_pairs(&self) -> u64 {
        (self.nodes * self.nodes.saturating_sub(1)) as u64
    }

    /// Arcs over possible arcs: |E| / n(n − 1).
    pub fn density(&self) -> Ppm {
        Ppm::ratio(self.arcs.len() as u64, self.ordered_pairs())
    }

    /// Pairs that are in contact at all, over all pairs.
    pub fn contact_density(&self) -> Ppm {
        let one_way = self.arcs.len() - self.answered();
        Ppm::ratio((2 * one_way + self.answered()) as u64, self.ordered_pairs())
    }

    /// Arcs that run both ways.
    fn answered(&self) -> usize {
        self.arcs.iter().filter(|(from, to)| self.arcs.contains(&(*to, *from))).count()
    }

    /// Arcs that are answered over all arcs: r = |E↔| / |E|. None without arcs.
    pub fn reciprocity(&self) -> Option<Ppm> {
        (!self.arcs.is_empty()).then(|| Ppm::ratio(self.answered() as u64, self.arcs.len() as u64))
    }

    /// Reciprocity beyond what the density alone would give: ρ = (r − ā) / (1 − ā), in millionths, negative where
    /// answers are avoided (Garlaschelli & Loffredo 2004). None without arcs, and where all arcs there can be are.
    pub fn reciprocity_beyond_chance_millionths(&self) -> Option<i32> {
        let (answered, density) = (self.reciprocity()?.as_f64(), self.density().as_f64());
        (density < 1.0).then(|| ((answered - density) / (1.0 - density) * 1e6).round() as i32)
    }

    /// For each node, with whom it is in contact in either direction.
    fn contacts(&self) -> Vec<Vec<usize>> {
        let mut contacts = vec![Vec::new(); self.nodes];
        for &(from, to) in &self.arcs {
            if from < to || !self.arcs.contains(&(to, from)) {
                contacts[from].push(to);
                contacts[to].push(from);
            }
        }
        contacts
    }

    /// Freeman's degree centralisation of the contacts, Σ(max − dᵢ) / (n − 1)(n − 2): 1 is one hub for all.
    pub fn centralisation(&self) -> Ppm {
        let degrees: Vec<usize> = self.contacts().iter().map(Vec::len).collect();
        let most = degrees.iter().copied().max().unwrap_or_default();
        let short: usize = degrees.iter().map(|degree| most - degree).sum();
        let n = self.nodes as u64;
        Ppm::ratio(short as u64, n.saturating_sub(1) * n.saturating_sub(2))
    }

    /// Borgatti's distance-weighted fragmentation of the contacts, 1 − 2 Σ (1 / dᵢⱼ) / n(n − 1): 0 where everybody
    /// is in contact with everybody, 1 where nobody is with anybody (Borgatti 2006).
    pub fn fragmentation(&self) -> Ppm {
        if self.nodes < 2 {
            return Ppm::ZERO;
        }
        let contacts = self.contacts();
        // Over ordered pairs every distance counts twice, as the formula's 2 wants.
        let nearness: f64 = (0..self.nodes).map(|from| nearness(&contacts, from)).sum();
        Ppm::from_f64(1.0 - nearness / self.ordered_pairs() as f64)
    }

    /// Compares with the graph of who should speak to whom.
    pub fn against(&self, doctrine: &Self) -> Fit {
        let both = self.arcs.intersection(&doctrine.arcs).count() as u64;
        let of = |graph: &Self| (!graph.arcs.is_empty()).then(|| Ppm::ratio(both, graph.arcs.len() as u64));
        Fit { recall: of(doctrine), precision: of(self) }
    }
}

/// Σ 1 / distance from one node to all that it reaches.
fn nearness(contacts: &[Vec<usize>], from: usize) -> f64 {
    let mut distance = vec![0_u32; contacts.len()];
    let mut next = VecDeque::from([from]);
    let mut sum = 0.0;
    while let Some(node) = next.pop_front() {
        for &other in &contacts[node] {
            if other != from && distance[other] == 0 {
                distance[other] = distance[node] + 1;
                sum += 1.0 / f64::from(distance[other]);
                next.push_back(other);
            }
        }
    }
    sum
}

/// How near the network is to doctrine: copying everything to everyone has full recall and poor precision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fit {
    /// Share of the wanted arcs that were used; none where doctrine wants none.
    pub recall: Option<Ppm>,
    /// Share of the used arcs that were wanted; none where nobody spoke.
    pub precision: Option<Ppm>,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every pair of these, both ways.
    fn clique(of: std::ops::Range<usize>) -> impl Iterator<Item = (usize, usize)> {
        of.clone().flat_map(move |a| of.clone().map(move |b| (a, b)))
    }

    /// Fragmentation, contact density, centralisation, reciprocity.
    fn measures(graph: &Graph) -> [u32; 4] {
        let reciprocity = graph.reciprocity().unwrap();
        [graph.fragmentation(), graph.contact_density(), graph.centralisation(), reciprocity].map(|m| m.0)
    }

    #[test]
    fn a_hub_a_full_network_and_two_cliques_give_the_published_measures() {
        let star = Graph::new(5, (1..5).map(|to| (0, to)));
        assert_eq!(measures(&star), [300_000, 400_000, 1_000_000, 0]);
        assert_eq!(star.density(), Ppm(200_000));
        assert_eq!(star.reciprocity_beyond_chance_millionths(), Some(-250_000));
        let full = Graph::new(5, clique(0..5));
        assert_eq!(measures(&full), [0, 1_000_000, 0, 1_000_000]);
        assert_eq!(full.reciprocity_beyond_chance_millionths(), None);
        let cliques = Graph::new(5, clique(0..3).chain(clique(3..5)));
        assert_eq!(measures(&cliques), [600_000, 400_000, 166_666, 1_000_000]);
        assert_eq!(cliques.reciprocity_beyond_chance_millionths(), Some(1_000_000));
    }

    #[test]
    fn silence_is_full_fragmentation_and_has_no_reciprocity() {
        let silent = Graph::new(4, []);
        assert_eq!(silent.fragmentation(), Ppm::ONE);
        assert_eq!(silent.reciprocity(), None);
        assert_eq!(Graph::new(1, [(0, 0), (0, 7)]).fragmentation(), Ppm::ZERO);
    }

    #[test]
    fn speaking_to_everyone_has_recall_but_no_precision() {
        let wanted = Graph::new(5, [(0, 1), (1, 0), (1, 2), (2, 1)]);
        let chatter = Graph::new(5, clique(0..5)).against(&wanted);
        assert_eq!((chatter.recall, chatter.precision), (Some(Ppm::ONE), Some(Ppm(200_000))));
        let careful = Graph::new(5, [(0, 1), (1, 0)]).against(&wanted);
        assert_eq!((careful.recall, careful.precision), (Some(Ppm(500_000)), Some(Ppm::ONE)));
        assert_eq!(Graph::new(5, []).against(&wanted).precision, None);
    }
}
