//! The text of a rendered document: any order of nodes and breaks keeps every unit's place.

use crate::common::pieces::PIECES;
use whosaid::flow::{Flow, Spaces};

pub fn flow(data: &[u8]) {
    let mut flow = Flow::default();
    let mut nodes: Vec<Vec<u16>> = Vec::new();
    for [what, size, bytes @ ..] in data.as_chunks::<6>().0 {
        let spaces = match what % 8 {
            0 => {
                flow.block();
                continue;
            }
            1 => {
                flow.line_break();
                continue;
            }
            2 => {
                flow.cell();
                continue;
            }
            3 => {
                flow.generated(['“', '”', '🙂', ' '][usize::from(size % 4)]);
                continue;
            }
            4 => Spaces::Preserve,
            5 => Spaces::PreserveBreaks,
            _ => Spaces::Collapse,
        };
        let bytes = &bytes[..usize::from(size % 5)];
        let node: String = bytes.iter().map(|&b| PIECES[usize::from(b)]).collect();
        flow.node(nodes.len() as u32, &node, spaces);
        nodes.push(node.encode_utf16().collect());
    }
    let (text, pieces) = flow.finish();
    let units: Vec<u16> = text.encode_utf16().collect();
    let count = units.len() as u32;
    assert!(!text.contains("\n\n\n") || nodes.iter().any(|n| n.contains(&0x2028)));
    let mut end = 0;
    for piece in pieces.cover(0, count) {
        assert!(piece.start >= end && piece.len > 0);
        end = piece.start + piece.len;
        let copied = &units[piece.start as usize..end as usize];
        let node = &nodes[piece.node as usize];
        let original = &node[piece.offset as usize..][..piece.len as usize];
        for (&copy, &unit) in copied.iter().zip(original) {
            let white = matches!(u8::try_from(unit), Ok(b' ' | b'\t' | b'\n' | b'\r' | 0xC));
            assert!(copy == unit || white && copy == u16::from(b' '));
        }
        assert_eq!(pieces.position(piece.node, piece.offset), Some(piece.start));
        let middle = piece.start + piece.len / 2;
        let cut: Vec<_> = pieces.cover(middle, middle + 1).collect();
        assert_eq!((cut.len(), cut[0].start, cut[0].len), (1, middle, 1));
    }
    assert!(end <= count);
}
