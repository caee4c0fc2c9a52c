//! The text of a rendered document, as its nodes come in: white space collapsed as CSS does, block
//! boundaries as blank lines, and for every piece of it the node that it came from.

/// How a text node's white space is rendered: CSS `white-space-collapse`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Spaces {
    /// Runs become one space.
    Collapse,
    /// Runs become one space, or one newline where they hold one or more.
    PreserveBreaks,
    /// All of it stays.
    Preserve,
}

/// A run of text copied from one node, unit for unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Piece {
    /// Where the run begins in the text, in UTF-16 code units.
    pub start: u32,
    /// Its length in UTF-16 code units.
    pub len: u32,
    /// Which node it came from, as the caller numbers them.
    pub node: u32,
    /// Where it begins in that node, in UTF-16 code units.
    pub offset: u32,
}

impl Piece {
    fn end(&self) -> u32 {
        self.start + self.len
    }
}

/// More newlines in a row say no more than a blank line does.
const MOST_NEWLINES: usize = 2;

/// What separates the text so far from what comes next; the strongest wins. It is written only once
/// more text comes, so that nothing trails.
#[derive(Default)]
struct Gap {
    block: bool,
    newlines: usize,
    cell: bool,
    space: Option<(u32, u32)>,
}

/// Text under construction.
#[derive(Default)]
pub struct Flow {
    text: String,
    units: u32,
    pieces: Vec<Piece>,
    gap: Gap,
}

impl Flow {
    /// A block begins or ends.
    pub fn block(&mut self) {
        self.gap.block = true;
    }

    /// A line break inside a block.
    pub fn line_break(&mut self) {
        self.gap.newlines += 1;
    }

    /// A table cell begins or ends: cells of a row stand beside each other.
    pub fn cell(&mut self) {
        self.gap.cell = true;
    }

    /// A character that is rendered but stands in no node, such as the marks of `<q>`.
    pub fn generated(&mut self, character: char) {
        self.close_gap();
        self.text.push(character);
        self.units += character.len_utf16() as u32;
    }

    /// The data of text node number `node`.
    pub fn node(&mut self, node: u32, data: &str, spaces: Spaces) {
        let mut offset = 0;
        for character in data.chars() {
            let white = matches!(character, ' ' | '\t' | '\n' | '\r' | '\u{c}');
            match spaces {
                // Written with the next text: trailing newlines of a block are not rendered.
                Spaces::PreserveBreaks | Spaces::Preserve if character == '\n' => {
                    self.gap.newlines += 1
                }
                Spaces::Collapse | Spaces::PreserveBreaks if white => {
                    self.gap.space.get_or_insert((node, offset));
                }
                _ => {
                    self.close_gap();
                    self.copy(node, offset, character);
                }
            }
            offset += character.len_utf16() as u32;
        }
    }

    fn close_gap(&mut self) {
        let gap = std::mem::take(&mut self.gap);
        if self.text.is_empty() {
            return;
        }
        let separator = match gap {
            Gap { block: true, .. } => "\n\n",
            Gap { newlines: 1.., .. } => &"\n\n"[..gap.newlines.min(MOST_NEWLINES)],
            Gap { cell: true, .. } => "\t",
            Gap {
                space: Some((node, offset)),
                ..
            } => return self.copy(node, offset, ' '),
            _ => return,
        };
        self.text.push_str(separator);
        self.units += separator.len() as u32;
    }

    fn copy(&mut self, node: u32, offset: u32, character: char) {
        let len = character.len_utf16() as u32;
        match self.pieces.last_mut() {
            Some(last)
                if last.node == node
                    && last.end() == self.units
                    && last.offset + last.len == offset =>
            {
                last.len += len;
            }
            _ => self.pieces.push(Piece {
                start: self.units,
                len,
                node,
                offset,
            }),
        }
        self.text.push(character);
        self.units += len;
    }

    /// The finished text with its pieces.
    pub fn finish(self) -> (String, Pieces) {
        (self.text, Pieces(self.pieces))
    }
}

/// The pieces of a text, sorted by `start`.
pub struct Pieces(Vec<Piece>);

