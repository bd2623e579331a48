// Receptive fields through layers that move data: by hand, and random networks against the actual
// dependencies of each element.
#include <ctnn/analysis/receptive_field.hpp>

#include <ctnn/graph.hpp>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include "../support/refusal.hpp"
#include "../support/twice.hpp"

using namespace ctnn;

namespace {

constexpr Conv2d conv3{.out_channels = 8, .kernel_size = 3, .padding = 1};
constexpr Permute channels_last{{0, 2, 3, 1}};
constexpr Permute channels_first{{0, 3, 1, 2}};

/// A user's permutation, CxHxW to HxWxC.
struct ToChannelsLast {
    static constexpr const char* name = "ToChannelsLast";
    constexpr Shape output_shape(const Shape& in) const {
        return {in.height(), in.width(), in.channels()};
    }
    constexpr Axes axes(const Shape&) const { return {2, 0, 1}; }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }
};

/// A user's crop of the first row, and a user's PixelShuffle of 2.
struct Crop {
    static constexpr const char* name = "Crop";
    constexpr Shape output_shape(const Shape& in) const {
        return {in.channels(), in.height() - 1, in.width()};
    }
    constexpr Window window(const Shape&) const { return {{.before = -1}, {}}; }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }
};
struct Enlarge {
    static constexpr const char* name = "Enlarge";
    constexpr Shape output_shape(const Shape& in) const {
        return {in.channels() / 4, 2 * in.height(), 2 * in.width()};
    }
    constexpr Window window(const Shape&) const { return {}; }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }
};

template <Layer L>
constexpr ReceptiveField last_of(const L& net, const Shape& in) {
    const auto fields = receptive_fields(net, in);
    return fields[fields.size() - 1];
}

constexpr bool is_of_size(const ReceptiveField& field, Count height, Count width) {
    return field.is_known() && field.height.size == height && field.width.size == width;
}

constexpr int axes_are_followed() {
    const Shape in{3, hide(32), 32};
    const Sequential block{channels_last, LayerNorm{8},  Linear{8, 32},
                           GELU{},        Linear{32, 8}, channels_first};
    EXPECT(is_of_size(last_of(Sequential{conv3, block, conv3}, in), 5, 5));
    EXPECT(is_of_size(last_of(Sequential{conv3, Residual{block}, conv3}, in), 5, 5));
    EXPECT(is_of_size(last_of(Sequential{conv3, ToChannelsLast{}, Linear{8, 4}}, in), 3, 3));
    // Without a way back, the width stands where Linear works, and the height among the channels.
    EXPECT(is_of_size(last_of(Sequential{conv3, channels_last, channels_first, Linear{32, 4}}, in),
                      3, 34));
    EXPECT(is_of_size(last_of(Sequential{channels_last, PointwiseConv{32, 4}}, in), 32, 1));
    // What 2x2 positions were one sees a 3x3 window of the input through 2x2 of them.
    EXPECT(is_of_size(last_of(Sequential{conv3, PixelShuffle{2}, conv3}, in), 4, 4));
    EXPECT(is_of_size(last_of(Sequential{conv3, Enlarge{}, conv3}, in), 4, 4));
    EXPECT(is_of_size(last_of(Sequential{conv3, PixelUnshuffle{2}, conv3}, in), 8, 8));
    EXPECT(is_of_size(last_of(Sequential{conv3, ChannelShuffle{2}, conv3}, in), 5, 5));
    EXPECT(is_of_size(last_of(Sequential{conv3, Crop{}, conv3}, in), 5, 5));
    EXPECT(is_of_size(last_of(Sequential{conv3, Mean{{3}, true}, conv3}, in), 5, 34));
    EXPECT(is_of_size(last_of(Sequential{conv3, Mean{{2, 3}}}, in), 34, 34));
    return 0;
}
PROVE_TWICE(axes_are_followed)

constexpr int slices_move_the_window() {
    const Shape in{3, hide(32), 32};
    const auto rows = last_of(Slice{.dim = 2, .start = 4, .step = 2}, in).height;
    EXPECT(rows.size == 1 && rows.stride == 2 && rows.first_centre == 4);
    EXPECT(last_of(Slice{.dim = 1, .start = 1}, in).height == last_of(ReLU{}, in).height);
    EXPECT(last_of(Chunk{.chunks = 2, .index = 1, .dim = 3}, in).width.first_centre == 16);
    return 0;
}
PROVE_TWICE(slices_move_the_window)

