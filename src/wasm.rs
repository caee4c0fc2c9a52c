//! The engine as a JavaScript module: strings and options in, plain objects or an `Error` out. With
//! `dom`, the only code that knows wasm-bindgen.

use std::cell::RefCell;
use std::pin::Pin;
use std::rc::Rc;

use js_sys::{Array, Error, JsString, Reflect};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

use crate::Options;
use crate::extraction::Extraction;
use crate::rehearsal::rehearse;
use crate::turns::{finish, take_turn, turn};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
import type { Extraction } from "./types.js";
export type * from "./types.js";

export interface ExtractOptions {
    /** The publication date, YYYY-MM-DD, from which relative times are reckoned. */
    referenceDate?: string;
}
"#;

/// Turns a panic into an `Error` with its message, in place of a bare "unreachable". The instance
/// must not be used afterwards: `__wbg_reset_state` puts a fresh one in its place.
#[wasm_bindgen(start, private)]
fn start() {
    std::panic::set_hook(Box::new(|panic| {
        wasm_bindgen::throw_val(Error::new(&format!("the engine failed: {panic}")).into());
    }));
}

/// All work once, on made-up numbers and a made-up article, for browsers to compile and optimise it while
/// the model is on its way. Nothing else comes of it.
#[wasm_bindgen]
pub struct Rehearsal(Work<()>);

#[wasm_bindgen]
impl Rehearsal {
    /// Begins with what the network spends its time on: some milliseconds.
    #[wasm_bindgen(constructor)]
    #[allow(clippy::new_without_default)]
    pub fn new() -> Rehearsal {
        crate::encoder::rehearse();
        Rehearsal(Some(Box::pin(async {
            to_plain(rehearse().await, None).await?;
            Ok(())
        })))
    }

    /// Does the next turn of the work: true where more is to be done.
    pub fn step(&mut self) -> Result<bool, JsValue> {
        Ok(self.0.is_some() && step(&mut self.0)?.is_none())
    }

    /// Gives up what is left to be done.
    pub fn stop(&mut self) {
        self.0 = None;
    }
}

/// Extracts entities and claims from news text.
#[wasm_bindgen]
pub struct Extractor(Rc<RefCell<crate::Extractor>>);

#[wasm_bindgen]
impl Extractor {
    /// Reads a model file. Throws an `Error` that says why where it can't be used.
    #[wasm_bindgen(constructor)]
    pub fn new(model: &[u8]) -> Result<Extractor, JsValue> {
        finish(read(model))
    }

    /// Everything found in `text`, as plain objects; offsets count UTF-16 code units. Never throws for
    /// a text; throws a `TypeError` for what is none.
    #[wasm_bindgen(unchecked_return_type = "Extraction")]
    pub fn extract(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "string")] text: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "ExtractOptions")] options: JsValue,
    ) -> Result<JsValue, JsValue> {
        finish(extract(self.0.clone(), text, options))
    }

    /// The same in turns of some milliseconds, for threads that must not be blocked. One job at a time:
    /// the next call waits until it is done or freed.
    pub fn begin(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "string")] text: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "ExtractOptions")] options: JsValue,
    ) -> Job {
        Job(Some(Box::pin(extract(self.0.clone(), text, options))))
    }
}

/// Work that is polled by hand; none once it is done.
type Work<T> = Option<Pin<Box<dyn Future<Output = Result<T, JsValue>>>>>;

/// The next turn of some work: what comes of it with the last, and nothing before and after.
fn step<T>(work: &mut Work<T>) -> Result<Option<T>, JsValue> {
    let done = work.as_mut().and_then(|turns| take_turn(turns.as_mut()));
    if done.is_some() {
        *work = None;
    }
    done.transpose()
}

/// A model that is being read, for threads that must not be blocked.
#[wasm_bindgen]
pub struct Reading(Work<Extractor>);

#[wasm_bindgen]
impl Reading {
    /// Begins to read a model file.
    #[wasm_bindgen(constructor)]
    pub fn new(model: Vec<u8>) -> Reading {
        Reading(Some(Box::pin(async move { read(&model).await })))
    }

    /// Does the next turn of the work; gives the extractor with the last, and nothing before. Throws an
    /// `Error` that says why where the model can't be used.
    pub fn step(&mut self) -> Result<Option<Extractor>, JsValue> {
        step(&mut self.0)
    }
}

