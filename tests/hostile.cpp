// Nothing wrong ever comes out, and nothing undefined happens on the way: every layer with every
// setting from a set of nasty numbers, on nasty inputs. Run under sanitizers it proves the second.
#include <ctnn/analysis/budget.hpp>
#include <ctnn/analysis/compare_conventions.hpp>
#include <ctnn/analysis/memory_plan.hpp>
#include <ctnn/analysis/receptive_field.hpp>
#include <ctnn/analysis/traffic.hpp>
#include <ctnn/analysis/training.hpp>
#include <ctnn/format.hpp>
#include <ctnn/format/compare.hpp>
#include <ctnn/format/compare_conventions.hpp>
#include <ctnn/nn.hpp>

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
    Extent3d extent3d() { return {number(), number(), number()}; }
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
    /// Often within what a record stores.
    Window window() {
        if (flag()) return {sound_axis(), sound_axis()};
        if (flag()) return {any_axis(), sound_axis()};
        return {sound_axis(), any_axis()};
    }

    template <class Number, std::size_t Size>
    Number pick(const Number (&numbers)[Size]) {
        return numbers[random_() % Size];
    }

  private:
    WindowAxis any_axis() { return {number(), number(), number(), number(), number()}; }
    WindowAxis sound_axis() {
        static constexpr Count sizes[] = {1, 2, 3, 7, 16, 1 << 16, INT32_MAX - 1, INT32_MAX};
        static constexpr Count sides[] = {0, 1, 2, 7, -1, -7, 1 << 16, INT32_MAX, -INT32_MAX};
        return {pick(sizes), pick(sizes), pick(sizes), pick(sides), pick(sides)};
    }

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

/// Keeps a copy of a walk's tensor for another walk.
struct Thief {
    static constexpr Size size = {};

    Tensor* kept;

    void walk(Walk&, Tensor& tensor) const { *kept = tensor; }
};

/// The input of a network, or the output of its last operation.
template <class L>
Tensor stolen(const L& net, const Shape& input) {
    Tensor kept;
    static_cast<void>(try_summarize(Sequential{net, Thief{&kept}}, input));
    return kept;
}

/// Goes on with a tensor of no walk or of another one, in the middle of the network.
struct Replacer {
    static constexpr Size size = {};

    Tensor other = {};

    constexpr void walk(Walk&, Tensor& tensor) const { tensor = other; }
};

/// Gives such a tensor to its part.
template <class L>
struct Feeder {
    static constexpr Size size = {.operations = 1, .edges = 1};

    Tensor other = {};
    L layer;

    constexpr void walk(Walk& walk, Tensor& tensor) const {
        tensor = other;
        walk.into(0, layer, tensor);
    }
};

/// Joins no branches, or such a tensor with its input.
template <class M>
struct Joiner {
    static constexpr Size size = {.operations = 1, .edges = 2};

    Tensor other = {};
    int count = 2;

    constexpr void walk(Walk& walk, Tensor& tensor) const {
        const Tensor branches[] = {tensor, other};
        walk.merge("join", M{}, branches, count, tensor);
    }
};

/// Behind a layer that gives any shape, which it gets if it is one.
template <class L>
void check_on(const L& layer, const Shape& shape, const Shape& in) {
    const Sequential net{Liar<true>{.output = shape}, layer};
    check(net, in);
    if (!shape.is_countable()) REQUIRE(try_summarize(net, in).size() == 0);
}

