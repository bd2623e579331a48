// A library whose names are as broad as their arguments, and that has layers: none of its functions
// is taken for one of ctnn's.
#include <ctnn/analysis/compare_conventions.hpp>
#include <ctnn/analysis/memory.hpp>
#include <ctnn/analysis/receptive_field.hpp>
#include <ctnn/analysis/traffic.hpp>
#include <ctnn/analysis/training.hpp>
#include <ctnn/graph.hpp>
#include <ctnn/within.hpp>

namespace greedy {

#define TAKES_ALL(name)                                                                            \
    template <class... Arguments>                                                                  \
    void name(Arguments&&...);
TAKES_ALL(takes_output_size)
TAKES_ALL(params_of)
TAKES_ALL(window_of)
TAKES_ALL(record_of)
TAKES_ALL(op_of)
TAKES_ALL(summarize)
TAKES_ALL(try_summarize)
TAKES_ALL(output_shape)
TAKES_ALL(params)
TAKES_ALL(macs)
TAKES_ALL(flops)
TAKES_ALL(totals)
TAKES_ALL(operations)
TAKES_ALL(edges)
TAKES_ALL(size_of)
TAKES_ALL(kind_of)
TAKES_ALL(path_of)
TAKES_ALL(add_copies)
TAKES_ALL(copies_that_fit)
TAKES_ALL(room_for)
TAKES_ALL(merge)
TAKES_ALL(repeat)
TAKES_ALL(chain)
TAKES_ALL(value_of)
TAKES_ALL(some)
TAKES_ALL(larger)
TAKES_ALL(makes_layers)
TAKES_ALL(compare)
TAKES_ALL(traffic)
TAKES_ALL(training)
TAKES_ALL(plan_memory)
TAKES_ALL(receptive_field)
TAKES_ALL(receptive_fields)
TAKES_ALL(parameter_bytes)
TAKES_ALL(activation_bytes)
TAKES_ALL(folded_params)
TAKES_ALL(compare_conventions)
TAKES_ALL(visit)
TAKES_ALL(take)
TAKES_ALL(step)
TAKES_ALL(add)
TAKES_ALL(mul)
TAKES_ALL(refuse)
TAKES_ALL(check)
TAKES_ALL(go)
TAKES_ALL(for_each)
TAKES_ALL(walk)
TAKES_ALL(into)
TAKES_ALL(sentence)
TAKES_ALL(move)
TAKES_ALL(get)
TAKES_ALL(to_string)
#undef TAKES_ALL

struct Own {
    static constexpr const char* name = "Own";

    constexpr ctnn::Shape output_shape(const ctnn::Shape& in) const { return in; }
    constexpr ctnn::Params params(const ctnn::Shape& in) const {
        return {.weights = in.channels()};
    }
    constexpr ctnn::Work work(const ctnn::Shape&, const ctnn::Shape&) const { return {}; }
    constexpr ctnn::Window window(const ctnn::Shape&) const { return {}; }
};

struct Block {
    static constexpr ctnn::Size size = {.operations = 1, .edges = 1};

    Own own;

    constexpr void walk(ctnn::Walk& walk, ctnn::Tensor& tensor) const {
        walk.into("own", own, tensor);
    }
};

} // namespace greedy

namespace {

using namespace ctnn;

constexpr Sequential net{greedy::Own{},
                         greedy::Block{},
                         Residual{greedy::Own{}},
                         Add{skip, greedy::Own{}},
                         Concat{greedy::Own{}, skip},
                         Multiply{skip, greedy::Own{}},
                         repeat<3>(greedy::Own{}),
                         Named{"named", greedy::Own{}}};
constexpr Sequential composed{ctnn::chain<2>([](int) { return greedy::Own{}; }),
                              If{true, greedy::Own{}, greedy::Block{}},
                              ctnn::repeat<3>(greedy::Own{}, 2)};
constexpr Inputs in{4, 8, 8}; // no conversion, which would make the neighbour's the better match

static_assert(output_shape(net, in) == Shape{8, 8, 8});
static_assert(params(net, in) == 5 * 4 + 5 * 8 && params(composed, in) == 5 * 4);
static_assert(macs(net, in) == 0 && flops(net, in) == 0);
static_assert(flops(net, in, conventions::fvcore) == 0);
static_assert(totals(net, in).params == 60 && try_summarize(net, in).totals.params == 60);
static_assert(compare_conventions(net, in).totals.params == 60);
static_assert(parameter_bytes(net, in) == 240 && folded_params(net, in).weights == 60);
static_assert(activation_bytes(net, in) > peak_activation_bytes(net, in));
static_assert(plan_memory(net, in).bytes >= peak_activation_bytes(net, in));
static_assert(receptive_field(net, in).height.size == 1 && receptive_fields(net, in).size() == 14);
static_assert(traffic(net, in).total.bytes_read > 240 && training(net, in).parameter_bytes == 240);
static_assert(within<Model<net, in>, Budget{.params = 60}>());

} // namespace
