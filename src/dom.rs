//! The text of a page's article as readers see it, and the way back from offsets to DOM ranges.
//! Runs on the page's own thread, without a model.

use js_sys::{Array, JsString, Map};
use wasm_bindgen::prelude::*;
use web_sys::{CssStyleDeclaration, Document, Element, HtmlSlotElement, Node, Range, Window};

use crate::flow::{Flow, Pieces, Spaces};

/// Elements whose text no reader sees, or is no part of the prose: code, controls with their labels,
/// menus, advertisements, graphics, pronunciation glosses, and panels of this very project.
#[rustfmt::skip]
const SKIPPED: [&str; 37] = [
    "amp-ad", "amp-embed", "amp-sidebar", "amp-social-share",
    "audio", "button", "canvas", "datalist", "embed", "head", "iframe", "input", "label", "math", "meter", "nav", "noembed",
    "noframes", "noscript", "object", "option", "output", "progress", "rp", "rt", "script", "select", "style", "svg",
    "template", "textarea", "title", "video", "who-said", "dialog", "map", "area",
];

/// Elements that stand as blocks where no style says so, as in a document that is not rendered.
#[rustfmt::skip]
const BLOCKS: [&str; 41] = [
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dir", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr",
    "html", "legend", "li", "main", "menu", "ol", "p", "pre", "section", "summary", "table", "tr", "ul", "search",
];

/// Screen-reader-only text is boxed into a pixel by the usual recipes.
const UNSEEN_SIZES: [&str; 2] = ["0px", "1px"];

/// Letters from which a passage that stands twice is a pull quote rather than a word that both have.
const LEAST_PULLED: usize = 15;

/// How an element's box relates to the text around it.
#[derive(Clone, Copy, PartialEq)]
enum Boxing {
    Block,
    Cell,
    Inline,
}

/// One thing to do on the walk through the tree, which keeps its own stack: documents nest deeper
/// than WebAssembly's.
enum Step {
    Enter(Node, Context),
    Leave(Boxing),
    Generate(char),
}

/// What text inherits from its elements.
#[derive(Clone, Copy)]
struct Context {
    spaces: Spaces,
    visible: bool,
}

/// The text of an article with the way back to its nodes.
#[wasm_bindgen]
pub struct ArticleText {
    text: JsString,
    nodes: Vec<Node>,
    numbers: Map,
    pieces: Pieces,
}

/// Reads `root` as it is rendered: block boundaries become blank lines, `<br>` a newline, white space
/// collapses as CSS says, open shadow roots and slots are followed. What is hidden, or matches the
/// selector `ignore`, is skipped. Throws a `SyntaxError` where `ignore` is no selector.
#[wasm_bindgen(js_name = extractText)]
pub fn extract_text(root: &Node, ignore: Option<String>) -> Result<ArticleText, JsValue> {
    let document = root
        .dyn_ref::<Document>()
        .cloned()
        .or_else(|| root.owner_document());
    let mut walk = Walk {
        window: document
            .and_then(|document| document.default_view())
            .filter(|_| root.is_connected()),
        ignore: ignore.filter(|selector| !selector.trim().is_empty()),
        root: root.clone(),
        letters: None,
        flow: Flow::default(),
        nodes: Vec::new(),
        stack: Vec::new(),
    };
    walk.run(root)?;
    let (text, pieces) = walk.flow.finish();
    let nodes = walk.nodes;
    let numbers = Map::new();
    for (number, node) in nodes.iter().enumerate() {
        numbers.set(node, &JsValue::from_f64(number as f64));
    }
    let text = if text.contains(char::REPLACEMENT_CHARACTER) {
        faithful(&text, &pieces, &nodes)
    } else {
        text.into()
    };
    Ok(ArticleText {
        text,
        nodes,
        numbers,
        pieces,
    })
}

#[wasm_bindgen]
impl ArticleText {
    /// The text, to be given to the engine.
    #[wasm_bindgen(getter)]
    pub fn text(&self) -> JsString {
        self.text.clone()
    }

    /// The DOM range of the code units from `start` to `end` of the text; `undefined` where they stand
    /// in no node, or the nodes have changed since.
    #[wasm_bindgen(js_name = toRange)]
    pub fn to_range(&self, start: u32, end: u32) -> Option<Range> {
        let mut covered = self.pieces.cover(start, end);
        let first = covered.next()?;
        let last = covered.last().unwrap_or(first);
        self.range(
            (first.node, first.offset),
            (last.node, last.offset + last.len),
        )
    }

    /// As `toRange`, but one range for each text node, so that parts which were skipped stay
    /// outside and shadow boundaries are respected.
    #[wasm_bindgen(js_name = toRanges)]
    pub fn to_ranges(&self, start: u32, end: u32) -> Vec<Range> {
        let mut runs: Vec<(u32, u32, u32)> = Vec::new();
        for piece in self.pieces.cover(start, end) {
            let piece_end = piece.offset + piece.len;
            match runs.last_mut() {
                Some((node, _, end)) if *node == piece.node => *end = piece_end,
                _ => runs.push((piece.node, piece.offset, piece_end)),
            }
        }
        runs.into_iter()
            .filter_map(|(node, from, to)| self.range((node, from), (node, to)))
            .collect()
    }

