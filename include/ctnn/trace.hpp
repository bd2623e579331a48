// The walk: a network and an input shape -> one record per operation, in execution order.
#pragma once

#include "detail/counter.hpp"
#include "detail/refuse.hpp"
#include "detail/size.hpp"

namespace ctnn {

namespace detail {

/// Not constexpr, and does nothing. A compiler that tries to fold `flops(net, input) == 5` early,
/// to warn about it, stops here instead of walking the whole network twice.
inline void at_run_time() {}

/// Is a composite layer a user's?
template <class L>
inline constexpr bool is_of_user = true;

/// The blocks inside of a user's composite, which may have a name.
template <class L>
constexpr Blocks blocks_in(const Frame* place, const Blocks& around) {
    unsigned level = 0;
    for (; place != nullptr; place = place->above) level += place->is_silent() ? 0U : 1U;
    Blocks blocks{around.levels | (level < 32 ? 1U << level : 0U), "block"};
    if constexpr (requires { takes<const char*>(*&L::name); }) blocks.name = L::name;
    return blocks;
}

/// What is wrong with an output: a size past 63 bits, or, from a user's layer, an empty one.
constexpr Misfit output_misfit(const Shape& out) {
    if (out.rank != out.axes() || out.rank == 0) {
        return {Problem::own_output, Field::none, Axis::none, 1, 0};
    }
    for (int axis = 0; axis < out.axes(); ++axis) {
        if (out[axis] == overflow) return {Problem::too_large};
        if (out[axis] < 1) return {Problem::own_output, Field::none, Axis::none, 1, out[axis]};
    }
    return {Problem::too_large};
}

} // namespace detail

/// Walks a network once. Each operation is added to the totals and, if there is a place for it,
/// kept as a record. The first misfit ends the walk: what follows it is passed by.
///
/// A composite layer receives the walk and steps into its parts with `into`; nothing else of it is
/// for users, who ask the questions of summary.hpp.
class Walk {
  public:
    using Ask = detail::Ask;

    /// A walk that computes what is asked for.
    constexpr explicit Walk(Ask question_, const Convention& counting_ = conventions::lecture,
                            const detail::Records& places_ = {})
        : counter_{question_, &counting_, places_} {
        if (!__builtin_is_constant_evaluated()) detail::at_run_time();
    }

    /// The whole walk, from the network's input.
    template <Layer L>
    constexpr void run(const L& net, const Shape& input) {
        Tensor tensor{input};
        if (!input.is_positive()) {
            fail("input", Op::custom, {Problem::input_shape}, input);
        } else if (input.elements() == overflow) {
            fail("input", Op::custom, {Problem::input_elements}, input);
        } else {
            visit(net, tensor);
        }
        output_row_ = failed_ ? counter_.totals.operations - 1 : tensor.record;
        if (!failed_) counter_.totals.output = tensor.shape;
    }

    /// A walk without an input: only parameters, and only if no layer infers a size.
    template <Layer L>
    constexpr void run(const L& net) {
        has_input_ = false;
        Tensor tensor;
        visit(net, tensor);
    }

    /// Steps into a numbered part: `3`. The tensor becomes the part's output.
    template <Layer L>
    constexpr void into(int index, const L& layer, Tensor& tensor) {
        detail::Frame frame{place_, nullptr, index};
        step(frame, layer, tensor);
    }

    /// Steps into a named part: `body`. The tensor becomes the part's output.
    template <Layer L>
    constexpr void into(const char* name, const L& layer, Tensor& tensor) {
        detail::Frame frame{place_, name, detail::Frame::is_named};
        step(frame, layer, tensor);
    }

    /// Steps into the same part several times, `0`, `1`, ... As soon as a copy gives back what it
    /// got, a shape made by the same kind of operation, all others are like it: they are counted
    /// and copied instead of walked, but for the first that no longer fits.
    template <Layer L>
    constexpr void repeat(int times, const L& layer, Tensor& tensor) {
        for (int copy = 0; copy < times; ++copy) {
            const Totals before = counter_.totals;
            const Shape in = tensor.shape;
            const Producer producer = tensor.producer;
            into(copy, layer, tensor);
            if (failed_) return;
            if (tensor.shape != in || tensor.producer != producer) continue;
            const int count = counter_.totals.operations - before.operations;
            const int copies =
                counter_.add_copies<L>(before, tensor, copy, times - copy - 1, place_);
            if (tensor.record >= before.operations) tensor.record += count * copies;
            copy += copies;
        }
    }

