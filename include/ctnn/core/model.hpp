// Model: a network bound to its input and checked once.
#pragma once

#include "detail/indices.hpp"
#include "summary.hpp"

namespace ctnn {

/// Names that exist to be read in a compiler's error.
namespace errors {

/// The operation's number in execution order, from 0.
template <int Number>
struct layer;
/// Its path, one character per argument.
template <char... Path>
struct at;
/// The expected number, or the sizes of the expected shape.
template <Count... Expected>
struct expects;
/// The actual number or sizes.
template <Count... Got>
struct gets;

/// False: the network does not fit its input. The arguments say where and why. If a field of the
/// layer contradicts the input, `gets` holds the value to set it to. If branches differ, `expects`
/// and `gets` hold the two shapes; for problems without numbers they are empty.
template <class Layer, Op, class At, Problem, Field, class Expects, class Gets>
constexpr bool does_not_fit = false;

/// False: the same as a sentence, for compilers that print string arguments in full.
template <Sentence>
constexpr bool sentence = false;

/// The sentence as a static_assert's message: from C++26 on, the first error.
struct Message {
    Sentence text;

    constexpr unsigned long size() const { return text.size; }
    constexpr const char* data() const { return text.c_str(); }
};

} // namespace errors

namespace detail {

template <const auto& Net, auto Input>
inline constexpr auto summary_of = try_summarize(Net, Input);

/// The expected and the actual numbers: one each, or the shapes of two branches, or none where
/// problem and field say everything.
struct Numbers {
    Shape expected;
    Shape got;
};

/// Does a text contain a word?
constexpr bool says(const char* text, const char* word) {
    for (; text != nullptr && *text != '\0'; ++text) {
        if (length_at_start(text, word) > 0) return true;
    }
    return false;
}

constexpr Numbers numbers_of(const Error& error) {
    const Problem problem = error.misfit.problem;
    const Count expected = error.misfit.expected;
    const Count got = error.misfit.got;
    if (problem == Problem::branches) return {error.input, error.other};
    if (problem == Problem::input_shape || problem == Problem::input_elements ||
        problem == Problem::unread_input) {
        return {{}, error.input};
    }
    const bool has_numbers = expected != 0 || got != 0;
    const bool is_overflow = problem == Problem::too_large && got == overflow;
    if (!has_numbers || is_overflow || problem == Problem::out_of_range) return {};
    if (problem == Problem::own_words) {
        const char* const words = error.misfit.words;
        return {says(words, "$expected") ? Shape{expected} : Shape{},
                says(words, "$got") ? Shape{got} : Shape{}};
    }
    return {{expected}, {got}};
}

/// Replaces what compilers do not print as one character in a template argument: non-ASCII bytes as
/// numbers, quotes and backslashes escaped.
template <unsigned Capacity>
constexpr Text<Capacity> ascii(Text<Capacity> text) {
    for (unsigned i = 0; i < text.size; ++i) {
        char& character = text.characters[i];
        const bool is_escaped = character == '"' || character == '\'' || character == '\\';
        if (character < ' ' || character > '~' || is_escaped) character = '?';
    }
    return text;
}

/// An error's sentence, short enough for one line of a compiler's output. The return type is
/// spelled out because g++ prints it as declared here.
constexpr Sentence ascii_sentence(auto error) {
    Text<63> path;
    append_path(path, error.path, 60);
    if (!error.path.is_empty()) error.path = {1, {{path.c_str(), 0}}};
    const Sentence whole = sentence(error); // found by ADL: budgets have their own
    constexpr unsigned most = 240;
    if (whole.size <= most) return ascii(whole);
    Sentence text;
    for (unsigned i = 0; i < most - 3; ++i) text.append(whole.characters[i]);
    return ascii(text.append("..."));
}

/// The characters that a compiler prints for a number, with ", " after it.
constexpr unsigned line_width(Count number) {
    return Text<20>{}.append(number).size + 2;
}

constexpr unsigned line_width(const Shape& shape) {
    unsigned width = 0;
    for (int axis = 0; axis < shape.axes(); ++axis) width += line_width(shape[axis]);
    return width;
}

/// As much of a path as fits in one line of a compiler's output, where a character takes five; the
/// end of a long one.
constexpr Text<20> shown(const Path& path, unsigned room) {
    const unsigned fits = room < 20 ? 4 : room < 100 ? room / 5 : 20;
    const unsigned length = path.length();
    unsigned cut = length > fits ? length - (fits - 2) : 0;
    Text<20> text;
    if (cut > 0) text.append("..");
    path.spell([&](char character) {
        if (cut > 0) {
            --cut;
        } else {
            text.append(character);
        }
    });
    return ascii(text);
}

/// The path of an error, given that the rest of the line takes at most 300 of 400 characters.
constexpr Text<20> shown(const Error& error) {
    const auto [expected, got] = numbers_of(error);
    const unsigned width = line_width(expected) + line_width(got);
    return shown(error.path, width < 100 ? 100 - width : 0);
}

/// A network that fits.
template <const auto& Net, auto Input, bool Fits = !summary_of<Net, Input>.error,
          class Path = IndicesUpTo<static_cast<int>(shown(summary_of<Net, Input>.error).size)>,
          class Expected = IndicesUpTo<numbers_of(summary_of<Net, Input>.error).expected.axes()>,
          class Got = IndicesUpTo<numbers_of(summary_of<Net, Input>.error).got.axes()>>
struct Checked {
    static constexpr bool is_checked = true;
};

/// A network that does not fit: the error's numbers and path become template arguments.
template <const auto& Net, auto Input, int... Path, int... Expected, int... Got>
struct Checked<Net, Input, false, Indices<Path...>, Indices<Expected...>, Indices<Got...>> {
    static constexpr Error e = summary_of<Net, Input>.error;
    static constexpr Numbers n = numbers_of(e);
    static constexpr auto path = shown(e);