async fn read(model: &[u8]) -> Result<Extractor, JsValue> {
    match crate::Extractor::read_in_turns(model).await {
        Ok(extractor) => Ok(Extractor(Rc::new(RefCell::new(extractor)))),
        Err(error) => Err(Error::new(&error.to_string()).into()),
    }
}

/// An extraction under way.
#[wasm_bindgen]
pub struct Job(Work<JsValue>);

#[wasm_bindgen]
impl Job {
    /// Does the next turn of the work; gives the result with the last, and nothing before.
    #[wasm_bindgen(unchecked_return_type = "Extraction | undefined")]
    pub fn step(&mut self) -> Result<JsValue, JsValue> {
        Ok(step(&mut self.0)?.unwrap_or(JsValue::UNDEFINED))
    }
}

// The cell is never waited for: what finds it taken fails.
#[allow(clippy::await_holding_refcell_ref)]
async fn extract(
    extractor: Rc<RefCell<crate::Extractor>>,
    text: JsValue,
    options: JsValue,
) -> Result<JsValue, JsValue> {
    let Some(utf8) = text.as_string() else {
        return Err(js_sys::TypeError::new("text is not a string").into());
    };
    let Ok(mut extractor) = extractor.try_borrow_mut() else {
        return Err(Error::new("another job of this extractor is under way").into());
    };
    let options = Options {
        reference_date: text_property(&options, "referenceDate"),
    };
    let found = extractor.extract_in_turns(&utf8, &options).await;
    // Lone surrogates have no UTF-8: they came in as this character, of the same length.
    let lossy = utf8.contains(char::REPLACEMENT_CHARACTER);
    to_plain(found, lossy.then(|| text.unchecked_ref())).await
}

/// Members of a list that become objects in one turn.
const TURN_MEMBERS: usize = 64;

/// An extraction as plain objects, in turns; spans are sliced from `text` where it is given.
async fn to_plain(mut found: Extraction, text: Option<&JsString>) -> Result<JsValue, JsValue> {
    use std::mem::take;
    let sentences = take(&mut found.sentences);
    let (entities, claims) = (take(&mut found.entities), take(&mut found.claims));
    let (relations, times) = (take(&mut found.relations), take(&mut found.times));
    let quantities = take(&mut found.quantities);
    // First without its long lists: the properties are there, in their order.
    let result = plain(&found, text)?;
    fill(&result, "sentences", &sentences, text).await?;
    fill(&result, "entities", &entities, text).await?;
    fill(&result, "claims", &claims, text).await?;
    fill(&result, "relations", &relations, text).await?;
    fill(&result, "times", &times, text).await?;
    fill(&result, "quantities", &quantities, text).await?;
    Ok(result)
}

async fn fill<T: Serialize>(
    object: &JsValue,
    name: &str,
    members: &[T],
    text: Option<&JsString>,
) -> Result<(), JsValue> {
    let list = Array::new();
    for members in members.chunks(TURN_MEMBERS) {
        for member in members {
            list.push(&plain(member, text)?);
        }
        turn().await;
    }
    Reflect::set(object, &name.into(), &list)?;
    Ok(())
}

fn plain<T: Serialize>(value: &T, text: Option<&JsString>) -> Result<JsValue, JsValue> {
    let object = value.serialize(&Serializer::json_compatible())?;
    if let Some(text) = text {
        slice_again(&object, text);
    }
    Ok(object)
}

fn text_property(object: &JsValue, name: &str) -> Option<String> {
    if !object.is_object() {
        return None;
    }
    Reflect::get(object, &name.into()).ok()?.as_string()
}

/// Gives every span below `value` the caller's own text, unit for unit.
fn slice_again(value: &JsValue, text: &JsString) {
    if let Some(list) = value.dyn_ref::<Array>() {
        return list.iter().for_each(|member| slice_again(&member, text));
    }
    let Some(object) = value.dyn_ref::<js_sys::Object>() else {
        return;
    };
    let offset = |name: &str| {
        Reflect::get(object, &name.into())
            .ok()?
            .as_f64()
            .map(|offset| offset as u32)
    };
    if let (Some(start), Some(end)) = (offset("start"), offset("end")) {
        // Setting a property of a plain object of our own cannot fail.
        let _ = Reflect::set(object, &"text".into(), &text.slice(start, end));
    }
    js_sys::Object::values(object)
        .iter()
        .for_each(|member| slice_again(&member, text));
}
