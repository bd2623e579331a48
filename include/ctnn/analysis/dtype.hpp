// The types in which numbers are stored, and their sizes.
#pragma once

#include "../core/count.hpp"

namespace ctnn {

/// The type in which parameters or activations are stored. `binary` takes one bit per number.
enum class DType : unsigned char { fp32, fp16, bf16, int8, int4, binary };

/// The bits of one number.
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

/// The bytes of a tensor of this many numbers, rounded up to a whole byte; `overflow` past 63 bits.
[[nodiscard]] constexpr Count bytes_of(DType dtype, Count elements) {
    const Count bits = bits_of(dtype);
    if (bits >= 8) return mul(elements, bits / 8);
    if (bits < 1 || elements < 0) return overflow;
    const Count per_byte = 8 / bits;
    return elements / per_byte + (elements % per_byte != 0);
}

/// Is this the type of a quantised network? Its biases are 32-bit integers, and batch normalisation
/// is folded into the layer before it.
[[nodiscard]] constexpr bool is_quantized(DType dtype) {
    return bits_of(dtype) <= 8;
}

/// The bytes of biases of a layer with weights of this type: 4 each in a quantised network
/// (TensorFlow Lite's int8 scheme), else the same type.
[[nodiscard]] constexpr Count bias_bytes(DType weights, Count biases) {
    return bytes_of(is_quantized(weights) ? DType::fp32 : weights, biases);
}

namespace detail {

// A template parameter is not deduced from braces: {DType::int8} stays a struct of options.
template <class T>
inline constexpr bool is_dtype = false;
template <>
inline constexpr bool is_dtype<DType> = true;

} // namespace detail
} // namespace ctnn
