//! Runs the network over a text's features: scores for every token and label out.
