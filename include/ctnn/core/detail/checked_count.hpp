// An answer about a whole network that must be a count.
#pragma once

#include "../shape_error.hpp"

namespace ctnn::detail {

/// The answer; throws if it does not fit in 63 bits.
constexpr Count checked(Count answer) {
    if (answer == overflow) refuse(Error{.misfit = {Problem::too_large}, .index = -1});
    return answer;
}

} // namespace ctnn::detail
