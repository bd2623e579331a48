#include <ctnn/format/compare_conventions.hpp>

#include <ctnn/ctnn.hpp>

#include "support/twice.hpp"

using namespace ctnn;

namespace {

constexpr Convention huge{"huge", "FLOPs", "all there is",
                          [](const Record&) -> Count { return INT64_MAX; }};

TEST_CASE("a comparison prints a row per convention, with its unit and its rule") {
    const Convention list[] = {conventions::lecture, conventions::torchvision, huge};
    const Sequential net{Conv2d{3, 8, 3, 1, 1}, ReLU{}};
    const std::string text = fmt::format("{}", compare_conventions(net, {3, hide(10), 12}, list));
    CHECK(text ==
          "convention                       count   thousands  unit         per MAC  rule\n"
          "------------------------------------------------------------------------------\n"
          "lecture                         51,840      51.840  FLOPs          2.000  a MAC is 2 "
          "FLOPs, a max-pooling comparison 1; biases and the rest are 0\n"
          "torchvision                     25,920      25.920  FLOPs          1.000  a MAC is 1 "
          "(not 2); the rest is 0\n"
          "huge                                 -           -  FLOPs              -  all there is\n"
          "input 3x10x12; 25,920 MACs\n");
}

TEST_CASE("without MACs there is no ratio to them") {
    const Convention list[] = {conventions::arithmetic};
    const std::string text = fmt::format("{}", compare_conventions(ReLU{}, {hide(5)}, list));
    CHECK(text.find("arithmetic                           5       0.005  FLOPs              -  ") !=
          text.npos);
    CHECK(text.find("input 5; 0 MACs\n") != text.npos);
}

TEST_CASE("large counts are read in millions and billions") {
    const auto text = [](Count size) {
        return fmt::format("{}", compare_conventions(Linear{1000, 1000}, {hide(size), 1000}));
    };
    CHECK(text(1).find("millions") != std::string::npos);
    CHECK(text(1000).find("billions") != std::string::npos);
    CHECK(text(1).find("FlopCounterMode              2,000,000       2.000  FLOPs") !=
          std::string::npos);
    CHECK(text(1000).find("FlopCounterMode          2,000,000,000       2.000  FLOPs") !=
          std::string::npos);
}

} // namespace
