// How much: what a walk adds up of each operation and, for a summary, keeps of it.
#pragma once

#include "../conventions.hpp"
#include "../totals.hpp"
#include "records.hpp"

namespace ctnn::detail {

/// What a walk computes. It is evaluated for every layer by the compiler, so no more than that.
enum class Ask : unsigned char { shape, params, macs, lecture, totals, flops, everything };

/// A user's merge of Op::custom, unless it says that it is elementwise.
template <class Merge>
inline constexpr bool is_opaque_merge = [] {
    if constexpr (requires { Merge::is_elementwise; }) {
        return !Merge::is_elementwise;
    } else {
        return Merge::op == Op::custom;
    }
}();

struct Counter {
    Ask ask;
    const Convention* convention;
    Records records;
    Totals totals = {};
    Blocks blocks = {}; ///< around what is added next
    Misfit misfit = {}; ///< why an operation could not be added

    /// Only records have paths.
    constexpr bool makes_records() const { return ask >= Ask::flops; }

    /// Adds what was asked for of an operation that fits; false, and `misfit` says why, if a sum
    /// does not fit.
    template <Leaf L>
    constexpr bool add(const L& layer, const Shape& in, Tensor& out, const Frame* place) {
        bool fits = true;
        switch (ask) {
        case Ask::shape: break;
        case Ask::params: fits = add_params(totals, detail::params_of(layer, in)); break;
        case Ask::macs: fits = add_macs(totals, layer.work(in, out.shape).macs); break;
        case Ask::lecture: fits = add_lecture(op_of<L>(), layer.work(in, out.shape)); break;
        case Ask::totals: {
            const Work work = layer.work(in, out.shape);
            fits = add_params(totals, detail::params_of(layer, in)) &&
                   add_macs(totals, work.macs) && add_lecture(op_of<L>(), work);
            break;
        }
        case Ask::flops:
        case Ask::everything: {
            Record record = detail::record_of(layer, in, out);
            return add(record, &out, reads_input<L>() ? 1 : 0, out, place);
        }
        }
        return fits ? add_operation() : fail({Problem::too_large});
    }

    /// One operation more. That a network has no more than an int holds, its type says, unless a
    /// user's composite announces less than it gives.
    constexpr bool add_operation() {
        if (totals.operations == INT32_MAX) return fail({Problem::unannounced});
        ++totals.operations;
        return true;
    }

    /// Adds a merge of branches, which has work and no parameters.
    template <class Merge>
    constexpr bool add_merge(const Tensor* branches, int count, Tensor& out, const Frame* place) {
        if (!makes_records()) {
            if (ask != Ask::shape && ask != Ask::params) {
                const Work work = Merge::work(out.shape, count);
                const bool fits = (ask == Ask::lecture || add_macs(totals, work.macs)) &&
                                  (ask == Ask::macs || add_lecture(Merge::op, work));
                if (!fits) return fail({Problem::too_large});
            }
            return add_operation();
        }
        Record record{.op = Merge::op,
                      .name = Merge::name,
                      .input = branches[0].shape,
                      .output = out.shape,
                      .work = Merge::work(out.shape, count),
                      .is_opaque = is_opaque_merge<Merge>};
        return add(record, branches, count, out, place);
    }

    /// Copies of the operations since `before`, as many as fit of `wanted`; gives how many do.
    template <Layer L>
    constexpr int add_copies(const Totals& before, const Tensor& last, int number, int wanted,
                             const Frame* place) {
        const int fitting = copies_that_fit(totals, before, wanted);
        const Copies copies{before.operations, totals.operations - before.operations, number,
                            fitting, last.record};
        if (!records.copy<L>(copies, place)) return 0;
        ctnn::detail::add_copies(totals, before, fitting);
        return fitting;
    }

  private:
    constexpr bool fail(const Misfit& why) {
        misfit = why;
        return false;
    }

    constexpr bool add_lecture(Op op, const Work& work) {
        return add_flops(totals, lecture_flops(op, work));
    }

    /// The record is whole before a convention sees it, but for the edges, which only a summary
    /// has.
    constexpr bool add(Record& record, const Tensor* operands, int count, Tensor& out,
                       const Frame* place) {
        if (!is_count(record.work)) return fail({Problem::too_large});
        if (blocks.levels != 0) record.blocks = blocks;
        record.operands = count;
        if (count > 0) {
            record.from = operands[0].record;
            record.producer = operands[0].producer;
        } else {
            out.producer = {};
        }
        if (place != nullptr) record.path = place->spelled();
        if (record.op != Op::dropout && record.op != Op::identity) {
            out.producer = {record.op, record.params.biases != 0};
        }
        record.flops = convention->count(record);
        if (!add_flops(totals, record.flops)) {
            return fail({Problem::too_large, Field::none, Axis::none, 0, record.flops});
        }
        if (ask == Ask::everything) {
            if (!add_params(totals, record.params)) return fail({Problem::too_large});
            if (!add_macs(totals, record.work.macs)) return fail({Problem::too_large});
            if (!records.add(record, totals.operations, operands))
                return fail({Problem::unannounced});
        }
        return add_operation();
    }
};

} // namespace ctnn::detail