    /// The code unit of the text at which `offset` of the text node `node` stands; `undefined` where
    /// the node is no part of it. For finding what a pointer is over.
    #[wasm_bindgen(js_name = toOffset)]
    pub fn to_offset(&self, node: &Node, offset: u32) -> Option<u32> {
        let number = self.numbers.get(node).as_f64()?;
        self.pieces.position(number as u32, offset)
    }

    fn range(&self, start: (u32, u32), end: (u32, u32)) -> Option<Range> {
        let (first, last) = (
            self.nodes.get(start.0 as usize)?,
            self.nodes.get(end.0 as usize)?,
        );
        let range = first.owner_document()?.create_range().ok()?;
        range.set_start(first, start.1).ok()?;
        range.set_end(last, end.1).ok()?;
        Some(range)
    }
}

struct Walk {
    window: Option<Window>,
    ignore: Option<String>,
    root: Node,
    /// Letters and digits of all that is read, once an aside was compared with them.
    letters: Option<String>,
    flow: Flow,
    nodes: Vec<Node>,
    stack: Vec<Step>,
}

impl Walk {
    fn run(&mut self, root: &Node) -> Result<(), JsValue> {
        let context = Context {
            spaces: Spaces::Collapse,
            visible: true,
        };
        match root.dyn_ref::<Element>() {
            // The root was asked for by name: it is read even where its kind would be skipped.
            Some(element) => match self.style(element) {
                Some(style) if property(&style, "display") == "none" => return Ok(()),
                style => {
                    self.push_children(element, styled(context, element, style.as_ref()), true)
                }
            },
            None => self.push_list(root, context),
        }
        while let Some(step) = self.stack.pop() {
            match step {
                Step::Enter(node, context) => self.enter(node, context)?,
                Step::Leave(boxing) => self.boundary(boxing),
                Step::Generate(character) => self.flow.generated(character),
            }
        }
        Ok(())
    }

    fn enter(&mut self, node: Node, context: Context) -> Result<(), JsValue> {
        match node.node_type() {
            Node::TEXT_NODE | Node::CDATA_SECTION_NODE => {
                if context.visible {
                    let data = node.node_value().unwrap_or_default();
                    self.flow
                        .node(self.nodes.len() as u32, &data, context.spaces);
                    self.nodes.push(node);
                }
                Ok(())
            }
            Node::ELEMENT_NODE => self.element(node.unchecked_ref(), context),
            _ => Ok(()),
        }
    }

    fn element(&mut self, element: &Element, context: Context) -> Result<(), JsValue> {
        let tag = element.local_name();
        if tag == "br" {
            if context.visible {
                self.flow.line_break();
            }
            return Ok(());
        }
        if SKIPPED.contains(&tag.as_str())
            || element.has_attribute("hidden")
            || element
                .get_attribute("aria-hidden")
                .is_some_and(|value| value == "true")
        {
            return Ok(());
        }
        if let Some(selector) = &self.ignore
            && element.matches(selector)?
        {
            return Ok(());
        }
        if self.is_beside(element, &tag) {
            return Ok(());
        }
        let style = self.style(element);
        let Some(boxing) = boxing(&tag, style.as_ref()) else {
            return Ok(());
        };
        let context = styled(context, element, style.as_ref());
        self.boundary(boxing);
        self.stack.push(Step::Leave(boxing));
        // The marks of a quotation are the browser's: they stand in no node, and claims hang on them.
        let quoted = tag == "q" && context.visible;
        if quoted {
            self.stack.push(Step::Generate('”'));
        }
        self.push_children(element, context, false);
        if quoted {
            self.stack.push(Step::Generate('“'));
        }
        Ok(())
    }

    /// Whether an aside is no part of the story: a passage of it that is shown once more, or links to others.
    fn is_beside(&mut self, element: &Element, tag: &str) -> bool {
        if tag != "aside" && !element.class_name().contains("pull") {
            return false;
        }
        let own = letters(element);
        let mut linked = 0;
        if let Ok(links) = element.query_selector_all("a[href]") {
            linked = (0..links.length())
                .filter_map(|i| links.item(i))
                .map(|link| letters(&link).len())
                .sum();
        }
        if tag == "aside" && linked * 2 > own.len() {
            return true;
        }
        let all = self.letters.get_or_insert_with(|| letters(&self.root));
        own.len() >= LEAST_PULLED && all.matches(&own).nth(1).is_some()
    }

