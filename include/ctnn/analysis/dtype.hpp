// Types of stored numbers, and the bytes that numbers of a type take.
#pragma once

#include "../core/count.hpp"

namespace ctnn {

/// The type in which parameters or activations are stored. `binary` is one bit a number.
enum class DType : unsigned char { fp32, fp16, bf16, int8, int4, binary };

/// The bits of one number of a type.
[[nodiscard]] constexpr Count bits_of(DType dtype) {
    switch (dtype) {
    case DType::fp32: return 32;
    case DType::fp16:
    case DType::bf16: return 16;
    case DType::int8: return 8;
    case DType::int4: return 4;
    case DType::binary: return 1;
    }
    return overflow;
}

/// The bytes of so many numbers of a type in one tensor, its last byte whole; `overflow` past 63
/// bits.
[[nodiscard]] constexpr Count bytes_of(DType dtype, Count elements) {
    const Count bits = bits_of(dtype);
    if (bits >= 8) return mul(elements, bits / 8);
    if (bits < 1 || elements < 0) return overflow;
    const Count in_a_byte = 8 / bits;
    return elements / in_a_byte + (elements % in_a_byte != 0);
}

/// A type of a quantised network: its biases are 32-bit integers, and batch normalisation is folded
/// into the layer before it.
[[nodiscard]] constexpr bool is_quantized(DType dtype) {
    return bits_of(dtype) <= 8;
}

/// The bytes of biases beside weights of a type: 4 each in a quantised network (TensorFlow Lite's
/// int8 scheme), else the weights' own type.
[[nodiscard]] constexpr Count bias_bytes(DType weights, Count biases) {
    return bytes_of(is_quantized(weights) ? DType::fp32 : weights, biases);
}

} // namespace ctnn