    /// Steps into the part that stands here, under another name; an empty name adds none.
    template <Layer L>
    constexpr void rename(const char* name, const L& layer, Tensor& tensor) {
        const detail::Frame* const here = place_;
        detail::Frame frame{here != nullptr ? here->above : nullptr, name, detail::Frame::is_named};
        place_ = &frame;
        if constexpr (Composite<L>) {
            if (counter_.makes_records()) frame.path = frame.spelled();
        }
        visit(layer, tensor);
        place_ = here;
    }

    /// Joins branches, whose tensors stand in a row, into one: an operation with several inputs. A
    /// merge is a type with `name`, `op`, and, over the branches' tensors,
    /// `check(tensors, count)` (a Misfit of the two branches that differ), `output_shape`, `work`.
    /// One of Op::custom may have `is_elementwise`: each output position sees that of its operands.
    template <class Merge>
    constexpr void merge(const char* step_name, const Tensor* branches, int count, Tensor& tensor,
                         const char* const* branch_names = nullptr) {
        if (failed_) return;
        const detail::Frame frame{place_, step_name, detail::Frame::is_named};
        place_ = &frame;
        if (has_input_) {
            take_merge<Merge>(branches, count, tensor, branch_names);
        } else if (!counter_.add_operation()) {
            fail<Merge>(counter_.misfit, {});
        }
        place_ = frame.above;
    }

    /// The first thing that does not fit; false if all fits.
    constexpr const Error& error() const { return error_; }

    /// The record whose output is the network's, or the last one before the error; -1: the input.
    constexpr int output_row() const { return output_row_; }

    /// The totals of the operations up to the error, if there is one.
    constexpr const Totals& totals_so_far() const { return counter_.totals; }

    /// The totals; throws (or refuses) if something did not fit.
    constexpr const Totals& totals() const {
        if (failed_) detail::refuse(error_);
        return counter_.totals;
    }

  private:
    template <class L>
    constexpr void step(detail::Frame& frame, const L& layer, Tensor& tensor) {
        if (failed_) return;
        place_ = &frame;
        if constexpr (Composite<L> && !detail::is_of_user<L>) {
            // Not through visit: networks nest deeply.
            if (counter_.makes_records()) frame.path = frame.spelled();
            layer.walk(*this, tensor);
            check_passed_on(tensor);
        } else if constexpr (Composite<L>) {
            if (counter_.makes_records()) frame.path = frame.spelled();
            visit(layer, tensor);
        } else {
            visit(layer, tensor);
        }
        place_ = frame.above;
    }

    template <class L>
    constexpr void visit(const L& layer, Tensor& tensor) {
        if constexpr (Composite<L>) {
            const Blocks around = counter_.blocks;
            if constexpr (detail::is_of_user<L>) {
                counter_.blocks = detail::blocks_in<L>(place_, around);
            }
            layer.walk(*this, tensor);
            counter_.blocks = around;
            check_passed_on(tensor);
        } else if (has_input_) {
            take(layer, tensor);
        } else {
            take_params(layer);
        }
    }

    /// A user's composite may pass on any tensor.
    constexpr void check_passed_on(const Tensor& tensor) {
        if (failed_ || !has_input_) return;
        if (!tensor.shape.is_countable()) {
            fail_on(tensor.shape);
        } else if (tensor.record < -1 || tensor.record >= counter_.totals.operations) {
            fail("composite layer", Op::custom, {Problem::unannounced}, {});
        }
    }

    /// A tensor of a user's composite that no layer has given.
    constexpr void fail_on(const Shape& shape) {
        fail("composite layer", Op::custom, detail::output_misfit(shape), {});
    }

