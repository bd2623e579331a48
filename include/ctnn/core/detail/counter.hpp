// How much: what a walk adds up of each operation and, for a summary, keeps of it.
#pragma once

#include "../convention.hpp"
#include "../merge.hpp"
#include "../rows.hpp"
#include "fold.hpp"
#include "frame.hpp"
#include "of_layer.hpp"
#include "shared_use.hpp"

namespace ctnn::detail {

/// What a walk computes. It is evaluated for every layer by the compiler, so no more than that.
enum class Ask : unsigned char { shape, params, macs, lecture, totals, flops, everything };

/// The sums and the records of one walk.
struct Counter {
    Ask ask;
    const Convention* convention;
    Records records;
    Totals totals = {};
    Misfit misfit = {};              ///< why an operation could not be added
    Producer producer = {};          ///< the newest operation, where a convention is asked
    bool has_producer = false;       ///< false: it passes on what computed its input
    SharedUse* shared_use = nullptr; ///< the innermost use of a Shared layer that the walk is in

    constexpr bool keeps_records() const { return ask == Ask::everything; }

    /// One operation more. Composite layers assert that an int holds their number; only a user's
    /// that gives more than its size says gets past that.
    constexpr bool add_operation() {
        if (totals.operations == INT32_MAX) return fail({Problem::unannounced});
        ++totals.operations;
        return true;
    }

    /// An operation of which only the parameters are asked.
    constexpr bool add_params(const Params& params) {
        return take_params(params) ? add_operation() : fail({Problem::too_large});
    }

    /// Adds what was asked for of an operation that fits; false, and `misfit` says why, if a sum
    /// does not fit.
    template <Leaf L>
    constexpr bool add(const L& layer, const Tensor& in, const Shape& out, const Frame& frame) {
        switch (ask) {
        case Ask::shape:
            if (shared_use != nullptr) share_params(detail::params_of(layer, in.shape_));
            return add_operation();
        case Ask::params: return add_params(detail::params_of(layer, in.shape_));
        case Ask::macs:
        case Ask::lecture:
            if (shared_use != nullptr) share_params(detail::params_of(layer, in.shape_));
            return add_sums(op_of<L>(), layer.work(in.shape_, out));
        case Ask::totals:
            if (!take_params(detail::params_of(layer, in.shape_))) {
                return fail({Problem::too_large});
            }
            return add_sums(op_of<L>(), layer.work(in.shape_, out));
        case Ask::flops:
        case Ask::everything: break;
        }
        // At run time a row is filled where it is stored; to a compiler that is dear.
        if (__builtin_is_constant_evaluated() || !records.has_room()) {
            Record record = {};
            return add_record(record, layer, in, out, frame);
        }
        return add_record(records.next(), layer, in, out, frame);
    }

    /// The same of a merge of branches.
    template <Merge M>
    constexpr bool add(const M& merge, const Tensor* branches, int count, const Shape& out,
                       const Frame& frame) {
        const Operands operands(branches, count);
        if (ask < Ask::flops) {
            const Work work = merge.work(operands, out);
            const Params params = detail::params_of(merge, operands);
            if (shared_use != nullptr && ask < Ask::totals && ask != Ask::params) {
                share_params(params);
            }
            switch (ask) {
            case Ask::shape: return add_operation();
            case Ask::params: return add_params(params);
            case Ask::macs:
            case Ask::lecture: return add_sums(op_of<M>(), work);
            default:
                if (!take_params(params)) {
                    return fail({Problem::too_large});
                }
                return add_sums(op_of<M>(), work);
            }
        }
        Record record = {};
        record.name = M::name;
        record.op = op_of<M>();
        record.output = out;
        if (is_opaque_merge(merge, operands)) record.is_opaque = true;
        record.params = detail::params_of(merge, operands);
        return add(record, merge.work(operands, out), branches, count, frame);
    }

