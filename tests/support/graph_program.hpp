// Random programs of tensors, and an interpreter of them over an edge list that shares nothing with
// the library: it knows what a layer does from PyTorch's formulas, written down again here.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <vector>

namespace graph_program {

using Number = long long;

enum class Kind {
    sequence,
    conv, // number: the kernel, 1 or 3
    relu,
    pool,
    enlarge,
    parameter,
    tag, // number: the name
    from,
    input, // number: which
    output,
    add, // parts: the branches
    concat,
    residual,    // parts: the body
    repeat,      // parts: the body; number: how often
    shared_conv, // number: the name; kernel: of the convolution
    shared_block
};

struct Node {
    Kind kind = Kind::sequence;
    int number = 0;
    int kernel = 1;
    std::vector<Node> parts = {};
};

/// Channels x height x width. Whatever the library shows of a height is compared, so that maps are
/// square.
struct Size3 {
    Number channels = 0;
    Number side = 0;

    Number elements() const { return channels * side * side; }
    bool operator==(const Size3&) const = default;
};

/// For each row of a map, a bit for each row of the first input that it depends on.
using RowsSeen = std::vector<std::uint64_t>;

enum class Fault {
    none,
    no_tensor,
    branches,
    no_input,
    output_exists,
    shared_weights,
    kernel,
    unread
};

struct Operation {
    Kind kind;
    std::vector<int> operands; // tensors; -1, -2, ... are inputs
    Size3 out;
    Number params = 0;
    Number macs = 0;
    RowsSeen seen = {};
};

struct NamedOutput {
    int name; // -1: the last tensor
    int tensor;
};

/// Runs a program.
class Interpreter {
  public:
    explicit Interpreter(std::vector<Size3> inputs_) : inputs(std::move(inputs_)) {}

    void run(const Node& program) {
        int tensor = step(program, -1);
        if (fault != Fault::none) return;
        last = tensor;
        read(tensor);
        for (std::size_t i = 0; i < inputs.size() && inputs.size() > 1; ++i) {
            if (fault == Fault::none && !is_read[i]) fault = Fault::unread;
        }
        if (fault != Fault::none) return;
        for (const NamedOutput& output : outputs) {
            if (output.tensor == last) return;
        }
        outputs.push_back({-1, last});
    }

    Size3 size(int tensor) const {
        return tensor < 0 ? inputs[static_cast<std::size_t>(-1 - tensor)]
                          : operations[static_cast<std::size_t>(tensor)].out;
    }

    Number params() const {
        Number sum = 0;
        for (const Operation& operation : operations) sum += operation.params;
        return sum;
    }
    Number macs() const {
        Number sum = 0;
        for (const Operation& operation : operations) sum += operation.macs;
        return sum;
    }

    /// The most elements that are alive while an operation runs.
    Number peak() const {
        const int count = static_cast<int>(operations.size());
        Number peak = 0;
        if (count == 0) {
            for (const Size3& input : inputs) peak += input.elements();
        }
        for (int now = 0; now < count; ++now) {
            Number alive = 0;
            for (int tensor = -static_cast<int>(inputs.size()); tensor < count; ++tensor) {
                const int birth = tensor < 0 ? 0 : tensor;
                if (birth <= now && now <= death(tensor)) alive += measure(tensor);
            }
            peak = std::max(peak, alive);
        }
        return peak;
    }

    /// The last operation that needs a tensor.
    int death(int tensor) const {
        const int count = static_cast<int>(operations.size());
        int death = -1;
        for (int row = 0; row < count; ++row) {
            for (const int operand : operations[static_cast<std::size_t>(row)].operands) {
                if (operand == tensor) death = row;
            }
        }
        for (const NamedOutput& output : outputs) {
            if (output.tensor == tensor) return count - 1;
        }
        if (death < 0) return tensor < 0 ? 0 : count - 1;
        return death;
    }

    Number measure(int tensor) const {
        const bool is_parameter =
            tensor >= 0 && operations[static_cast<std::size_t>(tensor)].kind == Kind::parameter;
        return is_parameter ? 0 : size(tensor).elements();
    }

    RowsSeen seen(int tensor) const {
        if (tensor >= 0) return operations[static_cast<std::size_t>(tensor)].seen;
        RowsSeen rows(static_cast<std::size_t>(size(tensor).side), 0);
        for (std::size_t i = 0; i < rows.size() && tensor == -1; ++i)
            rows[i] = std::uint64_t{1} << i;
        return rows;
    }

    std::vector<Size3> inputs;
    std::vector<Operation> operations = {};
    std::vector<NamedOutput> outputs = {};
    int last = -1;
    Fault fault = Fault::none;
    int fault_at = 0; // the number of operations before it

  private:
    struct Weights {
        Number weights;
        Number biases;
    };

