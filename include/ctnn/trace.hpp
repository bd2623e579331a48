// The walk: a network and an input shape -> one record per operation, in execution order.
#pragma once

#include "conventions.hpp"
#include "detail/frame.hpp"
#include "detail/records.hpp"
#include "detail/refuse.hpp"
#include "detail/size.hpp"
#include "totals.hpp"

namespace ctnn {

namespace detail {

/// Not constexpr, and does nothing. A compiler that tries to fold `flops(net, input) == 5` early,
/// to warn about it, stops here instead of walking the whole network twice.
inline void at_run_time() {}

} // namespace detail

/// Walks a network once. Each operation is added to the totals and, if there is a place for it,
/// kept as a record. The first misfit ends the walk: what follows it is passed by.
///
/// A composite layer receives the walk and steps into its parts with `into`; nothing else of it is
/// for users, who ask the questions of summary.hpp. It is evaluated for every layer by the
/// compiler, so it computes no more than what was asked for.
class Walk {
  public:
    enum class Ask : unsigned char { shape, params, macs, lecture, totals, flops, everything };

    /// A walk that computes what is asked for.
    constexpr explicit Walk(Ask question_, const Convention& counting_ = conventions::lecture,
                            const detail::Records& places_ = {})
        : ask_(question_), convention_(&counting_), records_(places_) {
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
        if (!failed_) totals_.output = tensor.shape;
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
        const detail::Frame frame{place_, nullptr, index};
        step(frame, layer, tensor);
    }

    /// Steps into a named part: `body`. The tensor becomes the part's output.
    template <Layer L>
    constexpr void into(const char* name, const L& layer, Tensor& tensor) {
        const detail::Frame frame{place_, name, detail::Frame::is_named};
        step(frame, layer, tensor);
    }

    /// Steps into the same part several times, `0`, `1`, ... As soon as a copy gives back what it
    /// got, a shape made by the same kind of operation, all others are like it: they are counted
    /// and copied instead of walked.
    template <Layer L>
    constexpr void repeat(int times, const L& layer, Tensor& tensor) {
        for (int copy = 0; copy < times; ++copy) {
            const Totals before = totals_;
            const int edges_before = records_.edge_count;
            const Shape in = tensor.shape;
            const Producer producer = tensor.producer;
            into(copy, layer, tensor);
            const int rest = times - copy - 1;
            const int count = totals_.operations - before.operations;
            const int edge_count = records_.edge_count - edges_before;
            if (failed_) return;
            if (tensor.shape != in || tensor.producer != producer) continue;
            if (!records_.have_room(totals_.operations, count * rest, edge_count * rest)) continue;
            // A sum that does not fit is walked to, to find the copy that is too much.
            if (!detail::add_copies(totals_, before, rest)) continue;
            records_.template copy<L>({before.operations, count, copy, rest, tensor.record},
                                      path());
            if (count > 0) tensor.record += count * rest;
            return;
        }
    }

    /// Steps into the part that stands here, under another name; an empty name adds none.
    template <Layer L>
    constexpr void rename(const char* name, const L& layer, Tensor& tensor) {
        const detail::Frame* const here = place_;
        const detail::Frame frame{here != nullptr ? here->above : nullptr, name,
                                  detail::Frame::is_named};
        place_ = &frame;
        visit(layer, tensor);
        place_ = here;
    }

    /// Joins branches, whose tensors stand in a row, into one: an operation with several inputs. A
    /// merge is a type with `name`, `op`, and, over the branches' tensors,
    /// `check(tensors, count)` (a Misfit of the two branches that differ), `output_shape`, `work`.
    template <class Merge>
    constexpr void merge(const char* step_name, const Tensor* branches, int count, Tensor& tensor,
                         const char* const* branch_names = nullptr) {
        if (failed_) return;
        const detail::Frame frame{place_, step_name, detail::Frame::is_named};
        place_ = &frame;
        if (has_input_) {
            take_merge<Merge>(branches, count, tensor, branch_names);
        } else {
            ++totals_.operations;
        }
        place_ = frame.above;
    }

