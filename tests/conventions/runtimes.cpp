#include <ctnn/conventions/runtimes.hpp>

#include <ctnn/analysis/compare_conventions.hpp>
#include <ctnn/ctnn.hpp>
#include <ctnn/models/mlperf_tiny.hpp>
#include <ctnn/models/vgg.hpp>

#include "support/twice.hpp"

using namespace ctnn;

namespace {

// --- TensorFlow's profiler: the table of google-research/receptive_field, in billions at 224
// ------

/// The FLOPs of a network's rows up to the one at a path, in millions, rounded.
constexpr Count millions_up_to(const Rows& rows, const char* path) {
    Count sum = 0;
    for (int row = 0; row < rows.size(); ++row) {
        sum = add(sum, rows[row].flops);
        if (rows.path(row) == path) return (sum + 500'000) / 1'000'000;
    }
    return -1;
}

constexpr Conv2d conv(Count out, Count kernel, Count stride = 1, Count padding = 0) {
    return {.out_channels = out, .kernel_size = kernel, .stride = stride, .padding = padding};
}

constexpr Sequential alexnet_v2{
    Named{"conv1", conv(64, 11, 4)},
    ReLU{},
    Named{"pool1", MaxPool2d{3, 2}},
    Named{"conv2", conv(192, 5, 1, 2)},
    ReLU{},
    Named{"pool2", MaxPool2d{3, 2}},
    Named{"conv3", conv(384, 3, 1, 1)},
    ReLU{},
    Named{"conv4", conv(384, 3, 1, 1)},
    ReLU{},
    Named{"conv5", conv(256, 3, 1, 1)},
    ReLU{},
    Named{"pool5", MaxPool2d{3, 2}},
};

constexpr int alexnet_v2_is_as_published() {
    const auto summary = summarize(alexnet_v2, {3, hide(224), 224}, conventions::tf_profiler);
    EXPECT(millions_up_to(summary, "conv1") == 136);
    EXPECT(millions_up_to(summary, "pool1") == 136);
    EXPECT(millions_up_to(summary, "conv2") == 552);
    EXPECT(millions_up_to(summary, "conv3") == 743);
    EXPECT(millions_up_to(summary, "conv4") == 1'125);
    EXPECT(millions_up_to(summary, "conv5") == 1'380);
    EXPECT(millions_up_to(summary, "pool5") == 1'380);
    return 0;
}
PROVE_TWICE(alexnet_v2_is_as_published)

constexpr int vggs_are_as_published() {
    const Shape image{3, hide(224), 224};
    const auto a = summarize(models::vgg_a(), image, conventions::tf_profiler);
    const auto d = summarize(models::vgg_d(), image, conventions::tf_profiler);
    // From conv1 to pool5: the rows of the table that are a pool's, and the first convolution's.
    const Count a_pools[] = {180, 2'033, 7'584, 13'134, 14'984};
    const Count d_pools[] = {3'882, 9'436, 18'688, 27'938, 30'713};
    const auto pools_are = [](const Rows& rows, const Count* published) {
        Count sum = 0;
        int pool = 0;
        for (const Record& row : rows) {
            sum = add(sum, row.flops);
            if (row.op != Op::max_pool) continue;
            if ((sum + 500'000) / 1'000'000 != published[pool++]) return false;
        }
        return pool == 5;
    };
    EXPECT((a[0].flops + 500'000) / 1'000'000 == 177);
    EXPECT((d[0].flops + 500'000) / 1'000'000 == 177);
    EXPECT(pools_are(a, a_pools));
    EXPECT(pools_are(d, d_pools));
    return 0;
}
PROVE_TWICE(vggs_are_as_published)

/// TF-slim's ResNet v1: the stride in the last unit of a block, whose shortcut is a 1x1 pool.
constexpr auto unit(Count width, Count stride) {
    const auto normed = [](Count out, Count kernel, Count step) {
        return Sequential{Conv2d{.out_channels = out,
                                 .kernel_size = kernel,
                                 .stride = step,
                                 .padding = kernel / 2,
                                 .bias = false},
                          BatchNorm2d{}};
    };
    return Sequential{normed(width, 1, 1), ReLU{}, normed(width, 3, stride), ReLU{},
                      normed(4 * width, 1, 1)};
}

constexpr auto first_unit(Count width) {
    const Sequential projection{Conv2d{.out_channels = 4 * width, .kernel_size = 1, .bias = false},
                                BatchNorm2d{}};
    return Sequential{Residual{unit(width, 1), projection}, ReLU{}};
}

template <int Units>
constexpr auto units(Count width) {
    return repeat<Units>(Sequential{Residual{unit(width, 1)}, ReLU{}});
}

constexpr auto last_unit(Count width) {
    return Sequential{Residual{unit(width, 2), MaxPool2d{1, 2}}, ReLU{}};
}

constexpr Sequential resnet_v1_50{
    Conv2d{.out_channels = 64, .kernel_size = 7, .stride = 2, .padding = 3, .bias = false},
    BatchNorm2d{},
    ReLU{},
    MaxPool2d{3, 2, 1},
    first_unit(64),
    units<1>(64),
    Named{"block1", last_unit(64)},
    first_unit(128),
    units<2>(128),
    Named{"block2", last_unit(128)},
    first_unit(256),
    units<4>(256),
    Named{"block3", last_unit(256)},
    first_unit(512),
    Named{"block4", units<2>(512)},
};

constexpr int resnet_v1_50_is_as_published_with_batch_norm_folded_away() {
    const auto summary = summarize(resnet_v1_50, {3, hide(224), 224}, conventions::tf_profiler);
    EXPECT(millions_up_to(summary, "block1.1") == 1'323);
    EXPECT(millions_up_to(summary, "block2.1") == 2'974);
    EXPECT(millions_up_to(summary, "block3.1") == 5'498);
    EXPECT(millions_up_to(summary, "block4.1.1") == 6'963);
    return 0;
}
PROVE_TWICE(resnet_v1_50_is_as_published_with_batch_norm_folded_away)

// ST Edge AI: the MACC that it printed of MLPerf Tiny's networks.

constexpr Count macc(const auto& net, const Shape& input) {
    return flops(net, input, conventions::st_macc);
}

constexpr int mlperf_tiny_has_the_macc_that_st_printed() {
    using namespace models;
    EXPECT(macc(keyword_spotting(), {hide(1), 49, 10}) == 2'665'536);
    EXPECT(macc(image_classification(), {hide(3), 32, 32}) == 12'534'896);
    EXPECT(macc(anomaly_detection(), {hide(640)}) == 265'864);
    EXPECT(macc(person_detect(), {hide(1), 96, 96}) == 7'162'960);
    return 0;
}
PROVE_TWICE(mlperf_tiny_has_the_macc_that_st_printed)

constexpr int a_relu_is_fused_into_what_has_weights() {
    const Shape in{hide(4), 6, 6};
    const Count alone = macc(ReLU{}, in);
    EXPECT(alone == 144);
    EXPECT(macc(Sequential{PointwiseConv{4, 4}, ReLU{}}, in) == macc(PointwiseConv{4, 4}, in));
    EXPECT(macc(Sequential{PointwiseConv{4, 4}, Dropout{}, ReLU6{}}, in) ==
           macc(PointwiseConv{4, 4}, in));
    EXPECT(macc(Sequential{Add{skip, skip}, ReLU{}}, in) == 144);
    EXPECT(macc(Sequential{Concat{skip, skip}, ReLU{}}, in) == 288);
    EXPECT(macc(Sequential{MaxPool2d{2}, ReLU{}}, in) == 144 + 36);
    EXPECT(macc(Sequential{Dropout{}, ReLU{}}, in) == 144);
    return 0;
}
PROVE_TWICE(a_relu_is_fused_into_what_has_weights)

// A copy of a part is counted on its own if another layer precedes it than the first copy.
constexpr int repeated_parts_fuse_each_with_what_is_before_it() {
    const Shape in{hide(4), 6, 6};
    const Sequential part{ReLU{}, PointwiseConv{4, 4, false}};
    EXPECT(macc(repeat<3>(part), in) == 144 + 3 * 576);
    const auto summary = summarize(repeat<3>(part), in, conventions::st_macc);
    EXPECT(summary[0].flops == 144 && summary[2].flops == 0 && summary[4].flops == 0);
    EXPECT(summary.totals.flops == 144 + 3 * 576);
    EXPECT(Rows(summary).producer(0) == Producer{});
    EXPECT(Rows(summary).producer(4) == (Producer{Op::conv, false}));
    EXPECT(summary.operand(4) == 3 && summary.path(4) == "2.0");
    return 0;
}
PROVE_TWICE(repeated_parts_fuse_each_with_what_is_before_it)

} // namespace
