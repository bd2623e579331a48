// Receptive fields of random networks against the actual dependencies of each position.
#include <ctnn/analysis/receptive_field.hpp>
#include <ctnn/ctnn.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include "../support/catch.hpp"

using namespace ctnn;

namespace {

/// A set of positions along one axis of the network's input.
using Set = std::uint64_t;

/// The input positions that each output position of an operation depends on, along one axis.
using Taps = std::vector<Set>;

/// What one position of a map depends on: the rows and the columns.
struct Seen {
    Set rows = 0;
    Set columns = 0;

    void operator|=(const Seen& other) {
        rows |= other.rows;
        columns |= other.columns;
    }
};

struct Map {
    int height;
    int width;
    std::vector<Seen> seen = std::vector<Seen>(static_cast<std::size_t>(height * width));

    Seen& at(int row, int column) { return seen[static_cast<std::size_t>(row * width + column)]; }
    const Seen& at(int row, int column) const {
        return seen[static_cast<std::size_t>(row * width + column)];
    }
};

Set bit(int position) {
    return Set{1} << position;
}

Taps taps(int out) {
    return Taps(static_cast<std::size_t>(out));
}

/// Positions outside the map are padding, which depends on nothing.
void see(Taps& all, int out, int position, int in) {
    if (position < 0 || position >= in) return;
    all[static_cast<std::size_t>(out)] |= bit(position);
}

Taps window(int in, int out, int kernel, int stride, int dilation, int before) {
    Taps all = taps(out);
    for (int o = 0; o < out; ++o) {
        for (int k = 0; k < kernel; ++k) see(all, o, o * stride - before + k * dilation, in);
    }
    return all;
}

Taps transposed(int in, int out, int kernel, int stride, int dilation, int before) {
    Taps all = taps(out);
    for (int i = 0; i < in; ++i) {
        for (int k = 0; k < kernel; ++k) {
            const int o = i * stride - before + k * dilation;
            if (o >= 0 && o < out) see(all, o, i, in);
        }
    }
    return all;
}

Taps adaptive(int in, int out) {
    Taps all = taps(out);
    for (int o = 0; o < out; ++o) {
        for (int i = o * in / out; i * out < (o + 1) * in; ++i) see(all, o, i, in);
    }
    return all;
}

/// PyTorch's cubic convolution, A = -3/4.
double cubic(double distance) {
    const double x = std::abs(distance);
    if (x <= 1) return (1.25 * x - 2.25) * x * x + 1;
    return x < 2 ? ((-0.75 * x + 3.75) * x - 6) * x + 3 : 0;
}

/// Output o lies at (o * step + offset) / parts of the input.
struct SamplePoints {
    int step;
    int offset;
    int parts;
};

Taps interpolated(int in, int out, InterpolationMode mode, const SamplePoints& points) {
    Taps all = taps(out);
    for (int o = 0; o < out; ++o) {
        const double point = static_cast<double>(o * points.step + points.offset) / points.parts;
        if (mode == InterpolationMode::nearest) {
            see(all, o, std::min(static_cast<int>(std::floor(point)), in - 1), in);
            continue;
        }
        const bool is_cubic = mode == InterpolationMode::bicubic;
        const double from = is_cubic ? point : std::max(point, 0.0);
        std::vector<double> weights(static_cast<std::size_t>(in));
        const int below = static_cast<int>(std::floor(from));
        for (int i = below - 1; i <= below + 2; ++i) {
            const double distance = std::abs(from - i);
            const double weight = is_cubic ? cubic(distance) : std::max(1 - distance, 0.0);
            weights[static_cast<std::size_t>(std::clamp(i, 0, in - 1))] += weight;
        }
        for (int i = 0; i < in; ++i) {
            if (std::abs(weights[static_cast<std::size_t>(i)]) > 1e-9) see(all, o, i, in);
        }
    }
    return all;
}

Taps all_of(int in, int out) {
    return Taps(static_cast<std::size_t>(out), bit(in) - 1);
}

Taps itself(int in) {
    return window(in, in, 1, 1, 1, 0);
}

Map through(const Map& in, const Taps& rows, const Taps& columns) {
    Map half{static_cast<int>(rows.size()), in.width};
    for (int o = 0; o < half.height; ++o) {
        for (Set left = rows[static_cast<std::size_t>(o)]; left != 0; left &= left - 1) {
            const int i = __builtin_ctzll(left);
            for (int j = 0; j < in.width; ++j) half.at(o, j) |= in.at(i, j);
        }
    }
    Map out{half.height, static_cast<int>(columns.size())};
    for (int o = 0; o < out.width; ++o) {
        for (Set left = columns[static_cast<std::size_t>(o)]; left != 0; left &= left - 1) {
            const int j = __builtin_ctzll(left);
            for (int i = 0; i < out.height; ++i) out.at(i, o) |= half.at(i, j);
        }
    }
    return out;
}

/// A network that grows by one random operation at a time, with what its positions depend on.
class Network {
  public:
    explicit Network(std::mt19937& of_) : random_(of_) {
        inputs_.shapes[0] = {1, from_to(1, 16), from_to(1, 16)};
        Map map{int(inputs_.shapes[0].height()), int(inputs_.shapes[0].width())};
        for (int i = 0; i < map.height; ++i) {
            for (int j = 0; j < map.width; ++j) map.at(i, j) = {bit(i), bit(j)};
        }
        maps_.push_back(map);
        const int wanted = from_to(1, 8);
        for (int tries = 0; count() < wanted && tries < 40; ++tries) {
            if (shape().rank == 3) grow();
        }
    }