    /// The first thing that does not fit; false if all fits.
    constexpr const Error& error() const { return error_; }

    /// The totals of the operations up to the error, if there is one.
    constexpr const Totals& totals_so_far() const { return totals_; }

    /// The totals; throws (or refuses) if something did not fit.
    constexpr const Totals& totals() const {
        if (failed_) detail::refuse(error_);
        return totals_;
    }

  private:
    template <class L>
    constexpr void step(const detail::Frame& frame, const L& layer, Tensor& tensor) {
        if (failed_) return;
        place_ = &frame;
        if constexpr (Composite<L>) {
            layer.walk(*this, tensor);
        } else {
            visit(layer, tensor);
        }
        place_ = frame.above;
    }

    template <class L>
    constexpr void visit(const L& layer, Tensor& tensor) {
        if constexpr (Composite<L>) {
            layer.walk(*this, tensor);
        } else if (has_input_) {
            take(layer, tensor);
        } else {
            take_params(layer);
        }
    }

    /// One operation, its input known. The layer is a copy, because the compiler reaches a local
    /// object faster than one of a thousand parts of a network.
    template <Leaf L>
    constexpr void take(const L layer, Tensor& tensor) {
        const Shape in = tensor.shape;
        if constexpr (requires { layer.check(); }) {
            if (auto misfit = layer.check()) return fail(L::name, detail::op_of<L>(), misfit, in);
        }
        if constexpr (requires { layer.check(in); }) {
            if (auto misfit = layer.check(in)) {
                fail(L::name, detail::op_of<L>(), misfit, in);
                if (misfit.problem == Problem::features && tensor.record == flattened_by_) {
                    error_.other = flattened_;
                }
                return;
            }
        }
        if constexpr (detail::op_of<L>() == Op::flatten) {
            flattened_ = in;
            flattened_by_ = totals_.operations;
        }
        tensor.shape = layer.output_shape(in);
        if (!tensor.shape.is_countable()) {
            return fail(L::name, detail::op_of<L>(), output_misfit(tensor.shape), in);
        }
        if (!has_room(L::name, detail::op_of<L>(), 1, in)) return;
        if (!count(layer, in, tensor)) {
            return fail(L::name, detail::op_of<L>(), {Problem::too_large}, in);
        }
        tensor.record = totals_.operations++;
    }

    /// Is there a place for a record of so many inputs? If not, the walk has failed.
    constexpr bool has_room(const char* layer, Op op, int operands, const Shape& in) {
        if (records_.have_room(totals_.operations, 1, operands)) return true;
        fail(layer, op, {Problem::unannounced}, in);
        return false;
    }

    /// Adds what was asked for of an operation that fits; false if a sum does not fit.
    template <Leaf L>
    constexpr bool count(const L& layer, const Shape& in, Tensor& out) {
        switch (ask_) {
        case Ask::shape: return true;
        case Ask::params: return detail::add_params(totals_, detail::params_of(layer, in));
        case Ask::macs: return detail::add_macs(totals_, layer.work(in, out.shape).macs);
        case Ask::lecture: return count_work<L>(layer.work(in, out.shape));
        case Ask::totals: {
            const Work work = layer.work(in, out.shape);
            return detail::add_params(totals_, detail::params_of(layer, in)) &&
                   detail::add_macs(totals_, work.macs) && count_work<L>(work);
        }
        case Ask::flops:
        case Ask::everything: {
            Record record = detail::record_of(layer, in, out);
            return count_record(record, &out, 1, out);
        }
        }
        return true;
    }

    template <Leaf L>
    constexpr bool count_work(const Work& work) {
        return detail::add_flops(totals_, detail::lecture_flops(detail::op_of<L>(), work));
    }

