//! The safetensors container: bytes in, named tensors of checked type and shape out.
//!
//! Format: <https://github.com/huggingface/safetensors#format>. The reader trusts nothing: every offset
//! is checked against the file, every shape against the bytes that it claims.

use super::Error;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use std::collections::BTreeMap;

/// A header longer than this is not one of ours: a model names about a hundred tensors of a hundred
/// bytes each.
const MAX_HEADER: usize = 1 << 20;

/// Numbers beyond this are damage: sums over them could leave the range of `f32`.
const MAX_NUMBER: f32 = 1e6;

/// A model file, opened: its metadata and where its tensors lie.
pub struct File<'a> {
    header: Header,
    data: &'a [u8],
}

#[derive(Default)]
struct Header {
    metadata: BTreeMap<String, String>,
    tensors: BTreeMap<String, Entry>,
}

#[derive(serde::Deserialize)]
struct Entry {
    dtype: String,
    shape: Vec<usize>,
    data_offsets: [usize; 2],
}

/// A matrix of signed bytes, row after row; the value of an element is `bytes[…] * scales[row]`.
#[derive(Clone)]
pub struct Matrix {
    /// How many rows.
    pub rows: usize,
    /// How many columns.
    pub columns: usize,
    /// Row after row.
    pub bytes: Vec<i8>,
    /// One a row.
    pub scales: Vec<f32>,
}

