// The walk: a network and an input shape -> one record per operation, in execution order.
#pragma once

#include "detail/counter.hpp"
#include "detail/output_misfit.hpp"
#include "shape_error.hpp"
#include "size_of.hpp"

namespace ctnn {

namespace detail {

/// Not constexpr, and does nothing. A compiler that tries to fold `flops(net, input) == 5` early,
/// to warn about it, stops here instead of walking the whole network twice.
inline void at_run_time() {}

class Naming;
struct Names; // names.hpp, which whatever uses names includes
template <Count Capacity>
struct NamesOf;

} // namespace detail

/// Walks a network once. Each operation is added to the totals and, if there is room for it, kept
/// as a record. The first misfit ends the walk: what follows it is passed by.
///
/// A composite layer receives the walk and steps into its parts with `into`, and joins branches
/// with `merge`; nothing else of it is for users, who ask the questions of summary.hpp.
class Walk {
  public:
    /// The question that a walk answers.
    using Ask = detail::Ask;

    /// A walk that computes what is asked for.
    constexpr explicit Walk(Ask question_, const Convention& counting_ = conventions::lecture,
                            const detail::Records& storage_ = {})
        : counter_{question_, &counting_, storage_} {}
    Walk(const Walk&) = delete;
    Walk& operator=(const Walk&) = delete;

    /// The whole walk, from the network's first input.
    template <Layer L>
    constexpr void run(const L& net, const Inputs& inputs) {
        prepare<L>();
        has_input_ = true;
        inputs_ = &inputs;
        counter_.records.inputs = inputs.count;
        if (counter_.keeps_records()) {
            const char* const kind = detail::kind_of<L>();
            if (counter_.records.add_part({0, network_.step, kind}) < 0) {
                return fail(kind, Op::custom, {Problem::unannounced}, {});
            }
        }
        for (const Shape& input : inputs) check_input(input);
        run_named(net, inputs[0]);
    }

    /// A walk without an input: only parameters, and only if no layer infers a size.
    template <Layer L>
    constexpr void run(const L& net) {
        prepare<L>();
        run_named(net, {});
    }

    /// Steps into a numbered part: `3`. The tensor becomes the part's output.
    template <Layer L>
    constexpr void into(int number, const L& layer, Tensor& tensor) {
        step({nullptr, number}, layer, tensor);
    }

    /// Steps into a named part: `body`. The tensor becomes the part's output. An empty name does
    /// not show in paths.
    template <Layer L>
    constexpr void into(Name name, const L& layer, Tensor& tensor) {
        step({name.text, 0}, layer, tensor);
    }

    /// Steps into a part; what `into` does for a number and for a name. A layer that has a name may
    /// take another step.
    template <class L>
    constexpr void step(const Step& step, const L& layer, Tensor& tensor) {
        if (failed_) return;
        if constexpr (detail::has_own_step<L>) {
            layer.walk_as(*this, step, tensor);
        } else {
            detail::Frame frame{frame_, step, frame_->part};
            frame_ = &frame;
            if constexpr (Composite<L>) {
                if constexpr (detail::is_part<L>) {
                    if (counter_.keeps_records()) add_part(frame, detail::kind_of<L>());
                }
                layer.walk(*this, tensor);
                check_passed_on(tensor);
            } else if constexpr (Leaf<L>) { // else why_no_layer.hpp says what it is not
                take(layer, tensor);
            }
            frame_ = frame.above;
        }
    }