    void read(int tensor) {
        if (tensor < 0) is_read[static_cast<std::size_t>(-1 - tensor)] = true;
    }

    int fail(Fault what) {
        fault = what;
        fault_at = static_cast<int>(operations.size());
        return -1;
    }

    int append(Operation operation) {
        for (const int operand : operation.operands) read(operand);
        operations.push_back(std::move(operation));
        return static_cast<int>(operations.size()) - 1;
    }

    static RowsSeen through_window(const RowsSeen& in, std::size_t out, int kernel, int stride,
                                   int before) {
        RowsSeen rows(out, 0);
        for (std::size_t o = 0; o < out; ++o) {
            for (int k = 0; k < kernel; ++k) {
                const int i = static_cast<int>(o) * stride - before + k;
                if (i >= 0 && i < static_cast<int>(in.size()))
                    rows[o] |= in[static_cast<std::size_t>(i)];
            }
        }
        return rows;
    }

    int convolve(int tensor, int kernel, Number channels, bool owns) {
        const Size3 in = size(tensor);
        const Number weights = in.channels * channels * kernel * kernel;
        return append({Kind::conv,
                       {tensor},
                       {channels, in.side},
                       owns ? weights + channels : 0,
                       weights * in.side * in.side,
                       through_window(seen(tensor), static_cast<std::size_t>(in.side), kernel, 1,
                                      kernel / 2)});
    }

    int rectify(int tensor) {
        return append({Kind::relu, {tensor}, size(tensor), 0, 0, seen(tensor)});
    }

    int merge(const Node& node, const std::vector<int>& branches) {
        Size3 out = size(branches[0]);
        RowsSeen rows = seen(branches[0]);
        for (std::size_t k = 1; k < branches.size(); ++k) {
            const Size3 other = size(branches[k]);
            const bool is_concat = node.kind == Kind::concat;
            // A sum broadcasts a single position.
            const bool stretches = !is_concat && (out.side == 1 || other.side == 1);
            const bool fits = (other.side == out.side || stretches) &&
                              (is_concat || other.channels == out.channels);
            if (!fits) return fail(Fault::branches);
            if (is_concat) out.channels += other.channels;
            out.side = std::max(out.side, other.side);
            const RowsSeen more = seen(branches[k]);
            rows.resize(static_cast<std::size_t>(out.side), rows[0]);
            for (std::size_t i = 0; i < rows.size(); ++i) rows[i] |= more[more.size() > 1 ? i : 0];
        }
        return append(
            {node.kind == Kind::concat ? Kind::concat : Kind::add, branches, out, 0, 0, rows});
    }

    int share(const Node& node, int tensor) {
        const bool is_block = node.kind == Kind::shared_block;
        const std::size_t before = operations.size();
        const bool owns = shared.count(node.number) == 0;
        const Size3 in = size(tensor);
        int out = tensor;
        Weights here{4 * in.channels * node.kernel * node.kernel, 4};
        if (is_block) {
            here.weights = 4 * in.channels * 9 + 4 * 4;
            here.biases = 8;
            out = convolve(out, 3, 4, owns);
            out = rectify(out);
            out = convolve(out, 1, 4, owns);
        } else {
            out = convolve(out, node.kernel, 4, owns);
        }
        if (owns) {
            shared[node.number] = here;
            return out;
        }
        const Weights first = shared[node.number];
        if (first.weights != here.weights || (is_block && first.biases != here.biases)) {
            operations.resize(before);
            return fail(Fault::shared_weights);
        }
        // One convolution that follows a block's weights has a bias of its own.
        if (!is_block && first.biases != here.biases) operations.back().params += here.biases;
        return out;
    }

    int step(const Node& node, int tensor) {
        if (fault != Fault::none) return -1;
        switch (node.kind) {
        case Kind::sequence:
            for (const Node& part : node.parts) tensor = step(part, tensor);
            return tensor;
        case Kind::conv: return convolve(tensor, node.kernel, 4, true);
        case Kind::relu: return rectify(tensor);
        case Kind::pool: {
            const Size3 in = size(tensor);
            if (in.side < 2) return fail(Fault::kernel);
            return append(
                {Kind::pool,
                 {tensor},
                 {in.channels, in.side / 2},
                 0,
                 0,
                 through_window(seen(tensor), static_cast<std::size_t>(in.side / 2), 2, 2, 0)});
        }
        case Kind::enlarge: {
            const Size3 in = size(tensor);
            const RowsSeen rows = seen(tensor);
            RowsSeen twice;
            for (const std::uint64_t row : rows) {
                twice.push_back(row);
                twice.push_back(row);
            }
            return append({Kind::enlarge, {tensor}, {in.channels, 2 * in.side}, 0, 0, twice});
        }
        case Kind::parameter:
            return append({Kind::parameter, {}, {4, 8}, 4 * 8 * 8, 0, RowsSeen(8, 0)});
        case Kind::tag: tags[node.number] = tensor; return tensor;
        case Kind::from:
            if (tags.count(node.number) == 0) return fail(Fault::no_tensor);
            return tags[node.number];
        case Kind::input:
            if (node.number >= static_cast<int>(inputs.size())) return fail(Fault::no_input);
            return -1 - node.number;
        case Kind::output:
            read(tensor);
            for (const NamedOutput& output : outputs) {
                if (output.name == node.number) return fail(Fault::output_exists);
            }
            outputs.push_back({node.number, tensor});
            return tensor;
        case Kind::add:
        case Kind::concat: {
            std::vector<int> branches;
            for (const Node& part : node.parts) branches.push_back(step(part, tensor));
            return fault != Fault::none ? -1 : merge(node, branches);
        }
        case Kind::residual: {
            const int body = step(node.parts[0], tensor);
            return fault != Fault::none ? -1 : merge(node, {body, tensor});
        }
        case Kind::repeat:
            for (int copy = 0; copy < node.number; ++copy) tensor = step(node.parts[0], tensor);
            return tensor;
        case Kind::shared_conv:
        case Kind::shared_block: return share(node, tensor);
        }
        return tensor;
    }

