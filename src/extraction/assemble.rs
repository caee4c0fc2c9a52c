//! Byte spans and indices of the stages in, UTF-16 offsets and ids out, each converted once.

use super::{Claim, Entity, Mention, Quantity, Relation, Span, Time};
use crate::text::{self, Text, Utf16};
use crate::turns::turn;
use crate::{claims, entities, quantities, relations, times};

/// What the stages found; indices point into these lists.
#[derive(Default)]
#[allow(missing_docs)]
pub struct Findings {
    pub entities: Vec<entities::Entity>,
    pub times: Vec<times::Time>,
    pub quantities: Vec<quantities::Quantity>,
    pub claims: Vec<claims::Claim>,
    pub relations: Vec<relations::Relation>,
}

/// The lists of an [`Extraction`](super::Extraction), sorted and numbered.
#[derive(Default)]
#[allow(missing_docs)]
pub struct Lists {
    pub sentences: Vec<Span>,
    pub entities: Vec<Entity>,
    pub times: Vec<Time>,
    pub quantities: Vec<Quantity>,
    pub claims: Vec<Claim>,
    pub relations: Vec<Relation>,
}

/// Sorts, numbers and converts what was found in `text`, in turns.
pub async fn assemble(text: &Text<'_>, found: Findings) -> Lists {
    let article = Article {
        source: text.source,
        utf16: Utf16::new(text.source),
    };
    let entity_ids = Ids::new('e', &found.entities, |e| {
        e.mentions.iter().map(|m| m.span).min()
    });
    let time_ids = Ids::new('t', &found.times, |t| Some(t.span));
    let quantity_ids = Ids::new('q', &found.quantities, |q| Some(q.span));
    let claim_ids = Ids::new('c', &found.claims, |c| {
        c.content
            .iter()
            .chain(&c.source)
            .chain(&c.cue)
            .copied()
            .min()
    });
    let relation_ids = Ids::new('r', &found.relations, |r| {
        let [a, b] = r.claims.map(|claim| claim_ids.rank(claim));
        Some(text::Span {
            start: a.min(b),
            end: a.max(b),
        })
    });
    turn().await;
    let sentences = text.sentences.iter().map(|s| article.span(s.span));
    let sentences = sentences.collect();
    turn().await;
    let entities = entity_ids.number(found.entities, |id, e| article.entity(id, e));
    turn().await;
    Lists {
        sentences,
        entities,
        claims: claim_ids.number(found.claims, |id, c| Claim {
            id,
            kind: c.kind,
            source: c.source.map(|s| article.span(s)),
            cue: c.cue.map(|s| article.span(s)),
            content: c.content.into_iter().map(|s| article.span(s)).collect(),
            speaker: c.speaker.and_then(|e| entity_ids.id(e)),
            source_type: c.source_type,
            act: c.act,
            negated: c.negated,
            hedged: c.hedged,
            check_worthiness: rounded(c.check_worthiness),
            entities: entity_ids.ids(&c.entities),
            times: time_ids.ids(&c.times),
            quantities: quantity_ids.ids(&c.quantities),
            confidence: rounded(c.confidence),
        }),
        relations: relation_ids.number(found.relations, |id, r| {
            let [a, b] = r.claims;
            let (a, b) = if claim_ids.rank(a) <= claim_ids.rank(b) {
                (a, b)
            } else {
                (b, a)
            };
            Relation {
                id,
                kind: r.kind,
                claims: [a, b].map(|claim| claim_ids.id(claim).unwrap_or_default()),
                reason: r.reason,
                evidence: r.evidence.into_iter().map(|s| article.span(s)).collect(),
                confidence: rounded(r.confidence),
            }
        }),
        times: time_ids.number(found.times, |id, t| {
            let Span { start, end, text } = article.span(t.span);
            Time {
                id,
                start,
                end,
                text,
                kind: t.kind,
                value: t.value,
                relative: t.relative,
            }
        }),
        quantities: quantity_ids.number(found.quantities, |id, q| {
            let Span { start, end, text } = article.span(q.span);
            Quantity {
                id,
                start,
                end,
                text,
                kind: q.kind,
                value: q.value,
                unit: q.unit,
            }
        }),
    }
}

/// A probability as it is published. Three digits are more than calibration can vouch for, and a
/// rounded number is written alike in JSON and in JavaScript.
fn rounded(probability: f32) -> f64 {
    (f64::from(probability) * 1000.0).round() / 1000.0
}

struct Article<'a> {
    source: &'a str,
    utf16: Utf16<'a>,
}

impl Article<'_> {
    fn offset(&self, byte: usize) -> u32 {
        u32::try_from(self.utf16.offset(byte)).unwrap_or(u32::MAX)
    }

    fn span(&self, span: text::Span) -> Span {
        Span {
            start: self.offset(span.start),
            end: self.offset(span.end),
            text: self
                .source
                .get(span.start..span.end)
                .unwrap_or_default()
                .to_owned(),
        }
    }

    fn entity(&self, id: String, entity: entities::Entity) -> Entity {
        let mut mentions = entity.mentions;
        mentions.sort_by_key(|m| m.span);
        let mentions = mentions.into_iter().map(|m| {
            let Span { start, end, text } = self.span(m.span);
            Mention {
                start,
                end,
                text,
                kind: m.kind,
                confidence: rounded(m.confidence),
            }
        });
        Entity {
            id,
            kind: entity.kind,
            name: entity.name,
            aliases: entity.aliases,
            descriptions: entity.descriptions,
            mentions: mentions.collect(),
        }
    }
}

