#include <ctnn/sentence.hpp>

#include <ctnn/ctnn.hpp>

#include <cstdlib>
#include <random>
#include <string>

#include "support/catch.hpp"

using namespace ctnn;

// Advice mends: thousands of random mistakes, and what their sentences say is done to the letter.
namespace {

std::mt19937 random_bits{7};

Count pick(Count least, Count most) {
    return least + static_cast<Count>(random_bits() % static_cast<unsigned>(most - least + 1));
}

Extent pick_extent(Count least, Count most) {
    return {pick(least, most), pick(least, most)};
}

/// An error, and its sentence.
struct Mistake {
    Mistake(const auto& net, const Shape& in)
        : error(try_summarize(net, in).error), text(sentence(error).c_str()) {}

    bool is(Problem problem) const { return error.misfit.problem == problem; }
    bool says(const char* words) const { return text.find(words) != std::string::npos; }

    /// The number behind some words; 0 if they are not there.
    Count number(const char* words) const {
        const auto at = text.find(words);
        return at == std::string::npos ? 0
                                       : std::atoll(text.c_str() + at + std::string(words).size());
    }

    /// Of the axis that it is about.
    template <class Pair>
    Count& side(Pair& pair) const {
        return error.misfit.axis == Axis::height ? pair.height : pair.width;
    }

    Error error;
    std::string text;
};

/// Is that problem gone, at least along its axis?
bool mends(const auto& net, const Shape& in, const Mistake& mistake) {
    const Misfit& before = mistake.error.misfit;
    const Misfit after = try_summarize(net, in).error.misfit;
    return after.problem != before.problem || after.axis != before.axis;
}

bool fits(const auto& net, const Shape& in) {
    return !try_summarize(net, in).error;
}

Shape random_map() {
    return {pick(1, 4), pick(1, 6), pick(1, 6)};
}

TEST_CASE("a kernel as large as advised fits, and so does one with the padding advised") {
    for (int i = 0; i < 5'000; ++i) {
        const Shape in = random_map();
        const Conv2d conv{.out_channels = 2,
                          .kernel_size = pick_extent(1, 9),
                          .stride = pick_extent(1, 3),
                          .padding = {pick(0, 2), pick(0, 2)},
                          .dilation = pick_extent(1, 3)};
        const Mistake mistake(conv, in);
        if (mistake.error) {
            Conv2d smaller = conv;
            const Count gaps = mistake.side(smaller.dilation);
            mistake.side(smaller.kernel_size) = (mistake.number("spans at most ") - 1) / gaps + 1;
            Conv2d padded = conv;
            mistake.side(padded.padding.size) += mistake.number(", or ");
            INFO(mistake.text);
            REQUIRE(mends(smaller, in, mistake));
            REQUIRE(mends(padded, in, mistake));
        }
        const AvgPool2d pool{.kernel_size = pick_extent(1, 9),
                             .stride = pick_extent(1, 3),
                             .padding = pick_extent(0, 4),
                             .ceil_mode = pick(0, 1) == 1};
        const Mistake of_pool(pool, in);
        if (of_pool.error) {
            AvgPool2d padded = pool;
            Count& padding = of_pool.side(padded.padding);
            const bool is_too_much = of_pool.is(Problem::pool_padding);
            padding = is_too_much ? of_pool.number("half of the kernel, ")
                                  : padding + of_pool.number(", or ");
            INFO(of_pool.text);
            REQUIRE(mends(padded, in, of_pool));
            // The padding is not over half of the kernel now.
            if (!is_too_much) {
                REQUIRE(!Mistake(padded, in).is(Problem::pool_padding));
            }
        }
    }
}

TEST_CASE("what is cropped away is there again") {
    for (int i = 0; i < 5'000; ++i) {
        const Shape in = random_map();
        ConvTranspose2d conv{.out_channels = 2,
                             .kernel_size = pick_extent(1, 4),
                             .stride = pick_extent(1, 3),
                             .padding = pick_extent(0, 6)};
        const Mistake mistake(conv, in);
        if (mistake.error) {
            mistake.side(conv.padding) -= mistake.number("take ");
            INFO(mistake.text);
            REQUIRE(mends(conv, in, mistake));
        }
        ZeroPad2d crop{{pick(-5, 3), pick(-5, 3), pick(-5, 3), pick(-5, 3)}};
        const Mistake of_crop(crop, in);
        if (of_crop.error) {
            const bool is_height = of_crop.error.misfit.axis == Axis::height;
            Count& before = is_height ? crop.padding.top : crop.padding.left;
            Count& after = is_height ? crop.padding.bottom : crop.padding.right;
            INFO(of_crop.text);
            for (Count less = of_crop.number("crop "); less > 0; --less) {
                Count& cropped = before < 0 ? before : after;
                REQUIRE(cropped < 0);
                ++cropped;
            }
            REQUIRE(mends(crop, in, of_crop));
        }
    }
}

TEST_CASE("channels and features as advised fit") {
    for (int i = 0; i < 5'000; ++i) {
        Shape in;
        for (Count axes = pick(1, 4); axes > 0; --axes) in.append(pick(1, 5));
        Linear linear{pick(1, 20), 3};
        const Mistake mistake(linear, in);
        if (mistake.error) {
            const Count features = mistake.number("set in_features = ");
            if (features > 0) linear.in_features = features;
            INFO(mistake.text);
            const bool is_mended = mistake.says("put Flatten{}")
                                       ? fits(Sequential{Flatten{}, linear}, in)
                                       : fits(linear, in);
            REQUIRE(is_mended);
        }
        Conv2d conv{pick(1, 4), 2, 1};
        const Mistake of_channels(conv, in);
        if (of_channels.is(Problem::channels)) {
            conv.in_channels = of_channels.number("set in_channels = ");
            INFO(of_channels.text);
            REQUIRE(fits(conv, in));
        }
    }
}

TEST_CASE("the projection that a residual is advised fits") {
    for (int i = 0; i < 5'000; ++i) {
        const Count channels = pick(1, 4);
        const Conv2d body{.out_channels = pick(1, 4),
                          .kernel_size = pick_extent(1, 5),
                          .stride = pick_extent(1, 3),
                          .padding = {pick(0, 2), pick(0, 2)}};
        const Shape in{channels, pick(5, 12), pick(5, 12)};
        const Mistake mistake(Residual{body}, in);
        if (!mistake.says("as the shortcut")) continue;
        const Count stride = mistake.number(".stride = ");
        const Conv2d projection{.out_channels = mistake.number(".out_channels = "),
                                .kernel_size = mistake.number(".kernel_size = "),
                                .stride = stride > 0 ? stride : 1};
        INFO(mistake.text);
        REQUIRE(fits(Residual{body, projection}, in));
    }
}

TEST_CASE("a sentence that is cut off shows it") {
    const Residual block{Conv2d{.out_channels = 2048, .kernel_size = 3, .stride = 2, .padding = 1}};
    const Sequential stage{Named{"stage_of_the_feature_pyramid", block}};
    const Sequential whole{Named{"backbone_of_the_first_network", stage}};
    const Mistake mistake(whole, {1024, 65'536, 65'536}); // its path has 62 characters
    CHECK(mistake.says("_pyramid.add): "));
    CHECK(mistake.text.size() == 255);
    CHECK(mistake.text.ends_with("..."));
    const Sequential longer{Named{"backbone_of_the_first_network_2", stage}};
    CHECK(Mistake(longer, {1024, 8, 8}).says("_pyramid.ad...): "));
}

} // namespace