impl<'a> File<'a> {
    /// Opens a file that is wholly in memory.
    pub fn open(bytes: &'a [u8]) -> Result<File<'a>, Error> {
        let foreign =
            || Error::new("this is no model file: it does not begin like a safetensors file");
        let (length, rest) = bytes.split_first_chunk::<8>().ok_or_else(foreign)?;
        let length = usize::try_from(u64::from_le_bytes(*length)).map_err(|_| foreign())?;
        if length > MAX_HEADER {
            return Err(foreign());
        }
        let (header, data) = rest.split_at_checked(length).ok_or_else(cut_short)?;
        let header: Header = serde_json::from_slice(header).map_err(|_| foreign())?;
        Ok(File { header, data })
    }

    /// An entry of the metadata.
    pub fn metadata(&self, name: &str) -> Option<&str> {
        self.header.metadata.get(name).map(String::as_str)
    }

    /// An entry of the metadata that holds JSON.
    pub fn json<T: for<'de> Deserialize<'de>>(&self, name: &str) -> Result<T, Error> {
        let text = self.metadata(name).unwrap_or_default();
        serde_json::from_str(text).map_err(|_| damaged(name))
    }

    /// The bytes of a tensor of this type with as many dimensions as asked for, and its shape.
    fn tensor<const D: usize>(
        &self,
        name: &str,
        dtype: &str,
    ) -> Result<(&'a [u8], [usize; D]), Error> {
        let missing = || {
            Error::new(format!(
                "the model has no \"{name}\": it is of another version"
            ))
        };
        let entry = self.header.tensors.get(name).ok_or_else(missing)?;
        let shape: [usize; D] = entry
            .shape
            .as_slice()
            .try_into()
            .map_err(|_| damaged(name))?;
        if entry.dtype != dtype {
            return Err(damaged(name));
        }
        let size = if dtype.ends_with("32") {
            4
        } else if dtype.ends_with("16") {
            2
        } else {
            1
        };
        let length = shape.iter().try_fold(size, |n: usize, &d| n.checked_mul(d));
        let [start, end] = entry.data_offsets;
        if start > end || length != Some(end - start) {
            return Err(damaged(name));
        }
        Ok((self.data.get(start..end).ok_or_else(cut_short)?, shape))
    }

    /// A tensor of unsigned bytes.
    pub fn bytes<const D: usize>(&self, name: &str) -> Result<(&'a [u8], [usize; D]), Error> {
        self.tensor(name, "U8")
    }

    /// A tensor of 32-bit floats.
    pub fn floats<const D: usize>(&self, name: &str) -> Result<(Vec<f32>, [usize; D]), Error> {
        let (bytes, shape) = self.tensor(name, "F32")?;
        let (chunks, _) = bytes.as_chunks::<4>();
        checked(
            name,
            chunks.iter().map(|&c| f32::from_le_bytes(c)).collect(),
            shape,
        )
    }

    /// A tensor of 16-bit floats, widened.
    pub fn halves<const D: usize>(&self, name: &str) -> Result<(Vec<f32>, [usize; D]), Error> {
        let (bytes, shape) = self.tensor(name, "F16")?;
        let (chunks, _) = bytes.as_chunks::<2>();
        checked(
            name,
            chunks
                .iter()
                .map(|&c| widen(u16::from_le_bytes(c)))
                .collect(),
            shape,
        )
    }

    /// A vector of 32-bit floats of a length that is known.
    pub fn vector(&self, name: &str, length: usize) -> Result<Vec<f32>, Error> {
        let (floats, [found]) = self.floats(name)?;
        if found == length {
            Ok(floats)
        } else {
            Err(damaged(name))
        }
    }

    /// The matrix `name` of the network's weights, with its scales `scale`. Products of bytes are exact for
    /// factors of seven bits only.
    pub fn weights(&self, name: &str, scale: &str) -> Result<Matrix, Error> {
        let matrix = self.matrix(name, scale)?;
        // Without an early end, so that many are looked at together.
        let bytes = matrix.bytes.iter();
        if bytes.fold(true, |fits, weight| fits & (-64..64).contains(weight)) {
            Ok(matrix)
        } else {
            Err(damaged(name))
        }
    }

    /// The matrix of signed bytes `name`, with its scales `scale`.
    pub fn matrix(&self, name: &str, scale: &str) -> Result<Matrix, Error> {
        let (bytes, [rows, columns]) = self.tensor(name, "I8")?;
        Ok(Matrix {
            rows,
            columns,
            bytes: bytes.iter().map(|&b| b as i8).collect(),
            scales: self.vector(scale, rows)?,
        })
    }
}

fn checked<const D: usize>(
    name: &str,
    numbers: Vec<f32>,
    shape: [usize; D],
) -> Result<(Vec<f32>, [usize; D]), Error> {
    // Written so that NaN fails it too.
    if numbers.iter().all(|n| n.abs() <= MAX_NUMBER) {
        Ok((numbers, shape))
    } else {
        Err(damaged(name))
    }
}

pub(super) fn damaged(name: &str) -> Error {
    Error::new(format!(
        "the model file is damaged at \"{name}\": download it again"
    ))
}

fn cut_short() -> Error {
    Error::new("the model file is cut short: download it again")
}

/// The value of an IEEE 754 binary16.
fn widen(half: u16) -> f32 {
    let sign = u32::from(half >> 15) << 31;
    let exponent = u32::from(half >> 10 & 0x1f);
    let fraction = u32::from(half & 0x3ff);
    match exponent {
        // A subnormal is its fraction in units of 2^-24.
        0 => f32::from_bits(sign | (fraction as f32 * f32::from_bits(0x3380_0000)).to_bits()),
        31 => f32::from_bits(sign | 0x7f80_0000 | fraction << 13),
        _ => f32::from_bits(sign | (exponent + 112) << 23 | fraction << 13),
    }
}

impl<'de> Deserialize<'de> for Header {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Header, D::Error> {
        struct Entries;
        impl<'de> Visitor<'de> for Entries {
            type Value = Header;

            fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
                f.write_str("the header of a safetensors file")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Header, M::Error> {
                let mut header = Header::default();
                while let Some(name) = map.next_key::<String>()? {
                    if name == "__metadata__" {
                        header.metadata = map.next_value()?;
                    } else {
                        header.tensors.insert(name, map.next_value()?);
                    }
                }
                Ok(header)
            }
        }
        deserializer.deserialize_map(Entries)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_widen_to_their_value() {
        for (half, value) in [
            (0x0000, 0.0),
            (0x3c00, 1.0),
            (0xc000, -2.0),
            (0x7bff, 65504.0),
            (0x0001, 5.960_464_5e-8),
            (0x83ff, -6.097_555e-5),
            (0x3555, 0.333_251_95),
        ] {
            assert_eq!(widen(half), value, "{half:#06x}");
        }
        assert!(widen(0x7c00).is_infinite() && widen(0x7e00).is_nan());
    }
}