  private:
    /// Fills a record, all 0 before, and adds it.
    template <Leaf L>
    constexpr bool add_record(Record& record, const L& layer, const Tensor& in, const Shape& out,
                              const Frame& frame) {
        record.name = L::name;
        record.op = op_of<L>();
        record.output = out;
        record.params = detail::params_of(layer, in.shape_);
        const Work work = layer.work(in.shape_, out);
        if constexpr (is_opaque<L>) record.is_opaque = true;
        if constexpr (has_takes_output_size<L>()) {
            if (layer.takes_output_size()) record.takes_output_size = true;
        }
        if constexpr (op_of<L>() == Op::conv && has_inferred_field<L>()) {
            if (in.record_ < 0 && layer.inferred_field() != Field::none) {
                record.reads_channels_last = looks_channels_last(in.shape_);
            }
        }
        if constexpr (requires { layer.min_val == -1.0 && layer.max_val == 1.0; }) {
            if (op_of<L>() == Op::hardtanh && layer.min_val == -1.0 && layer.max_val == 1.0)
                record.clips_to_one = true;
        }
        if constexpr (has_kernel_memory<L>()) {
            if (!add_memory(record, layer.kernel_memory(in.shape_, out))) return false;
        }
        if constexpr (has_window<L>()) {
            const Window window = layer.window(in.shape_);
            if (auto unsound = window_misfit(window)) return fail(unsound);
            record.window = window;
        }
        if constexpr (has_axes<L>()) {
            record.axes = layer.axes(in.shape_);
            if (!record.axes.stay()) record.moves_axes = true;
        }
        return add(record, work, &in, reads_input<L>() ? 1 : 0, frame);
    }

    constexpr bool add_memory(Record& record, const KernelMemory& memory) {
        const Count counts[] = {memory.scratch_bytes, memory.scratch_elements, memory.state_bytes,
                                memory.state_elements};
        for (const Count count : counts) {
            if (count < 0) return fail({Problem::too_large, Field::none, Axis::none, 0, count});
        }
        record.has_memory = memory != KernelMemory{};
        record.memory = {memory.scratch_bytes, memory.scratch_elements, memory.state_bytes,
                         memory.state_elements};
        return true;
    }
    constexpr SharedWith share_params(const Params& params) const {
        return share(shared_use, params, totals.operations);
    }

    /// Adds parameters to the totals, unless an earlier operation has them.
    constexpr bool take_params(const Params& params) {
        if (shared_use == nullptr) return detail::add_params(totals, params);
        return detail::add_params(totals, own_params(params, share_params(params).shares));
    }

    /// The same of a record, without a copy of parameters that nothing shares.
    constexpr bool add_params_of(const Record& record) {
        if (record.shares == Shares::nothing) return detail::add_params(totals, record.params);
        return detail::add_params(totals, record.own_params());
    }

    constexpr bool fail(const Misfit& why) {
        misfit = why;
        return false;
    }

    constexpr bool add_sums(Op op, const Work& work) {
        if (work.macs == 0 && op != Op::max_pool) return add_operation(); // as most operations
        const bool fits = (ask == Ask::lecture || add_macs(totals, work.macs)) &&
                          (ask == Ask::macs || add_flops(totals, lecture_flops(op, work)));
        return fits ? add_operation() : fail({Problem::too_large});
    }

    /// The record is whole before a convention sees it, but for the edges, which only a summary
    /// has.
    constexpr bool add(Record& record, const Work& work, const Tensor* operands, int count,
                       const Frame& frame) {
        if (!is_count(work)) return fail({Problem::too_large});
        record.work = work;
        record.operands = count;
        record.step = frame.step;
        record.part = frame.part;
        if (shared_use != nullptr) {
            const SharedWith with = share_params(record.params);
            record.shares = with.shares;
            record.owner = with.owner;
        }
        const Shape& input = count > 0 ? operands[0].shape_ : no_shape;
        const Producer& before = count > 0 ? operands[0].producer_ : no_producer;
        const Count flops = convention->count({record, input, before});
        if (flops != 0) record.flops = flops;
        if (!add_flops(totals, flops)) {
            return fail({Problem::too_large, Field::none, Axis::none, 0, flops});
        }
        if (ask == Ask::everything) {
            if (!add_params_of(record)) return fail({Problem::too_large});
            if (!add_macs(totals, record.work.macs)) return fail({Problem::too_large});
            if (!records.add(record, operands)) return fail({Problem::unannounced});
        }
        const bool is_looked_through = passes_on(record.op);
        has_producer = !is_looked_through || count == 0;
        producer = is_looked_through ? Producer{} : Producer{record.op, record.params.biases != 0};
        return add_operation();
    }
};

} // namespace ctnn::detail
