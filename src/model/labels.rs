//! Label sets: the names of the network's outputs in, tags of the decoders out.

use super::Error;
use crate::decode::{NameKind, PartOfSpeech, Role};

/// A tag in the BIO2 scheme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag<K> {
    /// Outside every span.
    Out,
    /// The first token of a span.
    Begin(K),
    /// A later token of a span.
    Inside(K),
}

impl<K: PartialEq> Tag<K> {
    /// True where a token with this tag can follow one with `before`, or begin the text (`None`).
    pub fn can_follow(&self, before: Option<&Tag<K>>) -> bool {
        match (self, before) {
            (Tag::Inside(kind), Some(Tag::Begin(open) | Tag::Inside(open))) => kind == open,
            (Tag::Inside(_), _) => false,
            _ => true,
        }
    }
}

/// Reads BIO2 labels. Every kind needs both its tags, and "O" must be among them.
pub(super) fn tags<K: Copy + PartialEq>(
    labels: &[String],
    kind: impl Fn(&str) -> Option<K>,
) -> Result<Vec<Tag<K>>, Error> {
    let tag = |label: &String| match label.split_once('-') {
        None if label == "O" => Some(Tag::Out),
        Some(("B", name)) => kind(name).map(Tag::Begin),
        Some(("I", name)) => kind(name).map(Tag::Inside),
        _ => None,
    };
    let tags: Vec<Tag<K>> = labels
        .iter()
        .map(|l| tag(l).ok_or_else(|| unknown(l)))
        .collect::<Result<_, _>>()?;
    let count = |tag: Tag<K>| tags.iter().filter(|&&t| t == tag).count();
    let whole = tags.iter().all(|&tag| match tag {
        Tag::Out => count(tag) == 1,
        Tag::Begin(kind) | Tag::Inside(kind) => {
            count(Tag::Begin(kind)) == 1 && count(Tag::Inside(kind)) == 1
        }
    });
    if whole && tags.contains(&Tag::Out) {
        Ok(tags)
    } else {
        Err(unknown(&labels.join(" ")))
    }
}

fn unknown(label: &str) -> Error {
    let label: String = label.chars().take(40).collect();
    Error::new(format!(
        "the model's label \"{label}\" is not known: it is of another version"
    ))
}

pub(super) fn name_kind(label: &str) -> Option<NameKind> {
    Some(match label {
        "person" => NameKind::Person,
        "organization" => NameKind::Organization,
        "place" => NameKind::Place,
        "group" => NameKind::Group,
        "event" => NameKind::Event,
        "work" => NameKind::Work,
        "other" => NameKind::Other,
        _ => return None,
    })
}

pub(super) fn role(label: &str) -> Option<Role> {
    Some(match label {
        "source" => Role::Source,
        "cue" => Role::Cue,
        "content" => Role::Content,
        _ => return None,
    })
}

pub(super) fn parts_of_speech(labels: &[String]) -> Result<Vec<PartOfSpeech>, Error> {
    labels
        .iter()
        .map(|l| part_of_speech(l).ok_or_else(|| unknown(l)))
        .collect()
}

fn part_of_speech(label: &str) -> Option<PartOfSpeech> {
    use PartOfSpeech as P;
    Some(match label {
        "CC" => P::Cc,
        "CD" => P::Cd,
        "DT" => P::Dt,
        "EX" => P::Ex,
        "FW" => P::Fw,
        "IN" => P::In,
        "JJ" => P::Jj,
        "JJR" => P::Jjr,
        "JJS" => P::Jjs,
        "LS" => P::Ls,
        "MD" => P::Md,
        "NN" => P::Nn,
        "NNS" => P::Nns,
        "NNP" => P::Nnp,
        "NNPS" => P::Nnps,
        "PDT" => P::Pdt,
        "POS" => P::Pos,
        "PRP" => P::Prp,
        "PRP$" => P::PrpS,
        "RB" => P::Rb,
        "RBR" => P::Rbr,
        "RBS" => P::Rbs,
        "RP" => P::Rp,
        "SYM" => P::Sym,
        "TO" => P::To,
        "UH" => P::Uh,
        "VB" => P::Vb,
        "VBD" => P::Vbd,
        "VBG" => P::Vbg,
        "VBN" => P::Vbn,
        "VBP" => P::Vbp,
        "VBZ" => P::Vbz,
        "WDT" => P::Wdt,
        "WP" => P::Wp,
        "WP$" => P::WpS,
        "WRB" => P::Wrb,
        "PUNCT" => P::Punct,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(labels: &[&str]) -> Result<Vec<Tag<NameKind>>, Error> {
        tags(
            &labels.iter().map(|&l| l.to_owned()).collect::<Vec<_>>(),
            name_kind,
        )
    }

    #[test]
    fn every_kind_needs_both_its_tags() {
        let tags = read(&["O", "B-person", "I-person"]).expect("it is whole");
        assert_eq!(
            tags,
            [
                Tag::Out,
                Tag::Begin(NameKind::Person),
                Tag::Inside(NameKind::Person)
            ]
        );
        assert!(read(&["O", "B-person"]).is_err());
        assert!(read(&["B-person", "I-person"]).is_err());
        assert!(read(&["O", "O"]).is_err());
        assert!(read(&["O", "B-planet", "I-planet"]).is_err());
    }

    #[test]
    fn a_span_goes_on_only_where_it_began() {
        let (begin, inside) = (Tag::Begin(NameKind::Person), Tag::Inside(NameKind::Person));
        assert!(inside.can_follow(Some(&begin)) && inside.can_follow(Some(&inside)));
        assert!(!inside.can_follow(None) && !inside.can_follow(Some(&Tag::Out)));
        assert!(!inside.can_follow(Some(&Tag::Begin(NameKind::Place))));
        assert!(begin.can_follow(None) && begin.can_follow(Some(&inside)));
    }
}
