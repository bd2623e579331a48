// What flows between layers.
#pragma once

#include "record.hpp"

namespace ctnn {
namespace detail {

struct Counter;
struct Records;
class Naming;

} // namespace detail

/// What flows between layers. A walk gives a composite layer one, which the layer copies and passes
/// on; one that the layer makes itself is empty until a step of the walk fills it.
class Tensor {
  public:
    constexpr Tensor() = default;

    /// No axes while it is empty, or if the walk has no input.
    constexpr const Shape& shape() const { return shape_; }

  private:
    friend class Walk;
    friend struct detail::Counter;
    friend class detail::Naming;
    friend struct detail::Records;

    Shape shape_ = {};
    int record_ = -1;        ///< whose output it is; -1, -2, ...: an input of the network
    Producer producer_ = {}; ///< known where a convention is asked
};

} // namespace ctnn
