// What a walk remembers of the names in a network: tensors (Tag), outputs (Output), and the weights
// that layers share (Shared).
#pragma once

#include "records.hpp"

namespace ctnn::detail {

/// A tensor that a Tag named.
struct NamedTensor {
    const char* name = "";
    Tensor tensor = {};
};

/// The parameters of a Shared layer's first use; its biases and buffers are of the first use that
/// had any.
struct SharedParams {
    const char* name = "";
    const char* layer = ""; ///< the kind of layer of the first use
    int index = 0;          ///< the first operation of that use
    Params params = {};
};

/// The item of a name, the newest first; null if there is none.
template <class Item>
constexpr Item* find_name(Item* items, int count, const char* name) {
    for (int i = count - 1; i >= 0; --i) {
        if (is_same_text(items[i].name, name)) return items + i;
    }
    return nullptr;
}

/// A view of the storage of a network's names, and how much of it is filled.
struct Names {
    NamedTensor* tensors;
    NetworkOutput* outputs;
    SharedParams* params;
    int capacity;
    int tensor_count = 0;
    int output_count = 0;
    int params_count = 0;

    /// False if there is no room.
    constexpr bool set_tensor(const char* name, const Tensor& tensor) {
        NamedTensor* named = find_name(tensors, tensor_count, name);
        if (named == nullptr) {
            if (tensor_count == capacity) return false;
            named = &tensors[tensor_count++];
        }
        *named = {name, tensor};
        return true;
    }
    constexpr bool add_output(const NetworkOutput& output) {
        if (output_count == capacity) return false;
        outputs[output_count++] = output;
        return true;
    }
    constexpr bool add_params(const SharedParams& shared) {
        if (params_count == capacity) return false;
        params[params_count++] = shared;
        return true;
    }
    constexpr void list_outputs(Records& records) const {
        if (records.outputs == nullptr) return;
        for (int& i = records.output_count; i < output_count; ++i) records.outputs[i] = outputs[i];
    }
};

/// The storage for so many names of each kind.
template <Count Capacity>
struct NamesOf {
    NamedTensor tensors[room_for(Capacity)] = {};
    NetworkOutput outputs[room_for(Capacity)] = {};
    SharedParams params[room_for(Capacity)] = {};

    constexpr Names view() { return {tensors, outputs, params, static_cast<int>(Capacity)}; }
};

} // namespace ctnn::detail