constexpr int what_is_spread_is_unknown() {
    const Shape in{4, hide(8), 8};
    const Sequential tokens{conv3, Flatten{2}, Transpose{1, 2}};
    EXPECT(!last_of(tokens, in).is_known() && !last_of(Sequential{tokens, ReLU{}}, in).is_known());
    EXPECT(!last_of(Sequential{tokens, LayerNorm{8}, Linear{8, 4}}, in).is_known());
    EXPECT(!last_of(Sequential{tokens, Slice{.stop = 1}}, in).is_known());
    EXPECT(!last_of(Sequential{conv3, Flatten{}, Slice{.stop = 1}}, in).is_known());
    // All tokens together see all.
    const auto whole = last_of(Sequential{tokens, Mean{{1}}, Linear{8, 4}}, in);
    EXPECT(whole.is_known() && whole.height.is_whole && whole.width.is_whole);
    const auto dense = last_of(Sequential{tokens, Flatten{}, Linear{512, 4}}, in);
    EXPECT(dense.is_known() && dense.height.is_whole);
    return 0;
}
PROVE_TWICE(what_is_spread_is_unknown)

// ConvNeXt (arXiv:2201.03545): 4x4 patches, downsampling by 2x2, blocks of a 7x7 depthwise
// convolution and layers on channels last; by the recurrence of Araujo, Norris, Sim (2019).
template <int Depth>
constexpr auto convnext_stage(Count channels) {
    return repeat<Depth>(
        Residual{Sequential{DepthwiseConv{.channels = channels, .kernel_size = 7, .padding = 3},
                            channels_last, LayerNorm{channels}, Linear{channels, 4 * channels},
                            GELU{}, Linear{4 * channels, channels}, channels_first}});
}
constexpr auto norm_first(Count channels) {
    return Sequential{channels_last, LayerNorm{channels}, channels_first};
}
constexpr Conv2d halve(Count channels) {
    return {.out_channels = channels, .kernel_size = 2, .stride = 2};
}
constexpr Sequential convnext_tiny{Conv2d{.out_channels = 96, .kernel_size = 4, .stride = 4},
                                   norm_first(96),
                                   convnext_stage<3>(96),
                                   norm_first(96),
                                   halve(192),
                                   convnext_stage<3>(192),
                                   norm_first(192),
                                   halve(384),
                                   convnext_stage<9>(384),
                                   norm_first(384),
                                   halve(768),
                                   convnext_stage<3>(768)};

constexpr int convnext_sees_1688_by_1688() {
    Count size = 4;
    Count stride = 4;
    const int depths[] = {3, 3, 9, 3};
    for (int stage = 0; stage < 4; ++stage) {
        if (stage > 0) {
            size += stride;
            stride *= 2;
        }
        size += depths[stage] * 6 * stride;
    }
    EXPECT(size == 1688);
    EXPECT(is_of_size(last_of(convnext_tiny, {3, hide(224), 224}), 1688, 1688));
    return 0;
}
PROVE_TWICE(convnext_sees_1688_by_1688)

/// A set of positions along one axis of the network's input.
using Positions = std::uint64_t;

struct Element {
    Positions rows = 0;
    Positions columns = 0;

    void operator|=(const Element& other) {
        rows |= other.rows;
        columns |= other.columns;
    }
};

using Index = std::vector<Count>;

/// What each element of a tensor depends on.
struct Tensor4 {
    Shape shape;
    std::vector<Element> elements =
        std::vector<Element>(static_cast<std::size_t>(shape.elements()));

    std::size_t offset(const Index& index) const {
        Count offset = 0;
        for (int axis = 0; axis < shape.rank; ++axis) {
            offset = offset * shape[axis] + index[static_cast<std::size_t>(axis)];
        }
        return static_cast<std::size_t>(offset);
    }
    const Element& at(const Index& index) const { return elements[offset(index)]; }

