//! Text cases: `cases/*.txt` in, and the drawing of what the text layer finds compared with `*.expected`
//! beside it. `WHOSAID_UPDATE=1 cargo test -p whosaid --test text` writes the drawings anew.
//!
//! Under each line of the source stands a line with `S` where a sentence begins, `|` where another token
//! does and `-` where a token goes on; and, where there are quotations, a line with `<` and `>` for the outer marks
//! and `~` between them. Characters that can't be seen are written as `{AD}`.

use crate::common::cases::compare;
use whosaid::text::chars::is_visible;
use whosaid::text::{QuoteState, Role, Text};

/// A source line, its tokens and its quotations, drawn.
#[derive(Default)]
struct Line {
    source: String,
    tokens: String,
    quotes: String,
}

impl Line {
    fn flush(&mut self, out: &mut String) {
        for row in [&self.source, &self.tokens, &self.quotes] {
            if !row.trim().is_empty() {
                out.push_str(row.trim_end());
                out.push('\n');
            }
        }
        *self = Line::default();
    }
}

fn draw(source: &str) -> String {
    let text = Text::new(source);
    let mut out = String::new();
    for (i, paragraph) in text.paragraphs.iter().enumerate() {
        if i > 0 {
            out.push('\n');
        }
        out.push_str(match paragraph.role {
            Role::Body => "¶ body\n",
            Role::Heading => "¶ heading\n",
            Role::Furniture => "¶ furniture\n",
        });
        let mut line = Line::default();
        let tokens = &text.tokens[paragraph.tokens.clone()];
        let sentence_starts: Vec<usize> = text.sentences[paragraph.sentences.clone()]
            .iter()
            .map(|s| s.span.start)
            .collect();
        for (offset, c) in source[paragraph.span.start..paragraph.span.end].char_indices() {
            let at = paragraph.span.start + offset;
            if c == '\n' {
                line.flush(&mut out);
                continue;
            }
            let shown = if is_visible(c) || c == ' ' {
                c.to_string()
            } else {
                format!("{{{:X}}}", u32::from(c))
            };
            let token = tokens
                .iter()
                .find(|t| t.span.start <= at && at < t.span.end);
            let (mark, quote) = match token {
                None => (' ', ' '),
                Some(t) => {
                    let mark = if t.span.start < at {
                        '-'
                    } else if sentence_starts.contains(&at) {
                        'S'
                    } else {
                        '|'
                    };
                    let quote = match t.quote {
                        QuoteState::Out => ' ',
                        QuoteState::In => '~',
                        QuoteState::Opening => '<',
                        QuoteState::Closing => '>',
                    };
                    (mark, quote)
                }
            };
            let fill = if mark == ' ' { ' ' } else { '-' };
            for (n, shown) in shown.chars().enumerate() {
                line.source.push(shown);
                line.tokens.push(if n == 0 { mark } else { fill });
                line.quotes.push(quote);
            }
        }
        line.flush(&mut out);
    }
    out
}

#[test]
fn every_case_is_read_as_drawn() {
    compare("tests/text/cases", |_, source| draw(source));
}
