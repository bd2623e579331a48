// Layers that move elements between channels and positions: ChannelShuffle, PixelShuffle,
// PixelUnshuffle.
#pragma once

#include "../core/axes.hpp"
#include "../core/layer.hpp"

namespace ctnn {

/// torch.nn.ChannelShuffle: reads the channels of groups in turn, the first of each, the second of
/// each, ... (ShuffleNet, arXiv:1707.01083). The shape stays. No parameters, no FLOPs.
struct ChannelShuffle {
    static constexpr const char* name = "ChannelShuffle";
    static constexpr Op op = Op::channel_shuffle;

    Count groups = 1; ///< must divide the channels

    constexpr Misfit check() const { return expect::positive(Field::groups, groups); }
    constexpr Misfit check(const Shape& in) const {
        if (in.rank < 2) return {Problem::rank, Field::groups, Axis::none, 2, in.rank};
        return expect::divides(Field::channels, in.channels(), groups);
    }
    constexpr Axes axes(const Shape&) const { return {Axes::mixed, 1, 2, 3}; }
    constexpr const Shape& output_shape(const Shape& in) const { return in; }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }
};

namespace detail {

/// The last three axes are a map; there may be others before them (PyTorch).
constexpr Misfit check_last_axes(const Shape& in) {
    return in.rank >= 3 ? Misfit{} : expect::rank(3, in);
}

/// The axes of a map whose channels become positions, or positions channels.
constexpr Axes axes_of_pixels(const Shape& in) {
    return in.rank == 3 ? Axes{Axes::mixed, 1, 2} : Axes{0, Axes::mixed, 2, 3};
}

} // namespace detail

/// torch.nn.PixelShuffle (arXiv:1609.05158): C*r*r x H x W -> C x H*r x W*r for an upscale_factor
/// r. No parameters, no FLOPs.
struct PixelShuffle {
    static constexpr const char* name = "PixelShuffle";
    static constexpr Op op = Op::pixel_shuffle;

    Count upscale_factor = 0; ///< required

    constexpr Misfit check() const { return expect::size(Field::upscale_factor, upscale_factor); }
    constexpr Misfit check(const Shape& in) const {
        if (auto misfit = detail::check_last_axes(in)) return misfit;
        const Count area = mul(upscale_factor, upscale_factor);
        const Count channels = in[in.rank - 3];
        if (channels % area != 0) {
            return {Problem::own_words,
                    Field::upscale_factor,
                    Axis::none,
                    area,
                    channels,
                    "expects a multiple of $expected channels, upscale_factor squared, gets $got "
                    "($input)"};
        }
        const Count height = mul(in[in.rank - 2], upscale_factor);
        const Count width = mul(in.last(), upscale_factor);
        return expect::size(Field::upscale_factor, {height, width});
    }
    constexpr Axes axes(const Shape& in) const { return detail::axes_of_pixels(in); }
    /// Each position of the output reads the one that it was a part of.
    constexpr Window window(const Shape&) const { return {}; }
    constexpr Shape output_shape(const Shape& in) const {
        Shape out = in;
        out.dims[in.rank - 3] /= upscale_factor * upscale_factor;
        out.dims[in.rank - 2] *= upscale_factor;
        out.dims[in.rank - 1] *= upscale_factor;
        return out;
    }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }
};

/// torch.nn.PixelUnshuffle: C x H*r x W*r -> C*r*r x H x W for a downscale_factor r; Darknet's
/// reorg but for the order of channels. No parameters, no FLOPs.
struct PixelUnshuffle {
    static constexpr const char* name = "PixelUnshuffle";
    static constexpr Op op = Op::pixel_shuffle;

    Count downscale_factor = 0; ///< required

    constexpr Misfit check() const {
        return expect::size(Field::downscale_factor, downscale_factor);
    }
    constexpr Misfit check(const Shape& in) const {
        if (auto misfit = detail::check_last_axes(in)) return misfit;
        if (auto misfit = divides(Axis::height, in[in.rank - 2])) return misfit;
        return divides(Axis::width, in.last());
    }
    constexpr Axes axes(const Shape& in) const { return detail::axes_of_pixels(in); }
    /// The channels of an output position come from a square of positions.
    constexpr Window window(const Shape&) const {
        const WindowAxis axis{.kernel = downscale_factor, .stride = downscale_factor};
        return {axis, axis};
    }
    constexpr Shape output_shape(const Shape& in) const {
        Shape out = in;
        Count& channels = out.dims[in.rank - 3];
        channels = mul(channels, downscale_factor, downscale_factor);
        out.dims[in.rank - 2] /= downscale_factor;
        out.dims[in.rank - 1] /= downscale_factor;
        return out;
    }
    constexpr Params params() const { return {}; }
    constexpr Work work(const Shape&, const Shape&) const { return {}; }

  private:
    constexpr Misfit divides(Axis axis, Count length) const {
        if (length % downscale_factor == 0) return {};
        return {Problem::own_words,
                Field::downscale_factor,
                axis,
                downscale_factor,
                length,
                "expects a $axis that is a multiple of $expected, gets $got ($input)"};
    }
};

} // namespace ctnn
