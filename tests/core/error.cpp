#include <ctnn/core/error.hpp>

#include <ctnn/analysis/budget.hpp>
#include <ctnn/graph.hpp>

#include <string>

#include "../support/catch.hpp"
#include "../support/refusal.hpp"

using namespace ctnn;

// clang-format off
#define MISTAKE(name, question, bad, bad_input, good, good_input, words, text)                     \
    TEST_CASE("mistake: " #name) {                                                                 \
        CHECK(refusal([] { return question(bad, bad_input); }) == text);                           \
        CHECK(refusal([] { return question(good, good_input); }) == "no error");                   \
    }
#define MISTAKE_WITHOUT_INPUT(name, question, bad, good, words, text)                              \
    TEST_CASE("mistake: " #name) {                                                                 \
        CHECK(refusal([] { return question(bad); }) == text);                                      \
        CHECK(refusal([] { return question(good); }) == "no error");                               \
    }
#define MISTAKE_OF_BUDGET(name, net, input, bad, good, words, text)                                \
    TEST_CASE("mistake: " #name) {                                                                 \
        CHECK(sentence(overrun(summarize(net, input), bad)) == text);                              \
        CHECK(!overrun(summarize(net, input), good));                                              \
    }
// clang-format on
#include "../mistakes.inc"
#undef MISTAKE
#undef MISTAKE_WITHOUT_INPUT
#undef MISTAKE_OF_BUDGET

TEST_CASE("an error is data: the misfit, the layer, its path and number, its input") {
    const auto net =
        Sequential{ReLU{}, Sequential{ReLU{}, Linear{.in_features = 7, .out_features = 2}}};
    try {
        static_cast<void>(params(net, Shape{9}));
        FAIL("nothing was thrown");
    } catch (const shape_error& thrown) {
        const Error& error = thrown.error();
        CHECK(error.misfit == Misfit{Problem::features, Field::in_features, Axis::none, 7, 9});
        CHECK(std::string(error.layer) == "Linear");
        CHECK(error.path == "1.1");
        CHECK(error.index == 2);
        CHECK(error.input == Shape{9});
    }
}

TEST_CASE("a shape_error is a std::exception") {
    CHECK_THROWS_AS(output_shape(ReLU{}, Shape{}), std::exception);
}

/// A user's, which checks the number of axes.
struct Pairs {
    static constexpr const char* name = "Pairs";

    constexpr Misfit check(const Shape& in) const { return expect::rank(2, in); }
    constexpr Shape output_shape(const Shape& in) const { return in; }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }
};

TEST_CASE("the axes that a user's layer expects are exact") {
    CHECK(refusal([] { return output_shape(Pairs{}, {3}); }) ==
          "layer 0 (Pairs): expects 2 axes, gets 3 (1 axis)");
    CHECK(refusal([] {
              return output_shape(Pairs{}, {3, 4, 5});
          }) == "layer 0 (Pairs): expects 2 axes, gets 3x4x5 (3 axes)");
}

TEST_CASE("a batch is guessed where a map is expected, and nowhere else") {
    const auto sentence = [](const auto& layer, const Shape& in) {
        return refusal([&] { return output_shape(layer, in); });
    };
    const Shape batch{1, 3, 8, 9};
    CHECK(sentence(MaxPool2d{2}, batch).find("; shapes have no batch: 3x8x9") != std::string::npos);
    CHECK(sentence(BatchNorm1d{}, batch) ==
          "layer 0 (BatchNorm1d): expects at most 2 axes, gets 1x3x8x9 (4 axes)");
}
