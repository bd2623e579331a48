// The sizes of the boxes in a picture.
#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include "feature_maps.hpp"

namespace ctnn::format::detail {

/// A drawn box: the size of its front, and the offset of its back to the right and up.
struct BoxSize {
    double width = 0;
    double height = 0;
    double right = 0;
    double up = 0;
};

/// Box sizes from shapes. Heights are to scale while the smallest map stays visible beside the
/// largest, logarithmic otherwise. Channels are always logarithmic.
class BoxScale {
  public:
    explicit BoxScale(const std::vector<FeatureMap>& maps_) {
        double smallest = 0;
        for (const FeatureMap& map : maps_) {
            if (map.shape.rank < 3) continue;
            for (const Count size : {height_of(map.shape), width_of(map.shape)}) {
                const auto value = static_cast<double>(std::max<Count>(size, 1));
                largest_ = std::max(largest_, value);
                smallest = smallest > 0 ? std::min(smallest, value) : value;
            }
        }
        is_linear_ = largest_ <= 16 * smallest;
    }

    bool is_linear() const { return is_linear_; }

    BoxSize size_of(const Shape& shape) const {
        if (shape.rank <= 1) return {8, std::min(160.0, 30 + 10 * log2_of(shape[0])), 0, 0};
        if (shape.rank == 2) {
            return {thickness(shape[0]), std::min(160.0, 12 + 10 * log2_of(shape[1])), 0, 0};
        }
        const Count channels = shape.rank == 3 ? shape[0] : mul(shape[0], shape[1]);
        const double depth = length(width_of(shape));
        return {thickness(channels), length(height_of(shape)), 0.28 * depth, 0.2 * depth};
    }

  private:
    static Count height_of(const Shape& shape) { return shape[shape.axes() - 2]; }
    static Count width_of(const Shape& shape) { return shape.last(); }
    static double log2_of(Count size) {
        return size > 1 ? std::log2(static_cast<double>(size)) : 0;
    }
    static double thickness(Count channels) { return std::min(64.0, 4 + 5 * log2_of(channels)); }

    double length(Count size) const {
        if (is_linear_) {
            return std::max(6.0, highest * static_cast<double>(size) / largest_);
        }
        return 8 + (highest - 8) * log2_of(size) / std::log2(largest_);
    }

    static constexpr double highest = 150;

    double largest_ = 1;
    bool is_linear_ = true;
};

} // namespace ctnn::format::detail