    /// Steps into the same part several times, `0`, `1`, ... As soon as a copy gives back what it
    /// got, a shape made by the same kind of operation, all others are like it: fold.hpp adds them,
    /// but for the first that no longer fits. A user's composite may hold an earlier tensor, so
    /// records are copied of a copy whose input is no such tensor, or is its output too. Copies
    /// that use names may differ: all of them are walked. More than `most` times, or fewer than 0,
    /// are an error.
    template <Layer L>
    constexpr void repeat(int most, int times, const L& layer, Tensor& tensor) {
        if (times < 0 || times > most) return fail_to_repeat(most, times, tensor);
        const int start = counter_.totals.operations;
        for (int copy = 0; copy < times; ++copy) {
            const Totals before = counter_.totals;
            const int names_used = names_used_;
            const detail::Records& records = counter_.records;
            detail::LastCopy last{records.operations,      records.edge_count,
                                  records.part_count,      frame_->part,
                                  tensor.record_,          -1,
                                  !detail::has_own_step<L>};
            const Tensor in = tensor;
            into(copy, layer, tensor);
            if (failed_) return;
            if (tensor.shape_ != in.shape_ || tensor.producer_ != in.producer_) continue;
            if constexpr (detail::keeps_step<L>) continue; // its own layer may have a name
            if (names_used_ != names_used || counter_.shared_use != nullptr) continue;
            const bool may_be_held = in.record_ < start && tensor.record_ != in.record_;
            if (may_be_held && counter_.keeps_records()) continue;
            last.output = tensor.record_;
            const int operations = counter_.totals.operations;
            copy += detail::add_copies(counter_.totals, before, counter_.records, last,
                                       times - copy - 1);
            const int added = counter_.totals.operations - operations;
            if (tensor.record_ >= before.operations) tensor.record_ += added;
            if (flattened_by_ >= before.operations) flattened_by_ += added;
        }
    }

    /// Joins branches, whose tensors stand in a row, into one: an operation with several inputs, in
    /// a step of its own. `branch_names` are for the sentence of branches that do not fit together.
    template <Merge M>
    constexpr void merge(Name step, const M& merge, const Tensor* branches, int count,
                         Tensor& tensor, const Name* branch_names = nullptr) {
        if (failed_) return;
        const detail::Frame frame{frame_, {step.text, 0}, frame_->part};
        frame_ = &frame;
        if (has_input_) {
            take_merge(merge, branches, count, tensor, branch_names);
        } else if constexpr (requires(const Operands& operands) { merge.params(operands); }) {
            fail<M>({Problem::needs_input}, {});
        } else if (!counter_.add_params(detail::params_of(merge, Operands(branches, 0)))) {
            fail<M>(counter_.misfit, {});
        }
        frame_ = frame.above;
    }

    /// The first thing that does not fit; false if all fits.
    constexpr const Error& error() const { return error_; }

    /// The row whose output is the network's, or the last one before the error; -1: the input.
    constexpr int output_row() const { return output_row_; }

    /// The parts of the tree that were kept.
    constexpr int part_count() const { return counter_.records.part_count; }

    /// The outputs that were kept.
    constexpr int output_count() const { return counter_.records.output_count; }

    /// The totals of the operations up to the error, if there is one.
    constexpr const Totals& totals_so_far() const { return counter_.totals; }

    /// The totals; throws (or refuses) if something did not fit.
    constexpr const Totals& totals() const {
        if (failed_) detail::refuse(error_);
        return counter_.totals;
    }

  private:
    friend class detail::Naming;

    static constexpr Step no_step{"", 0}; ///< to the network itself: a silent step

    /// Of a large network, a compiler does not walk twice. Of a small one it does, to show both
    /// sides of an assertion that fails, which g++ can do only where nothing asks whether a
    /// constant is evaluated.
    template <class L>
    constexpr void prepare() {
        if constexpr (size_of<L>().operations > 100) {
            copies_layers_ = __builtin_is_constant_evaluated();
            if (!copies_layers_) detail::at_run_time();
        }
    }

    constexpr void check_input(const Shape& input) {
        if (!input.is_positive()) {
            fail("input", Op::custom, {Problem::input_shape}, input);
        } else if (input.elements() == overflow) {
            fail("input", Op::custom, {Problem::input_elements}, input);
        }
    }

