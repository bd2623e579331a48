// A network bound to its input: the checked front door.
#pragma once

#include "detail/slots.hpp"
#include "summary.hpp"

namespace ctnn {

/// What exists to be read in a compiler's error.
namespace error {

template <int Number>
struct layer;
template <char... Path>
struct at;
template <Count Expected>
struct expects;
template <Count Got>
struct gets;

/// False: a network that does not fit its input. The arguments say where and why. Where a field of
/// the layer differs from the input, the number in `gets` is the one to set it to.
template <class Layer, Op, class At, Problem, Field, class Expects, class Gets>
constexpr bool does_not_fit = false;

/// False: the same as a sentence, for compilers that print a text whole.
template <Sentence>
constexpr bool sentence = false;

/// The sentence as a static_assert's message, from C++26 on.
struct Message {
    Sentence text;

    constexpr unsigned long size() const { return text.size; }
    constexpr const char* data() const { return text.c_str(); }
};

} // namespace error

namespace detail {

template <const auto& Net, Shape Input>
inline constexpr auto summary_of = try_summarize(Net, Input);

/// Fails to compile; the numbers and the path of the error become template arguments.
template <const auto& Net, Shape Input, class PathIndices>
struct Refusal;

template <const auto& Net, Shape Input, int... Is>
struct Refusal<Net, Input, Indices<Is...>> {
    static constexpr Error e = summary_of<Net, Input>.error;
    static_assert(
        error::does_not_fit<error::layer<e.index>, e.op, error::at<e.path.characters[Is]...>,
                            e.misfit.problem, e.misfit.field, error::expects<e.misfit.expected>,
                            error::gets<e.misfit.got>>);
#if __cplusplus > 202302L && __cpp_static_assert >= 202306L
    static_assert(e.index < 0, error::Message{ctnn::sentence(e)});
#elif defined(__GNUC__) && !defined(__clang__)
    static_assert(error::sentence<ctnn::sentence(e)>);
#endif
    static constexpr bool is_refused = true; ///< no second error about the same
};

template <const auto& Net, Shape Input>
constexpr bool fits_or_refuse() {
    constexpr const Error& error = summary_of<Net, Input>.error;
    if constexpr (error) {
        return Refusal<Net, Input, IndicesUpTo<static_cast<int>(error.path.size)>>::is_refused;
    } else {
        return true;
    }
}

} // namespace detail

/// A network, by reference, and its input. One that does not fit does not compile: the first error
/// names the layer, where it stands, what it expected and what it got.
///
///     using Checked = Model<lenet5, Shape{1, 28, 28}>;
///     static_assert(Checked::params == 61'706);
template <const auto& Net, Shape Input>
struct Model {
    /// All of it, computed once: a row per operation, and the totals.
    static constexpr const auto& summary = detail::summary_of<Net, Input>;

    static_assert(detail::fits_or_refuse<Net, Input>());

    static constexpr Shape output_shape = summary.totals.output;
    static constexpr Count params = summary.totals.params; ///< trainable
    static constexpr Count macs = summary.totals.macs;
    static constexpr Count flops = summary.totals.flops; ///< by the lecture's convention
};

} // namespace ctnn
