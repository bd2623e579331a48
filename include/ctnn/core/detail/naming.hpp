// How Tag, From, Output, Input and Shared take part in a walk.
#pragma once

#include "../walk.hpp"
#include "name_sentences.hpp"
#include "names.hpp"

namespace ctnn::detail {

/// A step of a walk that uses names. It does nothing once the walk has failed.
class Naming {
  public:
    constexpr explicit Naming(Walk& of_) : walk_(of_) { ++walk_.names_used_; }

    /// Names a tensor. A name that is given again names the newer tensor.
    constexpr void tag(const char* name, const Tensor& tensor) {
        Names* const names = walk_.names_;
        if (names == nullptr || !names->set_tensor(name, tensor)) fail("Tag", {});
    }

    /// Goes on with the tensor of a name.
    constexpr void from(const char* name, Tensor& tensor) {
        const Names* const names = walk_.names_;
        const int count = names != nullptr ? names->tensor_count : 0;
        const NamedTensor* const found =
            count > 0 ? find_name(names->tensors, count, name) : nullptr;
        if (found != nullptr) {
            tensor = found->tensor;
            return;
        }
        fail("From", {Problem::no_tensor}, tensor.shape_, name, append_no_tensor);
        Error& error = walk_.error_;
        error.known_count = count;
        constexpr int most = static_cast<int>(sizeof error.known / sizeof *error.known);
        for (int i = 0; i < count && i < most; ++i) {
            error.known[i] = names->tensors[count - 1 - i].name;
        }
    }

    /// Makes a tensor an output of the network.
    constexpr void output(const char* name, const Tensor& tensor) {
        Names* const names = walk_.names_;
        if (names == nullptr) return fail("Output", {});
        walk_.mark_read(tensor);
        const NetworkOutput* const before = find_name(names->outputs, names->output_count, name);
        if (before != nullptr) {
            fail("Output", {Problem::output_exists}, tensor.shape_, name, append_output_exists);
            walk_.error_.other = before->shape;
            walk_.error_.other_index = before->row;
        } else if (!names->add_output({name, tensor.record_, tensor.shape_})) {
            fail("Output", {});
        }
    }

    /// Goes on with an input of the network.
    constexpr void input(int number, Tensor& tensor) {
        if (!walk_.has_input_) return;
        const int count = walk_.inputs_->count;
        if (number < 0 || number >= count) {
            return fail("Input", {Problem::no_input, Field::none, Axis::none, number, count},
                        tensor.shape_, nullptr, append_no_input);
        }
        tensor = Tensor{};
        tensor.shape_ = (*walk_.inputs_)[number];
        tensor.record_ = -1 - number;
    }

    /// Steps into a layer whose parameters all uses of a name share.
    template <class L>
    constexpr void share(const char* name, const Step& step, const L& layer, Tensor& tensor) {
        const SharedParams* const first = shared(name);
        const int index = walk_.counter_.totals.operations;
        const Totals totals = walk_.counter_.totals;
        const Records records = walk_.counter_.records;
        const int outputs = walk_.names_ != nullptr ? walk_.names_->output_count : 0;
        SharedUse use{walk_.counter_.shared_use, first != nullptr ? &first->params : nullptr,
                      !Composite<L>, index, first != nullptr ? first->index : index};
        walk_.counter_.shared_use = &use;
        walk_.step(step, layer, tensor);
        walk_.counter_.shared_use = use.outer;
        const Frame frame{walk_.frame_, step, walk_.frame_->part};
        walk_.frame_ = &frame;
        if (!walk_.failed_ && !add(name, use, index, kind_of<L>())) {
            // The rows end before the use that does not fit.
            walk_.counter_.totals = totals;
            walk_.counter_.records = records;
            if (walk_.names_ != nullptr) walk_.names_->output_count = outputs;
        }
        walk_.frame_ = frame.above;
    }

  private:
    constexpr SharedParams* shared(const char* name) const {
        Names* const names = walk_.names_;
        return names != nullptr ? find_name(names->params, names->params_count, name) : nullptr;
    }

    /// A use that has ended: the first of its name is kept, others have as many weights. False if
    /// it has not.
    constexpr bool add(const char* name, const SharedUse& use, int index, const char* kind) {
        SharedParams* const first = shared(name);
        if (first == nullptr) {
            Names* const names = walk_.names_;
            if (names == nullptr || !names->add_params({name, kind, index, use.params})) {
                fail("Shared", {});
            }
            return true;
        }
        Params& params = first->params;
        const bool is_same = params.weights == use.params.weights &&
                             (use.is_leaf || (params.biases == use.params.biases &&
                                              params.buffers == use.params.buffers));
        if (!is_same) {
            const auto count = [&use](const Params& of) {
                return use.is_leaf ? of.weights : of.trainable();
            };
            fail(kind,
                 {Problem::shared_weights, Field::none, Axis::none, count(params),
                  count(use.params)},
                 {}, name, append_shared_weights);
            walk_.error_.index = index;
            walk_.error_.other_index = first->index;
            walk_.error_.known[0] = first->layer;
            return false;
        }
        if (params.biases == 0) params.biases = use.params.biases;
        if (params.buffers == 0) params.buffers = use.params.buffers;
        return true;
    }

    /// Without a problem: the network's size does not announce the name.
    constexpr void fail(const char* layer, const Misfit& misfit, const Shape& input = {},
                        const char* name = nullptr,
                        void (*append_cause)(Sentence&, const Error&) = nullptr) {
        walk_.fail(layer, Op::custom, misfit ? misfit : Misfit{Problem::unannounced}, input);
        walk_.error_.name = name;
        walk_.error_.append_cause = append_cause;
    }

    Walk& walk_;
};

} // namespace ctnn::detail