    void for_each(const std::function<void(const Index&, Element&)>& visit) {
        Index index(static_cast<std::size_t>(shape.rank), 0);
        for (Element& element : elements) {
            visit(index, element);
            for (int axis = shape.rank - 1; axis >= 0; --axis) {
                Count& position = index[static_cast<std::size_t>(axis)];
                if (++position < shape[axis]) break;
                position = 0;
            }
        }
    }
};

/// A network that grows by one random operation at a time.
class MovingNetwork {
  public:
    explicit MovingNetwork(std::mt19937& of_) : random_(of_) {
        inputs_.shapes[0] = {4 * number(1, 2), 2 * number(1, 4), 2 * number(1, 4)};
        Tensor4 input{inputs_.shapes[0]};
        input.for_each([](const Index& index, Element& element) {
            element = {Positions{1} << index[1], Positions{1} << index[2]};
        });
        tensors_.push_back(input);
        const auto wanted = static_cast<int>(number(2, 9));
        for (int tries = 0; count() < wanted && tries < 60; ++tries) grow();
    }

    int count() const { return static_cast<int>(records_.size()); }
    Rows rows() const {
        return {records_.data(), count(), edges_.data(), nullptr, 0, &inputs_,
                nullptr,         0,       count() - 1};
    }
    const Tensor4& tensor(int row) const { return tensors_[static_cast<std::size_t>(row + 1)]; }
    const std::string& text() const { return text_; }

  private:
    Count number(Count least, Count most) {
        return least + static_cast<Count>(random_() % static_cast<unsigned>(most - least + 1));
    }
    const Shape& shape() const { return tensors_.back().shape; }