/// Something does not fit, whatever is asked.
template <class L>
void refused(const L& net, const Shape& in) {
    REQUIRE(try_summarize(net, in).error);
    check(net, in);
    REQUIRE_THROWS_AS(output_shape(net, in), shape_error);
    REQUIRE_THROWS_AS(params(net, in), shape_error);
    REQUIRE_THROWS_AS(macs(net, in), shape_error);
    REQUIRE_THROWS_AS(flops(net, in, conventions::arithmetic), shape_error);
    REQUIRE_THROWS_AS(totals(net, in), shape_error);
}

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
template <ctnn::Size Capacity>
void ask_all(const Summary<Capacity>& summary) {
    const Rows rows = summary;
    for (const Convention& convention : conventions::all) {
        for (int row = 0; row < rows.size(); ++row) {
            REQUIRE(is_count(convention.count(rows.operation(row))));
        }
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
    format::Options options;
    options.columns.assign(std::begin(format::all_columns), std::end(format::all_columns));
    for (const format::Format format : format::all_formats) {
        REQUIRE(format::render(summary, format, options).size() > 10);
    }
    REQUIRE(fmt::format("{}", compare(summary, summary)).size() > 10);
}

/// As if the user's layers had said that they are of a kind.
template <class S>
S called(S summary, Op kind) {
    for (int row = 0; row < summary.size(); ++row) {
        if (std::string_view(summary.rows[row].name) == "Liar") summary.rows[row].op = kind;
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
    if (of.flag()) liar.seen = of.window();
    const Shape in = of.flag() ? of.shape() : Shape{2, 3, 4};
    const auto alone = try_summarize(liar, in);
    const auto among = try_summarize(Sequential{ReLU{}, liar, BatchNorm2d{}}, in);
    const auto again = try_summarize(repeat<3>(Sequential{liar, ReLU{}}), in);
    const auto joined = try_summarize(Concat{liar, skip, liar}, in);
    if (detail::window_misfit(liar.seen)) {
        REQUIRE((alone.error && among.error && again.error && joined.error));
        REQUIRE((alone.size() == 0 && again.size() == 0 && joined.size() == 0));
        REQUIRE(among.size() < 2);
    }
    for (int kind = 0; kind <= static_cast<int>(Op::distance); ++kind) {
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
        check_on(Flatten{of.number(), of.number()}, shape, in);
        check_on(Linear{inferred, 3}, shape, in);
        check_on(LayerNorm{of.misshapen()}, shape, in);
        check_on(Softmax{of.number()}, shape, in);
        check_on(GroupNorm{of.number()}, shape, in);
        check_on(BatchNorm1d{}, shape, in);
        check_on(ReLU{}, shape, in);
        const Liar<true> liar{.output = shape};
        check(liar, in);
        check(Add{skip, liar}, in);
        check(Concat{skip, liar}, in);
        check(Multiply{skip, liar}, in);
        REQUIRE(fmt::format("{}", shape).size() < 100);
        Error error{.misfit = {Problem::branches, Field::none, Axis::none, 0, 1},
                    .op = Op::concat,
                    .input = shape,
                    .other = of.misshapen()};
        for (int problem = 0; problem <= static_cast<int>(Problem::too_large); ++problem) {
            error.misfit.problem = static_cast<Problem>(problem);
            REQUIRE(sentence(error).size < 400);
        }
        for (const Op op : {Op::add, Op::concat, Op::multiply, Op::matmul, Op::custom}) {
            error.misfit.problem = Problem::branches;
            error.op = op;
            error.advice.dim = of.number();
            REQUIRE(sentence(error).size < 400);
        }
        const auto wrong = try_summarize(Sequential{ReLU{}}, shape);
        if (round % 20 == 0) print_all(wrong);
    }
}

TEST_CASE("tensors of no walk, and merges of no branches") {
    for (const Shape& in : {Shape{2, 3, 4}, Shape{7}, Shape{}}) {
        refused(Replacer{}, in);
        refused(Sequential{Replacer{}, ReLU{}}, in);
        refused(Feeder<Flatten>{{}, {}}, in);
        refused(Feeder<Linear>{{}, {inferred, 3}}, in);
        refused(Feeder<Liar<false>>{{}, {.output = {3}}}, in);
        refused(Joiner<AddMerge>{}, in);
        refused(Joiner<ConcatMerge>{}, in);
        refused(Joiner<MultiplyMerge>{}, in);
        refused(Joiner<MatMulMerge>{}, in);
        refused(Joiner<AddMerge>{{}, 0}, in);
        refused(Joiner<ConcatMerge>{{}, -1}, in);
        refused(Joiner<MultiplyMerge>{{}, INT_MIN}, in);
    }
}

TEST_CASE("tensors of another walk") {
    const Tensor late = stolen(Sequential{ReLU{}, ReLU{}, ReLU{}}, {2, 3, 4});
    REQUIRE(late.shape() == Shape{2, 3, 4});
    // A summary sees them all; sums see what a composite layer passes on.
    const auto refused_with_records = [](const auto& net, const Shape& in) {
        REQUIRE(try_summarize(net, in).error);
        ask([&] {
            const Count counted = flops(net, in, conventions::arithmetic);
            REQUIRE(is_count(counted));
        });
        ask([&] {
            const Count counted = totals(net, in).params;
            REQUIRE(is_count(counted));
        });
    };
    for (const Shape& in : {Shape{2, 3, 4}, Shape{7}}) {
        refused(Replacer{late}, in);
        refused(Sequential{ReLU{}, Replacer{late}, ReLU{}}, in);
        refused_with_records(Feeder<Flatten>{late, {}}, in);
        refused_with_records(Feeder<Linear>{late, {inferred, 3}}, in);
        refused_with_records(Joiner<AddMerge>{late}, in);
        refused_with_records(Joiner<ConcatMerge>{late}, in);
    }
    // What stands at a place that this walk has too is not seen to be of another one; nothing
    // undefined comes of it.
    for (const Tensor& early : {stolen(skip, {2, 3, 4}), stolen(ReLU{}, {7, 5, 6})}) {
        for (const Shape& in : {Shape{2, 3, 4}, Shape{7}, Shape{1, 1, 1}}) {
            const auto summary = try_summarize(Sequential{ReLU{}, Replacer{early}, Residual{ReLU{}},
                                                          Flatten{}, Linear{inferred, 2}},
                                               in);
            ask_all(summary);
            print_all(summary);
            ask_all(try_summarize(Sequential{ReLU{}, Joiner<ConcatMerge>{early}}, in));
            ask_all(try_summarize(Sequential{ReLU{}, Joiner<MultiplyMerge>{early}}, in));
        }
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
        REQUIRE(receptive_field(grown, Shape{1, 1, 1}).is_known()); // no row reads what it gives
        REQUIRE_THROWS_AS(receptive_field(Sequential{grown, ReLU{}}, Shape{1, 1, 1}), shape_error);
        ask_all(called(try_summarize(grown, Shape{1, 1, 1}), Op::upsample));
        print_all(try_summarize(grown, Shape{1, 1, 1}));
    }
}

TEST_CASE("a transposed convolution of a user's with a window that is none") {
    const auto convolution = [](Count before) {
        return Liar<true>{.output = {4, 8, 8},
                          .given = {.weights = 4 * 4 * 9, .biases = 4},
                          .seen = {{3, 2, 1, before, before}, {3, 2, 1, before, before}}};
    };
    for (const Count before : {INT64_MAX, INT64_MIN, Count{1} << 62}) {
        const auto refused = try_summarize(convolution(before), Shape{4, 4, 4});
        REQUIRE(refused.error.misfit.field == Field::padding);
        REQUIRE(refused.size() == 0);
        for (const Convention& convention : conventions::all) {
            REQUIRE_THROWS_AS(flops(convolution(before), Shape{4, 4, 4}, convention), shape_error);
        }
        ask_all(refused);
        print_all(refused);
    }
    for (const Count before : {max_size, -max_size, Count{0}}) {
        const auto largest =
            called(summarize(convolution(before), Shape{4, 4, 4}), Op::conv_transpose);
        ask_all(largest);
        print_all(largest);
    }
}

TEST_CASE("options of reports that are any number") {
    const auto summary = summarize(
        Sequential{Conv2d{1, 2, 3}, Add{skip, ReLU{}}, repeat<3>(ReLU{}), Flatten{}}, {1, 6, 6});
    for (const int number : {INT_MIN, -1, 0, 1, INT_MAX}) {
        format::Options options;
        options.depth = number;
        options.picture_width = number;
        for (const format::Format format : format::all_formats) {
            REQUIRE(format::render(summary, format, options).size() > 10);
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

namespace {

TEST_CASE("nasty numbers, in one and three dimensions") {
    Nasty of;
    for (int round = 0; round < 1'000; ++round) {
        check(Conv1d{of.number(), of.number(), of.number(), of.number(), of.padding(), of.number(),
                     of.number(), of.flag(), PaddingMode::reflect},
              of.shape());
        check(Conv3d{of.number(), of.number(), of.extent3d(), of.extent3d(), of.padding(),
                     of.extent3d(), of.number(), of.flag(), PaddingMode::circular},
              of.shape());
        check(ConvTranspose1d{of.number(), of.number(), of.number(), of.number(), of.number(),
                              of.number(), of.number(), of.flag(), of.number()},
              of.shape());
        check(ConvTranspose3d{of.number(), of.number(), of.extent3d(), of.extent3d(), of.extent3d(),
                              of.extent3d(), of.number(), of.flag(), of.extent3d()},
              of.shape());
        check(MaxPool1d{of.number(), of.number(), of.number(), of.number(), false, of.flag()},
              of.shape());
        check(
            MaxPool3d{of.extent3d(), of.extent3d(), of.extent3d(), of.extent3d(), false, of.flag()},
            of.shape());
        check(AvgPool3d{of.extent3d(), of.extent3d(), of.extent3d(), of.flag()}, of.shape());
        check(LPPool2d{of.real(), of.extent(), of.extent(), of.flag()}, of.shape());
        check(AdaptiveAvgPool1d{of.number()}, of.shape());
        check(AdaptiveMaxPool3d{of.extent3d()}, of.shape());
        check(FractionalMaxPool2d{of.extent(), of.extent(), {}}, of.shape());
        check(FractionalMaxPool3d{of.extent3d(), inferred, of.real()}, of.shape());
        check(MaxUnpool2d{of.extent(), of.extent(), of.extent(), of.extent()}, of.shape());
        check(MaxUnpool3d{of.extent3d(), of.extent3d(), of.extent3d(), of.extent3d()}, of.shape());
        check(Unfold{of.extent(), of.extent(), of.extent(), of.extent()}, of.shape());
        check(Fold{of.extent(), of.extent(), of.extent(), of.extent(), of.extent()}, of.shape());
        check(Upsample{of.number(), of.real(), InterpolationMode::area}, of.shape());
        check(Upsample{of.number(), of.real(), InterpolationMode::trilinear, of.flag()},
              of.shape());
        check(ReflectionPad1d{{of.number(), of.number()}}, of.shape());
        check(CircularPad3d{{of.number(), of.number(), of.number(), of.number(), of.number(),
                             of.number()}},
              of.shape());
    }
}

TEST_CASE("nasty numbers of what else torch.nn has") {
    Nasty of;
    for (int round = 0; round < 1'000; ++round) {
        check(BatchNorm3d{of.number()}, of.shape());
        check(InstanceNorm2d{of.number(), of.real(), of.real(), of.flag(), of.flag()}, of.shape());
        check(RMSNorm{{of.number(), of.number()}}, of.shape());
        check(FrozenBatchNorm2d{of.number()}, of.shape());
        check(GLU{of.number()}, of.shape());
        check(LogSoftmax{of.number()}, of.shape());
        check(Softmin{of.number()}, of.shape());
        check(Hardtanh{of.real(), of.real()}, of.shape());
        check(CELU{of.real()}, of.shape());
        check(Roll{{of.number(), of.number()}, {of.number(), of.number()}}, of.shape());
        check(Embedding{of.number(), of.number(), of.number()}, of.shape());
        check(EmbeddingBag{of.number(), of.number(), BagMode::max, inferred, of.number()},
              of.shape());
        check(RNN{.input_size = of.number(),
                  .hidden_size = of.number(),
                  .num_layers = of.number(),
                  .bidirectional = of.flag()},
              of.shape());
        check(LSTM{of.number(), of.number(), of.number(), of.flag(), false, of.real(), of.flag(),
                   of.number()},
              of.shape());
        check(GRUCell{of.number(), of.number(), of.flag()}, of.shape());
        check(
            AdaptiveLogSoftmaxWithLoss{
                of.number(), of.number(), {of.number(), of.number()}, of.real(), of.flag()},
            of.shape());
        check(Branches{Bilinear{of.number(), of.number(), of.number()}, skip, skip}, of.shape());
        check(Branches{CosineSimilarity{of.number()}, skip, skip}, of.shape());
        check(MultiheadAttention{.embed_dim = of.number(),
                                 .num_heads = of.number(),
                                 .add_bias_kv = of.flag(),
                                 .kdim = of.number()},
              of.shape());
        check(TransformerEncoderLayer{of.number(), of.number(), of.number()}, of.shape());
    }
}

} // namespace
