//! What fuzzing found, each as the bytes that broke a promise of one of the targets (`tests/fuzz`).

mod common;
#[path = "fuzz/src/input.rs"]
mod input;
#[path = "fuzz/src/stages.rs"]
mod stages;

type Target = fn(&[u8]);

#[rustfmt::skip]
const FOUND: &[(Target, &[u8])] = &[
    (stages::text, "\0\0(\u{34f}(".as_bytes()),
    (stages::times, b"\x00\x00999999999999999999 -1 BC"),
    (stages::claims, b"Harbour reopens fter inquiryBy Ann OkoyeIVERTON (AP) \xe2\x80\x94 \xe2\x80\x9c crne was safe,\xe2\x80\x9d ha mster Ol B\x11a-dt, 43,ai on.\xe2\x80\x9cWe checked it te.\xe2\x80\x9d2\x00e d that 12to Zo\xbar, \xe2\x80\x9cn s ever sen ever s.\nuce\xffe.\na\x01\x7fer snt.\ne.\n"),
];

#[test]
fn what_broke_a_promise_once_does_not_again() {
    for (target, bytes) in FOUND {
        target(bytes);
    }
}
