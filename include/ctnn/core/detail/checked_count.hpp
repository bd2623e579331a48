// Answers about a whole network that must fit in 63 bits.
#pragma once

#include "../shape_error.hpp"

namespace ctnn::detail {

/// The answer; throws shape_error if it is `overflow`.
constexpr Count checked(Count answer) {
    if (answer == overflow) refuse(Error{.misfit = {Problem::too_large}, .index = -1});
    return answer;
}

} // namespace ctnn::detail
