// Parameters inside of Shared layers: which of them an earlier use has counted.
#pragma once

#include "../record.hpp"

namespace ctnn::detail {

/// A use of a Shared layer that a walk is in.
struct SharedUse {
    SharedUse* outer;    ///< the use around it, or null
    const Params* first; ///< the parameters of the name's first use; null: this is the first
    bool is_leaf;        ///< one operation, which may differ from that of the first use
    Params params = {};  ///< of this use so far
};

/// Adds an operation's parameters to all uses that the walk is in, and says which of them are
/// counted already. One operation that shares its weights with one of another kind has biases of
/// its own, unless their number is the same too.
constexpr Shares share(SharedUse* innermost, const Params& params) {
    Shares shares = Shares::nothing;
    for (SharedUse* use = innermost; use != nullptr; use = use->outer) {
        use->params.weights = add(use->params.weights, params.weights);
        use->params.biases = add(use->params.biases, params.biases);
        use->params.buffers = add(use->params.buffers, params.buffers);
        if (use->first == nullptr || shares == Shares::all) continue;
        const bool has_own = use->is_leaf && (params.biases != use->first->biases ||
                                              params.buffers != use->first->buffers);
        shares = has_own ? Shares::weights : Shares::all;
    }
    return shares;
}

} // namespace ctnn::detail