    /// Adds an operation to the totals and, if records are kept, to those. The record is whole
    /// before a convention sees it, but for the edges, which only a summary has.
    constexpr bool count_record(Record& record, const Tensor* operands, int operand_count,
                                Tensor& out) {
        if (!detail::is_count(record.work)) return false;
        record.from = operands[0].record;
        record.producer = operands[0].producer;
        record.operands = operand_count;
        detail::append(record.path, place_);
        if (record.op != Op::dropout && record.op != Op::identity) {
            out.producer = {record.op, record.params.biases != 0};
        }
        record.flops = convention_->count(record);
        if (!detail::add_flops(totals_, record.flops)) return false;
        if (ask_ != Ask::everything) return true;
        if (!detail::add_params(totals_, record.params)) return false;
        if (!detail::add_macs(totals_, record.work.macs)) return false;
        records_.add(record, totals_.operations, operands);
        return true;
    }

    template <class Merge>
    constexpr void take_merge(const Tensor* branches, int count, Tensor& tensor,
                              const char* const* names) {
        if (const Misfit misfit = Merge::check(branches, count)) {
            fail(Merge::name, Merge::op, misfit, branches[misfit.expected].shape);
            error_.other = branches[misfit.got].shape;
            if (names == nullptr) return;
            error_.branch = names[misfit.expected];
            error_.other_branch = names[misfit.got];
            return;
        }
        tensor.shape = Merge::output_shape(branches, count);
        tensor.record = branches[0].record;
        if (!tensor.shape.is_countable()) {
            return fail(Merge::name, Merge::op, output_misfit(tensor.shape), branches[0].shape);
        }
        if (!has_room(Merge::name, Merge::op, count, branches[0].shape)) return;
        if (ask_ >= Ask::flops) {
            Record record{.op = Merge::op,
                          .name = Merge::name,
                          .input = branches[0].shape,
                          .output = tensor.shape,
                          .work = Merge::work(tensor.shape, count)};
            if (!count_record(record, branches, count, tensor)) {
                return fail(Merge::name, Merge::op, {Problem::too_large}, branches[0].shape);
            }
        }
        tensor.record = totals_.operations++;
    }

    /// One operation's parameters, its input unknown.
    template <Leaf L>
    constexpr void take_params(const L layer) {
        if constexpr (requires { layer.check(); }) {
            if (const Misfit misfit = layer.check())
                return fail(L::name, detail::op_of<L>(), misfit, {});
        }
        bool fits = true;
        if constexpr (requires { layer.params(); }) {
            fits = detail::add_params(totals_, layer.params());
        } else if constexpr (requires { layer.inferred_field(); }) {
            const Field field = layer.inferred_field();
            if (field != Field::none) {
                return fail(L::name, detail::op_of<L>(), {Problem::needs_input, field}, {});
            }
            fits = detail::add_params(totals_, layer.params(Shape{}));
        } else {
            return fail(L::name, detail::op_of<L>(), {Problem::needs_input, Field::none}, {});
        }
        if (!fits) return fail(L::name, detail::op_of<L>(), {Problem::too_large}, {});
        ++totals_.operations;
    }

    /// What is wrong with an output: a size past 63 bits, or, from a user's layer, an empty one.
    static constexpr Misfit output_misfit(const Shape& out) {
        if (out.rank == 0) return {Problem::own_output, Field::none, Axis::none, 1, 0};
        for (int axis = 0; axis < out.rank; ++axis) {
            if (out[axis] == overflow) return {Problem::too_large};
            if (out[axis] < 1) return {Problem::own_output, Field::none, Axis::none, 1, out[axis]};
        }
        return {Problem::too_large};
    }

    constexpr void fail(const char* layer, Op op, const Misfit& misfit, const Shape& input) {
        if (failed_) return;
        failed_ = true;
        error_ = {misfit, layer, op, path(), totals_.operations, input};
    }

    constexpr Path path() const {
        Path text;
        detail::append(text, place_);
        return text;
    }

    Ask ask_;
    bool has_input_ = true;
    bool failed_ = false;
    const Convention* convention_;
    detail::Records records_;
    const detail::Frame* place_ = nullptr;
    Shape flattened_ = {};  ///< what the last Flatten got
    int flattened_by_ = -2; ///< and its record
    Totals totals_ = {};
    Error error_ = {};
};

} // namespace ctnn
