#include <ctnn/analysis/dtype.hpp>

#include "../support/twice.hpp"

using namespace ctnn;

namespace {

constexpr int bytes_are_rounded_up() {
    EXPECT(bytes_of(DType::fp32, hide(10)) == 40 && bytes_of(DType::fp16, hide(10)) == 20);
    EXPECT(bytes_of(DType::bf16, hide(10)) == 20 && bytes_of(DType::int8, hide(10)) == 10);
    EXPECT(bytes_of(DType::int4, hide(10)) == 5 && bytes_of(DType::int4, hide(11)) == 6);
    EXPECT(bytes_of(DType::binary, hide(16)) == 2 && bytes_of(DType::binary, hide(17)) == 3);
    EXPECT(bytes_of(DType::binary, hide(1)) == 1 && bytes_of(DType::int4, hide(0)) == 0);
    return 0;
}
PROVE_TWICE(bytes_are_rounded_up)

constexpr int biases_of_quantised_layers_have_32_bits() {
    EXPECT(bias_bytes(DType::int8, hide(10)) == 40 && bias_bytes(DType::binary, hide(10)) == 40);
    EXPECT(bias_bytes(DType::fp16, hide(10)) == 20 && bias_bytes(DType::fp32, hide(10)) == 40);
    EXPECT(is_quantized(DType::int4) && !is_quantized(DType::bf16));
    return 0;
}
PROVE_TWICE(biases_of_quantised_layers_have_32_bits)

constexpr int past_63_bits_is_overflow() {
    EXPECT(bytes_of(DType::fp32, hide(INT64_MAX)) == overflow);
    EXPECT(bytes_of(DType::int8, hide(INT64_MAX)) == INT64_MAX);
    EXPECT(bytes_of(DType::int4, hide(INT64_MAX)) == INT64_MAX / 2 + 1);
    EXPECT(bytes_of(DType::binary, hide(-1)) == overflow);
    EXPECT(bytes_of(DType::fp32, hide(overflow)) == overflow);
    return 0;
}
PROVE_TWICE(past_63_bits_is_overflow)

} // namespace