impl Pieces {
    /// The pieces that the half-open range of code units covers, each cut to it. Units that came
    /// from no node are passed over.
    pub fn cover(&self, start: u32, end: u32) -> impl Iterator<Item = Piece> {
        let first = self.0.partition_point(|piece| piece.end() <= start);
        self.0[first..]
            .iter()
            .take_while(move |piece| piece.start < end)
            .map(move |piece| {
                let from = piece.start.max(start);
                Piece {
                    start: from,
                    len: piece.end().min(end) - from,
                    node: piece.node,
                    offset: piece.offset + (from - piece.start),
                }
            })
    }

    /// Where unit `offset` of node `node` went, given the first of the node's pieces: the unit
    /// itself, or the next one that was kept.
    pub fn position(&self, node: u32, offset: u32) -> Option<u32> {
        // Nodes are numbered as they come in, so pieces are sorted by node and offset too.
        let at = self
            .0
            .partition_point(|piece| (piece.node, piece.offset + piece.len) <= (node, offset));
        match self.0.get(at) {
            Some(piece) if piece.node == node => {
                Some(piece.start + offset.saturating_sub(piece.offset))
            }
            _ => self.0[..at]
                .last()
                .filter(|piece| piece.node == node)
                .map(Piece::end),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slice(units: &[u16], start: u32, len: u32) -> String {
        String::from_utf16_lossy(&units[start as usize..(start + len) as usize])
    }

    #[test]
    fn collapses_across_nodes_and_keeps_their_places() {
        let nodes = ["  He \n said ", " “no” 😀 ", "then left. \n"];
        let mut flow = Flow::default();
        for (index, data) in nodes.iter().enumerate() {
            flow.node(index as u32, data, Spaces::Collapse);
        }
        flow.block();
        let (text, pieces) = flow.finish();
        assert_eq!(text, "He said “no” 😀 then left.");
        let units: Vec<u16> = text.encode_utf16().collect();
        let mut covered = 0;
        for piece in pieces.cover(0, units.len() as u32) {
            let node: Vec<u16> = nodes[piece.node as usize].encode_utf16().collect();
            let from_node = slice(&node, piece.offset, piece.len).replace('\n', " ");
            assert_eq!(slice(&units, piece.start, piece.len), from_node);
            assert_eq!(pieces.position(piece.node, piece.offset), Some(piece.start));
            covered += piece.len;
        }
        assert_eq!(covered as usize, units.len());
    }

    #[test]
    fn blocks_part_with_blank_lines_and_nothing_trails() {
        let mut flow = Flow::default();
        flow.block();
        flow.node(0, "Title ", Spaces::Collapse);
        flow.block();
        flow.line_break();
        flow.node(1, "a", Spaces::Collapse);
        flow.cell();
        flow.node(2, " b", Spaces::Collapse);
        flow.line_break();
        flow.node(3, " c ", Spaces::Collapse);
        for _ in 0..5 {
            flow.line_break();
        }
        flow.node(4, "d", Spaces::Collapse);
        flow.block();
        assert_eq!(flow.finish().0, "Title\n\na\tb\nc\n\nd");
    }

    #[test]
    fn preformatted_text_stays() {
        let mut flow = Flow::default();
        flow.node(0, "a  b\n  c\n", Spaces::Preserve);
        flow.block();
        flow.node(1, "d  e \n f", Spaces::PreserveBreaks);
        assert_eq!(flow.finish().0, "a  b\n  c\n\nd e\nf");
    }

    #[test]
    fn cover_cuts_and_passes_over_what_no_node_holds() {
        let mut flow = Flow::default();
        flow.node(0, "one", Spaces::Collapse);
        flow.block();
        flow.generated('“');
        flow.node(1, "two", Spaces::Collapse);
        let (_, pieces) = flow.finish();
        let covered: Vec<Piece> = pieces.cover(1, 8).collect();
        assert_eq!(
            covered,
            [
                Piece {
                    start: 1,
                    len: 2,
                    node: 0,
                    offset: 1
                },
                Piece {
                    start: 6,
                    len: 2,
                    node: 1,
                    offset: 0
                }
            ]
        );
        assert_eq!(pieces.cover(3, 5).count(), 0);
        assert_eq!(pieces.cover(9, 4).count(), 0);
        assert_eq!(pieces.position(1, 3), Some(9));
        assert_eq!(pieces.position(7, 0), None);
    }
}
