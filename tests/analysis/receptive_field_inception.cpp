#include <ctnn/analysis/receptive_field.hpp>

#include <ctnn/ctnn.hpp>

#include "../support/twice.hpp"

using namespace ctnn;

// The Inception networks of TF-slim, whose fields google-research/receptive_field publishes. The
// field depends on kernels, strides and paddings alone, so all have a few channels here.
namespace {

constexpr Conv2d conv(Extent kernel) {
    return {.out_channels = 4, .kernel_size = kernel, .padding = same};
}

constexpr Conv2d valid(Extent kernel, Count stride = 1) {
    return {.out_channels = 4, .kernel_size = kernel, .stride = stride};
}

constexpr MaxPool2d max_pool{.kernel_size = 3, .stride = 2};
constexpr Sequential pool_branch{AvgPool2d{.kernel_size = 3, .stride = 1, .padding = 1}, conv(1)};

// Common parts: a row and a column convolution in sequence, and what halves a map.
constexpr Sequential one_by_seven{conv(1), conv({1, 7}), conv({7, 1})};
constexpr Concat one_and_three{conv({1, 3}), conv({3, 1})};
constexpr Concat mixed_17{
    conv(1), one_by_seven,
    Sequential{conv(1), conv({7, 1}), conv({1, 7}), conv({7, 1}), conv({1, 7})}, pool_branch};
constexpr Concat to_17{valid(3, 2), Sequential{conv(1), conv(3), valid(3, 2)}, max_pool};
constexpr Concat to_8{Sequential{conv(1), valid(3, 2)},
                      Sequential{conv(1), conv({1, 7}), conv({7, 1}), valid(3, 2)}, max_pool};
constexpr Sequential stem_v3{valid(3, 2), valid(3), conv(3), max_pool,
                             valid(1),    valid(3), max_pool};
constexpr Concat mixed_35{conv(1), Sequential{conv(1), conv(5)},
                          Sequential{conv(1), conv(3), conv(3)}, pool_branch};

constexpr auto inception_v2() {
    // Padding `same` of an even input: the odd zero after.
    const ZeroPad2d pad_after{{0, 1, 0, 1}};
    const Sequential pool{pad_after, max_pool};
    const Sequential halved{pad_after, valid(3, 2)};
    const Concat mixed{conv(1), Sequential{conv(1), conv(3)}, Sequential{conv(1), conv(3), conv(3)},
                       pool_branch};
    const Concat reduced{Sequential{conv(1), halved}, Sequential{conv(1), conv(3), halved}, pool};
    return Sequential{ZeroPad2d{{2, 3, 2, 3}},
                      valid(7, 2),
                      pool,
                      conv(1),
                      conv(3),
                      pool,
                      repeat<2>(mixed),
                      reduced,
                      repeat<4>(mixed),
                      reduced,
                      repeat<2>(mixed)};
}

constexpr auto inception_v3() {
    const Concat mixed_8{conv(1), Sequential{conv(1), one_and_three},
                         Sequential{conv(1), conv(3), one_and_three}, pool_branch};
    return Sequential{stem_v3, repeat<3>(mixed_35), to_17, repeat<4>(mixed_17),
                      to_8,    repeat<2>(mixed_8)};
}

constexpr auto inception_v4() {
    const Sequential stem{valid(3, 2),
                          valid(3),
                          conv(3),
                          Concat{max_pool, valid(3, 2)},
                          Concat{Sequential{conv(1), valid(3)}, Sequential{one_by_seven, valid(3)}},
                          Concat{valid(3, 2), max_pool}};
    const Concat a{conv(1), Sequential{conv(1), conv(3)}, Sequential{conv(1), conv(3), conv(3)},
                   pool_branch};
    const Concat c{conv(1), Sequential{conv(1), one_and_three},
                   Sequential{conv(1), conv({3, 1}), conv({1, 3}), one_and_three}, pool_branch};
    return Sequential{stem, repeat<4>(a), to_17, repeat<7>(mixed_17), to_8, repeat<3>(c)};
}

constexpr auto inception_resnet_v2() {
    const auto residual = [](const auto& branches) {
        return Residual{Sequential{branches, PointwiseConv{.out_channels = 16}}};
    };
    const Concat block_35{conv(1), Sequential{conv(1), conv(3)},
                          Sequential{conv(1), conv(3), conv(3)}};
    const Concat block_17{conv(1), one_by_seven};
    const Concat block_8{conv(1), Sequential{conv(1), conv({1, 3}), conv({3, 1})}};
    const Sequential strided{conv(1), valid(3, 2)};
    const Concat reduced{strided, strided, Sequential{conv(1), conv(3), valid(3, 2)}, max_pool};
    return Sequential{stem_v3,
                      mixed_35,
                      repeat<10>(residual(block_35)),
                      to_17,
                      PointwiseConv{.out_channels = 16},
                      repeat<20>(residual(block_17)),
                      reduced,
                      PointwiseConv{.out_channels = 16},
                      repeat<10>(residual(block_8))};
}

constexpr bool is(const ReceptiveField& field, Count size, Count stride, Count padding) {
    return field.is_aligned && field.height == field.width && field.height.size == size &&
           field.height.stride == stride && field.height.padding == padding;
}

constexpr int published_inceptions() {
    EXPECT(is(receptive_field(inception_v2(), {3, hide(224), 224}), 699, 32, 318));
    EXPECT(is(receptive_field(inception_v3(), {3, hide(299), 299}), 1311, 32, 618));
    EXPECT(is(receptive_field(inception_v4(), {3, hide(299), 299}), 2071, 32, 998));
    EXPECT(is(receptive_field(inception_resnet_v2(), {3, hide(299), 299}), 3039, 32, 1482));
    return 0;
}
PROVE_TWICE(published_inceptions)

} // namespace
