// Nothing wrong ever comes out, and nothing undefined happens on the way: every layer with every
// setting from a set of nasty numbers, on nasty inputs. Run under sanitizers it proves the second.
#include <ctnn/budget.hpp>
#include <ctnn/compare_conventions.hpp>
#include <ctnn/ctnn.hpp>
#include <ctnn/format.hpp>
#include <ctnn/format/compare.hpp>
#include <ctnn/format/compare_conventions.hpp>
#include <ctnn/memory_plan.hpp>
#include <ctnn/receptive_field.hpp>
#include <ctnn/traffic.hpp>
#include <ctnn/training.hpp>

#include <climits>
#include <limits>
#include <random>
#include <string>
#include <string_view>

#include "support/catch.hpp"

using namespace ctnn;

namespace {

class Nasty {
  public:
    Count number() {
        static constexpr Count numbers[] = {0,
                                            1,
                                            2,
                                            3,
                                            4,
                                            5,
                                            7,
                                            8,
                                            16,
                                            -1,
                                            -2,
                                            -7,
                                            INT64_MIN,
                                            INT64_MAX,
                                            INT64_MIN + 1,
                                            INT64_MAX - 1,
                                            INT32_MAX,
                                            1LL << 31,
                                            1LL << 32,
                                            1LL << 62,
                                            inferred,
                                            1LL << 40};
        return pick(numbers);
    }
    double real() {
        static constexpr double numbers[] = {0.0,
                                             1.0,
                                             2.0,
                                             0.5,
                                             -1.0,
                                             1e300,
                                             1e-300,
                                             1e9,
                                             1.25,
                                             -0.0,
                                             std::numeric_limits<double>::infinity(),
                                             std::numeric_limits<double>::quiet_NaN()};
        return pick(numbers);
    }
    bool flag() { return random_() % 2 == 0; }
    Extent extent() { return {number(), number()}; }
    Padding padding() { return flag() ? Padding{number(), number()} : same; }
    Shape shape() {
        const auto small = [&] { return static_cast<Count>(1 + random_() % 9); };
        if (flag()) return {small(), small(), small()};
        Shape shape;
        for (auto rank = random_() % 5; rank > 0; --rank) shape.append(number());
        return shape;
    }

    /// One whose rank may be set to what none has.
    Shape misshapen() {
        static constexpr int ranks[] = {-1, 0, 1, 2, 3, 4, 5, INT_MIN, INT_MAX, 2'000'000'000};
        Shape shape{number(), number(), number(), number()};
        if (flag()) shape = {1, 2, 3, 4};
        shape.rank = pick(ranks);
        return shape;
    }
    WindowAxis window() { return {number(), number(), number(), number(), number()}; }

    template <class Number, std::size_t Size>
    Number pick(const Number (&numbers)[Size]) {
        return numbers[random_() % Size];
    }

  private:
    std::mt19937_64 random_{1};
};

/// Refused with a sentence that names the layer, or sound.
template <class L>
void check(const L& layer, const Shape& input) {
    const auto summary = try_summarize(Sequential{layer}, input, conventions::arithmetic);
    const Totals& totals = summary.totals;
    if (summary.error) {
        REQUIRE(sentence(summary.error).size > 20);
        const auto ask_all = [&] {
            static_cast<void>(params(layer, input));
            static_cast<void>(macs(layer, input));
            static_cast<void>(flops(layer, input, conventions::arithmetic));
        };
        REQUIRE_THROWS_AS(ask_all(), shape_error);
    } else {
        REQUIRE((totals.output.is_positive() && totals.output.elements() >= 0));
        REQUIRE(
            (totals.params >= 0 && totals.buffers >= 0 && totals.macs >= 0 && totals.flops >= 0));
        REQUIRE(output_shape(layer, input) == totals.output);
    }
    Count without_input = 0;
    try {
        without_input = params(layer);
    } catch (const shape_error&) { // a size is inferred, or a setting is wrong
    }
    REQUIRE(without_input >= 0);
}

/// A layer of a user's that says anything of itself.
template <bool ReadsInput>
struct Liar {
    static constexpr const char* name = "Liar";
    static constexpr bool reads_input = ReadsInput;

