#include <ctnn/models/mlperf_tiny.hpp>

#include <ctnn/analysis/memory.hpp>
#include <ctnn/ctnn.hpp>

#include "support/twice.hpp"

using namespace ctnn;

namespace {

/// Parameters with batch normalisation folded, MACs, and the arena of the ideal int8 plan.
struct Figures {
    Count params;
    Count macs;
    Count plan;

    constexpr bool operator==(const Figures&) const = default;
};

constexpr Figures figures(const auto& net, const Shape& input) {
    const auto summary = summarize(net, input);
    return {folded_params(summary).trainable(), summary.totals.macs,
            plan_memory(summary, MemoryOptions::ideal(DType::int8)).bytes};
}

constexpr int published_numbers_of_mlperf_tiny() {
    using namespace models;
    EXPECT(figures(keyword_spotting(), {1, hide(49), 10}) == Figures{22'604, 2'656'768, 16'000});
    EXPECT(figures(image_classification(), {3, hide(32), 32}) ==
           Figures{77'706, 12'501'632, 49'152});
    EXPECT(figures(anomaly_detection(), {hide(640)}) == Figures{265'864, 264'192, 768});
    EXPECT(figures(visual_wake_words(), {3, hide(96), 96}) == Figures{210'850, 7'489'664, 55'296});
    EXPECT(figures(person_detect(), {1, hide(96), 96}) == Figures{210'706, 7'157'888, 55'296});
    return 0;
}
PROVE_TWICE(published_numbers_of_mlperf_tiny)

constexpr int output_shapes_of_mlperf_tiny() {
    using namespace models;
    EXPECT(output_shape(keyword_spotting(), {1, hide(49), 10}) == Shape{12});
    EXPECT(output_shape(image_classification(), {3, hide(32), 32}) == Shape{10});
    EXPECT(output_shape(anomaly_detection(), {hide(640)}) == Shape{640});
    EXPECT(output_shape(visual_wake_words(), {3, hide(96), 96}) == Shape{2});
    EXPECT(output_shape(person_detect(), {1, hide(96), 96}) == Shape{2});
    return 0;
}
PROVE_TWICE(output_shapes_of_mlperf_tiny)

/// Hundredths of a KiB of int8 weights and int32 biases.
constexpr Count flash(const auto& net, const Shape& input) {
    const Count bytes = parameter_bytes(net, input, {DType::int8});
    return (bytes * 100 + 512) / 1024;
}

// ST Edge AI's `analyze`.
constexpr int flash_sizes_published_by_st() {
    using namespace models;
    EXPECT(flash(anomaly_detection(), {hide(640)}) == 264'53);
    EXPECT(flash(keyword_spotting(), {1, hide(49), 10}) == 23'80);
    EXPECT(flash(image_classification(), {3, hide(32), 32}) == 76'90);
    EXPECT(flash(person_detect(), {1, hide(96), 96}) == 213'79);
    return 0;
}
PROVE_TWICE(flash_sizes_published_by_st)

} // namespace