    /// The walk, with room for the names in the network.
    template <Layer L>
    constexpr void run_named(const L& net, const Shape& input) {
        Tensor tensor;
        tensor.shape_ = input;
        constexpr Count count = size_of<L>().names;
        if constexpr (count == 0) {
            step(no_step, net, tensor);
            finish(tensor);
        } else {
            detail::NamesOf<count> storage;
            auto names = storage.view();
            names_ = &names;
            step(no_step, net, tensor);
            names.list_outputs(counter_.records);
            finish(tensor);
        }
    }

    constexpr void finish(const Tensor& tensor) {
        if (!has_input_) return;
        mark_read(tensor);
        for (int i = 0; i < inputs_->count && inputs_->count > 1; ++i) {
            if ((read_ >> i & 1U) == 0) fail_unread(i);
        }
        output_row_ = failed_ ? counter_.totals.operations - 1 : tensor.record_;
        if (!failed_) counter_.totals.output = tensor.shape_;
        if (!failed_) counter_.records.add_last_output(output_row_, tensor.shape_);
    }

    constexpr void fail_unread(int input) {
        if (failed_) return;
        fail("input", Op::custom, {Problem::unread_input, Field::none, Axis::none, 0, input},
             (*inputs_)[input]);
    }

    /// Of several inputs, each must be read.
    constexpr void mark_read(const Tensor& tensor) {
        if (tensor.record_ < 0) read_ |= 1U << (-1 - tensor.record_);
    }

    /// One operation. The compiler reaches a local object faster than one of a thousand parts of a
    /// network, so in a constant expression it takes a copy of the layer.
    template <Leaf L>
    constexpr void take(const L& layer, Tensor& tensor) {
        if (!has_input_) {
            take_params(layer);
        } else if (copies_layers_) {
            const L copy = layer;
            take_operation(copy, tensor);
        } else {
            take_operation(layer, tensor);
        }
    }

    /// A step into a composite layer is a part of the tree, unless it is silent.
    constexpr void add_part(detail::Frame& frame, const char* kind) {
        if (frame.step.is_silent()) return;
        const int part = counter_.records.add_part({frame.part, frame.step, kind});
        if (part < 0) return fail(kind, Op::custom, {Problem::unannounced}, {});
        frame.part = part;
    }

    /// A user's composite may pass on a tensor of no walk, or of another one.
    constexpr void check_passed_on(const Tensor& tensor) {
        if (failed_ || !has_input_) return;
        if (tensor.shape_.rank == 0) {
            fail_without_tensor();
        } else if (tensor.record_ >= counter_.totals.operations) {
            fail("composite layer", Op::custom, {Problem::unannounced}, {});
        }
        if (failed_) error_.step = no_step; // the part itself, and no step in it
    }

    /// A layer that cannot be repeated so many times: the error of its Repeat.
    constexpr void fail_to_repeat(int most, int times, const Tensor& tensor) {
        if (failed_) return;
        fail("repeat", Op::custom, {Problem::copies, Field::none, Axis::none, most, times},
             tensor.shape_);
        error_.step = no_step; // the part itself, and no step in it
    }

    /// A tensor of a user's composite that no layer has given.
    constexpr void fail_without_tensor() {
        fail("composite layer", Op::custom, {Problem::own_output, Field::none, Axis::none, 1, 0},
             {});
    }

    /// One operation, its input known.
    template <Leaf L>
    constexpr void take_operation(const L& layer, Tensor& tensor) {
        const Shape& in = tensor.shape_;
        if (in.rank == 0) return fail_without_tensor();
        if constexpr (detail::checks_itself<L>()) {
            if (auto misfit = layer.check()) return fail(layer, misfit, in);
        }
        if constexpr (detail::checks_input<L>()) {
            if (auto misfit = layer.check(in)) {
                fail(layer, misfit, in);
                error_.from = tensor.record_;
                if (in.rank == 1 && tensor.record_ == flattened_by_) error_.other = flattened_;
                return;
            }
        }
        if constexpr (detail::op_of<L>() == Op::flatten) {
            flattened_ = in;
            flattened_by_ = counter_.totals.operations;
        }
        const auto& out = layer.output_shape(in); // of most layers, the input
        if (&out != &in && !out.is_countable()) return fail<L>(detail::output_misfit(out), in);
        if (!counter_.add(layer, tensor, out, *frame_)) return fail<L>(counter_.misfit, in);
        if constexpr (detail::reads_input<L>()) mark_read(tensor);
        pass_on(tensor, out);
    }

