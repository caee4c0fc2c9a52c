//! Turns clusters of mentions into entities: their fullest name, aliases and descriptions.

use super::document::Document;
use super::mentions;
use super::names::{Cluster, Link};
use super::{Entity, Mention};

/// Longest text, in characters, that is given as an entity's name.
const LONGEST_NAME: usize = 100;

/// Names judged right, by how they were joined (see `Link`), on GUM documents held out from development.
fn confidence(link: Link) -> f32 {
    match link {
        Link::Same => 0.98,
        Link::Defined => 0.95,
        Link::Part => 0.93,
        Link::Focus => 0.85,
    }
}

pub(crate) fn entities(
    doc: &Document,
    mentions: &[mentions::Mention],
    clusters: &[Cluster],
) -> Vec<Entity> {
    let mut of_name = vec![None; doc.tagging.names.len()];
    for (i, mention) in mentions.iter().enumerate() {
        if let Some(slot) = mention.name.and_then(|n| of_name.get_mut(n)) {
            *slot = Some(i);
        }
    }
    let mut entities = Vec::new();
    for cluster in clusters {
        let mut found = Vec::new();
        let mut written: Vec<String> = Vec::new();
        for (&name, &link) in cluster.names.iter().zip(&cluster.links) {
            let Some(mention) = of_name[name].and_then(|i: usize| mentions.get(i)) else {
                continue;
            };
            let name = doc.tagging.names.get(name).map_or(0.0, |n| n.confidence);
            found.push(Mention {
                span: doc.span(&mention.tokens),
                kind: mention.kind,
                confidence: name * confidence(link),
            });
            written.push(doc.phrase(&mention.tokens));
        }
        let Some((name, aliases)) = fullest(&written) else {
            continue;
        };
        entities.push(Entity {
            kind: cluster.kind,
            name,
            aliases,
            descriptions: Vec::new(),
            mentions: found,
        });
    }
    entities
}

/// The fullest of the names and the others, each once whatever its case.
fn fullest(written: &[String]) -> Option<(String, Vec<String>)> {
    let mut distinct: Vec<&String> = Vec::new();
    for name in written {
        match distinct
            .iter()
            .position(|d| d.to_lowercase() == name.to_lowercase())
        {
            None => distinct.push(name),
            // "Hillary Clinton" rather than "HILLARY CLINTON".
            Some(i) if is_shouted(distinct[i]) => distinct[i] = name,
            Some(_) => {}
        }
    }
    let rank = |name: &str| {
        let length = name.chars().count();
        (
            length <= LONGEST_NAME,
            !name.contains(','),
            name.split_whitespace().count(),
            length,
        )
    };
    let best = (0..distinct.len()).max_by_key(|&i| (rank(distinct[i]), std::cmp::Reverse(i)))?;
    let name = distinct.remove(best).clone();
    Some((name, distinct.into_iter().cloned().collect()))
}

fn is_shouted(name: &str) -> bool {
    name.contains(' ') && !name.chars().any(char::is_lowercase)
}
