//! Turns tokens into the integers that the encoder reads.