    int count() const { return static_cast<int>(rows_.size()); }
    Rows rows() const {
        return {rows_.data(), count(), edges_.data(), nullptr, 0, &inputs_,
                nullptr,      0,       count() - 1};
    }
    const Map& map(int row) const { return maps_[static_cast<std::size_t>(row + 1)]; }
    const std::string& text() const { return text_; }

  private:
    int from_to(int least, int most) {
        return least + static_cast<int>(random_() % static_cast<unsigned>(most - least + 1));
    }
    template <class T>
    T one_of(std::initializer_list<T> choices) {
        return choices.begin()[from_to(0, static_cast<int>(choices.size()) - 1)];
    }
    Extent pair(int least, int most) { return {from_to(least, most), from_to(least, most)}; }

    const Shape& shape() const { return rows_.empty() ? inputs_.shapes[0] : rows_.back().output; }

    /// False if it does not fit. `taps_of(in, out, is_height)` is what it depends on.
    template <class L>
    bool add(const L& layer, auto taps_of) {
        const Shape in = shape();
        if constexpr (requires { layer.check(); }) {
            if (layer.check()) return false;
        }
        if constexpr (requires { layer.check(in); }) {
            if (layer.check(in)) return false;
        }
        const Shape out = layer.output_shape(in);
        if (!out.is_positive() || out.elements() > 400) return false;
        if (out.rank == 3 && (out.height() > 60 || out.width() > 60)) return false;
        Record record = summarize(layer, in)[0];
        const int height = out.rank == 3 ? int(out.height()) : 1;
        const int width = out.rank == 3 ? int(out.width()) : 1;
        maps_.push_back(through(maps_.back(), taps_of(int(in.height()), height, true),
                                taps_of(int(in.width()), width, false)));
        return add(record, {count() - 1});
    }

    bool add(Record& record, std::initializer_list<int> operands) {
        record.operands = static_cast<int>(operands.size());
        record.first_edge = static_cast<int>(edges_.size());
        edges_.insert(edges_.end(), operands);
        rows_.push_back(record);
        text_.append(" ").append(record.name).append(">").append(to_string(record.output));
        for (const Axis which : {Axis::height, Axis::width}) {
            const WindowAxis axis = record.window[which];
            for (const Count setting : {axis.kernel, axis.stride, axis.dilation, axis.before}) {
                text_.append(" ").append(std::to_string(setting));
            }
        }
        for (const int operand : operands) text_.append(" ").append(std::to_string(operand));
        return true;
    }

    static std::string to_string(const Shape& shape) {
        std::string text;
        for (int i = 0; i < shape.rank; ++i)
            text.append(i > 0 ? "x" : "").append(std::to_string(shape[i]));
        return text;
    }

    void grow() {
        switch (from_to(0, 13)) {
        case 0:
        case 1:
        case 2: return convolve();
        case 3: return pool();
        case 4:
        case 5: return transpose();
        case 6:
        case 7:
        case 8: return resize();
        case 9: return pad();
        case 10:
        case 11: return join();
        default: return merge();
        }
    }

    /// A layer with a window, by PyTorch's formula.
    static auto settings(const Extent& kernel, const Extent& stride, const Extent& dilation,
                         const Extent& padding, Taps (*rule)(int, int, int, int, int, int)) {
        return [=](int in, int out, bool is_height) {
            const auto side = [is_height](const Extent& extent) {
                return static_cast<int>(is_height ? extent.height : extent.width);
            };
            return rule(in, out, side(kernel), side(stride), side(dilation), side(padding));
        };
    }