    template <Merge M>
    constexpr void take_merge(const M& merge, const Tensor* branches, int count, Tensor& tensor,
                              const Name* names) {
        if (count < 1) return fail<M>({Problem::unannounced}, {});
        for (int i = 0; i < count; ++i) {
            if (branches[i].shape_.rank == 0) return fail_without_tensor();
            mark_read(branches[i]);
        }
        const Operands operands(branches, count);
        if (const Misfit misfit = merge.check(operands)) {
            const auto is_branch = [count](Count which) { return which >= 0 && which < count; };
            const bool is_of_two = misfit.problem == Problem::branches &&
                                   is_branch(misfit.expected) && is_branch(misfit.got);
            const Count first = is_of_two ? misfit.expected : 0;
            const Count other = is_of_two ? misfit.got : 0;
            fail<M>(misfit, branches[first].shape_);
            if constexpr (requires { detail::takes<Advice>(merge.advice(misfit)); }) {
                error_.advice = merge.advice(misfit);
            }
            error_.other = branches[other].shape_;
            error_.from = branches[first].record_;
            error_.other_from = branches[other].record_;
            error_.other_is_input = branches[other].record_ == tensor.record_;
            if (names == nullptr) return;
            error_.branch = names[first].text;
            error_.other_branch = names[other].text;
            return;
        }
        const Shape out = merge.output_shape(operands);
        if (!out.is_countable()) return fail<M>(detail::output_misfit(out), operands[0]);
        if (!counter_.add(merge, branches, count, out, *frame_)) {
            return fail<M>(counter_.misfit, operands[0]);
        }
        if constexpr (detail::passes_on(detail::op_of<M>())) {
            tensor.producer_ = branches[0].producer_;
        }
        pass_on(tensor, out);
    }

    /// The tensor that the newest operation gives.
    constexpr void pass_on(Tensor& tensor, const Shape& out) {
        if (&out != &tensor.shape_) tensor.shape_ = out;
        tensor.record_ = counter_.totals.operations - 1;
        if (counter_.has_producer) tensor.producer_ = counter_.producer;
    }

    /// One operation's parameters, its input unknown.
    template <Leaf L>
    constexpr void take_params(const L& layer) {
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
        if (!counter_.add_params(params)) fail<L>(counter_.misfit, {});
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
        error_.misfit = misfit;
        error_.layer = layer;
        error_.op = op;
        error_.path = detail::path_of(frame_);
        error_.index = counter_.totals.operations;
        error_.input = input;
        error_.part = frame_->part;
        error_.step = frame_->step;
    }

    detail::Frame network_{nullptr, no_step, 0}; ///< a network of one layer has no path
    const detail::Frame* frame_ = &network_;     ///< the innermost step
    detail::Counter counter_;
    bool copies_layers_ = false;
    bool has_input_ = false; ///< false: only parameters are asked
    const Inputs* inputs_ = nullptr;
    detail::Names* names_ = nullptr; ///< null: the network announces none
    int names_used_ = 0;             ///< steps that use names
    unsigned read_ = 0;              ///< a bit for each input that an operation reads
    bool failed_ = false;
    int output_row_ = -1;
    Shape flattened_ = {};  ///< what the last Flatten got
    int flattened_by_ = -2; ///< and its record
    Error error_ = {};
};

} // namespace ctnn
