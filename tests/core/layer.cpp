#include <ctnn/core/layer.hpp>

#include <ctnn/ctnn.hpp>

#include <string>

#include "../support/refusal.hpp"
#include "../support/twice.hpp"

using namespace ctnn;

// Users' layers live in users' namespaces.
namespace user {

/// Just what the concept asks for. Its parameters need no input.
struct Scale {
    static constexpr const char* name = "Scale";

    constexpr Shape output_shape(const Shape& in) const { return in; }
    constexpr Params params() const { return {.weights = 1}; }
    constexpr Work work(const Shape& in, const Shape&) const {
        return {.multiplications = in.elements()};
    }
};

/// Everything that there is to say: a gate per channel, fused multiply-accumulates, own checks.
struct ChannelGate {
    static constexpr const char* name = "ChannelGate";
    static constexpr Op op = Op::custom;

    Count channels = inferred;

    constexpr Misfit check() const {
        return expect::positive_or_inferred(Field::channels, channels);
    }
    constexpr Misfit check(const Shape& in) const {
        return expect::channels(Field::channels, channels, in);
    }
    constexpr Field inferred_field() const {
        return channels == inferred ? Field::channels : Field::none;
    }
    constexpr Shape output_shape(const Shape& in) const { return in; }
    constexpr Params params(const Shape& in) const {
        const Count given = channels == inferred ? in.channels() : channels;
        return {.weights = given, .biases = given};
    }
    constexpr Work work(const Shape& in, const Shape&) const { return {.macs = in.elements()}; }
};

/// Parameters that follow from the input, without saying which field: they need an input.
struct Positions {
    static constexpr const char* name = "Positions";

    constexpr Shape output_shape(const Shape& in) const { return in; }
    constexpr Params params(const Shape& in) const { return {.weights = in.elements()}; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }
};

/// Wrong answers, which must not come out.
struct Wrong {
    static constexpr const char* name = "Wrong";

    Count size = 1;
    Count weights = 0;
    Count macs = 0;

    constexpr Shape output_shape(const Shape&) const { return {size}; }
    constexpr Params params() const { return {.weights = weights}; }
    constexpr Work work(const Shape&, const Shape&) const { return {.macs = macs}; }
};

/// Layers with a slip: what must be refused as no layer, rather than passed by.
struct CountsAsParams : Scale {
    constexpr Count params() const { return 1; }
};
struct CheckThatReturnsBool : Scale {
    constexpr bool check(const Shape&) const { return true; }
};
struct CheckThatIsNotConst : Scale {
    constexpr Misfit check(const Shape&) { return {}; }
};
struct WindowAsExtent : Scale {
    constexpr Extent window(const Shape&) const { return 3; }
};
struct WindowWithoutInput : Scale {
    constexpr Window window() const { return {}; }
};
struct AxesWithoutInput : Scale {
    constexpr Axes axes() const { return {0, 2, 1}; }
};
struct FieldOfAnInput : Scale {
    constexpr Field inferred_field(const Shape&) const { return Field::channels; }
};
struct IsSizedNotConst : Scale {
    constexpr bool takes_output_size() { return true; }
};
struct OpAsNumber : Scale {
    static constexpr int op = 3;
};
struct OpAsFunction : Scale {
    constexpr Op op() const { return Op::relu; }
};
struct StaticWindow : Scale {
    static constexpr Extent window(const Shape&) { return 3; }
};
struct CheckOfANumber : Scale {
    constexpr Misfit check(int) const { return {}; }
};
struct ChecksThatReturnBool : Scale {
    constexpr bool check() const { return true; }
    constexpr bool check(const Shape&) const { return true; }
};
struct TemplateOfACheck : Scale {
    constexpr bool check(const auto&) const { return true; }
};
struct FieldNotConst : Scale {
    constexpr Field inferred_field() { return Field::none; }
};
struct NoexceptWindow : Scale {
    constexpr Extent window(const Shape&) const noexcept { return 3; }
};

/// Data that have the names of what a layer may say are a user's own affair.
struct Data : Scale {
    Count window = 7;
    Count axes = 3;
    bool check = true;
    int op = 3;
    const char* takes_output_size = "";
    Extent inferred_field = 2;
    int size = 4;
    bool is_named = true;
    int advice = 6;
    int walk = 8;
};
struct StaticData : Scale {
    static constexpr Count window = 7;
    static constexpr bool check = true;
    static constexpr bool takes_output_size = true;
    static constexpr double inferred_field[] = {1, 2};
};
struct Types : Scale {
    enum class op { a };
    struct window {};
    using check = int;
};
struct OtherAdvice : Scale {
    constexpr const char* advice() const { return ""; }
    constexpr Misfit check() const { return expect::positive(Field::dim, 0); }
};
struct PrivateData : Scale {
    constexpr bool used() const { return check && window > 0; }

