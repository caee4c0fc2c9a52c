//! Finds two sources that assert the same event.

use super::denials::flag;
use super::facts::{different_times, elsewhere};
use super::voices::{independent, narrative};
use super::weights::Model;
use super::{Article, Candidate, Pair, Reason, RelationKind, figures, stance};
use crate::claims::{Act, Claim};

/// "Soldiers had fired on the crowd", said by witnesses and by a doctor.
pub fn find(article: &Article, pair: &Pair) -> Option<Candidate> {
    let &Pair {
        a,
        b,
        ca,
        cb,
        common,
    } = pair;
    let stated = |c: &Claim| {
        !narrative(c)
            && matches!(
                c.act,
                Act::State | Act::Confirm | Act::Accuse | Act::Deny | Act::Predict | Act::Believe
            )
    };
    let alike = stated(ca)
        && stated(cb)
        && (ca.act == Act::Deny) == (cb.act == Act::Deny)
        && common.flipped == 0
        && common.straight > 0
        && common.words >= 2
        && independent(article, a.claim, b.claim, true)
        && !different_times(article, a, b)
        && !elsewhere(article, a, b)
        && !figures::differ(article, a, b);
    let (_, later) = pair.later();
    let apart = article.paragraphs_apart(a, b);
    alike.then(|| {
        Candidate::new(
            Model::Same,
            [a.claim, b.claim],
            RelationKind::Corroborates,
            Reason::SameEvent,
            common.tokens(),
            &[
                common.cover,
                common.mutual,
                common.words.min(5) as f32 / 5.0,
                common.straight.min(3) as f32 / 3.0,
                flag(common.entities > 0),
                flag(ca.act == Act::Confirm || cb.act == Act::Confirm),
                flag(stance::beside(article, later)),
                flag(stance::against(article, later)),
                flag(stance::same_subject(article, a, b)),
                1.0 / (1 + apart) as f32,
                1.0 / a.claim.abs_diff(b.claim).max(1) as f32,
                flag(common.shared.iter().any(|(x, y)| x.negated && y.negated)),
            ],
        )
    })
}