    static constexpr bool is_checked = true; // first, since clang stops at a failed assertion

#if __cplusplus > 202302L && __cpp_static_assert >= 202306L
    static_assert(e.index < 0, errors::Message{ctnn::sentence(e)});
#else
    static_assert(
        errors::does_not_fit<
            errors::layer<e.index>, e.op, errors::at<path.characters[Path]...>, e.misfit.problem,
            e.misfit.field, errors::expects<n.expected[Expected]...>, errors::gets<n.got[Got]...>>);
#if defined(__GNUC__) && !defined(__clang__)
    static_assert(errors::sentence<ascii_sentence(e)>);
#endif
#endif
};

/// A figure of a network that does not fit. Any comparison of it is true, so that assertions about
/// it do not add to the error.
struct NoFigure {
    constexpr operator Count() const { return 0; }
    constexpr operator Shape() const { return {}; }
    constexpr bool operator==(const auto&) const { return true; }
    constexpr bool operator<(const auto&) const { return true; }
    constexpr bool operator<=(const auto&) const { return true; }
    constexpr bool operator>(const auto&) const { return true; }
    constexpr bool operator>=(const auto&) const { return true; }
};

template <bool Fits, class T>
constexpr auto figure(const T& value) {
    if constexpr (Fits) {
        return value;
    } else {
        return NoFigure{};
    }
}

/// Called where a Model's input may have its axes in another order; a compiler's warning says so.
template <bool NotesInput>
[[deprecated("the input looks like height x width x channels, and the first convolution infers its "
             "channels; shapes are channels x height x width: Shape{1, 28, 28} for 28x28x1. Give "
             "in_channels if it is as meant")]] //
constexpr bool
input_looks_channels_last() {
    return NotesInput;
}

template <const auto& Net, auto Input>
constexpr bool notes_input() {
    for (const Record& record : summary_of<Net, Input>) {
        if (record.reads_channels_last) return true;
    }
    return false;
}

template <bool NotesInput>
constexpr bool warn_of_input() {
    if constexpr (NotesInput) return detail::input_looks_channels_last<NotesInput>();
    return true;
}

} // namespace detail

/// A network, by reference, and its input, a Shape, or several, Inputs. If they do not fit, the
/// program does not compile: the first error names the layer, its path, what it expected and what
/// it got.
///
///     using Checked = Model<lenet5, Shape{1, 32, 32}>;
///     static_assert(Checked::params == 61'706);
template <const auto& Net, auto Input>
struct Model {
    /// Computed once: a row per operation, and the totals.
    static constexpr const auto& summary = detail::summary_of<Net, Input>;

    static_assert(detail::Checked<Net, Input>::is_checked);
    static_assert(detail::warn_of_input<detail::notes_input<Net, Input>()>());

    /// Of a network that does not fit, a detail::NoFigure: the error is the Model's alone.
    static constexpr auto output_shape = detail::figure<!summary.error>(summary.totals.output);
    static constexpr auto params = detail::figure<!summary.error>(summary.totals.params);
    static constexpr auto macs = detail::figure<!summary.error>(summary.totals.macs);
    static constexpr auto flops = detail::figure<!summary.error>(summary.totals.flops);
};

} // namespace ctnn