  private:
    bool check = true;
    Count window = 1;
};
struct NameThatIsNotStatic {
    const char* name = "NameThatIsNotStatic";
    constexpr Shape output_shape(const Shape& in) const { return in; }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }
};
struct NotCopyable : Scale {
    constexpr NotCopyable() = default;
    NotCopyable(const NotCopyable&) = delete;
};

struct NoName {
    constexpr Shape output_shape(const Shape& in) const { return in; }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }
};

} // namespace user
static_assert(!Layer<user::WindowWithoutInput> && !Layer<user::FieldOfAnInput>);
static_assert(!Layer<user::AxesWithoutInput>);
namespace {

static_assert(Leaf<user::Scale> && Leaf<user::ChannelGate> && Leaf<user::Positions>);
static_assert(!Layer<user::NoName> && !Layer<int>);
static_assert(!Layer<user::CountsAsParams> && !Layer<user::CheckThatReturnsBool>);
static_assert(!Layer<user::CheckThatIsNotConst> && !Layer<user::WindowAsExtent>);
static_assert(!Layer<user::WindowWithoutInput> && !Layer<user::FieldOfAnInput>);
static_assert(!Layer<user::IsSizedNotConst>);
static_assert(!Layer<user::OpAsNumber> && !Layer<user::NotCopyable>);
static_assert(!Layer<user::NameThatIsNotStatic>);
static_assert(!Layer<user::OpAsFunction> && !Layer<user::StaticWindow>);
static_assert(!Layer<user::CheckOfANumber> && !Layer<user::ChecksThatReturnBool>);
static_assert(!Layer<user::TemplateOfACheck> && !Layer<user::FieldNotConst>);
static_assert(!Layer<user::NoexceptWindow>);
static_assert(Leaf<user::Data> && !Composite<user::Data> && Leaf<user::StaticData>);
static_assert(Leaf<user::Types> && Leaf<user::PrivateData> && Leaf<user::OtherAdvice>);
static_assert(Leaf<Conv2d> && !Composite<Conv2d> && Composite<Sequential<Conv2d>>);

constexpr int a_users_layer_works_everywhere() {
    const Sequential net{user::Scale{}, repeat<2>(Sequential{user::ChannelGate{}, ReLU{}}),
                         user::ChannelGate{.channels = hide(3)}};
    const Shape in{3, hide(4), 5};
    EXPECT(output_shape(net, in) == in);
    EXPECT(params(net, in) == 1 + 3 * 6);
    EXPECT(macs(net, in) == 3 * 60 && flops(net, in) == 6 * 60);
    const auto summary = summarize(net, in);
    EXPECT(summary.size() == 6 && summary.path(3) == "1.1.0" && summary[3].op == Op::custom);
    EXPECT(params(user::Scale{}) == 1);
    EXPECT(params(user::ChannelGate{.channels = hide(3)}) == 6);
    return 0;
}
PROVE_TWICE(a_users_layer_works_everywhere)

constexpr int data_members_named_like_options_are_ignored() {
    const Sequential net{user::Data{}, repeat<2>(user::Data{}), user::StaticData{}, user::Types{},
                         user::PrivateData{}};
    const auto summary = summarize(net, {hide(4)});
    EXPECT(summary.size() == 6 && params(net) == 6);
    for (const Record& row : summary) EXPECT(row.op == Op::custom && row.window == StoredWindow{});
    EXPECT(summary.path(1) == "1.0" && summary.path(2) == "1.1");
    EXPECT(!summary[0].takes_output_size && !summary[3].takes_output_size);
    EXPECT(try_summarize(user::OtherAdvice{}, {hide(4)}).error.misfit.field == Field::dim);
    return 0;
}
PROVE_TWICE(data_members_named_like_options_are_ignored)

/// Says that it gives one operation, and gives three.
struct Understated {
    static constexpr Size size = {.operations = 1, .edges = 1};

