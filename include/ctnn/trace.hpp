// The walk: a network and an input shape -> one record per operation, in execution order.
#pragma once

#include "conventions.hpp"
#include "detail/frame.hpp"
#include "detail/refuse.hpp"
#include "detail/size.hpp"
#include "record.hpp"

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
                            Record* rows_ = nullptr, int* row_edges_ = nullptr)
        : ask_(question_), convention_(&counting_), records_(rows_), edges_(row_edges_) {
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

    /// Steps into the same part several times, `0`, `1`, ... As soon as a copy gives back the shape
    /// that it got, all others are like it: they are counted and copied instead of walked.
    template <Layer L>
    constexpr void repeat(int times, const L& layer, Tensor& tensor) {
        for (int copy = 0; copy < times; ++copy) {
            const Totals before = totals_;
            const Tensor in = tensor;
            into(copy, layer, tensor);
            const int rest = times - copy - 1;
            if (!failed_ && tensor.shape == in.shape && count_copies(before, rest)) {
                copy_records<L>(before.operations, copy, rest, tensor.record);
                const int operations = totals_.operations - before.operations;
                if (operations > 0) tensor.record += operations * rest;
                totals_.operations += operations * rest;
                return;
            }
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
            if (auto misfit = layer.check(in)) return fail(L::name, detail::op_of<L>(), misfit, in);
        }
        tensor.shape = layer.output_shape(in);
        if (!tensor.shape.is_positive()) {
            return fail(L::name, detail::op_of<L>(), output_misfit(tensor.shape), in);
        }
        switch (ask_) {
        case Ask::shape: break;
        case Ask::params:
            add_params(L::name, detail::op_of<L>(), detail::params_of(layer, in), in);
            break;
        case Ask::macs:
            add_macs(L::name, detail::op_of<L>(), layer.work(in, tensor.shape).macs, in);
            break;
        case Ask::lecture: add_lecture<L>(layer.work(in, tensor.shape), in); break;
        case Ask::totals: {
            const Work work = layer.work(in, tensor.shape);
            add_params(L::name, detail::op_of<L>(), detail::params_of(layer, in), in);
            add_macs(L::name, detail::op_of<L>(), work.macs, in);
            add_lecture<L>(work, in);
            break;
        }
        case Ask::flops:
        case Ask::everything: {
            Record record = detail::record_of(layer, in, tensor);
            add_record(record, &tensor, 1);
        }
        }
        if (failed_) return;
        tensor.record = totals_.operations++;
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
        if (!tensor.shape.is_positive()) {
            return fail(Merge::name, Merge::op, output_misfit(tensor.shape), branches[0].shape);
        }
        if (ask_ >= Ask::flops) {
            Record record{.op = Merge::op,
                          .name = Merge::name,
                          .input = branches[0].shape,
                          .output = tensor.shape,
                          .work = Merge::work(tensor.shape, count)};
            add_record(record, branches, count);
        }
        if (failed_) return;
        tensor.record = totals_.operations++;
    }

    /// One operation's parameters, its input unknown.
    template <Leaf L>
    constexpr void take_params(const L layer) {
        if constexpr (requires { layer.check(); }) {
            if (const Misfit misfit = layer.check())
                return fail(L::name, detail::op_of<L>(), misfit, {});
        }
        if constexpr (requires { layer.params(); }) {
            add_params(L::name, detail::op_of<L>(), layer.params(), {});
        } else if constexpr (requires { layer.inferred_field(); }) {
            const Field field = layer.inferred_field();
            if (field != Field::none)
                return fail(L::name, detail::op_of<L>(), {Problem::needs_input, field}, {});
            add_params(L::name, detail::op_of<L>(), layer.params(Shape{}), {});
        } else {
            return fail(L::name, detail::op_of<L>(), {Problem::needs_input, Field::none}, {});
        }
        ++totals_.operations;
    }

    constexpr void add_params(const char* layer, Op op, const Params& params, const Shape& in) {
        const Count sum = add(add(totals_.params, params.weights), params.biases);
        const Count buffers =
            params.buffers == 0 ? totals_.buffers : add(totals_.buffers, params.buffers);
        if (sum < 0 || buffers < 0) return fail(layer, op, {Problem::too_large}, in);
        totals_.params = sum;
        totals_.buffers = buffers;
    }

    constexpr void add_macs(const char* layer, Op op, Count macs, const Shape& in) {
        const Count sum = add(totals_.macs, macs);
        if (sum < 0) return fail(layer, op, {Problem::too_large}, in);
        totals_.macs = sum;
    }

    template <class L>
    constexpr void add_lecture(const Work& work, const Shape& in) {
        constexpr Op op = detail::op_of<L>();
        add_flops(L::name, op, detail::lecture_flops(op, work), in);
    }

    constexpr void add_flops(const char* layer, Op op, Count flops, const Shape& in) {
        const Count sum = add(totals_.flops, flops);
        if (sum < 0) return fail(layer, op, {Problem::too_large}, in);
        totals_.flops = sum;
    }

    /// Adds an operation to the totals and, if records are kept, to those.
    constexpr void add_record(Record& record, const Tensor* operands, int count) {
        record.flops = convention_->count(record);
        add_flops(record.name, record.op, record.flops, record.input);
        if (records_ == nullptr) return;
        add_params(record.name, record.op, record.params, record.input);
        add_macs(record.name, record.op, record.work.macs, record.input);
        if (failed_) return;
        record.from = operands[0].record;
        record.operands = count;
        record.first_edge = edge_count_;
        for (int i = 0; i < count; ++i) edges_[edge_count_++] = operands[i].record;
        detail::append(record.path, place_);
        records_[totals_.operations] = record;
    }

    /// Adds what has come since `before` as many times more. False, and nothing added, if a sum
    /// does not fit: then the copies are walked, to find the one that is too much.
    constexpr bool count_copies(const Totals& before, int copies) {
        const auto more = [&](Count was, Count is) { return add(is, mul(is - was, copies)); };
        const Count params = more(before.params, totals_.params);
        const Count buffers = more(before.buffers, totals_.buffers);
        const Count macs = more(before.macs, totals_.macs);
        const Count flops = more(before.flops, totals_.flops);
        if (params < 0 || buffers < 0 || macs < 0 || flops < 0) return false;
        totals_.params = params;
        totals_.buffers = buffers;
        totals_.macs = macs;
        totals_.flops = flops;
        return true;
    }

    /// The records from `first` on, once for each further copy after number `copy`, each made from
    /// the copy before. `output` is what the next copy reads, and all that it reads from outside.
    template <Layer L>
    constexpr void copy_records(int first, int copy, int copies, int output) {
        if (records_ == nullptr) return;
        const int count = totals_.operations - first;
        const Path above = path();
        const unsigned place = above.size > 0 ? above.size + 1 : 0;
        for (int next = first + count; next < first + count * (copies + 1); ++next) {
            Record record = records_[next - count];
            if constexpr (!requires { L::is_named; }) {
                detail::renumber(record.path, place, copy + (next - first) / count);
            }
            const int* const operands = edges_ + record.first_edge;
            record.first_edge = edge_count_;
            for (int i = 0; i < record.operands; ++i) {
                edges_[edge_count_++] = operands[i] >= first ? operands[i] + count : output;
            }
            record.from = edges_[record.first_edge];
            records_[next] = record;
        }
    }

    /// What is wrong with an output: a size past 63 bits, or, from a user's layer, an empty one.
    static constexpr Misfit output_misfit(const Shape& out) {
        for (int axis = 0; axis < out.rank; ++axis) {
            if (out[axis] == overflow) return {Problem::too_large};
            if (out[axis] < 1) return {Problem::own_output, Field::none, Axis::none, 1, out[axis]};
        }
        return {Problem::own_output, Field::none, Axis::none, 1, 0};
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
    Record* records_;
    int* edges_;
    int edge_count_ = 0;
    const detail::Frame* place_ = nullptr;
    Totals totals_ = {};
    Error error_ = {};
};

} // namespace ctnn
