// What a summary stores of one operation of a network.
#pragma once

#include "axes.hpp"
#include "cost.hpp"
#include "op.hpp"
#include "path.hpp"
#include "window.hpp"

namespace ctnn {

/// What computed an operation's input, for conventions of runtimes that fuse two operations into
/// one. Dropout and Identity compute nothing and are looked through; `identity` is the network's
/// input.
struct Producer {
    Op op = Op::identity;
    bool has_biases = false;

    constexpr bool operator==(const Producer&) const = default;
};

/// Which of an operation's parameters an earlier operation has too, so that they count once: a
/// later use of a Shared layer.
enum class Shares : unsigned char { nothing, weights, all };

namespace detail {

/// The part of an operation's parameters that no earlier one has.
constexpr Params own_params(const Params& params, Shares shares) {
    switch (shares) {
    case Shares::nothing: return params;
    case Shares::weights: return {0, params.biases, params.buffers};
    case Shares::all: break;
    }
    return {};
}

} // namespace detail

// Records have no default values: g++ stores every constant that was written, zeros too, and takes
// time for each. What is never written is 0 and costs nothing.

/// A layer's Params in a record.
struct RecordParams {
    Count weights;
    Count biases;
    Count buffers;

    constexpr RecordParams& operator=(const Params& params) {
        if (params.weights != 0) weights = params.weights;
        if (params.biases != 0) biases = params.biases;
        if (params.buffers != 0) buffers = params.buffers;
        return *this;
    }

    constexpr operator Params() const { return {weights, biases, buffers}; }
    constexpr bool operator==(const RecordParams&) const = default;

    /// Trainable parameters: weights and biases, no buffers.
    constexpr Count trainable() const { return add(weights, biases); }
};

/// A layer's Work in a record.
struct RecordWork {
    Count macs;
    Count additions; ///< and subtractions
    Count multiplications;
    Count comparisons;
    Count divisions;
    Count exponentials; ///< and other functions: power, tanh, erf

    constexpr RecordWork& operator=(const Work& work) {
        if (work.macs != 0) macs = work.macs;
        if (work.additions != 0) additions = work.additions;
        if (work.multiplications != 0) multiplications = work.multiplications;
        if (work.comparisons != 0) comparisons = work.comparisons;
        if (work.divisions != 0) divisions = work.divisions;
        if (work.exponentials != 0) exponentials = work.exponentials;
        return *this;
    }
    constexpr bool operator==(const RecordWork&) const = default;
    constexpr operator Work() const {
        return {macs, additions, multiplications, comparisons, divisions, exponentials};
    }
};

/// A layer's KernelMemory in a record.
struct RecordMemory {
    Count scratch_bytes;
    Count scratch_elements;
    Count state_bytes;
    Count state_elements;

    constexpr operator KernelMemory() const {
        return {scratch_bytes, scratch_elements, state_bytes, state_elements};
    }
    constexpr bool operator==(const RecordMemory&) const = default;
};

/// One operation, flat: what every question reads. Counts are per sample. What follows from other
/// records is not in it: a summary knows an operation's input (its operands' output) and path.
struct Record {
    const char* name; ///< the layer's name: "Conv2d"
    Step step;        ///< its step in the part that it stands in
    int part;         ///< that part; 0: the network itself
    int operands;     ///< how many inputs it has: 0 of a source, several at a merge
    int first_edge;   ///< where the summary's edges list them
    int owner;        ///< the row whose parameters it shares, if `shares` says so
    Op op;
    bool is_opaque : 1;         ///< a user's, which does not say what its outputs see of the input
    bool takes_output_size : 1; ///< was told its output's size and no factor (Upsample)
    bool moves_axes : 1;        ///< the axes of its input do not all stay
    bool reads_channels_last : 1; ///< see looks_channels_last
    bool has_memory : 1;          ///< its kernel has scratch or state: `memory`
    bool clips_to_one : 1;        ///< a Hardtanh of -1 to 1, which runtimes fuse as they do ReLU
    Shares shares;                ///< which of its parameters an earlier operation has
    StoredAxes axes;              ///< where the axes of its input go
    Shape output;
    RecordParams params; ///< all that it uses; own_params() are those that it adds
    RecordWork work;
    StoredWindow window;
    RecordMemory memory;
    Count flops; ///< under the walk's convention

    /// The parameters that it adds to the network's: those that no earlier operation has.
    constexpr Params own_params() const { return detail::own_params(params, shares); }
};

/// A record beside what it follows from: what a convention counts.
struct Operation {
    const Record& record;
    const Shape& input; ///< of a merge, its first branch's output; of a source, no axes
    Producer producer;  ///< what computed that input
};

namespace detail {

inline constexpr Shape no_shape = {};
inline constexpr Producer no_producer = {};

/// Does an operation compute nothing, so that a producer is what computed its input?
constexpr bool passes_on(Op op) {
    return op == Op::dropout || op == Op::identity;
}

} // namespace detail

} // namespace ctnn