    constexpr void walk(Walk& walk, Tensor& tensor) const {
        for (int i = 0; i < 3; ++i) walk.into(i, ReLU{}, tensor);
    }
};

TEST_CASE("a composite that gives more operations than it declares is refused") {
    const auto told = "is not what its composite layer declares; count it in the "
                      "composite's size, and pass on the walk's own tensors";
    CHECK(refusal([] { return summarize(Understated{}, Shape{4}); }) ==
          std::string("layer 1 (ReLU, at 1): ") + told);
    CHECK(refusal([] { return summarize(repeat<2>(Understated{}), Shape{4}); }) ==
          std::string("layer 2 (ReLU, at 0.2): ") + told);
    CHECK(output_shape(Understated{}, Shape{4}) == Shape{4}); // nothing is kept
}

/// Steps into three composite layers and says that they are one.
struct UnderstatedParts {
    static constexpr Size size = {.operations = 3, .edges = 3, .parts = 1};

    constexpr void walk(Walk& walk, Tensor& tensor) const {
        walk.into("one", Sequential{ReLU{}, Sequential{ReLU{}}}, tensor);
        walk.into("more", Sequential{ReLU{}}, tensor);
    }
};

TEST_CASE("a composite that steps into more composites than it declares is refused") {
    const auto told = [](const auto& net) {
        const Error error = try_summarize(net, Shape{4}).error;
        CHECK(refusal([&] { return summarize(net, Shape{4}); }) == sentence(error).c_str());
        return std::string(sentence(error).c_str());
    };
    const std::string is_not = "is not what its composite layer declares; count it in "
                               "the composite's size, and pass on the walk's own tensors";
    CHECK(told(UnderstatedParts{}) == "layer 1 (Sequential, at one.1): " + is_not);
    CHECK(told(Sequential{UnderstatedParts{}, Sequential{ReLU{}}}) ==
          "layer 2 (Sequential, at 0.more): " + is_not);
    CHECK(told(repeat<3>(UnderstatedParts{})) == "layer 4 (Sequential, at 1.one.1): " + is_not);
    CHECK(output_shape(UnderstatedParts{}, Shape{4}) == Shape{4}); // nothing is kept
}

/// Takes back the part that every composite layer is.
struct NegativeParts {
    static constexpr const char* name = "Negative";
    static constexpr Size size = {.operations = 1, .edges = 1, .parts = -1};