    std::map<int, int> tags = {};
    std::map<int, Weights> shared = {};
    std::map<std::size_t, bool> is_read = {};
};

/// A random program, most of whose networks fit together.
class Generator {
  public:
    explicit Generator(unsigned seed) : random_(seed) {}

    int number(int least, int most) {
        return least + static_cast<int>(random_() % static_cast<unsigned>(most - least + 1));
    }

    Node program(int inputs) {
        Node all;
        all.parts.push_back({Kind::conv, 0, 3});
        for (int name = 0; name < 3; ++name) {
            if (number(0, 24) > 0) all.parts.push_back({Kind::tag, name});
        }
        grow(all, number(2, 9), 2);
        for (int input = 1; input < inputs; ++input) {
            if (number(0, 19) == 0) continue; // it stays unread
            Node branch;
            branch.parts = {{Kind::input, input}, {Kind::conv, 0, 1}};
            Node own;
            own.parts = {{Kind::conv, 0, 1}};
            all.parts.push_back({number(0, 3) > 0 ? Kind::concat : Kind::add, 0, 1, {own, branch}});
        }
        grow(all, number(0, 5), 2);
        return all;
    }

  private:
    void grow(Node& sequence, int steps, int depth) {
        for (int i = 0; i < steps; ++i) sequence.parts.push_back(some(depth));
    }

    Node sub(int depth) {
        Node body;
        grow(body, number(0, 3), depth - 1);
        if (number(0, 3) > 0) body.parts.push_back({Kind::conv, 0, number(0, 1) == 0 ? 1 : 3});
        return body;
    }

    /// Names are few, so that they meet.
    Node some(int depth) {
        const int what = number(0, depth > 0 ? 27 : 15);
        if (what < 4) return {Kind::conv, 0, number(0, 1) == 0 ? 1 : 3};
        if (what < 7) return {Kind::relu};
        if (what == 7) return {number(0, 1) == 0 ? Kind::pool : Kind::relu};
        if (what < 11) return {Kind::tag, number(0, 2)};
        if (what == 11) return {number(0, 3) > 0 ? Kind::relu : Kind::from, number(0, 2)};
        if (what == 12) return {Kind::output, number(0, 60)};
        if (what == 13) return {Kind::shared_conv, number(0, 2), number(0, 5) == 0 ? 3 : 1};
        if (what == 14) return {Kind::shared_block, number(3, 4)};
        if (what == 15) {
            if (number(0, 5) == 0) return {Kind::enlarge};
            return number(0, 9) == 0 ? Node{Kind::input, number(0, 3)} : Node{Kind::relu};
        }
        if (what < 19) {
            Node from;
            from.parts = {{Kind::from, number(0, 2)}, {Kind::conv, 0, 1}};
            Node own;
            own.parts = {{Kind::conv, 0, 1}};
            return {number(0, 1) == 0 ? Kind::add : Kind::concat, 0, 1, {own, from}};
        }
        if (what == 19) {
            Node own;
            own.parts = {{Kind::conv, 0, 1}};
            Node source;
            source.parts = {{Kind::parameter}};
            return {Kind::add, 0, 1, {own, source}};
        }
        if (what < 22) return {Kind::residual, 0, 1, {sub(depth)}};
        if (what < 25) return {Kind::repeat, number(0, 4), 1, {sub(depth)}};
        Node merge{number(0, 1) == 0 ? Kind::add : Kind::concat, 0, 1, {}};
        for (int branches = number(1, 3); branches > 0; --branches)
            merge.parts.push_back(sub(depth));
        return merge;
    }

    std::mt19937 random_;
};

} // namespace graph_program