    /// Pushes what is rendered inside an element: its shadow tree, or what is slotted into it, or its
    /// children.
    fn push_children(&mut self, element: &Element, context: Context, is_root: bool) {
        let tag = element.local_name();
        if let Some(shadow) = element
            .shadow_root()
            .filter(|_| !(is_root && tag == "who-said"))
        {
            return self.push_list(&shadow, context);
        }
        if tag == "slot" {
            let assigned = element.unchecked_ref::<HtmlSlotElement>().assigned_nodes();
            if assigned.length() > 0 {
                let nodes = assigned.iter().map(JsCast::unchecked_into::<Node>);
                let steps: Vec<Step> = nodes.map(|node| Step::Enter(node, context)).collect();
                return self.stack.extend(steps.into_iter().rev());
            }
        }
        if tag == "details" && !element.has_attribute("open") {
            let summary = element.query_selector(":scope > summary").ok().flatten();
            return self
                .stack
                .extend(summary.map(|summary| Step::Enter(summary.into(), context)));
        }
        self.push_list(element, context);
    }

    fn push_list(&mut self, parent: &Node, context: Context) {
        let mut child = parent.last_child();
        while let Some(node) = child {
            child = node.previous_sibling();
            self.stack.push(Step::Enter(node, context));
        }
    }

    fn boundary(&mut self, boxing: Boxing) {
        match boxing {
            Boxing::Block => self.flow.block(),
            Boxing::Cell => self.flow.cell(),
            Boxing::Inline => {}
        }
    }

    fn style(&self, element: &Element) -> Option<CssStyleDeclaration> {
        self.window
            .as_ref()?
            .get_computed_style(element)
            .ok()
            .flatten()
    }
}

/// The letters and digits below a node, which quotation marks and line breaks do not tell apart.
fn letters(node: &Node) -> String {
    let text = node.text_content().unwrap_or_default();
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn property(style: &CssStyleDeclaration, name: &str) -> String {
    style.get_property_value(name).unwrap_or_default()
}

/// How the element is laid out, or none where it is not shown.
fn boxing(tag: &str, style: Option<&CssStyleDeclaration>) -> Option<Boxing> {
    let by_tag = match tag {
        "td" | "th" => Boxing::Cell,
        _ if BLOCKS.contains(&tag) => Boxing::Block,
        _ => Boxing::Inline,
    };
    let Some(style) = style else {
        return Some(by_tag);
    };
    let display = property(style, "display");
    match display.as_str() {
        "none" => return None,
        "table-cell" => return Some(Boxing::Cell),
        "contents" => return Some(Boxing::Inline),
        _ if display.starts_with("inline") || display.starts_with("ruby") => {
            return Some(Boxing::Inline);
        }
        _ => {}
    }
    if tag == "span" || by_tag == Boxing::Inline {
        let position = property(style, "position");
        if matches!(position.as_str(), "absolute" | "fixed")
            && UNSEEN_SIZES.contains(&property(style, "width").as_str())
            && property(style, "overflow") != "visible"
        {
            return None;
        }
        // A drop cap floats, which makes its box a block in the middle of a word.
        if property(style, "float") != "none" {
            return Some(Boxing::Inline);
        }
    }
    Some(Boxing::Block)
}

fn styled(outer: Context, element: &Element, style: Option<&CssStyleDeclaration>) -> Context {
    let Some(style) = style else {
        let preformatted = matches!(element.local_name().as_str(), "pre" | "listing" | "xmp");
        return Context {
            spaces: if preformatted {
                Spaces::Preserve
            } else {
                outer.spaces
            },
            ..outer
        };
    };
    let spaces = match property(style, "white-space").as_str() {
        "pre" | "pre-wrap" | "break-spaces" | "preserve" => Spaces::Preserve,
        "pre-line" | "preserve-breaks" => Spaces::PreserveBreaks,
        _ => Spaces::Collapse,
    };
    Context {
        spaces,
        visible: property(style, "visibility") == "visible",
    }
}

/// The same text with the lone surrogates that its nodes hold, which no Rust string can.
fn faithful(text: &str, pieces: &Pieces, nodes: &[Node]) -> JsString {
    /// Arguments that one call of `String.fromCharCode` takes in every engine.
    const CHUNK: usize = 8192;
    let mut units: Vec<u16> = text.encode_utf16().collect();
    for piece in pieces.cover(0, units.len() as u32) {
        let target = &mut units[piece.start as usize..][..piece.len as usize];
        if !target.contains(&(char::REPLACEMENT_CHARACTER as u16)) {
            continue;
        }
        let data = js_sys::Reflect::get(&nodes[piece.node as usize], &"data".into());
        let Some(data) = data.ok().and_then(|data| data.dyn_into::<JsString>().ok()) else {
            continue;
        };
        for (index, unit) in target.iter_mut().enumerate() {
            if *unit == char::REPLACEMENT_CHARACTER as u16 {
                *unit = data.char_code_at(piece.offset + index as u32) as u16;
            }
        }
    }
    let parts: Array = units.chunks(CHUNK).map(JsString::from_char_code).collect();
    parts.join("")
}