    constexpr void walk(Walk& walk, Tensor& tensor) const { walk.into(0, ReLU{}, tensor); }
};

TEST_CASE("a composite of less than one part is refused") {
    const auto summary = try_summarize(NegativeParts{}, Shape{4});
    CHECK(summary.error.misfit.problem == Problem::unannounced);
    CHECK((summary.size() == 0 && summary.part_count == 0 && summary.output_row == -1));
    CHECK(std::string(summary.error.layer) == "Negative");
    CHECK(output_shape(NegativeParts{}, Shape{4}) == Shape{4}); // nothing is kept
}

// More than an int counts: refused where the copies reach it, in a question that keeps no rows too.
TEST_CASE("copies of an understated composite end at 2^31 operations") {
    const Sequential net{repeat<1'000'000'000>(Understated{}), Linear{4, 3}};
    const auto told = [](const Error& error) {
        return error.misfit.problem == Problem::unannounced && error.index == INT32_MAX &&
               error.path == "0.715827882.1" && std::string(error.layer) == "ReLU";
    };
    for (const auto ask : {Walk::Ask::shape, Walk::Ask::macs, Walk::Ask::flops}) {
        Walk walk{ask};
        walk.run(net, {3});
        CHECK(told(walk.error()));
    }
}

/// A name of 49 letters.
struct LongName : user::Scale {
    static constexpr const char* name = "ALayerWhoseNameIsSoLongThatItWouldFillTheSentence";

    constexpr Misfit check(const Shape& in) const {
        return expect::channels(Field::channels, 3, in);
    }
};

/// Copies the tensor that it gets, and the one that it gives.
struct Keeper {
    static constexpr Size size = {.operations = 1, .edges = 1};

    Tensor* before;
    Tensor* after;

    constexpr void walk(Walk& walk, Tensor& tensor) const {
        *before = tensor;
        walk.into(0, ReLU{}, tensor);
        *after = tensor;
    }
};

struct Kept {
    Tensor before = {};
    Tensor after = {};
};

/// The input and the output of another walk's operation of that number.
template <int Operation>
Kept tensors_of_another_walk() {
    Kept kept;
    Walk walk{Walk::Ask::shape};
    walk.run(Sequential{repeat<Operation>(ReLU{}), Keeper{&kept.before, &kept.after}}, {4});
    return kept;
}

/// Passes on what is no tensor of the walk's.
struct Forger {
    static constexpr Size size = {.operations = 1, .edges = 1};

    Tensor given = {};
    Tensor result = {};

    constexpr void walk(Walk& walk, Tensor& tensor) const {
        Tensor part = given;
        walk.into(0, ReLU{}, part);
        tensor = result;
    }
};

TEST_CASE("a composite that passes on an empty tensor, or one of another walk, is refused") {
    const auto asked = [](const Tensor& given, const Tensor& result) {
        return refusal([&] {
            return summarize(Sequential{Forger{given, result}, skip}, Shape{4});
        });
    };
    const Kept first = tensors_of_another_walk<0>();
    const Kept second = tensors_of_another_walk<1>();
    const Kept late = tensors_of_another_walk<1'000'000>();
    CHECK(asked(first.before, first.after) == "no error");
    CHECK(asked(late.after, first.after) != "no error");
    CHECK(asked(second.before, first.after) != "no error"); // reads its own output
    CHECK(asked(first.before, second.after) != "no error");
    CHECK(
        asked(first.before, Tensor{}) ==
        "layer 1 (composite layer, at 0): gives an output shape with a size of 0; sizes must be at "
        "least 1");
    CHECK(
        asked(Tensor{}, first.after) ==
        "layer 0 (composite layer, at 0.0): gives an output shape with a size of 0; sizes must be "
        "at least 1");
    // The part that holds the error is the composite layer itself.
    const auto summary =
        try_summarize(Sequential{ReLU{}, Forger{first.before, Tensor{}}}, Shape{4});
    const Error& error = summary.error;
    CHECK((error.path == "1" && error.part == 1 && error.step.is_silent()));
    CHECK(detail::path_of(detail::PartClimb{summary.parts, error.part, error.step}) == "1");
}

/// A check that returns a number which is no Problem.
struct UnknownProblem : user::Scale {
    constexpr Misfit check() const { return {static_cast<Problem>(200)}; }
};

TEST_CASE("an unknown Problem from a user's check is refused") {
    CHECK(refusal([] { return params(Sequential{UnknownProblem{}}, Shape{4}); }) != "no error");
}

/// A head beside the main path, which goes on unchanged.
struct Head {
    static constexpr Size size = {.operations = 1, .edges = 1};

    constexpr void walk(Walk& walk, Tensor& tensor) const {
        Tensor beside = tensor;
        walk.into("head", GlobalAvgPool{}, beside);
    }
};

constexpr int repeated_heads_read_the_main_path() {
    const auto repeated = summarize(Sequential{Conv2d{1, 8, 3}, repeat<3>(Head{}), Conv2d{8, 8, 3}},
                                    {1, hide(16), 16});
    EXPECT(repeated.operand(1) == 0 && repeated.operand(2) == 0 && repeated.operand(3) == 0);
    EXPECT(repeated.operand(4) == 0);
    return 0;
}
PROVE_TWICE(repeated_heads_read_the_main_path)

/// A layer with a window of one's own.
struct Windowed : user::Scale {
    static constexpr const char* name = "Windowed";

    WindowAxis height = {};
    WindowAxis width = {};

    constexpr Window window(const Shape&) const { return {height, width}; }
};

TEST_CASE("an invalid window is refused by the questions that ask for it") {
    const Shape in{3, 8, 8};
    const auto told = [&](const WindowAxis& height, const WindowAxis& width) {
        const Windowed layer{{}, height, width};
        const std::string of_summary = refusal([&] { return summarize(layer, in); });
        CHECK(of_summary == refusal([&] { return flops(layer, in, conventions::lecture); }));
        CHECK(params(layer, in) == 1); // not asked for
        return of_summary;
    };
    const std::string at = "layer 0 (Windowed): ";
    CHECK(told({3, 2, 2, 1, -1}, {max_size, max_size, max_size, max_size, -max_size}) ==
          "no error");
    CHECK(told({.kernel = 0}, {}) ==
          at + "kernel_size.height must be at least 1, is 0 or was left out");
    CHECK(told({}, {.kernel = -3}) == at + "kernel_size.width must be at least 1, is -3");
    CHECK(told({}, {.stride = 0}) == at + "stride.width must be at least 1, is 0 or was left out");
    CHECK(told({.dilation = max_size + 1}, {}) ==
          at + "dilation.height must be at most 2147483647, is 2147483648");
    CHECK(told({.before = -max_size - 1}, {}) ==
          at + "padding.height must be at least -2147483647, is -2147483648");
    CHECK(told({}, {.after = INT64_MAX}) ==
          at + "padding.width must be at most 2147483647, is 9223372036854775807");
}

TEST_CASE("a long name does not push the cause out of the sentence") {
    CHECK(refusal([] { return output_shape(LongName{}, Shape{4}); }) ==
          "layer 0 (ALayerWhoseNameIsSoLongThatItWouldFillTh...): expects 3 features, gets 4 (4); "
          "set channels = 4");
}

TEST_CASE("a user's layer is checked like any other") {
    const Shape in{4};
    CHECK(refusal([&] { return params(user::ChannelGate{.channels = 3}, in); }) ==
          "layer 0 (ChannelGate): expects 3 features, gets 4 (4); set channels = 4");
    CHECK(refusal([&] { return output_shape(user::Wrong{.size = 0}, in); }) ==
          "layer 0 (Wrong): gives an output shape with a size of 0; sizes must be at least 1");
    CHECK(refusal([&] { return output_shape(user::Wrong{.size = -7}, in); }) ==
          "layer 0 (Wrong): gives an output shape with a size of -7; sizes must be at least 1");
    CHECK(refusal([&] { return params(user::Wrong{.weights = -7}, in); }) ==
          "layer 0 (Wrong): a size or a count does not fit in 63 bits or is negative (input 4)");
    CHECK(refusal([&] { return macs(user::Wrong{.macs = overflow}, in); }) ==
          "layer 0 (Wrong): a size or a count does not fit in 63 bits or is negative (input 4)");
    CHECK(refusal([&] { return flops(user::Wrong{.macs = -2}, in); }) ==
          "layer 0 (Wrong): a size or a count does not fit in 63 bits or is negative (input 4)");
    CHECK(refusal([] { return params(user::Positions{}); }) ==
          "layer 0 (Positions): has parameters that depend on its input, and there is none; "
          "ask params(net, input)");
}

} // namespace
