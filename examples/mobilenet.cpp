// MobileNet's two hyper-parameters (arXiv:1704.04861): the paper's Tables 6 and 7 reproduced, and
// the widest MobileNetV1 within a budget, found by the compiler.
#include <ctnn/ctnn.hpp>
#include <ctnn/format.hpp>
#include <ctnn/models/mobilenet.hpp>

using namespace ctnn;

namespace {

struct Cost {
    Count macs = 0;
    Count params = 0;
};

constexpr Cost cost(double alpha, Count resolution) {
    const auto net = models::mobilenet_v1(alpha, resolution);
    const Shape input{3, resolution, resolution};
    return {macs(net, input), params(net, input)};
}

struct Budget {
    Count macs;
    Count params;
};

constexpr bool fits(const Cost& cost, const Budget& budget) {
    return cost.macs <= budget.macs && cost.params <= budget.params;
}

/// The widest alpha, in steps of 1/100, at which MobileNetV1 fits the budget; 0 if none does. Both
/// costs grow with alpha, so a binary search over seven widths is enough.
constexpr int widest_percent(const Budget& budget, Count resolution) {
    int fitting = 0;
    int too_wide = 101;
    while (too_wide - fitting > 1) {
        const int middle = (fitting + too_wide) / 2;
        const bool is_fitting = fits(cost(middle / 100.0, resolution), budget);
        (is_fitting ? fitting : too_wide) = middle;
    }
    return fitting;
}

// The answer, and the proof that one step more exceeds the budget.
constexpr Budget budget{.macs = 100'000'000, .params = 1'000'000};
constexpr int found = widest_percent(budget, 160);
static_assert(found > 0 && fits(cost(found / 100.0, 160), budget));
static_assert(!fits(cost((found + 1) / 100.0, 160), budget));

// The paper's figures in millions: Table 6 (alpha at 224) and Table 7 (resolution at alpha 1). Its
// multiply-adds are MACs, rounded or (290) truncated.
static_assert(cost(1.0, 224).macs == 568'740'352);
static_assert(cost(0.75, 224).macs / 1'000'000 == 325 && cost(0.5, 224).macs / 1'000'000 == 149);
static_assert(cost(0.25, 224).macs / 1'000'000 == 41);
static_assert(cost(1.0, 192).macs / 1'000'000 == 418 && cost(1.0, 160).macs / 1'000'000 == 290);
static_assert(cost(1.0, 128).macs / 1'000'000 == 186);

void print_row(double alpha, Count resolution) {
    const Cost row = cost(alpha, resolution);
    fmt::print("{:>6.2f}  {:>10}  {:>12.2f}  {:>10.2f}\n", alpha, resolution,
               static_cast<double>(row.macs) / 1e6, static_cast<double>(row.params) / 1e6);
}

void print_head(const char* title) {
    fmt::print("{}\n{:>6}  {:>10}  {:>12}  {:>10}\n", title, "alpha", "resolution", "MACs (M)",
               "params (M)");
}

} // namespace

int main() {
    print_head("Table 6: width");
    for (const double alpha : {1.0, 0.75, 0.5, 0.25}) print_row(alpha, 224);
    print_head("\nTable 7: resolution");
    for (const Count resolution : {224, 192, 160, 128}) print_row(1.0, resolution);
    fmt::print("\nThe widest at 160x160 with at most {:.0f} M MACs and {:.1f} M parameters:\n",
               static_cast<double>(budget.macs) / 1e6, static_cast<double>(budget.params) / 1e6);
    print_row(found / 100.0, 160);
}
