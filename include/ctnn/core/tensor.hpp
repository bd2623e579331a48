// What flows between layers.
#pragma once

#include "record.hpp"

namespace ctnn {
namespace detail {

struct Counter;
struct Records;

} // namespace detail

/// What flows between layers. Only a walk makes one; a composite layer copies it and passes it on.
class Tensor {
  public:
    constexpr Tensor() = default;

    constexpr const Shape& shape() const { return shape_; }

  private:
    friend class Walk;
    friend struct detail::Counter;
    friend struct detail::Records;

    Shape shape_ = {};
    int record_ = -1;        ///< whose output it is; -1: the network's input
    Producer producer_ = {}; ///< known where a convention is asked
};

} // namespace ctnn
