// LogSoftmax, Softmin, Softmax2d.
#pragma once

#include "softmax.hpp"

namespace ctnn {

/// torch.nn.LogSoftmax along one axis: x - log(sum of exp(x)). Axes count as in PyTorch, where 0 is
/// the batch. Keeps the shape; no parameters; the lecture gives no FLOPs. Along n elements: n
/// exponentials and a logarithm, n - 1 additions and n subtractions.
struct LogSoftmax {
    static constexpr const char* name = "LogSoftmax";
    static constexpr Op op = Op::log_softmax;

    Count dim = 1;

    constexpr Misfit check(const Shape& in) const { return Softmax{dim}.check(in); }
    constexpr const Shape& output_shape(const Shape& in) const { return in; }
    constexpr Window window(const Shape& in) const { return Softmax{dim}.window(in); }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape& in, const Shape&) const {
        const Count elements = in.elements();
        const Count lines = elements / in[detail::sample_axis(dim, in.rank)];
        return {.additions = add(elements, elements - lines), .exponentials = add(elements, lines)};
    }
};

/// torch.nn.Softmin along one axis: Softmax of -x. No tool counts it.
struct Softmin {
    static constexpr const char* name = "Softmin";
    static constexpr Op op = Op::log_softmax;

    Count dim = 1;

    constexpr Misfit check(const Shape& in) const { return Softmax{dim}.check(in); }
    constexpr const Shape& output_shape(const Shape& in) const { return in; }
    constexpr Window window(const Shape& in) const { return Softmax{dim}.window(in); }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape& in, const Shape& out) const {
        Work work = Softmax{dim}.work(in, out);
        work.additions = add(work.additions, in.elements()); // the signs
        return work;
    }
};

/// torch.nn.Softmax2d: Softmax over the channels of a map CxHxW, at each position.
struct Softmax2d {
    static constexpr const char* name = "Softmax2d";
    static constexpr Op op = Op::softmax;

    constexpr Misfit check(const Shape& in) const { return detail::check_map(in); }
    constexpr const Shape& output_shape(const Shape& in) const { return in; }
    constexpr Window window(const Shape&) const { return {}; }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape& in, const Shape& out) const {
        return Softmax{1}.work(in, out);
    }
};

} // namespace ctnn