    void convolve() {
        const Extent kernel = pair(1, 4);
        const Extent stride = from_to(0, 1) == 0 ? Extent{1} : pair(1, 3);
        const Extent dilation = from_to(0, 2) > 0 ? Extent{1} : pair(1, 3);
        const Extent padding = pair(0, 3);
        add(Conv2d{.out_channels = 1,
                   .kernel_size = kernel,
                   .stride = stride,
                   .padding = {padding.height, padding.width},
                   .dilation = dilation},
            settings(kernel, stride, dilation, padding, &window));
    }

    void pool() {
        const Extent kernel = pair(1, 3);
        const Extent stride = pair(1, 3);
        const Extent padding = pair(0, 1);
        if (from_to(0, 2) == 0) {
            const Extent size = pair(1, 6);
            add(AdaptiveAvgPool2d{size}, [](int in, int out, bool) { return adaptive(in, out); });
            return;
        }
        add(MaxPool2d{.kernel_size = kernel,
                      .stride = stride,
                      .padding = padding,
                      .ceil_mode = from_to(0, 1) == 0},
            settings(kernel, stride, 1, padding, &window));
    }

    void transpose() {
        const Extent kernel = pair(1, 4);
        const Extent stride = pair(1, 3);
        const Extent dilation = from_to(0, 4) > 0 ? Extent{1} : pair(1, 3);
        const Extent padding = pair(0, 2);
        add(ConvTranspose2d{.out_channels = 1,
                            .kernel_size = kernel,
                            .stride = stride,
                            .padding = padding,
                            .output_padding = pair(0, 1),
                            .dilation = dilation},
            settings(kernel, stride, dilation, padding, &transposed));
    }

    void resize() {
        struct Factor {
            int above, below;
        };
        const auto mode = one_of({InterpolationMode::nearest, InterpolationMode::nearest,
                                  InterpolationMode::bilinear, InterpolationMode::bicubic});
        const bool align = mode != InterpolationMode::nearest && from_to(0, 1) == 0;
        const bool is_sized = from_to(0, 2) == 0;
        const auto factor = [this] {
            return one_of<Factor>({{2, 1},
                                   {2, 1},
                                   {3, 1},
                                   {3, 2},
                                   {5, 2},
                                   {5, 4},
                                   {1, 2},
                                   {3, 4},
                                   {9, 8},
                                   {17, 16},
                                   {1, 1}});
        };
        const Factor high = factor();
        const Factor wide = factor();
        Upsample layer{.mode = mode, .align_corners = align};
        if (is_sized) {
            layer.size = pair(1, 20);
        } else {
            layer.scale_factor = {static_cast<double>(high.above) / high.below,
                                  static_cast<double>(wide.above) / wide.below};
        }
        add(layer, [=](int in, int out, bool is_height) {
            if (align) return interpolated(in, out, mode, {in - 1, 0, std::max(out - 1, 1)});
            const Factor by = is_sized ? Factor{out, in} : is_height ? high : wide;
            if (mode == InterpolationMode::nearest) {
                return interpolated(in, out, mode, {by.below, 0, by.above});
            }
            return interpolated(in, out, mode, {2 * by.below, by.below - by.above, 2 * by.above});
        });
    }

    void pad() {
        const auto side = [this] { return from_to(-2, 2); };
        const Sides sides{side(), side(), side(), side()};
        add(ZeroPad2d{sides}, [sides](int in, int out, bool is_height) {
            return window(in, out, 1, 1, 1, static_cast<int>(is_height ? sides.top : sides.left));
        });
    }

    void join() {
        const Shape in = shape();
        const auto all = [](int from, int to, bool) { return all_of(from, to); };
        const auto columns = [](int from, int to, bool is_height) {
            return is_height ? itself(from) : all_of(from, to);
        };
        switch (from_to(0, 9)) {
        case 0: add(Flatten{}, all); return;
        case 1: add(GroupNorm{1}, all); return;
        case 2: add(LayerNorm{{1, in.height(), in.width()}}, all); return;
        case 3: add(LayerNorm{{in.height(), in.width()}}, all); return;
        case 4: add(LayerNorm{in.width()}, columns); return;
        case 5: add(Softmax{3}, columns); return;
        case 6:
            add(Softmax{2}, [columns](int from, int to, bool is_height) {
                return columns(from, to, !is_height);
            });
            return;
        case 7: add(Linear{in.width(), from_to(1, 8)}, columns); return;
        case 8: add(GlobalAvgPool{}, all); return;
        default: add(ReLU{}, [](int from, int, bool) { return itself(from); });
        }
    }

