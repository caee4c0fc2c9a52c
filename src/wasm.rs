//! The engine as a JavaScript module: strings and options in, plain objects or an `Error` out. With
//! `dom`, the only code that knows wasm-bindgen.

use js_sys::{Array, Error, JsString, Reflect};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

use crate::Options;

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

/// Extracts entities and claims from news text.
#[wasm_bindgen]
pub struct Extractor(crate::Extractor);

#[wasm_bindgen]
impl Extractor {
    /// Reads a model file. Throws an `Error` that says why where it can't be used.
    #[wasm_bindgen(constructor)]
    pub fn new(model: &[u8]) -> Result<Extractor, JsValue> {
        match crate::Extractor::new(model) {
            Ok(extractor) => Ok(Extractor(extractor)),
            Err(error) => Err(Error::new(&error.to_string()).into()),
        }
    }

    /// Everything found in `text`, as plain objects; offsets count UTF-16 code units. Never throws for
    /// a text; throws a `TypeError` for what is none.
    #[wasm_bindgen(unchecked_return_type = "Extraction")]
    pub fn extract(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "string")] text: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "ExtractOptions")] options: JsValue,
    ) -> Result<JsValue, JsValue> {
        let Some(utf8) = text.as_string() else {
            return Err(js_sys::TypeError::new("text is not a string").into());
        };
        let options = Options {
            reference_date: text_property(&options, "referenceDate"),
        };
        let result = self
            .0
            .extract(&utf8, &options)
            .serialize(&Serializer::json_compatible())?;
        // Lone surrogates have no UTF-8: they came in as this character, of the same length.
        if utf8.contains(char::REPLACEMENT_CHARACTER) {
            slice_again(&result, text.unchecked_ref());
        }
        Ok(result)
    }
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