    /// Adds a layer if it fits. `see(out, index, element)` gives what an element of the output
    /// depends on.
    template <Layer L>
    void add(const L& layer, const std::function<void(const Index&, Element&)>& see) {
        const auto summary = try_summarize(layer, shape());
        if (summary.error || summary.totals.output.elements() > 1'500) return;
        Tensor4 out{summary.totals.output};
        out.for_each(see);
        append(summary[0], out, {count() - 1});
    }

    void append(Record record, const Tensor4& out, std::initializer_list<int> operands) {
        record.operands = static_cast<int>(operands.size());
        record.first_edge = static_cast<int>(edges_.size());
        edges_.insert(edges_.end(), operands);
        records_.push_back(record);
        tensors_.push_back(out);
        text_.append(" ").append(record.name);
        for (int axis = 0; axis < out.shape.rank; ++axis) {
            text_.append(axis > 0 ? "x" : ">").append(std::to_string(out.shape[axis]));
        }
        for (const int operand : operands) text_.append(" ").append(std::to_string(operand));
    }

    void grow() {
        switch (number(0, 13)) {
        case 0:
        case 1: return convolve();
        case 2: return permute();
        case 3: return add_linear();
        case 4: return normalize();
        case 5: return reshape();
        case 6: return slice();
        case 7: return shuffle_channels();
        case 8: return shuffle_pixels();
        case 9: return average();
        case 10: return permute();
        case 11: return chunk();
        case 12: return pool();
        default: return sum();
        }
    }

    void convolve() {
        const Tensor4 in = tensors_.back();
        if (in.shape.rank != 3) return;
        const Count kernel = number(1, 3);
        const Count stride = number(1, 2);
        const Count padding = number(0, 1);
        const bool is_dense = number(0, 2) > 0;
        const Count channels = is_dense ? 4 : in.shape.channels();
        const Count groups = is_dense ? 1 : channels;
        add(Conv2d{in.shape.channels(), channels, kernel, stride, padding, 1, groups},
            [&](const Index& at, Element& out) {
                for (Count c = 0; c < in.shape[0]; ++c) {
                    if (!is_dense && c != at[0]) continue;
                    for (Count i = at[1] * stride - padding, k = 0; k < kernel; ++k, ++i) {
                        for (Count j = at[2] * stride - padding, l = 0; l < kernel; ++l, ++j) {
                            if (i < 0 || j < 0 || i >= in.shape[1] || j >= in.shape[2]) continue;
                            out |= in.at({c, i, j});
                        }
                    }
                }
            });
    }

    void pool() {
        const Tensor4 in = tensors_.back();
        if (in.shape.rank != 3) return;
        add(MaxPool2d{2}, [&](const Index& at, Element& out) {
            for (Count i = 0; i < 2; ++i) {
                for (Count j = 0; j < 2; ++j) out |= in.at({at[0], 2 * at[1] + i, 2 * at[2] + j});
            }
        });
    }

    void permute() {
        const Tensor4 in = tensors_.back();
        std::vector<Count> order;
        for (int axis = 0; axis < in.shape.rank; ++axis) order.push_back(axis);
        std::shuffle(order.begin(), order.end(), random_);
        Permute layer;
        layer.dims.count = in.shape.rank + 1;
        for (int axis = 0; axis < in.shape.rank; ++axis) {
            layer.dims.dims[axis + 1] = order[static_cast<std::size_t>(axis)] + 1;
        }
        add(layer, [&](const Index& at, Element& out) {
            Index from(at.size());
            for (std::size_t axis = 0; axis < at.size(); ++axis) {
                from[static_cast<std::size_t>(order[axis])] = at[axis];
            }
            out = in.at(from);
        });
    }

    void add_linear() {
        const Tensor4 in = tensors_.back();
        add(Linear{in.shape.last(), number(1, 6)}, [&](const Index& at, Element& out) {
            Index from = at;
            for (from.back() = 0; from.back() < in.shape.last(); ++from.back()) out |= in.at(from);
        });
    }

    void normalize() {
        const Tensor4 in = tensors_.back();
        const int number_of_axes = static_cast<int>(number(1, in.shape.rank));
        Shape normalized;
        for (int axis = in.shape.rank - number_of_axes; axis < in.shape.rank; ++axis) {
            normalized.append(in.shape[axis]);
        }
        LayerNorm layer{normalized};
        const std::size_t group = static_cast<std::size_t>(normalized.elements());
        add(layer, [&](const Index& at, Element& out) {
            const std::size_t first = in.offset(at) / group * group;
            for (std::size_t i = first; i < first + group; ++i) out |= in.elements[i];
        });
    }

    void reshape() {
        const Tensor4 in = tensors_.back();
        Shape to;
        switch (number(0, 4)) {
        case 0: to = {in.shape.elements()}; break;
        case 1: to = {in.shape[0], in.shape.elements() / in.shape[0]}; break;
        case 2: to = {in.shape.elements() / in.shape.last(), in.shape.last()}; break;
        case 3: to = {number(1, 4), -1, in.shape.last()}; break;
        default:
            if (in.shape.rank != 3) return;
            to = {2, -1, in.shape[1], in.shape[2]};
        }
        add(Reshape{to}, [&](const Index&, Element& out) { out = in.elements[next_++]; });
        next_ = 0;
    }

    void slice() {
        const Tensor4 in = tensors_.back();
        const int axis = static_cast<int>(number(0, in.shape.rank - 1));
        const Count start = number(0, 3);
        const Count step = number(1, 2);
        add(Slice{.dim = axis + 1, .start = start, .stop = number(1, 9), .step = step},
            [&](const Index& at, Element& out) {
                Index from = at;
                Count& position = from[static_cast<std::size_t>(axis)];
                position = start + position * step;
                out = in.at(from);
            });
    }

    void chunk() {
        const Tensor4 in = tensors_.back();
        const int axis = static_cast<int>(number(0, in.shape.rank - 1));
        const Count size = (in.shape[axis] + 1) / 2;
        add(Chunk{.chunks = 2, .index = 1, .dim = axis + 1}, [&](const Index& at, Element& out) {
            Index from = at;
            from[static_cast<std::size_t>(axis)] += size;
            out = in.at(from);
        });
    }

    void shuffle_channels() {
        const Tensor4 in = tensors_.back();
        const Count groups = 2;
        add(ChannelShuffle{groups}, [&](const Index& at, Element& out) {
            Index from = at;
            from[0] = at[0] % groups * (in.shape[0] / groups) + at[0] / groups;
            out = in.at(from);
        });
    }

    void shuffle_pixels() {
        const Tensor4 in = tensors_.back();
        if (in.shape.rank != 3) return;
        if (number(0, 1) == 0) {
            add(PixelShuffle{2}, [&](const Index& at, Element& out) {
                out = in.at({at[0] * 4 + at[1] % 2 * 2 + at[2] % 2, at[1] / 2, at[2] / 2});
            });
        } else {
            add(PixelUnshuffle{2}, [&](const Index& at, Element& out) {
                // The channels of a position together, of which Window speaks.
                for (Count k = 0; k < 4; ++k) {
                    out |= in.at({at[0] / 4, at[1] * 2 + k / 2, at[2] * 2 + k % 2});
                }
            });
        }
    }

    void average() {
        const Tensor4 in = tensors_.back();
        const int axis = static_cast<int>(number(0, in.shape.rank - 1));
        const bool keepdim = number(0, 1) == 0;
        Mean layer{{axis + 1}, keepdim};
        add(layer, [&](const Index& at, Element& out) {
            Index from = at;
            if (!keepdim) from.insert(from.begin() + axis, 0);
            Count& position = from[static_cast<std::size_t>(axis)];
            for (position = 0; position < in.shape[axis]; ++position) out |= in.at(from);
        });
    }

    /// Adds an earlier tensor of the same shape.
    void sum() {
        const int other = static_cast<int>(number(-1, count() - 1));
        if (tensor(other).shape != shape() || other == count() - 1) return;
        Tensor4 out = tensors_.back();
        for (std::size_t i = 0; i < out.elements.size(); ++i)
            out.elements[i] |= tensor(other).elements[i];
        Record record = {};
        record.op = Op::add;
        record.name = "Add";
        record.output = shape();
        append(record, out, {count() - 1, other});
    }

    std::mt19937& random_;
    Inputs inputs_ = {};
    std::vector<Record> records_ = {};
    std::vector<int> edges_ = {};
    std::vector<Tensor4> tensors_ = {};
    std::string text_ = {};
    std::size_t next_ = 0;
};

struct Agreement {
    int known = 0, unknown = 0, exact = 0;
};

void compare_axis(const AxisField& field, const Tensor4& tensor, Positions Element::*axis,
                  Count length, Agreement& agreement) {
    if (!field.is_known) {
        ++agreement.unknown;
        return;
    }
    Count size = 0;
    bool is_whole = true;
    for (const Element& element : tensor.elements) {
        const Positions seen = element.*axis;
        if (seen != (Positions{1} << length) - 1) is_whole = false;
        if (seen == 0) continue;
        size = std::max<Count>(size, 64 - __builtin_clzll(seen) - __builtin_ctzll(seen));
    }
    ++agreement.known;
    agreement.exact += std::min(field.size, length) == size;
    // Of a vector, all elements together are shown.
    const bool is_shown_together = tensor.shape.rank == 1;
    if (field.size < size || (field.is_whole && !is_whole && !is_shown_together)) {
        CAPTURE(field.size, size, field.is_whole, is_whole);
        FAIL();
    }
}

TEST_CASE("receptive fields contain all dependencies in random networks that move data") {
    std::mt19937 random(13u);
    Agreement agreement;
    for (int i = 0; i < 3'000; ++i) {
        const MovingNetwork net(random);
        const Rows rows = net.rows();
        const Shape& input = (*rows.inputs)[0];
        std::vector<detail::MapReach> reaches(static_cast<std::size_t>(rows.count) + 1);
        detail::ReachOfRows reach(rows, {reaches.data(), rows.count});
        INFO(input.channels() << "x" << input.height() << "x" << input.width() << ":"
                              << net.text());
        for (int row = 0; row < rows.count; ++row) {
            reach.take(row);
            const ReceptiveField field = detail::field_of(reach, row);
            INFO("row " << row);
            compare_axis(field.height, net.tensor(row), &Element::rows, input.height(), agreement);
            compare_axis(field.width, net.tensor(row), &Element::columns, input.width(), agreement);
        }
    }
    CAPTURE(agreement.known, agreement.unknown, agreement.exact);
    CHECK(agreement.known > 2 * agreement.unknown);
    CHECK(agreement.exact > 0.9 * agreement.known);
}

} // namespace
