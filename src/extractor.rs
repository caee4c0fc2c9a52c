//! The whole pipeline as one call: an article in, everything found in it out.

use crate::decode::{Decoder, Tagging};
use crate::encoder::{Encoder, windows};
use crate::extraction::{Engine, Extraction, Findings, SCHEMA_VERSION, assemble};
use crate::features::Features;
use crate::language::language;
use crate::model::{Error, Model};
use crate::text::Text;
use crate::turns::{finish, turn};
use crate::warnings::{self, warnings};
use crate::{claims, entities, quantities, relations, times};
use serde::{Deserialize, Serialize};

/// Windows that go through the network together: two share the loading of weights, more would only
/// take memory.
const SIDE_BY_SIDE: usize = 2;

/// A model, ready to read articles. Its memory is kept from one article to the next.
pub struct Extractor {
    model: String,
    encoder: Encoder,
    decoder: Decoder,
    features: Features,
}

/// What is known of an article beside its text.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Options {
    /// The publication date, `YYYY-MM-DD`, from which "on Tuesday" is reckoned.
    pub reference_date: Option<String>,
}

impl Extractor {
    /// Reads a model file (`www/model/en.safetensors`), given as bytes.
    ///
    /// # Errors
    ///
    /// Where the file is damaged, cut short, or made for another version.
    pub fn new(model: &[u8]) -> Result<Extractor, Error> {
        finish(Extractor::read_in_turns(model))
    }

    /// The same, in turns.
    pub(crate) async fn read_in_turns(model: &[u8]) -> Result<Extractor, Error> {
        let model = Model::read_in_turns(model).await?;
        turn().await;
        Ok(Extractor {
            encoder: Encoder::pack_in_turns(&model).await,
            decoder: Decoder::new(&model),
            features: Features::default(),
            model: model.name,
        })
    }

    /// Everything found in an article. Any text gives a result; what lies beyond
    /// [`MAX_BYTES`](crate::MAX_BYTES) is left unread, with a warning.
    pub fn extract(&mut self, article: &str, options: &Options) -> Extraction {
        finish(self.extract_in_turns(article, options))
    }

    /// The same, in turns.
    pub(crate) async fn extract_in_turns(
        &mut self,
        article: &str,
        options: &Options,
    ) -> Extraction {
        let read = warnings::readable(article);
        let text = Text::cut_in_turns(read).await;
        turn().await;
        let tagging = self.tag_in_turns(&text).await;
        interpret(article, &text, &tagging, options, &self.model).await
    }

    /// What the network finds in a text: names, attributions, parts of speech.
    pub fn tag(&mut self, text: &Text) -> Tagging {
        finish(self.tag_in_turns(text))
    }

    async fn tag_in_turns(&mut self, text: &Text<'_>) -> Tagging {
        let mut tagging = Tagging::default();
        self.features.read(text).await;
        turn().await;
        for windows in windows(text).chunks(SIDE_BY_SIDE) {
            self.encoder
                .run_in_turns(text, &self.features, windows)
                .await;
            self.decoder
                .decode(text, &mut self.encoder, windows, &mut tagging);
            turn().await;
        }
        tagging
    }
}

/// All stages after the network, in turns.
pub(crate) async fn interpret(
    article: &str,
    text: &Text<'_>,
    tagging: &Tagging,
    options: &Options,
    model: &str,
) -> Extraction {
    let entities = entities::trace_in_turns(text, tagging, None).await;
    turn().await;
    let times = times::find_in_turns(text, tagging, options.reference_date.as_deref()).await;
    turn().await;
    let quantities = quantities::find_in_turns(text, tagging, &times).await;
    turn().await;
    let claims = claims::build_in_turns(text, tagging, &entities, &times, &quantities).await;
    turn().await;
    let relations = relations::find_in_turns(&relations::Inputs {
        text,
        tagging,
        claims: &claims,
        entities: &entities,
        times: &times,
        quantities: &quantities,
    })
    .await;
    turn().await;
    let found = Findings {
        entities,
        times,
        quantities,
        claims,
        relations,
    };
    let language = language(text);
    let lists = assemble(text, found).await;
    turn().await;
    Extraction {
        schema_version: SCHEMA_VERSION,
        engine: Engine {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            model: model.to_owned(),
        },
        language: language.tag().to_owned(),
        length: u32::try_from(article.encode_utf16().count()).unwrap_or(u32::MAX),
        warnings: warnings(article, text, language),
        sentences: lists.sentences,
        entities: lists.entities,
        claims: lists.claims,
        relations: lists.relations,
        times: lists.times,
        quantities: lists.quantities,
    }
}