    Shape output = {};
    Params given = {};
    Work done = {};
    Window seen = {};

    constexpr Shape output_shape(const Shape&) const { return output; }
    constexpr Params params() const { return given; }
    constexpr Work work(const Shape&, const Shape&) const { return done; }
    constexpr Window window(const Shape&) const { return seen; }
};

/// Goes on with any shape, in the middle of the network.
struct Reshaper {
    static constexpr int operations = 0;
    static constexpr int edges = 0;

    Shape shape = {};

    constexpr void walk(Walk&, Tensor& tensor) const { tensor.shape = shape; }
};

/// Gives its part any shape.
template <class L>
struct Feeder {
    static constexpr int operations = 1;
    static constexpr int edges = 1;

    Shape shape = {};
    L layer;

    constexpr void walk(Walk& walk, Tensor& tensor) const {
        tensor.shape = shape;
        walk.into(0, layer, tensor);
    }
};

/// Joins no branches, or branches of any shape.
template <class Merge>
struct Joiner {
    static constexpr int operations = 1;
    static constexpr int edges = 2;

    Shape shape = {};
    int count = 2;

    constexpr void walk(Walk& walk, Tensor& tensor) const {
        const Tensor branches[] = {tensor, {shape, tensor.record}};
        walk.merge<Merge>("join", branches, count, tensor);
    }
};

bool is_count(Count count) {
    return count >= 0 || count == overflow;
}

/// Answered in counts, or refused.
template <class Question>
void ask(Question question) {
    try {
        question();
    } catch (const shape_error& error) {
        REQUIRE(std::string(error.what()).size() > 20);
    }
}

/// Every question that takes a summary, of one that may have ended early.
template <int Operations, int Edges>
void ask_all(const Summary<Operations, Edges>& summary) {
    for (const Convention& convention : conventions::all) {
        for (const Record& row : summary) REQUIRE(is_count(convention.count(row)));
    }
    ask([&] {
        for (const Traffic& moved : traffic(summary)) REQUIRE(is_count(moved.bytes()));
    });
    ask([&] {
        const Training cost = training(summary, {.in_place = true});
        REQUIRE((is_count(cost.bytes()) && is_count(cost.backward_macs)));
    });
    Count answer = 0;
    ask([&] { answer = plan_memory(summary).bytes; });
    REQUIRE(answer >= 0);
    ask([&] { answer = peak_activations(summary, nothing_in_place); });
    REQUIRE(answer >= 0);
    ask([&] { answer = activation_bytes(summary); });
    REQUIRE(answer >= 0);
    ask([&] { answer = parameter_bytes(summary, DType::int8); });
    REQUIRE(answer >= 0);
    ask([&] {
        for (const ReceptiveField& field : receptive_fields(summary)) {
            REQUIRE((is_count(field.height.size) && is_count(field.width.size)));
        }
    });
    static_cast<void>(overrun(summary, {.params = 1, .activation_bytes = 1}));
}

/// Every format, with every column.
template <class S>
void print_all(const S& summary) {
    report::Options options;
    options.columns.assign(std::begin(report::all_columns), std::end(report::all_columns));
    for (const report::Format format : report::all_formats) {
        REQUIRE(report::render(summary, format, options).size() > 10);
    }
    REQUIRE(fmt::format("{}", compare(summary, summary)).size() > 10);
}

/// As if the user's layers had said that they are of a kind.
template <class S>
S called(S summary, Op kind) {
    for (Record& row : summary.rows) {
        if (std::string_view(row.name) == "Liar") row.op = kind;
    }
    return summary;
}

/// A Liar on an input, and beside other layers, by whatever kind it calls itself.
template <bool ReadsInput>
void lie(Nasty& of) {
    Liar<ReadsInput> liar{.output = of.flag() ? of.shape() : of.misshapen()};
    if (of.flag()) liar.output = Shape{of.number(), of.number(), of.number()};
    if (of.flag()) liar.given = {of.number(), of.number(), of.number()};
    if (of.flag()) {
        liar.done = {of.number(), of.number(), of.number(), of.number(), of.number(), of.number()};
    }
    if (of.flag()) liar.seen = {of.window(), of.window()};
    const Shape in = of.flag() ? of.shape() : Shape{2, 3, 4};
    const auto alone = try_summarize(liar, in);
    const auto among = try_summarize(Sequential{ReLU{}, liar, BatchNorm2d{}}, in);
    const auto again = try_summarize(repeat<3>(Sequential{liar, ReLU{}}), in);
    const auto joined = try_summarize(Concat{liar, skip, liar}, in);
    for (int kind = 0; kind <= static_cast<int>(Op::multiply); ++kind) {
        const Op op = static_cast<Op>(kind);
        ask_all(called(alone, op));
        ask_all(called(among, op));
        ask_all(called(again, op));
        ask_all(called(joined, op));
        if (kind == 0 || of.flag()) print_all(called(alone, op));
    }
}

} // namespace

TEST_CASE("users' layers that say anything of themselves") {
    Nasty of;
    for (int round = 0; round < 40; ++round) {
        lie<true>(of);
        lie<false>(of);
    }
}

TEST_CASE("shapes with a rank that none has") {
    Nasty of;
    for (int round = 0; round < 2'000; ++round) {
        const Shape shape = of.misshapen();
        const Shape in = of.flag() ? Shape{2, 3, 4} : shape;
        check(Conv2d{.out_channels = 2, .kernel_size = 1}, shape);
        check(LayerNorm{.normalized_shape = of.misshapen()}, in);
        check(Feeder<Flatten>{shape, {of.number(), of.number()}}, in);
        check(Feeder<Linear>{shape, {inferred, 3}}, in);
        check(Feeder<LayerNorm>{shape, {of.misshapen()}}, in);
        check(Feeder<Softmax>{shape, {of.number()}}, in);
        check(Feeder<GroupNorm>{shape, {of.number()}}, in);
        check(Feeder<BatchNorm1d>{shape, {}}, in);
        check(Sequential{Reshaper{shape}, ReLU{}}, in);
        check(Liar<true>{.output = shape}, in);
        check(Joiner<detail::AddMerge>{shape}, in);
        check(Joiner<detail::ConcatMerge>{shape}, in);
        check(Joiner<detail::MultiplyMerge>{shape}, in);
        check(Joiner<detail::AddMerge>{shape, 0}, in);
        check(Joiner<detail::ConcatMerge>{shape, -1}, in);
        REQUIRE(fmt::format("{}", shape).size() < 100);
        Error error{.misfit = {Problem::branches, Field::none, Axis::none, 0, 1},
                    .op = Op::concat,
                    .input = shape,
                    .other = of.misshapen()};
        for (int problem = 0; problem <= static_cast<int>(Problem::too_large); ++problem) {
            error.misfit.problem = static_cast<Problem>(problem);
            REQUIRE(sentence(error).size < 256);
        }
        const auto wrong = try_summarize(Sequential{ReLU{}}, shape);
        if (round % 20 == 0) print_all(wrong);
    }
}

// The everyday way in is the JSON of a network that is refused.
TEST_CASE("maps too long for arithmetic on their places") {
    const Shape longest{1, INT64_MAX, 1};
    const Shape widest{1, 1, (Count{1} << 62) + 1};
    for (const Shape& in : {longest, widest}) {
        const auto refused = try_summarize(Conv2d{.out_channels = 2, .kernel_size = 3}, in);
        REQUIRE(refused.error);
        ask_all(refused);
        print_all(refused);
        ask_all(try_summarize(Sequential<>{}, in));
        print_all(try_summarize(Sequential<>{}, in));
        ask_all(try_summarize(ReLU{}, in));
        print_all(try_summarize(ReLU{}, in));
        ask_all(try_summarize(Sequential{Liar<false>{.output = {3}}}, in));
        REQUIRE_THROWS_AS(receptive_field(Sequential<>{}, in), shape_error);
        const Liar<true> grown{.output = in};
        REQUIRE_THROWS_AS(receptive_field(grown, Shape{1, 1, 1}), shape_error);
        ask_all(called(try_summarize(grown, Shape{1, 1, 1}), Op::upsample));
        print_all(try_summarize(grown, Shape{1, 1, 1}));
    }
}

TEST_CASE("a transposed convolution of a user's with a window that is none") {
    for (const Count before : {INT64_MAX, INT64_MIN, Count{1} << 62}) {
        const Liar<true> liar{.output = {4, 8, 8},
                              .given = {.weights = 4 * 4 * 9, .biases = 4},
                              .seen = {{3, 2, 1, before, before}, {3, 2, 1, before, before}}};
        const auto summary = called(summarize(liar, Shape{4, 4, 4}), Op::conv_transpose);
        REQUIRE(conventions::calflops.count(summary[0]) == overflow);
        REQUIRE(conventions::deepspeed.count(summary[0]) == overflow);
        ask_all(summary);
    }
}

TEST_CASE("options of reports that are any number") {
    const auto summary = summarize(
        Sequential{Conv2d{1, 2, 3}, Add{skip, ReLU{}}, repeat<3>(ReLU{}), Flatten{}}, {1, 6, 6});
    for (const int number : {INT_MIN, -1, 0, 1, INT_MAX}) {
        report::Options options;
        options.depth = number;
        options.picture_width = number;
        for (const report::Format format : report::all_formats) {
            REQUIRE(report::render(summary, format, options).size() > 10);
        }
    }
}

TEST_CASE("nasty numbers") {
    Nasty of;
    for (int round = 0; round < 2'000; ++round) {
        check(Conv2d{of.number(), of.number(), of.extent(), of.extent(), of.padding(), of.extent(),
                     of.number(), of.flag()},
              of.shape());
        check(DepthwiseConv{of.number(), of.extent(), of.extent(), of.padding(), of.extent(),
                            of.number()},
              of.shape());
        check(PointwiseConv{of.number(), of.number()}, of.shape());
        check(ConvTranspose2d{of.number(), of.number(), of.extent(), of.extent(), of.extent(),
                              of.extent(), of.number(), of.flag(), of.extent()},
              of.shape());
        check(MaxPool2d{of.extent(), of.extent(), of.extent(), of.extent(), of.flag(), of.flag()},
              of.shape());
        check(AvgPool2d{of.extent(), of.extent(), of.extent(), of.flag(), of.flag(), of.number()},
              of.shape());
        check(AdaptiveAvgPool2d{of.extent()}, of.shape());
        check(GlobalAvgPool{}, of.shape());
        check(Linear{of.number(), of.number(), of.flag()}, of.shape());
        check(Flatten{of.number(), of.number()}, of.shape());
        check(BatchNorm2d{of.number(), of.real(), of.real(), of.flag(), of.flag()}, of.shape());
        check(BatchNorm1d{of.number(), of.real(), of.real(), of.flag(), of.flag()}, of.shape());
        check(LayerNorm{{of.number(), of.number()}, of.real(), of.flag(), of.flag()}, of.shape());
        check(GroupNorm{of.number(), of.number(), of.real(), of.flag()}, of.shape());
        check(LocalResponseNorm{of.number()}, of.shape());
        check(PReLU{of.number()}, of.shape());
        check(ELU{of.real()}, of.shape());
        check(Softmax{of.number()}, of.shape());
        check(Dropout{of.real()}, of.shape());
        check(ZeroPad2d{{of.number(), of.number(), of.number(), of.number()}}, of.shape());
        check(Upsample{of.extent(), {}, InterpolationMode::bicubic, of.flag()}, of.shape());
        check(Upsample{.scale_factor = {of.real(), of.real()}}, of.shape());
        check(Add{skip, Linear{of.number(), of.number()}}, of.shape());
        check(Concat{skip, PointwiseConv{of.number(), of.number()}}, of.shape());
        check(Multiply{skip, Sequential{GlobalAvgPool{}, PointwiseConv{of.number(), of.number()}}},
              of.shape());
        check(repeat<3>(Linear{of.number(), of.number()}), of.shape());
    }
}