/// The order of a list by where its members stand.
struct Ids {
    letter: char,
    /// Indices of the members, in their new order.
    order: Vec<usize>,
    /// New place of each member.
    rank: Vec<usize>,
}

impl Ids {
    fn new<T>(letter: char, items: &[T], place: impl Fn(&T) -> Option<text::Span>) -> Ids {
        let places: Vec<_> = items.iter().map(place).collect();
        let mut order: Vec<usize> = (0..items.len()).collect();
        // Members without a place go last; the sort is stable, so that equals keep their order.
        order.sort_by_key(|&i| (places[i].is_none(), places[i]));
        let mut rank = vec![0; items.len()];
        for (new, &old) in order.iter().enumerate() {
            rank[old] = new;
        }
        Ids {
            letter,
            order,
            rank,
        }
    }

    fn rank(&self, index: usize) -> usize {
        self.rank.get(index).copied().unwrap_or(usize::MAX)
    }

    fn id(&self, index: usize) -> Option<String> {
        self.rank
            .get(index)
            .map(|rank| format!("{}{}", self.letter, rank + 1))
    }

    /// Ids of `indices`, each once, in the order of the list.
    fn ids(&self, indices: &[usize]) -> Vec<String> {
        let mut ranks: Vec<usize> = indices
            .iter()
            .filter_map(|&i| self.rank.get(i).copied())
            .collect();
        ranks.sort_unstable();
        ranks.dedup();
        ranks
            .into_iter()
            .map(|rank| format!("{}{}", self.letter, rank + 1))
            .collect()
    }

    fn number<T, U>(&self, items: Vec<T>, convert: impl Fn(String, T) -> U) -> Vec<U> {
        let mut items: Vec<Option<T>> = items.into_iter().map(Some).collect();
        let ordered = self.order.iter().filter_map(|&old| items[old].take());
        ordered
            .enumerate()
            .map(|(new, item)| convert(format!("{}{}", self.letter, new + 1), item))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decode::NameKind;
    use crate::entities::MentionKind;
    use crate::times::TimeKind;
    use crate::turns::finish;

    fn span(source: &str, part: &str) -> text::Span {
        let start = source.find(part).expect("the part stands in the source");
        text::Span {
            start,
            end: start + part.len(),
        }
    }

    #[test]
    fn sorts_numbers_and_counts_in_utf16() {
        let source = "🙂 Zoë met Ann on Monday.";
        let entity = |name: &str| entities::Entity {
            kind: NameKind::Person,
            name: name.to_owned(),
            aliases: vec![],
            descriptions: vec![],
            mentions: vec![entities::Mention {
                span: span(source, name),
                kind: MentionKind::Name,
                confidence: 0.87654,
            }],
        };
        let claim = |content: &str, entity| claims::Claim {
            kind: claims::ClaimKind::Narrative,
            source: None,
            cue: None,
            content: vec![span(source, content)],
            speaker: Some(entity),
            source_type: claims::SourceType::Author,
            act: claims::Act::State,
            negated: false,
            hedged: false,
            check_worthiness: 0.5,
            entities: vec![0, 1, 0, 7],
            times: vec![0],
            quantities: vec![],
            confidence: 1.0,
        };
        let lists = finish(assemble(
            &Text::new(source),
            Findings {
                entities: vec![entity("Ann"), entity("Zoë")],
                times: vec![times::Time {
                    span: span(source, "Monday"),
                    kind: TimeKind::Date,
                    value: "XXXX-WXX-1".to_owned(),
                    relative: true,
                }],
                claims: vec![claim("met Ann", 0), claim("Zoë", 1)],
                relations: vec![relations::Relation {
                    kind: relations::RelationKind::Conflicts,
                    claims: [0, 1],
                    reason: relations::Reason::Number,
                    evidence: vec![],
                    confidence: 0.5,
                }],
                ..Findings::default()
            },
        ));
        let zoe = &lists.entities[0].mentions[0];
        assert_eq!(
            (zoe.start, zoe.end, zoe.text.as_str(), zoe.confidence),
            (3, 6, "Zoë", 0.877)
        );
        assert_eq!(
            lists.entities.iter().map(|e| &*e.id).collect::<Vec<_>>(),
            ["e1", "e2"]
        );
        assert_eq!(lists.claims[0].speaker.as_deref(), Some("e1"));
        assert_eq!(lists.claims[1].speaker.as_deref(), Some("e2"));
        assert_eq!(lists.claims[1].entities, ["e1", "e2"]);
        assert_eq!(lists.relations[0].claims, ["c1", "c2"]);
    }
}