    /// One operation, its input known. The layer is a copy, because the compiler reaches a local
    /// object faster than one of a thousand parts of a network.
    template <Leaf L>
    constexpr void take(const L layer, Tensor& tensor) {
        const Shape in = tensor.shape;
        if (!in.is_countable()) return fail_on(in);
        if constexpr (detail::checks_itself<L>()) {
            if (auto misfit = layer.check()) return fail(layer, misfit, in);
        }
        if constexpr (detail::checks_input<L>()) {
            if (auto misfit = layer.check(in)) {
                fail(layer, misfit, in);
                if (in.rank == 1 && tensor.record == flattened_by_) error_.other = flattened_;
                return;
            }
        }
        const int row = counter_.totals.operations;
        if constexpr (detail::op_of<L>() == Op::flatten) {
            flattened_ = in;
            flattened_by_ = row;
        }
        tensor.shape = layer.output_shape(in);
        if (!tensor.shape.is_countable()) {
            return fail<L>(detail::output_misfit(tensor.shape), in);
        }
        if (!counter_.add(layer, in, tensor, place_)) return fail<L>(counter_.misfit, in);
        tensor.record = row;
    }

    template <class Merge>
    constexpr void take_merge(const Tensor* branches, int count, Tensor& tensor,
                              const char* const* names) {
        if (count < 1) return fail<Merge>({Problem::unannounced}, {});
        for (int i = 0; i < count; ++i) {
            if (!branches[i].shape.is_countable()) return fail_on(branches[i].shape);
        }
        const Shape in = branches[0].shape;
        if (const Misfit misfit = Merge::check(branches, count)) {
            fail<Merge>(misfit, branches[misfit.expected].shape);
            error_.other = branches[misfit.got].shape;
            error_.other_is_input = branches[misfit.got].record == tensor.record;
            if (names == nullptr) return;
            error_.branch = names[misfit.expected];
            error_.other_branch = names[misfit.got];
            return;
        }
        const int row = counter_.totals.operations;
        tensor.shape = Merge::output_shape(branches, count);
        if (!tensor.shape.is_countable()) {
            return fail<Merge>(detail::output_misfit(tensor.shape), in);
        }
        if (!counter_.add_merge<Merge>(branches, count, tensor, place_)) {
            return fail<Merge>(counter_.misfit, in);
        }
        tensor.record = row;
    }

    /// One operation's parameters, its input unknown.
    template <Leaf L>
    constexpr void take_params(const L layer) {
        if constexpr (detail::checks_itself<L>()) {
            if (auto misfit = layer.check()) return fail(layer, misfit, {});
        }
        Params params;
        if constexpr (requires { layer.params(); }) {
            params = layer.params();
        } else if constexpr (detail::has_inferred_field<L>()) {
            const Field field = layer.inferred_field();
            if (field != Field::none) return fail<L>({Problem::needs_input, field}, {});
            params = layer.params(Shape{});
        } else {
            return fail<L>({Problem::needs_input}, {});
        }
        if (!detail::add_params(counter_.totals, params)) {
            return fail<L>({Problem::too_large}, {});
        }
        if (!counter_.add_operation()) fail<L>(counter_.misfit, {});
    }

    template <class L>
    constexpr void fail(const Misfit& misfit, const Shape& input) {
        fail(L::name, detail::op_of<L>(), misfit, input);
    }

    /// A layer's own misfit, with what it knows to mend it.
    template <Leaf L>
    constexpr void fail(const L& layer, const Misfit& misfit, const Shape& in) {
        fail<L>(misfit, in);
        if constexpr (requires { detail::takes<Advice>(layer.advice(misfit, in)); }) {
            error_.advice = layer.advice(misfit, in);
        }
    }

    constexpr void fail(const char* layer, Op op, const Misfit& misfit, const Shape& input) {
        if (failed_) return;
        failed_ = true;
        error_ = {misfit, layer, op, {}, counter_.totals.operations, input};
        detail::append(error_.path, place_);
    }

    detail::Counter counter_;
    bool has_input_ = true;
    bool failed_ = false;
    int output_row_ = -1;
    const detail::Frame* place_ = nullptr;
    Shape flattened_ = {};  ///< what the last Flatten got
    int flattened_by_ = -2; ///< and its record
    Error error_ = {};
};

} // namespace ctnn
