// Parameters inside of Shared layers: which of them an earlier use has counted.
#pragma once

#include "../record.hpp"

namespace ctnn::detail {

/// A use of a Shared layer that a walk is in.
struct SharedUse {
    SharedUse* outer;    ///< the use around it, or null
    const Params* first; ///< the parameters of the name's first use; null: this is the first
    bool is_leaf;        ///< one operation, which may differ from that of the first use
    int index;           ///< its first operation,
    int first_index;     ///< and that of the name's first use
    Params params = {};  ///< of this use so far
};

/// Which of an operation's parameters an earlier one has, and which one that is.
struct SharedWith {
    Shares shares = Shares::nothing;
    int owner = 0;
};

/// Adds an operation's parameters to all uses that the walk is in, and says which of them are
/// counted already. `operation` is its number. One operation that shares its weights with one of
/// another kind has biases of its own, unless their number is the same too.
constexpr SharedWith share(SharedUse* innermost, const Params& params, int operation) {
    SharedWith with;
    for (SharedUse* use = innermost; use != nullptr; use = use->outer) {
        use->params.weights = add(use->params.weights, params.weights);
        use->params.biases = add(use->params.biases, params.biases);
        use->params.buffers = add(use->params.buffers, params.buffers);
        if (use->first == nullptr || with.shares == Shares::all) continue;
        const bool has_own = use->is_leaf && (params.biases != use->first->biases ||
                                              params.buffers != use->first->buffers);
        with = {has_own ? Shares::weights : Shares::all, use->first_index + operation - use->index};
    }
    return with;
}

} // namespace ctnn::detail