    /// Joins any earlier map of the same height and width, or a gate made of it.
    void merge() {
        if (rows_.empty()) return;
        const int row = count() - 1;
        const Shape out = shape();
        const int other = from_to(-1, row - 1);
        const Shape& with =
            other < 0 ? inputs_.shapes[0] : rows_[static_cast<std::size_t>(other)].output;
        const bool is_gate = with == Shape{1, 1, 1} && with != out;
        if (with != out && !is_gate) return;
        const Map& beside = map(other);
        Map sum = maps_.back();
        for (int i = 0; i < sum.height; ++i) {
            for (int j = 0; j < sum.width; ++j) {
                sum.at(i, j) |= is_gate ? beside.at(0, 0) : beside.at(i, j);
            }
        }
        maps_.push_back(sum);
        Record record = {};
        record.op = is_gate ? Op::multiply : one_of({Op::add, Op::concat});
        record.name = is_gate ? "Multiply" : "Add";
        record.output = out;
        if (from_to(0, 1) == 0) {
            add(record, {row, other});
        } else {
            add(record, {other, row});
        }
    }

    std::mt19937& random_;
    Inputs inputs_ = {};
    std::vector<Record> rows_ = {};
    std::vector<int> edges_ = {};
    std::vector<Map> maps_ = {};
    std::string text_ = {};
};

/// Along one axis of a map: the largest extent a position depends on, and whether every position
/// depends on all of the input.
struct Truth {
    Count size = 0;
    bool is_whole = true;
};

Truth truth(const Map& map, Set Seen::*axis, Count length) {
    Truth all;
    for (const Seen& seen : map.seen) {
        const Set set = seen.*axis;
        if (set != bit(static_cast<int>(length)) - 1) all.is_whole = false;
        if (set == 0) continue;
        all.size = std::max<Count>(all.size, 64 - __builtin_clzll(set) - __builtin_ctzll(set));
    }
    return all;
}

struct Tally {
    int known = 0, unknown = 0, same = 0, whole = 0, said_whole = 0;
};

void compare(const AxisField& field, const Truth& real, Count length, Tally& tally) {
    if (!field.is_known) {
        ++tally.unknown;
        return;
    }
    ++tally.known;
    tally.same += std::min(field.size, length) == real.size;
    tally.whole += real.is_whole;
    tally.said_whole += field.is_whole;
    if (field.size < real.size || (field.is_whole && !real.is_whole)) {
        CAPTURE(field.size, real.size, field.is_whole, real.is_whole);
        FAIL();
    }
}

TEST_CASE("receptive fields contain all dependencies in random networks") {
    const char* const more = std::getenv("CTNN_RANDOM_NETWORKS");
    const char* const seed = std::getenv("CTNN_RANDOM_SEED");
    const int networks = more != nullptr ? std::atoi(more) : 6'000;
    std::mt19937 random(seed != nullptr ? static_cast<unsigned>(std::atoi(seed)) : 11u);
    Tally tally;
    for (int i = 0; i < networks; ++i) {
        const Network net(random);
        const Rows rows = net.rows();
        std::vector<detail::MapReach> reaches(static_cast<std::size_t>(rows.count) + 1);
        detail::ReachOfRows reach(rows, {reaches.data(), rows.count});
        INFO((*rows.inputs)[0].height() << "x" << (*rows.inputs)[0].width() << ":" << net.text());
        for (int row = 0; row < rows.count; ++row) {
            reach.take(row);
            const ReceptiveField field = detail::field_of(reach, row);
            INFO("row " << row);
            compare(field.height, truth(net.map(row), &Seen::rows, (*rows.inputs)[0].height()),
                    (*rows.inputs)[0].height(), tally);
            compare(field.width, truth(net.map(row), &Seen::columns, (*rows.inputs)[0].width()),
                    (*rows.inputs)[0].width(), tally);
        }
    }
    CHECK(tally.known > 8 * tally.unknown);
    CHECK(tally.said_whole > tally.whole / 2);
    if (more != nullptr) {
        WARN(tally.known << " axes, " << tally.unknown << " unknown, " << tally.same << " exact, "
                         << tally.whole << " whole, " << tally.said_whole << " said so");
    }
}

} // namespace
