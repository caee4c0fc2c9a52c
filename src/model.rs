//! Reads a model file: vocabulary, word vectors, weights and label sets.
