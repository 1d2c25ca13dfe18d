//! Where places are and which touch: great-circle [`distances`](distance) and the adjacency graph.

mod distance;
mod graph;

pub use distance::great_circle_km;
pub use graph::Geography;
